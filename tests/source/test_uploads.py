"""Word documents and web pages read from bytes give what their Markdown gives."""

import io

import docx
import pytest

from source import SourceError, read_bytes

FIRST = "猫は三匹いる。名前はまだ無い。"
SECOND = "犬は二匹いる。"
MARKDOWN = f"# 動物の話\n\n## 猫\n\n{FIRST}\n\n## 犬\n\n{SECOND}\n"
PAGE = (
    "<html><head><meta charset='{charset}'><title>動物</title><script>var x = 1;</script></head><body>"
    "<nav><a href='/'>トップ</a></nav><main><h1>動物の話</h1><h2>猫</h2><p>{first}</p>"
    "<p style='display:none'>秘密。</p><h2>犬</h2><p>{second}</p></main></body></html>"
)


def word() -> bytes:
    document = docx.Document()
    document.add_heading("動物の話", 0)
    document.add_heading("猫", 1)
    document.add_paragraph(FIRST)
    document.add_heading("犬", 1)
    document.add_paragraph(SECOND)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def page(charset: str) -> bytes:
    return PAGE.format(charset=charset, first=FIRST, second=SECOND).encode(charset)


@pytest.mark.parametrize(
    ("data", "name"),
    [(word(), "a.docx"), *((page(charset), "a.html") for charset in ("utf-8", "shift_jis", "euc-jp"))],
)
def test_same_as_markdown(data: bytes, name: str) -> None:
    expected = read_bytes(MARKDOWN.encode(), "a.md")
    found = read_bytes(data, name)
    assert found.text == expected.text == f"動物の話\n\n猫\n\n{FIRST}\n\n犬\n\n{SECOND}"
    assert found.title == "動物の話"
    assert (found.headings, found.paragraphs) == (expected.headings, expected.paragraphs)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b" ", "a.html", "empty"),
        (b"<html>", "a.docx", "kind"),
        (b"%PDF", "a.exe", "kind"),
        (word()[:2000], "a.docx", "broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "a.docx", "encrypted"),
        (b"<body><script>draw()</script></body>", "a.html", "no_text"),
        (b"<div>" * 100_000 + b"x", "a.html", "too_deep"),
    ],
)
def test_reasons(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name)
    assert caught.value.reason == reason
    assert str(caught.value).startswith(name)
