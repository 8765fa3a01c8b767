"""What the pronouns of an English follow-up stand for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.followup.context import Context
from assistant.followup.english.clause import HAVE, Clause, main_question, parse
from assistant.followup.english.phrases import Phrase, phrases_of
from assistant.followup.english.words import AUXILIARY, BE, words_of

ENDS = re.compile(r"[\s?.!]*$")
ABOUT = re.compile(r"^(?:(?:what|how) about|what of|and|for|regarding|as for)\s+(?!what|which|how|who)", re.IGNORECASE)
AS_FOR = re.compile(r"^as for (.+?), ", re.IGNORECASE)
PERSON = re.compile(r"^(?:(?:Dr|Mr|Mrs|Ms|Prof|President|Professor)\.? [A-Z]|[A-Z][a-z]+(?: [A-Z][a-z'’-]+)+$)")
PAIR = 2
SELF = re.compile(r"\b(?:author|writer|article)\b")


def parsed(asked: str) -> Clause:
    """Return the build of a question that was asked."""
    return parse(main_question(ABOUT.sub("", ENDS.sub("", AS_FOR.sub("", asked)))))


def topic_of(asked: str) -> str:
    """Return what a question is about."""
    clause, led = parsed(asked), AS_FOR.match(asked)
    return next((phrase.text for phrase in _candidates(clause)), led.group(1) if led else clause.text)


def topics_of(context: Context) -> tuple[str, ...]:
    """Return what a follow-up without a topic of its own can be about, the likeliest first.

    The topic of its thread as long as the question before holds it, else that question's.
    """
    topic = topic_of(context.asked)
    root = topic if context.root is None else topic_of(context.root)
    return tuple(dict.fromkeys([root, topic] if root in context.asked else [topic, root]))


def person(context: Context) -> str:
    """Return who "he" or "she" is: the one asked for, one whom a question names, one whom the answer names."""
    known = context.latest("person")
    for asked in _questions(context):
        if asked.asks_who:
            return known or asked.described or topic_of(context.asked)
        named = next((phrase.text for phrase in _candidates(asked) if PERSON.match(phrase.text)), None)
        if named is not None:
            return named
    names = (phrase.text for phrase in _candidates(parsed(context.asked)) if phrase.is_name)
    return next(iter(context.people), None) or next(names, topic_of(context.asked))


def thing(context: Context) -> str:
    """Return what "it" stands for: what was asked for by its kind, else the topic, if that is one thing."""
    asked = parsed(context.asked)
    people = {name for kind, name in context.found if kind == "person"}
    if asked.head and not asked.head_is_plural and asked.described is not None:
        known = (name for kind, name in context.found if kind != "person")
        return next(known, asked.described)
    phrases = (phrase for question in _questions(context) for phrase in _candidates(question))
    singular = (phrase.text for phrase in phrases if not phrase.is_plural and phrase.text not in people)
    return next(singular, topic_of(context.asked))


def several(context: Context) -> str | None:
    """Return what "they" stands for: the latest that is several, else the topic if it has a name, else None."""
    for asked in _questions(context):
        if asked.head and asked.head_is_plural and asked.described is not None:
            return asked.described
        phrases = _candidates(asked)
        found = pair_in(phrases) or next((phrase.text for phrase in phrases if phrase.is_plural), None)
        if found is not None:
            return found
    topic = topic_of(context.asked)
    return topic if topic[:1].isupper() else None


def objects(context: Context) -> str | None:
    """Return what "them" stands for: what the question before asked for, else as "they" does."""
    return parsed(context.asked).done or several(context)


def place(context: Context, named: frozenset[str]) -> str:
    """Return what "there" stands for, with its preposition, in a question that has names.

    Of two that were named together and of which it names one, "there" is the other.
    """
    known = context.latest("place")
    if known is not None:
        return f"in {known}"
    pair = pair_in(phrases_of(context.asked))
    both = re.split(r" and ", pair) if pair else []
    others = [name for name in both if name not in named]
    if len(both) == len(others) + 1 == PAIR:
        return f"in {others[0]}"
    for rest in (asked.rest for asked in _questions(context)):
        for phrase in phrases_of(rest):
            if phrase.preposition.lower() in ("in", "at", "to", "near", "on"):
                return rest[phrase.start - len(phrase.preposition) - 1 :].strip()
    return f"at {topic_of(context.asked)}"


def phrase_with(noun: str, context: Context) -> str | None:
    """Return the latest phrase of the questions before that holds a noun and more, or asks for it."""
    for asked in _questions(context):
        if noun in asked.head.lower().split() and asked.described is not None:
            return asked.described
        for phrase in phrases_of(asked.rest):
            words = phrase.text.lower().split()
            if noun in words and words != ["the", noun]:
                return phrase.text
    return None


def pair_in(phrases: list[Phrase]) -> str | None:
    """Return the first two things that are named together: China and Russia, of "China and Russia's role" too."""
    return next((re.sub(r"['’]s? .*", "", phrase.text) for phrase in phrases if " and " in phrase.text), None)


def _questions(context: Context) -> Iterator[Clause]:
    """All questions before, the latest first."""
    return map(parsed, (context.asked, *context.earlier))


def _candidates(asked: Clause) -> list[Phrase]:
    """Return the noun phrases of a question, the likeliest topic first: its subject, then in order.

    What is signed or planned "to build a centre" comes after the centre.
    """
    phrases = [phrase for phrase in phrases_of(asked.rest) if re.search(r"[A-Za-z]", phrase.text)]
    phrases = [phrase for phrase in phrases if not SELF.search(phrase.text)]
    if phrases and not phrases[0].start:
        phrases[0] = _subject(asked, phrases[0])
    if asked.is_identity and phrases:
        return [phrases[0].owner.definite, *phrases[1:]]
    open_ended = [
        phrase for phrase in phrases[:-1] if phrase.start and re.match(r"\s*to [a-z]", asked.rest[phrase.end :])
    ]
    ordered = [phrase for phrase in phrases if phrase not in open_ended] + open_ended
    return [_with_place(phrase, asked.rest).definite for phrase in ordered]


def _subject(asked: Clause, phrase: Phrase) -> Phrase:
    """Return a subject without what is said of it: an unknown verb, the adjective of "Why is A difficult?"."""
    words, after = words_of(phrase.text), words_of(asked.rest[phrase.end :])
    auxiliary = asked.auxiliary.lower()
    has_verb = any(word.is_verb or word.lower in AUXILIARY for word in after)
    unknown_verb = bool(auxiliary) and auxiliary not in BE | HAVE and not has_verb
    adjective = auxiliary in BE and asked.word.lower() in ("why", "") and not after
    if asked.asks_subject or not (unknown_verb or adjective) or len(words) < 2:
        return phrase
    if words[-2].is_closed or not words[-1].text[0].islower():
        return phrase
    return replace(phrase, text=phrase.text[: words[-2].end], end=phrase.start + words[-2].end)


def _with_place(phrase: Phrase, rest: str) -> Phrase:
    """Return a noun phrase at the end of a question with what says where: the centre at Skolkovo."""
    where = re.match(r" (?:at|in|on|between|for) (?:the )?[A-Z][^,]*$", rest[phrase.end :])
    if not phrase.start and phrase.text.islower():
        where = re.match(r" (?:in|on|between) (?:the )?[A-Z][\w-]*(?= [a-z]+(?: [a-z]+)?$)", rest[phrase.end :])
        return replace(phrase, text=phrase.text + where.group()) if where else phrase
    return replace(phrase, text=phrase.text + where.group()) if where and phrase.start else phrase
