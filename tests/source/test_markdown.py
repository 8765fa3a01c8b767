import random
import re
from pathlib import Path

import pytest

from source import Document, read
from source.markdown import render
from source.structure import build_document


def document_of(raw: str) -> Document:
    return build_document("test", *render(raw))


def sentences(document: Document) -> list[list[str]]:
    return [[sentence.text for sentence in paragraph.sentences] for paragraph in document.paragraphs]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in document.headings]


FACTS = """---
title: "港の話"
author: [山田花子, 佐藤次郎]
date: 2022-02-03
---

# 港の話

本文である。
"""


def test_front_matter_gives_the_facts() -> None:
    document = document_of(FACTS)
    assert (document.title, document.author, document.published) == ("港の話", "山田花子, 佐藤次郎", "2022-02-03")
    assert document.front is not None
    assert [(sentence.field, sentence.text) for sentence in document.front.sentences] == [
        ("title", "港の話"),
        ("author", "山田花子, 佐藤次郎"),
        ("date", "2022-02-03"),
    ]
    assert headings(document) == []
    assert sentences(document) == [["本文である。"]]


def test_the_canonical_text_is_the_rendered_one() -> None:
    text, blocks = render("# T\n\nSome **bold** and *slanted* [text](https://a.example).\n\n## S\n\nBody.\n")
    assert text == "T\n\nSome bold and slanted text.\n\nS\n\nBody."
    assert [(text[block.start : block.end], block.level) for block in blocks] == [
        ("T", 0),
        ("Some bold and slanted text.", 0),
        ("S", 1),
        ("Body.", 0),
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A **bold**, *slanted* and ***both*** word.", "A bold, slanted and both word."),
        ("A [link](https://a.example 'title') and <https://b.example/c>.", "A link and https://b.example/c."),
        ("A [reference][r].\n\n[r]: https://a.example", "A reference."),
        ("Run `tenkyo ask *x*` now.", "Run tenkyo ask *x* now."),
        ("An ![old map](map.png) image.", "An old map image."),
        ("Salt &amp; pepper, 3 \\* 4, snake_case_word.", "Salt & pepper, 3 * 4, snake_case_word."),
        ("These words\nwere wrapped\nby hand.", "These words were wrapped by hand."),
        ("A hard break  \nis white space.", "A hard break is white space."),
        ("Some <b>inline</b> markup.", "Some inline markup."),
        ("これは**強調**と[リンク](https://a.example)で\nある。", "これは強調とリンクである。"),
        ("日本語の文が\n　行を改める。", "日本語の文が行を改める。"),
        ("日本語と English\nの混ざった文。", "日本語と English の混ざった文。"),
        ("> 引用された文。", "引用された文。"),
    ],
)
def test_inline(markdown: str, text: str) -> None:
    assert render(f"First.\n\n{markdown}\n")[0] == f"First.\n\n{text}"


def test_markup_in_html_blocks_goes_and_the_words_stay() -> None:
    assert sentences(document_of("First.\n\n<div>\nSome text here.\n</div>\n\n<!-- a remark -->\n\nLast.\n")) == [
        ["First."],
        ["Some text here."],
        ["Last."],
    ]


def test_headings_and_sections() -> None:
    document = document_of("# T\n\nIntro.\n\n## A\n\nText a.\n\n#### A1\n\nText a1.\n\n## B\n\nText b.\n")
    assert document.title == "T"
    assert headings(document) == [(1, "A"), (2, "A1"), (1, "B")]
    assert [paragraph.section for paragraph in document.paragraphs] == [(), ("A",), ("A", "A1"), ("B",)]


def test_underlined_headings() -> None:
    document = document_of("Title\n=====\n\nSub\n---\n\nBody one. Body two.\n")
    assert (document.title, headings(document)) == ("Title", [(1, "Sub")])
    assert sentences(document) == [["Body one.", "Body two."]]


def test_several_first_level_headings_are_sections() -> None:
    document = document_of("Intro one. Intro two.\n\n# A\n\nText a.\n\n# B\n\nText b.\n")
    assert document.title == "test"
    assert document.front is None
    assert headings(document) == [(1, "A"), (1, "B")]


def test_byline_and_date_under_the_title() -> None:
    document = document_of("# T\n\n*By Anna Holm*\n\nMarch 3, 2020\n\nBody text. It ends.\n")
    assert (document.title, document.author, document.published) == ("T", "Anna Holm", "2020-03-03")
    assert sentences(document) == [["Body text.", "It ends."]]


def test_list_items_and_table_rows_are_paragraphs() -> None:
    document = document_of(
        "# T\n\nIntro text.\n\n- One. Two.\n- Three\n  - Nested\n\n"
        "1. First\n2. Second\n\n| 名 | 数 |\n|---|---:|\n| **鯨** | 3 |\n| 鮫 | |\n\nEnd.\n"
    )
    assert sentences(document) == [
        ["Intro text."],
        ["One.", "Two."],
        ["Three"],
        ["Nested"],
        ["First"],
        ["Second"],
        ["名 | 数"],
        ["鯨 | 3"],
        ["鮫 |"],
        ["End."],
    ]


def test_code_is_kept_as_it_is() -> None:
    document = document_of("# T\n\nIntro text.\n\n```python\nx = 1\n*y* = 2\n```\n\nEnd.\n")
    assert [paragraph.text for paragraph in document.paragraphs] == ["Intro text.", "x = 1\n*y* = 2", "End."]


def test_broken_front_matter_is_no_reason_to_fail() -> None:
    document = document_of("---\ntitle: [\n---\n\n# T\n\nBody.\n")
    assert (document.title, sentences(document)) == ("T", [["Body."]])


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    document = document_of("---\n\nBody one. Body two.\n\n---\n\nEnd.\n")
    assert sentences(document) == [["Body one.", "Body two."], ["End."]]


def test_line_ends_do_not_matter(tmp_path: Path) -> None:
    raw = FACTS + "\n## 節\n\n日本語の\n文である。\n"
    assert render(raw.replace("\n", "\r\n")) == render(raw)
    (tmp_path / "test.md").write_bytes(b"\xef\xbb\xbf" + raw.replace("\n", "\r\n").encode())
    assert read(tmp_path / "test.md") == document_of(raw)


VOCABULARY = r"""# ## ###### - 1. > ``` ` * ** _ [ ] ( ) ![ | --- === <b> <!-- --> & \ 日本 灯台。 word. The
    U.S. 1.5 : ~
    """
PIECES = [
    *VOCABULARY.split(),
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "　",
]


@pytest.mark.parametrize("seed", range(20))
def test_every_block_stands_at_its_offsets(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(20):
        text, blocks = render("".join(generator.choices(PIECES, k=generator.randrange(1, 80))))
        assert "\n\n".join(text[block.start : block.end] for block in blocks) == text
        document = build_document("random", text, blocks)
        for paragraph in document.all_paragraphs():
            joined = "".join(sentence.text for sentence in paragraph.sentences)
            assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", paragraph.text)
