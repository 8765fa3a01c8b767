"""English words, told apart without an analyser: function words by a list, verbs by another and by their endings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

BE = frozenset("is are was were".split())
AUXILIARY = BE | frozenset(
    "am be been do does did has have had will would can could may might must shall should "
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't "
    "shouldn't".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below between by during for from in inside "
    "into near of off on onto out over since through to toward towards under until up upon via with within "
    "without than as".split()
)
QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
DETERMINERS = frozenset("a an the its their his her our your my this that these those each every some any no".split())
OTHERS = frozenset(
    "and or but not if that so then also only ever never still yet just already exactly actually now too very well "
    "worth i you he she it they we them him us me there here more most much many all several both other else when "
    "while because although what's who's where's when's how's it's that's he's she's there's".split()
)
CLOSED = AUXILIARY | PREPOSITIONS | QUESTION_WORDS | DETERMINERS | OTHERS

VERBS = """
    abandon accept achieve acquire add affect aim allow announce appear approve argue ask attract attend ban become
    became begin began begun believe belong block borrow break broke bring brought build built buy bought call carry
    carried cause change charge choose chose close collect come came compare complete conclude consist contain
    contribute cooperate cost cover create cut deal decide depend describe develop dig dug differ discover draw drew
    drive drove earn employ enter establish expand expect explain export face fail fall fell fear feel felt fill find
    found finish focus follow force form gain generate get got give gave given go went gone grow grew happen hear
    heard help hire hold held hope import improve include increase install invest invite involve join keep kept know
    knew known last launch lay laid lead led learn leave left lie live look lose lost make made manage manufacture
    matter mean meant measure meet met mention move name need object offer open operate oppose own pay paid permit
    plan play prefer prevent produce promise propose provide publish put reach receive recommend reduce refer refuse
    register rely remain replace reply report require resign respond restart restrict result return rise rose run ran
    say said see saw seek sought seem sell sold send sent serve set share show sign spend spent stand stood start stay
    stop store strengthen study succeed suffer suggest supply support take took taken talk teach taught tell told
    think thought train treat tried try turn use visit vote want warn win won work worry write wrote written
""".split()
"""Common verbs with their irregular forms."""

WORD = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|St)\.(?= [A-Z])|\w(?:[\w’'.&/-]*\w)?(?:(?<=s)['’](?!\w))?|[^\w\s]")
POSSESSIVE = re.compile(r"['’]s$|s['’]$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at its place."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @property
    def is_closed(self) -> bool:
        """Whether it is a function word, an adverb or a mark."""
        adverb = self.text[0].islower() and re.search(r"[^pmb]ly$", self.text) is not None
        return adverb or self.lower in CLOSED or not self.text[0].isalnum()

    @property
    def is_preposition(self) -> bool:
        """Whether it is a preposition."""
        return self.lower in PREPOSITIONS

    @property
    def is_possessive(self) -> bool:
        """Whether it ends as an owner does."""
        return POSSESSIVE.search(self.text) is not None

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() and self.lower not in CLOSED and self.lower not in _verb_forms()

    @property
    def is_verb(self) -> bool:
        """Whether it looks like a verb."""
        if not self.text[0].islower():
            return False
        return (
            self.text.removeprefix("co-") in _verb_forms()
            or re.fullmatch(r"[a-z]{2,}ed|[a-z]{3,}ing", self.text) is not None
        )


def words_of(text: str) -> list[Word]:
    """Return the words and marks of a text."""
    return [Word(found.group(), *found.span()) for found in WORD.finditer(text)]


def is_verb_at(words: Sequence[Word], place: int) -> bool:
    """Whether a word is taken for a verb where it stands: not after a determiner or an owner."""
    before = words[place - 1] if place else None
    is_noun = before is not None and (before.lower in DETERMINERS or before.is_possessive)
    return words[place].is_verb and not is_noun


def lower_first(text: str) -> str:
    """Return a text that can follow other words: its first word in lower case if it is a function word."""
    first = re.match(r"\w+", text)
    return text[:1].lower() + text[1:] if first and first.group().lower() in CLOSED else text


@cache
def _verb_forms() -> frozenset[str]:
    """Return the verbs with their regular endings."""
    forms: set[str] = set()
    for verb in VERBS:
        stem, doubled = verb.removesuffix("e"), verb + verb[-1]
        forms |= {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"}
    return frozenset(forms)
