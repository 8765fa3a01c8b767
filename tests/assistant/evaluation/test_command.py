"""`tenkyo evaluate` from files to files."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.evaluation import (
    Inputs,
    evaluate,
    judge_named,
    measure,
    read_answers,
    read_library,
    read_qrels,
    read_questions,
    read_run,
    summarise,
)
from assistant.evaluation.writing import write_all
from tests.assistant.evaluation.conftest import Write

GOLD = Path(__file__).parents[2] / "gold" / "tuned"
QUOTE = "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"
QUESTIONS: list[dict[str, Any]] = [
    {"id": "q1", "lang": "ja", "question": "ファーウェイは何人を採用する予定か", "answerable": True, "kind": "number",
     "answer": "500人", "evidence": [QUOTE]},
    {"id": "q2", "lang": "en", "question": "How many people will Huawei hire?", "answerable": True, "kind": "number",
     "answer": ["500 people", "1,000"], "evidence": [QUOTE]},
    {"id": "q3", "lang": "en", "question": "What is a good recipe for borscht?", "answerable": False},
]  # fmt: skip
ANSWERS: list[dict[str, Any]] = [
    {"id": "q1", "text": f"{QUOTE}[1]", "citations": [{"quote": QUOTE}]},
    {"id": "q2", "text": "It will hire 500 people. [1]", "citations": [{"quote": "海がある。"}]},
    {"id": "q3", "text": ""},
]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: str | Path, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result


def figures(result: Result) -> dict[str, Any]:
    rows = json.loads(result.stdout)["figures"]
    return {row["measure"]: row["value"] for row in rows if row["language"] is None and "kind" not in row}


def test_this_assistant_is_asked_and_measured(write: Write, tmp_path: Path) -> None:
    questions = write("set.jsonl", *QUESTIONS)
    outputs = {name: tmp_path / name for name in ("report.html", "kept.json", "run.trec", "qrels.trec")}
    result = run(
        questions, "--report", outputs["report.html"], "--out", outputs["kept.json"],
        "--write-run", outputs["run.trec"], "--write-qrels", outputs["qrels.trec"],
    )  # fmt: skip
    assert "3 questions (1 ja, 2 en); judge gold" in result.stdout
    assert all(str(path) in result.stdout for path in outputs.values())
    assert QUOTE in outputs["report.html"].read_text(encoding="utf-8")
    found = figures(run(questions, "--json"))
    assert {found[name] for name in ("success@1", "verbatim", "unanswerable_refused", "mrr@10", "cited")} == {1.0}
    assert found["answerable_refused"] == 0.0
    assert found["containment"] == 1.0
    (document,) = {
        passage.split("/")[0] for passages in read_qrels(outputs["qrels.trec"]).values() for passage in passages
    }
    assert read_qrels(outputs["qrels.trec"]) == {"q1": {f"{document}/p030": 1}, "q2": {f"{document}/p030": 1}}
    assert [len(found) for found in read_run(outputs["run.trec"]).values()] == [10, 10, 10]
    again = run(questions, "--compare", outputs["kept.json"]).stdout
    assert f"Difference from {outputs['kept.json']}" in again
    other = run(questions, "--compare", outputs["kept.json"], "--judge", "verbatim", status=2)
    assert "was judged by gold, this by verbatim: give --judge gold" in other.stderr


def test_another_systems_answers(write: Write, tmp_path: Path) -> None:
    questions, answers = write("set.jsonl", *QUESTIONS), write("answers.jsonl", *ANSWERS)
    found = figures(run(questions, "--answers", answers, "--json"))
    assert (found["cited"], found["citation_recall"], found["citation_precision"]) == (0.5, 0.5, 0.5)
    assert (found["containment"], found["unanswerable_refused"], found["answerable_refused"]) == (1.0, 1.0, 0.0)
    # It tells no confidence and no places, and no run was given: nothing of these is told.
    assert not {"auroc", "aurc", "ece", "verbatim", "span_f1", "success@1"} & set(found)
    verbatim = figures(run(questions, "--answers", answers, "--json", "--judge", "verbatim"))
    assert verbatim["citation_recall"] == 0.5
    trec, qrels = tmp_path / "run", tmp_path / "qrels"
    trec.write_text("q1 Q0 a 1 2.0 x\nq1 Q0 b 2 1.0 x\n", encoding="utf-8")
    qrels.write_text("q1 0 b 1\nq2 0 b 1\n", encoding="utf-8")
    measured = figures(run(questions, "--answers", answers, "--run", trec, "--qrels", qrels, "--json"))
    assert (measured["success@1"], measured["success@3"], measured["mrr@10"]) == (0.0, 0.5, 0.25)


def test_the_python_door(write: Write) -> None:
    set_path, other = write("set.jsonl", *QUESTIONS), write("answers.jsonl", *ANSWERS)
    questions = read_questions(set_path)
    answers = read_answers(other, questions)
    judgements = evaluate(questions, answers, library=read_library(questions), judge=judge_named("verbatim"))
    summary = summarise([judgement.record for judgement in judgements], name="mine", judge="verbatim")
    whole = measure(Inputs(set_path, other, judge="verbatim")).summary
    assert summary.figures == whole.figures
    recalled = whole.figure("citation_recall", "ja")
    assert recalled is not None and recalled.value == 1.0


def test_several_documents_beside_the_set(write: Write, tmp_path: Path) -> None:
    """Every eighth question is asked: a reader takes its time."""
    questions = write("documents.jsonl", *(GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines()[::8])
    (tmp_path / "documents").symlink_to(GOLD / "documents")
    found = figures(run(questions, "--json"))
    assert found["verbatim"] == 1.0
    assert 0.6 < found["success@1"] <= 1


def test_what_is_exported_by_ask_scores_the_same(write: Write) -> None:
    questions = write("set.jsonl", *QUESTIONS)
    batch = CliRunner().invoke(app, ["ask", "--batch", str(questions)])
    answers = write("answers.jsonl", *batch.stdout.splitlines())
    ours, theirs = figures(run(questions, "--json")), figures(run(questions, "--answers", answers, "--json"))
    assert theirs == pytest.approx({name: value for name, value in ours.items() if name in theirs}, abs=1e-4)
    assert set(ours) - set(theirs) == {
        "success@1", "success@3", "success@5", "recall@5", "recall@10", "mrr@10", "ndcg@10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("none.jsonl",), "none.jsonl cannot be read: No such file or directory."),
        (("bad.jsonl",), 'bad.jsonl, line 2: an answerable question needs "evidence", a list of quotes.'),
        (("set.jsonl", "--answers", "bad.jsonl"), 'bad.jsonl, line 1: there is no question "x" in the question set.'),
        (("set.jsonl", "--answers", "one.jsonl"), 'one.jsonl has no answer to question "q2" and 1 others;'),
        (("set.jsonl", "--compare", "set.jsonl"), "set.jsonl is no run that `tenkyo evaluate --out`"),
        (("set.jsonl", "--answers", "answers.jsonl", "--run", "set.jsonl"), "set.jsonl, line 1 should have 6 columns"),
        (("set.jsonl", "--qrels", "bad.qrels"), "bad.qrels, line 1: 'one' is no number."),
        (("set.jsonl", "--run", "x"), "--run goes with --answers"),
        (("set.jsonl", "--answers", "answers.jsonl", "--write-run", "x"), "--write-run writes what this assistant"),
        (("set.jsonl", "--report", "same", "--out", "same"), "Two of the files to write are the same one."),
        (("set.jsonl", "--out", "set.jsonl"), "set.jsonl is read and cannot be written too."),
        (("set.jsonl", "--answers", "answers.jsonl", "--judge", "no/such"), "There is no judge 'no/such'"),
    ],
)
def test_what_is_malformed_is_told_and_nothing_is_written(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    write("set.jsonl", *QUESTIONS)
    write(
        "bad.jsonl",
        {"id": "x", "text": "", "question": "?", "answerable": False},
        {"id": "y", "question": "?", "answerable": True, "text": ""},
    )
    write("answers.jsonl", *ANSWERS)
    write("one.jsonl", ANSWERS[0])
    write("bad.qrels", "q1 0 p one")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*")}
    written = () if "--report" in arguments else ("--report", "out.html")
    result = run(*arguments, *written, status=2)
    assert result.stdout == ""
    assert sentence in result.stderr
    assert result.stderr.startswith("tenkyo: ") and result.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("place", ["no/such/folder/out.html", "folder"])
def test_what_cannot_be_written_is_told_and_nothing_is_left(write: Write, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    questions, answers = write("set.jsonl", *QUESTIONS), write("answers.jsonl", *ANSWERS)
    before = sorted(tmp_path.rglob("*"))
    result = run(
        questions, "--answers", answers, "--out", tmp_path / "kept.json", "--report", tmp_path / place, status=1
    )
    assert f"{place} cannot be written: " in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_evidence_that_stands_nowhere_is_told(write: Write) -> None:
    stray = QUESTIONS[0] | {"id": "q4", "evidence": ["この文は記事のどこにもない。"]}
    questions, answers = (
        write("set.jsonl", *QUESTIONS, stray),
        write("answers.jsonl", *ANSWERS, ANSWERS[0] | {"id": "q4"}),
    )
    assert "The evidence of q4 stands nowhere in the documents" in run(questions, "--answers", answers).stdout
    assert json.loads(run(questions, "--json").stdout)["unplaced"] == ["q4"]


def test_a_document_that_is_not_there(write: Write) -> None:
    questions = write("set.jsonl", QUESTIONS[0] | {"document": "none.txt"})
    assert "none.txt" in run(questions, status=1).stderr
    answers = write("answers.jsonl", ANSWERS[0])
    assert figures(run(questions, "--answers", answers, "--json"))["cited"] == 1.0


def test_a_device_is_written_to_as_it_is() -> None:
    write_all({Path("/dev/null"): "x"})
    assert not Path("/dev/null").is_file()
