"""Examples drawn from the pool, anew in every epoch, and put together into batches by length.

The stream of batches is a function of the pool, the mix, the seed and the number of shards alone: training that was cut
off goes on by passing over the batches that it has seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from assistant.reader.layout import PAD, lay_out
from assistant.reader.training.pool import UNANSWERABLE, Pool

LONGEST = 448
"""Pieces of a row in training; longer passages are cut to a window."""
SORTED = 24
"""Batches whose examples are sorted by length together."""
PATIENCE = 100
"""Epochs after which a shard that has drawn nothing never will."""
NOTHING = -1
"""Where no piece of a row begins or ends the answer: its first piece stands for that it is not there."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often a question of a set is drawn in an epoch, and how often near misses are made of it besides.

    `cut`: its passage without the sentences that answer. `other`: another passage that retrieval finds for it. `stray`:
    any passage of the pool, which is about something else.
    """

    times: float
    cut: float = 0.0
    other: float = 0.0
    stray: float = 0.0


MIX: dict[str, Share] = {
    "jaquad.train": Share(1.0, cut=0.3, other=0.4),
    "squad1.train": Share(0.5, cut=0.1, other=0.25),
    "squad2.unanswerable": Share(0.9),
    "niilc": Share(2.0, cut=0.3),
    "qed": Share(2.0, cut=0.3),
    "selqa": Share(2.0, cut=0.3),
    "crosslingual": Share(0.7),
    "written.passage": Share(1.2, cut=0.2),
    "written.document": Share(1.2, other=1.2),
    "written.turn": Share(1.5, cut=0.1, other=0.3),
    "written.after": Share(0.5, cut=0.1, other=0.1),
    "written.whole": Share(0.6, cut=0.1, other=0.2),
    "written.broad": Share(1.5, cut=0.2, other=1.2),
    "request": Share(0.0, stray=3.0),
    "canard": Share(0.5),
}
"""What every epoch holds at first, by the beginning of a set's name."""

LAST_MIX: dict[str, Share] = {
    "jaquad.train": Share(0.02, cut=0.01, other=0.01, stray=0.005),
    "squad1.train": Share(0.006, cut=0.002, other=0.004),
    "squad2.unanswerable": Share(0.012),
    "niilc": Share(0.1, cut=0.03, stray=0.3),
    "qed": Share(0.1, cut=0.03, stray=0.15),
    "selqa": Share(0.03, cut=0.02),
    "crosslingual": Share(0.008),
    "written.passage": Share(0.12, cut=0.02),
    "written.document": Share(0.2, other=0.25),
    "written.turn": Share(0.3, cut=0.03, other=0.08),
    "written.after": Share(0.04, cut=0.01, other=0.02),
    "written.whole": Share(0.05, cut=0.01, other=0.03),
    "written.broad": Share(1.0, cut=0.15, other=0.8),
    "request": Share(0.0, stray=1.0),
    "canard": Share(0.01),
}
"""What every epoch holds towards the end: the written questions foremost, the rest so that nothing is forgotten."""

