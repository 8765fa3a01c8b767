"""A question becomes what it is to be understood as after the ones before: a pure function of questions and answers."""

import re
from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.asked import Kind, kinds_asked
from assistant.followup import english, japanese
from assistant.followup.context import Context
from assistant.followup.english.words import CLOSED
from assistant.question import LONGEST
from assistant.things import TITLES, proper_names, things
from source import Language, Sentence, detect

HIRAGANA = re.compile(r"[ぁ-ゖ]")

EARLIER = 3
"""Turns before the last that are looked at."""

COMPLETE: dict[Language, Callable[[str, Context], tuple[str, ...]]] = {
    "ja": japanese.complete,
    "en": english.complete,
}
TOPIC: dict[Language, Callable[[str], str]] = {"ja": japanese.topic_of, "en": english.topic_of}
NAMING: dict[Kind, str] = {
    "person": "person",
    "named person": "person",
    "party": "organisation",
    "city": "place",
    "place": "place",
    "organisation": "organisation",
    "name": "thing",
}
TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Professor|President|Captain|Mayor)\.? [A-Z][\w-]+(?: [A-Z][\w-]+)?")
PEOPLE: dict[Language, Kind] = {"ja": "person", "en": "named person"}


def complete(question: str, previous: Sequence[Answer]) -> str:
    """Return a question as it is to be understood after the ones before: itself where it needs none of them."""
    return readings(question, previous)[0]


def readings(question: str, previous: Sequence[Answer]) -> tuple[str, ...]:
    """Return what a question can be understood as after the ones before, the likeliest first."""
    if not previous or len(question) > LONGEST:
        return (question,)
    plain = " ".join(question.encode("utf-8", "replace").decode("utf-8").split())
    language = language_of(plain, previous[-1])
    if not any(char.isalnum() for char in previous[-1].completed_question):
        return (question,)
    completed = COMPLETE[language](plain, context_of(previous, language))
    return tuple(dict.fromkeys(question if one == plain else one for one in completed))


def language_of(question: str, before: Answer) -> Language:
    """Return a follow-up's language; a name alone is in the language of the question before."""
    if HIRAGANA.search(question):
        return "ja"
    words = re.findall(r"[A-Za-z]+", question)
    if any(word.islower() or word.lower() in CLOSED for word in words) or len(words) > 2:
        return "en"
    return detect(question) if not words else _spoken(before.completed_question)


def _spoken(asked: str) -> Language:
    """Return a whole question's language: hiragana joins Latin names in Japanese only."""
    return "ja" if HIRAGANA.search(asked) else detect(asked)


def context_of(previous: Sequence[Answer], language: Language) -> Context:
    """Return what a follow-up in a language can lean on.

    For a question before in the other language the best sentence of its answer stands, or else only its topic.
    """
    before = previous[-1]
    asked = before.completed_question
    spoken = _spoken(asked)
    sides = _sides(before, language)
    if spoken != language:
        asked = sides[0] if sides else TOPIC[spoken](asked)
    earlier = (answer.completed_question for answer in reversed(previous[-EARLIER - 1 : -1]))
    return Context(
        asked,
        tuple(question for question in earlier if _spoken(question) == language),
        tuple(found for answer in reversed(previous[-EARLIER - 1 :]) for found in _found(answer, language)),
        _people(sides, before.completed_question, language, asked_for=False),
        _root(previous, language),
        tuple(
            name for side in sides[:1] for name in proper_names(side, language) if name not in before.completed_question
        ),
    )


def _root(previous: Sequence[Answer], language: Language) -> str | None:
    """Return the latest question that was whole as it was typed, None where it is in the other language."""
    whole = (answer.question for answer in reversed(previous) if answer.question == answer.completed_question)
    root = next(whole, None)
    return root if root is not None and _spoken(root) == language else None


def _found(answer: Answer, language: Language) -> list[tuple[str, str]]:
    """Return the things that a question asked for by their kind and its answer names: pairs of kind and name."""
    asked = answer.completed_question
    kinds = [kind for kind in kinds_asked(asked, _spoken(asked)) if kind in NAMING]
    sides = _sides(answer, language)
    people = _people(sides, asked, language, asked_for=True)
    found = [("person", name) for name in people if {"person", "party", "named person"} & set(kinds)]
    for kind in kinds:
        found += [(NAMING[kind], name) for name in _named(sides, kind, asked, language) if name not in people]
    return found


def _people(sides: Sequence[str], question: str, language: Language, *, asked_for: bool) -> tuple[str, ...]:
    """Return the persons that sentences name and the question does not.

    Two capitalised words in English are a person only where one is asked for.
    """
    titled = [name for side in sides for name in TITLED.findall(side) if name.lower() not in question.lower()]
    named = _named(sides, PEOPLE[language], question, language) if asked_for or language == "ja" else ()
    return tuple(dict.fromkeys([*titled, *(name for name in named if not name.startswith("the "))]))


def _sides(answer: Answer, language: Language) -> list[str]:
    """Return the cited sentences in one of the languages, the best first."""
    best = sorted(answer.citations, key=lambda citation: -citation.score)
    sides = (citation.quote if answer.document.language == language else citation.translation for citation in best)
    return [" ".join(side.split()) for side in sides if side is not None]


def _named(sides: Sequence[str], kind: Kind, question: str, language: Language) -> tuple[str, ...]:
    """Return the things of a kind that sentences name and the question does not, each by its whole name."""
    found = (
        (thing.strip(), side)
        for side in sides
        for thing in things(Sentence(0, len(side), side), kind)
        if thing.lower() not in question.lower() and not TITLES.fullmatch(thing.strip())
    )
    return tuple(dict.fromkeys(_whole(thing, side, language) for thing, side in found))


def _whole(thing: str, side: str, language: Language) -> str:
    """Return a name as it stands in a sentence: family and given name together, an English one with its article."""
    if language == "ja":
        return next((name for name in proper_names(side, "ja") if thing in name), thing)
    return f"the {thing}" if f"the {thing}" in side else thing
