"""Citation recall and precision as ALCE defines them.

Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations", section 3.3, arXiv:2305.14627. Let a
statement s cite the set C of citations, and let supports(C, s) be the judge's word.

- Recall of s is 1 where C is not empty, all of C exists and supports(C, s), else 0. An answer's is the mean over its
  statements.
- A citation c of s is precise where the recall of s is 1 and c is not irrelevant; it is irrelevant where it does not
  support s alone, and the others do without it: not supports({c}, s) and supports(C - {c}, s). An answer's precision is
  the mean over all citations of all its statements, 0 where there are none.

Unlike in ALCE's script, a citation that does not exist counts as one that is not precise (there it is left out of the
mean), `[0]` does not exist (there it is the last document), and one repeated in a statement counts once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.answers import CitedQuote
from assistant.evaluation.statements import Statement

Supports = Callable[[str, tuple[CitedQuote, ...]], bool]


@dataclass(frozen=True, slots=True)
class Support:
    """The judgement of a statement: whether its citations support it, and which of them are precise."""

    statement: Statement
    supported: bool
    precise: tuple[bool, ...]


def claims_of(statement: Statement, citations: Mapping[int, CitedQuote]) -> list[tuple[CitedQuote, ...]]:
    """Return the sets of citations that a judge may be asked about, to judge a statement: all, each alone, the rest."""
    if not statement.cited or any(number not in citations for number in statement.cited):
        return []
    cited = tuple(citations[number] for number in statement.cited)
    return list(dict.fromkeys([cited, *((one,) for one in cited), *(_without(cited, one) for one in cited)]))


def judge_statement(statement: Statement, citations: Mapping[int, CitedQuote], supports: Supports) -> Support:
    """Judge a statement and each of its citations."""
    nothing = Support(statement, False, (False,) * len(statement.cited))
    if not claims_of(statement, citations):
        return nothing
    cited = tuple(citations[number] for number in statement.cited)
    if not supports(statement.text, cited):
        return nothing
    return Support(statement, True, tuple(_is_precise(statement.text, cited, one, supports) for one in cited))


def recall(judged: Sequence[Support]) -> float:
    """Return an answer's citation recall; 0 for an answer without a statement."""
    return sum(support.supported for support in judged) / len(judged) if judged else 0.0


def precision(judged: Sequence[Support]) -> float:
    """Return an answer's citation precision; 0 for an answer that cites nothing."""
    marks = [precise for support in judged for precise in support.precise]
    return sum(marks) / len(marks) if marks else 0.0


def _is_precise(text: str, cited: tuple[CitedQuote, ...], one: CitedQuote, supports: Supports) -> bool:
    rest = _without(cited, one)
    return supports(text, (one,)) or not rest or not supports(text, rest)


def _without(cited: tuple[CitedQuote, ...], one: CitedQuote) -> tuple[CitedQuote, ...]:
    return tuple(other for other in cited if other is not one)
