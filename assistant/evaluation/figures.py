"""Figures with their intervals: by language and kind, the gap between the languages, the difference of two runs."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.bootstrap import distributions, interval, p_value, values
from assistant.evaluation.measures import BY_NAME, MEASURES
from assistant.evaluation.records import FORMAT, KeptRun, Record, matched
from assistant.evaluation.statistics import Array, Statistic
from source import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a group of questions with its 95 % interval, over the `count` questions that it counts.

    `language` and `kind` are None for a group of both languages, or of all kinds.
    """

    measure: str
    language: Language | None
    kind: str | None
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The value of one group or run less that of another, with the 95 % interval of the difference.

    `language` is None for both; `p` is of the paired test, None where the questions are not the same.
    """

    measure: str
    language: Language | None
    value: float
    low: float
    high: float
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of an evaluation; `gaps` are English less Japanese, `differences` this run less another.

    `unplaced` are the questions whose evidence stands nowhere in the documents: no citation can be gold for them.
    """

    name: str
    judge: str
    figures: tuple[Figure, ...]
    gaps: tuple[Difference, ...]
    differences: tuple[Difference, ...]
    compared: str | None = None
    unplaced: tuple[str, ...] = ()

    def figure(self, measure: str, language: Language | None = None, kind: str | None = None) -> Figure | None:
        """Return one figure, None where it could not be measured."""
        wanted = (measure, language, kind)
        return next((one for one in self.figures if (one.measure, one.language, one.kind) == wanted), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "format": FORMAT,
            "questions": self.name,
            "judge": self.judge,
            **({"unplaced": list(self.unplaced)} if self.unplaced else {}),
            "figures": [_fields(figure) for figure in self.figures],
            "gaps": [_fields(gap) for gap in self.gaps],
            **({"compared": self.compared} if self.compared is not None else {}),
            **({"differences": [_fields(one) for one in self.differences]} if self.differences else {}),
        }


def summarise(
    records: Sequence[Record], *, name: str, judge: str, compared: KeptRun | None = None, unplaced: Sequence[str] = ()
) -> Summary:
    """Compute all figures of the records, and their differences from those of a kept run.

    Raises `EvaluationError` where the kept run is of other questions.
    """
    kinds = list(dict.fromkeys(record.kind for record in records))
    figures: list[Figure] = []
    spread: dict[Language | None, dict[str, Array]] = {}
    for kind in (None, *kinds):
        for language in (None, *LANGUAGES):
            group = [one for one in records if language in (None, one.language) and kind in (None, one.kind)]
            if group:
                found, distribution = _figures(group, language, kind)
                figures += found
                if kind is None:
                    spread[language] = distribution
    return Summary(
        name=name,
        judge=judge,
        figures=tuple(figures),
        gaps=_gaps(figures, spread),
        differences=() if compared is None else _differences(records, matched(records, compared)),
        compared=None if compared is None else compared.name,
        unplaced=tuple(unplaced),
    )


def _statistics(records: Sequence[Record]) -> dict[str, Statistic]:
    return {measure.name: measure.statistic(records) for measure in MEASURES}


def _figures(
    records: Sequence[Record], language: Language | None, kind: str | None
) -> tuple[list[Figure], dict[str, Array]]:
    statistics = _statistics(records)
    points = {name: point for name, point in values(statistics, len(records)).items() if not math.isnan(point)}
    stream = (None, *LANGUAGES).index(language)
    spread = distributions({name: statistics[name] for name in points}, len(records), stream=stream)
    found = []
    for name, point in points.items():
        count = sum(map(BY_NAME[name].counts, records))
        found.append(Figure(name, language, kind, point, *interval(spread[name]), count))
    return found, spread


def _gaps(figures: Sequence[Figure], spread: dict[Language | None, dict[str, Array]]) -> tuple[Difference, ...]:
    """English less Japanese; either language is resampled by itself."""
    values_of = {(figure.measure, figure.language): figure.value for figure in figures if figure.kind is None}
    gaps = []
    for name in (measure.name for measure in MEASURES):
        if (name, "en") in values_of and (name, "ja") in values_of:
            difference = spread["en"][name] - spread["ja"][name]
            gaps.append(Difference(name, None, values_of[name, "en"] - values_of[name, "ja"], *interval(difference)))
    return tuple(gaps)


def _differences(records: Sequence[Record], others: Sequence[Record]) -> tuple[Difference, ...]:
    """Subtract another run from this one on the same resamples: a paired bootstrap."""
    found = []
    for language in (None, *LANGUAGES):
        rows = [place for place, record in enumerate(records) if language in (None, record.language)]
        if not rows:
            continue
        ours, theirs = (_statistics([run[row] for row in rows]) for run in (records, others))
        mine, yours = (values(statistics, len(rows)) for statistics in (ours, theirs))
        known = [name for name in mine if not math.isnan(mine[name] - yours[name])]
        first, second = (distributions({name: run[name] for name in known}, len(rows)) for run in (ours, theirs))
        for name in known:
            spread = first[name] - second[name]
            difference = Difference(name, language, mine[name] - yours[name], *interval(spread), p_value(spread))
            found.append(difference)
    return tuple(found)


def _fields(one: Figure | Difference) -> dict[str, Any]:
    """Return the JSON form; what a small group cannot tell is null."""
    return {
        name: (None if math.isnan(value) else round(value, 6)) if isinstance(value, float) else value
        for name, value in asdict(one).items()
        if not (name in ("kind", "p") and value is None)
    }
