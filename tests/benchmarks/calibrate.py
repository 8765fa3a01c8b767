"""Fit the abstention model: `python -m tests.benchmarks.calibrate SET.jsonl [SET.jsonl …]`.

Prints, for the first set, what ten-fold cross-validation gives (each question judged by weights fitted without it), and
the weights fitted on all sets, to be copied into `assistant/abstention.py`. The folds are drawn with a fixed seed.
"""

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from assistant.abstention import signals_of
from assistant.assistant import THRESHOLD
from assistant.evidence import PASSAGES, choose
from source import LANGUAGES
from tests.benchmarks.questions import Question, load

FOLDS = 10


def features(question: Question) -> list[float]:
    """The signals and the language, as the model sees them."""
    index = question.assistant.index
    query = index.analyse(question.text)
    signals = signals_of(index, query, choose(index, query, index.rank(query, k=PASSAGES)))
    return [*astuple(signals), float(question.language == "en")]


def fit(rows: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    """A logistic regression, both classes weighing the same, so that one half is the even chance."""
    return LogisticRegression(C=3.0, class_weight="balanced").fit(rows, labels)


def main(sets: Annotated[list[Path], typer.Argument(help="Question sets; the first is cross-validated.")]) -> None:
    """Fit on all SETS and report the first by cross-validation."""
    groups = [load(path) for path in sets]
    questions = [question for group in groups for question in group]
    rows = np.asarray([features(question) for question in questions])
    labels = np.asarray([question.answerable for question in questions])
    probabilities = np.zeros(len(questions))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, labels):
        probabilities[test] = fit(rows[train], labels[train]).predict_proba(rows[test])[:, 1]
    start = 0
    for path, group in zip(sets, groups, strict=True):
        part = slice(start, start + len(group))
        start += len(group)
        chance, gold = probabilities[part], labels[part]
        languages = np.asarray([question.language for question in group])
        print(f"{path}: cross-validated AUROC {roc_auc_score(gold, chance):.3f}")
        for threshold in (0.4, 0.45, THRESHOLD, 0.55, 0.6):
            for name, mask in [("all", languages != ""), *((lang, languages == lang) for lang in LANGUAGES)]:
                refused = chance[mask] < threshold
                print(
                    f"  below {threshold:.2f}, {name:3}: unanswerable refused {refused[~gold[mask]].mean():.3f}, "
                    f"answerable refused {refused[gold[mask]].mean():.3f}"
                )
    model = fit(rows, labels)
    weights, intercept = model.coef_[0].round(2), float(model.intercept_[0])
    for language in LANGUAGES:
        own = round(intercept + (float(weights[-1]) if language == "en" else 0.0), 2)
        values = ", ".join(str(value) for value in (own, *weights[:-1]))
        print(f'    "{language}": Calibration({values}),')


if __name__ == "__main__":
    typer.run(main)
