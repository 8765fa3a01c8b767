"""A file is read into a document."""

import re
from functools import partial
from pathlib import Path

from source.document import Document
from source.errors import SourceError
from source.markdown import render
from source.plaintext import blocks_of, mend
from source.structure import build_document
from source.translation import align

ARTICLE = Path(__file__).parent / "article"
SUFFIXES = (".txt", ".md", ".markdown")
LARGEST = 50_000_000
"""Bytes; a book of a thousand pages has two million."""


def read(path: str | Path, *, translation: str | Path | None = None) -> Document:
    """Read a plain text or Markdown file in UTF-8, with its sentence-by-sentence translation if one is given.

    Raises `SourceError` with a sentence for the user when a file is missing, of another kind, empty, binary, too
    large or in another encoding, and when the translation does not fit the document.
    """
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES and path.is_file():
        raise SourceError(f"{path} is not a text or Markdown file: its name should end in {', '.join(SUFFIXES)}.")
    raw = _decode(path)
    if path.suffix.lower() == ".txt":
        text = mend(raw)
        blocks = blocks_of(text)
    else:
        text, blocks = render(raw)
    document = build_document(_identifier(path), text, blocks)
    if not document.paragraphs:
        raise SourceError(f"{path} holds no paragraph of text, so there is nothing to ask about.")
    return document if translation is None else align(document, _decode(Path(translation)))


def article() -> Document:
    """Read the default article that the project carries, with its English translation."""
    return read(ARTICLE / "article.txt", translation=ARTICLE / "article.en.txt")


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{path} is larger than {LARGEST // 1_000_000} MB; split it into several files.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise SourceError(f"{path} is a folder; name the files in it.") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from None
    if not data.strip():
        raise SourceError(f"{path} is empty.")
    if re.search(rb"\x1b\$[@B]", data):
        raise SourceError(f"{path} is in ISO-2022-JP, not in UTF-8: convert it with `iconv -f ISO-2022-JP -t UTF-8`.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(_wrong_encoding(path, data, error)) from None
    if "\0" in text or sum(not char.isprintable() and not char.isspace() for char in text[:4096]) > 40:
        raise SourceError(f"{path} is a binary file, not text.")
    return text


def _wrong_encoding(path: Path, data: bytes, error: UnicodeDecodeError) -> str:
    """Tell a text in another encoding from a binary file, and name the likely encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"{path} is in UTF-16, not in UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`."
    control = sum(byte < 9 or 13 < byte < 27 for byte in data[:4096])
    if control <= len(data[:4096]) // 100:
        for codec, decode in ((name, partial(data.decode, name)) for name in ("euc_jp", "cp932")):
            try:
                text = decode()
            except UnicodeDecodeError:
                continue
            if len(re.findall(r"[ぁ-ヿ]", text)) > len(text) // 20:
                return (
                    f"{path} is in {codec.upper()}, not in UTF-8: convert it with `iconv -f {codec.upper()} -t UTF-8`."
                )
        return f"{path} is not in UTF-8 (byte {error.start} does not fit): save it as UTF-8."
    return f"{path} is a binary file, not text."


def _identifier(path: Path) -> str:
    return re.sub(r"[^\w\-]+", "-", path.stem).strip("-") or "document"
