"""What is drawn from the pool: the evidence is there, or it is not, and the marks stand at their pieces."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader.layout import END, PAD, START
from assistant.reader.training.pool import Pool, PoolBuilder, Question
from assistant.reader.training.sampling import (
    LAST_MIX,
    LONGEST,
    MIX,
    NOTHING,
    Batch,
    Example,
    Share,
    batches,
    collate,
    draw,
    example,
    share_of,
)
from tests.assistant.reader.conftest import PASSAGES, sentence

MARKED, TWO, NEVER = (range(kind, 3 * PASSAGES, 3) for kind in range(3))
"""The pool's questions: one sentence answers, its words marked; two do, after a turn; none does."""
ONCE = {"": Share(1.0)}


def rows(drawn: Example) -> list[list[int]]:
    """The pieces of every sentence of an example."""
    return [drawn.ids[begin:end] for begin, end in zip(drawn.starts, drawn.starts[1:], strict=False)]


def encoded(tokenizer: Tokenizer, text: str) -> list[int]:
    return list(tokenizer.encode(text, add_special_tokens=False).ids)


def texts(tokenizer: Tokenizer, drawn: Example) -> list[str]:
    return [tokenizer.decode(row) for row in rows(drawn)]


def of(passage: int) -> list[str]:
    return [sentence(passage, place) for place in range(6)]


def drawn_often(pool: Pool, number: int) -> Iterator[Example]:
    for seed in range(60):
        yield example(pool, number, np.random.default_rng(seed))


def test_a_whole_example(pool: Pool, tokenizer: Tokenizer) -> None:
    drawn = example(pool, 3)  # on the second passage, which stands under a heading
    question, heading = encoded(tokenizer, "q3"), encoded(tokenizer, "The red rock")
    assert drawn.ids[: drawn.starts[0]] == [START, *question, END, END, *heading, END]
    assert texts(tokenizer, drawn) == of(1)
    assert drawn.answers == [False, True, False, False, False, False]
    assert tokenizer.decode(drawn.ids[drawn.span[0] : drawn.span[1] + 1]) == "1907年"
    assert (drawn.leans, drawn.ids[-1]) == (-1, END)


def test_an_example_after_a_turn(pool: Pool, tokenizer: Tokenizer) -> None:
    drawn = example(pool, 7)
    before, answer, question = (encoded(tokenizer, text) for text in ("When opened?", sentence(2, 0), "q7"))
    assert drawn.ids[: drawn.starts[0]] == [START, *before, END, *answer, END, *question, END, END]
    assert drawn.answers == [False, False, True, False, True, False]
    assert (drawn.span, drawn.leans) == ((NOTHING, NOTHING), 1)


def test_a_window_holds_the_evidence(pool: Pool, tokenizer: Tokenizer) -> None:
    lengths = set()
    for number in [*MARKED, *TWO]:
        passage = number // 3
        evidence = [of(passage)[place] for place in pool.evidence[number]]
        for drawn in drawn_often(pool, number):
            read = texts(tokenizer, drawn)
            first = of(passage).index(read[0])
            assert read == of(passage)[first : first + len(read)]  # in one piece and in order
            assert any(drawn.answers)
            assert drawn.answers == [text in evidence for text in read]
            lengths.add(len(read))
    assert lengths == {1, 2, 3, 4, 5, 6}


def test_a_window_of_a_long_passage_has_room(tokenizer: Tokenizer) -> None:
    builder = PoolBuilder()
    long = [" ".join([f"The harbour opened in {year}."] * 10) for year in range(1900, 1914)]
    number = builder.passage(long, "The red rock")
    asked = " ".join(["q1", *["The red rock"] * 30])  # as long as questions may be
    builder.question("a", Question(number, [asked], [13], (13, 22, 26)))
    pool = builder.build(tokenizer)
    for drawn in drawn_often(pool, 0):
        assert len(drawn.ids) <= LONGEST
        assert drawn.answers.count(True) == 1
        assert rows(drawn)[drawn.answers.index(True)] == encoded(tokenizer, long[13])
        assert tokenizer.decode(drawn.ids[drawn.span[0] : drawn.span[1] + 1]) == "1913"
    whole = example(pool, 0)  # without drawing the passage is read from its begin
    assert texts(tokenizer, whole) == long[:6]
    assert (any(whole.answers), whole.span) == (False, (0, 0))


