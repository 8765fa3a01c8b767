"""Which sentences are chosen, and in what order."""

from pathlib import Path

import pytest

from assistant.evidence import LEANS, MOST, choose
from index import PassageIndex
from source import read, split


def chosen(index: PassageIndex, question: str) -> list[str]:
    query = index.analyse(question)
    return [hit.sentence.text for hit in choose(index, query, index.rank(query, k=10)).chosen]


def test_a_sentence_that_leans_brings_its_neighbour_in_article_order(article_index: PassageIndex) -> None:
    found = chosen(article_index, "ロシア直接投資基金を通じて支援している取引")
    assert found[-1].startswith("この取引は")
    assert found[-2] == "1 億 4600 万人が住むロシアで、両社のオンライン市場を統合するという。"


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
