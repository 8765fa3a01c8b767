"""A file, or the bytes of one, is read into a document."""

import re
from pathlib import Path, PurePath

from source.document import Document
from source.encoding import decode_text
from source.errors import SourceError
from source.markdown import render
from source.pdf import Progress, render_pdf
from source.plaintext import blocks_of, mend
from source.structure import Block, build_document
from source.translation import align
from source.webpage import render_page
from source.word import render_word

ARTICLE = Path(__file__).parent / "article"
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx")
LARGEST = 50_000_000
"""Bytes; a book of a thousand pages has two million."""
LONGEST = 2_000_000
"""Characters of the canonical text of a web page, a PDF or a Word document."""


def read(path: str | Path, *, translation: str | Path | None = None) -> Document:
    """Read a text, Markdown, HTML, PDF or Word file, with its sentence-by-sentence translation if one is given.

    Raises `SourceError` with a sentence for the user when a file is missing or cannot be read as `read_bytes` tells,
    and when the translation does not fit the document.
    """
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES and path.is_file():
        raise _wrong_kind(str(path))
    document = read_bytes(_bytes(path), str(path))
    return document if translation is None else align(document, _translation(Path(translation)))


def read_bytes(data: bytes, name: str, *, progress: Progress = lambda done, total: None) -> Document:
    """Read the bytes of a file, for an upload; of its `name`, suffix and stem matter.

    `progress` is called with the pages of a PDF that are read, and those in all. Raises `SourceError` with a sentence
    that names the file, and a `reason`, when it is of another kind, empty, binary, too large or too long, damaged,
    encrypted, without text, or in an encoding that cannot be told.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise _wrong_kind(name)
    _check_size(data, name)
    text, blocks = _rendered(data, name, suffix, progress)
    document = build_document(_identifier(name), text, blocks)
    if not document.paragraphs:
        raise SourceError(f"{name} holds no paragraph of text, so there is nothing to ask about.", "no_text")
    return document


def article() -> Document:
    """Read the default article that the project carries, with its English translation."""
    return read(ARTICLE / "article.txt", translation=ARTICLE / "article.en.txt")


def _rendered(data: bytes, name: str, suffix: str, progress: Progress) -> tuple[str, list[Block]]:
    if suffix == ".txt":
        text = mend(decode_text(data, name))
        return text, blocks_of(text)
    if suffix in (".md", ".markdown"):
        return render(decode_text(data, name))
    if suffix == ".pdf":
        text, blocks = render_pdf(data, name, progress)
    else:
        text, blocks = render_word(data, name) if suffix == ".docx" else render_page(data, name)
    if len(text) > LONGEST:
        raise SourceError(f"{name} holds more than {LONGEST:,} characters; split it into several files.", "too_long")
    return text, blocks


def _translation(path: Path) -> str:
    data = _bytes(path)
    _check_size(data, str(path))
    return decode_text(data, str(path))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}.", "missing") from None
    except IsADirectoryError:
        raise SourceError(f"{path} is a folder; name the files in it.", "missing") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.", "unreadable") from None


def _check_size(data: bytes, name: str) -> None:
    if len(data) > LARGEST:
        raise _too_large(name)
    if not data.strip():
        raise SourceError(f"{name} is empty.", "empty")


def _too_large(name: str) -> SourceError:
    return SourceError(f"{name} is larger than {LARGEST // 1_000_000} MB; split it into several files.", "too_large")


def _wrong_kind(name: str) -> SourceError:
    return SourceError(f"{name} cannot be read: its name should end in {', '.join(SUFFIXES)}.", "kind")


def _identifier(name: str) -> str:
    return re.sub(r"[^\w\-]+", "-", PurePath(name).stem).strip("-") or "document"
