"""The figures as a table for the terminal."""

import math
from collections.abc import Iterator, Sequence

from assistant.evaluation.figures import Difference, Figure, Summary
from assistant.evaluation.measures import MEASURES
from source import LANGUAGES, Language

WIDTH = 22
SIGNED = 25
LABEL = 22
BY_KIND = ("success@1", "cited", "citation_precision")
"""The measures that are told by kind of question."""
NONE = "–"
NAMED = 8
"""Questions that a warning names."""


def table(summary: Summary) -> str:
    """Lay the figures out: by language with the gap, then by kind, then the differences from another run."""
    lines = [f"{summary.name}: {_counts(summary)}; judge {summary.judge}; 95 % intervals in brackets"]
    lines += [warning(summary)] if summary.unplaced else []
    lines += ["", *_by_language(summary)]
    lines += ["", *_by_kind(summary)]
    if summary.differences:
        lines += ["", *_differences(summary)]
    return "\n".join(line.rstrip() for line in lines)


def warning(summary: Summary) -> str:
    """Tell which questions have evidence that nothing can meet."""
    first, others = summary.unplaced[:NAMED], summary.unplaced[NAMED:]
    names = ", ".join(first) + (f" and {len(others)} others" if others else "")
    return (
        f"The evidence of {names} stands nowhere in the documents: these count as misses of "
        "citations, and not for retrieval or spans."
    )


def shown(one: Figure | Difference | None, *, signed: bool = False, digits: int = 3) -> str:
    """Return a figure with its interval, a dash for one that could not be measured."""
    if one is None or math.isnan(one.value):
        return NONE
    form = f"{'+' if signed else ''}.{digits}f"
    bounds = "" if math.isnan(one.low) else f" [{one.low:{form}}, {one.high:{form}}]"
    return f"{one.value:{form}}{bounds}"


def count_of(summary: Summary, language: Language | None) -> int:
    """Return how many questions there are: each was rightly or wrongly refused, or not."""
    found = (summary.figure(name, language) for name in ("unanswerable_refused", "answerable_refused"))
    return sum(figure.count for figure in found if figure is not None)


def kinds_of(summary: Summary) -> list[str]:
    """Return the kinds of question, in the order of the set."""
    return list(dict.fromkeys(figure.kind for figure in summary.figures if figure.kind is not None))


def _counts(summary: Summary) -> str:
    parts = ", ".join(f"{count} {language}" for language in LANGUAGES if (count := count_of(summary, language)))
    return f"{count_of(summary, None)} questions ({parts})"


def _by_language(summary: Summary) -> Iterator[str]:
    gaps = {gap.measure: gap for gap in summary.gaps}
    yield _row("", ["all", "ja", "en", "en − ja"])
    section = ""
    for measure in MEASURES:
        if measure.section != section:
            section = measure.section
            yield section
        cells = [shown(summary.figure(measure.name, language)) for language in (None, *LANGUAGES)]
        yield _row(f"  {measure.label}", [*cells, shown(gaps.get(measure.name), signed=True)])


def _by_kind(summary: Summary) -> Iterator[str]:
    labels = {measure.name: measure.label for measure in MEASURES}
    yield _row("By kind", [*(labels[name] for name in BY_KIND), "refused", "questions"])
    for kind in kinds_of(summary):
        refused = (summary.figure(name, kind=kind) for name in ("unanswerable_refused", "answerable_refused"))
        cells = [shown(summary.figure(name, kind=kind)) for name in BY_KIND]
        found = [figure for figure in refused if figure is not None]
        cells += [" ".join(map(shown, found)), str(sum(figure.count for figure in found))]
        yield _row(f"  {kind}"[: LABEL - 1], cells)


def _differences(summary: Summary) -> Iterator[str]:
    by_place = {(one.measure, one.language): one for one in summary.differences}
    yield _row(f"Difference from {summary.compared}, with p of the paired bootstrap", [])
    yield _row("", [f"{name:{SIGNED}}p" for name in ("all", *LANGUAGES)], SIGNED + 7)
    for measure in MEASURES:
        found = [by_place.get((measure.name, language)) for language in (None, *LANGUAGES)]
        if any(found):
            cells = [f"{shown(one, signed=True):{SIGNED}}{_p(one)}" for one in found]
            yield _row(f"  {measure.label}", cells, SIGNED + 7)


def _p(one: Difference | None) -> str:
    return "" if one is None or one.p is None else f"{one.p:.3f}"


def _row(label: str, cells: Sequence[str], width: int = WIDTH) -> str:
    return f"{label:{LABEL + 2}}" + "".join(f"{cell:{width}}" for cell in cells)
