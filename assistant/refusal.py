"""What is said where the document does not answer: that it is not there, or what it does speak of."""

import re
import unicodedata

from assistant.answer import Verdict
from index.terms import terms
from source import Language

NOT_FOUND: dict[Language, str] = {
    "ja": "この文書には、その質問への答えは書かれていません。",
    "en": "The document does not answer this question.",
}
RELATED: dict[Language, str] = {
    "ja": "この文書はこの話題に触れていますが、その質問への答えは書かれていません。",
    "en": "The document touches on this, but does not answer the question.",
}
NAMED: dict[Language, str] = {
    "ja": "この文書には「{subject}」についての記述がありますが、その質問への答えは書かれていません。",
    "en": "The document speaks of “{subject}”, but does not answer the question.",
}
RUNS = (
    re.compile(r"[々〆㐀-鿿ァ-ヺー・A-Za-z0-9]{2,}"),
    re.compile(r"[々〆㐀-鿿]{2,}|[ァ-ヺー・]{2,}"),
    re.compile(r"\b[A-Z0-9][\w&-]*(?: [A-Z0-9][\w&-]*)*|\b[a-z][\w&-]+"),
)
"""What a subject is looked for among: runs without hiragana, runs of one script, words with capitalised ones behind."""
ITSELF = frozenset("記事 文書 文章 本文 article document text passage".split())
"""What a question calls the document by: it is no subject of it."""


def refusal(verdict: Verdict, language: Language, question: str, nearest: str) -> str:
    """Say that the document does not answer; of a topic that is there, which words the nearest sentence has of it."""
    if verdict != "related":
        return NOT_FOUND[language]
    subject = subject_of(question, nearest)
    return NAMED[language].format(subject=subject) if subject else RELATED[language]


def subject_of(question: str, text: str) -> str | None:
    """Return the run of the question that says most and stands in a text in the same letters, None where none does."""
    asked, told = (unicodedata.normalize("NFKC", one) for one in (question, text))
    runs = [run[0].strip("・.") for pattern in RUNS for run in pattern.finditer(asked)]
    held = set(terms(told))
    shared = [run for run in runs if len(run) > 1 and run in told and _means(run, held)]
    return max(shared, key=_weight, default=None)


def _means(run: str, held: set[str]) -> bool:
    """Whether a run is no word of grammar, does not ask, and its words stand as such in what holds these terms."""
    own = terms(run)
    return bool(own) and held.issuperset(own) and "何" not in run and run.lower() not in ITSELF


def _weight(run: str) -> float:
    """Return how much a run says: a name above a common word, a kanji as much as two letters."""
    return sum(2 if char > "⺀" else 1 for char in run) + 10 * any(char.isupper() for char in run)
