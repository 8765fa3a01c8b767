"""Retrieval measured with `ir_measures`, on runs and judgements that TREC's tools read.

With rel(q) the relevant passages of a question and the passages ranked by their scores (ties as `ir_measures` breaks
them: as trec_eval does, but for MRR):

- Success@k: 1 where one of the first k is relevant.
- Recall@k: relevant ones among the first k / |rel(q)|.
- MRR@10: 1 / the rank of the first relevant one, 0 beyond 10.
- nDCG@10 (Järvelin and Kekäläinen 2002): DCG / that of the ideal ranking, DCG = Σ rel / log2(rank + 1).
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from assistant.assistant import Assistant
from assistant.evaluation.corpus import Library
from assistant.evaluation.lines import EvaluationError, read_text
from assistant.evaluation.questions import Question, meets, squash
from source import Passage

Run = Mapping[str, Mapping[str, float]]
"""For each question's id, the passages found and their scores."""
Qrels = Mapping[str, Mapping[str, int]]
"""For each question's id, the passages judged and their relevance, 0 for none."""

DEPTH = 10
"""Passages that are searched for; no measure looks further."""
MEASURES: dict[str, tuple[str, int]] = {
    "success@1": ("Success", 1),
    "success@3": ("Success", 3),
    "success@5": ("Success", 5),
    "recall@5": ("R", 5),
    "recall@10": ("R", 10),
    "mrr@10": ("RR", 10),
    "ndcg@10": ("nDCG", 10),
}
"""Each measure's name here, and there."""
TAG = "tenkyo"

T = TypeVar("T", int, float)


def trec_id(text: str) -> str:
    """Return an id without white space, which TREC's files cannot hold: it is written as in an address (%20)."""
    return re.sub(r"[\s%]", lambda match: quote(match.group()), text)


def passage_id(passage: Passage) -> str:
    """Return the id of a passage among those of several documents: `document/p017`."""
    return trec_id(f"{passage.document}/{passage.id}")


def search_all(questions: Sequence[Question], assistants: Mapping[Path | None, Assistant]) -> Run:
    """Search for every question; passages are ordered as the assistant orders them, by reading."""
    return {
        trec_id(question.id): {
            passage_id(hit.passage): float(hit.score)
            for hit in assistants[question.document].search(question.text, k=DEPTH, rerank=True)
        }
        for question in questions
    }


def judge_passages(questions: Sequence[Question], library: Library) -> Qrels:
    """Judge every passage: relevant where it holds gold evidence. Questions without such a passage are left out."""
    texts = {
        path: [(passage_id(passage), squash(passage.text)) for passage in library[path].passages] for path in library
    }
    qrels: dict[str, dict[str, int]] = {}
    for question in questions:
        pieces = question.pieces() if question.answerable else ()
        relevant = {name: 1 for name, text in texts.get(question.document, []) if pieces and meets(text, pieces)}
        if relevant:
            qrels[trec_id(question.id)] = relevant
    return qrels


def measure_retrieval(run: Run, qrels: Qrels) -> dict[str, dict[str, float]]:
    """Return every measure of each question that has a relevant passage; one that the run lacks has found nothing."""
    import ir_measures

    judged = {name: dict(relevant) for name, relevant in qrels.items() if any(value > 0 for value in relevant.values())}
    measures = {getattr(ir_measures, name) @ cut: ours for ours, (name, cut) in MEASURES.items()}
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(MEASURES, 0.0) for name in judged}
    found = {name: dict(scores) for name, scores in run.items() if name in judged and scores}
    if found:
        for metric in ir_measures.iter_calc(list(measures), judged, found):
            values[metric.query_id][measures[metric.measure]] = float(metric.value)
    return values


def run_lines(run: Run) -> str:
    """Return a run as TREC writes it: question, Q0, passage, rank, score, tag."""
    return "".join(
        f"{name} Q0 {passage} {rank} {score!r} {TAG}\n"
        for name, scores in run.items()
        for rank, (passage, score) in enumerate(sorted(scores.items(), key=lambda pair: -pair[1]), start=1)
    )


def qrels_lines(qrels: Qrels) -> str:
    """Return judgements as TREC writes them: question, 0, passage, relevance."""
    return "".join(
        f"{name} 0 {passage} {relevance}\n" for name, judged in qrels.items() for passage, relevance in judged.items()
    )


def read_run(path: Path) -> Run:
    """Read a TREC run; its ranks do not matter, its scores do. Raises `EvaluationError` with the line."""
    return _read(path, 6, 4, _score)


def read_qrels(path: Path) -> Qrels:
    """Read TREC judgements. Raises `EvaluationError` with the line."""
    return _read(path, 4, 3, int)


def _read(path: Path, width: int, column: int, number: Callable[[str], T]) -> dict[str, dict[str, T]]:
    rows: dict[str, dict[str, T]] = {}
    for place, line in enumerate(read_text(path).split("\n"), start=1):
        columns = line.split()
        if not columns:
            continue
        if len(columns) != width:
            raise EvaluationError(f"{path}, line {place} should have {width} columns, not {len(columns)}.")
        name, passage = columns[0], columns[2]
        try:
            value = number(columns[column])
        except ValueError:
            raise EvaluationError(f"{path}, line {place}: {columns[column]!r} is no number.") from None
        if passage in rows.setdefault(name, {}):
            raise EvaluationError(f"{path}, line {place}: {passage} was there before for question {name}.")
        rows[name][passage] = value
    if not rows:
        raise EvaluationError(f"{path} is empty.")
    return rows


def _score(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
