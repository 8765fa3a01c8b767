"""Bytes become text, or a sentence that says why they are not a text in UTF-8."""

import re
from functools import partial

from source.errors import Reason, SourceError

HEAD = 4096
"""Bytes at the beginning in which a page names its encoding, as browsers look for it (they stop at 1024)."""
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w\-:.]+)""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["'](?P<name>[\w\-:.]+)""", re.IGNORECASE)
CODECS = {
    # What pages call these is, in practice, their larger relative (WHATWG Encoding Standard).
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis ms_kanji windows-31j csshiftjis ms932 cp932".split(), "cp932"),
    **dict.fromkeys("euc-jp x-euc-jp eucjp cseucpkdfmtjapanese".split(), "euc_jp"),
    **dict.fromkeys("iso-8859-1 latin1 latin-1 us-ascii ascii windows-1252 cp1252".split(), "cp1252"),
    **dict.fromkeys("iso-2022-jp csiso2022jp".split(), "iso2022_jp_ext"),
    **dict.fromkeys("gb2312 gbk gb18030 x-gbk".split(), "gb18030"),
    **dict.fromkeys("big5 big5-hkscs".split(), "big5hkscs"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 ksc5601".split(), "cp949"),
    **dict.fromkeys("utf-8 utf8 utf-16 utf-16le utf-16be".split(), "utf-8"),  # a meta tag read as ASCII is no UTF-16
}
ESCAPED = re.compile(rb"\x1b\$[@B]")
"""The way into Japanese characters in ISO-2022-JP."""
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
GUESSES = ("utf-8", "iso2022_jp_ext", "euc_jp", "cp932")


def decode_text(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8. Raises `SourceError` for another encoding, a binary file and an empty one."""
    if ESCAPED.search(data):
        raise SourceError(
            f"{name} is in ISO-2022-JP, not in UTF-8: convert it with `iconv -f ISO-2022-JP -t UTF-8`.", "encoding"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(*_wrong_encoding(name, data, error)) from None
    if "\0" in text or sum(not char.isprintable() and not char.isspace() for char in text[:4096]) > 40:
        raise SourceError(f"{name} is a binary file, not text.", "binary")
    return text


def decode_page(data: bytes, name: str) -> str:
    """Return the text of a web page: by its byte order mark, as UTF-8, by the encoding it names, or what fits first.

    What fits UTF-8 is UTF-8, whatever the page says: no other encoding fits it by chance. A few bytes that do not fit
    become U+FFFD, as in a browser. Raises `SourceError` where they are many.
    """
    for mark, codec in MARKS.items():
        if data.startswith(mark):
            return data.decode(codec, errors="replace")
    for zeros, codec in ((data[1:HEAD:2], "utf-16-le"), (data[0:HEAD:2], "utf-16-be")):
        if zeros.count(0) > len(zeros) // 4:  # every second byte of a tag is zero
            return data.decode(codec, errors="replace")
    named = XML_ENCODING.search(data[:HEAD]) or CHARSET.search(data[:HEAD])
    codec = CODECS.get(named["name"].decode("ascii").lower(), "") if named else ""
    # The bytes of ISO-2022-JP fit UTF-8 too, and are told by their escapes.
    first = "iso2022_jp_ext" if ESCAPED.search(data) else "utf-8"
    for guess in (first, codec, *GUESSES) if codec else (first, *GUESSES):
        try:
            return data.decode(guess)
        except UnicodeDecodeError:
            continue
    text = data.decode(codec or "utf-8", errors="replace")
    if text.count("\ufffd") > len(text) // 100:
        raise SourceError(f"{name} is in an encoding that it does not name: save it as UTF-8.", "encoding")
    return text


def _wrong_encoding(name: str, data: bytes, error: UnicodeDecodeError) -> tuple[str, Reason]:
    """Tell a text in another encoding from a binary file, and name the likely encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"{name} is in UTF-16, not in UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`.", "encoding"
    control = sum(byte < 9 or 13 < byte < 27 for byte in data[:4096])
    if control > len(data[:4096]) // 100:
        return f"{name} is a binary file, not text.", "binary"
    for codec, decode in ((name, partial(data.decode, name)) for name in ("euc_jp", "cp932")):
        try:
            text = decode()
        except UnicodeDecodeError:
            continue
        if len(re.findall(r"[ぁ-ヿ]", text)) > len(text) // 20:
            upper = codec.upper()
            return f"{name} is in {upper}, not in UTF-8: convert it with `iconv -f {upper} -t UTF-8`.", "encoding"
    return f"{name} is not in UTF-8 (byte {error.start} does not fit): save it as UTF-8.", "encoding"
