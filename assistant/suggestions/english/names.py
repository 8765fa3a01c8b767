"""Persons and other names that an English sentence tells something of."""

import re
from collections.abc import Iterator

NAME = r"[A-Z][a-z-]+ (?:[A-Z]\. )?[A-Z][a-z-]+\b(?!['’])"
ROLE = (
    r"(?:head|president|chief|director|author|man|woman|leader|founder|chair\w*|minister|manager|owner|scientist"
    r"|expert|mayor|wife"
    r"|husband|dentist|doctor|teacher|schoolteacher|librarian|keeper|driver|architect|engineer|professor"
    r"|lecturer|student|arbiter"
    r"|player|rival|winner|designer|biologist|chemist|physicist|astronomer|pharmacist|fisherman|farmer|musician"
    r"|composer|writer"
    r"|poet|painter|artist|historian|chef|baker|billionaire|builder|master|secretary|captain|nurse|lawyer"
    r"|journalist|manufacturer)"
)
EXPLAINED = re.compile(
    rf"(?P<first>{NAME}), (?:an? |the )(?:[\w-]+ ){{0,4}}?{ROLE}\b"
    rf"|\b(?:[a-z]+ )?{ROLE},? (?P<second>{NAME})"
)
OPENING = tuple(
    f"{word} " for word in "In The On For At By From With As After Before When While Among Since This".split()
)
ORGANISED = re.compile(
    r"\b(?:Street|University|College|Institute|Society|Academy|Library|Dock|Bay|Hotel|Energy|Fund|Guild|Park"
    r"|Lane|Square|Tidal|City|New|North|South|United|Cold|People|Republic|Communist)\b"
)
SALIENT = re.compile(
    r"\b(?:[Tt]he )?(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+)+(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)?)"
    r"(?![\w'’-]|['’]s| [A-Z]| and [A-Z])"
)


def persons(text: str) -> Iterator[str]:
    """Yield who a person is, where the sentence explains the name."""
    for found in EXPLAINED.finditer(text):
        name = next(group for group in found.groups() if group)
        if not ORGANISED.search(name):
            yield f"Who is {name}"


def names(text: str) -> Iterator[str]:
    """Yield names of two words or more, as they stand inside a sentence."""
    for found in SALIENT.finditer(text):
        before = text[: found.start()]
        if (
            not re.search(r"['’]s $|[A-Z][\w-]* $", before)
            and not found.group("name").startswith(OPENING)
            and not re.search(
                r"January|February|March|April|May|June|July|August|September|October|November|December|'s$",
                found.group(),
            )
        ):
            quoted = re.search(r"\b(?:the|an?)(?: [\w-]+)? [\"“]$", before)
            yield ("the " if quoted else "") + re.sub(r"^The ", "the ", found.group())
