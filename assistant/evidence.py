"""Which sentences of the found passages answer a question, and how surely the document does.

The reader's probabilities are what both rest on. Sentences are ordered by them together with the retriever's score of
their passage; whether the best one answers is told mostly by the reader, since the retriever likes near misses.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Verdict
from assistant.reader import Kind, Reader, Reading, Request, Text, Turn
from index import Hit, PassageIndex
from source import Block, Language, Passage, Sentence

PASSAGES = 12
"""Passages that are found, to be read with their neighbours."""
ROUND = 2
"""How many blocks of them are read at a time while no sentence is sure to answer."""
SURE = 0.8
"""Probability of a sentence from which no further passages are read."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the retriever's score adds to a sentence's log odds when sentences are ordered; the odds of the verdict.

    `aside` weighs the log odds that the question is of a kind that no document answers.
    """

    retriever: float
    bias: float
    sentence: float
    passage: float
    score: float
    aside: float = 0.0


WEIGHTS: dict[Language, Weights] = {
    "ja": Weights(16.0, -2.36, 0.62, 0.6, 3.13, -0.37),
    "en": Weights(4.5, -2.88, 0.18, 1.1, 2.48, -0.42),
}
"""By the question's language. Fitted by `python -m tests.benchmarks.calibrate`, whose output is these numbers."""

ANSWERED = 0.53
"""Confidence from which a question is answered: below it stand nine in ten of what is about nothing, 8 % of the
answerable (5 % stand below 0.39)."""
RELATED = 0.29
"""How near the nearest passage is where its topic at least is there; by the same command."""
FURTHER, SHARE = 0.5, 0.8
"""Probability, and its share of the best one's, from which further sentences are cited; by the same command."""
GATHERED_FURTHER, GATHERED_SHARE = 0.3, 0.5
"""The same where several sentences make the answer."""
GATHERING: frozenset[Kind] = frozenset({"list", "everything", "section", "summary"})
"""Kinds of request that several sentences make the answer of: all that was found is read."""
MOST = 8
"""Sentences cited at most."""

ORDINARY = Request()
"""An ordinary question."""

LEANS = re.compile(
    r"^(?:この|その|これ|それ|こうした|そうした|同社|同氏|同国|同年|同時期|また同|彼(?=[はがのらをにも女、])|両者|前者|後者|何故なら|なぜなら|というのも"
    r"|(?:This|That|These|Those|It|They|He|She|Its|His|Her|Their|Such|Both|The latter|The former)\b)"
)
"""A sentence that begins so cannot be understood without the one before it."""


@dataclass(frozen=True, slots=True)
class Read:
    """Passages that were read together, and what the reader says of them."""

    block: Block
    reading: Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that was read: its passage, what was read, its place in that, its probability, and how it is ordered.

    `near` is the retriever's score of its passage, `score` what orders it among others.
    """

    passage: Passage
    sentence: Sentence
    read: Read
    place: int
    probability: float
    near: float
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences to be cited, in the document's order, the best of them, and how surely the document answers.

    `near` is the retriever's score of the nearest passage.
    """

    chosen: tuple[Candidate, ...]
    best: Candidate
    confidence: float
    near: float

    @property
    def verdict(self) -> Verdict:
        """Whether the question is answered, its topic at least is there, or nothing was found."""
        if self.confidence >= ANSWERED:
            return "answered"
        return "related" if self.near >= RELATED else "not_found"


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


def blocks_of(index: PassageIndex, hits: Sequence[Hit]) -> list[Block]:
    """Return what is read of found passages: each with its neighbours, none twice."""
    return list(dict.fromkeys(index.blocks[hit.passage.key] for hit in hits))


