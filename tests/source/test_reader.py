import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from source import Document, Heading, Paragraph, Sentence, SourceError, detect, read
from source.reader import ARTICLE, LARGEST

DOCUMENTS = Path(__file__).parents[1] / "gold" / "tuned" / "documents"
PUBLISHED_SHA256 = "af6be924de51f4d456c77b2039a3a60ca05e6278805f7c6c24cf12185b895ab8"
"""The digest of the article's file as it was handed over."""


def printed(text: str) -> str:
    """What a text holds besides layout: no white space, no heading markers."""
    return re.sub(r"[\s●]", "", text)


def paragraph_text(document: Document, number: int) -> str:
    return document.paragraphs[number - 1].text


class TestArticle:
    def test_file_is_as_published(self) -> None:
        assert hashlib.sha256((ARTICLE / "article.txt").read_bytes()).hexdigest() == PUBLISHED_SHA256

    def test_facts(self, article: Document) -> None:
        assert article.id == "article"
        assert article.title == "中国とロシアの同盟は難しい しかし中ロのハイテク・パートナーシップは深化"
        assert article.author == "FSI 安全保障研究所長 渡部悦和"
        assert article.published == "2019-11-06"
        assert article.language == "ja"
        assert article.translated

    def test_front_matter_stands_in_the_text(self, article: Document) -> None:
        assert article.front is not None
        assert article.front.number == 0
        assert [
            (sentence.field, sentence.start, sentence.end, sentence.text) for sentence in article.front.sentences
        ] == [
            ("title", 2, 38, "中国とロシアの同盟は難しい しかし中ロのハイテク・パートナーシップは深化"),
            ("author", 40, 57, "FSI 安全保障研究所長 渡部悦和"),
            ("date", 59, 69, "2019/11/06"),
        ]

    def test_sections(self, article: Document) -> None:
        assert [(heading.level, heading.text) for heading in article.headings] == [
            (1, "大国間競争が中ロのパートナーシップを深化させている"),
            (1, "中ロ技術協力の背景:冷戦時代の軍事技術協力"),
            (1, "技術進歩のための戦略的パートナーシップ"),
            (2, "対話・交流"),
            (2, "科学技術パーク"),
            (2, "コンテストと競争"),
            (1, "パートナーシップの優先事項"),
            (2, "次世代通信におけるファーウェイの戦い"),
            (2, "人工知能、ビッグデータ、ロボット工学"),
            (2, "デジタル経済"),
            (1, "中ロパートナーシップの難しさ"),
            (1, "おわりに"),
        ]

    def test_paragraphs_are_numbered_from_one(self, article: Document) -> None:
        assert [paragraph.number for paragraph in article.paragraphs] == list(range(1, 49))

    @pytest.mark.parametrize(
        ("number", "section"),
        [
            (2, ()),
            (3, ("大国間競争が中ロのパートナーシップを深化させている",)),
            (15, ("技術進歩のための戦略的パートナーシップ",)),
            (16, ("技術進歩のための戦略的パートナーシップ", "対話・交流")),
            (25, ("技術進歩のための戦略的パートナーシップ", "コンテストと競争")),
            (28, ("パートナーシップの優先事項",)),
            (39, ("パートナーシップの優先事項", "デジタル経済")),
            (40, ("中ロパートナーシップの難しさ",)),
            (48, ("おわりに",)),
        ],
    )
    def test_paragraphs_know_their_section(self, article: Document, number: int, section: tuple[str, ...]) -> None:
        assert article.paragraphs[number - 1].section == section

    @pytest.mark.parametrize(
        ("number", "joined", "start", "end"),
        [
            (7, "対抗策が米国を中心として導入されている。", "しかし、今日では", "低下させようとしている。"),
            (25, "ロシア科学アカデミーは55,000人以上", "中国科学アカデミーは 67,900 人", "研究センターを含んでいる。"),
            (33, "例えば、ビッグデータの共有を拡大", "中国とロシアにとって、", "プロジェクトも開始されている。"),
            (42, "ヘッドハンティングするのではないかと懸念している。", "またロシアは、", "懸念を表明している。"),
        ],
    )
    def test_paragraphs_cut_by_a_page_break_are_whole(
        self, article: Document, number: int, joined: str, start: str, end: str
    ) -> None:
        text = paragraph_text(article, number)
        assert text.startswith(start)
        assert joined in text
        assert text.endswith(end)
        assert "\n" not in text

    def test_nothing_printed_is_lost(self, article: Document) -> None:
        raw = (ARTICLE / "article.txt").read_text(encoding="utf-8")
        assert len(printed(raw)) == 6993
        assert printed(article.text) == printed(raw)
        parts: list[Heading | Paragraph] = [*article.headings, *article.all_paragraphs()]
        parts.sort(key=lambda part: part.start)
        assert printed("".join(part.text for part in parts)) == printed(raw)

    def test_sentences(self, article: Document) -> None:
        assert len(list(article.sentences())) == 120
        assert [sentence.text for sentence in article.paragraphs[10].sentences] == [
            "その後、ロシアの対中武器輸出は回復し、中国はロシアの軍事技術にかなり依存する状態になった。",
            "中国は伝統的に、ロシアから航空エンジンを手に入ってきたし、中国が最新のS-400防空システムを取得したことで明らかだ。",
            "ロシアによるS-400の中国への提供は、中国のミサイル防衛に大きな貢献をすることであり、中ロの軍事協力の大きな象徴になった。",
            "2019年10月のプーチン大統領の発言によれば、「ロシアは中国のミサイル防衛システムの開発を支援する計画である。現時点でこの技術が完全に実用化されているのは"
            "米国とロシアだけであり、ロシアはこの技術を中国と共有することで中国の防衛能力を大幅に向上させることができるであろう」",
        ]
        sentence = article.paragraphs[29].sentences[3]
        assert (sentence.start, sentence.end) == (4407, 4452)
        assert sentence.text == "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"

    def test_digest_is_that_of_the_canonical_text(self, article: Document) -> None:
        assert article.sha256 == hashlib.sha256(article.text.encode("utf-8")).hexdigest()
        assert article.sha256 != PUBLISHED_SHA256


