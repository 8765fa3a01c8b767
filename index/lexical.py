"""Lexical retrieval: BM25 over the terms of one view (Robertson and Zaragoza 2009, computed by bm25s)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75


class Lexical:
    """BM25 scores of all passages, and which passages hold a term."""

    def __init__(self, bm25: Any, count: int) -> None:
        """Wrap an indexed `bm25s.BM25` over `count` passages, None where no passage has any term."""
        self._bm25 = bm25
        self._count = count

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> "Lexical":
        """Index the terms of each passage, in the index's order; a passage may have none."""
        import bm25s

        if not any(passages):
            return cls(None, len(passages))
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index([list(terms) for terms in passages], show_progress=False)
        return cls(bm25, len(passages))

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what `save` wrote."""
        import bm25s

        count = int(json.loads((folder / "count.json").read_text(encoding="utf-8")))
        return cls(bm25s.BM25.load(folder) if (folder / "params.index.json").exists() else None, count)

    def save(self, folder: Path) -> None:
        """Write NumPy and JSON files into a folder, which is made."""
        folder.mkdir(parents=True)
        (folder / "count.json").write_text(json.dumps(self._count), encoding="utf-8")
        if self._bm25 is not None:
            self._bm25.save(folder, show_progress=False)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage: (passages,); each term of the question counts once."""
        known = self._known(terms)
        if not known:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def weights(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the inverse document frequency of each term: (terms,); the highest for a term of no passage."""
        return np.asarray(
            [np.log1p((self._count - df + 0.5) / (df + 0.5)) for df in (len(self.holders(term)) for term in terms)],
            dtype=np.float32,
        )

    def shares(self, alternatives: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
        """Return BM25 of every passage as a share of the question's weight, 0 to 1: (passages,).

        Each term of the question is given by the terms that may stand for it, with weights: the best of them counts, in
        a passage and for the question. A term that nothing stands for counts as one of no passage.
        """
        scores, total = np.zeros(self._count, dtype=np.float32), 0.0
        for weights in alternatives:
            best = np.zeros(self._count, dtype=np.float32)
            for term, weight in weights.items():
                rows, values = self._column(term)
                best[rows] = np.maximum(best[rows], weight * values)
            scores += best
            idf = self.weights([*weights] or [""])
            total += float((idf * [*weights.values()] if weights else idf).max())
        return scores / np.float32(total) if total else scores

    def holders(self, term: str) -> NDArray[np.int32]:
        """Return the numbers of the passages that hold a term."""
        return self._column(term)[0]

    def _column(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the passages that hold a term and its BM25 score in each."""
        token = None if self._bm25 is None else self._bm25.vocab_dict.get(term)
        if token is None or not term:  # bm25s gives the empty term a number, and no column
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        pointers = self._bm25.scores["indptr"]
        part = slice(pointers[token], pointers[token + 1])
        rows, scores = self._bm25.scores["indices"][part], self._bm25.scores["data"][part]
        return np.asarray(rows, dtype=np.int32), np.asarray(scores, dtype=np.float32)

    def _known(self, terms: Sequence[str]) -> list[str]:
        if self._bm25 is None:
            return []
        return [term for term in dict.fromkeys(terms) if term in self._bm25.vocab_dict]
