"""The dictionaries of the EDRDG as Debian packages them: EDICT, COMPDIC, ENAMDICT and KANJIDIC, all in EUC-JP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRY = re.compile(r"^(?P<head>[^ ]+) (?:\[(?P<reading>[^\]]+)\] )?/(?P<body>.*)/$")
TAG = re.compile(r"\((?:\d+|[a-zA-Z0-9:;,.\- ]{1,24})\) ?")
"""Part of speech, field, sense number; a longer parenthesis belongs to the gloss."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword with its reading (None where it is kana) and its glosses, most usual first.

    `is_organisation_or_place` is for names: a company, an organisation, a place, a station or a product.
    """

    head: str
    reading: str | None
    glosses: tuple[str, ...]
    is_common: bool
    is_usually_kana: bool
    is_organisation_or_place: bool


def entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file in EDICT's format; its first line is a heading."""
    for line in path.read_text(encoding="euc_jp", errors="replace").splitlines()[1:]:
        match = ENTRY.match(line)
        if match is None:
            continue
        parts = [part for part in match["body"].split("/") if part]
        glosses = tuple(gloss for gloss in (TAG.sub("", part).strip() for part in parts) if gloss)
        if glosses:
            kind = match["body"][: match["body"].find(")") + 1]
            yield Entry(
                match["head"],
                match["reading"],
                glosses,
                is_common="(P)" in parts,
                is_usually_kana="(uk)" in match["body"],
                is_organisation_or_place=kind in ("(c)", "(o)", "(p)", "(st)", "(pr)"),
            )


def kanji_meanings(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the English meanings of each single character in KANJIDIC."""
    found = {}
    for line in path.read_text(encoding="euc_jp", errors="replace").splitlines()[1:]:
        meanings = tuple(re.findall(r"\{([^}]+)\}", line))
        if meanings:
            found[line[0]] = meanings
    return found
