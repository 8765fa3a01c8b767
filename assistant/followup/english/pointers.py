"""English words that point back (it, they, she, there, that deal), replaced by what they point at."""

import re
from collections.abc import Sequence

from assistant.followup.context import Context
from assistant.followup.english import referents
from assistant.followup.english.phrases import named_before, phrases_of
from assistant.followup.english.words import AUXILIARY, PREPOSITIONS, Word, words_of

REFERENTS = {
    "he she him her his hers": referents.person,
    "it its": referents.thing,
    "they their theirs": referents.several,
    "them": referents.objects,
}
REFERENT_OF = {word: find for words, find in REFERENTS.items() for word in words.split()}
POSSESSIVE = frozenset("his hers its their theirs".split())
SUBJECTS = frozenset("he she it they".split())
DEMONSTRATIVES = frozenset("this that these those".split())
KINDS = frozenset(
    "company firm country city town place project program programme centre center park deal system forum plan person "
    "man woman organisation organization agency foundation event competition venture technology".split()
)
"""Nouns that say no more than the kind of what "that" points at."""

PAIRS = re.compile(
    r"\b(?:the|those|these|both) two\b|\bboth(?: of them| sides| countries| companies)?\b", re.IGNORECASE
)
EXPLETIVE = re.compile(
    r"\bit (?:that|comes to)\b|\bit (?:\w+ )?(?:true|possible|likely|clear|important|said|known|agreed|believed|thought"
    r"|difficult|easy|hard|necessary|worth|expected|reported|decided|hoped|feared|planned) (?:that|to|for|whether)\b",
    re.IGNORECASE,
)
"""An "it" that stands for what follows."""


def pointed(question: str, context: Context) -> str | None:
    """Return a follow-up with its pointers replaced, None when it has none."""
    pair, both = PAIRS.search(question), referents.pair_in(phrases_of(context.asked))
    if pair and both:
        return f"{question[: pair.start()]}{both}{question[pair.end() :]}"
    if EXPLETIVE.search(question):
        return None
    words = words_of(question)
    out, done = "", 0
    for place, word in enumerate(words):
        if _leans_back(words, place) and (done or named_before(words, place)):
            continue
        new, length = _replacement(words, place, context)
        if new is not None:
            out += question[done : word.start] + new
            done = words[place + length - 1].end
    return out + question[done:] if done else None


def _leans_back(words: Sequence[Word], place: int) -> bool:
    """Whether a pronoun can mean something that its own question names: as an owner or a subject, not as an object."""
    lower, after = words[place].lower, words[place + 1 : place + 2]
    if lower in POSSESSIVE or _is_her_own(words, place):
        return True
    inverted = place > 0 and words[place - 1].lower in AUXILIARY
    goes_on = bool(after) and (after[0].lower in AUXILIARY or not after[0].is_closed)
    return lower in SUBJECTS and (inverted or goes_on)


def _replacement(words: Sequence[Word], place: int, context: Context) -> tuple[str | None, int]:
    """Return what stands in for a word, None for one that does not point; and how many words it takes the place of."""
    lower = words[place].lower
    if lower in REFERENT_OF:
        after_preposition = place > 0 and words[place - 1].is_preposition
        name = (referents.several if lower == "them" and after_preposition else REFERENT_OF[lower])(context)
        if name is None:
            return None, 1
        owns = lower in POSSESSIVE or _is_her_own(words, place)
        owned = words[place + 1 :]
        if owns and re.search(r" (?:who|that) |^what ", name) and owned and not any(map(_is_no_noun, owned)):
            return f"the {' '.join(word.text for word in owned)} of {name}", 1 + len(owned)
        return name + ("" if not owns else "'" if re.search(r"[a-z]s$", name) else "'s"), 1
    if lower in DEMONSTRATIVES:
        return _demonstrated(words, place, context)
    beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    if lower == "there" and not any(word.lower in AUXILIARY for word in beside):
        where = referents.place(context, frozenset(word.text for word in words))
        return where.split(" ", 1)[1] if place and words[place - 1].is_preposition else where, 1
    return None, 1


def _demonstrated(words: Sequence[Word], place: int, context: Context) -> tuple[str | None, int]:
    """Return what "that", or "that" and the noun after it, stand for; None for a "that" which joins two clauses."""
    lower = words[place].lower
    before, after = words[place - 1] if place else None, words[place + 1] if place + 1 < len(words) else None
    is_kind = after is not None and after.lower in KINDS
    joins = lower == "that" and before is not None and before.lower not in AUXILIARY | PREPOSITIONS
    if after is None or not after.text[0].isalnum() or (not is_kind and (after.is_closed or after.is_verb)):
        at_end = after is None or not after.text[0].isalnum()
        inverted = before is not None and before.lower in AUXILIARY and after is not None and after.is_verb
        if not at_end and not inverted and (lower in ("these", "those") or before is not None):
            return None, 1
        return (referents.several if lower in ("these", "those") else referents.thing)(context), 1
    if not is_kind and (joins or lower == "that"):
        return None, 1
    return referents.phrase_with(after.lower, context) or (referents.thing(context) if is_kind else None), 2


def _is_no_noun(word: Word) -> bool:
    return word.is_closed or word.is_verb


def _is_her_own(words: Sequence[Word], place: int) -> bool:
    """Whether a "her" has a noun after it."""
    after = words[place + 1 : place + 2]
    if words[place].lower != "her" or not after:
        return False
    return after[0].text[0].isalnum() and not after[0].is_preposition and after[0].lower not in AUXILIARY
