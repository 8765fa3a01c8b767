"""What the bundled reader makes of the model's logits: sentences' scores, and the words of the answer."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.reader.bundled import (
    LONGEST_SPAN,
    UNREAD,
    _best_span,
    _logits,
    _trimmed,
    sigmoid,
)
from assistant.reader.layout import ANYTHING, BEGIN, EVIDENCE, LAST, LEANS, lay_out


def test_sigmoid() -> None:
    assert sigmoid(np.asarray([0.0, np.log(3.0)])).tolist() == pytest.approx([0.5, 0.75])
    assert sigmoid(np.asarray([-1e6, 1e6])).tolist() == pytest.approx([0.0, 1.0])  # nothing overflows


def test_the_best_span_is_that_of_all_spans() -> None:
    rng = np.random.default_rng(3)
    for length in (1, 2, 7, LONGEST_SPAN + 20):
        begin, last = rng.normal(size=(2, length))
        spans = [(i, j) for i in range(length) for j in range(i, min(length, i + LONGEST_SPAN))]
        best = max(spans, key=lambda span: begin[span[0]] + last[span[1]])
        first, end, value = _best_span(begin, last)
        assert (first, end) == best
        assert value == pytest.approx(begin[first] + last[end])


def test_a_span_is_no_longer_than_the_longest() -> None:
    begin, last = np.zeros((2, LONGEST_SPAN + 1))
    begin[0], last[-1] = 1.0, 1.0  # together they would be one piece too long
    first, end, value = _best_span(begin, last)
    assert end - first < LONGEST_SPAN
    assert value == 1.0


@pytest.mark.parametrize(
    ("text", "begin", "end", "span"),
    [
        ("It opened in 1901.", 12, 18, (13, 17)),
        ("灯台は岩に立つ。", 3, 8, (3, 7)),
        ("the red,  blue", 3, 9, (4, 7)),
        ("岩、　海", 1, 3, None),  # a stop and a space are no words
        ("all of it", 0, 9, (0, 9)),
        ("1.5 m.", 0, 6, (0, 5)),
    ],
)
def test_a_span_is_trimmed(text: str, begin: int, end: int, span: tuple[int, int] | None) -> None:
    assert _trimmed(text, begin, end) == span


def test_the_logits_of_a_row_are_read_sentence_by_sentence(tokenizer: Tokenizer) -> None:
    texts = ["It opened in 1901.", "", "灯台は赤い岩の上に立つ。", "The harbour opened."]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    row = lay_out([10], [encoding.ids for encoding in encodings], longest=5 + len(encodings[0]) + len(encodings[2]))
    assert row.starts == [4, 9, 9, 9 + len(encodings[2])]  # there is no room for the last sentence
    logits = np.zeros((len(row.ids), 5))
    logits[0, [BEGIN, LAST]] = 0.5, 0.25
    logits[0, [ANYTHING, LEANS]] = 3.0, -2.0
    logits[4:9, EVIDENCE] = 1, 2, 3, 4, 5
    logits[9:-1, EVIDENCE] = -6.0
    logits[7, [BEGIN, LAST]] = 4.0, 5.0
    logits[12, BEGIN], logits[15, LAST] = 2.0, 3.0
    logits[13, LAST] = 2.5
    read = _logits(logits, row, encodings, texts)
    assert read.evidence.tolist() == [3.0, UNREAD, -6.0, UNREAD]
    assert read.span.tolist() == [9 - 0.75, UNREAD, 5 - 0.75, UNREAD]
    assert (read.anything, read.leans) == (3.0, -2.0)
    words = [text[span[0] : span[1]] if span else None for text, span in zip(texts, read.spans, strict=True)]
    assert words == ["1901", None, "赤い岩の上に", None]
