"""The measures: what each is called, what it says, and the statistic that it is over a group of questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.evaluation.records import Record
from assistant.evaluation.statistics import Array, Auroc, CalibrationError, Ratio, RiskArea, Statistic

Section = Literal["Retrieval", "Citations", "Answers", "Abstention"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure; `statistic` makes it of the records of a group, `counts` says whether a record takes part."""

    name: str
    label: str
    section: Section
    meaning: str
    statistic: Callable[[Sequence[Record]], Statistic]
    counts: Callable[[Record], bool]
    better: Better = "higher"


def _ratio(name: str, label: str, section: Section, meaning: str, better: Better = "higher") -> Measure:
    def statistic(records: Sequence[Record]) -> Statistic:
        pairs = np.asarray([record.values.get(name, (0.0, 0.0)) for record in records], dtype=np.float64)
        return Ratio(pairs[:, 0], pairs[:, 1])

    def counts(record: Record) -> bool:
        return record.values.get(name, (0.0, 0.0))[1] > 0

    return Measure(name, label, section, meaning, statistic, counts, better)


def confidences(records: Sequence[Record]) -> Array:
    """Return the confidences, NaN where a system tells none."""
    return np.asarray([np.nan if record.confidence is None else record.confidence for record in records])


def answered_confidences(records: Sequence[Record]) -> Array:
    """Return the confidences of the answers given, NaN for what was refused."""
    return np.where([record.answered for record in records], confidences(records), np.nan)


def _auroc(records: Sequence[Record]) -> Statistic:
    return Auroc(confidences(records), np.asarray([record.answerable for record in records]))


def _risk_area(records: Sequence[Record]) -> Statistic:
    return RiskArea(answered_confidences(records), np.asarray([record.wrong for record in records]))


def _calibration(records: Sequence[Record]) -> Statistic:
    return CalibrationError(confidences(records), np.asarray([record.answerable for record in records]))


def _has_confidence(record: Record) -> bool:
    return record.confidence is not None


def _answered_with_confidence(record: Record) -> bool:
    return record.answered and record.confidence is not None


MEASURES: tuple[Measure, ...] = (
    _ratio("success@1", "Success@1", "Retrieval", "the first passage holds gold evidence"),
    _ratio("success@3", "Success@3", "Retrieval", "one of the first three does"),
    _ratio("success@5", "Success@5", "Retrieval", "one of the first five does"),
    _ratio("recall@5", "Recall@5", "Retrieval", "gold passages found among the first five"),
    _ratio("recall@10", "Recall@10", "Retrieval", "gold passages found among the first ten"),
    _ratio("mrr@10", "MRR@10", "Retrieval", "one over the rank of the first gold passage"),
    _ratio("ndcg@10", "nDCG@10", "Retrieval", "gold passages, discounted by their ranks"),
    _ratio("cited", "cites gold", "Citations", "answerable questions with a gold citation; a refusal is a miss"),
    _ratio("evidence_complete", "evidence complete", "Citations", "the citations cover a whole set of gold evidence"),
    _ratio("citation_recall", "citation recall", "Citations", "ALCE: statements that their citations support"),
    _ratio("citation_precision", "citation precision", "Citations", "ALCE: citations that are needed, by answer"),
    _ratio("citation_precision_pooled", "… of all citations", "Citations", "the same over all citations at once"),
    _ratio("citations_per_answer", "citations an answer", "Citations", "how many an answer has", "neither"),
    _ratio("verbatim", "verbatim", "Citations", "quotes that equal the document at their offsets"),
    _ratio("span_f1", "span F1", "Citations", "characters cited against those of the gold evidence"),
    _ratio("span_iou", "span IoU", "Citations", "the same, intersection over union"),
    _ratio("exact_match", "exact match", "Answers", "the answer's text is a gold answer; a refusal is a miss"),
    _ratio("answer_f1", "F1", "Answers", "characters (ja) or words (en) shared with a gold answer"),
    _ratio("containment", "containment", "Answers", "a gold answer stands within the answer's text"),
    _ratio("unanswerable_refused", "unanswerable refused", "Abstention", "rightly refused"),
    _ratio("answerable_refused", "answerable refused", "Abstention", "wrongly refused", "lower"),
    Measure(
        "auroc",
        "AUROC",
        "Abstention",
        "an answerable question has the higher confidence than an unanswerable one",
        _auroc,
        _has_confidence,
    ),
    Measure(
        "aurc",
        "AURC",
        "Abstention",
        "area under the risk-coverage curve: wrong answers among the more confident",
        _risk_area,
        _answered_with_confidence,
        "lower",
    ),
    Measure(
        "ece",
        "calibration error",
        "Abstention",
        "distance of the confidence from the share of answerable questions, in ten bins",
        _calibration,
        _has_confidence,
        "lower",
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
