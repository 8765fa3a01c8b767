"""A text that quotes are held against: a document as it stands, or its translation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.folding import CJK, NUMERAL, Folded, fold
from index.terms import morphemes
from source import OTHER, Document, Heading, Language, Sentence

LETTER = rf"(?:(?![{CJK}])[^\W_])"
WORD = re.compile(
    rf"[-+±]?[{NUMERAL}]+(?:(?:[.,:/・~-]|(?<=[万億兆]) )[0-9]+[{NUMERAL}]*)*{LETTER}*[%‰°]?"
    rf"|{LETTER}+(?:[-'\".&@/]{LETTER}+)*"
)
"""What may not be cut: a number with its sign, point and unit; a word with its hyphens and apostrophes."""
HYPHENS = "-‐‑－−"
"""Dashes that make one word of two; the longer ones part sentences."""
LONG_DASHES = "—―─━"
APOSTROPHES = "'’ʼ＇"
CLOSERS = "\"')]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or heading where it stands in a reading, and the place in the document that it stands for."""

    start: int
    end: int
    source_start: int
    source_end: int


class Reading:
    """A text in folded form, with its words and sentences. What is costly is made when it is first asked for."""

    def __init__(self, document: Document, text: str, pieces: tuple[Piece, ...], *, translated: bool) -> None:
        """Take a text made of pieces of a document, in order."""
        self.document = document
        self.text = text
        self.pieces = pieces
        self.translated = translated
        self._ends = [piece.end for piece in pieces]
        self._starts = [piece.start for piece in pieces]
        self._morphemes: dict[int, frozenset[int]] = {}

    @classmethod
    def original(cls, document: Document) -> "Reading":
        """Return the document's own text."""
        pieces = tuple(Piece(part.start, part.end, part.start, part.end) for part in _parts(document))
        return cls(document, document.text, pieces, translated=False)

    @classmethod
    def translation(cls, document: Document) -> "Reading":
        """Return the renderings of all sentences and headings, a blank line between paragraphs."""
        texts: list[str] = []
        pieces: list[Piece] = []
        length, last = 0, 0
        for part in _parts(document):
            if part.translation is None:
                continue
            between = "\n\n" if "\n\n" in document.text[last : part.start] else " "
            between = between if pieces else ""
            start = length + len(between)
            texts += [between, part.translation]
            length, last = start + len(part.translation), part.end
            pieces.append(Piece(start, length, part.start, part.end))
        return cls(document, "".join(texts), tuple(pieces), translated=True)

    @property
    def language(self) -> Language:
        """The language of the text."""
        return OTHER[self.document.language] if self.translated else self.document.language

    @cached_property
    def folded(self) -> Folded:
        """The text in the form that quotes are compared in."""
        return fold(self.text)

    @cached_property
    def inside(self) -> frozenset[int]:
        """The places in the folded text that lie inside a number or a Latin word."""
        return inside_words(self.folded)

    def is_border(self, place: int) -> bool:
        """Whether no word and no number is cut at a place in the folded text."""
        folded = self.folded
        if not 0 < place < len(folded.text):
            return True
        if place in self.inside or folded.starts[place] == folded.starts[place - 1]:
            return False
        before, after = folded.text[place - 1], folded.text[place]
        if not (before.isalnum() and after.isalnum()) or place in folded.gaps:
            return True
        if before.isascii() != after.isascii() and not re.fullmatch(f"[{NUMERAL}]{{2}}", before + after):
            return True
        return folded.starts[place] in self._words_at(folded.starts[place])

    def is_end(self, place: int) -> bool:
        """Whether a sentence, heading or paragraph ends at a place in the folded text, but for closing marks."""
        text = self.folded.text
        if place == len(text):
            return True
        while place < len(text) and text[place] in CLOSERS:
            place += 1
        raw = self.folded.ends[place - 1]
        return raw in self._ends[bisect_left(self._ends, raw) :][:1] or place in self.folded.breaks

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the document of a raw span: its own, or that of the sentences which it renders."""
        if not self.translated:
            return start, end
        touched = self.pieces[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        return touched[0].source_start, touched[-1].source_end

    def _words_at(self, raw: int) -> frozenset[int]:
        """Return where words begin in the sentence that holds a raw place."""
        number = min(bisect_right(self._ends, raw), len(self.pieces) - 1)
        if number not in self._morphemes:
            piece = self.pieces[number]
            starts = (piece.start + found.begin() for found in morphemes(self.text[piece.start : piece.end]))
            self._morphemes[number] = frozenset(starts)
        return self._morphemes[number]


def inside_words(folded: Folded) -> frozenset[int]:
    """Return the places in a folded text that lie inside a number or a Latin word."""
    return frozenset(place for start, end in words_of(folded) for place in range(start + 1, end))


def words_of(folded: Folded) -> Iterator[tuple[int, int]]:
    """Return the numbers and Latin words of a folded text."""
    for match in WORD.finditer(folded.text):
        start, end = match.span()
        for place in range(start, end):
            if (place in folded.gaps and not _in_number(folded.text, place)) or _parts_words(folded, place, end):
                yield start, place
                start = place + (not folded.text[place].isalnum())
        yield start, end


def _in_number(text: str, place: int) -> bool:
    """Whether the white space at a place stands inside one number: 1 億 4600 万."""
    return re.match(f"[{NUMERAL}] ?[{NUMERAL}]", text[place - 1 : place + 2]) is not None


def _parts_words(folded: Folded, place: int, end: int) -> bool:
    """Whether a mark inside what looks like one word parts two: a long dash, a quotation mark, a possessive's."""
    char = folded.text[place]
    if char.isalnum() or char in "%‰°":
        return False
    raw = folded.raw[folded.starts[place]]
    if char == "-":
        beside_digit = folded.text[place + 1].isdigit()
        return raw in LONG_DASHES or (raw not in HYPHENS and not beside_digit)
    if char in "\"'" and (raw not in APOSTROPHES or (place + 2 == end and folded.text[place + 1] == "s")):
        return True
    return place + 1 in folded.gaps


def _parts(document: Document) -> list[Sentence | Heading]:
    parts: list[Sentence | Heading] = [*document.headings, *document.sentences()]
    return sorted(parts, key=lambda part: part.start)
