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
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
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
BESIDE_DATE = re.compile(
    r"\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜日?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b,?"
    r"|(?:午前|午後)?\d{1,2}(?:時(?:\d{1,2}分)?|:\d{2}(?::\d{2})?)(?:\s*[ap]\.?m\.?)?|公開|掲載|更新|発行|投稿|作成"
    r"|\b(?:published|updated|posted|on|at)\b",
    re.IGNORECASE,
)
AUTHOR_LABEL = re.compile(
    r"^(?:by\s+|author\s*[:：]\s*|written by\s+|(?:著者|筆者|執筆者?|作者|文責?|著|文・写真)\s*[:：＝=／/　]\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the canonical text that stands by itself; `level` is a heading's, 0 for anything else.

    A heading's `start` is behind its marker. `field` is given where the format names it (a YAML front matter).
    """

    start: int
    end: int
    level: int = 0
    field: Field | None = None


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

    The title is the first line, or the first under a date. A byline says so itself ("By …", 著者：…), or stands between
    title and date, or right under the date with a blank line behind it; any other bare line is the first heading.
    """
    if any(block.field for block in blocks[:3]):
        return _named_front(text, blocks[:3])
    front = Front()
    top = list(blocks[:4])
    if top and (first := parse_date(_text(text, top[0]))) is not None:
        front = Front(dated=top[0], author=first[1] or None, published=first[0])
        top = top[1:]
    if not top or not _is_title(_text(text, top[0]), top[0]):
        return Front()
    front = replace(front, title=top[0])
    for place, block in enumerate(top[1:], start=1):
        line = _text(text, block)
        found = parse_date(line)
        if found is not None and front.dated is None:
            # Date and name on one line are one block with both facts.
            front = replace(front, dated=block, published=found[0], author=front.author or found[1] or None)
        elif front.byline is None and _is_byline(text, line, block, top[place + 1 : place + 2], front.dated):
            front = replace(front, byline=block, author=AUTHOR_LABEL.sub("", line))
        else:
            break
    return front


def parse_date(line: str) -> tuple[str, str] | None:
    """Return the ISO date that a line carries and what else stands on it (a name, at most), None for another line.

    A weekday, a time and words like 公開 beside the date are part of it.
    """
    plain = DATE_LABEL.sub("", unicodedata.normalize("NFKC", line).strip())
    for pattern in DATES:
        match = pattern.search(plain)
        if match is None:
            continue
        rest = BESIDE_DATE.sub(" ", f"{plain[: match.start()]}\n{plain[match.end() :]}")
        parts = [part.strip(" ,、|/・·—–-()") for part in rest.split("\n")]
        if all(parts) or len("".join(parts)) > BYLINE_LENGTH or TERMINATED.search("".join(parts)):
            return None
        iso = _iso(match)
        if iso is not None:
            return iso, AUTHOR_LABEL.sub("", "".join(parts))
    return None


def _named_front(text: str, blocks: Sequence[Block]) -> Front:
    named = {block.field: block for block in blocks if block.field is not None}
    byline, dated = named.get("author"), named.get("date")
    found = None if dated is None else parse_date(_text(text, dated))
    return Front(
        title=named.get("title"),
        byline=byline,
        dated=dated,
        author=None if byline is None else _text(text, byline),
        published=None if found is None else found[0],
    )


def _is_title(line: str, block: Block) -> bool:
    if block.level > 0 or len(line) > TITLE_LENGTH or parse_date(line) is not None:
        return False
    return not (re.search(r"[。．]|[.!?]\s", line) or line.endswith("."))


def _is_byline(text: str, line: str, block: Block, following: Sequence[Block], dated: Block | None) -> bool:
    if len(line) > BYLINE_LENGTH:
        return False
    if AUTHOR_LABEL.match(line):
        return True
    if TERMINATED.search(line):
        return False
    above_date = any(parse_date(_text(text, other)) for other in following)
    under_date = dated is not None and re.fullmatch(r"[ \t　]*\n[ \t　]*", text[dated.end : block.start]) is not None
    alone = any(re.search(r"\n\s*\n", text[block.end : other.start]) for other in following)
    return above_date or (under_date and alone)


def _text(text: str, block: Block) -> str:
    return text[block.start : block.end]


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
