"""A PDF becomes rows: lines by their place on the page are joined into paragraphs, larger ones are headings.

Reading is PDFium's (by pypdfium2), which gives characters with their boxes, in the order in which the page draws them.
Running heads, footers and page numbers are left out.
"""

import math
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from source.document import Field
from source.errors import SourceError
from source.plaintext import ITEM, MARKER, PAGE_NUMBER, blocks_of, columns, glue
from source.properties import sensible_author, sensible_title
from source.rows import Row, clean, found_front, lay_out
from source.structure import TERMINATED, Block

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_PAGES = 300
"""Pages of a PDF."""
LONGEST_PAGE = 200_000
"""Characters of a page; a newspaper's has 30,000."""
FEWEST = 10
"""Letters a page, on the whole, below which a PDF is taken for pictures of pages."""
LARGER = 1.12
"""Size of a heading, as a multiple of the body's."""
LONGEST_HEADING = 120
"""Columns of a heading."""
MARGIN = 2
"""Lines at the top and at the bottom of a page among which running heads and page numbers are looked for."""
NO_PASSWORD = 4
"""PDFium's error for a document that wants a password."""

PDFIUM = threading.Lock()
"""PDFium is not made for several threads: one document is read at a time."""

Progress = Callable[[int, int], None]
"""Called with the pages that are read, and those in all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points from its lower left.

    Where a hyphen parts it, it is two lines on the page: `baseline` is the first one's, `end` and `length` are the last
    one's. `size` is its letters'.
    """

    text: str
    left: float
    length: float
    baseline: float
    end: float
    size: float


def render_pdf(data: bytes, name: str, progress: Progress) -> tuple[str, list[Block]]:
    """Return the canonical text of a PDF and its blocks.

    Raises `SourceError` for one that is damaged, wants a password, has too many pages, or holds no text.
    """
    if b"%PDF-" not in data[:1024]:
        raise SourceError(f"{name} is not a PDF, though its name ends in .pdf.", "kind")
    with PDFIUM:
        pages, said = _read(data, name, progress)
    letters = sum(char.isalnum() for page in pages for line in page for char in line.text)
    if letters < FEWEST * len(pages):
        raise SourceError(
            f"{name} holds no text: it is a scan, pictures of pages. Run text recognition (OCR) over it first.",
            "no_text",
        )
    paragraphs = _paragraphs([page for page in without_running(pages) if page])
    body = _body_size(paragraphs)
    rows = [row for row in _rows(paragraphs, body) if row[1]]
    known: dict[Field, str] = {
        "title": sensible_title(said.get("Title", ""), name),
        "author": sensible_author(said.get("Author", "")),
    }
    if not any(level for level, _ in rows):
        # All letters are of one size: what heads what is told as in a plain text.
        text = "\n\n".join(text for _, text in rows)
        return text, blocks_of(text)
    return lay_out(*found_front({field: value for field, value in known.items() if value}, rows))


