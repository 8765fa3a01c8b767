"""The assistant: a question becomes a cited answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.answer import Answer, Citation
from assistant.conversation import Conversation
from assistant.evidence import Candidate, choose, find, read
from assistant.evidence import rerank as reranked
from assistant.home import bundled_index
from assistant.question import problem
from assistant.quotes import Claimed, QuoteCheck, QuoteChecker
from assistant.reader import Reader, Reading, Turn, load_reader
from assistant.small_talk import asks_nothing
from assistant.wording import answer_text, not_answered
from index import Encoder, Hit, PassageIndex
from source import Document, Language, Passage, Sentence, detect

LEANS = 0.5
"""Probability from which a question is taken to lean on the turn before it."""
NEAREST = 3
"""Passages shown as nearest when the document does not answer."""


class Assistant:
    """Answers questions over one index. Holds no state between questions; the same question has the same answer."""

    def __init__(self, index: PassageIndex, *, reader: Reader | None = None) -> None:
        """Answer from an index that is already in memory, by the bundled reader unless one is given."""
        self.index = index
        self.reader = load_reader() if reader is None else reader

    @classmethod
    def open(
        cls, folder: str | Path | None = None, *, encoder: Encoder | None = None, reader: Reader | None = None
    ) -> "Assistant":
        """Open the bundled article, or an index folder.

        The article's index is built on first use into the user's cache folder. Raises `IndexFolderError` for a folder
        that is no sound index.
        """
        return cls(bundled_index() if folder is None else PassageIndex.load(folder, encoder=encoder), reader=reader)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are answered from."""
        return tuple(self.index.documents.values())

    def conversation(self) -> Conversation:
        """Begin a conversation: its questions may lean on the ones before."""
        return Conversation(self)

    def search(self, question: str, k: int = 5, *, rerank: bool = False) -> list[Hit]:
        """Return the k passages nearest to a question, best first; none for a question that cannot be asked.

        With `rerank` the best passages are read, and ordered by their sentences; a score is then the probability that
        the passage answers, held against how near it was found. Raises `ValueError` when k is below 1.
        """
        if problem(question):
            return []
        if not rerank:
            return self.index.search(question, k=k)
        language, hits = detect(question), find(self.index, question)
        if not 1 <= k <= len(hits):  # more than are read: these follow as they were found
            read_already = {(hit.passage.document, hit.passage.id) for hit in hits}
            further = self.index.search(question, k=k)
            hits += [hit for hit in further if (hit.passage.document, hit.passage.id) not in read_already]
        readings = read(self.reader, self.index, hits, question, language)
        return reranked(hits, readings, language)[:k]

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question with cited sentences of one document, or say that it does not answer.

        It is read together with the last of the turns before it where it leans on that. A question that cannot be
        asked (empty, too long, in another language) gets an answer that says so; it is never an error.
        """
        question = question.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written out
        trouble = problem(question)
        if trouble is not None:
            return self._unanswered(question, trouble, 0.0, ())
        language = detect(question)
        asked_after, hits, readings = self._found(question, language, turns[-1:])
        evidence = choose(hits, readings, language)
        if asks_nothing(question, language):
            evidence = replace(evidence, confidence=0.0)
        document = self.index.documents[evidence.best.hit.passage.document]
        if evidence.verdict != "answered":
            nearest = [hit for hit in reranked(hits, readings, language) if hit.passage.document == document.id]
            text, confidence = not_answered(evidence.verdict, language), evidence.confidence
            refusal = self._unanswered(question, text, confidence, nearest[:NEAREST])
            return replace(refusal, asked_after=asked_after, verdict=evidence.verdict)
        citations = tuple(_cited(candidate, number) for number, candidate in enumerate(evidence.chosen, start=1))
        text = answer_text(citations, language, document.language)
        confidence = evidence.confidence
        return Answer(question, asked_after, language, "answered", text, confidence, citations, (), document)

    def _found(
        self, question: str, language: Language, turns: Sequence[Turn]
    ) -> tuple[str | None, list[Hit], list[Reading]]:
        """Find and read passages, with the turn before where the question leans on it; return what was asked there."""
        if turns:
            hits = find(self.index, question, f"{turns[-1].question} {question}")
            (first,) = read(self.reader, self.index, hits[:1], question, language, turns)
            if first.leans >= LEANS:
                return turns[-1].question, hits, read(self.reader, self.index, hits, question, language, turns)
        hits = find(self.index, question)
        return None, hits, read(self.reader, self.index, hits, question, language)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Read the best of some passages together with a question; see `assistant.evidence.read`."""
        return read(self.reader, self.index, hits, question, detect(question))

    def check(
        self, quote: str, *, start: int | None = None, end: int | None = None, document: str | None = None
    ) -> QuoteCheck:
        """Tell whether a quote stands in a document: exact, normalised, near (with the difference) or absent.

        `start`, `end` and `document` are where it is said to stand, if that is said: the nearest occurrence is taken,
        and the result tells whether it is another place. Raises `ValueError` for a quote without a letter or digit,
        one above 20,000 characters, and offsets that are no place.
        """
        return self._checker.check(quote, Claimed(start, end, document))

    @cached_property
    def _checker(self) -> QuoteChecker:
        return QuoteChecker(self.documents, self.index.passages)

    def _unanswered(self, question: str, text: str, confidence: float, hits: Sequence[Hit]) -> Answer:
        document = self.index.documents[hits[0].passage.document] if hits else self.documents[0]
        nearest = tuple(_citation(hit.passage, hit.passage, 0, hit.score) for hit in hits)
        return Answer(question, None, detect(question), "not_found", text, confidence, (), nearest, document)


def _cited(candidate: Candidate, number: int) -> Citation:
    """Cite a sentence, the answer's words marked on the side that was read."""
    citation = _citation(candidate.hit.passage, candidate.sentence, number, candidate.probability)
    span = candidate.reading.spans[candidate.position]
    if span is None:
        return citation
    if candidate.reading.text.translated and citation.translation is not None:
        return replace(citation, marked_translation=(span,))
    return replace(citation, marked=((citation.start + span[0], citation.start + span[1]),))


def _citation(passage: Passage, quoted: Sentence | Passage, number: int, score: float) -> Citation:
    """Cite a sentence of a passage, or the passage itself."""
    return Citation(
        number=number,
        passage=passage.id,
        section=passage.section,
        paragraph=passage.paragraph,
        start=quoted.start,
        end=quoted.end,
        quote=quoted.text,
        translation=quoted.translation,
        score=score,
    )