def slices(document: Document) -> Iterator[tuple[int, int, str]]:
    parts: list[Heading | Paragraph | Sentence] = [
        *document.headings,
        *document.all_paragraphs(),
        *document.sentences(),
    ]
    for part in parts:
        yield part.start, part.end, part.text


@pytest.mark.parametrize("path", [ARTICLE / "article.txt", *sorted(DOCUMENTS.iterdir())], ids=lambda path: path.name)
def test_every_slice_stands_at_its_offsets(path: Path) -> None:
    document = read(path)
    for start, end, text in slices(document):
        assert document.text[start:end] == text
        assert text == text.strip() != ""
    for paragraph in document.all_paragraphs():
        joined = "".join(sentence.text for sentence in paragraph.sentences)
        assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", paragraph.text)


@pytest.mark.parametrize(
    ("name", "title", "author", "published", "language", "headings", "paragraphs"),
    [
        ("harbour.md", "The Tide Gates of Port Vellane", "Marit Ostrander", "2023-09-18", "en", 8, 29),
        ("onsen.txt", "湯けむりが戻った町――朧沢温泉の再生", "早乙女 みちる", "2021-03-15", "ja", 9, 19),
        ("robots.txt", "農業ロボット協同組合「みのり機」の歩み", None, None, "ja", 15, 11),
    ],
)
def test_other_layouts(
    name: str, title: str, author: str | None, published: str | None, language: str, headings: int, paragraphs: int
) -> None:
    document = read(DOCUMENTS / name)
    assert (document.id, document.title, document.author) == (name.split(".")[0], title, author)
    assert (document.published, document.language) == (published, language)
    assert not document.translated
    assert (len(document.headings), len(document.paragraphs)) == (headings, paragraphs)


@pytest.mark.parametrize(
    ("name", "paragraph", "place", "section", "sentence"),
    [
        (
            "harbour.md",
            3,
            1,
            ("From coal dock to tidal basin",),
            "Ngozi Okafor had studied tides in the U.S. for eleven years "
            "before she moved to Carrow in 2006 to teach at the Sorrel Institute.",
        ),
        (
            "harbour.md",
            4,
            0,
            ("From coal dock to tidal basin", "A slow beginning"),
            "The harbour master of the day, Pieter Lunn, put the note in a drawer ... "
            "and there it stayed for three years.",
        ),
        ("harbour.md", 15, 0, ("What it cost",), "City bonds | 30.0 | 42%"),
        (
            "harbour.md",
            28,
            0,
            ("What still goes wrong", "Visitors"),
            "The control room is open to visitors on Saturdays from 10 a.m. to 4 p.m., and admission is free.",
        ),
        (
            "onsen.txt",
            4,
            2,
            ("湯が涸れた日",),
            "当時、番台に座っていた飯干トメさんは、「蛇口をひねっても、ため息のような音しか出なかった。」と語る。",
        ),
        ("onsen.txt", 11, 1, ("お金と人手",), "町の道は狭く、いちばん細い「猫坂」は幅が1.8メートルしかない。"),
        (
            "onsen.txt",
            15,
            5,
            ("湯守の朝と霧の祭り",),
            "「機械は今の湯しか教えてくれない。音は明日の湯を教えてくれる。」",
        ),
        (
            "robots.txt",
            1,
            2,
            ("第１章　はじめに", "１．背景"),
            "一台八百万円もする農業ロボットを一軒で買うことは難しく、買ったとしても、使うのは年に四十日ほどにすぎない。",
        ),
        (
            "robots.txt",
            4,
            1,
            ("第２章　ロボットのしくみ", "１．三つの機種"),
            "コガモは重さが四十二キログラムで、水田の中を毎秒０．４メートルの速さで進む。",
        ),
        (
            "robots.txt",
            11,
            2,
            ("第５章　おわりに",),
            "桐畑氏は、「機械が増やしてくれたのは、お金ではなく夕方の時間だった。」と述べている。",
        ),
    ],
)
def test_sentences_of_other_layouts(
    name: str, paragraph: int, place: int, section: tuple[str, ...], sentence: str
) -> None:
    found = read(DOCUMENTS / name).paragraphs[paragraph - 1]
    assert found.sentences[place].text == sentence
    assert found.section == section


