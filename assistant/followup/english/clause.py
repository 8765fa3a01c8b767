"""The build of an English question: its question words, auxiliary, subject and the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.followup.english.phrases import PLURAL, phrases_of
from assistant.followup.english.words import (
    AUXILIARY,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Word,
    is_verb_at,
    lower_first,
    words_of,
)

ADVERBS = frozenset("when where why".split())
SUBJECTS = frozenset("who what which how whose".split())
"""Question words that can be, or begin, a subject."""

DO = frozenset("do does did".split())
HAVE = frozenset("has have had".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A question: its question words, the noun that they ask for, the auxiliary, and the rest.

    `word` is empty for a question of yes or no; `asks_subject` says that the question words are the subject.
    """

    text: str
    word: str
    preposition: str
    head: str
    auxiliary: str
    rest: str
    asks_subject: bool

    @property
    def after(self) -> str:
        """What follows the question words."""
        return f"{self.auxiliary} {self.rest}".strip()

    @property
    def asks_who(self) -> bool:
        """Whether it asks for a person."""
        return self.word.lower() in ("who", "whom", "whose")

    @property
    def has_verb(self) -> bool:
        """Whether there is anything that may be a verb."""
        words = words_of(self.text)
        told = words_of(self.after)
        if self.asks_who and self.asks_subject and len(told) > 1 and not told[0].is_closed:
            return True
        if self.word and len(words) > 5 and not self.is_fragment:
            return True
        return _has_auxiliary(words) or any(is_verb_at(words, place) for place in range(1, len(words)))

    @property
    def is_fragment(self) -> bool:
        """Whether question words are followed by no clause: "Why so much more than announced?"."""
        adverbial = self.word.lower() in ADVERBS or bool(self.preposition)
        return adverbial and not _has_auxiliary(words_of(self.text))

    @property
    def is_identity(self) -> bool:
        """Whether it is of the form "What is A?"."""
        return self.auxiliary.lower() in BE and not any(word.is_verb for word in words_of(self.rest))

    @property
    def head_is_plural(self) -> bool:
        """Whether several are asked for."""
        return PLURAL.search(self.head) is not None

    @property
    def described(self) -> str | None:
        """What is asked for, in words: "the system that Huawei might abandon"; None where it is a time or a way."""
        is_person = self.word.lower() == "who"
        if self.preposition or not (self.head or is_person) or not self.after:
            return None
        if is_person and self.is_identity and not self.asks_subject:
            return self.rest
        return f"the {self.head or 'person'} {'who' if is_person else 'that'} {self._statement()}"

    @property
    def done(self) -> str | None:
        """What "What has A done?" asks for, in words: "what A has done"; None for any other question."""
        if self.word.lower() != "what" or self.asks_subject or self.auxiliary.lower() not in HAVE:
            return None
        return f"what {self._statement()}"

    @property
    def negated(self) -> "Clause":
        """The same question with its auxiliary denied: "doesn't"."""
        denied = {"can": "can't", "will": "won't"}.get(self.auxiliary.lower(), f"{self.auxiliary.lower()}n't")
        if denied not in AUXILIARY:
            return self
        return replace(self, auxiliary=denied, text=self.text.replace(self.auxiliary, denied, 1))

    def with_word(self, word: str) -> str:
        """Return the question with other question words, without its mark."""
        if not self.word and self.auxiliary:
            return f"{word} {lower_first(self.text)}"
        if self.asks_subject:
            be = "is" if self.auxiliary.lower() in ("is", "are") else "was"
            return f"{word} {be} it that {self._subject_asked()} {self.after}"
        if not self.auxiliary:
            return f"{self.text}: {lower_first(word)}"
        passive = self.auxiliary.lower() in BE and not self.is_identity and not re.search(r"ing\b", self.rest)
        if word.lower() == "who" and passive:
            word = "By whom"
        kept = f" {self.head}" if self.head and not self.preposition else ""
        return f"{word} {self.auxiliary} {self.rest}{kept}"

    def _subject_asked(self) -> str:
        """Return the subject that the question words ask for, as it is told."""
        if not self.head:
            return "they" if self.word.lower() == "who" else "this"
        return f"the {self.head}" if self.word.lower().startswith(("which", "what")) else self.head

    def _statement(self) -> str:
        """Return what is said of the thing asked for, with the subject before its verb."""
        subject = next(iter(phrases_of(self.rest)), None)
        if self.asks_subject or subject is None or subject.start:
            return self.after
        verb = self.rest[subject.end :]
        if self.auxiliary.lower() in ("do", "does"):
            return f"{subject.text}{_inflected(verb) if self.auxiliary.lower() == 'does' else verb}"
        return f"{subject.text} {self.auxiliary}{verb}"


