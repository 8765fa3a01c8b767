"""The questions that an English paragraph may answer."""

import unicodedata
from collections.abc import Iterator, Sequence

from assistant.suggestions.english.clauses import POINTS, is_plain, without_opening
from assistant.suggestions.english.forms import counts, dates, definitions, doers, reasons
from assistant.suggestions.english.names import names, persons
from assistant.suggestions.suggestion import Draft

SHORTEST, LONGEST = 14, 90
"""Characters of a question."""

ABOUT = "What does the article say about "
LAST = 9
"""The rank of a question that only names something."""


def drafts(sentences: Sequence[str]) -> list[Draft]:
    """Return the questions made from the sentences of a paragraph, in order; well-formed, not verified."""
    found: list[Draft] = []
    for place, sentence in enumerate(sentences):
        text = " ".join(unicodedata.normalize("NFKC", sentence).replace("’", "'").split())
        if not is_plain(text):
            continue
        found += [
            Draft(f"{question}?", place, rank, question.removeprefix(ABOUT) if rank == LAST else "")
            for rank, question in _of_sentence(without_opening(text))
            if SHORTEST <= len(question) <= LONGEST and not POINTS.search(question)
        ]
    return found


def _of_sentence(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rank and the question, without its mark."""
    for rank, forms in enumerate((reasons, counts, dates, definitions, doers, persons)):
        for question in forms(text):
            yield min(rank, 3), question
    for name in names(text):
        yield LAST, ABOUT + name
