"""English statements of a few unmistakable forms become questions: why, how many, when, what, who."""

import re
from collections.abc import Iterator

from assistant.suggestions.english.clauses import AUXILIARY, SUBJECT, VERB, as_object, base_of, is_past, is_subject

NUMBER = (
    r"(?:about |roughly |nearly |almost |around |some |more than |over |only |at least |up to )?"
    r"(?:\d[\d,.]*(?: (?:million|billion|thousand))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fourteen|fifteen|sixteen|twenty|thirty"
    r"|forty|fifty|sixty)"
)
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
TIME = rf"(?:[Ii]n (?:early |late )?(?:(?:{MONTH}) )?(?:1\d|20)\d\d|[Oo]n \d{{1,2}} (?:{MONTH}) \d{{4}})"
NOUNS = (
    r"(?P<nouns>(?!percent|per cent|million|years? later|of\b|or\b|and\b|to\b|after\b|in\b)"
    r"[a-z][\w-]*(?: (?!and |or |in |of |to |by |from |who |that |which |a |for )[a-z][\w-]*){0,2}?s|people)"
)
MONEY = r"(?:pounds|crowns|dollars|euros|yen|francs|roubles)"

THERE = re.compile(
    rf"^(?P<when>{TIME},? )?[Tt]here (?P<be>are|were) {NUMBER} {NOUNS}(?P<rest>(?: (?:in|from|on"
    rf"|at) [^,;]+)?)(?=$|[,;])"
)
HAS = re.compile(rf"^(?P<subject>{SUBJECT}) (?P<verb>{VERB}) {NUMBER} {NOUNS}(?P<rest>[^,;]*)(?=$|[,;])")
FEW = re.compile(
    rf"^(?:[Mm]ore than |About |Some |Nearly |Over |Only "
    rf"|Almost )?{NUMBER} (?P<rest>{NOUNS} (?P<verb>[a-z]+)[^,;]*)(?=$|[,;])"
)
IS_SUM = re.compile(rf"^(?P<subject>{SUBJECT}) (?P<be>was|is) (?:about )?[\d,.]+(?: million| billion)? {MONEY}\b")
DATED = re.compile(rf"^{TIME},? (?P<subject>{SUBJECT}) (?P<verb>{VERB})(?P<rest> [^,;]+)?(?=$|[,;])")
DATED_LAST = re.compile(
    rf"^(?P<subject>{SUBJECT}) (?P<verb>{VERB})(?P<rest>(?: [^,;]+?)?),? (?P<time>{TIME})(?=$|[,;]"
    rf"| (?:after|when|with|because|to)\b)"
)
FOUNDED = re.compile(
    r"^(?P<subject>[A-Z][\w' -]+?), (?P<done>founded|launched|built|established|opened|created) in (?:\w+ )?\d{4}"
)
BECAUSE = re.compile(
    rf"^(?P<subject>{SUBJECT}) (?P<verb>{VERB})(?P<rest>(?: [^,;]+)?),? (?:because|since (?=the|it"
    rf"|they|there)|as (?=there|it was|the)|so that)\b"
)
FOR_REASON = re.compile(
    rf"^For (?:this|that|\w+) reasons?,? (?P<subject>[^,]+?)(?:, [^,]+,)? (?P<verb>{VERB})(?P<rest> [^,;]+)$"
)
DEFINITION = re.compile(
    r"^(?P<name>An? (?:\"[^\"]+\"|[\w-]+(?: [\w-]+){0,2})|The [A-Z][\w'-]*(?: [A-Z][\w'-]*)*"
    r"|[A-Z][\w-]+(?: [A-Z][\w-]+)+) is (?:an? |the |[A-Z]\w+'s )[^,;]{10,}"
)
BY_NAME = r"(?P<name>(?:(?:Dr\.|Sir|President) )?[A-Z][\w'-]+ [A-Z][\w'-]+)"
ROLE_DID = re.compile(
    rf"^(?:(?:The|Its|Her|His|Their|An?"
    rf"|In {{0}}) )?[\w' -]{{3,40}}, {BY_NAME}, (?P<verb>[a-z]+)(?P<rest> [^,;]+)(?=$|[,;])"
)
DONE_BY = re.compile(
    rf"^(?P<subject>{SUBJECT}) (?P<be>was|were) (?P<verb>\w+ed|built|written|won|found|made|led) by (?:(?:a|the"
    rf"|an) [\w -]+, )?{BY_NAME}"
)