BODY = "灯台は海にある。夜になると光る。"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a.markdown"])
def test_suffixes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(BODY, encoding="utf-8")
    document = read(tmp_path / name)
    assert [sentence.text for sentence in document.sentences()] == ["灯台は海にある。", "夜になると光る。"]
    assert document.title == "a"


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    (tmp_path / "my notes (2).txt").write_text(BODY, encoding="utf-8")
    assert read(str(tmp_path / "my notes (2).txt")).id == "my-notes-2"


def test_byte_order_mark_and_line_ends_leave_no_trace(tmp_path: Path) -> None:
    lines = ["灯台の話", "", "2020年1月2日", "", "灯台は海にある。夜になると光る。", "", "二つ目の段落である。", ""]
    (tmp_path / "lf.txt").write_bytes("\n".join(lines).encode())
    (tmp_path / "crlf.txt").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    (tmp_path / "cr.txt").write_bytes("\r".join(lines).encode())
    plain = read(tmp_path / "lf.txt")
    assert plain.text == "\n".join(lines)
    assert [paragraph.text for paragraph in plain.paragraphs] == [lines[4], lines[6]]
    assert read(tmp_path / "crlf.txt").text == plain.text
    assert read(tmp_path / "cr.txt").text == plain.text


LONG = "日本語の文章です。ひらがなも多く含まれています。" * 3

BAD_CONTENT = [
    ("empty.txt", b"", "is empty."),
    ("blank.md", b" \n\n\t\n", "is empty."),
    ("ideographic-space.txt", "　\n　".encode(), "holds no paragraph of text"),
    ("mark-only.txt", b"\xef\xbb\xbf", "holds no paragraph of text"),
    ("title-only.txt", "題名だけ\n".encode(), "holds no paragraph of text"),
    ("heading-only.txt", "●見出し\n".encode(), "holds no paragraph of text"),
    ("headings-only.md", b"# A\n\n## B\n\n### C\n", "holds no paragraph of text"),
    ("facts-only.md", b"---\ntitle: T\n---\n", "holds no paragraph of text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "is a binary file, not text."),
    ("null.txt", b"abc\0def", "is a binary file, not text."),
    ("control.txt", b"text \x01\x02\x03" * 20, "is a binary file, not text."),
    ("sjis.txt", LONG.encode("cp932"), "is in CP932, not in UTF-8: convert it with `iconv -f CP932 -t UTF-8`."),
    ("euc.txt", LONG.encode("euc_jp"), "is in EUC_JP, not in UTF-8: convert it with `iconv -f EUC_JP -t UTF-8`."),
    ("jis.txt", LONG.encode("iso2022_jp"), "is in ISO-2022-JP, not in UTF-8"),
    ("utf16.txt", LONG.encode("utf-16"), "is in UTF-16, not in UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`."),
    ("utf16be.txt", b"\xfe\xff" + LONG.encode("utf-16-be"), "is in UTF-16, not in UTF-8"),
    (
        "latin1.txt",
        b"caf" + "é and more text".encode("latin-1"),
        "is not in UTF-8 (byte 3 does not fit): save it as UTF-8.",
    ),
    (
        "page.rtf",
        b"<p>text</p>",
        "cannot be read: its name should end in .txt, .md, .markdown, .html, .htm, .pdf, .docx.",
    ),
    ("no_suffix", b"text", "cannot be read: its name should end in"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_CONTENT, ids=[name for name, _, _ in BAD_CONTENT])
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name} {message}")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["missing.txt", "missing.md", "missing.pdf"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name)
    assert str(caught.value) == f"There is no file {tmp_path / name}."


@pytest.mark.parametrize("name", ["folder", "folder.txt"])
def test_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name} is a folder; name the files in it."


def test_a_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    with pytest.raises(SourceError, match=r"b\.txt cannot be read: Not a directory\.$"):
        read(tmp_path / "a.txt" / "b.txt")


def test_file_too_large(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(SourceError, match=r"large\.txt is larger than 50 MB; split it into several files\.$"):
        read(tmp_path / "large.txt")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("中国は、ロシアの STEM 分野の研究を求めている。", "ja"),
        ("The novel 吾輩は猫である by Soseki is told by a cat that has no name.", "en"),
        ("ファーウェイの R&D centre", "ja"),
        ("", "en"),
        ("2019", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect(text) == language