def _read(data: bytes, name: str, progress: Progress) -> tuple[list[list[Line]], dict[str, str]]:
    """Return the lines of every page, and what the file says of itself."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document: PdfDocument = PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == NO_PASSWORD:
            raise SourceError(f"{name} is locked with a password: save it without one.", "encrypted") from None
        raise SourceError(f"{name} is damaged and cannot be read as a PDF.", "broken") from None
    try:
        total = len(document)
        if total > MOST_PAGES:
            raise SourceError(f"{name} has {total} pages, more than {MOST_PAGES}: divide it.", "too_many_pages")
        pages = []
        for number in range(total):
            pages.append(_page(document, number, name))
            progress(number + 1, total)
        return pages, document.get_metadata_dict()
    except PdfiumError:
        raise SourceError(f"{name} is damaged and cannot be read as a PDF.", "broken") from None
    finally:
        document.close()


def _page(document: "PdfDocument", number: int, name: str) -> list[Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        if text.count_chars() > LONGEST_PAGE:
            raise SourceError(f"Page {number + 1} of {name} holds too much text to be one.", "too_long")
        return list(_lines(text))
    finally:
        text.close()
        page.close()


def _lines(page: "PdfTextPage") -> Iterator[Line]:
    """Yield the lines of a page. PDFium runs a line that ends in a hyphen on into the next, with U+0002 between."""
    start, count = 0, page.count_chars()
    for piece in re.split(r"(\r\n|\r|\n)", page.get_text_range(errors="replace")):
        places = [start + place for place, char in enumerate(piece) if not char.isspace() and char != "\x02"]
        places = [place for place in places if place < count]
        offset, start = start, start + len(piece)
        text = clean(re.sub(r"[\x02\ufffe](?=[^\W\d_])(?=.?[a-z])", "", piece).replace("\x02", "-"))
        if places and text:
            first, last = page.get_charbox(places[0]), page.get_charbox(places[-1])
            hyphen = offset + piece.rfind("\x02")
            begun = page.get_charbox(next(place for place in places if place > hyphen)) if "\x02" in piece else first
            sizes = Counter(round(_size(page, place), 1) for place in places[:: max(1, len(places) // 5)])
            size = sizes.most_common(1)[0][0]
            indent = piece[: len(piece) - len(piece.lstrip())].count("　")
            heights = _baseline(page, places[0]), _baseline(page, places[-1])
            yield Line(text, first[0] + indent * size, last[2] - begun[0], *heights, size)


def _baseline(page: "PdfTextPage", place: int) -> float:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(page.raw, place, byref(x), byref(y))
    return y.value


def _size(page: "PdfTextPage", place: int) -> float:
    """Return the size of a letter as it is drawn, in points: its font's, scaled by the page."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page.raw, place, matrix)
    return float(raw.FPDFText_GetFontSize(page.raw, place)) * math.hypot(matrix.c, matrix.d)


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and what stands at the top or bottom of many pages, but for its figures the same."""
    edges = [_edges(page) for page in pages]
    seen = Counter(
        shape for page, places in zip(pages, edges, strict=True) for shape in {_shape(page[place]) for place in places}
    )
    often = max(3, len(pages) // 3)
    return [
        [
            line
            for place, line in enumerate(page)
            if place not in places or not (seen[_shape(line)] >= often or PAGE_NUMBER.match(line.text))
        ]
        for page, places in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> set[int]:
    """Return the places of the lines that stand apart at the top or bottom of a page, in whatever order it is drawn."""
    ordered = sorted(range(len(page)), key=lambda place: -page[place].baseline)
    drops = [page[one].baseline - page[two].baseline for one, two in pairwise(ordered)]
    apart = 1.3 * _pitch(page)
    top = max((place + 1 for place in range(min(MARGIN, len(drops))) if drops[place] > apart), default=0)
    low = max((place + 1 for place in range(min(MARGIN, len(drops))) if drops[-1 - place] > apart), default=0)
    return {*ordered[:top], *ordered[len(ordered) - low :]}


def _pitch(page: Sequence[Line]) -> float:
    """Return the usual distance of two lines, 0 where there is none."""
    drops = sorted(one.end - two.baseline for one, two in pairwise(page) if one.end - two.baseline > 1)
    return drops[len(drops) // 3] if drops else 0.0


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _paragraphs(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Join the lines of all pages into paragraphs: a page's end alone ends none."""
    paragraphs: list[list[Line]] = []
    for page in pages:
        pitch = _pitch(page)
        widths = sorted(line.length for line in page)
        width = widths[int(0.8 * (len(widths) - 1))]
        for place, line in enumerate(page):
            before = paragraphs[-1][-1] if paragraphs else None
            if before is None or _begins(line, before, pitch=pitch if place else 0.0, width=width):
                paragraphs.append([line])
            else:
                paragraphs[-1].append(line)
    return paragraphs


def _begins(line: Line, before: Line, *, pitch: float, width: float) -> bool:
    """Whether a line begins a paragraph; `pitch` is the usual distance of two lines, 0 at the top of a page."""
    drop = before.end - line.baseline
    follows = pitch > 0 and drop > 0
    if abs(line.size - before.size) > 0.08 * before.size or ITEM.match(line.text) or MARKER.match(line.text):
        return True
    if follows and drop > max(1.45 * pitch, 1.6 * line.size):
        return True
    is_short = before.length < width - 3 * before.size
    is_ended = TERMINATED.search(before.text) is not None
    if is_short and (is_ended or (follows and before.length < 0.6 * width)):
        return True
    return follows and is_ended and 0.6 * line.size < line.left - before.left < 6 * line.size


def _body_size(paragraphs: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _rows(paragraphs: Sequence[Sequence[Line]], body: float) -> Iterator[Row]:
    """Yield every paragraph with its level: short ones in larger letters are headings, the largest the first."""
    texts = [_joined(paragraph) for paragraph in paragraphs]
    sizes = [_rounded(paragraph[0].size, body) for paragraph in paragraphs]
    heads = [
        size > LARGER and columns(text) <= LONGEST_HEADING and not re.search(r"[。．]$|[a-z][.;,]$", text)
        for size, text in zip(sizes, texts, strict=True)
    ]
    levels = sorted({size for size, is_head in zip(sizes, heads, strict=True) if is_head}, reverse=True)
    for size, text, is_head in zip(sizes, texts, heads, strict=True):
        yield (levels.index(size) + 1 if is_head else 0), text


def _rounded(size: float, body: float) -> float:
    """Return a size as a multiple of the body's, so rounded that the same kind of heading has the same."""
    return round(size / body * 12) / 12


def _joined(paragraph: Sequence[Line]) -> str:
    text = paragraph[0].text
    for line in paragraph[1:]:
        if re.search(r"[^\W\d_]-$", text) and line.text[0].islower():
            text = text[:-1] + line.text
        else:
            text += glue(text, line.text) + line.text
    return text
