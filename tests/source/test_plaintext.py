import random
import re
from pathlib import Path

import pytest

from source import Document, Heading, Paragraph, read
from source.plaintext import blocks_of, mend
from source.structure import build_document


def document_of(raw: str) -> Document:
    text = mend(raw)
    return build_document("test", text, blocks_of(text))


def sentences(document: Document) -> list[list[str]]:
    return [[sentence.text for sentence in paragraph.sentences] for paragraph in document.paragraphs]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in document.headings]


ENGLISH_WRAPPED = """The Lighthouse Keeper's Year
By Anna Holm
March 3, 2020

Introduction

The lighthouse on Gull Rock was built in 1871 by the harbour
board, and it has been kept by the same family ever since. The
first keeper, Jonas Berg, came from the U.S. with two sons and
a goat.

Most of the records were lost in the fire of 1902, and what is
left was copied by hand from the notebooks of the last keeper
but one.

The lamp

It burned 1.5 litres of oil a night. In winter the figure rose
to 2 litres, because the nights were longer and the wick was
trimmed less often.
"""

JAPANESE_WRAPPED = """灯台守の一年
著者：安野はる
令和2年3月3日

　かもめ岩の灯台は、一八七一年に港湾局によって建てられ、それ以来ずっと同じ
一家が守ってきた。最初の灯台守は、二人の息子と一匹のヤギを連れてアメリカか
ら来た。
　記録の大半は一九〇二年の火事で失われ、残っているものは、一代前の灯台守の
手帳から書き写されたものである。

ランプ

　ランプは一晩に１．５リットルの油を燃やした。冬には夜が長く、芯の手入れも
減るため、その量は二リットルに増えた。
"""


def test_hard_wrapped_english() -> None:
    document = document_of(ENGLISH_WRAPPED)
    assert (document.title, document.author, document.published) == (
        "The Lighthouse Keeper's Year",
        "Anna Holm",
        "2020-03-03",
    )
    assert headings(document) == [(1, "Introduction"), (1, "The lamp")]
    assert sentences(document) == [
        [
            "The lighthouse on Gull Rock was built in 1871 by the harbour board, "
            "and it has been kept by the same family ever since.",
            "The first keeper, Jonas Berg, came from the U.S. with two sons and a goat.",
        ],
        [
            "Most of the records were lost in the fire of 1902, and what is left was copied by hand "
            "from the notebooks of the last keeper but one."
        ],
        [
            "It burned 1.5 litres of oil a night.",
            "In winter the figure rose to 2 litres, because the nights were longer "
            "and the wick was trimmed less often.",
        ],
    ]


def test_hard_wrapped_japanese() -> None:
    document = document_of(JAPANESE_WRAPPED)
    assert (document.title, document.author, document.published) == ("灯台守の一年", "安野はる", "2020-03-03")
    assert headings(document) == [(1, "ランプ")]
    assert sentences(document) == [
        [
            "かもめ岩の灯台は、一八七一年に港湾局によって建てられ、それ以来ずっと同じ一家が守ってきた。",
            "最初の灯台守は、二人の息子と一匹のヤギを連れてアメリカから来た。",
        ],
        ["記録の大半は一九〇二年の火事で失われ、残っているものは、一代前の灯台守の手帳から書き写されたものである。"],
        [
            "ランプは一晩に１．５リットルの油を燃やした。",
            "冬には夜が長く、芯の手入れも減るため、その量は二リットルに増えた。",
        ],
    ]


@pytest.mark.parametrize("raw", [ENGLISH_WRAPPED, JAPANESE_WRAPPED])
def test_line_ends_do_not_matter(raw: str, tmp_path: Path) -> None:
    assert mend(raw.replace("\n", "\r\n")) == mend(raw) == mend(raw.replace("\n", "\r"))
    (tmp_path / "test.txt").write_bytes(b"\xef\xbb\xbf" + raw.replace("\n", "\r\n").encode())
    assert read(tmp_path / "test.txt") == document_of(raw)


