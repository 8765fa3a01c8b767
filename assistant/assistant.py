"""The assistant: a question becomes a cited answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant import overview
from assistant.answer import Answer, Citation, Verdict
from assistant.conversation import Conversation
from assistant.evidence import Candidate, Evidence, Read, candidates_of, choose, find, read
from assistant.evidence import rerank as reranked
from assistant.home import bundled_index
from assistant.question import problem
from assistant.quotes import Claimed, QuoteCheck, QuoteChecker
from assistant.reader import Kind, Reader, Request, Turn, load_reader
from assistant.refusal import refusal
from assistant.wording import ASIDES, answer_text
from index import Encoder, Hit, PassageIndex
from index.terms import terms
from source import Document, Language, Passage, Sentence, detect

LEANS = 0.5
"""Probability from which a question is taken to lean on the turn before it."""
SURE_ASIDE = 0.94
"""Probability that no document answers such a message, from which a greeting or the like is not read at all."""
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
            read_already = {hit.passage.key for hit in hits}
            further = self.index.search(question, k=k)
            hits += [hit for hit in further if hit.passage.key not in read_already]
        done = read(self.reader, self.index, hits, question, language)
        return reranked(hits, done, language)[:k]

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question with cited sentences of one document, or say that it does not answer.

        It is read together with the last of the turns before it where it leans on that; the gist of a document is told
        by its key sentences, and a message that asks nothing is answered as such. A question that cannot be asked
        (empty, too long, in another language) gets an answer that says so; it is never an error.
        """
        question = question.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written out
        trouble = problem(question)
        if trouble is not None:
            return self._unanswered(question, trouble, 0.0, ())
        language, request = detect(question), self.reader.request(question)
        if request.kind == "summary":
            said = " ".join([*(turn.question for turn in turns[-1:]), question])  # tells which document is meant
            meant = self.index.search(said, k=1)[0].passage.document
            return self._answered(question, None, language, self._gist(question, meant, language))
        aside = request.kind in ASIDES
        if not (turns or terms(question)) or (aside and request.aside >= SURE_ASIDE):
            return self._aside(question, request.kind, language)
        asked_after, hits, done, evidence = self._read(question, language, request, () if aside else turns[-1:])
        if aside and evidence.verdict != "answered":
            return self._aside(question, request.kind, language)
        document = self.index.documents[evidence.best.passage.document]
        if evidence.verdict != "answered":
            nearest = [hit for hit in reranked(hits, done, language) if hit.passage.document == document.id]
            told = evidence.best.read.reading.text.sentences[evidence.best.place]
            text = refusal(evidence.verdict, language, question, told)
            answer = self._unanswered(question, text, evidence.confidence, nearest[:NEAREST], evidence.verdict)
            return replace(answer, asked_after=asked_after)
        return self._answered(question, asked_after, language, evidence)

    def _aside(self, question: str, kind: Kind, language: Language) -> Answer:
        said = ASIDES.get(kind, ASIDES["small_talk"])[language]
        return self._unanswered(question, said, 0.0, (), "not_a_question")

    def overview(self, document: str, language: Language) -> Answer:
        """Return the key sentences of a document, as if it was asked what it is about.

        Raises `KeyError` for a document that is not there.
        """
        question, identifier = overview.QUESTION[language], self.index.documents[document].id
        return self._answered(question, None, language, self._gist(question, identifier, language))

    def _answered(self, question: str, asked_after: str | None, language: Language, evidence: Evidence) -> Answer:
        document = self.index.documents[evidence.best.passage.document]
        citations = tuple(_cited(candidate, number) for number, candidate in enumerate(evidence.chosen, start=1))
        text = answer_text(citations, language, document.language)
        return Answer(question, asked_after, language, "answered", text, evidence.confidence, citations, (), document)

    def _gist(self, question: str, document: str, language: Language) -> Evidence:
        keys = overview.keys(self.index, document, question)
        hits = overview.find(keys)
        done = read(self.reader, self.index, hits, question, language, kind="summary")
        return overview.choose(keys, hits, done, question, language)

    def _read(
        self, question: str, language: Language, request: Request, turns: Sequence[Turn]
    ) -> tuple[str | None, list[Hit], list[Read], Evidence]:
        """Find and read passages, with the turn before where the question leans on it; return what was asked there."""
        if turns:
            hits = find(self.index, question, f"{turns[-1].question} {question}")
            (first,) = read(self.reader, self.index, hits[:1], question, language, turns)
            if first.reading.leans >= LEANS:
                done = read(self.reader, self.index, hits, question, language, turns, request.kind)
                return turns[-1].question, hits, done, choose(hits, done, language, request)
        hits = find(self.index, question)
        done = read(self.reader, self.index, hits, question, language, kind=request.kind)
        return None, hits, done, choose(hits, done, language, request)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Read the best of some passages together with a question, and return their sentences as they answer it."""
        language = detect(question)
        return candidates_of(hits, read(self.reader, self.index, hits, question, language), language)

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

    def _unanswered(
        self, question: str, text: str, confidence: float, hits: Sequence[Hit], verdict: Verdict = "not_found"
    ) -> Answer:
        document = self.index.documents[hits[0].passage.document] if hits else self.documents[0]
        nearest = tuple(_citation(hit.passage, hit.passage, 0, hit.score) for hit in hits)
        return Answer(question, None, detect(question), verdict, text, confidence, (), nearest, document)


def _cited(candidate: Candidate, number: int) -> Citation:
    """Cite a sentence, the answer's words marked on the side that was read."""
    citation = _citation(candidate.passage, candidate.sentence, number, candidate.probability)
    reading = candidate.read.reading
    span = reading.spans[candidate.place]
    if span is None:
        return citation
    if reading.text.translated and citation.translation is not None:
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
