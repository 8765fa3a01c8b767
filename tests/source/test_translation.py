from pathlib import Path

import pytest

from source import Document, SourceError, read
from source.reader import ARTICLE
from source.translation import align

ORIGINAL = "灯台の話\n\n2020年1月2日\n\n●光\n\n灯台は海にある。夜に光る。\n\n二つ目の段落である。\n"
BLOCKS = [
    "The lighthouse",
    "2 January 2020",
    "The light",
    "The lighthouse is at sea.\nIt shines at night.",
    "The second paragraph.",
]


@pytest.fixture
def original(tmp_path: Path) -> Path:
    (tmp_path / "original.txt").write_text(ORIGINAL, encoding="utf-8")
    return tmp_path / "original.txt"


def translated(original: Path, translation: str) -> Document:
    path = original.parent / "translation.txt"
    path.write_bytes(translation.encode())
    return read(original, translation=path)


def test_the_article_has_one_line_for_each_sentence(article: Document) -> None:
    lines = (ARTICLE / "article.en.txt").read_text(encoding="utf-8").strip()
    blocks = [block.split("\n") for block in lines.split("\n\n")]
    assert article.front is not None
    assert [[sentence.translation] for sentence in article.front.sentences] == blocks[:3]
    found = {heading.start: [heading.translation] for heading in article.headings}
    found |= {
        paragraph.start: [sentence.translation for sentence in paragraph.sentences] for paragraph in article.paragraphs
    }
    assert [renderings for _, renderings in sorted(found.items())] == blocks[3:]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("コンテストと競争", "Contests and competition"),
        ("次世代通信におけるファーウェイの戦い", "Huawei's battle over next-generation communications"),
        ("おわりに", "Conclusion"),
    ],
)
def test_headings_of_the_article(article: Document, text: str, translation: str) -> None:
    assert [heading.translation for heading in article.headings if heading.text == text] == [translation]


@pytest.mark.parametrize(
    ("paragraph", "place", "start", "translation"),
    [
        (
            12,
            1,
            "例えば、中国は現在ロシアの無人航空機",
            "For example, China is now developing unmanned aerial vehicles (UAVs) that are far superior to Russia's.",
        ),
        (9, 3, "この決意が中ロ協力への", "This resolve has become a further motivation for Sino-Russian cooperation."),
    ],
)
def test_sentences_of_the_article(article: Document, paragraph: int, place: int, start: str, translation: str) -> None:
    sentence = article.paragraphs[paragraph - 1].sentences[place]
    assert sentence.text.startswith(start)
    assert sentence.translation == translation


def test_numbers_agree_in_both_languages(article: Document) -> None:
    for number in ("67,900", "55,000", "400", "150"):
        sentences = [sentence for sentence in article.sentences() if number in sentence.text and sentence.translation]
        assert sentences
        assert all(number in (sentence.translation or "") for sentence in sentences)


def test_alignment(original: Path) -> None:
    document = translated(original, "\n\n".join(BLOCKS) + "\n")
    assert document.translated
    assert [(sentence.text, sentence.translation) for sentence in document.sentences()] == [
        ("灯台の話", "The lighthouse"),
        ("2020年1月2日", "2 January 2020"),
        ("灯台は海にある。", "The lighthouse is at sea."),
        ("夜に光る。", "It shines at night."),
        ("二つ目の段落である。", "The second paragraph."),
    ]
    assert [heading.translation for heading in document.headings] == ["The light"]


def test_alignment_changes_nothing_else(original: Path) -> None:
    plain, document = read(original), translated(original, "\n\n".join(BLOCKS))
    assert not plain.translated
    assert (document.text, document.sha256, document.title) == (plain.text, plain.sha256, plain.title)
    assert [sentence.start for sentence in document.sentences()] == [sentence.start for sentence in plain.sentences()]


@pytest.mark.parametrize(
    "gap",
    ["\n\n", "\r\n\r\n", "\n\n\n", "\n \n", "\n\n\n\n"],
    ids=["LF", "CRLF", "two blank lines", "a space", "three"],
)
def test_blocks_are_parted_by_blank_lines_of_any_kind(original: Path, gap: str) -> None:
    end = "\r\n" if "\r" in gap else "\n"
    document = translated(original, gap.join(block.replace("\n", end) for block in BLOCKS) + end)
    assert [sentence.translation for sentence in document.paragraphs[0].sentences] == [
        "The lighthouse is at sea.",
        "It shines at night.",
    ]


def changed(place: int, block: str) -> str:
    return "\n\n".join([*BLOCKS[:place], block, *BLOCKS[place + 1 :]])


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        (
            changed(3, "The lighthouse is at sea and shines at night."),
            "Paragraph 1 has 2 sentences and its translation 1 lines; each sentence needs one line. "
            "It begins: '灯台は海にある。夜に光る。'",
        ),
        (
            changed(4, "The second\nparagraph."),
            "Paragraph 2 has 1 sentences and its translation 2 lines; each sentence needs one line.",
        ),
        (changed(2, "The\nlight"), "The heading '光' needs one line of translation, not 2."),
        (changed(0, "The\nlighthouse"), "Paragraph 0 has 2 sentences and its translation 3 lines;"),
        ("\n\n".join(BLOCKS[:-1]), "The translation has 4 blocks, the document 'original' has 5 "),
        ("\n\n".join([*BLOCKS, "More."]), "The translation has 6 blocks, the document 'original' has 5 "),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(original: Path, translation: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        translated(original, translation)
    assert str(caught.value).startswith(message)


def test_a_missing_translation_is_named(original: Path) -> None:
    with pytest.raises(SourceError, match=r"^There is no file .*missing\.txt\.$"):
        read(original, translation=original.parent / "missing.txt")


def test_the_article_refuses_a_line_too_few(article: Document) -> None:
    lines = (ARTICLE / "article.en.txt").read_text(encoding="utf-8")
    short = lines.replace("\nThis resolve has become a further motivation for Sino-Russian cooperation.\n", "\n")
    with pytest.raises(SourceError, match=r"^Paragraph 9 has 4 sentences and its translation 3 lines;"):
        align(article, short)
