"""Blocks of text become a document: title, byline, date, headings, numbered paragraphs, sentences.

Both readers (plain text, Markdown) end here: they say where each block stands and, where the format says so, that it
is a heading; what a bare line at the top means is decided by the same rules for both.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from source.document import Document, Field, Heading, Paragraph, Sentence
from source.language import detect
from source.sentences import sentence_spans

TITLE_LENGTH = 120
BYLINE_LENGTH = 60
TERMINATED = re.compile(r"""[。．！？!?….」』”"'’)）】:：;；]\s*$""")

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DATES = [
    re.compile(r"(?P<year>\d{4})\s*[年/.\-]\s*(?P<month>\d{1,2})\s*[月/.\-]\s*(?P<day>\d{1,2})\s*日?"),
    re.compile(
        rf"(?P<era>{'|'.join(ERAS)})\s*(?P<year>\d{{1,2}}|元)\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日"
    ),
    re.compile(rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
]
DATE_LABEL = re.compile(
    r"^(?:(?:公開|掲載|更新|発行|作成|投稿)日?|日付|published(?: on)?|updated|date|posted(?: on)?)\s*[:：]?\s*",
    re.IGNORECASE,
)
AUTHOR_LABEL = re.compile(
    r"^(?:by\s+|author\s*[:：]\s*|written by\s+|(?:著者|筆者|執筆者?|作者|文責?|著|文・写真)\s*[:：＝=／/　]\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the canonical text that stands by itself; `level` is a heading's, 0 for anything else.

    A heading's `start` is behind its marker.
    """

    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Front:
    """The blocks at the top that are not the text itself, and what they say."""

    title: Block | None = None
    byline: Block | None = None
    dated: Block | None = None
    author: str | None = None
    published: str | None = None

    def fields(self) -> list[tuple[Field, Block]]:
        """Return what was found, in the order of the text."""
        named: list[tuple[Field, Block | None]] = [("title", self.title), ("author", self.byline), ("date", self.dated)]
        return sorted(((field, block) for field, block in named if block is not None), key=lambda pair: pair[1].start)

    def starts(self) -> set[int]:
        """Where its blocks begin."""
        return {block.start for _, block in self.fields()}


def build_document(name: str, text: str, blocks: Sequence[Block]) -> Document:
    """Make the document of a canonical text and its blocks; `name` serves as id, and as title where there is none."""
    front = find_front(text, blocks)
    body = [block for block in blocks if block.start not in front.starts()]
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section: dict[int, str] = {}
    for block in body:
        if block.level:
            heading = Heading(block.level, block.start, block.end, text[block.start : block.end])
            headings.append(heading)
            section = {level: title for level, title in section.items() if level < block.level}
            section[block.level] = heading.text
        else:
            titles = tuple(title for _, title in sorted(section.items()))
            paragraphs.append(_paragraph(text, len(paragraphs) + 1, titles, block))
    title = name if front.title is None else text[front.title.start : front.title.end]
    return Document(
        id=name,
        title=" ".join(title.split()),
        author=front.author,
        published=front.published,
        language=detect(text),
        text=text,
        front=_front_paragraph(text, front),
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
    )


def find_front(text: str, blocks: Sequence[Block]) -> Front:
    """Title, byline and date: the bare lines above the first paragraph, told apart by what they look like.

    A byline is a line between title and date, one beside them that says so itself ("By …", 著者：…), or the line
    under the date; a bare line that stands alone under a title is the first heading instead.
    """
    top = blocks[:4]
    first = text[top[0].start : top[0].end] if top else ""
    if not top or len(first) > TITLE_LENGTH or (top[0].level == 0 and re.search(r"[。．]|[.!?]\s", first)):
        return Front()
    if top[0].level == 0 and (parse_date(first) is not None or first.endswith((".", "。"))):
        return Front()
    front = Front(title=top[0])
    for place, block in enumerate(top[1:], start=1):
        line = text[block.start : block.end]
        found = parse_date(line)
        if found is not None and front.dated is None:
            iso, rest = found
            # Date and name on one line are one block with both facts.
            front = replace(front, dated=block, published=iso, author=front.author or rest or None)
            continue
        label = AUTHOR_LABEL.match(line)
        beside_date = any(parse_date(text[other.start : other.end]) for other in top[place + 1 : place + 2])
        if (
            front.byline is None
            and len(line) <= BYLINE_LENGTH
            and (label or (beside_date and not TERMINATED.search(line)))
        ):
            front = replace(front, byline=block, author=line[label.end() :] if label else line)
            continue
        break
    return front


def parse_date(line: str) -> tuple[str, str] | None:
    """Return the ISO date that a line carries and what else stands on it (a name, at most), None for another line."""
    plain = unicodedata.normalize("NFKC", line).strip()
    plain = DATE_LABEL.sub("", plain)
    for pattern in DATES:
        match = pattern.search(plain)
        if match is None:
            continue
        before, behind = (
            plain[: match.start()].strip(" ,、|/・·—–-"),
            plain[match.end() :].strip(" ,、|/・·—–-()（月火水木金土日曜）"),
        )
        if (before and behind) or len(before + behind) > BYLINE_LENGTH or TERMINATED.search(before + behind):
            return None
        iso = _iso(match)
        if iso is not None:
            return iso, AUTHOR_LABEL.sub("", before or behind)
    return None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = MONTHS[parts["name"][:3].lower()] if parts.get("name") else int(parts["month"])
    year = 1 if parts["year"] == "元" else int(parts["year"])
    try:
        return date(year + ERAS.get(parts.get("era") or "", 0), month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def _front_paragraph(text: str, front: Front) -> Paragraph | None:
    fields = front.fields()
    if not fields:
        return None
    sentences = tuple(
        Sentence(block.start, block.end, text[block.start : block.end], field=field) for field, block in fields
    )
    start, end = sentences[0].start, sentences[-1].end
    return Paragraph(0, (), start, end, text[start:end], sentences)


def _paragraph(text: str, number: int, section: tuple[str, ...], block: Block) -> Paragraph:
    whole = text[block.start : block.end]
    spans = sentence_spans(whole)
    sentences = tuple(Sentence(block.start + a, block.start + b, whole[a:b]) for a, b in spans)
    return Paragraph(number, section, block.start, block.end, whole, sentences)
