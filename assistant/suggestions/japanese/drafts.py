"""The questions that a Japanese paragraph may answer."""

import re
from collections.abc import Iterator, Sequence

from assistant.suggestions.japanese import cloze, naming, objects, reasons
from assistant.suggestions.japanese.clauses import clauses_of, is_about_itself, is_plain, plain
from assistant.suggestions.suggestion import Draft

SHORTEST, LONGEST = 9, 45
"""Characters of a question."""


def drafts(sentences: Sequence[str]) -> list[Draft]:
    """Return the questions made from the sentences of a paragraph, in order; well-formed, not verified."""
    texts = [plain(sentence) for sentence in sentences]
    found: list[Draft] = []
    for place, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
        if not is_plain(text):
            continue
        after = texts[place + 1] if place + 1 < len(texts) else ""
        found += [
            Draft(f"{question}。", number, rank)
            for rank, number, question in _of_sentence(place, sentence, text, after)
            if _is_good(question)
        ]
    return found


def _of_sentence(place: int, sentence: str, text: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Yield the rank, the number of the sentence that answers, and the question."""
    for question in reasons.inner(text):
        yield 0, place, question
    if is_plain(after):
        for question in reasons.before(text, after):
            yield 0, place + 1, question
    for question in naming.names(sentence, text):
        yield 1, place, question
    for clause in clauses_of(text):
        for question in naming.copulas(clause):
            yield 1, place, question
        for question in cloze.numbers(clause):
            yield 0, place, question
        for question in objects.objects(clause):
            yield 1, place, question
        for question in cloze.dates(clause):
            yield 1, place, question


def _is_good(question: str) -> bool:
    asks = re.search(r"何|いつ|いく[つら]|誰|どこ|なぜ", question) is not None
    return asks and SHORTEST <= len(question) <= LONGEST and is_about_itself(question)
