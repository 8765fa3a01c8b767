"""Measuring for a page: how far it is, over an assistant that is open, and reports from several threads."""

import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evaluation import Inputs, measure
from assistant.evaluation.command import gold_questions
from index import PassageIndex

ROOT = Path(__file__).parents[3]
SHORT = 6
"""Questions of the gold set that are measured here: a reader takes its time."""


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first questions of the gold set."""
    gold = gold_questions()
    assert gold is not None
    path = tmp_path_factory.mktemp("sets") / "short.jsonl"
    lines = gold.read_text(encoding="utf-8").splitlines()[:SHORT]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_progress_is_told_after_each_question(short: Path, article_index: PassageIndex) -> None:
    calls: list[tuple[int, int]] = []
    measure(Inputs(short), assistant=Assistant(article_index), progress=lambda *call: calls.append(call))
    assert calls == [(done, SHORT) for done in range(1, SHORT + 1)]


def test_an_open_assistant_is_asked_and_nothing_is_opened(
    short: Path, article_index: PassageIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_default = measure(Inputs(short))

    def refuse(*_: object, **__: object) -> Assistant:
        raise AssertionError("opened once more")

    monkeypatch.setattr(Assistant, "open", refuse)
    result = measure(Inputs(short), assistant=Assistant(article_index))
    assert result.summary == by_default.summary
    assert result.kept() == by_default.kept()


def test_two_evaluations_at_once_report_what_one_does(short: Path, article_index: PassageIndex) -> None:
    def report(_: int) -> str:
        return measure(Inputs(short), assistant=Assistant(article_index)).report()

    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(report, range(4)))
    assert together == [report(0)] * 4


def test_gold_questions_are_the_held_out_ones_and_ship() -> None:
    gold = gold_questions()
    assert gold == ROOT / "tests" / "gold" / "held_out" / "article.jsonl"
    assert len([json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]) == 310
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert wheel["wheel"]["force-include"] == {
        gold.relative_to(ROOT).as_posix(): "assistant/evaluation/gold/article.jsonl"
    }
