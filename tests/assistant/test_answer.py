"""An answer cannot be made against its invariants."""

from dataclasses import replace

import pytest

from assistant import Answer, Citation
from source import Document


def citation(document: Document, number: int = 1) -> Citation:
    sentence = document.paragraphs[0].sentences[0]
    return Citation(number, "p001", (), 1, sentence.start, sentence.end, sentence.text, sentence.translation, 1.0)


def answer(document: Document, *citations: Citation) -> Answer:
    return Answer("?", "?", "ja", True, "", 0.9, citations, (), document)


def test_an_answered_question_has_citations(article: Document) -> None:
    assert answer(article, citation(article)).answered
    with pytest.raises(ValueError, match="exactly when it has citations"):
        answer(article)
    with pytest.raises(ValueError, match="exactly when it has citations"):
        replace(answer(article, citation(article)), answered=False)


def test_citations_are_numbered_in_order(article: Document) -> None:
    with pytest.raises(ValueError, match="numbered"):
        answer(article, citation(article, 2))


def test_a_quote_stands_at_its_offsets(article: Document) -> None:
    shifted = replace(citation(article), start=citation(article).start + 1)
    with pytest.raises(ValueError, match="does not stand at"):
        answer(article, shifted)
    with pytest.raises(ValueError, match="does not stand at"):
        replace(answer(article, citation(article)), nearest=(replace(shifted, number=0),))


def test_marked_words_stand_in_their_quote(article: Document) -> None:
    cited = citation(article)
    assert answer(article, replace(cited, marked=((cited.start, cited.end),))).answered
    with pytest.raises(ValueError, match="outside their quote"):
        answer(article, replace(cited, marked=((cited.start, cited.end + 1),)))
