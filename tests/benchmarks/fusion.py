"""Fit the weights of the scores: `python -m tests.benchmarks.fusion --benchmarks DIR SET.jsonl [SET.jsonl …]`.

DIR holds JaQuAD (see `tests.benchmarks.encoder`), the SETs are question sets; documents that have a translation are
asked without it too. Fitted are the weights that make the gold passages of a question likeliest among its candidates (a
softmax over their fused scores). Prints the weights, to be copied into `index/fusion.py`, and for each set Success@1 of
the present weights and, by cross-validation, of fitted ones: either half is judged by weights fitted on the other.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from index import load_encoder
from index.encoder import BUNDLED_NAME
from index.fusion import ACROSS, WITHIN, Weights
from index.passage_index import CANDIDATES
from source import LANGUAGES, Language
from tests.benchmarks.encoder import Half, halved, load_encyclopedia
from tests.benchmarks.quality import untranslated
from tests.benchmarks.questions import Question, load
from tests.benchmarks.ranking import Scored, score

Group = tuple[str, Language, list["Case"]]
"""The questions of a set in one language, by the set's name."""

EVERY = 6
"""Of JaQuAD's Japanese questions one in so many: more would outweigh all other sets."""
DIGITS = 2
HALVES: tuple[Half, ...] = ("first", "second")


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates with their scores, (candidates, 3), and which of them are gold."""

    scores: NDArray[np.float64]
    gold: NDArray[np.bool_]
    shares_language: bool

    def place(self, weights: Weights) -> int:
        """How many candidates stand before the first gold one."""
        fused = self.scores @ np.asarray(astuple(weights))
        return int((fused > fused[self.gold].max(initial=-np.inf)).sum())


def case_of(scored: Scored, gold: Sequence[bool]) -> Case:
    """A question; whether its passages share its language is that of the first, all being of one document."""
    scores = scored.scores
    columns = np.stack([scores.lexical, scores.dense, scores.match], axis=1).astype(np.float64)
    return Case(columns, np.asarray(gold), bool(scores.shares_language[0]))


def cases(questions: Sequence[Question]) -> list[Case]:
    """The answerable ones."""
    found = []
    for question in questions:
        if question.answerable:
            index = question.assistant.index
            scored = score(index, index.analyse(question.text), count=max(CANDIDATES, len(index.passages)))
            found.append(case_of(scored, [question.is_met_by(index.passages[row].text) for row in scored.rows]))
    return found


def fit(asked: Sequence[Case]) -> Weights:
    """The likeliest weights, none of them negative."""
    known = [case for case in asked if case.gold.any()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(3)
        for case in known:
            logits = case.scores @ weights
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            gold = chances * case.gold
            total -= np.log(gold.sum())
            slope += (chances - gold / gold.sum()) @ case.scores
        return total / len(known), slope / len(known)

    found = minimize(loss, np.full(3, 10.0), jac=True, method="L-BFGS-B", bounds=[(0, None)] * 3).x
    return Weights(*(round(float(value), DIGITS) for value in found / found.sum()))


def main(
    benchmarks: Annotated[Path, typer.Option(help="The folder with JaQuAD.")],
    sets: Annotated[list[Path], typer.Argument(help="Question sets.")],
    encoder: Annotated[str, typer.Option(help="The name or folder of a model.")] = BUNDLED_NAME,
) -> None:
    """Fit and report."""
    loaded = load_encoder(encoder)
    groups: list[Group] = []
    encyclopedia = load_encyclopedia(loaded, benchmarks)
    for language, asked in encyclopedia.asked.items():
        scored = [(score(encyclopedia.index, encyclopedia.index.analyse(text)), gold) for text, gold in asked]
        found = [case_of(one, [encyclopedia.units[row] == gold for row in one.rows]) for one, gold in scored]
        groups.append(("JaQuAD", language, found[:: EVERY if language == "ja" else 1]))
    for path in sets:
        questions = load(path, encoder=loaded)
        for language in LANGUAGES:
            own = [question for question in questions if question.language == language]
            groups.append((path.name, language, cases(own)))
            if any(document.translated for question in own for document in question.assistant.documents):
                groups.append((f"{path.name}, no translation", language, cases(untranslated(own))))
    for language in LANGUAGES:
        refit(f"WITHIN, {language}", WITHIN[language], [group for group in groups if group[1] == language], shares=True)
    refit("ACROSS", ACROSS, groups, shares=False)


def refit(name: str, present: Weights, groups: Sequence[Group], *, shares: bool) -> None:
    """Fit the weights of the questions that share the language of their passages, or of those that do not."""
    kept = [
        (title, language, [case for case in part if case.shares_language == shares]) for title, language, part in groups
    ]
    parts = [part for part in kept if part[2]]
    of_half = {half: fit([case for _, _, part in parts for case in halved(part, half)]) for half in HALVES}
    print(f"{name}: {fit([case for _, _, part in parts for case in part])}, was {present}")
    for title, language, part in parts:
        before = [case.place(present) < 1 for case in part]
        judged = [
            case.place(of_half[other]) < 1
            for half, other in zip(HALVES, HALVES[::-1], strict=True)
            for case in halved(part, half)
        ]
        print(f"  {title}, {language} ({len(part)})".ljust(40), f"{np.mean(before):.3f}   {np.mean(judged):.3f}")


if __name__ == "__main__":
    typer.run(main)
