"""The nouns of the source: what a document is made of.

Every offset is a character offset into `Document.text`, the canonical text, and every text is the slice at its
offsets: `document.text[start:end] == text`, asserted when the document is made.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from source.language import OTHER, Language, detect

Field = Literal["title", "author", "date"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph, with its rendering in the other language where there is one.

    `field` tells what a line of the front matter says, None for every sentence of the body.
    """

    start: int
    end: int
    text: str
    translation: str | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at its place; `level` 1 is a section, 2 a sub-section; `text` is without the layout's marker."""

    level: int
    start: int
    end: int
    text: str
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, numbered from 1; number 0 holds the title, byline and date as its sentences."""

    number: int
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What retrieval finds: a paragraph, or a run of whole sentences of a long one.

    `id` comes from the place (`p017`: paragraph 17; `p017.2`: the second part of a long paragraph); `document` is the
    document's id; `translation` joins the sentences' renderings, None where the document has none.
    """

    id: str
    document: str
    section: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What tells the passage from every other of any document: the document's id and its own."""
        return self.document, self.id

    @property
    def translation(self) -> str | None:
        """The sentences' renderings, joined; None where there is none."""
        renderings = [sentence.translation for sentence in self.sentences if sentence.translation is not None]
        if not renderings:
            return None
        return ("" if detect(renderings[0]) == "ja" else " ").join(renderings)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its structure.

    `front` is paragraph 0 (title, byline, date as they stand in the text), None when the text begins with its body;
    `paragraphs` are the body. `published` is an ISO date (`2019-11-06`) or None. `translated` says whether the
    sentences carry renderings in the other language.
    """

    id: str
    title: str
    author: str | None
    published: str | None
    language: Language
    text: str
    front: Paragraph | None
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]

    def __post_init__(self) -> None:
        """Hold every slice to its offsets.

        Raises `ValueError` on the first that is not the text at its place: a fault of the reader, never of the file.
        """
        parts: list[Heading | Paragraph | Sentence] = [*self.headings, *self.all_paragraphs(), *self.sentences()]
        for part in parts:
            if self.text[part.start : part.end] != part.text:
                raise ValueError(f"{part.text!r} does not stand at {part.start}–{part.end} of document {self.id!r}")

    @property
    def sha256(self) -> str:
        """The digest of the canonical text in UTF-8: what the offsets of a citation refer to."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def translated(self) -> bool:
        """Whether there is a translation: `source.translation` gives one to every sentence or to none."""
        return any(sentence.translation is not None for sentence in islice(self.sentences(), 1))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that it can be read in: its own, and that of its translation if it has one."""
        return (self.language, OTHER[self.language]) if self.translated else (self.language,)

    def all_paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the front matter, where there is some, and the body."""
        return self.paragraphs if self.front is None else (self.front, *self.paragraphs)

    def sentences(self) -> Iterator[Sentence]:
        """All sentences, in order, the front matter's first."""
        for paragraph in self.all_paragraphs():
            yield from paragraph.sentences
