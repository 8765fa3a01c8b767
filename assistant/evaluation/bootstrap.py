"""Percentile bootstrap over questions (Efron and Tibshirani 1993), with a fixed seed: same records, same intervals."""

from collections.abc import Iterator, Mapping

import numpy as np

from assistant.evaluation.statistics import Array, Statistic

RESAMPLES = 2000
SEED = 20191106
CONFIDENCE = 0.95
AT_ONCE = 2_000_000
"""Weights held in memory at one time."""


def distributions(
    statistics: Mapping[str, Statistic], count: int, *, stream: int = 0, resamples: int = RESAMPLES
) -> dict[str, Array]:
    """Return the values of each statistic on the same resamples of `count` questions.

    Another stream draws other resamples: groups that are held against each other as independent need their own.
    """
    if not statistics:
        return {}
    chunks = [
        {name: statistic(weights) for name, statistic in statistics.items()}
        for weights in _weights(count, resamples, stream)
    ]
    return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in statistics}


def values(statistics: Mapping[str, Statistic], count: int) -> dict[str, float]:
    """Return each statistic of the questions themselves."""
    whole = np.ones((1, count))
    return {name: float(statistic(whole)[0]) for name, statistic in statistics.items()}


def interval(distribution: Array) -> tuple[float, float]:
    """Return the bounds of the 95 % percentile interval, NaN where no resample defines the figure."""
    known = distribution[~np.isnan(distribution)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def p_value(differences: Array) -> float:
    """Return the two-sided p of a paired bootstrap: twice the smaller share of differences on one side of zero.

    One is added to either count, so that p is never 0 (Davison and Hinkley 1997, section 4.2).
    """
    known = differences[~np.isnan(differences)]
    side = min((known <= 0).sum(), (known >= 0).sum())
    return min(1.0, 2 * float(side + 1) / (len(known) + 1))


def _weights(count: int, resamples: int, stream: int) -> Iterator[Array]:
    generator = np.random.default_rng([SEED, stream])
    step = max(1, AT_ONCE // max(1, count))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        yield generator.multinomial(count, np.full(count, 1 / count), size=rows).astype(np.float64)
