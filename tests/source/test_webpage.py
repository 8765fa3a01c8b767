"""What of a web page comes out as text, by value."""

import pytest

from source import SourceError, read_bytes
from source.document import Document
from source.webpage import MOST_NESTED

FIRST = "灯台は港にある。"
FILLER = "<p>The lighthouse stands at the end of the harbour wall.</p>"


def page(body: str, head: str = "") -> Document:
    """Read a page with this body and head."""
    return read_bytes(f"<!doctype html><head>{head}</head><body>{body}</body>".encode(), "a.html")


def paragraphs(body: str) -> list[str]:
    """Read the texts of the paragraphs of a page with this body."""
    return [paragraph.text for paragraph in page(body).paragraphs]


class TestFacts:
    def test_head(self) -> None:
        document = page(
            f"<p>{FIRST}</p>",
            "<meta property='og:title' content='港の話'><title>別の題</title><meta name=author content='山田太郎'>"
            "<meta property='article:published_time' content='2024-05-12T18:30:00+09:00'>",
        )
        assert (document.title, document.author, document.published) == ("港の話", "山田太郎", "2024-05-12")
        assert document.text == f"港の話\n\n山田太郎\n\n2024-05-12\n\n{FIRST}"

    def test_time_element(self) -> None:
        document = page(f"<h1>港の話</h1><time datetime='2024-05-12'>日曜</time><p>{FIRST}</p>")
        assert (document.title, document.published) == ("港の話", "2024-05-12")

    def test_what_the_page_shows_goes_before_its_head(self) -> None:
        document = page(f"<h1>港の話</h1><p>2024年5月13日</p><p>{FIRST}</p>", "<title>港の話 - 新聞</title>")
        assert (document.title, document.published) == ("港の話", "2024-05-13")

    def test_an_address_is_no_author(self) -> None:
        head = "<title>港の話</title><meta property='article:author' content='https://example.org/yamada'>"
        assert page(f"<p>{FIRST}</p>", head).author is None


class TestStructure:
    def test_headings(self) -> None:
        document = page("<h1>題</h1><h2>甲</h2><p>一。</p><h4>乙</h4><p>二。</p><h2>丙</h2><p>三。</p>")
        assert [(heading.level, heading.text) for heading in document.headings] == [(1, "甲"), (2, "乙"), (1, "丙")]
        assert [paragraph.section for paragraph in document.paragraphs] == [("甲",), ("甲", "乙"), ("丙",)]

    def test_lists(self) -> None:
        body = (
            "<p>集合。</p><ul><li>りんご<ul><li>赤</li><li>青</li></ul></li><li>なし</li></ul><dl><dt>語<dd>意味</dl>"
        )
        assert paragraphs(body) == ["集合。", "りんご", "赤", "青", "なし", "語", "意味"]

    def test_a_row_of_a_table_is_a_paragraph(self) -> None:
        table = "<table><caption>表</caption><tr><th>品<th>値<tr><td><p>いす</p><td>400<br>円<tr><td>机<td>9</table>"
        assert paragraphs(f"<p>次の通り。</p>{table}") == ["次の通り。", "表", "品 | 値", "いす | 400 円", "机 | 9"]

    def test_breaks_entities_and_spaces(self) -> None:
        body = "<p>一行目<br>二行目。</p><p>one<br>two&nbsp;&amp;\n three &#x2603; &lt;b&gt;.</p>"
        assert paragraphs(body) == ["一行目二行目。", "one two & three ☃ <b>."]

    def test_source_lines_are_joined(self) -> None:
        assert paragraphs("<p>灯台は\n  港に\n  ある。</p><p>One\n  two.</p>") == ["灯台は港にある。", "One two."]

    def test_preformatted_lines_stay(self) -> None:
        assert paragraphs("<p>So it is.</p><pre>one  two\n\n  three</pre>") == ["So it is.", "one two\nthree"]


@pytest.mark.parametrize(
    "unseen",
    [
        "<nav>秘密</nav>",
        "<header>秘密</header>",
        "<footer>秘密</footer>",
        "<aside>秘密</aside>",
        "<script>秘密</script>",
        "<style>秘密</style>",
        "<template>秘密</template>",
        "<noscript>秘密</noscript>",
        "<svg><text>秘密</text></svg>",
        "<p hidden>秘密</p>",
        "<p style='color:red; DISPLAY : none'>秘密</p>",
        "<p style='visibility:hidden'>秘密</p>",
        "<p aria-hidden=true>秘密</p>",
        "<div role=navigation>秘密</div>",
        "<dialog>秘密</dialog>",
        "<button>秘密</button>",
        "<!-- 秘密 -->",
        "<ul><li><a href=1>秘密</a><li><a href=2>秘密</a><li><a href=3>秘密</a></ul>",
    ],
)
def test_left_out(unseen: str) -> None:
    assert page(f"{unseen}<p>一。</p>{unseen}<p>二。</p>{unseen}").text == "一。\n\n二。"


