"""How a question ended, the worst first."""

from typing import Literal

from assistant.evaluation.records import Record

Outcome = Literal["should refuse", "wrong", "wrongly refused", "right", "rightly refused"]
OUTCOMES: tuple[Outcome, ...] = ("wrong", "should refuse", "wrongly refused", "right", "rightly refused")
GOOD: frozenset[Outcome] = frozenset({"right", "rightly refused"})
MEANINGS: dict[Outcome, str] = {
    "wrong": "answered, without a gold citation",
    "should refuse": "answered, though the document has no answer",
    "wrongly refused": "refused, though the document has the answer",
    "right": "answered, with a gold citation",
    "rightly refused": "refused, and the document has no answer",
}


def outcome_of(record: Record) -> Outcome:
    """Return how a question ended."""
    if not record.answered:
        return "wrongly refused" if record.answerable else "rightly refused"
    if not record.answerable:
        return "should refuse"
    return "wrong" if record.wrong else "right"
