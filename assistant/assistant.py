"""The assistant: a question becomes a cited answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.abstention import confidence_of
from assistant.answer import Answer, Citation
from assistant.asked import Kind
from assistant.conversation import Conversation
from assistant.evidence import PASSAGES, choose
from assistant.home import bundled_index
from assistant.marks import marks
from assistant.question import problem
from assistant.quotes import Claimed, QuoteCheck, QuoteChecker
from assistant.wording import answer_text, not_answered
from index import Encoder, Hit, PassageIndex, Query
from source import Document, Passage, Sentence, detect

NEAREST = 3
"""Passages shown as nearest when the document does not answer."""

THRESHOLD = 0.5
"""Confidence below which the assistant says that the document does not answer."""


class Assistant:
    """Answers questions over one index. Holds no state between questions; the same question has the same answer."""

    def __init__(self, index: PassageIndex) -> None:
        """Answer from an index that is already in memory."""
        self.index = index

    @classmethod
    def open(cls, folder: str | Path | None = None, *, encoder: Encoder | None = None) -> "Assistant":
        """Open the bundled article, or an index folder.

        The article's index is built on first use into the user's cache folder. Raises `IndexFolderError` for a folder
        that is no sound index.
        """
        return cls(bundled_index() if folder is None else PassageIndex.load(folder, encoder=encoder))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are answered from."""
        return tuple(self.index.documents.values())

    def conversation(self) -> Conversation:
        """Begin a conversation: its questions may lean on the ones before."""
        return Conversation(self)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return the k passages nearest to a question, best first; none for a question that cannot be asked.

        Raises `ValueError` when k is below 1.
        """
        return [] if problem(question) else self.index.search(question, k=k)

    def ask(self, question: str) -> Answer:
        """Answer a question with cited sentences of one document, or say that it does not answer.

        A question that cannot be asked (empty, too long, in another language) gets an answer that says so; it is
        never an error.
        """
        question = question.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written out
        trouble = problem(question)
        if trouble is not None:
            return self._unanswered(question, trouble, 0.0, ())
        query = self.index.analyse(question)
        hits = self.index.rank(query, k=PASSAGES)
        evidence = choose(self.index, query, hits)
        confidence = confidence_of(self.index, query, evidence)
        document = self.index.documents[evidence.best.hit.passage.document]
        if confidence < THRESHOLD:
            nearest = [hit for hit in hits if hit.passage.document == document.id][:NEAREST]
            return self._unanswered(question, not_answered(query.language), confidence, nearest)
        citations = tuple(
            self._marked(_citation(chosen.hit.passage, chosen.sentence, number, score), query, evidence.kinds)
            for number, (chosen, score) in enumerate(zip(evidence.chosen, evidence.scores, strict=True), start=1)
        )
        text = answer_text(citations, query.language, document.language)
        return Answer(question, question, query.language, True, text, confidence, citations, (), document)

    def check(
        self, quote: str, *, start: int | None = None, end: int | None = None, document: str | None = None
    ) -> QuoteCheck:
        """Tell whether a quote stands in a document: exact, normalised, near (with the difference) or absent.

        `start`, `end` and `document` are where it is said to stand, if that is said: the nearest occurrence is taken,
        and the result tells whether it is another place. Raises `ValueError` for a quote without a letter or digit,
        one above 20,000 characters, and offsets that are no place.
        """
        return self._checker.check(quote, Claimed(start, end, document))

    def _marked(self, citation: Citation, query: Query, kinds: Sequence[Kind]) -> Citation:
        """Mark what the question asks for in the quote and in its translation."""
        vocabulary = self.index.vocabulary
        spans = marks(citation.quote, query, kinds, vocabulary)
        return replace(
            citation,
            marked=tuple((citation.start + start, citation.start + end) for start, end in spans),
            marked_translation=marks(citation.translation or "", query, kinds, vocabulary),
        )

    @cached_property
    def _checker(self) -> QuoteChecker:
        return QuoteChecker(self.documents, self.index.passages)

    def _unanswered(self, question: str, text: str, confidence: float, hits: Sequence[Hit]) -> Answer:
        document = self.index.documents[hits[0].passage.document] if hits else self.documents[0]
        nearest = tuple(_citation(hit.passage, hit.passage, 0, hit.score) for hit in hits)
        return Answer(question, question, detect(question), False, text, confidence, (), nearest, document)


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
