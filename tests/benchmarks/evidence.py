"""Fit the weights of the sentences: `python -m tests.benchmarks.evidence SET.jsonl… --paragraphs GZ --questions GZ`.

The SETs are question sets; the other two JaQuAD's training split, of which some titles are documents of their own.
Fitted are the weights that make the gold sentences of a question likeliest among those of its best passages (a softmax
over their scores). Prints how often the best sentence is gold by the present weights and, by cross-validation (the
questions of one evidence stay together), by fitted ones; then the weights fitted on all, to be copied into
`assistant/evidence.py`.
"""

from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import Assistant
from assistant.asked import kinds_asked
from assistant.evidence import PASSAGES, WEIGHTS, Weights, consider
from tests.benchmarks.encyclopedia import documents_of
from tests.benchmarks.questions import load

FOLDS = 8
TITLES, EACH = 150, 4
"""Titles of JaQuAD, and questions of each; all would outweigh the sets."""
ENCYCLOPEDIA_WEIGHT = 0.3
PENALTY = 0.006
"""Of the squared weights, the parts being scaled to one deviation."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's sentences with the parts of their scores, (sentences, 9), and which of them are gold."""

    parts: NDArray[np.float64]
    gold: NDArray[np.bool_]
    group: str
    name: str
    weight: float

    def is_met(self, weights: Weights) -> bool:
        """Whether the best sentence is gold."""
        return bool(self.gold[np.argmax(self.parts @ np.asarray(astuple(weights)))])


def parts_of(assistant: Assistant, question: str) -> tuple[NDArray[np.float64], list[str]] | None:
    """The parts of the sentences' scores, and the sentences; None for a question that asks for the front matter."""
    index = assistant.index
    query = index.analyse(question)
    if query.fields:
        return None
    kinds = kinds_asked(query.text, query.language)
    sentences, parts, _ = consider(index, query, index.rank(query, k=PASSAGES), kinds)
    return parts, [sentence.sentence.text for sentence in sentences]


def cases_of_sets(paths: list[Path]) -> list[Case]:
    """The answerable questions of sets."""
    found = []
    for path in paths:
        for question in load(path):
            scored = parts_of(question.assistant, question.text) if question.answerable else None
            if scored is not None:
                gold = np.asarray([question.is_met_by(text) for text in scored[1]])
                name = f"{path.stem}, {question.language}"
                found.append(Case(scored[0], gold, str(question.gold.evidence), name, 1.0))
    return found


def cases_of_encyclopedia(paragraphs: Path, questions: Path) -> list[Case]:
    """Some questions of some of JaQuAD's titles; gold is a sentence that holds an answer."""
    found = []
    for assistant, asked in documents_of(paragraphs, questions)[:TITLES]:
        for record in asked[:: max(1, len(asked) // EACH)][:EACH]:
            scored = parts_of(assistant, record["question"])
            if scored is not None:
                gold = np.asarray([any(answer in text for answer in record["answers"]) for text in scored[1]])
                found.append(Case(scored[0], gold, record["id"], "JaQuAD, ja", ENCYCLOPEDIA_WEIGHT))
    return found


def fit(cases: list[Case]) -> Weights:
    """The likeliest weights, none of them negative, that of the passage being 1."""
    known = [case for case in cases if case.gold.any()]
    spread = np.concatenate([case.parts for case in known]).std(axis=0) + 1e-6
    total = sum(case.weight for case in known)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = 0.0, np.zeros(len(weights))
        for case in known:
            logits = case.parts / spread @ weights
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            gold = chances * case.gold
            value -= case.weight * float(np.log(gold.sum()))
            slope += case.weight * (chances - gold / gold.sum()) @ (case.parts / spread)
        return value / total + PENALTY * float(weights @ weights), slope / total + 2 * PENALTY * weights

    count = len(spread)
    found = minimize(loss, np.full(count, 0.5), jac=True, method="L-BFGS-B", bounds=[(0, None)] * count).x / spread
    return Weights(*(round(float(value), 2) for value in found / found[0]))


def main(
    sets: Annotated[list[Path], typer.Argument(help="Question sets.")],
    paragraphs: Annotated[Path, typer.Option(help="JaQuAD's paragraphs, compressed.")],
    questions: Annotated[Path, typer.Option(help="JaQuAD's questions, compressed.")],
) -> None:
    """Report the cross-validation, and print the weights fitted on all."""
    cases = cases_of_sets(sets) + cases_of_encyclopedia(paragraphs, questions)
    folds = {group: place % FOLDS for place, group in enumerate(dict.fromkeys(case.group for case in cases))}
    fitted = [fit([case for case in cases if folds[case.group] != fold]) for fold in range(FOLDS)]
    judged = defaultdict(list)
    for case in cases:
        judged[case.name].append((case.is_met(WEIGHTS), case.is_met(fitted[folds[case.group]])))
    for name, met in judged.items():
        before, after = np.mean(met, axis=0)
        print(f"{name} ({len(met)})".ljust(30), f"{before:.3f}   cross-validated {after:.3f}")
    print(fit(cases))


if __name__ == "__main__":
    typer.run(main)