def read(
    reader: Reader,
    index: PassageIndex,
    hits: Sequence[Hit],
    question: str,
    language: Language,
    turns: Sequence[Turn] = (),
    kind: Kind = "fact",
) -> list[Read]:
    """Read the best passages with their neighbours, a few at a time until a sentence surely answers.

    Where several sentences make the answer, all are read.
    """
    done: list[Read] = []
    blocks = blocks_of(index, hits[:PASSAGES])
    for first in range(0, len(blocks), ROUND):
        some = blocks[first : first + ROUND]
        texts = [Text.of(index.documents[block[0].document], block, language) for block in some]
        done += map(Read, some, reader.read(question, texts, turns))
        if kind not in GATHERING and max(one.reading.best for one in done) >= SURE:
            break
    return done


def rerank(hits: Sequence[Hit], done: Sequence[Read], language: Language) -> list[Hit]:
    """Order the passages that were read by their best sentences; those that were not follow as they stood.

    The score of a passage that was read is its best sentence's probability, held against how near the retriever found
    it: for the nearest passage it is the probability itself.
    """
    best: dict[tuple[str, str], float] = {}
    for candidate in candidates_of(hits, done, language):
        key = candidate.passage.key
        best[key] = max(best.get(key, candidate.score), candidate.score)
    nearest = WEIGHTS[language].retriever * max(hit.score for hit in hits)
    told = sorted((hit for hit in hits if hit.passage.key in best), key=lambda hit: -best[hit.passage.key])
    unread = [replace(hit, score=0.0) for hit in hits if hit.passage.key not in best]
    return [replace(hit, score=probability_of(best[hit.passage.key] - nearest)) for hit in told] + unread


def choose(hits: Sequence[Hit], done: Sequence[Read], language: Language, request: Request = ORDINARY) -> Evidence:
    """Choose the sentences to be cited, all of one document, of what was read of the hits, which is not nothing."""
    candidates = candidates_of(hits, done, language)
    best = max(candidates, key=lambda candidate: candidate.score)
    own = [candidate for candidate in candidates if candidate.passage.document == best.passage.document]
    further, share = (GATHERED_FURTHER, GATHERED_SHARE) if request.kind in GATHERING else (FURTHER, SHARE)
    bar = max(further, share * best.probability)
    rest = [candidate for candidate in own if candidate.probability >= bar and candidate is not best]
    chosen = [best, *sorted(rest, key=lambda candidate: -candidate.score)[: MOST - 1]]
    for candidate in list(chosen):
        before = candidate.passage.sentences.index(candidate.sentence) - 1
        if before >= 0 and LEANS.match(candidate.sentence.text) and len(chosen) < MOST:
            wanted = candidate.passage.sentences[before]
            if all(other.sentence != wanted for other in chosen):
                chosen.append(next(other for other in own if other.sentence == wanted))
    chosen.sort(key=lambda candidate: candidate.sentence.start)
    return Evidence(tuple(chosen), best, confidence_of(best, language, request.aside), max(hit.score for hit in hits))


def confidence_of(best: Candidate, language: Language, aside: float = ORDINARY.aside) -> float:
    """Return the estimated probability that the document answers."""
    weights = WEIGHTS[language]
    odds = (
        weights.bias
        + weights.sentence * log_odds(best.probability)
        + weights.passage * log_odds(1 - best.read.reading.nothing)
        + weights.score * best.near
        + weights.aside * log_odds(aside)
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


def candidates_of(hits: Sequence[Hit], done: Sequence[Read], language: Language) -> list[Candidate]:
    """Return every sentence that was read, with its score.

    A passage that was read as a neighbour, and not found itself, counts as near as the last that was.
    """
    weight, near = WEIGHTS[language].retriever, {hit.passage.key: hit.score for hit in hits}
    last = min((hit.score for hit in hits), default=0.0)
    candidates = []
    for one in done:
        sentences = ((passage, sentence) for passage in one.block for sentence in passage.sentences)
        for place, ((passage, sentence), chance) in enumerate(zip(sentences, one.reading.answers, strict=True)):
            score = near.get(passage.key, last)
            candidates.append(
                Candidate(passage, sentence, one, place, chance, score, log_odds(chance) + weight * score)
            )
    return candidates
