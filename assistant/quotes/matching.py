"""The places where a quote stands in a reading, word for word once both are folded."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.quotes.folding import Folded, fold
from assistant.quotes.reading import Reading

MARKS = re.compile(r"(?<![A-Za-z0-9])\s*(?:[\[［【]\d+(?:[,–-]\d+)*[\]］】]\s*)+$")
"""Marks of citations behind a quote."""
ELISION = re.compile(r"[\[［（(〔]\s*(?:…+|\.{3,}|中略|略|前略|後略)\s*[\]］）)〕]|…+|‥+|\.{3,}|・{3,}|(?:\. ){2,}\.")
"""What stands for words left out."""
PAIRS = ("「」", "『』", "“”", "‘’", '""', "''", "«»", "（）", "()", "［］", "[]", "【】", "〈〉", "《》", "〝〟")
STOPS = ".。．｡"
SENTENCE_END = '.!?…")]'


@dataclass(frozen=True, slots=True)
class Form:
    """A quote without what may stand around it; `closed` when a full stop that it had has to be a sentence's end."""

    folded: Folded
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A run of the folded text of a reading, where a quote stands.

    `exact` when the raw text is the quote, character for character; `start` and `end` are folded offsets; `whole` when
    no word is cut at either side.
    """

    reading: Reading
    start: int
    end: int
    exact: bool
    whole: bool

    @property
    def raw(self) -> tuple[int, int]:
        """The place in the reading's text."""
        return self.reading.folded.span(self.start, self.end)

    @property
    def source(self) -> tuple[int, int]:
        """The place in the document's text."""
        return self.reading.source_span(*self.raw)


@lru_cache(maxsize=64)
def forms_of(quote: str) -> tuple[Form, ...]:
    """Return the forms in which a quote may stand in a text: as it is, then with ever less around it."""
    bare = [quote.strip()]
    while (less := _peeled(bare[-1])) != bare[-1] and less:
        bare.append(less)
    forms = [Form(fold(text)) for text in bare]
    forms += [Form(fold(text.rstrip(STOPS)), closed=True) for text in bare if text[-1:] in set(STOPS)]
    return tuple(form for form in forms if any(map(str.isalnum, form.folded.text)))


def exact_places(reading: Reading, quote: str) -> Iterator[Place]:
    """Find a quote in the raw text. What is white space or unseen at its ends is no part of the folded place."""
    folded = reading.folded
    at = reading.text.find(quote)
    while at >= 0:
        end = at + len(quote)
        first, last = bisect_left(folded.starts, at), bisect_left(folded.starts, end)
        cuts = (first > 0 and folded.ends[first - 1] > at) or (last > 0 and folded.ends[last - 1] > end)
        whole = not cuts and reading.is_border(first) and reading.is_border(last)
        if first < last:
            yield Place(reading, first, last, reading.text[slice(*folded.span(first, last))] == quote, whole)
        at = reading.text.find(quote, at + 1)


def folded_places(reading: Reading, form: Form) -> Iterator[Place]:
    """Find a form of a quote in the folded text."""
    wanted = form.folded.text
    at = reading.folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _parted_alike(reading.folded, form.folded, at) and (not form.closed or reading.is_end(end)):
            yield Place(reading, at, end, False, reading.is_border(at) and reading.is_border(end))
        at = reading.folded.text.find(wanted, at + 1)


def _parted_alike(text: Folded, quote: Folded, at: int) -> bool:
    """Whether the quote has white space wherever the text has a blank line that is not between sentences."""
    return all(
        place - at in quote.gaps or text.text[place - 1] in SENTENCE_END
        for place in text.breaks
        if at < place < at + len(quote.text)
    )


def _peeled(quote: str) -> str:
    """Return a quote without one layer of what is around it: citation marks, an elision at an end, a pair of marks."""
    less = MARKS.sub("", quote)
    for match in ELISION.finditer(less):
        if match.end() == len(less):
            less = less[: match.start()]
        elif match.start() == 0:
            return less[match.end() :].strip()
    if less == quote:
        unstopped = less.rstrip(STOPS)
        if any(_surrounds(pair, unstopped) for pair in PAIRS):
            less = unstopped[1:-1]
    return less.strip()


def _surrounds(pair: str, text: str) -> bool:
    """Whether a text begins and ends with the two marks of one pair."""
    if len(text) < 3 or text[0] + text[-1] != pair:
        return False
    depth = 0
    for char in text[1:-1]:
        depth += (char == pair[0]) - (char == pair[1]) if pair[0] != pair[1] else (-1 if char == pair[0] else 0)
        if depth < 0:
            return False
    return depth == 0
