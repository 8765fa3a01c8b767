"""English follow-ups: what is missing, and what of the question before stands in for it.

A question word alone ("Why?") takes the place of the question before's own; a pronoun is replaced by what that question
was about or asked for; a name alone ("And Alibaba?") takes the place of the name there; a question with neither a
pronoun nor a name is asked "as for" that question's topic.
"""

import re
from collections.abc import Sequence

from assistant.followup.context import Context
from assistant.followup.english.clause import Clause, parse
from assistant.followup.english.phrases import Phrase, names_apart
from assistant.followup.english.pointers import pointed
from assistant.followup.english.referents import ABOUT, ENDS, parsed, topics_of
from assistant.followup.english.words import AUXILIARY, Word, lower_first, words_of
from index.fields import fields_asked
from index.terms import terms

LEAD = re.compile(
    r"^(?:(?:other than that|and|but|so|then|ok|okay|also|well|now|or|right|i see|thanks|thank you)\b[,.!]?\s+)+",
    re.IGNORECASE,
)
"""What joins a question to the one before, and says nothing."""

MORE = re.compile(
    r"^(?:(?:what|who|where|which|anything|anyone|anybody|any|some) (?:else|others?|more)|any other\w*"
    r"|(?:the )?others?$|more|go on|(?:can you )?(?:say|tell me|give me) more.*|in more detail|is that all)"
    r"\b[^,]{0,20}$",
    re.IGNORECASE,
)
EXAMPLE = re.compile(r"^(?:(?:like )?(?:for example|for instance|such as)|like what|such as what)$", re.IGNORECASE)
REASON = re.compile(r"^(?:what (?:is|was) )?(?:the|its) reasons?(?: for (?:it|that|this))?$", re.IGNORECASE)
SELF = re.compile(
    r"\bthis (?:article|essay|text|piece|document|report|paper|story|page)\b|\bthe (?:author|writer|article)\b"
)
SAYS_NOTHING = AUXILIARY | frozenset("it that this so exactly not then done happen by for from in with".split())
"""Words beside a question word that ask nothing of their own."""

ONE = re.compile(r"\b(?:the|another|other|which|that|this|these|those) (?:\w+ )?ones?\b", re.IGNORECASE)
"""What names its thing no more than "one" does."""

DEGREE = re.compile(r"how (?!many|much)\w+$", re.IGNORECASE)
"""What asks for a measure: how big, how long."""

LONGEST = 14
"""Words; a longer question says itself what it is about."""

ENOUGH = 2
"""Content words; a question with more does too."""


def complete(question: str, context: Context) -> tuple[str, ...]:
    """Return a follow-up as a whole question, in each way that it can be read; one that is whole as it stands."""
    led = LEAD.match(question) is not None
    plain = ENDS.sub("", LEAD.sub("", question))
    if not plain or SELF.search(plain) or len(words_of(plain)) > LONGEST:
        return (question,)
    if MORE.match(plain):
        return (f"Other than that, {lower_first(context.asked)}",)
    if EXAMPLE.match(plain):
        way = parsed(context.asked)
        return (f"For example, {lower_first(context.asked if way.word else _sentence(way.with_word('how')))}",)
    clause, asked = parse("why" if REASON.match(plain) else plain), parsed(context.asked)
    about = ABOUT.match(plain)
    enough = len(set(terms(plain))) > ENOUGH + led
    if clause.word and not about and _asks_nothing_else(clause):
        denied = "not" in clause.after.lower().split()
        return (_sentence((asked.negated if denied else asked).with_word(_question_words(clause))),)
    if clause.word and not about and (clause.is_fragment or not clause.has_verb):
        same = asked.word.lower().startswith(clause.word.lower())
        return (_sentence(f"{asked.text if same else asked.with_word(clause.word)} {clause.after}"),)
    if about or not clause.has_verb:
        whole = enough and not about and not led
        return (question,) if whole else _fragment(plain[about.end() :] if about else plain, context)
    replaced = pointed(plain, context)
    if replaced is not None:
        return (_sentence(replaced),)
    named = any(word.is_name for word in words_of(plain)[1:]) or re.search(r"[.;:?!\"“”]", plain) is not None
    if named or fields_asked(plain, "en"):
        return (question,)
    whole = enough and ONE.search(plain) is None
    return ((question,) if whole else ()) + (_as_for(plain, context) or (question,))


