"""The fusion of a passage's three scores: a weighted sum, by the question's language and whether the passage shares it.

Fitted by `python -m tests.benchmarks.fusion`, whose output is the numbers below; but for rounding the weights of a row
add up to one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from source import Language


@dataclass(frozen=True, slots=True)
class Weights:
    """What each score of a passage counts."""

    lexical: float
    dense: float
    match: float


WITHIN: dict[Language, Weights] = {
    "ja": Weights(0.14, 0.23, 0.64),
    "en": Weights(0.13, 0.34, 0.54),
}
"""For passages with a view in the question's language."""

ACROSS = Weights(0.30, 0.23, 0.47)
"""For the others, asked in either language: few Japanese questions about English documents are there to fit by."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of some passages for one question, (passages,) each, and whether they have a view in its language."""

    lexical: NDArray[np.float32]
    dense: NDArray[np.float32]
    match: NDArray[np.float32]
    shares_language: NDArray[np.bool_]

    def fused(self, within: Weights, across: Weights = ACROSS) -> NDArray[np.float64]:
        """Return the weighted sums: (passages,)."""
        one, other = (
            weights.lexical * self.lexical + weights.dense * self.dense + weights.match * self.match
            for weights in (within, across)
        )
        return np.asarray(np.where(self.shares_language, one, other), dtype=np.float64)