def test_the_span_stands_at_the_answers_pieces(pool: Pool, tokenizer: Tokenizer) -> None:
    for number in MARKED:
        passage = number // 3
        year = 1901 + 6 * passage
        for drawn in drawn_often(pool, number):
            words = tokenizer.decode(drawn.ids[drawn.span[0] : drawn.span[1] + 1])
            assert words == (f"{year}年" if passage % 2 else str(year))


def test_what_is_not_marked_or_not_there_has_no_span(pool: Pool) -> None:
    assert {drawn.span for number in TWO for drawn in drawn_often(pool, number)} == {(NOTHING, NOTHING)}
    for number in NEVER:
        for drawn in drawn_often(pool, number):
            assert (any(drawn.answers), drawn.span) == (False, (0, 0))


def test_a_cut_passage_holds_no_evidence(pool: Pool, tokenizer: Tokenizer) -> None:
    for number in [*MARKED, *TWO]:
        passage = number // 3
        drawn = example(pool, number, np.random.default_rng(number), cut=True)
        evidence = set(pool.evidence[number].tolist())
        assert texts(tokenizer, drawn) == [text for place, text in enumerate(of(passage)) if place not in evidence]
        assert (any(drawn.answers), drawn.span) == (False, (0, 0))


def test_another_passage_answers_nothing(pool: Pool, tokenizer: Tokenizer) -> None:
    drawn = example(pool, 3, passage=5)
    assert texts(tokenizer, drawn) == of(5)
    assert (drawn.answers, drawn.span) == ([False] * 6, (0, 0))


def test_a_question_without_a_passage_tells_only_what_it_leans_on(tokenizer: Tokenizer) -> None:
    builder = PoolBuilder()
    builder.question("canard", Question(builder.passage([]), ["When opened?", "q1"], leans=1))
    drawn = example(builder.build(tokenizer), 0, np.random.default_rng(1))
    before, question = encoded(tokenizer, "When opened?"), encoded(tokenizer, "q1")
    assert drawn == Example([START, *before, END, *question, END, END, END], [len(before) + 4 + 1], [], (-1, -1), 1)


def test_how_often_a_question_is_drawn(pool: Pool) -> None:
    def counted(share: Share, number: int) -> list[int]:
        return [len(list(draw(pool, number, np.random.default_rng(seed), share))) for seed in range(400)]

    assert set(counted(Share(2.0), 0)) == {2}
    assert set(counted(Share(0.0), 0)) == {0}
    assert np.mean(counted(Share(1.25), 0)) == pytest.approx(1.25, abs=0.07)
    assert np.mean(counted(Share(0.0, cut=0.5), 0)) == pytest.approx(0.5, abs=0.08)
    assert set(counted(Share(0.0, cut=1.0), 2)) == {0}  # nothing answers it: there is nothing to cut out
    assert set(counted(Share(0.0, other=2.0), 0)) == {2}
    assert set(counted(Share(0.0, other=2.0), 1)) == {0}  # no other passage is known for it
    assert np.mean(counted(Share(0.0, stray=1.5), 2)) == pytest.approx(1.5, abs=0.08)


def test_the_nearest_other_passage_is_drawn_most(pool: Pool, tokenizer: Tokenizer) -> None:
    share = Share(0.0, other=1.0)
    drawn = [one for seed in range(300) for one in draw(pool, 0, np.random.default_rng(seed), share)]
    nearest = [texts(tokenizer, one)[0] in of(2) for one in drawn]
    assert all(near or texts(tokenizer, one)[0] in of(4) for near, one in zip(nearest, drawn, strict=True))
    assert np.mean(nearest) == pytest.approx(1 - np.exp(-1 / 1.5), abs=0.08)


def test_a_stray_passage_answers_nothing(pool: Pool, tokenizer: Tokenizer) -> None:
    share = Share(0.0, stray=1.0)
    drawn = [one for seed in range(200) for one in draw(pool, 2, np.random.default_rng(seed), share)]
    assert {(any(one.answers), one.span) for one in drawn} == {(False, (0, 0))}
    passages = {place for place in range(PASSAGES) for one in drawn if texts(tokenizer, one)[0] in of(place)}
    assert len(passages) == PASSAGES


