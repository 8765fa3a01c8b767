"""How good a trained model is on the development pool: the right sentence, and answerable told from not.

A sentence's score is its evidence logit and the best span within it against none; the row's is its best sentence's
with the logit that anything answers. The product fits how they are weighed; here they count as they are.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.reader.layout import ANYTHING, BEGIN, EVIDENCE, LAST, LEANS, LONGEST
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.pool import Pool
from assistant.reader.training.sampling import Example, collate, example

REFUSED = 0.05
"""Share of the answerable that may be refused."""
PIECES = 24_000


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of one row: (sentences,) evidence and span against none, and that anything answers."""

    evidence: NDArray[np.float32]
    span: NDArray[np.float32]
    anything: float
    answers: NDArray[np.bool_]
    leans: float = 0.0

    @property
    def sentences(self) -> NDArray[np.float32]:
        """The sentences' scores."""
        return self.evidence + 0.5 * self.span

    @property
    def row(self) -> float:
        """The row's score."""
        return float(self.sentences.max() + self.anything) if len(self.evidence) else -99.0


def score(model: ReaderModel, examples: list[Example], device: str) -> list[Scored]:
    """Score examples, batch by batch."""
    order = sorted(range(len(examples)), key=lambda place: len(examples[place].ids))
    found: dict[int, Scored] = {}
    model.to(device).eval()
    while order:
        width = len(examples[order[-1]].ids)
        taken, order = order[-max(1, PIECES // width) :], order[: -max(1, PIECES // width)]
        batch = collate([examples[place] for place in taken])
        with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu"):
            logits = model(batch.ids.to(device)).float().cpu().numpy()
        for place, row in zip(taken, logits, strict=True):
            found[place] = scored(row, examples[place])
    return [found[place] for place in range(len(examples))]


def scored(logits: NDArray[np.float32], drawn: Example) -> Scored:
    """Read the logits of one row, (pieces, 5)."""
    none = float(logits[0, BEGIN] + logits[0, LAST])
    evidence, spans = [], []
    for begin, end in zip(drawn.starts, drawn.starts[1:], strict=False):
        evidence.append(logits[begin:end, EVIDENCE].mean() if end > begin else -20.0)
        spans.append(best_span(logits[begin:end, BEGIN], logits[begin:end, LAST]) - none if end > begin else -20.0)
    return Scored(
        np.asarray(evidence, dtype=np.float32),
        np.asarray(spans, dtype=np.float32),
        float(logits[0, ANYTHING]),
        np.asarray(drawn.answers, dtype=np.bool_),
        float(logits[0, LEANS]),
    )


def best_span(begin: NDArray[np.float32], last: NDArray[np.float32]) -> float:
    """Return the best sum of a begin's and a last piece's logit, the last not before the begin."""
    best = np.maximum.accumulate(begin)
    return float((best + last).max())


def measure(model: ReaderModel, pool: Pool, device: str) -> dict[str, tuple[float, float, float, int]]:
    """Return, for every set, the best sentence right, AUROC, refused at 5 % of the answerable, and the questions."""
    examples = [example(pool, number, longest=LONGEST) for number in range(len(pool))]
    names = [pool.names[pool.name[number]] for number in range(len(pool))]
    for number in range(len(pool)):  # JaQuAD has no unanswerable questions: the answering sentences are cut out
        if names[number].startswith("jaquad"):
            examples.append(example(pool, number, cut=True))
            names.append(names[number])
    groups: dict[str, list[Scored]] = defaultdict(list)
    told = []
    for name, one, drawn in zip(names, score(model, examples, device), examples, strict=True):
        groups[name].append(one)
        if drawn.leans >= 0:
            told.append((one.leans > 0) == bool(drawn.leans))
        if name.startswith("written"):
            part = name.split(".")[1]
            groups[f"written.{part}"].append(one)
    measured = {name: figures(rows) for name, rows in sorted(groups.items())}
    return {**measured, "leaning told": (float(np.mean(told)) if told else np.nan, np.nan, np.nan, len(told))}


def figures(rows: list[Scored]) -> tuple[float, float, float, int]:
    """Return the figures of one set."""
    answerable = [row for row in rows if row.answers.any()]
    right = float(np.mean([row.answers[row.sentences.argmax()] for row in answerable])) if answerable else np.nan
    yes = np.asarray([row.row for row in answerable])
    no = np.asarray([row.row for row in rows if not row.answers.any()])
    if not len(yes) or not len(no):
        return right, np.nan, np.nan, len(rows)
    below = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return right, float(below), float((no < np.quantile(yes, REFUSED)).mean()), len(rows)


def table(measured: dict[str, tuple[float, float, float, int]]) -> str:
    """Return the figures as lines of text."""
    head = f"{'set':28} sentence  AUROC refused  questions"
    return "\n".join(
        [head, *(f"{name:28} {a:8.3f} {b:6.3f} {c:7.3f} {n:10}" for name, (a, b, c, n) in measured.items())]
    )
