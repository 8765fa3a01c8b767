"""What a question counts (何人, "how many racks"), and whether a number in a sentence counts the same."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.asked import Kind
from assistant.things import things_of
from index import Query
from index.terms import terms
from index.vocabulary import Vocabulary
from source import Sentence, detect

COUNTER = re.compile(r"何(か国|カ国|ヶ国|時間|日間|年間|[^\W年月日曜時でもらかがはをにと])")
COUNTED = re.compile(r"\bhow many ((?:[\w'-]+ ?){1,4})", re.IGNORECASE)
SAME = (frozenset("人名"), frozenset("番位"), frozenset("つ個"))
"""Counters that count the same."""
BEFORE, AFTER = 25, 50
"""Characters around an English number in which what it counts is looked for."""

ALIKE = 0.5
"""Cosine from which a word near a number is taken for what is counted: firms, companies."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counter of a Japanese question, empty in an English one; the words for what an English question counts."""

    counter: str
    words: tuple[str, ...]


def counted(query: Query) -> Counted | None:
    """Return what a question counts, None where it does not ask so."""
    if query.language == "ja":
        counter = COUNTER.search(query.text)
        return Counted(counter.group(1), ()) if counter else None
    nouns = COUNTED.search(query.text)
    words = tuple(word for word in nouns.group(1).split() if terms(word)) if nouns else ()
    return Counted("", words) if words else None


def has_counter(number: str, counter: str) -> bool:
    """Whether a number carries a counter, or another that counts the same."""
    last = number.strip()[-1:]
    return number.strip().endswith(counter) or any(counter in same and last in same for same in SAME)


def has_no_counter(number: str) -> bool:
    """Whether a number is bare: what it counts may stand further on (600 以上のラック)."""
    return number.strip()[-1:].isdigit() or number.strip()[-1:] in "〇一二三四五六七八九十百千万億"


def may_answer(sentence: Sentence, kind: Kind, query: Query, vocabulary: Vocabulary) -> bool:
    """Whether the numbers of a sentence, where it is a number that is asked for, may count what the question counts."""
    asked = counted(query) if kind == "number" else None
    return asked is None or counts_the_same(sentence, asked, vocabulary)


def counts_the_same(sentence: Sentence, asked: Counted, vocabulary: Vocabulary) -> bool:
    """Whether some number in a sentence may count what is asked; so it may where that cannot be told.

    A Japanese number of another counter does not, nor an English one with none of the words near it.
    """
    sides = [unicodedata.normalize("NFKC", side) for side in (sentence.text, sentence.translation) if side]
    own = [side for side in sides if (detect(side) == "ja") == bool(asked.counter)]
    numbers = [number for side in own for number in things_of(side, "number")]
    if not own or not numbers:
        return True
    if asked.counter:
        return any(has_counter(number, asked.counter) or has_no_counter(number) for number in numbers)
    windows = [
        side[max(0, match.start() - BEFORE) : match.end() + AFTER]
        for side in own
        for number in set(numbers)
        for match in re.finditer(re.escape(number), side)
    ]
    return any(max(vocabulary.likenesses(asked.words, window)) >= ALIKE for window in windows)
