"""The words around the document's own: how an answer's text is laid out, in either language."""

from collections.abc import Sequence

from assistant.answer import Citation, Verdict
from source import Language

RELATED: dict[Language, str] = {
    "ja": "この記事はこの話題に触れていますが、その質問への答えは書かれていません。",
    "en": "The article touches on this, but does not answer the question.",
}
NOT_FOUND: dict[Language, str] = {
    "ja": "この記事には、その質問への答えは書かれていません。",
    "en": "The article does not answer this question.",
}


def not_answered(verdict: Verdict, language: Language) -> str:
    """Return the statement that the document does not answer, and whether it has the topic at least."""
    return (RELATED if verdict == "related" else NOT_FOUND)[language]


def answer_text(citations: Sequence[Citation], language: Language, source_language: Language) -> str:
    """Lay the cited sentences out in the question's language, each followed by its mark.

    Where the document is in another language, the aligned translation stands in for the quote; without one the quote
    itself is the answer.
    """
    sentences = [
        citation.quote if language == source_language else citation.translation or citation.quote
        for citation in citations
    ]
    marked = (
        f"{' '.join(sentence.split())} [{citation.number}]"
        for sentence, citation in zip(sentences, citations, strict=True)
    )
    return " ".join(marked)
