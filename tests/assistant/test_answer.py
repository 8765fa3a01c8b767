"""An answer cannot be made against its invariants."""

from dataclasses import replace

import pytest

from assistant import Answer, Citation
from assistant.answer import Verdict
from source import Document


def citation(document: Document, number: int = 1) -> Citation:
    sentence = document.paragraphs[0].sentences[0]
    return Citation(number, "p001", (), 1, sentence.start, sentence.end, sentence.text, sentence.translation, 1.0)


def answer(document: Document, *citations: Citation) -> Answer:
    return Answer("?", None, "ja", "answered", "", 0.9, citations, (), document)


def test_an_answered_question_has_citations(article: Document) -> None:
    assert answer(article, citation(article)).answered
    with pytest.raises(ValueError, match="exactly when it has citations"):
        answer(article)
    with pytest.raises(ValueError, match="exactly when it has citations"):
        replace(answer(article, citation(article)), verdict="related")


@pytest.mark.parametrize("verdict", ["related", "not_found"])
def test_only_one_verdict_is_an_answer(article: Document, verdict: Verdict) -> None:
    refused = replace(answer(article, citation(article)), verdict=verdict, citations=())
    assert not refused.answered
    told = refused.to_dict()
    assert (told["answered"], told["verdict"]) == (False, verdict)


def test_the_question_before_is_told_only_where_there_is_one(article: Document) -> None:
    alone = answer(article, citation(article))
    assert list(alone.to_dict())[:4] == ["question", "language", "answered", "verdict"]
    followed = replace(alone, asked_after="なぜ？").to_dict()
    assert list(followed)[:5] == ["question", "asked_after", "language", "answered", "verdict"]
    assert followed["asked_after"] == "なぜ？"


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
