"""Which sentences are chosen, and in what order."""

from pathlib import Path

import pytest

from assistant.evidence import LEANS, MOST, MOST_OF_A_LIST, choose
from index import PassageIndex
from source import read, split


def chosen(index: PassageIndex, question: str) -> list[str]:
    query = index.analyse(question)
    return [hit.sentence.text for hit in choose(index, query, index.rank(query, k=10)).chosen]


def index_of(tmp_path: Path, text: str, article_index: PassageIndex) -> PassageIndex:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    return PassageIndex.build(document, split(document), encoder=article_index.encoder)


def test_a_simple_question_cites_one_sentence(article_index: PassageIndex) -> None:
    for question in ("ファーウェイは何人を採用する予定か", "Why was WeChat banned?"):
        assert len(chosen(article_index, question)) == 1


def test_a_sentence_that_leans_and_borrows_nothing_stands_alone(article_index: PassageIndex) -> None:
    (alone,) = chosen(article_index, "ロシア直接投資基金を通じて支援している取引")
    assert alone.startswith("この取引は")


def test_a_sentence_that_leans_and_borrows_brings_the_one_before(tmp_path: Path, article_index: PassageIndex) -> None:
    text = "The book\n\nThe old lighthouse stands on a rock. It was painted red by the council. Boats are small.\n"
    found = chosen(index_of(tmp_path, text, article_index), "Was the lighthouse painted red by the council?")
    assert found == ["The old lighthouse stands on a rock.", "It was painted red by the council."]


@pytest.mark.parametrize(
    ("text", "question", "announced"),
    [
        (
            "規則\n\n入浴の規則は次の通りである。靴を脱ぐ。髪を束ねる。声を抑える。走らない。泳がない。飲まない。\n",
            "入浴の規則は何か",
            ["入浴の規則は次の通りである。", "靴を脱ぐ。", "髪を束ねる。", "声を抑える。", "走らない。"],
        ),
        (
            "Rules\n\nThe rules of the bath are the following. Shoes come off. Hair is tied up. Voices are low.\n",
            "What are the rules of the bath?",
            ["The rules of the bath are the following.", "Shoes come off.", "Hair is tied up.", "Voices are low."],
        ),
    ],
)
def test_a_list_announced_brings_its_items(
    tmp_path: Path, article_index: PassageIndex, text: str, question: str, announced: list[str]
) -> None:
    found = chosen(index_of(tmp_path, text, article_index), question)
    assert found == announced[:MOST_OF_A_LIST]


@pytest.mark.parametrize(
    ("text", "question", "reason"),
    [
        (
            "庭\n\n庭園は五月に門を閉じた。池の水が漏れたからである。庭師は三人いる。\n",
            "庭園はなぜ門を閉じたか",
            "池の水が漏れたからである。",
        ),
        (
            "Garden\n\nThe garden shut its gate in May. Water leaked because of frost. Bees are kept.\n",
            "Why did the garden shut its gate?",
            "Water leaked because of frost.",
        ),
    ],
)
def test_a_reason_given_next_is_cited(
    tmp_path: Path, article_index: PassageIndex, text: str, question: str, reason: str
) -> None:
    assert reason in chosen(index_of(tmp_path, text, article_index), question)


def test_the_second_thing_asked_for_comes_from_the_neighbour(tmp_path: Path, article_index: PassageIndex) -> None:
    text = "Garden\n\nThe botanical garden was opened in May 1987. Entry cost 20 crowns. Bees are kept.\n"
    index = index_of(tmp_path, text, article_index)
    assert chosen(index, "When was the botanical garden opened, and what did entry cost?") == [
        "The botanical garden was opened in May 1987.",
        "Entry cost 20 crowns.",
    ]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("この取引は政府が支援している。", True),
        ("何故なら、義務が伴うからだ。", True),
        ("They turn only on the falling tide.", True),
        ("Italy signed.", False),
        ("これまでに500人を採用した。", True),
        ("中国は伝統的にエンジンを買う。", False),
        ("The plant has eight turbines.", False),
    ],
)
def test_what_leans(text: str, leans: bool) -> None:
    assert bool(LEANS.match(text)) == leans


def test_a_reason_is_chosen_for_a_question_why(tmp_path: Path, article_index: PassageIndex) -> None:
    path = tmp_path / "garden.txt"
    path.write_text(
        "庭の本\n\n市の庭園は、五月に門を閉じた。原因は、池の水が漏れたことである。庭師は三人いる。\n\n"
        "市の図書館は、六月に門を閉じた。本は十万冊ある。館長は二人いる。\n",
        encoding="utf-8",
    )
    document = read(path)
    index = PassageIndex.build(document, split(document), encoder=article_index.encoder)
    assert "原因は、池の水が漏れたことである。" in chosen(index, "庭園はなぜ閉まったのか")


def test_never_more_than_three(article_index: PassageIndex) -> None:
    for question in ("中国", "ロシア", "What about China and Russia?", "技術協力とパートナーシップの深化"):
        assert 1 <= len(chosen(article_index, question)) <= MOST
