"""A quote that says it leaves something out: its parts stand in the text, in their order, near each other."""

from bisect import bisect_left

from assistant.quotes.matching import ELISION, Form, Place, folded_places, forms_of
from assistant.quotes.near import Near
from assistant.quotes.reading import Reading
from assistant.quotes.verdict import Segment

LEFT_OUT = 2000
"""Characters that may be left out between two parts."""

Joined = tuple[Near, tuple[Segment, ...]]


def elided(reading: Reading, quote: str) -> Joined | None:
    """Return the run of a reading from the first part of a quote to the last, None when they do not stand so.

    It is never more than near: what is left out may turn the meaning round, so it is shown.
    """
    bare = [form.folded.raw for form in forms_of(quote) if not form.closed][-1]
    marks = [match.group() for match in ELISION.finditer(bare)]
    parts = [forms_of(part) for part in ELISION.split(bare)]
    if not marks or not all(parts):
        return None
    chains = [[place] for place in _places(reading, parts[0][0])]
    for forms in parts[1:]:
        places = _places(reading, forms[0])
        starts = [place.start for place in places]
        ahead = [(chain, bisect_left(starts, chain[-1].end)) for chain in chains]
        chains = [
            [*chain, places[number]]
            for chain, number in ahead
            if number < len(places) and starts[number] - chain[-1].end <= LEFT_OUT
        ]
    if not chains:
        return None
    return _joined(reading, min(chains, key=lambda chain: chain[-1].end - chain[0].start), marks)


def _places(reading: Reading, form: Form) -> list[Place]:
    return [place for place in folded_places(reading, form) if place.whole]


def _joined(reading: Reading, chain: list[Place], marks: list[str]) -> Joined:
    """Return the run, and its difference: the parts as they stand, and between them what was left out."""
    text = reading.text
    segments = [Segment("both", text[slice(*chain[0].raw)])]
    for before, place, mark in zip(chain, chain[1:], marks, strict=False):
        segments.append(Segment("quote", mark))
        if before.raw[1] < place.raw[0]:
            segments.append(Segment("document", text[before.raw[1] : place.raw[0]]))
        segments.append(Segment("both", text[slice(*place.raw)]))
    start, end = chain[0].start, chain[-1].end
    quoted = sum(place.end - place.start for place in chain)
    return Near(reading, start, end, quoted / (end - start)), tuple(segments)