CUT = "この試みは、町の人びとがみなで話し合いを重ねた結果、ようやく始まったもので"
REST = "あり、いまも続いている。次の文である。"


@pytest.mark.parametrize(
    "between",
    ["\n\n", "\n\n\n\n", "\n\n3\n\n", "\n\n- 3 -\n\n", "\n– 12 –\n", "\f", "\n\f12\n", "\r\n\r\n3\r\n\r\n"],
    ids=["blank line", "blank lines", "number", "hyphens", "dashes", "form feed", "form feed, number", "CRLF"],
)
def test_a_paragraph_cut_by_a_page_break_is_made_whole(between: str) -> None:
    document = document_of(f"題名\n\n2020/1/2\n\n{CUT}{between}{REST}\n\nまとめ\n\n終わる。\n")
    assert headings(document) == [(1, "まとめ")]
    assert sentences(document) == [[CUT + "あり、いまも続いている。", "次の文である。"], ["終わる。"]]


@pytest.mark.parametrize("between", ["\n\n", "\n\n12\n\n", "\f"])
def test_an_english_paragraph_cut_by_a_page_break_is_made_whole(between: str) -> None:
    document = document_of(
        "A title\n\nJanuary 2, 2020\n\n"
        "The first paragraph was cut by the end of the page, and it goes on for a while before"
        f"{between}reaching its end here. Another sentence.\n\nThe second paragraph.\n"
    )
    assert headings(document) == []
    assert sentences(document) == [
        [
            "The first paragraph was cut by the end of the page, "
            "and it goes on for a while before reaching its end here.",
            "Another sentence.",
        ],
        ["The second paragraph."],
    ]


def test_whole_paragraphs_are_not_joined() -> None:
    document = document_of(
        "題名\n\n2020/1/2\n\n一つ目の段落は、ここで終わる。\n\n彼は、こう言った。「灯台は海にある」\n\n三つ目の段落である。\n"
    )
    assert sentences(document) == [
        ["一つ目の段落は、ここで終わる。"],
        ["彼は、こう言った。", "「灯台は海にある」"],
        ["三つ目の段落である。"],
    ]


def test_a_heading_is_not_taken_for_a_cut_paragraph() -> None:
    document = document_of(
        "題名\n\n2020/1/2\n\n背景、現状、課題\n\n一つ目の段落である。\n\nおわりに\n\n最後の段落である。\n"
    )
    assert headings(document) == [(1, "背景、現状、課題"), (1, "おわりに")]
    assert [paragraph.section for paragraph in document.paragraphs] == [("背景、現状、課題",), ("おわりに",)]


def test_marked_headings_are_a_level_of_their_own() -> None:
    document = document_of(
        "題名\n\n2020/1/2\n\n序\n\n本文一。\n\n●甲\n\n本文二。\n\n● 乙\n\n本文三。\n\n結び\n\n本文四。\n"
    )
    assert headings(document) == [(1, "序"), (2, "甲"), (2, "乙"), (1, "結び")]
    assert [paragraph.section for paragraph in document.paragraphs] == [("序",), ("序", "甲"), ("序", "乙"), ("結び",)]


def test_bracketed_headings() -> None:
    document = document_of("題名\n\n2020/1/2\n\n【概要】\n\n本文一。\n\n【結論】\n\n本文二。\n")
    assert headings(document) == [(1, "【概要】"), (1, "【結論】")]


def test_numbered_headings_japanese() -> None:
    document = document_of(
        "題名\n\n第１章　はじめに\n\n１．背景\n\n本文一。\n\n２．目的\n\n本文二。\n\n第２章　方法\n\n本文三。\n"
    )
    assert headings(document) == [(1, "第１章　はじめに"), (2, "１．背景"), (2, "２．目的"), (1, "第２章　方法")]
    assert [paragraph.section for paragraph in document.paragraphs] == [
        ("第１章　はじめに", "１．背景"),
        ("第１章　はじめに", "２．目的"),
        ("第２章　方法",),
    ]


