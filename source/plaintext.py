"""Plain text out of a page layout: mended into canonical text, then cut into blocks.

A text file says nothing about its structure; these rules read it off the lines, as a person would. Lines broken at a
fixed width are joined; a paragraph that a page break cut in mid-sentence is made whole; a short line that ends like no
sentence is a heading, and so is one behind a marker (●, 第1章, 1.2). Nothing is taken away or added but white space and
a page number inside a cut paragraph.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from source.structure import TERMINATED, Block, find_front, parse_date

HEADING_LENGTH = 60
"""Longest heading in columns, a full-width character counting two."""
WIDEST_WRAP = 100
"""Widest column at which a text counts as broken by hand, in columns."""

MARKER = re.compile(r"^\s*(?P<marker>[●■◆◇○□▼▲△★☆◎§▶▷])\s*")
NUMBERED = re.compile(
    r"^\s*(?P<chapter>第\s*[0-9０-９一二三四五六七八九十百]+\s*(?P<unit>[部編章節款項]))[\s　:：.．]*"
    r"|^\s*(?P<number>[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})*)(?:[.．、)）]\s*|[\s　]+)(?=\D)"
    r"|^\s*(?P<part>(?:Chapter|Part|Section)\s+[0-9IVX]+)\b[.:]?\s*"
)
ITEM = re.compile(r"^\s*(?:[・•‣*＊\-–—]\s*|[(（]?[0-9０-９a-z]{1,2}[)）.．]\s*|[①-⑳]\s*)\S")
PAGE_NUMBER = re.compile(r"^\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its span without surrounding white space, and what stands before it."""

    start: int
    end: int
    text: str
    after_blank: bool
    indented: bool


def mend(raw: str) -> str:
    """Return the canonical text: line ends as LF, and lines joined that only the layout had parted."""
    text = re.sub(r"\r\n?", "\n", raw).replace("\f", "\n\n")
    text = _splice(text, _wrapped_lines(text))
    return _splice(text, _page_breaks(text))


