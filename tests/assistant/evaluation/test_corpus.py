"""Where citations and evidence stand in the document."""

import pytest

from assistant.evaluation import CitedQuote, SystemAnswer, evaluate
from assistant.evaluation.corpus import Corpus, overlap
from assistant.evaluation.lighting import lit_passages
from source import Document
from source.structure import Block, build_document
from tests.assistant.evaluation.conftest import question

TEXT = "灯台の話\n\n灯台は高い\n塔である。番人は三人いた。"


def tower() -> Document:
    return build_document("tower", TEXT, [Block(0, 4), Block(6, len(TEXT))])


def cited(*spans: tuple[int, int], quote: str | None = None, sha256: str | None = None) -> SystemAnswer:
    citations = tuple(
        CitedQuote(number, TEXT[start:end] if quote is None else quote, None, start, end)
        for number, (start, end) in enumerate(spans, start=1)
    )
    return SystemAnswer("q", True, "x [1]", citations, sha256=sha256)


CORPUS = Corpus.of_documents([tower()])
ASKED = question(("灯台は高い塔である。",), ("番人は三人いた。",))


def test_evidence_is_found_across_a_line_break() -> None:
    first, second = CORPUS.evidence_places(ASKED)
    assert first == {("tower", place) for place in (6, 7, 8, 9, 10, 12, 13, 14, 15, 16)}
    assert second == {("tower", place) for place in range(17, 25)}
    assert CORPUS.evidence_places(question(("どこにもない文。",))) == ()


def test_overlap_by_hand() -> None:
    # Six of the ten characters, and two others: F1 = 2 * 6 / (8 + 10), IoU = 6 / 12.
    gold = frozenset(("tower", place) for place in range(10))
    assert overlap(frozenset(("tower", place) for place in range(4, 12)), [gold]) == pytest.approx((12 / 18, 6 / 12))
    assert overlap(frozenset(), [gold]) == (0.0, 0.0)
    assert overlap(gold, [frozenset({("other", 1)}), gold]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        (cited((17, 25)), True),
        (cited((17, 25), quote="番人は三人いる。"), False),
        (cited((18, 26), quote="番人は三人いた。"), False),
        (cited((1000, 2000), quote="番人は三人いた。"), False),
        (cited((1000, 2000), quote=""), False),
        (cited((17, 25), sha256=tower().sha256), True),
        (cited((17, 25), sha256="0" * 64), False),
    ],
)
def test_a_quote_stands_at_its_offsets_or_does_not(answer: SystemAnswer, stands: bool) -> None:
    assert CORPUS.holds(answer, answer.citations[0]) is stands
    (judgement,) = evaluate([ASKED], [answer], library={None: CORPUS})
    assert judgement.record.values["verbatim"] == (float(stands), 1.0)


def test_localisation() -> None:
    (judgement,) = evaluate([ASKED], [cited((6, 25))], library={None: CORPUS})
    # The first set has 10 of the 18 characters cited: 2 * 10 / 28 and 10 / 18.
    assert judgement.record.values["span_f1"] == pytest.approx((20 / 28, 1))
    assert judgement.record.values["span_iou"] == pytest.approx((10 / 18, 1))


def test_without_offsets_or_a_document_these_figures_are_left_out() -> None:
    bare = SystemAnswer("q", True, "x [1]", (CitedQuote(1, "番人は三人いた。"),))
    for answer, corpus in ((bare, CORPUS), (cited((17, 25)), Corpus.of_documents([]))):
        (judgement,) = evaluate([ASKED], [answer], library={None: corpus})
        assert {"verbatim", "span_f1", "span_iou"} & set(judgement.record.values) == set()
        assert judgement.record.values["cited"] == (1.0, 1.0)


def test_lights() -> None:
    (judgement,) = evaluate([question(("灯台は高い塔である。",))], [cited((12, 25))], library={None: CORPUS})
    (lit,) = lit_passages(judgement, CORPUS)
    assert lit.pieces == (("灯台は高い\n", "gold"), ("塔である。", "both"), ("番人は三人いた。", "cited"))


def test_a_quote_without_offsets_is_lit_where_it_stands() -> None:
    bare = SystemAnswer("q", True, "x [1]", (CitedQuote(1, "番人は三人いた。"),))
    (judgement,) = evaluate([question(answerable=False)], [bare], library={None: CORPUS})
    (lit,) = lit_passages(judgement, CORPUS)
    assert lit.pieces == (("灯台は高い\n塔である。", ""), ("番人は三人いた。", "cited"))