def test_numbered_headings_english() -> None:
    document = document_of(
        "A report\n\n1. Introduction\n\nThe first text is short. It ends.\n\n"
        "1.1 Scope\n\nThe second text is short. It ends.\n\n"
        "2. Results\n\nThe third text is short. It ends.\n"
    )
    assert headings(document) == [(1, "1. Introduction"), (2, "1.1 Scope"), (1, "2. Results")]


def test_list_items_are_paragraphs() -> None:
    document = document_of(
        "買い物の手引き\n\n必要なものは次の三つである。\n\n・りんご\n・みかん\n・ぶどう\n\n以上を買って帰る。\n"
    )
    assert document.title == "買い物の手引き"
    assert headings(document) == []
    assert sentences(document) == [
        ["必要なものは次の三つである。"],
        ["・りんご"],
        ["・みかん"],
        ["・ぶどう"],
        ["以上を買って帰る。"],
    ]


def test_numbered_list_items_are_no_headings() -> None:
    document = document_of("手順\n\n次の順に行う。\n\n1. 湯をわかす\n2. 茶葉を入れる\n3. 三分待つ\n\nこれで終わる。\n")
    assert headings(document) == []
    assert sentences(document) == [
        ["次の順に行う。"],
        ["1. 湯をわかす"],
        ["2. 茶葉を入れる"],
        ["3. 三分待つ"],
        ["これで終わる。"],
    ]


def test_english_list() -> None:
    document = document_of(
        "Shopping guide\n\nBuy the following things today:\n\n- apples\n- oranges\n- grapes\n\nThen go home. Rest.\n"
    )
    assert headings(document) == []
    assert sentences(document) == [
        ["Buy the following things today:"],
        ["- apples"],
        ["- oranges"],
        ["- grapes"],
        ["Then go home.", "Rest."],
    ]


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        (
            "これは題名のない文章である。すぐに本文が始まる。\n\n二つ目の段落。\n",
            ["これは題名のない文章である。", "すぐに本文が始まる。"],
        ),
        (
            "This text has no title. It begins at once.\n\nThe second one.\n",
            ["This text has no title.", "It begins at once."],
        ),
    ],
)
def test_no_title(raw: str, first: list[str]) -> None:
    document = document_of(raw)
    assert document.front is None
    assert (document.title, document.author, document.published) == ("test", None, None)
    assert sentences(document)[0] == first
    assert document.paragraphs[0].start == 0


def test_the_last_line_is_no_heading() -> None:
    document = document_of("題名\n\n2020/1/2\n\n本文である。\n\n終わりのことば\n")
    assert headings(document) == []
    assert sentences(document) == [["本文である。"], ["終わりのことば"]]


VOCABULARY = r"""灯台 は 海 に ある 夜 光る 、 。 ！ 「油」 『灯。』 （注） The lamp burned 1.5 litres. U.S. and Mr.
    Berg, yes? 67,900 １．５ 𠮷 é
    """
WORDS = VOCABULARY.split()
ENDS = ["\n", "\n\n", "\n\n\n", "\r\n", "\f", "\n　", "  \n", "\n\t"]


@pytest.mark.parametrize("seed", range(20))
def test_only_white_space_is_lost(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(20):
        lines = []
        for _ in range(generator.randrange(1, 20)):
            separator = generator.choice(["", " "])
            # A line of figures alone would be a page number, the one thing besides white space that may go.
            lines.append(
                separator.join(generator.choices(WORDS, k=generator.randrange(1, 30))) + "灯" + generator.choice(ENDS)
            )
        raw = "".join(lines)
        text = mend(raw)
        assert re.sub(r"\s", "", text) == re.sub(r"\s", "", raw)
        document = build_document("random", text, blocks_of(text))
        parts: list[Heading | Paragraph] = [*document.headings, *document.all_paragraphs()]
        parts.sort(key=lambda part: part.start)
        assert all(document.text[part.start : part.end] == part.text for part in parts)
        assert re.sub(r"\s", "", "".join(part.text for part in parts)) == re.sub(r"\s", "", raw)
