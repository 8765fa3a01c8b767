"""How the parts of a passage's score rank, each alone and together, shared by the benchmarks.

A question is scored once; every part, and every weighting, is then read off the same candidates.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import PassageIndex
from index.encoder import TokenEncoder
from index.hits import Query
from index.passage_index import ACROSS, CANDIDATES, DENSE, LEXICAL, MATCH

MISSED = 10**9
"""The place of a passage that is not among the candidates."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of a question in the order of the text, with each part of their score: (candidates,) each.

    `rows` are their places in the index; `shares_language` says which have a view in the question's language, `asked`
    which are the front matter of a question that asks for it.
    """

    rows: NDArray[np.int64]
    lexical: NDArray[np.float32]
    dense: NDArray[np.float32]
    match: NDArray[np.float32]
    shares_language: NDArray[np.bool_]
    asked: NDArray[np.bool_]

    def weighted(
        self, *, lexical: float = LEXICAL, across: float = ACROSS, dense: float = DENSE, match: float = MATCH
    ) -> NDArray[np.float64]:
        """The weighted sum of the parts, as `PassageIndex.rank` computes it."""
        weight = np.where(self.shares_language, lexical, across)
        return np.asarray(weight * self.lexical + dense * self.dense + match * self.match, dtype=np.float64)

    def fused(
        self, *, lexical: float = LEXICAL, across: float = ACROSS, dense: float = DENSE, match: float = MATCH
    ) -> NDArray[np.float64]:
        """The whole score: the weighted sum, and the front matter first where it is asked for."""
        return self.weighted(lexical=lexical, across=across, dense=dense, match=match) + self.asked


Part = Callable[[Scored], NDArray[np.floating]]


def parts_of(index: PassageIndex) -> dict[str, Part]:
    """The parts that an index scores by, and all together; without token vectors there is no token match."""
    parts: dict[str, Part] = {"dense": lambda scored: scored.dense, "BM25": lambda scored: scored.lexical}
    if isinstance(index.encoder, TokenEncoder):
        parts["token match"] = lambda scored: scored.match
    parts["all"] = Scored.fused
    return parts


def score(index: PassageIndex, query: Query, *, count: int = CANDIDATES) -> Scored:
    """Score the candidates of a question: `count` by BM25 and as many by the vectors, as a search does."""
    lexical, shares_language = index._lexical_scores(query)
    rows, dense = index._candidates(query, lexical, count=count)
    asked = [bool(query.fields) and index.passages[row].paragraph == 0 for row in rows]
    match = index._best_windows(query, rows)
    return Scored(rows, lexical[rows], dense, match, shares_language[rows], np.asarray(asked))


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
