"""What kind of thing a question asks for."""

from typing import get_args

import pytest

from assistant.asked import FORMS, Kind, kinds_asked
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
