"""Figures of groups, the gap between the languages, the difference of two runs, and the table."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.evaluation import EvaluationError, KeptRun, Record, read_kept, summarise, table
from source import Language
from tests.assistant.evaluation.conftest import Write


def record(
    number: int,
    *,
    cited: bool = True,
    language: Language = "ja",
    answerable: bool = True,
    confidence: float | None = 0.9,
) -> Record:
    values = {"cited": (float(cited), 1.0), "answerable_refused": (0.0, 1.0), "citation_precision_pooled": (1.0, 2.0)}
    if not answerable:
        values = {"unanswerable_refused": (1.0, 1.0)}
    kind = "fact" if answerable else "unanswerable"
    return Record(f"q{number}", language, kind, answerable, answerable, confidence, values)


def test_figures_by_language_and_kind() -> None:
    records = [record(n, cited=n != 0) for n in range(4)]
    records += [record(4 + n, cited=n < 2, language="en") for n in range(4)]
    records += [record(8, answerable=False, confidence=0.1)]
    summary = summarise(records, name="set", judge="gold")
    values = {key: summary.figure("cited", *key) for key in ((None, None), ("ja", None), ("en", None), ("en", "fact"))}
    assert {key: figure and figure.value for key, figure in values.items()} == {
        (None, None): 5 / 8, ("ja", None): 3 / 4, ("en", None): 1 / 2, ("en", "fact"): 1 / 2,
    }  # fmt: skip
    whole = summary.figure("cited")
    assert whole is not None and whole.count == 8
    assert whole.low < whole.value < whole.high
    pooled = summary.figure("citation_precision_pooled")
    assert pooled is not None and (pooled.value, pooled.low, pooled.high) == (0.5, 0.5, 0.5)
    auroc = summary.figure("auroc")
    assert auroc is not None and (auroc.value, auroc.count) == (1.0, 9)
    (gap,) = (gap for gap in summary.gaps if gap.measure == "cited")
    assert gap.value == -0.25
    assert gap.low < gap.value < gap.high
    assert gap.p is None


def test_what_cannot_be_measured_is_left_out_and_shown_as_a_dash() -> None:
    only_answerable = summarise([record(n, confidence=None) for n in range(3)], name="set", judge="gold")
    for name in ("auroc", "aurc", "ece", "unanswerable_refused", "verbatim", "span_f1", "success@1", "exact_match"):
        assert only_answerable.figure(name) is None
    assert only_answerable.gaps == ()
    lines = table(only_answerable).splitlines()
    assert lines[0] == "set: 3 questions (3 ja); judge gold; 95 % intervals in brackets"
    (row,) = (line for line in lines if line.startswith("  AUROC"))
    assert row.split() == ["AUROC", "–", "–", "–", "–"]
    (row,) = (line for line in lines if line.startswith("  cites gold"))
    assert row.split() == ["cites", "gold", "1.000", "[1.000,", "1.000]", "1.000", "[1.000,", "1.000]", "–", "–"]
    refused = summarise([record(n, answerable=False, confidence=0.2) for n in range(3)], name="set", judge="gold")
    assert {figure.measure for figure in refused.figures} == {"unanswerable_refused", "ece"}
    assert table(refused)


def test_the_difference_of_two_runs_is_paired() -> None:
    worse = [record(n, cited=n % 2 == 0) for n in range(40)]
    better = [record(n, cited=n % 2 == 0 or n % 4 == 1) for n in range(40)]
    kept = KeptRun("before", "gold", tuple(reversed(worse)))
    summary = summarise(better, name="set", judge="gold", compared=kept)
    found = {(one.measure, one.language): one for one in summary.differences}
    one = found["cited", None]
    assert one.value == pytest.approx(0.25)
    # Of 40 paired differences ten are 1: the standard error is that of a share of a quarter.
    assert (one.low, one.high) == pytest.approx((0.25 - 0.134, 0.25 + 0.134), abs=0.02)
    assert one.p == pytest.approx(2 / 2001)
    same = found["citation_precision_pooled", "ja"]
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    assert "Difference from before" in table(summary)


def test_runs_of_other_questions_are_not_compared() -> None:
    kept = KeptRun("before", "gold", (record(0), record(9)))
    with pytest.raises(EvaluationError, match='made on other questions \\("q1" is in one of the two only\\)'):
        summarise([record(0), record(1)], name="set", judge="gold", compared=kept)


def test_json_has_null_for_what_is_no_number() -> None:
    summary = summarise([record(0), record(1, answerable=False)], name="set", judge="gold")
    fields = summary.to_dict()
    assert fields["questions"] == "set"
    assert all(
        value is None or math.isfinite(value)
        for row in fields["figures"]
        for value in row.values()
        if isinstance(value, float | None)
    )
    assert {"measure": "cited", "language": "ja", "value": 1.0, "low": 1.0, "high": 1.0, "count": 1} in fields[
        "figures"
    ]


def kept_lines(records: Sequence[Record]) -> dict[str, object]:
    return {"format": 1, "questions": "set", "judge": "gold", "records": [one.to_dict() for one in records]}


def test_a_kept_run_comes_back(write: Write) -> None:
    records = (record(0), record(1, answerable=False, confidence=None))
    path = write("run.json", kept_lines(records))
    assert read_kept(path) == KeptRun(str(path), "gold", records)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, r"is no run that `tenkyo evaluate --out`"),
        ({"records": []}, "there are no records"),
        ({"records": [{"id": "a"}]}, r'records\[0\]: there is no "lang"'),
        ({"records": [record(0).to_dict() | {"values": {"cited": [1]}}]}, 'the value of "cited" should be two numbers'),
        ({"records": [record(0).to_dict() | {"lang": "fr"}]}, '"lang", "answerable" and "answered" should be there'),
    ],
)
def test_malformed_runs(write: Write, change: dict[str, object], message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        read_kept(write("run.json", kept_lines([record(0)]) | change))


def test_a_question_set_is_no_kept_run(write: Write, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="is no run"):
        read_kept(write("run.json", {"id": "a"}, {"id": "b"}))
