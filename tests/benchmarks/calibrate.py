"""Fit the abstention model: `python -m tests.benchmarks.calibrate SET.jsonl… --off-topic SET.jsonl`.

The questions about nothing are put to every document of the sets, and weigh little, being many and easy. Prints what
ten-fold cross-validation gives (each question judged by weights fitted without it and without those of the same
evidence), for several thresholds, and the weights fitted on all, to be copied into `assistant/abstention.py`. The folds
are drawn with a fixed seed. Classes weigh as they come, so that the confidence is a probability.
"""

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from assistant.abstention import signals_of
from assistant.asked import is_small_talk
from assistant.assistant import Assistant
from assistant.evaluation import read_questions
from assistant.evidence import PASSAGES, choose
from tests.benchmarks.questions import load

FOLDS = 10
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
OFF_TOPIC_SHARE = 0.12
"""What the questions about nothing weigh together, of what the others weigh."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question put to a document: the signals, whether it is answered there, and what must stay in one fold."""

    signals: tuple[float, ...]
    answerable: bool
    group: str
    off_topic: bool


def case_of(assistant: Assistant, question: str, *, answerable: bool, group: str, off_topic: bool) -> Case | None:
    """Return the case, None where nothing is weighed: small talk, and the front matter asked for and found."""
    index = assistant.index
    query = index.analyse(question)
    evidence = choose(index, query, index.rank(query, k=PASSAGES))
    if evidence.best.sentence.field in query.fields or is_small_talk(query.text, query.language):
        return None
    return Case(astuple(signals_of(index, query, evidence)), answerable, group, off_topic)


def cases_of(sets: list[Path], off_topic: Path) -> list[Case]:
    """All cases of the sets, then the questions about nothing, put to each document."""
    questions = [question for path in sets for question in load(path)]
    assistants = {id(question.assistant): question.assistant for question in questions}
    found = [
        case_of(
            question.assistant,
            question.text,
            answerable=question.answerable,
            group=str(question.gold.evidence) if question.answerable else question.text,
            off_topic=False,
        )
        for question in questions
    ]
    found += [
        case_of(assistant, question.text, answerable=False, group=question.text, off_topic=True)
        for question in read_questions(off_topic)
        for assistant in assistants.values()
        if assistant.search(question.text)
    ]
    return [case for case in found if case is not None]


def fit(rows: NDArray[np.float64], answerable: NDArray[np.bool_], weights: NDArray[np.float64]) -> LogisticRegression:
    """A logistic regression, lightly held back."""
    return LogisticRegression(C=3.0, max_iter=1000).fit(rows, answerable, sample_weight=weights)


def calibration_error(chance: NDArray[np.float64], gold: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share answerable, by bins of equal width."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = [abs(chance[place == n].mean() - gold[place == n].mean()) * (place == n).mean() for n in set(place.tolist())]
    return float(sum(gaps))


def main(
    sets: Annotated[list[Path], typer.Argument(help="Question sets.")],
    off_topic: Annotated[Path, typer.Option(help="Questions that no document answers.")],
) -> None:
    """Report the cross-validation, and print the weights fitted on all."""
    cases = cases_of(sets, off_topic)
    rows, gold = np.asarray([case.signals for case in cases]), np.asarray([case.answerable for case in cases])
    off = np.asarray([case.off_topic for case in cases])
    groups = np.unique([case.group for case in cases], return_inverse=True)[1]
    groups = np.random.default_rng(0).permutation(groups.max() + 1)[groups]
    weights = np.where(off, OFF_TOPIC_SHARE * (~off).sum() / max(off.sum(), 1), 1.0)
    chance = np.zeros(len(cases))
    for train, test in GroupKFold(FOLDS).split(rows, gold, groups):
        chance[test] = fit(rows[train], gold[train], weights[train]).predict_proba(rows[test])[:, 1]
    about = ~off
    print(f"{about.sum()} questions, {off.sum()} about nothing; cross-validated:")
    print(f"  AUROC {roc_auc_score(gold[about], chance[about]):.3f}")
    print(f"  calibration error {calibration_error(chance[about], gold[about]):.3f}")
    for threshold in THRESHOLDS:
        refused = chance < threshold
        print(
            f"  below {threshold:.2f}: unanswerable refused {refused[about & ~gold].mean():.3f}, about nothing "
            f"{refused[off].mean():.3f}, answerable {refused[gold].mean():.3f}"
        )
    model = fit(rows, gold, weights)
    values = ", ".join(str(value) for value in (round(float(model.intercept_[0]), 2), *model.coef_[0].round(2)))
    print(f"CALIBRATION = Calibration({values})")


if __name__ == "__main__":
    typer.run(main)
