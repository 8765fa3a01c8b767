"""The report: one page of HTML with everything in it, to be looked at rather than read."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from assistant.evaluation import plots
from assistant.evaluation.corpus import Library
from assistant.evaluation.evaluation import NO_DOCUMENT, Judgement
from assistant.evaluation.figures import Summary
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.outcomes import GOOD, MEANINGS, OUTCOMES, outcome_of
from assistant.evaluation.questioned import question_html
from assistant.evaluation.records import Record
from assistant.evaluation.table import NONE, count_of, shown, warning
from source import LANGUAGES

HERE = Path(__file__).parent
NAMES = {"ja": "Japanese", "en": "English"}
CARDS = (
    ("success@1", "best passage is gold"),
    ("cited", "gold evidence cited"),
    ("citation_precision", "citation precision"),
    ("verbatim", "quotes verbatim"),
    ("unanswerable_refused", "unanswerable refused"),
    ("answerable_refused", "answerable refused"),
)


def page(summary: Summary, judgements: Sequence[Judgement], library: Library) -> str:
    """Return the page. It needs nothing from elsewhere, and nothing that is asked or answered is code in it."""
    records = [judgement.record for judgement in judgements]
    title = f"Evaluation of {escape(summary.name)}"
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="faint">{_subtitle(summary)}</p>',
        f'<p class="no">{escape(warning(summary))}</p>' if summary.unplaced else "",
        f'<div class="cards">{"".join(_cards(summary))}</div>',
        f'<h2>By language and kind</h2><div class="plots">{"".join(_plots(summary, records))}</div>',
        f'<h2>All figures</h2><div class="scroll">{_figures(summary)}</div>',
        *_differences(summary),
        "<h2>Questions</h2>",
        "".join(_filters(judgements)),
        *_questions(judgements, library),
    ]
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{style}</style>\n</head>\n'
        f"<body>\n<main>\n{chr(10).join(parts)}\n</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _subtitle(summary: Summary) -> str:
    counts = ", ".join(
        f"{count} in {NAMES[language]}" for language in LANGUAGES if (count := count_of(summary, language))
    )
    return (
        f"{count_of(summary, None)} questions, {counts}. Support judged by {escape(summary.judge)}. "
        "Brackets and whiskers are 95 % intervals of a bootstrap over the questions."
    )


def _cards(summary: Summary) -> Iterator[str]:
    for name, label in CARDS:
        both = summary.figure(name)
        value = NONE if both is None else f"{both.value:.2f}"
        rows = "".join(
            f'<small><i class="{language}"></i>{language} {shown(summary.figure(name, language), digits=2)}</small>'
            for language in LANGUAGES
        )
        yield f'<div class="card">{label}<b>{value}</b>{rows}</div>'


def _plots(summary: Summary, records: Sequence[Record]) -> Iterator[str]:
    yield _plot("Measures", plots.bars_by_language(summary))
    yield _plot("Gold cited, or refused where there is no answer, by kind", plots.bars_by_kind(summary))
    if any(record.answered and record.confidence is not None for record in records):
        yield _plot("Risk and coverage", plots.risk_coverage_plot(records))
    if any(record.confidence is not None for record in records):
        yield _plot("Calibration of the confidence", plots.calibration_plot(records))


def _plot(title: str, svg: str) -> str:
    return f'<section class="plot"><h3>{title}</h3>{svg}</section>'


def _figures(summary: Summary) -> str:
    gaps = {gap.measure: gap for gap in summary.gaps}
    rows, section = [], ""
    for measure in MEASURES:
        if measure.section != section:
            section = measure.section
            rows.append(f'<tr class="section"><th colspan="6">{section}</th></tr>')
        cells = [shown(summary.figure(measure.name, language)) for language in (None, *LANGUAGES)]
        cells += [shown(gaps.get(measure.name), signed=True)]
        meaning = f'<td class="meaning">{escape(measure.meaning)}</td>'
        rows.append(f"<tr><th>{measure.label}</th>{_cells(cells)}{meaning}</tr>")
    heads = "".join(f"<th>{head}</th>" for head in ("", "all", "ja", "en", "en − ja", ""))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _differences(summary: Summary) -> Iterator[str]:
    if not summary.differences:
        return
    by_place = {(one.measure, one.language): one for one in summary.differences}
    rows = []
    for measure in MEASURES:
        found = [by_place.get((measure.name, language)) for language in (None, *LANGUAGES)]
        cells = [
            shown(one, signed=True) + (f" p {one.p:.3f}" if one is not None and one.p is not None else "")
            for one in found
        ]
        if any(found):
            rows.append(f"<tr><th>{measure.label}</th>{_cells(cells)}</tr>")
    heads = "".join(f"<th>{head}</th>" for head in ("", "all", "ja", "en"))
    yield (
        f"<h2>Difference from {escape(summary.compared or '')}</h2>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _cells(texts: Sequence[str]) -> str:
    """Return table cells; the interval is fainter than the figure."""
    split = (text.partition(" ") for text in texts)
    return "".join(f"<td>{value} <span>{rest}</span></td>" for value, _, rest in split)


def _filters(judgements: Sequence[Judgement]) -> Iterator[str]:
    ended = [outcome_of(judgement.record) for judgement in judgements]
    yield '<div class="filters">'
    yield _button("outcome", "", f"all {len(ended)}")
    yield from (
        _button("outcome", outcome, f"{outcome} {ended.count(outcome)}", MEANINGS[outcome])
        for outcome in OUTCOMES
        if outcome in ended
    )
    yield '</div><div class="filters">'
    yield _button("lang", "", "both languages")
    yield from (_button("lang", language, NAMES[language]) for language in LANGUAGES)
    yield "</div>"
    yield (
        '<p class="legend"><span><mark class="gold">gold evidence</mark></span><span><mark class="cited">cited</mark>'
        '</span><span><mark class="both">both</mark></span><span class="faint" id="shown"></span></p>'
    )


def _button(by: str, value: str, label: str, title: str = "") -> str:
    return f'<button type="button" data-by="{by}" data-value="{value}" title="{title}">{label}</button>'


def _questions(judgements: Sequence[Judgement], library: Library) -> Iterator[str]:
    def order(judgement: Judgement) -> int:
        return OUTCOMES.index(outcome_of(judgement.record))

    for judgement in sorted(judgements, key=order):
        outcome = outcome_of(judgement.record)
        corpus = library.get(judgement.question.document, NO_DOCUMENT)
        yield question_html(judgement, corpus, outcome, good=outcome in GOOD)