WINDOWED = 0.5
"""Share of the passages that are cut to a window of some of their sentences."""
HEADED = 0.7
"""Share of the passages that are given with their headings."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row: its pieces, where its sentences begin, which of them answer, and the span of the answer's words.

    `span` are two places in the row, both 0 where nothing answers, both -1 where the words are not marked. `leans` is
    1 or 0, -1 where it is not known.
    """

    ids: list[int]
    starts: list[int]
    answers: list[bool]
    span: tuple[int, int]
    leans: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length.

    `ids`, `sentence` (the number of each piece's sentence, -1 for none): (rows, pieces). `answers` (1, 0, or -1 where a
    row has no such sentence): (rows, sentences). `span`: (rows, 2) and `leans`: (rows,) as in `Example`.
    """

    ids: Tensor
    sentence: Tensor
    answers: Tensor
    span: Tensor
    leans: Tensor

    def pin_memory(self) -> "Batch":
        """Return the batch in memory that an accelerator copies from without waiting; the loader asks for it."""
        return Batch(*(part.pin_memory() for part in self._parts))

    def to(self, device: str) -> "Batch":
        """Return the batch on a device."""
        return Batch(*(part.to(device, non_blocking=True) for part in self._parts))

    @property
    def _parts(self) -> tuple[Tensor, ...]:
        return self.ids, self.sentence, self.answers, self.span, self.leans


def share_of(name: str, mix: Mapping[str, Share]) -> Share:
    """Return the share of a set, by the longest beginning of its name that the mix has; none where it has none."""
    found = [key for key in mix if name.startswith(key)]
    return mix[max(found, key=len)] if found else Share(0.0)


def draw(pool: Pool, number: int, rng: np.random.Generator, share: Share) -> Iterator[Example]:
    """Draw the examples that one question gives in one epoch."""
    for _ in range(_count(share.times, rng)):
        yield example(pool, number, rng)
    if len(pool.evidence[number]) and rng.random() < share.cut:
        without = example(pool, number, rng, cut=True)
        if len(without.answers) and len(without.ids) > 24:
            yield without
    for _ in range(_count(share.other, rng) if len(pool.others[number]) else 0):
        ranks = pool.others[number]
        place = min(int(rng.exponential(1.5)), len(ranks) - 1)  # the nearest are the hardest
        yield example(pool, number, rng, passage=int(ranks[place]))
    for _ in range(_count(share.stray, rng)):
        passage = int(rng.integers(len(pool.passages)))
        if len(pool.passages[passage]):
            yield example(pool, number, rng, passage=passage)


def example(
    pool: Pool,
    number: int,
    rng: np.random.Generator | None = None,
    *,
    cut: bool = False,
    passage: int | None = None,
    longest: int = LONGEST,
) -> Example:
    """Lay out one example; without `rng` the whole passage with its headings, as far as it has room."""
    own = int(pool.passage[number])
    place = own if passage is None else passage
    sentences = pool.passages[place]
    evidence = set(pool.evidence[number].tolist()) if place == own else set()
    kept: NDArray[np.integer] = np.arange(len(sentences))
    if cut:
        kept = kept[[at not in evidence for at in kept]]
    elif rng is not None and len(sentences):
        kept = _window(pool, sentences, sorted(evidence), rng)
    turns = [pool.texts[text].tolist() for text in pool.asked[number]]
    heading = int(pool.headings[place])
    headed = heading >= 0 and (rng is None or rng.random() < HEADED)
    row = lay_out(
        turns[-1],
        [pool.texts[sentences[at]].tolist() for at in kept],
        headings=pool.texts[heading].tolist() if headed else (),
        turns=turns[:-1],
        longest=longest,
    )
    kept = kept[: len(row.starts) - 1]
    answers = [at in evidence for at in kept]
    span = _span(pool, number, row.starts, kept, any(answers)) if len(sentences) else (NOTHING, NOTHING)
    return Example(row.ids, row.starts, answers, span, int(pool.leans[number]))


def _span(pool: Pool, number: int, starts: list[int], kept: NDArray[np.integer], answered: bool) -> tuple[int, int]:
    if not answered:
        return 0, 0
    sentence, begin, end = (int(value) for value in pool.span[number])
    where = np.flatnonzero(kept == sentence)
    if sentence <= UNANSWERABLE or not len(where):
        return NOTHING, NOTHING
    first = starts[int(where[0])]
    last = starts[int(where[0]) + 1]
    return min(first + begin, last - 1), min(first + end, last) - 1


def _window(
    pool: Pool, sentences: NDArray[np.integer], evidence: list[int], rng: np.random.Generator
) -> NDArray[np.integer]:
    """Return the sentences of a window around one piece of evidence, or around any sentence."""
    lengths = np.asarray([pool.texts.starts[text + 1] - pool.texts.starts[text] for text in sentences], dtype=np.int64)
    most = LONGEST - 100
    if rng.random() < WINDOWED and len(sentences) > 1:
        most = min(most, int(lengths.sum() * rng.uniform(0.25, 1.0)))
    elif lengths.sum() <= most:
        return np.arange(len(sentences))
    middle = int(rng.choice(evidence)) if evidence else int(rng.integers(len(sentences)))
    low, high = middle, middle + 1
    while low > 0 or high < len(sentences):
        down = low > 0 and (high == len(sentences) or rng.random() < 0.5)
        added = low - 1 if down else high
        if lengths[low:high].sum() + lengths[added] > most:
            break
        low, high = (added, high) if down else (low, added + 1)
    return np.arange(low, high)


def _count(times: float, rng: np.random.Generator) -> int:
    return int(times) + int(rng.random() < times % 1)


def batches(
    pool: Pool, mixes: Sequence[tuple[Mapping[str, Share], int]], *, seed: int, pieces: int, shard: int, shards: int
) -> Iterator[Batch]:
    """Yield one shard's batches, of about `pieces` pieces with their padding: so many of each mix, epoch after epoch.

    The last mix has no end.
    """
    epoch = 0
    for mix, count in mixes:
        shares = [share_of(name, mix) for name in pool.names]
        given = 0
        while given < count or mix is mixes[-1][0]:
            for batch in _epoch(pool, shares, np.random.default_rng([seed, epoch, shard]), pieces, shard, shards):
                yield batch
                given += 1
                if given == count and mix is not mixes[-1][0]:
                    break
            epoch += 1
            if epoch == PATIENCE and not given:
                raise ValueError(f"Shard {shard} of {shards} draws nothing: the pool is too small, or the shares are.")


def _epoch(
    pool: Pool, shares: Sequence[Share], rng: np.random.Generator, pieces: int, shard: int, shards: int
) -> Iterator[Batch]:
    waiting: list[Example] = []
    size = 0
    for number in rng.permutation(np.arange(shard, len(pool), shards)):
        for drawn in draw(pool, int(number), rng, shares[pool.name[number]]):
            waiting.append(drawn)
            size += len(drawn.ids)
        if size > SORTED * pieces:
            yield from _sorted_batches(waiting, pieces, rng)
            waiting, size = [], 0
    yield from _sorted_batches(waiting, pieces, rng)


def _sorted_batches(examples: list[Example], pieces: int, rng: np.random.Generator) -> list[Batch]:
    examples = sorted(examples, key=lambda drawn: len(drawn.ids))
    groups: list[list[Example]] = []
    for drawn in examples:
        if not groups or (len(groups[-1]) + 1) * len(drawn.ids) > pieces:
            groups.append([])
        groups[-1].append(drawn)
    return [collate(groups[place]) for place in rng.permutation(len(groups))]


def collate(examples: list[Example]) -> Batch:
    """Pad examples to one length."""
    rows, width = len(examples), max(len(drawn.ids) for drawn in examples)
    most = max(len(drawn.answers) for drawn in examples)
    ids = np.full((rows, width), PAD, dtype=np.int64)
    sentence = np.full((rows, width), -1, dtype=np.int64)
    answers = np.full((rows, max(most, 1)), -1, dtype=np.float32)
    for row, drawn in enumerate(examples):
        ids[row, : len(drawn.ids)] = drawn.ids
        answers[row, : len(drawn.answers)] = drawn.answers
        bounds = drawn.starts
        sentence[row, bounds[0] : bounds[-1]] = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    span = np.asarray([drawn.span for drawn in examples], dtype=np.int64)
    leans = np.asarray([drawn.leans for drawn in examples], dtype=np.float32)
    return Batch(*map(torch.from_numpy, (ids, sentence, answers, span, leans)))
