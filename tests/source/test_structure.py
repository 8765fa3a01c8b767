import pytest

from source.plaintext import blocks_of, mend
from source.structure import Front, build_document, find_front, parse_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2019/11/06", "2019-11-06"),
        ("2019-1-6", "2019-01-06"),
        ("2019.11.6", "2019-11-06"),
        ("2019年11月6日", "2019-11-06"),
        ("２０１９年１１月６日", "2019-11-06"),
        ("2019 年 11 月 6 日", "2019-11-06"),
        ("2019年11月6日(水)", "2019-11-06"),
        ("2019年11月6日（水曜日）", "2019-11-06"),
        ("公開日：2020年1月2日", "2020-01-02"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("March 3, 2020", "2020-03-03"),
        ("Sept. 5, 2021", "2021-09-05"),
        ("May 1st, 2021", "2021-05-01"),
        ("3 March 2020", "2020-03-03"),
        ("Published: March 3, 2020", "2020-03-03"),
        ("Updated May 5, 2021", "2021-05-05"),
        ("29 February 2020", "2020-02-29"),
        # What else such a line says about the day is no name.
        ("Wednesday, 6 November 2019", "2019-11-06"),
        ("Wed, Nov 6, 2019", "2019-11-06"),
        ("2019/11/06 10:30", "2019-11-06"),
        ("2019年11月6日 10時30分", "2019-11-06"),
        ("2019年11月6日公開", "2019-11-06"),
        ("2019年11月6日 更新", "2019-11-06"),
    ],
)
def test_a_line_with_a_date(line: str, date: str) -> None:
    assert parse_date(line) == (date, "")


@pytest.mark.parametrize(
    ("line", "date", "author"),
    [
        ("2020年1月2日 山田花子", "2020-01-02", "山田花子"),
        ("2020年1月2日 日野太郎", "2020-01-02", "日野太郎"),
        ("2020年1月2日（木） 月岡花子", "2020-01-02", "月岡花子"),
        ("山田花子　2020年1月2日", "2020-01-02", "山田花子"),
        ("文＝山田花子　2020年1月2日", "2020-01-02", "山田花子"),
        ("2020年1月2日 著者：山田花子", "2020-01-02", "山田花子"),
        ("By Anna Holm, March 3, 2020", "2020-03-03", "Anna Holm"),
        ("March 3, 2020 | Anna Holm", "2020-03-03", "Anna Holm"),
    ],
)
def test_a_line_with_date_and_name(line: str, date: str, author: str) -> None:
    assert parse_date(line) == (date, author)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "灯台の話",
        "2019",
        "2019年",
        "2020年13月1日",
        "2020-02-30",
        "29 February 2019",
        "会議は2019年11月6日に開かれた。",
        "The meeting took place on March 3, 2020 in Geneva.",
        "図 12/34",
        "令和100年1月1日",
    ],
)
def test_a_line_without_a_date(line: str) -> None:
    assert parse_date(line) is None


def front_of(raw: str) -> Front:
    text = mend(raw)
    return find_front(text, blocks_of(text))


BODY = "灯台は海にある。夜に光る。\n\n二つ目の段落である。\n"


@pytest.mark.parametrize(
    ("top", "author", "published", "fields"),
    [
        ("灯台の話\n\n山田花子\n\n2020年1月2日\n\n", "山田花子", "2020-01-02", ["title", "author", "date"]),
        ("灯台の話\n山田花子\n2020年1月2日\n\n", "山田花子", "2020-01-02", ["title", "author", "date"]),
        ("灯台の話\n2020年1月2日\n山田花子\n\n", "山田花子", "2020-01-02", ["title", "date", "author"]),
        ("灯台の話\n\n2020年1月2日\n\n著者：山田花子\n\n", "山田花子", "2020-01-02", ["title", "date", "author"]),
        ("灯台の話\n\nBy Anna Holm\n\n", "Anna Holm", None, ["title", "author"]),
        ("灯台の話\n\n筆者／山田花子\n\n", "山田花子", None, ["title", "author"]),
        ("灯台の話\n\n2020年1月2日\n\n", None, "2020-01-02", ["title", "date"]),
        ("灯台の話\n\n2020年1月2日 山田花子\n\n", "山田花子", "2020-01-02", ["title", "date"]),
        ("灯台の話\n\n", None, None, ["title"]),
        ("灯台の話\n\nはじめに\n\n", None, None, ["title"]),
        ("灯台の話\n\n2020年1月2日\n\nはじめに\n\n", None, "2020-01-02", ["title", "date"]),
    ],
)
def test_front_matter(top: str, author: str | None, published: str | None, fields: list[str]) -> None:
    front = front_of(top + BODY)
    assert (front.author, front.published) == (author, published)
    assert [field for field, _ in front.fields()] == fields


@pytest.mark.parametrize(
    "raw", ["灯台は海にある。夜に光る。\n\n次の段落。\n", "2020年1月2日\n\n灯台は海にある。\n", "", "\n\n"]
)
def test_no_front_matter(raw: str) -> None:
    assert front_of(raw) == Front()


def test_a_bare_line_under_the_title_is_the_first_heading() -> None:
    text = mend("灯台の話\n\nはじめに\n\n" + BODY)
    document = build_document("test", text, blocks_of(text))
    assert document.author is None
    assert [(heading.level, heading.text) for heading in document.headings] == [(1, "はじめに")]
    assert [paragraph.section for paragraph in document.paragraphs] == [("はじめに",), ("はじめに",)]


def test_a_document_holds_its_slices_to_their_offsets() -> None:
    text = mend("灯台の話\n\n" + BODY)
    document = build_document("test", text, blocks_of(text))
    with pytest.raises(ValueError, match="'灯台の話' does not stand at 0–4 of document 'test'"):
        type(document)(**{**{name: getattr(document, name) for name in document.__slots__}, "text": " " + text})
