"""What a reader is given, and what it says."""

from pathlib import Path

import pytest

from assistant.reader import Reading, Text
from source import Document, Language, read, split

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
        ("ja", "灯台の話 › 光", ("灯台は海にある。", "夜に光る。"), False),
        ("en", "The lighthouse › The light", ("The lighthouse is at sea.", "It shines at night."), True),
    ],
)
def test_a_passage_is_given_in_the_language_of_the_question(
    document: Document, language: Language, headings: str, sentences: tuple[str, ...], translated: bool
) -> None:
    passage = split(document)[1]
    assert Text.of(document, passage, language) == Text(passage, headings, sentences, translated)


def test_the_front_matter_stands_under_the_title(document: Document) -> None:
    passage = split(document)[0]
    assert Text.of(document, passage, "en").headings == "The lighthouse"
    assert Text.of(document, passage, "en").sentences == ("The lighthouse", "2 January 2020")
    assert Text.of(document, passage, "ja").headings == "灯台の話"


def test_without_a_translation_a_passage_is_given_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "original.txt").write_text(ORIGINAL, encoding="utf-8")
    document = read(tmp_path / "original.txt")
    passage = split(document)[1]
    assert Text.of(document, passage, "en") == Text(passage, "灯台の話 › 光", ("灯台は海にある。", "夜に光る。"))


def test_the_best_of_a_reading_is_its_likeliest_sentence(document: Document) -> None:
    text = Text.of(document, split(document)[1], "ja")
    assert Reading(text, (0.25, 0.75), ((0, 2), None), nothing=0.2).best == 0.75
    assert Reading(text, (), (), nothing=1.0).best == 0.0