def blocks_of(text: str) -> list[Block]:
    """Cut a canonical text into blocks: every line is one, headings with their level."""
    lines = lines_of(text)
    styles: list[str] = []
    blocks: list[Block] = []
    front = find_front(text, [Block(line.start, line.end) for line in lines]).starts()
    for place, line in enumerate(lines):
        style = None if line.start in front else heading_style(line, lines[place + 1 :])
        before = lines[place - 1] if place else None
        if style and before and before.start not in front and blocks[-1].level == 0 and style == _style(before.text):
            style = None  # the last item of a list, whatever follows it
        if style is None:
            blocks.append(Block(line.start, line.end))
            continue
        if style not in styles:
            styles.append(style)
        marker = MARKER.match(line.text)
        blocks.append(Block(line.start + (marker.end() if marker else 0), line.end, styles.index(style) + 1))
    return blocks


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold more than white space."""
    lines: list[Line] = []
    blank, place = True, 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = place + raw.index(stripped[0])
            indented = raw.startswith(("　", "  ", "\t"))
            lines.append(Line(start, start + len(stripped), stripped, blank, indented))
        blank = not stripped
        place += len(raw) + 1
    return lines


def heading_style(line: Line, following: Sequence[Line]) -> str | None:
    """Return the kind of heading a line is (all of one kind are of one level), or None for a line of the body.

    A heading heads something: one that is last, or stands in a run of its own kind, is an item of a list.
    """
    style = _style(line.text)
    if style is None or not following:
        return None
    if _style(following[0].text) == style and (
        len(following) < 2 or _style(following[1].text) == style or not following[0].after_blank
    ):
        return None
    if style == "bare" and (following[0].text[0].islower() or not (line.after_blank or _is_body(following[0].text))):
        return None
    return style


def _style(text: str) -> str | None:
    numbered = NUMBERED.match(text)
    words = text[numbered.end() :] if numbered else text
    if columns(text) > HEADING_LENGTH or re.search(r"[。．]$|[。！？]|[.!?,]$|、$|[.!?] [A-Z]", words):
        return None
    if parse_date(text) is not None:
        return None
    marker = MARKER.match(text)
    if marker:
        return marker["marker"]
    if re.match(r"^[【［〔<＜《].*[】］〕>＞》]$", text):
        return text[0]
    if numbered:
        if numbered["chapter"]:
            return numbered["unit"]
        if numbered["part"]:
            return numbered["part"].split()[0]
        return "number" + "." * len(re.findall(r"[.．]", numbered["number"]))
    if (
        ITEM.match(text)
        or PAGE_NUMBER.match(text)
        or not any(char.isalpha() for char in text)
        or ("：" in text[1:-1] and len(text) > 30)
    ):
        return None
    # A long line with a comma in it reads as a sentence that was cut, not as a heading.
    cut = ("、" in text or "，" in text) and columns(text) > 40
    latin = text[0].isascii() and text[0].isalpha()
    if (
        cut
        or (TERMINATED.search(text) and not re.search(r"[)）」』]$", text))
        or (latin and (text[0].islower() or len(text.split()) > 12))
    ):
        return None
    return "bare"


def _is_body(text: str) -> bool:
    return _style(text) is None


def _wrapped_lines(text: str) -> list[tuple[int, int, str]]:
    """Return the joins of the lines that were broken at a fixed width, if this text is broken so at all."""
    lines = lines_of(text)
    inner = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    if len(inner) < 3:
        return []
    widths = sorted(columns(line.text) for line, _ in inner)
    width = widths[int(0.9 * (len(widths) - 1))]
    full = [line for line, _ in inner if columns(line.text) >= 0.75 * width]
    broken = [line for line in full if not TERMINATED.search(line.text)]
    if width > WIDEST_WRAP or width < 30 or len(full) < 0.5 * len(inner) or len(broken) < 0.5 * len(full):
        return []
    joins = []
    for line, after in inner:
        begins = (after.indented and not line.indented) or ITEM.match(after.text) or MARKER.match(after.text)
        room = columns(line.text) + _first_word(after.text) <= width - 6
        if not begins and not room and columns(line.text) >= 0.6 * width:
            joins.append((line.end, after.start, glue(line.text, after.text)))
    return joins


def _page_breaks(text: str) -> list[tuple[int, int, str]]:
    """Return the joins of the paragraphs cut in mid-sentence: a line that ends like no sentence goes on in the next.

    A page number between the halves is part of the debris.
    """
    lines = lines_of(text)
    front = find_front(text, [Block(line.start, line.end) for line in lines]).starts()
    joins = []
    for place, line in enumerate(lines[:-1]):
        rest = lines[place + 1 :]
        if (
            line.start in front
            or heading_style(line, rest)
            or TERMINATED.search(line.text)
            or not _reads_on(line.text, rest)
        ):
            continue
        after = rest[1] if PAGE_NUMBER.match(rest[0].text) and len(rest) > 1 else rest[0]
        if not (MARKER.match(after.text) or ITEM.match(after.text) or NUMBERED.match(after.text)):
            joins.append((line.end, after.start, glue(line.text, after.text)))
    return joins


def _reads_on(text: str, following: Sequence[Line]) -> bool:
    """Whether a line that ends like no sentence is prose cut off, rather than an item, a label or a row of a table."""
    if ITEM.match(text) or MARKER.match(text) or PAGE_NUMBER.match(text) or "\t" in text or "|" in text:
        return False
    after = following[1] if PAGE_NUMBER.match(following[0].text) and len(following) > 1 else following[0]
    if after.text[0].islower():
        return True
    if text[0].isascii() and after.text[0].isascii():
        return text.endswith(",") or len(text.split()) > 12
    return bool(re.search(r"[。、，]", text)) and not heading_style(after, following[1:])


def _splice(text: str, joins: Sequence[tuple[int, int, str]]) -> str:
    pieces, place = [], 0
    for start, end, glue in joins:
        pieces += [text[place:start], glue]
        place = end
    return "".join([*pieces, text[place:]])


def glue(before: str, after: str) -> str:
    """Return what joins two lines: a space between words of a spaced script, nothing beside a Japanese character."""
    if ord(before[-1]) > 0x2E7F or ord(after[0]) > 0x2E7F:
        return ""
    return " "


def _first_word(text: str) -> int:
    return columns(text.split(" ")[0]) if text[0].isascii() else 2


def columns(text: str) -> int:
    """Width of a text on a page of fixed pitch: two columns for a full-width character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
