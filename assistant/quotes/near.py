"""The nearest text to a quote that does not stand in a reading, and how the two differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from assistant.quotes.folding import Folded
from assistant.quotes.matching import SENTENCE_END
from assistant.quotes.reading import Reading, inside_words
from assistant.quotes.verdict import Segment, Side

SHINGLE = 3
"""Characters of a run whose places are looked up."""
WINDOWS = 3
"""Places of a reading that are looked at closely."""
WORTH = 0.6
"""Share of the best place's weight from which another is looked at too."""
COMMON = 2000
"""Places beyond which a run tells nothing."""
LONG = 1500
"""Characters of a quote beyond which only its beginning and its end are aligned, and fewer borders tried."""
END = 200
"""Characters of a long quote's beginning, and of its end."""
LEANING = " ,.・-"
"""What no run begins with."""
ENDS = 48
"""Borders tried at either side, nearest first; of a long quote an eighth."""


class Shingles:
    """All runs of three characters of a text, by their places."""

    def __init__(self, text: str) -> None:
        """Sort the runs of a text."""
        codes = _codes(text)
        self._order = np.argsort(codes, kind="stable")
        self._codes = codes[self._order]

    def windows(self, quote: str) -> list[tuple[float, int]]:
        """Return the places where a text like the quote may begin, with the weight of the runs it shares there."""
        wanted = _codes(quote)
        left = np.searchsorted(self._codes, wanted, side="left")
        right = np.searchsorted(self._codes, wanted, side="right")
        starts, weights = [], []
        for offset, (first, last) in enumerate(zip(left, right, strict=True)):
            if 0 < last - first <= COMMON:
                starts.append(self._order[first:last] - offset)
                weights.append(np.full(last - first, 1 / np.sqrt(last - first)))
        if not starts:
            return []
        width = max(16, len(quote) // 2)
        buckets = (np.concatenate(starts) + len(quote)) // width
        votes = np.bincount(buckets, weights=np.concatenate(weights))
        votes = np.append(votes, 0) + np.append(0, votes)  # a place may lie on the border of two buckets
        best = np.argsort(-votes, kind="stable")[:WINDOWS]
        return [(float(votes[bucket]), int(bucket) * width - len(quote)) for bucket in best if votes[bucket] > 0]


@dataclass(frozen=True, slots=True)
class Near:
    """A run of a reading's folded text, and its similarity to a quote."""

    reading: Reading
    start: int
    end: int
    score: float


def nearest(texts: Sequence[tuple[Reading, Shingles]], quote: str) -> Near | None:
    """Return the run of whole words most similar to a folded quote, None where nothing is shared."""
    windows = [(votes, at, reading) for reading, shingles in texts for votes, at in shingles.windows(quote)]
    least = WORTH * max((votes for votes, _, _ in windows), default=0.0)
    found = (_fitted(reading, quote, at) for votes, at, reading in windows if votes >= least)
    return max(found, key=lambda near: near.score, default=None)


def similarity(quote: str, text: str) -> float:
    """Return the share of characters that two folded texts have in common, in order."""
    return float(Indel.normalized_similarity(quote, text))


def _fitted(reading: Reading, quote: str, at: int) -> Near:
    """Find the run near a place that is most similar, moving its ends from border to border."""
    text, margin = reading.folded.text, max(16, len(quote) // 2)
    low, high = max(0, at - margin), min(len(text), at + len(quote) + 2 * margin)
    borders = [place for place in range(low, high + 1) if reading.is_border(place)]
    start, end = _aligned(quote, text[low:high], low)
    best = Near(reading, start, end, 0.0)
    for _ in range(2):
        starts = [(place, best.end) for place in _closest(borders, best.start, len(quote)) if place < best.end]
        best = _best(reading, quote, [span for span in starts if text[span[0]] not in LEANING], best)
        ends = [(best.start, place) for place in _closest(borders, best.end, len(quote)) if place > best.start]
        best = _best(reading, quote, ends, best)
    return best


def _aligned(quote: str, window: str, low: int) -> tuple[int, int]:
    """Return about where in the text a quote stands that is somewhere in a window which begins at `low`."""
    head, tail = (quote, quote) if len(quote) <= LONG else (quote[:END], quote[-END:])
    first = fuzz.partial_ratio_alignment(head, window)
    last = first if tail is head else fuzz.partial_ratio_alignment(tail, window)
    if first is None or last is None or first.dest_start >= last.dest_end:
        return low, low + len(window)
    return low + first.dest_start, low + last.dest_end


def _best(reading: Reading, quote: str, spans: Sequence[tuple[int, int]], best: Near) -> Near:
    text = reading.folded.text
    tried = (Near(reading, start, end, similarity(quote, text[start:end])) for start, end in spans)
    return max(tried, key=lambda near: near.score, default=best)


def _closest(borders: list[int], place: int, length: int) -> list[int]:
    return sorted(borders, key=lambda border: abs(border - place))[: ENDS if length <= LONG else ENDS // 8]


def difference(quote: Folded, near: Near) -> tuple[Segment, ...]:
    """Return how a quote differs from the run that is near it, word by word, with the raw characters of both.

    The segments of the document, joined, are its raw text at the run; those of the quote are the quote's, but for
    what was folded.
    """
    ours = _tokens(quote, inside_words(quote), 0, len(quote.text))
    theirs = _tokens(near.reading.folded, near.reading.inside, near.start, near.end)
    steps: list[tuple[bool, str, str]] = []
    for step in Indel.opcodes([token for token, _ in ours], [token for token, _ in theirs]):
        in_quote = "".join(raw for _, raw in ours[step.src_start : step.src_end])
        in_text = "".join(raw for _, raw in theirs[step.dest_start : step.dest_end])
        steps.append((step.tag == "equal", in_quote, in_text))
    return tuple(_segments([*_absorbed(steps)]))


def _absorbed(steps: list[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Make white space and marks that both have between two changes a part of the change."""
    for place, (equal, in_quote, in_text) in enumerate(steps):
        between = 0 < place < len(steps) - 1 and not any(map(str.isalnum, in_text))
        yield equal and not between, in_quote, in_text


def _segments(steps: list[tuple[bool, str, str]]) -> Iterator[Segment]:
    """Join neighbours of one kind; between what both have, the quote's part goes first."""
    for equal, group in groupby(steps, key=lambda step: step[0]):
        parts = list(group)
        in_quote, in_text = "".join(part[1] for part in parts), "".join(part[2] for part in parts)
        sides: list[tuple[Side, str]] = [("both", in_text)] if equal else [("quote", in_quote), ("document", in_text)]
        yield from (Segment(side, joined) for side, joined in sides if joined)


def _tokens(folded: Folded, inside: frozenset[int], start: int, end: int) -> list[tuple[str, str]]:
    """Return the words, numbers, single other characters and blank lines of a run, each folded and raw."""
    places = [start, *(place for place in range(start + 1, end) if _is_joint(folded, inside, place)), end]
    tokens = []
    for first, last in pairwise(places):
        raw, raw_end = folded.starts[first], folded.starts[last] if last < end else folded.ends[end - 1]
        blank = (
            folded.ends[last - 1] if last in folded.breaks and folded.text[last - 1] not in SENTENCE_END else raw_end
        )
        tokens.append((folded.text[first:last], folded.raw[raw:blank]))
        if blank < raw_end:
            tokens.append(("\n", folded.raw[blank:raw_end]))
    return tokens


def _is_joint(folded: Folded, inside: frozenset[int], place: int) -> bool:
    """Whether two tokens of a difference meet at a place; a raw character is never parted."""
    if folded.starts[place] == folded.starts[place - 1]:
        return False
    return place not in inside or _beside_mark(folded.text, place)


def _beside_mark(text: str, place: int) -> bool:
    """Whether a place lies beside a hyphen or apostrophe between letters, whichever style parts or joins words."""
    return any(
        text[at] in "-\"'" and not (text[at - 1 : at].isdigit() or text[at + 1 : at + 2].isdigit())
        for at in (place - 1, place)
    )


def _codes(text: str) -> NDArray[np.uint64]:
    """Return a number for each run of three characters of a text, none for a shorter one."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = max(0, len(points) - SHINGLE + 1)
    codes = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        codes = (codes << np.uint64(21)) | points[place : place + count]
    return codes
