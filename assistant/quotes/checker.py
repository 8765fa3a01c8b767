"""A quote is held against all documents of an index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.elision import elided
from assistant.quotes.folding import Folded
from assistant.quotes.matching import Place, exact_places, folded_places, forms_of
from assistant.quotes.near import Near, Shingles, difference, nearest, similarity
from assistant.quotes.reading import Reading
from assistant.quotes.verdict import QuoteCheck, Segment, Verdict
from source import Document, Language, Passage

LONGEST = 20_000
"""Characters of the longest quote that is checked."""

NEAR: dict[Language, float] = {"ja": 0.6, "en": 0.66}
"""Similarity from which a quote is near, by the language of the text: English has fewer letters to share by chance.

Chosen by `tests.benchmarks.checking`: of 9,000 fabricated quotes the least similar has 0.65 (ja) and 0.73 (en); of the
foreign sentences 4 in 838 reach 0.6 (ja), and none of 79 more than 0.65 (en).
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Where a quote is said to stand. Raises `ValueError` for one offset without the other, or none that can be."""

    start: int | None = None
    end: int | None = None
    document: str | None = None

    def __post_init__(self) -> None:
        """Hold the offsets to what offsets can be."""
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together: give both offsets of the claimed place, or none")
        if self.start is not None and self.end is not None and not 0 <= self.start <= self.end:
            raise ValueError(f"start {self.start} and end {self.end} are no place: 0 <= start <= end")

    def distance(self, reading: Reading, start: int) -> tuple[bool, bool, int]:
        """Return how far a place in the document is from here, the least best; its own text before its translation."""
        elsewhere = self.document is not None and reading.document.id != self.document
        return elsewhere, reading.translated, 0 if self.start is None else abs(start - self.start)

    def is_missed_by(self, reading: Reading, start: int, end: int, *, exact: bool) -> bool | None:
        """Whether a place is another one: for an exact quote if not the very same, else if it does not overlap."""
        if self == Claimed():
            return None
        if self.document is not None and reading.document.id != self.document:
            return True
        if self.start is None or self.end is None:
            return False
        if exact and not reading.translated:
            return (start, end) != (self.start, self.end)
        return end <= self.start or self.end <= start


class QuoteChecker:
    """Checks quotes against documents. Texts are folded when the first quote comes, and kept."""

    def __init__(self, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
        """Take the documents and their passages."""
        self._documents = documents
        self._passages = passages

    def check(self, quote: str, claimed: Claimed) -> QuoteCheck:
        """Return the best verdict over all documents and their translations.

        Raises `ValueError` for a quote without a letter or digit, and for one that is too long.
        """
        trouble = problem(quote)
        if trouble is not None:
            raise ValueError(trouble)
        places = self._places(quote)
        whole = [place for place in places if place.whole]
        best = [place for place in whole if place.exact] or whole
        if best:
            place = min(best, key=lambda place: claimed.distance(place.reading, place.source[0]))
            stands = Near(place.reading, place.start, place.end, 1.0)
            verdict: Verdict = "exact" if place.exact else "normalised"
            return self._result(quote, verdict, stands, claimed, occurrences=len(best))
        near, segments = self._near(quote, places, claimed)
        if near is not None and segments:
            return self._result(quote, "near", near, claimed, segments=segments)
        misplaced = None if claimed == Claimed() else True
        return QuoteCheck(quote, "absent", score=near.score if near else 0.0, misplaced=misplaced)

    @cached_property
    def _readings(self) -> tuple[Reading, ...]:
        translated = [document for document in self._documents if document.translated]
        return (*map(Reading.original, self._documents), *map(Reading.translation, translated))

    @cached_property
    def _shingles(self) -> tuple[Shingles, ...]:
        return tuple(Shingles(reading.folded.text) for reading in self._readings)

    def _places(self, quote: str) -> list[Place]:
        """Return where the quote stands, as it is or folded: all places of the first form that stands anywhere whole.

        Where no form does, all places where one is cut out of a longer word.
        """
        searches: list[Callable[[Reading], Iterator[Place]]] = [lambda reading: exact_places(reading, quote)]
        searches += [lambda reading, form=form: folded_places(reading, form) for form in forms_of(quote)]  # type: ignore[misc]
        cut: list[Place] = []
        for search in searches:
            found = [place for reading in self._readings for place in search(reading)]
            if any(place.whole for place in found):
                return found
            cut += found
        return cut

    def _near(self, quote: str, cut: Sequence[Place], claimed: Claimed) -> tuple[Near | None, tuple[Segment, ...]]:
        """Return the nearest text, and how it differs, which is empty when it is not near.

        The nearest is that which the quote is cut out of, the parts that it joins, or what is most similar.
        """
        folded = [form.folded for form in forms_of(quote) if not form.closed][-1]
        if cut:
            place = min(cut, key=lambda place: claimed.distance(place.reading, place.source[0]))
            completed = _completed(place, folded)
            return completed, difference(folded, completed)
        for reading in self._readings:
            joined = elided(reading, quote)
            if joined is not None:
                return joined
        near = nearest(tuple(zip(self._readings, self._shingles, strict=True)), folded.text)
        if near is None or near.score < NEAR[near.reading.language]:
            return near, ()
        return near, difference(folded, near)

    def _result(
        self,
        quote: str,
        verdict: Verdict,
        near: Near,
        claimed: Claimed,
        *,
        occurrences: int = 1,
        segments: tuple[Segment, ...] = (),
    ) -> QuoteCheck:
        reading = near.reading
        first, last = reading.folded.span(near.start, near.end)
        start, end = reading.source_span(first, last)
        passage = self._passage(reading.document, start)
        return QuoteCheck(
            quote=quote,
            verdict=verdict,
            document=reading.document,
            passage=passage.id if passage else None,
            section=passage.section if passage else (),
            start=start,
            end=end,
            found=reading.text[first:last],
            translated=reading.translated,
            occurrences=occurrences,
            misplaced=claimed.is_missed_by(reading, start, end, exact=verdict == "exact"),
            score=near.score,
            difference=segments,
        )

    def _passage(self, document: Document, start: int) -> Passage | None:
        """Return the passage that a place lies in, None for a heading."""
        own = (passage for passage in self._passages if passage.document == document.id)
        return next((passage for passage in own if passage.start <= start < passage.end), None)


def problem(quote: str) -> str | None:
    """Return why a quote cannot be checked, None when it can."""
    if len(quote) > LONGEST:
        return f"the quote has {len(quote):,} characters; at most {LONGEST:,} are checked at a time"
    if not forms_of(quote):
        return f"the quote {quote!r} holds no letter and no digit" if quote.strip() else "the quote is empty"
    return None


def _completed(place: Place, quote: Folded) -> Near:
    """Return the run of whole words that a quote is cut out of."""
    start, end = place.start, place.end
    while not place.reading.is_border(start):
        start -= 1
    while not place.reading.is_border(end):
        end += 1
    text = place.reading.folded.text[start:end]
    return Near(place.reading, start, end, similarity(quote.text, text))
