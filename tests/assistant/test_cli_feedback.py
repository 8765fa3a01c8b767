"""`tenkyo feedback export`, run as its user runs it, from real votes to an evaluation."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import Answer, Assistant
from assistant.cli import app
from assistant.feedback import FeedbackStore, Vote
from assistant.shelf import Shelf
from index import PassageIndex
from source import read

HIRES, BORSCHT = "ファーウェイは何人を採用する予定か", "What is a recipe for borscht?"
LIGHTHOUSE = "The Lighthouse\n\nThe lighthouse keeper rowed 12 miles to the harbour at dawn.\n\nIt rained.\n"
ROWED = "How many miles did the lighthouse keeper row?"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def votes_on(answer: Answer, *, visitor: str = "v1", verdict: bool = True) -> list[Vote]:
    """The votes of a visitor who calls every citation support, and the whole answer good; or neither."""
    places = [(citation.start, citation.end, citation.quote) for citation in answer.citations]
    return [
        Vote(
            visitor=visitor,
            sha256=answer.document.sha256,
            document=answer.document.id,
            title=answer.document.title,
            question=answer.question,
            language=answer.language,
            answered=answer.answered,
            start=start,
            end=end,
            quote=quote,
            verdict=verdict,
            at="2026-11-26T10:00:00Z",
        )
        for start, end, quote in [*places, (None, None, None)]
    ]


def record(data: Path, *votes: Vote) -> None:
    for vote in votes:
        FeedbackStore(data / "feedback.sqlite").record(vote)


def test_from_votes_to_an_evaluation(data: Path, tmp_path: Path, article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    hires, borscht = assistant.ask(HIRES), assistant.ask(BORSCHT)
    record(data, *votes_on(hires), *votes_on(borscht), *votes_on(assistant.ask("Who is Jack Ma?"), verdict=False))
    out = tmp_path / "set.jsonl"
    result = run("feedback", "export", "--out", out, "--data", data)
    assert (result.exit_code, result.stdout) == (0, "")
    assert " votes became 2 questions, 1 left out: 1 with " in result.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["question"]: (row["answerable"], row["evidence"]) for row in rows} == {
        HIRES: (True, [citation.quote for citation in hires.citations]),
        BORSCHT: (False, []),
    }
    evaluated = run("evaluate", out, "--json")
    assert evaluated.exit_code == 0, evaluated.output
    assert run("feedback", "export", "--data", data).stdout == out.read_text(encoding="utf-8")


def test_votes_on_an_article_of_the_shelf(data: Path, tmp_path: Path, article_index: PassageIndex) -> None:
    path = tmp_path / "lighthouse.txt"
    path.write_text(LIGHTHOUSE, encoding="utf-8")
    shelf = Shelf(data)
    entry = shelf.add(read(path), path.name, "token")
    record(data, *votes_on(shelf.assistant(entry.id).ask(ROWED)), *votes_on(Assistant(article_index).ask(HIRES)))
    result = run("feedback", "export", "--article", entry.id, "--data", data)
    assert result.stderr == "2 votes became 1 question, none left out.\n"
    row = json.loads(result.stdout)
    assert row["evidence"] == ["The lighthouse keeper rowed 12 miles to the harbour at dawn."]
    index = data / "articles" / entry.id / "index"
    assert run("feedback", "export", "--index", index, "--data", data).stdout == result.stdout
    (tmp_path / "set.jsonl").write_text(result.stdout, encoding="utf-8")
    evaluated = run("evaluate", tmp_path / "set.jsonl", "--index", index, "--out", tmp_path / "run.json")
    assert evaluated.exit_code == 0, evaluated.output
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [record["id"] for record in kept["records"]] == [row["id"]]


def test_without_votes(data: Path) -> None:
    result = run("feedback", "export", "--data", data)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 votes became 0 questions, none left out.\n"
    assert not data.exists()
    assert run("feedback", "export").stderr == result.stderr


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--article", "nonesuchhere"), 1, "There is no such article"),
        (("--article", "../../secret"), 1, "There is no such article"),
        (("--article", "nonesuchhere", "--index", "x"), 2, "Give --index or --article, not both."),
        (("--index", "no-such-index"), 1, "no-such-index is no index folder"),
        (("--out", "no-such-folder/set.jsonl"), 1, "no-such-folder/set.jsonl cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told(data: Path, options: tuple[str, ...], status: int, message: str) -> None:
    result = run("feedback", "export", "--data", data, *options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(f"tenkyo: {message}")
    assert result.stderr.count("\n") == 1


def test_a_damaged_file_is_told_and_never_written_over(data: Path) -> None:
    data.mkdir()
    path = data / "feedback.sqlite"
    path.write_bytes(b"damaged" * 999)
    result = run("feedback", "export", "--data", data)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "is damaged" in result.stderr
    assert run("feedback", "export", "--data", data, "--out", path).exit_code == 2
    assert path.read_bytes() == b"damaged" * 999
