"""What a question counts, and which sentences count the same."""

import pytest

from assistant.counted import Counted, counted, counts_the_same, has_counter, has_no_counter
from index import PassageIndex
from source import Sentence


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("何人を採用するか", Counted("人", ())),
        ("何か国か", Counted("か国", ())),
        ("何年間続いたか", Counted("年間", ())),
        ("何年か", None),
        ("どこか", None),
        ("How many racks were installed?", Counted("", ("racks", "installed"))),
        ("How many people did it hire?", Counted("", ("people", "hire"))),
        ("How much?", None),
    ],
)
def test_what_is_counted(article_index: PassageIndex, question: str, found: Counted | None) -> None:
    assert counted(article_index.analyse(question)) == found


def test_counters() -> None:
    assert has_counter("500人", "人")
    assert has_counter("三名", "人"), "persons are counted by either"
    assert not has_counter("500件", "人")
    assert has_no_counter("600 ")
    assert has_no_counter("三百")
    assert not has_no_counter("600台")


@pytest.mark.parametrize(
    ("text", "question", "same"),
    [
        ("500人を採用した。", "何人を採用したか", True),
        ("140件の要請があった。", "何人を採用したか", False),
        ("600 以上のラックがある。", "何台のラックがあるか", True),
        ("多くの人が働く。", "何人が働くか", True),
        ("They hired 500 people.", "How many people were hired?", True),
        ("They opened 12 harbours.", "How many people were hired?", False),
        ("They opened 12 harbours.", "何人が働くか", True),
    ],
)
def test_sentences_that_count_the_same(article_index: PassageIndex, text: str, question: str, same: bool) -> None:
    asked = counted(article_index.analyse(question))
    assert asked is not None
    assert counts_the_same(Sentence(0, len(text), text), asked, article_index.vocabulary) == same
