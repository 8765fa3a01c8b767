"""The documents that an evaluation is of: where quotes stand in them, and whether citations stand where they say."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.answers import CitedQuote, SystemAnswer
from assistant.evaluation.questions import Question, squash
from index import PassageIndex
from source import Document, Passage, split

Places = frozenset[tuple[str, int]]
"""Characters: the document's id and the place in its text; white space is none."""


@dataclass(frozen=True, slots=True)
class Squashed:
    """A document's text without white space, and where each character stands in the document."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> "Squashed":
        """Squash a document."""
        places = tuple(place for place, char in enumerate(document.text) if not char.isspace())
        return cls(squash(document.text), places)

    def find(self, quote: str) -> tuple[int, ...]:
        """Return the places of a quote's characters where it stands first, white space aside; none without it."""
        wanted = squash(quote)
        start = self.text.find(wanted)
        return self.offsets[start : start + len(wanted)] if start >= 0 and wanted else ()

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """Return the places between two offsets, white space aside."""
        return self.offsets[bisect_left(self.offsets, start) : bisect_left(self.offsets, end)]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents with their passages."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    squashed: Mapping[str, Squashed]

    @classmethod
    def of_documents(cls, documents: Sequence[Document]) -> "Corpus":
        """Take documents, cut into passages as they are indexed by default."""
        passages = tuple(passage for document in documents for passage in split(document))
        return cls(tuple(documents), passages, {document.id: Squashed.of(document) for document in documents})

    @classmethod
    def of_index(cls, index: PassageIndex) -> "Corpus":
        """Take the documents of an index, with its passages."""
        documents = tuple(index.documents.values())
        return cls(documents, tuple(index.passages), {document.id: Squashed.of(document) for document in documents})

    def cited(self, answer: SystemAnswer) -> tuple[Document, ...]:
        """Return the documents that an answer's places may refer to: the one it names, by digest first, else all."""
        if answer.sha256 is not None:
            return tuple(document for document in self.documents if document.sha256 == answer.sha256)
        named = tuple(document for document in self.documents if document.id == answer.document)
        return named or self.documents

    def holds(self, answer: SystemAnswer, cited: CitedQuote) -> bool | None:
        """Whether a quote is the document's text at its offsets, None where there is nothing to hold it to."""
        if cited.start is None or cited.end is None or not self.documents:
            return None
        texts = (document.text for document in self.cited(answer))
        return any(cited.end <= len(text) and text[cited.start : cited.end] == cited.quote for text in texts)

    def cited_places(self, answer: SystemAnswer) -> Places | None:
        """Return the characters that an answer cites, None where a citation tells no place."""
        documents = self.cited(answer)
        places: set[tuple[str, int]] = set()
        for cited in answer.citations:
            if cited.start is None or cited.end is None or not documents:
                return None
            held = [document for document in documents if document.text[cited.start : cited.end] == cited.quote]
            document = (held or list(documents))[0]
            places |= {(document.id, place) for place in self.squashed[document.id].within(cited.start, cited.end)}
        return frozenset(places)

    def evidence_places(self, question: Question) -> tuple[Places, ...]:
        """Return the characters of each set of evidence that stands whole in a document."""
        found = (self._evidence(document, pieces) for pieces in question.pieces() for document in self.documents)
        return tuple(places for places in found if places)

    def _evidence(self, document: Document, pieces: Sequence[str]) -> Places:
        found = [self.squashed[document.id].find(piece) for piece in pieces]
        return frozenset((document.id, place) for places in found for place in places) if all(found) else frozenset()


Library = Mapping[Path | None, Corpus]
"""The documents by the file that a question names, None for a question that names none."""


def overlap(cited: Places, golds: Sequence[Places]) -> tuple[float, float]:
    """Return how well cited characters locate the nearest gold set: F1 = 2|c∩g| / (|c| + |g|), IoU = |c∩g| / |c∪g|."""
    shared = [(len(cited & gold), len(cited), len(gold)) for gold in golds]
    return max((2 * both / (one + other), both / (one + other - both)) for both, one, other in shared)