def test_the_share_of_a_set() -> None:
    mix = {"written": Share(1.0), "written.turn": Share(2.0)}
    assert share_of("written.turn.enja", mix) == Share(2.0)
    assert share_of("written.after.enja", mix) == Share(1.0)
    assert share_of("jaquad.train", mix) == Share(0.0)


def test_both_mixes_are_of_the_same_sets() -> None:
    assert set(MIX) == set(LAST_MIX)


def stream(pool: Pool, *, seed: int = 1, shard: int = 0, shards: int = 1, pieces: int = 400) -> Iterator[Batch]:
    return batches(pool, ((ONCE, 0),), seed=seed, pieces=pieces, shard=shard, shards=shards)


def same(one: Batch, other: Batch) -> bool:
    return all(
        torch.equal(getattr(one, part), getattr(other, part))
        for part in ("ids", "sentence", "answers", "span", "leans")
    )


def test_a_seed_gives_the_same_batches(pool: Pool) -> None:
    first, again, others = (list(islice(stream(pool, seed=seed), 30)) for seed in (1, 1, 2))
    assert all(map(same, first, again))
    assert not any(map(same, first, others))


def questions(pool: Pool, tokenizer: Tokenizer, batch: Batch) -> list[int]:
    """The numbers of the questions that a batch's rows ask: each calls itself by its number."""
    marks = {tokenizer.token_to_id(f"▁q{number}"): number for number in range(len(pool))}
    return [marks[piece] for row in batch.ids.tolist() for piece in row if piece in marks]


def epoch(pool: Pool, tokenizer: Tokenizer, drawn: Iterator[Batch], count: int) -> list[int]:
    """The questions of the first batches that hold `count` rows."""
    asked: list[int] = []
    while len(asked) < count:
        asked += questions(pool, tokenizer, next(drawn))
    return asked


def test_an_epoch_asks_every_question(pool: Pool, tokenizer: Tokenizer) -> None:
    drawn = stream(pool)
    first, second = (epoch(pool, tokenizer, drawn, len(pool)) for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(len(pool)))
    assert first != second


def test_shards_part_the_pool(pool: Pool, tokenizer: Tokenizer) -> None:
    parts = [range(shard, len(pool), 5) for shard in range(5)]
    for shard, part in enumerate(parts):
        assert sorted(epoch(pool, tokenizer, stream(pool, shard=shard, shards=5), len(part))) == list(part)


def test_one_mix_follows_the_other(pool: Pool, tokenizer: Tokenizer) -> None:
    mixes = (({"jaquad": Share(1.0)}, 3), ({"squad2": Share(1.0)}, 2), ({"written": Share(1.0)}, 0))
    drawn = islice(batches(pool, mixes, seed=1, pieces=100, shard=0, shards=1), 40)
    kinds = [{number % 3 for number in questions(pool, tokenizer, batch)} for batch in drawn]
    assert kinds == [{0}] * 3 + [{2}] * 2 + [{1}] * 35


def test_a_batch_keeps_to_its_pieces(pool: Pool) -> None:
    drawn = list(islice(stream(pool, pieces=200), 40))
    assert all(batch.ids.numel() <= 200 for batch in drawn)
    assert max(len(batch.ids) for batch in drawn) > 2
    assert all(len(batch.ids) == 1 for batch in islice(stream(pool, pieces=10), 5))  # a row alone may be longer


def test_rows_are_padded_to_one_length() -> None:
    batch = collate(
        [
            Example([0, 7, 2, 2, 8, 9, 5, 2], [4, 6, 7], [False, True], (6, 6), 1),
            Example([0, 7, 2, 2, 8, 2], [4, 5], [False], (0, 0), -1),
            Example([0, 7, 2, 2, 2], [4], [], (-1, -1), 0),
        ]
    )
    assert batch.ids.tolist() == [
        [0, 7, 2, 2, 8, 9, 5, 2],
        [0, 7, 2, 2, 8, 2, PAD, PAD],
        [0, 7, 2, 2, 2, PAD, PAD, PAD],
    ]
    assert batch.sentence.tolist() == [[-1] * 4 + [0, 0, 1, -1], [-1] * 4 + [0, -1, -1, -1], [-1] * 8]
    assert batch.answers.tolist() == [[0, 1], [0, -1], [-1, -1]]
    assert batch.span.tolist() == [[6, 6], [0, 0], [-1, -1]]
    assert batch.leans.tolist() == [1, -1, 0]
    assert same(batch.to("cpu"), batch)
