"""Questions that the documents answer, made from the documents, each of them tried before it is offered."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.suggestions.drafts import Draft, drafts
from assistant.suggestions.suggestion import Suggestion
from source import Document, Language, Paragraph

T = TypeVar("T")

SURE = 0.6
"""Probability from which a question is offered that the sentence it was made from answers it."""
FOUND = 3
"""Passages among which retrieval has to bring the one that a question was made from."""
TRIES = 6
"""Questions that are tried at most after an answer; each costs a search and a reading."""
RARE = 1
"""Times that a thing occurs in a document that is asked what it says of it: then it is plain which place is meant."""
PARAGRAPHS = 12
"""Paragraphs that are looked at at most for one section, or after an answer."""
SECTIONS = 16
"""Sections, or stretches of a document without sections, that examples are taken from at most."""
SENTENCES = 12
"""Sentences of one paragraph that are looked at."""


class Suggester:
    """Suggests questions over an assistant's documents. The same call has the same result, whatever came before."""

    def __init__(self, assistant: Assistant) -> None:
        """Suggest what this assistant answers; nothing is read or tried yet."""
        self._assistant = assistant
        self._documents = {document.id: document for document in assistant.documents}
        self._text = lru_cache(2 * len(self._documents))(self._text_of)
        self._drafts = lru_cache(maxsize=None)(self._drafts_of)
        self._is_answered = lru_cache(maxsize=None)(self._tried)

    def for_section(
        self, document_id: str, section: tuple[str, ...], language: Language, *, most: int = 2
    ) -> tuple[Suggestion, ...]:
        """Return questions that a section answers, best first; perhaps none.

        They are in the document's own language where it cannot be read in the one that is wanted. Raises `ValueError`
        for a document that the assistant does not have.
        """
        if document_id not in self._documents:
            raise ValueError(f"There is no document {document_id!r} here; there are {', '.join(self._documents)}.")
        document = self._documents[document_id]
        paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.section == section]
        found = self._suggested(document, _spread(paragraphs, PARAGRAPHS), language, tries=2 * most + TRIES)
        return tuple(islice(found, most))

    def examples(self, language: Language, *, most: int = 6) -> tuple[Suggestion, ...]:
        """Return questions to begin with, spread over the documents and their sections."""
        groups = [(document, group) for document in self._documents.values() for group in _groups(document)]
        found: list[Suggestion] = []
        for document, group in _spread(groups, SECTIONS):
            found += islice(self._suggested(document, _spread(group, 3), language, tries=3), 1)
        return tuple(_spread(found, most))

    def after(self, answer: Answer, *, asked: Sequence[str], most: int = 3) -> tuple[Suggestion, ...]:
        """Return next questions: from the cited section and its neighbours.

        None is among those asked already, nor answered by only what the answer just cited. After an answer that the
        document does not give, they are from around the nearest passages, or the beginning.
        """
        document = answer.document
        if document.id not in self._documents:
            return ()
        places = [citation.paragraph for citation in (answer.citations or answer.nearest)]
        cited = {citation.start for citation in answer.citations}
        done = {_folded(question) for question in (*asked, answer.question)}
        near = _nearest(document, places)[:PARAGRAPHS]
        found = self._suggested(document, near, answer.language, tries=TRIES, done=done)
        return tuple(islice((suggestion for suggestion in found if suggestion.start not in cited), most))

    def _suggested(
        self,
        document: Document,
        paragraphs: Iterable[Paragraph],
        language: Language,
        *,
        tries: int,
        done: Iterable[str] = (),
    ) -> Iterator[Suggestion]:
        """Yield questions that are answered, one of a sentence; the paragraphs in turn."""
        wanted = language if language in document.languages else document.language
        said, seen = set(done), set()
        for paragraph, draft in _in_turn([(one, self._drafts(document.id, one.number, wanted)) for one in paragraphs]):
            start = paragraph.sentences[draft.sentence].start
            if start in seen or _folded(draft.question) in said:
                continue
            if tries == 0:
                return
            tries -= 1
            said.add(_folded(draft.question))
            if self._is_answered(draft.question, document.id, start):
                seen.add(start)
                yield Suggestion(draft.question, wanted, document.id, paragraph.section, paragraph.number, start)

    def _drafts_of(self, document_id: str, paragraph: int, language: Language) -> list[Draft]:
        document = self._documents[document_id]
        own = language == document.language
        sentences = document.paragraphs[paragraph - 1].sentences[:SENTENCES]
        texts = [sentence.text if own else sentence.translation or "" for sentence in sentences]
        whole = self._text(document_id, language)
        return [draft for draft in drafts(texts, language) if whole.count(draft.about.removeprefix("the ")) <= RARE]

    def _text_of(self, document_id: str, language: Language) -> str:
        """Return a document's text in a language."""
        document = self._documents[document_id]
        if language == document.language:
            return document.text
        return " ".join(sentence.translation or "" for sentence in document.sentences())

    def _tried(self, question: str, document: str, start: int) -> bool:
        """Whether a question finds the passage that it was made from, and is answered surely by its sentence there."""
        for hit in self._assistant.search(question, k=FOUND):
            starts = [sentence.start for sentence in hit.passage.sentences]
            if hit.passage.document == document and start in starts:
                best = max(self._assistant.read(question, [hit]), key=lambda candidate: candidate.probability)
                return best.sentence.start == start and best.probability >= SURE
        return False


def _in_turn(found: Sequence[tuple[Paragraph, list[Draft]]]) -> list[tuple[Paragraph, Draft]]:
    """Return the first draft of every paragraph, then the second of every one, and so on."""
    keyed = [
        ((turn, order), paragraph, draft)
        for order, (paragraph, made) in enumerate(found)
        for turn, draft in enumerate(sorted(made, key=lambda draft: draft.rank))
    ]
    return [(paragraph, draft) for _, paragraph, draft in sorted(keyed, key=lambda one: one[0])]


def _groups(document: Document) -> list[list[Paragraph]]:
    """Return the paragraphs by section; in stretches where there are few sections."""
    sections: dict[tuple[str, ...], list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        sections.setdefault(paragraph.section, []).append(paragraph)
    if len(sections) >= SECTIONS // 2:
        return list(sections.values())
    size = max(1, -(-len(document.paragraphs) // SECTIONS))
    return [list(document.paragraphs[start : start + size]) for start in range(0, len(document.paragraphs), size)]


def _spread(items: Sequence[T], most: int) -> list[T]:
    """Return at most so many items, evenly spread over all."""
    if len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


def _nearest(document: Document, places: Sequence[int]) -> list[Paragraph]:
    """Return paragraphs: those at some places, those of the same sections, then the others by their distance."""
    at = places or [1]
    sections = {paragraph.section for paragraph in document.paragraphs if paragraph.number in at}

    def key(paragraph: Paragraph) -> tuple[bool, int, int]:
        return paragraph.section not in sections, min(abs(paragraph.number - place) for place in at), paragraph.number

    return sorted(document.paragraphs, key=key)


def _folded(question: str) -> str:
    """Return a question without case, width, spaces and marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", question)).lower()
