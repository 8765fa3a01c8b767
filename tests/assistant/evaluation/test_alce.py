"""ALCE's citation recall and precision, worked by hand."""

from fractions import Fraction

import pytest

from assistant.evaluation import CitedQuote, Judge, Question, evaluate, judge_named
from assistant.evaluation.alce import claims_of, judge_statement, precision, recall
from assistant.evaluation.answers import by_number
from assistant.evaluation.statements import Statement, statements_of
from tests.assistant.evaluation.conftest import answer, question


def supports(text: str, cited: tuple[CitedQuote, ...]) -> bool:
    """A statement names in capitals what it needs; a quote gives the letters that it holds."""
    return {char for char in text if char.isupper()} <= {char for one in cited for char in one.quote}


@pytest.mark.parametrize(
    ("text", "quotes", "recalled", "precise"),
    [
        # One citation that supports, one that does not.
        ("A x. [1]", ["A"], 1, 1),
        ("A x. [1]", ["B"], 0, 0),
        # Partial support: either half is needed, so both are precise.
        ("AB x. [1][2]", ["A", "B"], 1, 1),
        # Irrelevant: the second supports nothing, and the first does without it.
        ("A x. [1][2]", ["A", "B"], 1, Fraction(1, 2)),
        # Both support alone: neither is irrelevant.
        ("A x. [1][2]", ["A", "A"], 1, 1),
        # Two halves and one that is not needed.
        ("AB x. [1][2][3]", ["A", "B", "C"], 1, Fraction(2, 3)),
        # Together they do not support: recall 0, and no citation is precise.
        ("ABC x. [1][2]", ["A", "B"], 0, 0),
        # A repeated citation counts once.
        ("A x. [1][1][2]", ["A", "B"], 1, Fraction(1, 2)),
        # Two statements: the second cites nothing. Precision is over the one citation.
        ("A x. [1] B x.", ["A"], Fraction(1, 2), 1),
        # The second cites what supports another statement.
        ("A x. [1] B x. [1]", ["A"], Fraction(1, 2), Fraction(1, 2)),
        # Out of range: the statement is not supported, and the citation is counted (ALCE's script leaves it out).
        ("A x. [1] B x. [7]", ["A"], Fraction(1, 2), Fraction(1, 2)),
        ("A x. [1][7]", ["A"], 0, 0),
        # `[0]` does not exist (ALCE's script reads it as the last document).
        ("A x. [0]", ["A"], 0, 0),
        # No citations at all.
        ("A x.", [], 0, 0),
        # A mark behind 「。」 belongs to the sentence before it.
        ("Aである。[1]Bである。[2]", ["A", "B"], 1, 1),
        ("Aである。[2]Bである。[1]", ["A", "B"], 0, 0),
    ],
)  # fmt: skip
def test_worked_by_hand(text: str, quotes: list[str], recalled: Fraction, precise: Fraction) -> None:
    given = answer(text, *quotes)
    judged = [judge_statement(one, by_number(given.citations), supports) for one in statements_of(given)]
    assert recall(judged) == pytest.approx(float(recalled), abs=1e-12)
    assert precision(judged) == pytest.approx(float(precise), abs=1e-12)


def test_no_statement_is_no_support() -> None:
    assert (recall([]), precision([])) == (0.0, 0.0)


def test_the_judge_is_asked_about_all_each_and_the_rest() -> None:
    one, two, three = (CitedQuote(number, str(number)) for number in (1, 2, 3))
    citations = by_number([one, two, three])
    assert claims_of(Statement("x", (1,)), citations) == [(one,), ()]
    assert claims_of(Statement("x", (1, 2, 3)), citations) == [
        (one, two, three), (one,), (two,), (three,), (two, three), (one, three), (one, two),
    ]  # fmt: skip
    assert claims_of(Statement("x", (1, 4)), citations) == []


def values(judge: str | Judge, *, text: str, quotes: list[str], asked: Question) -> dict[str, float]:
    named = judge_named(judge) if isinstance(judge, str) else judge
    (judgement,) = evaluate([asked], [answer(text, *quotes)], judge=named)
    return {name: part / whole for name, (part, whole) in judgement.record.values.items() if whole}


def test_by_the_gold_judge() -> None:
    asked = question(("灯台は1897年に建てられた。", "番人は三人いた。"), ("百年以上前の建物である。",))
    found = values(
        "gold",
        text="灯台がある。[1] 番人がいた。[2] 海がある。[3]",
        quotes=["灯台は1897年に\n建てられた。", "番人は三人いた。そして去った。", "海がある。"],
        asked=asked,
    )
    assert found["cited"] == 1
    assert found["evidence_complete"] == 1
    assert found["citation_recall"] == pytest.approx(2 / 3)
    assert found["citation_precision"] == pytest.approx(2 / 3)
    assert found["citations_per_answer"] == 3
    partly = values("gold", text="灯台がある。[1]", quotes=["灯台は1897年に建てられた。"], asked=asked)
    assert (partly["cited"], partly["evidence_complete"]) == (1, 0)
    other = values("gold", text="古い。[1]", quotes=["百年以上前の建物である。"], asked=asked)
    assert (other["cited"], other["evidence_complete"]) == (1, 1)


def test_by_the_verbatim_judge() -> None:
    found = values(
        "verbatim",
        text="灯台は１８９７年に 建てられた。[1] 番人がいた。[2]",
        quotes=["その灯台は1897年に建てられた。", "番人は三人いた。"],
        asked=question(("番人は三人いた。",)),
    )
    assert (found["citation_recall"], found["citation_precision"]) == (0.5, 0.5)


def test_what_the_judge_says_is_asked_once_for_all_answers() -> None:
    calls: list[int] = []

    def judge(claims: object) -> list[bool]:
        calls.append(len(list(claims)))  # type: ignore[call-overload]
        return [True] * calls[-1]

    asked = [question(("番人は三人いた。",), name=name) for name in "ab"]
    evaluate(asked, [answer("x。[1]", "y", name=name) for name in "ab"], judge=judge)
    assert calls == [4]
