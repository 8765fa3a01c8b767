"""Late interaction over static token vectors: how well each token of a question is met in a sentence.

score(q, s) = Σ_t w(t) · max_{u ∈ s} cos(t, u) / Σ_t w(t), with w(t) = |t| · idf(t)^r: the MaxSim of ColBERT (Khattab
and Zaharia 2020) with the weight that the static model itself gives a token, its norm. 1 means that every token of the
question stands in the sentence.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import TokenEncoder

RARITY = 0.5
"""Power of a token's inverse document frequency."""


class TokenMatch:
    """The tokens of all sentences of one view."""

    def __init__(self, encoder: TokenEncoder, tokens: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        """Take the tokens of all sentences end to end and where each sentence's begin: (sentences + 1,)."""
        self.tokens = tokens
        self.starts = starts
        self._encoder = encoder
        self._vocabulary, self._places = np.unique(tokens, return_inverse=True)
        owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        pairs = np.unique(np.stack([self._places, owner]), axis=1) if len(tokens) else np.zeros((2, 0), dtype=np.int64)
        frequency = np.bincount(pairs[0], minlength=len(self._vocabulary))
        self._frequency = dict(zip(self._vocabulary.tolist(), frequency.tolist(), strict=True))
        self._unit: NDArray[np.float32] | None = None

    @classmethod
    def build(cls, encoder: TokenEncoder, sentences: Sequence[str]) -> "TokenMatch":
        """Tokenise the sentences; an empty one has no token and matches nothing."""
        parts = [encoder.tokens(sentence) for sentence in sentences]
        starts = np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
        return cls(encoder, np.concatenate([np.zeros(0, dtype=np.int32), *parts]), starts)

    def passage_scores(
        self, question: NDArray[np.int32], rows: NDArray[np.int64], before: NDArray[np.int64], starts: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Score passages, whose sentences are `rows` from each of `starts` on: (len(starts),).

        The mean of two matches: of the best sentence together with the one before it, and of the whole passage. The
        first finds the place that answers, the second a question whose words are strewn over its context.
        """
        shares, alone, together = self._met(question, rows, before)
        best = np.maximum.reduceat(shares @ together, starts)
        whole = shares @ np.maximum.reduceat(alone, starts, axis=1)
        return ((best + whole) / 2).astype(np.float32)

    def _met(
        self, question: NDArray[np.int32], rows: NDArray[np.int64], before: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Return each token's share of the question, (tokens,), and how far sentences meet it: (tokens, len(rows)).

        Each sentence by itself, and together with the one before it. The shares add up to 1, or are all 0.
        """
        ids = np.unique(question)
        weights = self._weights(ids)
        needed = np.union1d(rows, before[before >= 0])
        best = self._best_matches(ids, needed)
        alone = best[:, np.searchsorted(needed, rows)]
        previous = np.where(before >= 0, best[:, np.searchsorted(needed, np.maximum(before, needed[0]))], 0)
        return weights / max(float(weights.sum()), 1e-12), alone, np.maximum(alone, previous)

    def _best_matches(self, ids: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Highest cosine of each question token in each sentence, 0 at least: (len(ids), len(rows))."""
        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        out = np.zeros((len(ids), len(rows)), dtype=np.float32)
        filled = np.flatnonzero(lengths)
        if not len(ids) or not len(filled):
            return out
        offsets = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
        places = np.repeat(starts[filled] - offsets, lengths[filled]) + np.arange(lengths[filled].sum())
        # One row a token of the view: rows are gathered many times faster than columns.
        similarity = self._unit_vocabulary() @ _unit_rows(self._encoder.token_vectors(ids)).T
        best = np.maximum.reduceat(similarity[self._places[places]], offsets, axis=0)
        out[:, filled] = np.maximum(best, 0).T
        return out

    def _weights(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        count = len(self.starts) - 1
        idf = [np.log1p((count + 1) / (self._frequency.get(token, 0) + 0.5)) for token in ids.tolist()]
        norms = np.linalg.norm(self._encoder.token_vectors(ids), axis=1)
        return np.asarray(norms * np.asarray(idf) ** RARITY, dtype=np.float32)

    def _unit_vocabulary(self) -> NDArray[np.float32]:
        """Return the unit vectors of the view's distinct tokens, made at the first question."""
        if self._unit is None:
            self._unit = _unit_rows(self._encoder.token_vectors(self._vocabulary))
        return self._unit


def _unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    out = np.zeros_like(vectors)
    np.divide(vectors, norms, out=out, where=norms > 0)
    return out