def reasons(text: str) -> Iterator[str]:
    """Yield the why-question of a sentence that gives a reason."""
    for found in (BECAUSE.match(text), FOR_REASON.match(text)):
        if found is not None:
            yield from _inverted("Why", found.group("subject"), found.group("verb"), found.group("rest"))


def counts(text: str) -> Iterator[str]:
    """Yield questions of how many and how much."""
    there = THERE.match(text)
    if there:
        rest = there.group("rest")
        rest = "" if re.search(r"\d", rest) and not re.fullmatch(TIME, rest.strip()) else rest
        when = (there.group("when") or "").strip(" ,")
        tail = f" {when[:1].lower()}{when[1:]}" if when else ""
        yield f"How many {there.group('nouns')} {there.group('be')} there{rest}{tail}"
    few = FEW.match(text)
    if few and (few.group("verb") in ("are", "were", "have", "took") or base_of(few.group("verb"))):
        yield f"How many {few.group('rest')}"
    has = HAS.match(text)
    if (
        has
        and has.group("verb") not in ("is", "are", "was", "were")
        and not re.search(r"\b(?:and|who|which|that)\b|\d", has.group("rest"))
    ):
        yield from _inverted(
            f"How many {has.group('nouns')}", has.group("subject"), has.group("verb"), has.group("rest")
        )
    money = IS_SUM.match(text)
    if money and is_subject(money.group("subject")):
        yield f"How much {money.group('be')} {as_object(money.group('subject'))}"


def dates(text: str) -> Iterator[str]:
    """Yield questions of when."""
    for found in (DATED.match(text), DATED_LAST.match(text)):
        if found is not None and not re.search(r"\d|^ by\b", found.group("rest") or ""):
            yield from _inverted("When", found.group("subject"), found.group("verb"), found.group("rest") or "")
    founded = FOUNDED.match(text)
    if founded and is_subject(founded.group("subject")):
        yield f"When was {as_object(founded.group('subject'))} {founded.group('done')}"


def definitions(text: str) -> Iterator[str]:
    """Yield what a thing is, where a sentence says so."""
    found = DEFINITION.match(text)
    if found and not re.search(
        r"^(?:The \w+$|A (?:second|first|third)|In |There|What|That|One|Each)", found.group("name")
    ):
        yield f"What is {as_object(found.group('name'))}"


def doers(text: str) -> Iterator[str]:
    """Yield who did a thing, where a sentence names the person."""
    did = ROLE_DID.match(text)
    verb, rest = did.group("verb", "rest") if did else ("", "")
    is_deed = base_of(verb) is not None and verb not in ("said", "says", "argued", "thought")
    if is_deed and len(rest.split()) > 2 and not re.search(r" times\b", rest):
        yield f"Who {verb}{rest}"
    done = DONE_BY.match(text)
    if done and is_subject(done.group("subject")):
        yield f"Who {done.group('be')} {as_object(done.group('subject'))} {done.group('verb')} by"


def _inverted(asked: str, subject: str, verb: str, rest: str) -> Iterator[str]:
    """Yield a question whose subject stands after the auxiliary, where both are sure."""
    subject = subject[:1].upper() + subject[1:]
    if not is_subject(subject) or re.search(r"\b(?:that|which|who|but|and \w+ed)\b", rest):
        return
    if re.fullmatch(AUXILIARY, verb):
        first, _, second = verb.partition(" ")
        if re.match(r" (?:not|also|still) ", rest):
            return
        yield f"{asked} {first} {as_object(subject)}{' ' + second if second else ''}{rest}"
        return
    base = base_of(verb)
    if base is not None and (rest.strip() not in ("", "to") or asked.startswith("How many")):
        do = "did" if is_past(verb) else "does"
        yield f"{asked} {do} {as_object(subject)} {base}{rest}"
