"""Questions that the documents answer, made from the documents, each of them tried before it is offered."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.suggestions.english.drafts import drafts as english
from assistant.suggestions.japanese.drafts import drafts as japanese
from assistant.suggestions.suggestion import Draft, Suggestion
from source import Document, Language, Paragraph, Sentence

T = TypeVar("T")

SURE = 0.8
"""Probability from which a question is offered that the sentence it was made from answers it."""

FOUND = 3
"""Passages among which retrieval has to bring the one that a question was made from."""

TRIES = 6
"""Questions that are tried at most after an answer; each costs the reading of one passage."""

RARE = 3
"""Times that a name occurs in a document at most, of which is asked what the document says about it."""

PARAGRAPHS = 12
"""Paragraphs that are looked at at most for one section, or after an answer."""

SECTIONS = 16
"""Sections, or stretches of a document without sections, that examples are taken from at most."""

SENTENCES = 12
"""Sentences of one paragraph that are looked at."""

DRAFTS: dict[Language, Callable[[Sequence[str]], list[Draft]]] = {"ja": japanese, "en": english}


class Suggester:
    """Suggests questions over an assistant's documents. The same call has the same result, whatever came before."""

    def __init__(self, assistant: Assistant) -> None:
        """Suggest what this assistant answers; nothing is read or tried yet."""
        self._assistant = assistant
        self._documents = {document.id: document for document in assistant.documents}
        self._drafts: dict[tuple[str, int, Language], list[Draft]] = {}
        self._answered: dict[tuple[str, str, int], bool] = {}
        self._texts: dict[tuple[str, Language], str] = {}

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
        return _chosen(found, most)

    def examples(self, language: Language, *, most: int = 6) -> tuple[Suggestion, ...]:
        """Return questions to begin with, spread over the documents and their sections."""
        groups = [(document, group) for document in self._documents.values() for group in _groups(document) if group]
        found: list[Suggestion] = []
        for document, group in _spread(groups, SECTIONS):
            one = self._suggested(document, _spread(group, 3), language, tries=3)
            found += islice(one, 1)
        last = [suggestion for suggestion in found if _is_last(suggestion)]
        best = [suggestion for suggestion in found if not _is_last(suggestion)]
        wanted = [*_spread(best, most), *last[: max(0, min(most - len(best), most // 3))]]
        return tuple(suggestion for suggestion in found if suggestion in wanted)

    def after(self, answer: Answer, *, asked: Sequence[str], most: int = 3) -> tuple[Suggestion, ...]:
        """Return next questions: from the cited section first, then its neighbours.

        None is among those asked already, nor answered by only what the answer just cited. After an answer that the
        document does not give, they are from the sections of the nearest passages, then from anywhere.
        """
        document = answer.document
        if document.id not in self._documents:
            return ()
        places = [citation.paragraph for citation in (answer.citations or answer.nearest)]
        cited = {citation.start for citation in answer.citations}
        done = {_folded(question) for question in (*asked, answer.question)}
        near = islice(_nearest(document, places), PARAGRAPHS)
        found = (
            suggestion
            for suggestion in self._suggested(document, near, answer.language, tries=TRIES, together=3, done=done)
            if suggestion.start not in cited
        )
        return _chosen(found, most)

    def _suggested(
        self,
        document: Document,
        paragraphs: Iterable[Paragraph],
        language: Language,
        *,
        tries: int,
        together: int = PARAGRAPHS,
        done: set[str] | frozenset[str] = frozenset(),
    ) -> Iterator[Suggestion]:
        """Yield verified questions, one of a sentence; the best forms first of every few paragraphs together."""
        wanted = language if language in document.languages else document.language
        waiting = iter(paragraphs)
        seen: set[Sentence] = set()
        said = set(done)
        while few := list(islice(waiting, together)):
            for paragraph, draft in _in_turn([(paragraph, self._of(document, paragraph, wanted)) for paragraph in few]):
                sentence = paragraph.sentences[draft.sentence]
                if sentence in seen or _folded(draft.question) in said:
                    continue
                if tries == 0:
                    return
                tries -= 1
                said.add(_folded(draft.question))
                if self._is_answered(draft.question, document, sentence):
                    seen.add(sentence)
                    place = paragraph.section, paragraph.number, sentence.start
                    yield Suggestion(draft.question, wanted, document.id, *place)

    def _of(self, document: Document, paragraph: Paragraph, language: Language) -> list[Draft]:
        key = document.id, paragraph.number, language
        if key not in self._drafts:
            own = language == document.language
            sentences = paragraph.sentences[:SENTENCES]
            texts = [sentence.text if own else sentence.translation or "" for sentence in sentences]
            text = self._text(document, language)
            self._drafts[key] = [
                draft
                for draft in DRAFTS[language](texts)
                if not draft.about or text.count(draft.about.removeprefix("the ")) <= RARE
            ]
        return self._drafts[key]

    def _text(self, document: Document, language: Language) -> str:
        """Return a document's text in a language."""
        key = document.id, language
        if key not in self._texts:
            own = language == document.language
            sentences = document.sentences()
            self._texts[key] = document.text if own else " ".join(one.translation or "" for one in sentences)
        return self._texts[key]

    def _is_answered(self, question: str, document: Document, sentence: Sentence) -> bool:
        """Whether a question finds the passage that it was made from, and is answered surely by its sentence there."""
        key = question, document.id, sentence.start
        if key not in self._answered:
            self._answered[key] = self._read(*key)
        return self._answered[key]

    def _read(self, question: str, document: str, start: int) -> bool:
        for hit in self._assistant.search(question, k=FOUND):
            starts = [sentence.start for sentence in hit.passage.sentences]
            if hit.passage.document == document and start in starts:
                (reading,) = self._assistant.read(question, [hit])
                probability = reading.answers[starts.index(start)]
                return probability >= SURE and probability == reading.best
        return False


def _in_turn(drafts: Sequence[tuple[Paragraph, list[Draft]]]) -> list[tuple[Paragraph, Draft]]:
    """Return drafts by rank, and in one rank the paragraphs in turn."""
    keyed = []
    for order, (paragraph, found) in enumerate(drafts):
        taken: dict[int, int] = {}
        for draft in found:
            turn = taken[draft.rank] = taken.get(draft.rank, -1) + 1
            keyed.append(((draft.rank, turn, order), paragraph, draft))
    return [(paragraph, draft) for _, paragraph, draft in sorted(keyed, key=lambda found: found[0])]


def _chosen(found: Iterator[Suggestion], most: int) -> tuple[Suggestion, ...]:
    """Return the first, of the last resort one in three at most."""
    chosen: list[Suggestion] = []
    for suggestion in found:
        if len(chosen) == most:
            break
        if not _is_last(suggestion) or sum(map(_is_last, chosen)) < max(1, most // 3):
            chosen.append(suggestion)
    return tuple(chosen)


def _is_last(suggestion: Suggestion) -> bool:
    return suggestion.question.startswith("What does the article say")


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


def _nearest(document: Document, places: Sequence[int]) -> Iterator[Paragraph]:
    """Yield paragraphs: those at some places, those of the same sections, then the others by their distance."""
    at = places or [1]
    sections = {paragraph.section for paragraph in document.paragraphs if paragraph.number in at}

    def key(paragraph: Paragraph) -> tuple[bool, int, int]:
        return paragraph.section not in sections, min(abs(paragraph.number - place) for place in at), paragraph.number

    yield from sorted(document.paragraphs, key=key)


def _folded(question: str) -> str:
    """Return a question without case, width, spaces and marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", question)).lower()
