"""What a reader is given, and what it says."""

from pathlib import Path

import pytest

from assistant.reader import Reading, Text
from source import Document, Language, blocks, read, split

ORIGINAL = "灯台の話\n\n2020年1月2日\n\n●光\n\n灯台は海にある。夜に光る。\n\n二つ目の段落である。\n"
TRANSLATION = """The lighthouse

2 January 2020

The light

The lighthouse is at sea.
It shines at night.

The second paragraph.
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    for name, text in (("original", ORIGINAL), ("translation", TRANSLATION)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return read(tmp_path / "original.txt", translation=tmp_path / "translation.txt")


@pytest.mark.parametrize(
    ("language", "headings", "sentences", "translated"),
    [
        ("ja", "灯台の話 › 光", ("灯台は海にある。", "夜に光る。", "二つ目の段落である。"), False),
        (
            "en",
            "The lighthouse › The light",
            ("The lighthouse is at sea.", "It shines at night.", "The second paragraph."),
            True,
        ),
    ],
)
def test_a_passage_is_given_in_the_language_of_the_question(
    document: Document, language: Language, headings: str, sentences: tuple[str, ...], translated: bool
) -> None:
    (_, block, *_) = blocks(split(document))
    assert Text.of(document, block, language) == Text(headings, sentences, translated)


def test_the_front_matter_stands_under_the_title(document: Document) -> None:
    front = blocks(split(document))[0]
    assert Text.of(document, front, "en").headings == "The lighthouse"
    assert Text.of(document, front, "en").sentences == ("The lighthouse", "2 January 2020")
    assert Text.of(document, front, "ja").headings == "灯台の話"


def test_without_a_translation_a_passage_is_given_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "original.txt").write_text(ORIGINAL, encoding="utf-8")
    document = read(tmp_path / "original.txt")
    block = blocks(split(document))[1]
    sentences = ("灯台は海にある。", "夜に光る。", "二つ目の段落である。")
    assert Text.of(document, block, "en") == Text("灯台の話 › 光", sentences)


def test_the_best_of_a_reading_is_its_likeliest_sentence(document: Document) -> None:
    text = Text("", ("灯台は海にある。", "夜に光る。"))
    assert Reading(text, (0.25, 0.75), ((0, 2), None), nothing=0.2).best == 0.75
    assert Reading(text, (), (), nothing=1.0).best == 0.0
