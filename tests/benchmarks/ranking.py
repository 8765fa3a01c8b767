"""How the parts of a passage's score rank, each alone and together, shared by the benchmarks.

A question is scored once; every part, and every weighting, is then read off the same candidates.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index import PassageIndex
from index.encoder import TokenEncoder
from index.fusion import ACROSS, WITHIN, Scores
from index.hits import Query
from index.passage_index import CANDIDATES
from source import Language

MISSED = 10**9
"""The place of a passage that is not among the candidates."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of a question in the order of the text, by their places in the index, and their scores."""

    language: Language
    rows: NDArray[np.int64]
    scores: Scores

    def without(self, part: str) -> NDArray[np.float64]:
        """The weighted sum of the other parts."""
        within, across = (replace(weights, **{part: 0.0}) for weights in (WITHIN[self.language], ACROSS))
        return self.scores.fused(within, across)

    def fused(self) -> NDArray[np.float64]:
        """The whole score as `PassageIndex.rank` computes it."""
        return self.scores.fused(WITHIN[self.language])


Part = Callable[[Scored], NDArray[np.floating]]


def parts_of(index: PassageIndex) -> dict[str, Part]:
    """The parts that an index scores by, and all together; without token vectors there is no token match."""
    parts: dict[str, Part] = {"dense": lambda scored: scored.scores.dense, "BM25": lambda scored: scored.scores.lexical}
    if isinstance(index.encoder, TokenEncoder):
        parts["token match"] = lambda scored: scored.scores.match
    parts["all"] = Scored.fused
    return parts


def score(index: PassageIndex, query: Query, *, count: int = CANDIDATES) -> Scored:
    """Score the candidates of a question as a search does."""
    rows, scores = index.score(query, count=count)
    return Scored(query.language, rows, scores)


def check(index: PassageIndex, questions: Iterable[str], *, k: int = 5) -> None:
    """Hold the score that is measured here to that of the index: raises `RuntimeError` where the two rank apart."""
    for text in questions:
        query = index.analyse(text)
        scored = score(index, query)
        mine = [index.passages[scored.rows[n]].id for n in np.argsort(-scored.fused(), kind="stable")[:k]]
        if mine != [hit.passage.id for hit in index.rank(query, k=k)]:
            raise RuntimeError(f"{text!r}: this benchmark must rank as PassageIndex.rank does.")


def place_of_first(
    scored: Scored, scores: NDArray[np.floating], gold: Collection[int], units: NDArray[np.int64] | None = None
) -> int:
    """How many candidates stand before the first gold one, ties in the order of the text; `MISSED` without one.

    `gold` holds places in the index, or the units of them that count where `units` names the unit of every passage:
    the passages of a unit then take one place together, that of the best.
    """
    ranked = scored.rows[np.argsort(-scores, kind="stable")]
    found = ranked.tolist() if units is None else list(dict.fromkeys(units[ranked].tolist()))
    return next((place for place, unit in enumerate(found) if unit in gold), MISSED)


def success(places: Sequence[int], k: int) -> float:
    """Success@k: the share of questions whose first gold passage is among the first k."""
    return sum(place < k for place in places) / len(places)


def standard_error(share: float, count: int) -> float:
    """One standard error of a share of independent questions."""
    return math.sqrt(share * (1 - share) / count)
