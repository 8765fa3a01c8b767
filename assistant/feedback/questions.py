"""Votes become a question set: what most of them call support is the evidence."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.feedback.vote import Vote

Why = Literal["no quote supported", "refusal not confirmed", "refusal and quote both confirmed"]
REASONS: tuple[Why, ...] = ("no quote supported", "refusal not confirmed", "refusal and quote both confirmed")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question on which the votes do not settle what is right, and why."""

    sha256: str
    question: str
    why: Why


def questions(votes: Sequence[Vote]) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """Return the lines of a question set, as `tenkyo evaluate` reads it, and the questions that are left out of it.

    For each question on each document: quotes that more call support than not are its evidence, in the order of the
    document, and it is answerable; where the document was said not to answer, and more call that good than not, it is
    unanswerable. Any other is left out. Questions stand in the order in which they were first voted on.
    """
    groups: dict[tuple[str, str], list[Vote]] = {}
    for vote in votes:
        groups.setdefault((vote.sha256, vote.question), []).append(vote)
    lines, left_out = [], []
    for (sha256, question), group in groups.items():
        evidence, refused = _evidence(group), _is_refusal_confirmed(group)
        if bool(evidence) != refused:
            lines.append(_line(group, evidence))
        else:
            left_out.append(LeftOut(sha256, question, _why(group, refused)))
    return tuple(lines), tuple(left_out)


def _evidence(group: Sequence[Vote]) -> list[str]:
    """Return the quotes that more votes call support than not."""
    balance: Counter[tuple[int, int, str]] = Counter()
    for vote in group:
        if vote.start is not None and vote.end is not None and vote.quote is not None:
            balance[vote.start, vote.end, vote.quote] += vote.weight
    return list(dict.fromkeys(quote for (_, _, quote), count in sorted(balance.items()) if count > 0))


def _is_refusal_confirmed(group: Sequence[Vote]) -> bool:
    return sum(vote.weight for vote in group if vote.quote is None and not vote.answered) > 0


def _why(group: Sequence[Vote], refused: bool) -> Why:
    if refused:
        return "refusal and quote both confirmed"
    return "no quote supported" if any(vote.answered for vote in group) else "refusal not confirmed"


def _line(group: Sequence[Vote], evidence: Sequence[str]) -> str:
    first = group[0]
    digest = hashlib.sha256(f"{first.sha256}\n{first.question}".encode()).hexdigest()
    fields = {
        "id": f"v{digest[:12]}",
        "lang": first.language,
        "question": first.question,
        "answerable": bool(evidence),
        "evidence": list(evidence),
        "votes": len(group),
        "sha256": first.sha256,
    }
    return json.dumps(fields, ensure_ascii=False)