def main_question(text: str) -> str:
    """Return the first question of a text that leads up to one, or asks two."""
    asking = "|".join(QUESTION_WORDS)
    text = re.sub(
        r"^(?:please )?(?:give me|tell me|show me|list|name|describe|explain|compare) ", "", text, flags=re.IGNORECASE
    )
    led = re.search(rf"^(?!\W*(?:\w+ )?(?:{asking})\b).*?[,:.] ((?:{asking})\b.*)$", text, re.IGNORECASE)
    if led and words_of(text)[0].lower not in AUXILIARY:
        text = led.group(1)
    return re.split(rf",? and (?:(?:in|on|by|for) )?(?:{asking})\b|(?<=[a-z]{{3}})[.?] ", text)[0] or text


def parse(text: str) -> Clause:
    """Read the build of a question, without its question mark."""
    text = re.sub(r"^(what|who|where|when|how|it|that)['’]s\b", r"\1 is", text, flags=re.IGNORECASE)
    words = words_of(text)
    first = next((place for place, word in enumerate(words[:2]) if word.lower in QUESTION_WORDS), None)
    if first is None or (first == 1 and not words[0].is_preposition):
        auxiliary = words[0].text if words and words[0].lower in AUXILIARY else ""
        return Clause(text, "", "", "", auxiliary, text[len(auxiliary) :].strip(), False)
    end = first + 1
    while end < len(words) and not _ends_question_words(words, first, end):
        end += 1
    has_auxiliary = end < len(words) and words[end].lower in AUXILIARY
    rest = end + has_auxiliary
    return Clause(
        text=text,
        word=text[: words[end - 1].end],
        preposition=words[0].text if first else "",
        head=_head(words[first:end]),
        auxiliary=words[end].text if has_auxiliary else "",
        rest=text[words[rest].start :] if rest < len(words) else "",
        asks_subject=_asks_subject(words, first, end),
    )


def _asks_subject(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether question words from one place to another are the subject of what follows."""
    if words[first].lower not in SUBJECTS or end >= len(words):
        return False
    auxiliary = words[end].lower
    if auxiliary not in AUXILIARY:
        return True
    if auxiliary in DO or first or end + 1 >= len(words) or words[first].lower == "whose":
        return False
    alone = end == first + 1
    return (not alone or words[first].lower in ("who", "what")) and (
        words[end + 1].is_verb or _is_main_verb(words, end)
    )


def _is_main_verb(words: Sequence[Word], place: int) -> bool:
    """Whether "has" or "had" is the verb itself: who had the idea."""
    later = range(place + 1, len(words))
    return words[place].lower in HAVE and not any(
        words[number].is_verb and words[number - 1].lower not in PREPOSITIONS for number in later
    )


def _ends_question_words(words: Sequence[Word], first: int, place: int) -> bool:
    word, asking = words[place], words[first].lower
    if place == first + 1 and (asking == "which" or (asking == "what" and word.lower.endswith("ing"))):
        return word.lower in AUXILIARY
    if word.lower in AUXILIARY or word.is_verb or not word.text[0].isalnum():
        return True
    if asking in ADVERBS or asking in ("who", "whom"):
        return True
    if words[place - 1].lower == "of" and word.lower in DETERMINERS:
        return False
    return word.lower in ("the", "a", "an", "it", "they") or (word.is_preposition and word.lower != "of")


def _head(words: Sequence[Word]) -> str:
    """Return the noun that question words ask for: how many *people*, what kind of *system*."""
    asking, nouns = words[0].lower, list(words[1:])
    if asking == "how":
        nouns = nouns[1:] if nouns and nouns[0].lower in ("many", "much") else []
    if len(nouns) > 2 and nouns[1].lower == "of":
        nouns = nouns[2:]
    return "" if asking == "whose" else " ".join(word.text for word in nouns)


def _has_auxiliary(words: Sequence[Word]) -> bool:
    return any(word.lower in AUXILIARY for word in words)


def _inflected(verb: str) -> str:
    """Return what begins with a verb as it follows he, she or it."""
    return re.sub(r"^( ?)(\w+)", lambda found: f"{found[1]}{'has' if found[2] == 'have' else found[2] + 's'}", verb)
