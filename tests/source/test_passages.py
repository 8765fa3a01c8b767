import re
from itertools import pairwise

import pytest

from source import Document, Sentence, split
from source.plaintext import blocks_of, mend
from source.structure import build_document


def document_of(raw: str) -> Document:
    text = mend(raw)
    return build_document("test", text, blocks_of(text))


def test_the_article_has_a_passage_for_each_paragraph(article: Document) -> None:
    passages = split(article)
    assert [passage.id for passage in passages] == [f"p{number:03d}" for number in range(49)]
    for passage, paragraph in zip(passages, article.all_paragraphs(), strict=True):
        assert passage.document == "article"
        assert (passage.paragraph, passage.section) == (paragraph.number, paragraph.section)
        assert (passage.start, passage.end, passage.text) == (paragraph.start, paragraph.end, paragraph.text)
        assert passage.sentences == paragraph.sentences


def test_translation_of_a_passage_joins_those_of_its_sentences(article: Document) -> None:
    passage = split(article)[12]
    assert passage.text.startswith("今日、中国の技術部門と国防産業は")
    assert passage.translation == (
        "Today, China's technology sector and defence industry surpass Russia's in certain sectors and technologies. "
        "For example, China is now "
        "developing unmanned aerial vehicles (UAVs) that are far superior to Russia's. However, the Russian "
        "military is reluctant to acquire "
        "Chinese-made UAVs and is instead seeking to develop a domestically produced heavy, medium-range "
        "unmanned combat aircraft."
    )


def test_a_passage_without_translation_has_none() -> None:
    assert [passage.translation for passage in split(document_of("題名\n\n本文である。\n"))] == [None, None]


def test_a_japanese_translation_is_joined_without_spaces(article: Document) -> None:
    passage = split(article)[12]
    turned = tuple(Sentence(one.start, one.end, one.text, translation="訳した文である。") for one in passage.sentences)
    assert (
        type(passage)("p", "d", (), 1, passage.start, passage.end, passage.text, turned).translation
        == "訳した文である。" * 3
    )


LONG = "".join(f"{number:03d}番目の文は、ちょうど二十五文字になるように書かれる。" for number in range(180))
SENTENCE = len(LONG) // 180


def test_a_long_paragraph_becomes_several_passages() -> None:
    document = document_of(f"題名\n\n{LONG}\n\n最後の段落である。\n")
    assert len(LONG) > 5000
    passages = split(document)
    assert [passage.id for passage in passages] == [
        "p000",
        "p001.1",
        "p001.2",
        "p001.3",
        "p001.4",
        "p001.5",
        "p001.6",
        "p001.7",
        "p002",
    ]
    parts = passages[1:-1]
    assert [part.paragraph for part in parts] == [1] * 7
    assert "".join(part.text for part in parts) == LONG
    for before, after in pairwise(parts):
        assert before.end == after.start
    for part in parts:
        assert document.text[part.start : part.end] == part.text
        assert len(part.text) <= 800
        assert re.fullmatch(r"(\d{3}番目の文は、[^。]+。)+", part.text)
    # Nearly equal: no part is a left-over.
    lengths = {len(part.sentences) for part in parts}
    assert max(lengths) - min(lengths) <= 4


@pytest.mark.parametrize("longest", [1, 30, 100, 333, 800, 5000, 10000])
def test_no_sentence_is_cut_and_none_is_lost(longest: int) -> None:
    document = document_of(f"題名\n\n{LONG}\n")
    sentences = [sentence for passage in split(document, longest=longest)[1:] for sentence in passage.sentences]
    assert tuple(sentences) == document.paragraphs[0].sentences
    for passage in split(document, longest=longest):
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert len(passage.text) <= max(longest, SENTENCE)


def test_a_sentence_longer_than_the_limit_is_a_passage_by_itself() -> None:
    monster = "長い文は" + "、とても" * 300 + "続く。"
    document = document_of(f"題名\n\n前の文である。{monster}後の文である。\n")
    assert [passage.text for passage in split(document)[1:]] == ["前の文である。", monster, "後の文である。"]


def test_the_same_document_gives_the_same_passages(article: Document) -> None:
    assert split(article) == split(article)
    assert [passage.id for passage in split(article, longest=200)][:6] == [
        "p000",
        "p001.1",
        "p001.2",
        "p002.1",
        "p002.2",
        "p003",
    ]


def test_a_small_change_moves_no_other_id(article: Document) -> None:
    one = document_of("題名\n\n一つ目の段落である。\n\n二つ目の段落である。\n")
    other = document_of("題名\n\n一つ目の段落は長い。そして続く。\n\n二つ目の段落である。\n")
    assert (
        [passage.id for passage in split(one)] == [passage.id for passage in split(other)] == ["p000", "p001", "p002"]
    )
    assert split(one)[2].text == split(other)[2].text
