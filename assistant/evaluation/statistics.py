"""Figures as functions of the weights of the questions, so that a figure and its bootstrap are one computation.

Weights have the shape (resamples, questions): how many times each question was drawn. All ones is the sample itself.
A figure that a resample does not define (no question, one class only) is NaN there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Statistic = Callable[[Array], Array]

BINS = 10
"""Bins of equal width between 0 and 1, as Guo et al. 2017 draw them."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Σ part / Σ whole over the questions; a mean where each `whole` is 1, and 0 for a question that does not count."""

    parts: Array
    wholes: Array

    def __call__(self, weights: Array) -> Array:
        """Return the ratio of every resample."""
        return _divide(weights @ self.parts, weights @ self.wholes)


@dataclass(frozen=True, slots=True)
class Auroc:
    """The chance that a positive question scores above a negative one, ties counting half (Mann and Whitney's U).

    `scores` are NaN where there is none; those questions do not count.
    """

    scores: Array
    positive: NDArray[np.bool_]

    def __call__(self, weights: Array) -> Array:
        """Return the area under the ROC curve of every resample."""
        kept, starts = _by_score(self.scores)
        if not len(kept):
            return np.full(len(weights), np.nan)
        drawn, positive = weights[:, kept], self.positive[kept]
        good = np.add.reduceat(drawn * positive, starts, axis=1)
        bad = np.add.reduceat(drawn * ~positive, starts, axis=1)
        above = np.cumsum(good, axis=1) - good  # scores run down: those before a group are above it
        wins = (bad * (above + good / 2)).sum(axis=1)
        return _divide(wins, good.sum(axis=1) * bad.sum(axis=1))


@dataclass(frozen=True, slots=True)
class RiskArea:
    """The area under the risk-coverage curve, AURC = (1/n) Σ risk(i) (Geifman and El-Yaniv 2017; Geifman et al. 2019).

    The answers given are taken by falling confidence; risk(i) is the share of wrong ones among those as confident as
    the i-th or more. `confidence` is NaN for a question that was refused: the curve ends at the coverage of the system.
    Lower is better.
    """

    confidence: Array
    wrong: NDArray[np.bool_]

    def __call__(self, weights: Array) -> Array:
        """Return the area of every resample."""
        kept, starts = _by_score(self.confidence)
        if not len(kept):
            return np.full(len(weights), np.nan)
        drawn = weights[:, kept]
        sizes = np.add.reduceat(drawn, starts, axis=1)
        risks = _divide(
            np.cumsum(np.add.reduceat(drawn * self.wrong[kept], starts, axis=1), axis=1), np.cumsum(sizes, axis=1)
        )
        return _divide((np.nan_to_num(risks) * sizes).sum(axis=1), sizes.sum(axis=1))


@dataclass(frozen=True, slots=True)
class CalibrationError:
    """Expected calibration error, ECE = Σ_b n_b/n · |positives_b/n_b - mean confidence_b| (Guo et al. 2017).

    `confidence` is NaN where there is none. Lower is better.
    """

    confidence: Array
    positive: NDArray[np.bool_]

    def __call__(self, weights: Array) -> Array:
        """Return the error of every resample."""
        kept = np.flatnonzero(~np.isnan(self.confidence))
        drawn, confidence = weights[:, kept], self.confidence[kept]
        member = (bins_of(confidence)[:, None] == np.arange(BINS)).astype(np.float64)
        gaps = (drawn * (self.positive[kept] - confidence)) @ member
        return _divide(np.abs(gaps).sum(axis=1), drawn.sum(axis=1))


def bins_of(confidence: Array) -> NDArray[np.int64]:
    """Return the bin of each confidence; 1 is in the last."""
    return np.minimum((confidence * BINS).astype(np.int64), BINS - 1)


def risk_coverage(confidence: Array, wrong: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Return the coverages, of all questions, and the risks of the answers given, one point for each confidence.

    `confidence` is NaN for a question that was refused.
    """
    kept, starts = _by_score(confidence)
    if not len(kept):
        return np.empty(0), np.empty(0)
    sizes = np.cumsum(np.diff([*starts, len(kept)]))
    errors = np.cumsum(np.add.reduceat(wrong[kept].astype(np.float64), starts))
    return sizes / len(confidence), errors / sizes


def _by_score(scores: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the questions that have a score, the highest first, and where each group of equal scores starts."""
    known = np.flatnonzero(~np.isnan(scores))
    kept = known[np.argsort(-scores[known], kind="stable")]
    ranked = scores[kept]
    return kept, np.flatnonzero(np.concatenate([np.ones(min(1, len(kept)), bool), ranked[1:] != ranked[:-1]]))


def _divide(parts: Array, wholes: Array) -> Array:
    shares: Array = np.divide(parts, wholes, out=np.full(wholes.shape, np.nan), where=wholes > 0)
    return shares
