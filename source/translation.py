"""A translation is laid beside its document, sentence by sentence.

The file holds the blocks of the document in order (title, byline, date, headings, paragraphs), parted by blank lines,
and in each block one line for each sentence.
"""

import re
from dataclasses import replace

from source.document import Document, Heading, Paragraph
from source.errors import SourceError


def align(document: Document, translation: str) -> Document:
    """Return the document with its translation.

    Raises `SourceError` where the two differ in blocks, or a block in sentences, naming the first place.
    """
    plain = re.sub(r"\r\n?", "\n", translation).strip()
    blocks = [block.splitlines() for block in re.split(r"\n(?:[ \t　]*\n)+", plain)]
    fields = len(document.front.sentences) if document.front else 0
    expected = fields + len(document.headings) + len(document.paragraphs)
    if len(blocks) != expected:
        raise SourceError(
            f"The translation has {len(blocks)} blocks, the document {document.id!r} has {expected} "
            "(title, byline, date, headings and paragraphs); each needs its own, parted by a blank line.",
            "translation",
        )
    front = document.front and _translated(document.front, [line for block in blocks[:fields] for line in block])
    parts: list[Heading | Paragraph] = [*document.headings, *document.paragraphs]
    rest = dict(zip(sorted(part.start for part in parts), blocks[fields:], strict=True))
    return replace(
        document,
        front=front,
        headings=tuple(_translated_heading(heading, rest[heading.start]) for heading in document.headings),
        paragraphs=tuple(_translated(paragraph, rest[paragraph.start]) for paragraph in document.paragraphs),
    )


def _translated(paragraph: Paragraph, lines: list[str]) -> Paragraph:
    if len(lines) != len(paragraph.sentences):
        raise SourceError(
            f"Paragraph {paragraph.number} has {len(paragraph.sentences)} sentences and its translation {len(lines)} "
            f"lines; each sentence needs one line. It begins: {paragraph.text[:40]!r}",
            "translation",
        )
    pairs = zip(paragraph.sentences, lines, strict=True)
    return replace(paragraph, sentences=tuple(replace(sentence, translation=line.strip()) for sentence, line in pairs))


def _translated_heading(heading: Heading, lines: list[str]) -> Heading:
    if len(lines) != 1:
        raise SourceError(
            f"The heading {heading.text!r} needs one line of translation, not {len(lines)}.", "translation"
        )
    return replace(heading, translation=lines[0].strip())
