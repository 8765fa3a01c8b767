"""Whether the document answers at all (placeholder while the features are being measured)."""

from collections.abc import Sequence

from assistant.evidence import Evidence
from index import Hit, PassageIndex, Query


def confidence_of(index: PassageIndex, query: Query, hits: Sequence[Hit], evidence: Evidence) -> float:
    """Return the estimated probability that the document answers the question."""
    return min(1.0, max(0.0, evidence.best.hit.score * 2))
