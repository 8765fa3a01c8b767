"""A zip archive is unpacked within limits, however its own figures lie."""

import io
import zipfile
import zlib

from source.errors import SourceError

LARGEST_UNPACKED = 100_000_000
"""Bytes of all parts together; a long Word document without its pictures has ten million."""
MOST_PARTS = 5_000
MOST_TIMES = 500
"""Times that a part above a million bytes may grow; text written by a word processor grows ten to fifty times."""
CHUNK = 65_536
"""Bytes unpacked at a time."""
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def unpack(data: bytes, name: str, *, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """Return the parts of a zip archive whose names end in `suffixes`, by name.

    Raises `SourceError` for a damaged archive, an encrypted one, and one that would unpack to more than the limits,
    before anything of it is unpacked where it says so itself, else on the way.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            told = sum(part.file_size for part in parts)
            if told > LARGEST_UNPACKED or len(parts) > MOST_PARTS or any(_swells(part) for part in parts):
                raise _bomb(name)
            if any(part.flag_bits & 1 for part in parts):
                raise SourceError(f"{name} is encrypted: save it without a password.", "encrypted")
            unpacked: dict[str, bytes] = {}
            room = LARGEST_UNPACKED
            for part in parts:
                if part.filename.endswith(suffixes):
                    unpacked[part.filename] = _read(archive, part, room, name)
                    room -= len(unpacked[part.filename])
            return unpacked
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{name} is damaged or cut off; save it again.", "broken") from None


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """Return an archive of these parts, uncompressed, to hand to a library that reads archives without limits."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, name: str) -> bytes:
    pieces = bytearray()
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            pieces += piece
            if len(pieces) > room:
                raise _bomb(name)
    return bytes(pieces)


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > MOST_TIMES * max(part.compress_size, 1)


def _bomb(name: str) -> SourceError:
    return SourceError(
        f"{name} would unpack to far more than a document holds "
        f"(the limit is {LARGEST_UNPACKED // 1_000_000} MB); it is not opened.",
        "bomb",
    )
