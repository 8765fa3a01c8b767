"""The words around the document's own: how an answer's text is laid out, in either language."""

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.reader.layout import Kind
from source import Language

ASIDES: dict[Kind, dict[Language, str]] = {
    "small_talk": {
        "ja": "はい。この文書について知りたいことがあれば、何でもお尋ねください。",
        "en": "I am here: ask whatever you would like to know from the document.",
    },
    "about_assistant": {
        "ja": "質問に、文書の文をそのまま引いて答えます。一文ごとに、書かれている場所を示します。"
        "自分で文章を作ることはせず、書かれていないことは、書かれていないと言います。"
        "この機械の中だけで動き、外には何も送りません。",
        "en": "I answer with the document's own sentences, each cited to the place where it stands. I write nothing "
        "of my own, and say so where the document does not answer. I run on this machine alone and send nothing out.",
    },
}
"""What is said to a message that asks the document nothing."""


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
