"""Which sentences of the found passages answer a question, and how surely the document does.

The reader's probabilities are what both rest on. Sentences are ordered by them together with the retriever's score of
their passage; whether the best one answers is told mostly by the reader, since the retriever likes near misses.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Verdict
from assistant.reader import Reader, Reading, Text, Turn
from index import Hit, PassageIndex
from source import Language, Sentence

ROUND, ROUNDS = 4, 3
"""Passages read at a time, and how often, while no sentence is sure to answer."""
PASSAGES = ROUND * ROUNDS
SURE = 0.8
"""Probability of a sentence from which no further passages are read."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the retriever's score adds to a sentence's log odds when sentences are ordered; the odds of the verdict."""

    retriever: float
    bias: float
    sentence: float
    passage: float
    score: float


WEIGHTS: dict[Language, Weights] = {
    "ja": Weights(16.0, -1.15, 1.05, 0.3, 3.2),
    "en": Weights(14.0, -1.76, 0.09, 1.08, 2.58),
}
"""By the question's language. Fitted by `python -m tests.benchmarks.calibrate`, whose output is these numbers."""

ANSWERED, RELATED = 0.44, 0.12
"""Confidence from which a question is answered (below it stand 5 % of the answerable), and its topic at least there."""
FURTHER, SHARE = 0.5, 0.9
"""Probability, and its share of the best one's, from which further sentences are cited; by the same command."""
MOST = 8
"""Sentences cited at most."""

LEANS = re.compile(
    r"^(?:この|その|これ|それ|こうした|そうした|同社|同氏|同国|同年|同時期|また同|彼(?=[はがのらをにも女、])|両者|前者|後者|何故なら|なぜなら|というのも"
    r"|(?:This|That|These|Those|It|They|He|She|Its|His|Her|Their|Such|Both|The latter|The former)\b)"
)
"""A sentence that begins so cannot be understood without the one before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that was read: its place, its probability, and the score that orders it."""

    hit: Hit
    reading: Reading
    position: int
    probability: float
    score: float

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.hit.passage.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences to be cited, in the document's order, the best of them, and how surely the document answers."""

    chosen: tuple[Candidate, ...]
    best: Candidate
    confidence: float

    @property
    def verdict(self) -> Verdict:
        """Whether the question is answered, its topic at least is there, or nothing was found."""
        if self.confidence >= ANSWERED:
            return "answered"
        return "related" if self.confidence >= RELATED else "not_found"


def find(index: PassageIndex, *questions: str) -> list[Hit]:
    """Find the passages to be read for a question, or for several that may be meant, the nearest first.

    The front matter of the nearest document is read too, as near as the nearest passage: title, author and date are
    asked for in words that do not stand there.
    """
    hits = index.search_many(questions, k=PASSAGES)
    front = index.fronts.get(hits[0].passage.document)
    if front is None or any(hit.passage == front for hit in hits):
        return hits
    return [hits[0], replace(hits[0], passage=front), *hits[1:]][:PASSAGES]


def texts_of(index: PassageIndex, hits: Sequence[Hit], language: Language) -> list[Text]:
    """Return found passages as they are given to a reader for a question in a language."""
    return [Text.of(index.documents[hit.passage.document], hit.passage, language) for hit in hits]


def read(
    reader: Reader,
    index: PassageIndex,
    hits: Sequence[Hit],
    question: str,
    language: Language,
    turns: Sequence[Turn] = (),
) -> list[Reading]:
    """Read the best passages, a few at a time until a sentence surely answers; fewer readings than hits may return."""
    readings: list[Reading] = []
    for first in range(0, min(len(hits), PASSAGES), ROUND):
        readings += reader.read(question, texts_of(index, hits[first : first + ROUND], language), turns)
        if max(reading.best for reading in readings) >= SURE:
            break
    return readings


def rerank(hits: Sequence[Hit], readings: Sequence[Reading], language: Language) -> list[Hit]:
    """Order the passages that were read by their best sentences; those that were not follow as they stood.

    The score of a passage that was read is its best sentence's probability, held against how near the retriever found
    it: for the nearest passage it is the probability itself.
    """
    best = [
        max(candidate.score for candidate in _candidates([hit], [reading], language))
        for hit, reading in zip(hits, readings, strict=False)
    ]
    order = sorted(range(len(best)), key=lambda place: -best[place])
    nearest = WEIGHTS[language].retriever * max(hit.score for hit in hits)
    read_hits = [replace(hits[place], score=probability_of(best[place] - nearest)) for place in order]
    return [*read_hits, *(replace(hit, score=0.0) for hit in hits[len(readings) :])]


def choose(hits: Sequence[Hit], readings: Sequence[Reading], language: Language) -> Evidence:
    """Choose the sentences to be cited, all of one document; `readings` are of the first of the hits, not empty."""
    candidates = _candidates(hits, readings, language)
    best = max(candidates, key=lambda candidate: candidate.score)
    own = [candidate for candidate in candidates if candidate.hit.passage.document == best.hit.passage.document]
    bar = max(FURTHER, SHARE * best.probability)
    further = [candidate for candidate in own if candidate.probability >= bar and candidate is not best]
    chosen = [best, *sorted(further, key=lambda candidate: -candidate.score)[: MOST - 1]]
    for candidate in list(chosen):
        if candidate.position and LEANS.match(candidate.sentence.text) and len(chosen) < MOST:
            before = next(
                other for other in own if other.hit is candidate.hit and other.position == candidate.position - 1
            )
            if before not in chosen:
                chosen.append(before)
    chosen.sort(key=lambda candidate: candidate.sentence.start)
    return Evidence(tuple(chosen), best, confidence_of(best, language))


def confidence_of(best: Candidate, language: Language) -> float:
    """Return the estimated probability that the document answers."""
    weights = WEIGHTS[language]
    odds = (
        weights.bias
        + weights.sentence * log_odds(best.probability)
        + weights.passage * log_odds(1 - best.reading.nothing)
        + weights.score * best.hit.score
    )
    return probability_of(odds)


def probability_of(odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1 / (1 + math.exp(-odds))


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, within ±12."""
    low = 6e-6
    probability = min(max(probability, low), 1 - low)
    return math.log(probability / (1 - probability))


def _candidates(hits: Sequence[Hit], readings: Sequence[Reading], language: Language) -> list[Candidate]:
    weight = WEIGHTS[language].retriever
    return [
        Candidate(hit, reading, position, probability, log_odds(probability) + weight * hit.score)
        for hit, reading in zip(hits, readings, strict=False)
        for position, probability in enumerate(reading.answers)
    ]
