"""Where a quote says what the question asks for: the number, date, person, place or organisation."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.answer import Span
from assistant.asked import Kind
from assistant.counted import counted, has_counter, has_no_counter
from assistant.things import things_of
from index import Query
from index.vocabulary import Vocabulary

ORDINALS = frozenset(("first", "second", "third"))

SPAN_OF_TIME = re.compile(r"(?:年間|日間|時間|週間)$")
HOW_LONG = re.compile(r"\bhow long\b|期間|どのくらい(?:続|か[かけ])", re.IGNORECASE)

JOINED = re.compile(r"[・＝= ]?")
"""What stands between the parts of one name: ウラジーミル・プーチン大統領."""


def marks(text: str, query: Query, kinds: Sequence[Kind], vocabulary: Vocabulary) -> tuple[Span, ...]:
    """Return the spans of a text that are of a kind asked for, in order and apart.

    What the question names itself is not what it asks for. Of numbers, those with the question's counter are preferred.
    """
    plain, places = _plain(text)
    spans: list[Span] = []
    for kind in kinds:
        asked = _asked(plain, kind, query, vocabulary)
        if kind == "number":
            asked = _counted(asked, query)
        longest_first = sorted({thing.strip() for thing in asked}, key=lambda thing: (-len(thing), thing))
        found = re.finditer("|".join(map(re.escape, longest_first)), plain) if longest_first else ()
        spans += [match.span() for match in found]
    return tuple((places[start], places[end]) for start, end in _joined(spans, plain))


def _asked(plain: str, kind: Kind, query: Query, vocabulary: Vocabulary) -> list[str]:
    """Return the new things of a kind; of who does something, the persons if there are any."""
    if kind == "reason":
        return []
    new = [thing for thing in things_of(plain, kind) if _is_new(thing, query, vocabulary)]
    return (kind == "party" and _asked(plain, "person", query, vocabulary)) or new


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Return spans in order, those that overlap or stand side by side made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or JOINED.fullmatch(text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _counted(numbers: list[str], query: Query) -> list[str]:
    """Return the numbers that fit what is counted: with its counter, else with none; spans of time if asked for."""
    asked = counted(query)
    if asked is None or not asked.counter:
        long = HOW_LONG.search(query.text) is not None
        fitting = [number for number in numbers if (SPAN_OF_TIME.search(number) is not None) == long]
        return [number for number in fitting if number.lower() not in ORDINALS] or numbers
    with_counter = [number for number in numbers if has_counter(number, asked.counter)]
    return with_counter or [number for number in numbers if has_no_counter(number)] or numbers


def _is_new(thing: str, query: Query, vocabulary: Vocabulary) -> bool:
    if any(char.isdigit() for char in thing):
        return thing.strip() not in unicodedata.normalize("NFKC", query.text)
    return bool(thing.strip()) and not vocabulary.is_named(thing, query)


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text in NFKC, character by character, and for each place in it, and its end, the place in the text."""
    pieces = [unicodedata.normalize("NFKC", char) for char in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*places, len(text)]
