"""English noun phrases: runs of words that are neither function words nor verbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.followup.english.words import DETERMINERS, Word, is_verb_at, words_of

PLURAL = re.compile(r"[^su]s$|people$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at its place, and the preposition before it, if any."""

    text: str
    start: int
    end: int
    preposition: str

    @property
    def is_name(self) -> bool:
        """Whether a name stands in it."""
        return any(word.is_name for word in words_of(self.text))

    @property
    def is_possessive(self) -> bool:
        """Whether it ends as an owner does."""
        return words_of(self.text)[-1].is_possessive

    @property
    def is_plural(self) -> bool:
        """Whether it speaks of several."""
        head = re.split(r" of | in ", self.text)[0].split()[-1]
        return " and " in self.text or (head.islower() and PLURAL.search(head) is not None)

    @property
    def owner(self) -> "Phrase":
        """Of "the B of A" and "A's B", A; else itself."""
        possessive = re.match(r"^(.+?)['’]s? \S", self.text)
        if possessive:
            return replace(self, text=possessive.group(1))
        return replace(self, text=self.text.split(" of ", 1)[1]) if " of " in self.text else self

    @property
    def definite(self) -> "Phrase":
        """The phrase as a thing is called once it is known: a centre, the centre."""
        return replace(self, text=re.sub(r"^(?:an?|some|any) ", "the ", self.text))


def phrases_of(text: str) -> list[Phrase]:
    """Return the noun phrases of a text with their articles, in order, joined by "of", and names by "and"."""
    return _phrases(text, apart=False)


def names_apart(text: str) -> list[Phrase]:
    """Return the noun phrases of a text in their shortest units, an owner apart from what it owns."""
    return _phrases(text, apart=True)


def named_before(words: Sequence[Word], place: int) -> bool:
    """Whether a name, or a noun with its article, stands before a word."""
    articles = (number for number, word in enumerate(words[:place]) if word.lower in ("the", "a", "an"))
    return any(word.is_name for word in words[:place]) or any(number + 1 < place for number in articles)


def _phrases(text: str, *, apart: bool) -> list[Phrase]:
    words = words_of(text)
    phrases: list[Phrase] = []
    place = 0
    while place < len(words):
        if words[place].is_closed or is_verb_at(words, place):
            place += 1
            continue
        start = place - 1 if not apart and _has_article(words, place) else place
        end = place + 1
        while end < len(words) and _goes_on(words, end, apart=apart):
            end += 1
        before = words[start - 1].text if start and words[start - 1].is_preposition else ""
        first, last = words[start].start, words[end - 1].end
        phrases.append(Phrase(text[first:last], first, last, before))
        place = end
    return phrases


def _has_article(words: Sequence[Word], place: int) -> bool:
    """Whether a determiner stands before a word; the "that" of "it was that" is none."""
    if not place or words[place - 1].lower not in DETERMINERS:
        return False
    return words[place - 1].lower != "that" or place < 2 or words[place - 2].lower != "it"


def _goes_on(words: Sequence[Word], place: int, *, apart: bool) -> bool:
    word, before = words[place], words[place - 1]
    after = words[place + 1] if place + 1 < len(words) else None
    if apart and before.is_possessive:
        return False
    if word.lower == "of":
        return not apart and after is not None and (not after.is_closed or after.lower in DETERMINERS)
    if word.lower == "and":
        return not apart and after is not None and before.is_name and after.is_name
    if before.lower == "of" and word.lower in DETERMINERS:
        return True
    return not word.is_closed and not is_verb_at(words, place)
