"""A document becomes HTML: every sentence an element with its id, so that a citation can point at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.web.anchors import heading_id, paragraph_id, sentence_id
from assistant.web.rendering import render
from source import OTHER, Document, Heading, Language, Paragraph, Sentence, detect

GAP: dict[Language, str] = {"ja": "", "en": " "}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its id, the white space before it, and before its translation."""

    anchor: str
    sentence: Sentence
    gap: str
    gap_translated: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or a paragraph with its lines, under its id."""

    anchor: str
    heading: Heading | None = None
    paragraph: Paragraph | None = None
    lines: tuple[Line, ...] = ()

    @property
    def tag(self) -> str:
        """The element of a heading: below the title, never below `h6`."""
        return f"h{min(self.heading.level + 1, 6)}" if self.heading else "p"


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is laid out."""

    document: Document
    ordinal: int
    front: tuple[Line, ...]
    parts: tuple[Part, ...]

    @property
    def other(self) -> Language:
        """The language of its translation, if it has one."""
        return OTHER[self.document.language]

    @property
    def titled(self) -> bool:
        """Whether the title stands in the text."""
        return any(line.sentence.field == "title" for line in self.front)

    @property
    def title_language(self) -> Language:
        """The language of a title that stands outside the text."""
        return detect(self.document.title)

    @property
    def headings(self) -> tuple[Part, ...]:
        """The parts that are headings."""
        return tuple(part for part in self.parts if part.heading)


def articles_html(documents: Sequence[Document]) -> str:
    """Return the HTML of all documents, in order: titles, headings, numbered paragraphs."""
    return render("article.html", shown=[shown(document, place) for place, document in enumerate(documents, start=1)])


def contents_html(documents: Sequence[Document]) -> str:
    """Return the table of contents: the titles of several documents, and the headings."""
    return render("contents.html", shown=[shown(document, place) for place, document in enumerate(documents, start=1)])


def shown(document: Document, ordinal: int = 1) -> Shown:
    """Lay a document out; `ordinal` is its place among those on the page, counted from 1."""
    front = document.front
    ordered: list[Heading | Paragraph] = sorted((*document.headings, *document.paragraphs), key=lambda part: part.start)
    return Shown(
        document,
        ordinal,
        tuple(_lines(front, document, ordinal)) if front else (),
        tuple(_parts(ordered, document, ordinal)),
    )


def _parts(ordered: Sequence[Heading | Paragraph], document: Document, ordinal: int) -> Iterator[Part]:
    headings = 0
    for part in ordered:
        if isinstance(part, Heading):
            headings += 1
            yield Part(heading_id(ordinal, headings), heading=part)
        else:
            lines = tuple(_lines(part, document, ordinal))
            yield Part(paragraph_id(ordinal, part.number), paragraph=part, lines=lines)


def _lines(paragraph: Paragraph, document: Document, ordinal: int) -> Iterator[Line]:
    end = paragraph.sentences[0].start if paragraph.sentences else 0
    for place, sentence in enumerate(paragraph.sentences, start=1):
        gap = document.text[end : sentence.start]
        gap_translated = GAP[OTHER[document.language]] if place > 1 else ""
        yield Line(sentence_id(ordinal, paragraph.number, place), sentence, gap, gap_translated)
        end = sentence.end