def test_the_reading_above_a_character_is_left_out() -> None:
    assert paragraphs("<p><ruby>煉瓦<rp>（</rp><rt>れんが</rt><rp>）</rp></ruby>造り。</p>") == ["煉瓦造り。"]


def test_the_article_among_other_blocks() -> None:
    body = f"<p>Other.</p><article><h1>Title</h1>{FILLER * 3}</article><article>Short.</article><p>More.</p>"
    document = page(body)
    assert document.title == "Title"
    assert {paragraph.text for paragraph in document.paragraphs} == {FILLER[3:-4]}


def test_several_articles_of_equal_weight_are_all_read() -> None:
    assert paragraphs("<article><p>甲です。</p></article><article><p>乙です。</p></article>") == [
        "甲です。",
        "乙です。",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"<meta charset=iso-2022-jp><p>{FIRST}".encode("iso-2022-jp"), FIRST),
        (f"<p>{FIRST}".encode("iso-2022-jp"), FIRST),
        (f"<meta charset=utf-16><p>{FIRST}".encode("utf-16"), FIRST),
        (f"<p>{FIRST}".encode("utf-16-le"), FIRST),
        (f"<p>{FIRST}".encode("utf-16-be"), FIRST),
        (f"<meta charset=shift_jis><p>{FIRST}".encode(), FIRST),
        (b"\xfe\xff" + f"<p>{FIRST}".encode("utf-16-be"), FIRST),
        (f"<meta charset=Shift_JIS><p>①{FIRST}".encode("cp932"), f"①{FIRST}"),
        (f"<p>{FIRST}".encode("cp932"), FIRST),
        (f"<meta http-equiv=Content-Type content='text/html; charset=EUC-JP'><p>{FIRST}".encode("euc-jp"), FIRST),
        (f"<?xml version='1.0' encoding='euc-jp'?><p>{FIRST}".encode("euc-jp"), FIRST),
        (b"\xef\xbb\xbf" + f"<meta charset=shift_jis><p>{FIRST}".encode(), FIRST),
        (f"<meta charset=us-ascii><p>{FIRST}".encode(), FIRST),
        (f"<meta charset=euc-jp><p>{FIRST}".encode(), FIRST),
        (f"<meta charset=utf-8><p>{FIRST}".encode("cp932"), FIRST),
        ("<meta charset=iso-8859-1><p>A “café”.".encode("cp1252"), "A “café”."),
        (f"<p>{FIRST}".encode() * 99 + b"\xff", FIRST),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert read_bytes(data, "a.html").paragraphs[0].text == expected


class TestHostile:
    def test_markup_as_text_is_text(self) -> None:
        assert paragraphs("<p>So &lt;script&gt;alert(1)&lt;/script&gt; it says.") == [
            "So <script>alert(1)</script> it says."
        ]

    def test_marks_that_turn_text_around_are_left_out(self) -> None:
        assert paragraphs("<p>pay \u202e001\u202c yen\u2066 now.\u2069") == ["pay 001 yen now."]

    def test_control_characters_are_left_out(self) -> None:
        assert paragraphs("<p>a\0b\x07c&#7;d&#0;e\x1ff.") == ["abcd\ufffdef."]

    def test_a_separator_of_cells_in_the_text_makes_no_cells(self) -> None:
        assert paragraphs("<p>one\x1ftwo.</p>") == ["onetwo."]


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (
            b"<body><div id=root></div><script>draw()</script>",
            "no_text",
            "a.html holds no text: the page is drawn by a script, or empty. Save what the browser shows as text.",
        ),
        (
            b"<div>" * (MOST_NESTED + 1) + b"x",
            "too_deep",
            "a.html is nested too deep or has too many elements to be a page of text (the limits are 1000 and 500000).",
        ),
        (
            b"<p>" + b"word. " * 400_000,
            "too_long",
            "a.html holds more than 2,000,000 characters; split it into several files.",
        ),
        (
            b"<p>" + bytes(range(0x80, 0x100)) * 5,
            "encoding",
            "a.html is in an encoding that it does not name: save it as UTF-8.",
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.html")
    assert (caught.value.reason, str(caught.value)) == (reason, message)


def test_a_page_at_the_limit_of_nesting_is_read() -> None:
    assert paragraphs("<div>" * (MOST_NESTED - 2) + FIRST) == [FIRST]


def test_elements_that_end_by_themselves_are_not_nested() -> None:
    assert len(paragraphs("<p>Words.<br>" * 3 * MOST_NESTED)) == 3 * MOST_NESTED
