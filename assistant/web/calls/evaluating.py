"""Calls of the evaluation: a question set is measured on the article that is open, and reported."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.evaluation.command import Inputs, gold_questions, measure
from assistant.feedback import FeedbackStore, questions
from assistant.web.calls.conversing import Open
from assistant.web.calls.payloads import Trial
from assistant.web.jobs import Jobs, Report
from assistant.web.troubles import NothingToMeasureError
from source import article


@dataclass(frozen=True, slots=True)
class Measured:
    """What an evaluation gives: a report as a page of HTML, and how many questions it is of."""

    report: str
    questions: int


class Evaluating:
    """Measures in the background, one evaluation after another."""

    def __init__(self, open_article: Open, feedback: FeedbackStore, jobs: Jobs) -> None:
        """Measure the articles that `open_article` gives."""
        self._open = open_article
        self._feedback = feedback
        self._jobs = jobs

    def evaluate(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Begin to measure; returns the job to look at, whose outcome is what was `Measured`."""
        trial = Trial.model_validate(payload)
        assistant = self._open(trial.article)
        return {"job": self._jobs.begin(self._measuring(trial, assistant))}

    def sets(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Tell which question sets there are for an article."""
        trial = Trial.model_validate({**payload, "questions": "gold"})
        return {"gold": self._gold(self._open(trial.article)) is not None}

    def _measuring(self, trial: Trial, assistant: Assistant) -> Callable[[Report], Measured]:
        def work(report: Report) -> Measured:
            with tempfile.TemporaryDirectory() as folder:
                path = self._questions(trial, assistant, Path(folder))
                inputs = Inputs(path, name=path.name)  # where it lies on the server is nobody's business
                result = measure(inputs, assistant=assistant, progress=partial(report, "asking"))
                report("writing", 0, 0)
                return Measured(result.report(), len(result.judgements))

        return work

    def _questions(self, trial: Trial, assistant: Assistant, folder: Path) -> Path:
        """Return the file of the wanted questions. Raises `NothingToMeasureError` where there are none."""
        gold = self._gold(assistant)
        if trial.questions == "gold" and gold is not None:
            return gold
        text = trial.text
        if trial.questions == "feedback":
            votes = [vote for document in assistant.documents for vote in self._feedback.votes(document.sha256)]
            lines, _ = questions(votes)
            text = "".join(f"{line}\n" for line in lines)
        if not text.strip():
            raise NothingToMeasureError("there is no question to ask")
        path = folder / "questions.jsonl"
        path.write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def _gold(assistant: Assistant) -> Path | None:
        is_bundled = [document.sha256 for document in assistant.documents] == [article().sha256]
        return gold_questions() if is_bundled else None