def _as_for(plain: str, context: Context) -> tuple[str, ...]:
    """Return a question with each topic that it can have and does not name."""
    topics = [topic for topic in topics_of(context) if topic.lower() not in plain.lower()]
    return tuple(f"As for {topic}, {lower_first(plain)}?" for topic in topics)


def _asks_nothing_else(clause: Clause) -> bool:
    """Whether nothing is asked but the question words: Why? When was that? By whom? From which industries?"""
    rest = {word.lower for word in words_of(clause.after)}
    if DEGREE.match(clause.word) and "it" in rest:
        return False
    if len(rest) > 4 or not rest <= SAYS_NOTHING or (clause.head and not clause.preposition and rest):
        return False
    about_it = rest & {"it", "that", "this"} and clause.word.lower() in ("where", "what", "who")
    return not about_it or bool(rest & {"do", "does", "did", "done"})


def _question_words(clause: Clause) -> str:
    """Return the question words alone, with a preposition that stands at the end: "what for" becomes "for what"."""
    stranded = re.search(r"\b(?:by|for|from|in|with)$", clause.after)
    return f"{stranded.group()} {lower_first(clause.word)}" if stranded else clause.word


def _fragment(what: str, context: Context) -> tuple[str, ...]:
    """Complete a question without a verb: a name takes the place of one there, all else is asked of its topic."""
    words, asked = words_of(what), ENDS.sub("", context.asked)
    like = _like(what, asked)
    if like is not None:
        return (_sentence(like),)
    names = [word for word in words if word.is_name or word.text[0].isdigit()]
    if names:
        place = _parallel(words, names[0], asked)
        if place is not None:
            before = re.sub(r"\bthe $", "", asked[: place[0]]) if words[0].is_name else asked[: place[0]]
            after = asked[place[1] :].replace(what, asked[place[0] : place[1]])
            return (_sentence(f"{before}{what}{after}"),)
    if words[0].is_preposition:
        return (_sentence(f"{asked} {what}"),)
    if names:
        return (_sentence(f"{asked}, as for {what}"),)
    noun = re.sub(r"^(?:the|an?|its|their|his|her|any|some|those|these) ", "", what, flags=re.IGNORECASE)
    return tuple(_sentence(f"What about the {noun} of {topic}") for topic in topics_of(context))


def _like(what: str, asked: str) -> str | None:
    """Return a question about another thing of the same noun: "the Russian one", "the second basin"."""
    one = re.match(r"^(?:(?:in|at|for|from|of|by|to) )?(?:the )?(\w+) ones?$", what)
    words = words_of(asked)
    if one is not None:
        described = [
            words_of(asked[: phrase.end])[-1 - phrase.text.count(" ")]
            for phrase in names_apart(asked)
            if " " in phrase.text
        ]
        told_apart = next((word for word in words[1:] if word.is_name), described[-1] if described else None)
        if told_apart is None:
            return None
        return f"{asked[: told_apart.start]}{one.group(1)}{asked[told_apart.end :]}"
    noun = words_of(what)[-1]
    same = (phrase for phrase in names_apart(asked) if words_of(phrase.text)[-1].text == noun.text)
    phrase = next(same, None)
    if phrase is None or noun.is_name or phrase.text == what:
        return None
    before = re.sub(r"\b(?:the|an?) $", "", asked[: phrase.start]) if what.startswith("the ") else asked[: phrase.start]
    return f"{before}{what}{asked[phrase.end :]}"


def _parallel(words: Sequence[Word], name: Word, asked: str) -> tuple[int, int] | None:
    """Return where in a question the thing stands whose place a fragment takes: of its kind, preposition and case."""
    number = name.text[0].isdigit()
    same = [phrase for phrase in names_apart(asked) if (re.search(r"\d", phrase.text) if number else phrase.is_name)]
    if words[0].is_preposition:
        same = [phrase for phrase in same if phrase.preposition.lower() == words[0].lower]
        return (same[0].start - len(same[0].preposition) - 1, same[0].end) if same else None
    return _of_same_case(same, possessive=words[-1].is_possessive) if same else None


def _of_same_case(phrases: Sequence[Phrase], *, possessive: bool) -> tuple[int, int]:
    """Return the place of the first owner or the first that is none; of an owner without its ending where all are."""
    fitting = next((phrase for phrase in phrases if phrase.is_possessive == possessive), None)
    if fitting is not None:
        return fitting.start, fitting.end
    ending = 2 if phrases[0].text.endswith(("'s", "’s")) else 0
    return phrases[0].start, phrases[0].end - ending


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}?"
