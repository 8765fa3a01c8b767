"""Overviews: which sentences are worth most, how many are cited, and that they are spread over the text."""

import pytest

from assistant import Assistant, overview
from assistant.evidence import MOST
from index import Encoder, PassageIndex
from source import LANGUAGES, Language, read_bytes, split

ASKED: dict[Language, tuple[str, str]] = {
    "ja": ("この記事は何について書かれていますか。", "この記事を五点で要約してください。"),
    "en": ("What is this article about?", "Summarise the article in five points."),
}


@pytest.fixture
def assistant(article_index: PassageIndex) -> Assistant:
    return Assistant(article_index)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Summarise in three points", 3),
        ("Sum it up in ONE sentence", 1),
        ("要点を５つ", 5),
        ("三行で", 3),
        ("What does one need to know?", overview.SENTENCES),
        ("What is it about?", overview.SENTENCES),
        ("2019年の記事を要約して", overview.SENTENCES),
        ("要するに？", overview.SENTENCES),
        ("in nine points", MOST),
        ("in 20 bullet points", MOST),
        ("12点で", MOST),
        ("十一行で", MOST),
        ("この2文書を要約", overview.SENTENCES),
        ("第二文化ホールの話を要約して", overview.SENTENCES),
    ],
)
def test_how_many_sentences_are_wanted(question: str, count: int) -> None:
    assert overview.wanted(question) == count


def test_the_worth_of_sentences(encoder: Encoder) -> None:
    text = "Linden lighthouse\n\nThe lighthouse of Linden warns ships.\n\nBread is cheap.\n\nShips see it."
    document = read_bytes(text.encode(), "linden.txt")
    index = PassageIndex.build(document, split(document), encoder=encoder)
    worth = {key.passage.text: key.worth for key in overview.keys(index, document.id, "What is this about?").values()}
    assert max(worth, key=lambda text: worth[text]) == "The lighthouse of Linden warns ships."
    assert min(worth, key=lambda text: worth[text]) == "Bread is cheap."
    assert max(worth.values()) == 0.0
    assert [hit.passage.text for hit in overview.find(overview.keys(index, document.id, "?"))][-1] == "Bread is cheap."


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overview_of_the_article(assistant: Assistant, language: Language) -> None:
    few, five = (assistant.ask(question) for question in ASKED[language])
    assert (len(few.citations), len(five.citations)) == (overview.SENTENCES, 5), (few.text, five.text)
    for answer in (few, five):
        assert answer.verdict == "answered"
        starts = [citation.start for citation in answer.citations]
        assert starts == sorted(starts)
        assert len({citation.passage for citation in answer.citations}) == len(starts)
        assert "中国とロシア" in "".join(citation.quote for citation in answer.citations)
