"""The nouns of retrieval: a question as the index sees it, and what is found for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from source import Language, Passage


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it: its terms each once, in order; no `tokens` without token vectors."""

    language: Language
    terms: tuple[str, ...]
    vector: NDArray[np.float32]
    tokens: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its fused score (1 would be the question itself) and the parts it came from.

    `lexical` is BM25 over the sum of the question's term weights. The others are each the mean of two: `dense` of the
    cosines of the passage and of its best sentence or two, `match` of what they meet of the question.
    """

    passage: Passage
    score: float
    lexical: float
    dense: float
    match: float
