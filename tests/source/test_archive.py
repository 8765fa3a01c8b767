"""Archives that lie, swell or are broken are refused by what they hold, not by what they say of themselves."""

import io
import struct
import zipfile

import pytest

from source import SourceError, archive
from source.archive import MOST_PARTS, pack, unpack


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a compressed archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980: the time of day would give each test process its own test names
            made.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def patched(data: bytes, offset: int, value: int, form: str) -> bytes:
    """Return an archive with another figure in the first entry of its directory."""
    content = bytearray(data)
    struct.pack_into(form, content, content.index(b"PK\x01\x02") + offset, value)
    return bytes(content)


BOMB = "a.docx would unpack to far more than a document holds (the limit is 100 MB); it is not opened."
BROKEN = "a.docx is damaged or cut off; save it again."
WHOLE = zipped({"a.xml": b"<a/>" * 100})


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (zipped({"a.xml": b"0" * 3_000_000}), "bomb", BOMB),
        (zipped({f"{number}.bin": b"" for number in range(MOST_PARTS + 1)}), "bomb", BOMB),
        (patched(WHOLE, 24, 200_000_000, "<I"), "bomb", BOMB),
        (patched(WHOLE, 24, 4, "<I"), "broken", BROKEN),
        (patched(WHOLE, 8, 1, "<H"), "encrypted", "a.docx is encrypted: save it without a password."),
        (patched(WHOLE, 10, 99, "<H"), "broken", BROKEN),
        (patched(WHOLE, 16, 7, "<I"), "broken", BROKEN),
        (patched(WHOLE, 42, 9_999, "<I"), "broken", BROKEN),
        (WHOLE[: len(WHOLE) // 2], "broken", BROKEN),
        (WHOLE[:-1], "broken", BROKEN),
        (b"PK\x03\x04", "broken", BROKEN),
        (b"PK\x05\x06" + b"\0" * 17, "broken", BROKEN),
    ],
)
def test_refused(data: bytes, reason: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        unpack(data, "a.docx", suffixes=(".xml",))
    assert (caught.value.reason, str(caught.value)) == (reason, message)


def test_parts_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.xml": bytes(range(256)) * 3, "b.xml": bytes(range(256)) * 3})
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1536)
    assert [len(part) for part in unpack(data, "a.docx", suffixes=(".xml",)).values()] == [768, 768]
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1535)
    with pytest.raises(SourceError) as caught:
        unpack(data, "a.docx", suffixes=(".xml",))
    assert caught.value.reason == "bomb"


def test_only_named_parts_are_unpacked() -> None:
    data = zipped({"a.xml": b"<a/>", "picture.png": b"\x89PNG", "b.rels": b"<b/>"})
    assert unpack(data, "a.docx", suffixes=(".xml", ".rels")) == {"a.xml": b"<a/>", "b.rels": b"<b/>"}


def test_packed_parts_unpack_to_the_same() -> None:
    parts = {"word/a.xml": "灯台".encode(), "b.xml": b""}
    assert unpack(pack(parts).getvalue(), "a.docx", suffixes=(".xml",)) == parts
