"""The pool: texts by number, and the pieces that an answer's characters are."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.reader.training import pool as module
from assistant.reader.training.pool import (
    UNANSWERABLE,
    UNKNOWN,
    UNMARKED,
    Asked,
    Pool,
    PoolBuilder,
    Question,
    Ragged,
    pieces_within,
)

ENGLISH = ["The harbour opened.", "It opened in 1901."]
JAPANESE = ["灯台は赤い岩の上に立つ。", "港は1902年に開いた。"]


@pytest.fixture
def builder() -> PoolBuilder:
    builder = PoolBuilder()
    english = builder.passage(ENGLISH)
    japanese = builder.passage(JAPANESE, "灯台")
    builder.question("a", Question(english, ["When opened?"], [1], (1, 13, 17), [japanese], leans=0))
    builder.question("b", Question(japanese, ["q1", ENGLISH[0], "q2"], [0], (0, 3, 7), leans=1))
    builder.question("b", Question(japanese, ["q3"], [0, 1]))
    builder.question("a", Question(english, ["q4"]))
    return builder


def pieces(pool: Pool, tokenizer: Tokenizer, number: int) -> list[str]:
    """The pieces of a question's answer."""
    sentence, first, end = (int(value) for value in pool.span[number])
    text = pool.passages[int(pool.passage[number])][sentence]
    return [tokenizer.id_to_token(int(piece)) or "" for piece in pool.texts[int(text)][first:end]]


def test_spans_are_the_answers_pieces(builder: PoolBuilder, tokenizer: Tokenizer) -> None:
    pool = builder.build(tokenizer)
    assert pool.span.tolist() == [[1, 3, 4], [0, 3, 6], [UNMARKED] * 3, [UNANSWERABLE] * 3]
    assert pieces(pool, tokenizer, 0) == ["▁1901"]
    assert pieces(pool, tokenizer, 1) == ["赤い", "岩", "の"]


def test_questions_name_texts_and_passages(builder: PoolBuilder, tokenizer: Tokenizer) -> None:
    pool = builder.build(tokenizer)
    texts = [tokenizer.decode(pool.texts[number].tolist()) for number in range(len(pool.texts))]
    assert len(pool) == 4
    assert [[texts[text] for text in pool.passages[number]] for number in range(2)] == [ENGLISH, JAPANESE]
    assert (int(pool.headings[0]), texts[pool.headings[1]]) == (-1, "灯台")
    asked = [["When opened?"], ["q1", ENGLISH[0], "q2"], ["q3"], ["q4"]]
    assert [[texts[text] for text in pool.asked[number]] for number in range(4)] == asked
    assert int(pool.asked[1][1]) == int(pool.passages[0][0])  # the same text is kept once
    assert [pool.names[name] for name in pool.name] == ["a", "b", "b", "a"]
    assert pool.passage.tolist() == [0, 1, 1, 0]
    assert [pool.evidence[number].tolist() for number in range(4)] == [[1], [0], [0, 1], []]
    assert [pool.others[number].tolist() for number in range(4)] == [[1], [], [], []]
    assert pool.leans.tolist() == [0, 1, UNKNOWN, UNKNOWN]


def test_batches_of_texts_make_no_difference(
    builder: PoolBuilder, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = builder.build(tokenizer)
    monkeypatch.setattr(module, "BATCH", 2)
    parted = builder.build(tokenizer)
    assert parted.span.tolist() == whole.span.tolist()
    assert parted.texts.values.tolist() == whole.texts.values.tolist()


def test_questions_as_texts(builder: PoolBuilder) -> None:
    first, second, *_ = builder.asked()
    assert first == Asked("a", ("When opened?",), "", tuple(ENGLISH), (1,))
    assert second == Asked("b", ("q1", ENGLISH[0], "q2"), "灯台", tuple(JAPANESE), (0,))


def test_a_saved_pool_is_the_same(pool: Pool, tmp_path: Path) -> None:
    pool.save(tmp_path / "pool.npz")
    again = Pool.load(tmp_path / "pool.npz")
    assert again.names == pool.names
    for part in fields(Pool)[1:]:
        stored, own = getattr(again, part.name), getattr(pool, part.name)
        assert type(stored) is type(own)
        arrays = ((stored.values, own.values), (stored.starts, own.starts)) if isinstance(own, Ragged) else None
        for left, right in arrays or ((stored, own),):
            assert left.dtype == right.dtype
            assert np.array_equal(left, right)


def test_rows_of_unequal_length() -> None:
    rows = Ragged.of([[1, 2], [], [3]], np.int32)
    assert len(rows) == 3
    assert rows.values.dtype == np.int32
    assert [rows[number].tolist() for number in range(3)] == [[1, 2], [], [3]]
    assert len(Ragged.of([], np.int32)) == 0


@pytest.mark.parametrize(
    ("begin", "end", "inside"),
    [
        (0, 2, (0, 2)),  # the mark of a word's begin takes no place of its own
        (2, 3, (2, 3)),
        (3, 8, (3, 5)),  # half a piece is a piece
        (5, 6, None),  # between two pieces
        (20, 24, None),
    ],
)
def test_the_pieces_that_cover_characters(begin: int, end: int, inside: tuple[int, int] | None) -> None:
    offsets = [(0, 1), (0, 2), (2, 3), (3, 5), (6, 9), (9, 9)]
    assert pieces_within(offsets, begin, end) == inside
