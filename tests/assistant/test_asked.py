"""What kind of thing a question asks for."""

from typing import get_args

import pytest

from assistant.asked import FORMS, SEVERAL, SMALL_TALK, Kind, asks_for_several, is_small_talk, kinds_asked
from source import LANGUAGES, Language


@pytest.mark.parametrize(
    ("question", "language", "kinds"),
    [
        ("何人を採用する予定か", "ja", ("number",)),
        ("いつ、どこで開催されたか", "ja", ("date", "place")),
        ("アリババの出資比率は何パーセントか", "ja", ("percentage",)),
        ("５Gテストの費用はいくらか", "ja", ("money",)),
        ("財団の理事長は誰ですか", "ja", ("person",)),
        ("誰がWeChatを禁止した？", "ja", ("party",)),
        ("どの都市にあるか", "ja", ("city",)),
        ("なぜ難しいのか", "ja", ("reason",)),
        ("トップの名前は？", "ja", ("named person",)),
        ("中国とロシアの関係はどう変わったか", "ja", ()),
        ("How many scientists moved?", "en", ("number",)),
        ("When and where was it held?", "en", ("date", "place")),
        ("In which cities will it open?", "en", ("city",)),
        ("Who signed the deal?", "en", ("party",)),
        ("What is the name of the head of the academy?", "en", ("named person",)),
        ("On what grounds was it banned?", "en", ("reason",)),
        ("What rules apply when the tide turns?", "en", ()),
        ("What do those who left miss?", "en", ()),
        ("Where do the two countries stand?", "en", ()),
    ],
)
def test_kinds(question: str, language: Language, kinds: tuple[Kind, ...]) -> None:
    assert kinds_asked(question, language) == kinds


def test_both_languages_know_the_same_kinds() -> None:
    assert set(FORMS) == set(LANGUAGES)
    assert set(FORMS["en"]) == set(FORMS["ja"]) == set(get_args(Kind))
    assert set(SEVERAL) == set(SMALL_TALK) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("question", "language", "several"),
    [
        ("List the cities", "en", True),
        ("Both firms?", "en", True),
        ("Where was it, and who came?", "en", True),
        ("Who is he?", "en", False),
        ("どんな技術と製品か", "ja", True),
        ("それぞれ何人か", "ja", True),
        ("一覧を挙げて", "ja", True),
        ("何人か", "ja", False),
    ],
)
def test_questions_for_several_things(question: str, language: Language, several: bool) -> None:
    assert asks_for_several(question, language, ()) == several


def test_two_kinds_are_several_things() -> None:
    two: tuple[Kind, ...] = ("number", "date")
    assert asks_for_several("何人か", "ja", two)
    assert not asks_for_several("何人か", "ja", two[:1])


@pytest.mark.parametrize(
    ("message", "language", "small"),
    [
        ("Hello", "en", True),
        ("Ｈｅｌｌｏ！", "en", True),
        ("Thanks!", "en", True),
        ("Who are you?", "en", True),
        ("Hi, how are you?", "en", True),
        ("tell me a joke", "en", True),
        ("Can you tell me who signed the deal?", "en", False),
        ("Hello, how many people will Huawei hire?", "en", False),
        ("Thanks. And when was it held?", "en", False),
        ("こんにちは", "ja", True),
        ("ありがとうございます。", "ja", True),
        ("あなたは誰ですか", "ja", True),
        ("教えてください、誰が署名したか", "ja", False),
        ("こんにちは、ファーウェイは何人を採用しますか", "ja", False),
        ("ありがとう。いつ開催されましたか？", "ja", False),
        ("ファーウェイは？", "ja", False),
    ],
)
def test_small_talk(message: str, language: Language, small: bool) -> None:
    assert is_small_talk(message, language) == small
