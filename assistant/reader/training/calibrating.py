"""What the bundled reader's logits are weighed by to become probabilities, fitted on the development questions.

Two logistic regressions, on questions of passages that were never trained on: whether a sentence answers, of its
evidence, its best span and that of the passage which says that anything answers; and whether anything answers, of the
same for the passage's best sentence.
"""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant.reader.bundled import BundledReader, Logits
from assistant.reader.reading import Text, Turn
from assistant.reader.training.pool import Asked

PARTS = ("evidence", "span", "anything")
DIGITS = 3


def text_of(row: Asked) -> tuple[str, Text, list[Turn]]:
    """Return a row as a reader is given it: question, passage, the turns before."""
    *before, question = row.texts
    turns = [Turn(before[0], before[1] if len(before) > 1 else "")] if before else []
    return question, Text(row.headings, row.sentences), turns


def read_all(reader: BundledReader, rows: Sequence[Asked]) -> Iterator[Logits]:
    """Yield the logits of every row, in order, as many rows read at once as there are processors."""

    def one(row: Asked) -> Logits:
        question, text, turns = text_of(row)
        return reader.logits(question, [text], turns)[0]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(one, rows)


def fit(reader: BundledReader, rows: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """Read all rows, and return the weights."""
    sentences: list[NDArray[np.float64]] = []
    passages: list[NDArray[np.float64]] = []
    answers: list[bool] = []
    answerable: list[bool] = []
    for row, logits in tqdm(zip(rows, read_all(reader, rows), strict=True), total=len(rows), desc="reading"):
        columns = _columns(logits)
        sentences.append(columns)
        passages.append(columns[int(np.argmax(columns[:, 0] + 0.5 * columns[:, 1]))])
        answers += [place in row.evidence for place in range(len(row.sentences))]
        answerable.append(bool(row.evidence))
    return {
        "sentence": _weights(np.concatenate(sentences), np.asarray(answers)),
        "passage": _weights(np.stack(passages), np.asarray(answerable)),
    }


def write(weights: dict[str, dict[str, float]], path: Path) -> None:
    """Write the weights."""
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def _columns(logits: Logits) -> NDArray[np.float64]:
    """Return evidence, span and anything of every sentence: (sentences, 3)."""
    anything = np.full(len(logits.evidence), logits.anything)
    return np.stack([logits.evidence, logits.span, anything], axis=1)


def _weights(columns: NDArray[np.float64], gold: NDArray[np.bool_]) -> dict[str, float]:
    model = LogisticRegression(C=10.0, max_iter=1000).fit(columns, gold)
    bias, values = float(model.intercept_[0]), model.coef_[0]
    return {"bias": round(bias, DIGITS)} | {
        name: round(float(value), DIGITS) for name, value in zip(PARTS, values, strict=True)
    }
