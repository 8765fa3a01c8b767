"""Rows (a heading level, or 0, and a text) become canonical text and blocks, where the format names headings."""

import re
from collections.abc import Mapping, Sequence

from source.document import Field
from source.structure import Block, find_front

Row = tuple[int, str]
"""Level (0 for the body) and text of a block."""
FACTS: tuple[Field, ...] = ("title", "author", "date")
SHORT = 60
"""Longest line above a title (a section of the newspaper, a date), in characters."""
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the order of what is shown around: a quotation must read as it is stored."""
CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))))
DROPPED = dict.fromkeys(map(ord, CONTROLS | REORDERING))


def lay_out(facts: Mapping[Field, str], rows: Sequence[Row]) -> tuple[str, list[Block]]:
    """Return the canonical text and its blocks: known facts at the top, one line each, unless the text repeats them.

    Without facts, a sole first-level heading at the top is the title; those below it move up.
    """
    rows = list(rows)
    top: list[tuple[Field | None, str]] = [(name, facts[name]) for name in FACTS if name in facts]
    if "title" in facts and rows and rows[0] == (1, facts["title"]):
        rows = rows[1:]
    if not facts and rows and rows[0][0] == 1 and sum(level == 1 for level, _ in rows) == 1:
        top, rows = [(None, rows[0][1])], rows[1:]
    blocks, texts, place = [], [], 0
    closed_up = ((level, None, text) for level, text in _levels_closed_up(rows))
    for level, field, text in [*((0, field, text) for field, text in top), *closed_up]:
        blocks.append(Block(place, place + len(text), level, field))
        texts.append(text)
        place += len(text) + 2
    return "\n\n".join(texts), blocks


def found_front(known: Mapping[Field, str], rows: Sequence[Row]) -> tuple[dict[Field, str], list[Row]]:
    """Return title, author and date, and the rows below them: what the page shows goes before what its file says.

    `known` is what the file's own properties say. A sole first-level heading at the top, with short lines above it at
    most, is the title; byline and date are found by the rules for any text.
    """
    facts, rest = dict(known), list(rows)
    heads = [place for place, (level, _) in enumerate(rest) if level == 1]
    if len(heads) == 1 and all(len(text) <= SHORT for _, text in rest[: heads[0]][:4]) and heads[0] <= 4:
        facts["title"] = rest.pop(heads[0])[1]
    body = next((place for place, (level, _) in enumerate(rest) if level), len(rest))
    lines = [facts["title"]] if "title" in facts else []
    lines += [text for _, text in rest[: min(body, 4)]]
    text, blocks = lay_out({}, [(0, line) for line in lines])
    front = find_front(text, blocks)
    shown = {field: text[block.start : block.end] for field, block in front.fields()}
    facts.update({field: said for field, said in shown.items() if field == "title" or said})
    if front.author is not None:
        facts["author"] = front.author
    said = set(shown.values()) | set(facts.values())
    return facts, [row for place, row in enumerate(rest) if place >= min(body, 4) or row[1] not in said]


def clean(text: str) -> str:
    """Return a text on one line, without control characters and those that reorder what is shown."""
    return " ".join(text.replace("\u00ad", "").split()).translate(DROPPED).strip()


def unwrapped(text: str) -> str:
    """Return a text without line breaks: a space between words, nothing between Japanese characters."""
    return re.sub(r"(?<=[^\x00-\u2e7f])\n\s*(?=[^\x00-\u2e7f])", "", text).replace("\n", " ")


def _levels_closed_up(rows: Sequence[Row]) -> list[Row]:
    """Heading levels without gaps, beginning at 1."""
    used = sorted({level for level, _ in rows if level})
    return [(used.index(level) + 1 if level else 0, text) for level, text in rows if text.strip()]
