"""The report's plots as SVG that takes its colours and letters from the page around it."""

import io
import re
import threading
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.evaluation.figures import Summary
from assistant.evaluation.measures import BY_NAME, answered_confidences, confidences
from assistant.evaluation.records import Record
from assistant.evaluation.statistics import BINS, bins_of, risk_coverage
from assistant.evaluation.table import kinds_of
from source import LANGUAGES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

INK, LINE = "#010101", "#020202"
COLOURS = {None: "#030303", "ja": "#040404", "en": "#050505"}
VARIABLES = {
    INK: "var(--ink)",
    LINE: "var(--line)",
    COLOURS[None]: "var(--both)",
    COLOURS["ja"]: "var(--ja)",
    COLOURS["en"]: "var(--en)",
}
"""Colours that no plot would have otherwise, and what the page's style puts in their place."""
NAMES = {None: "all", "ja": "Japanese", "en": "English"}
COMPARED = (
    "success@1",
    "success@3",
    "cited",
    "evidence_complete",
    "citation_recall",
    "citation_precision",
    "span_f1",
    "unanswerable_refused",
    "answerable_refused",
)
HEIGHT = 0.34
"""Of a bar, where a row is 1."""

RENDERING = threading.Lock()
"""Matplotlib's settings and Python's filter of warnings are of the whole program: plots are rendered one by one."""


def bars_by_language(summary: Summary) -> str:
    """Draw the main measures, a bar for each language."""
    names = [name for name in COMPARED if summary.figure(name) is not None]
    return _bars(summary, "measures", [(BY_NAME[name].label, name, None) for name in names])


def bars_by_kind(summary: Summary) -> str:
    """Draw how many questions of each kind are answered with a gold citation, or refused where there is no answer."""
    rows: list[tuple[str, str, str | None]] = []
    for kind in kinds_of(summary):
        measure = "cited" if summary.figure("cited", kind=kind) is not None else "unanswerable_refused"
        figure = summary.figure(measure, kind=kind)
        count = 0 if figure is None else figure.count
        name = (kind if len(kind) <= 24 else f"{kind[:23]}…").replace(
            "$", r"\$"
        )  # between dollars it would be a formula
        rows.append((f"{name} ({count})", measure, kind))
    return _bars(summary, "kinds", rows)


def risk_coverage_plot(records: Sequence[Record]) -> str:
    """Draw the share of wrong answers among the most confident ones, for every coverage."""
    canvas, axes = _canvas(3.6)
    for language in (None, *LANGUAGES):
        group = [record for record in records if language in (None, record.language)]
        if group:
            wrong = np.asarray([record.wrong for record in group])
            coverage, risk = risk_coverage(answered_confidences(group), wrong)
            axes.plot(coverage, risk, color=COLOURS[language], label=NAMES[language], linewidth=2 if language else 1)
    axes.set(xlabel="coverage: answered, the most confident first", ylabel="risk: wrong among them")
    axes.set(xlim=(0, 1), ylim=(0, None))
    axes.legend(frameon=False, labelcolor=INK, loc="lower right")
    return _svg(canvas, "risk", "Risk-coverage curve")


def calibration_plot(records: Sequence[Record]) -> str:
    """Draw the share of answerable questions over their confidence, in ten bins; the larger the mark, the more."""
    canvas, axes = _canvas(3.6)
    axes.plot([0, 1], [0, 1], color=LINE, linestyle="--")
    for language in LANGUAGES:
        group = [record for record in records if record.language == language and record.confidence is not None]
        if not group:
            continue
        confidence, bins = confidences(group), bins_of(confidences(group))
        answerable = np.asarray([record.answerable for record in group], dtype=np.float64)
        members = [bins == number for number in range(BINS) if (bins == number).any()]
        shares = [(confidence[member].mean(), answerable[member].mean()) for member in members]
        across, up = zip(*shares, strict=True)
        axes.plot(across, up, color=COLOURS[language], linewidth=1, alpha=0.5)
        axes.scatter(
            across,
            up,
            s=[18 + 3 * float(member.sum()) for member in members],
            color=COLOURS[language],
            alpha=0.75,
            linewidths=0,
            label=NAMES[language],
        )
    axes.set(xlabel="confidence", ylabel="answerable", xlim=(-0.03, 1.03), ylim=(-0.06, 1.06))
    axes.legend(frameon=False, labelcolor=INK, loc="lower right", scatterpoints=1, markerscale=0.6)
    return _svg(canvas, "calibration", "Calibration of the confidence")


def _bars(summary: Summary, name: str, rows: Sequence[tuple[str, str, str | None]]) -> str:
    """Draw a row of two bars with their intervals for each label, measure and kind."""
    canvas, axes = _canvas(0.7 + 0.36 * max(4, len(rows)))
    for offset, language in zip((-HEIGHT / 2, HEIGHT / 2), LANGUAGES, strict=True):
        drawn = [
            (place, figure)
            for place, (_, measure, kind) in enumerate(rows)
            if (figure := summary.figure(measure, language, kind)) is not None
        ]
        places = [place + offset for place, _ in drawn]
        shares = [figure.value for _, figure in drawn]
        spread = [(max(0.0, one.value - one.low), max(0.0, one.high - one.value)) for _, one in drawn]
        axes.barh(places, shares, HEIGHT, color=COLOURS[language], label=NAMES[language])
        axes.errorbar(
            shares,
            places,
            xerr=np.nan_to_num(np.asarray(spread).reshape(-1, 2)).T,
            fmt="none",
            ecolor=INK,
            elinewidth=1,
        )
    axes.set_yticks(range(len(rows)), [label for label, _, _ in rows])
    axes.set(xlim=(0, 1.02), ylim=(len(rows) - 0.4, -0.6))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(frameon=False, labelcolor=INK, loc="upper center", bbox_to_anchor=(0.4, 1.12), ncols=2)
    return _svg(canvas, name, "Bars with 95 % intervals")


def _canvas(height: float) -> "tuple[Canvas, Axes]":
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(5.4, height), layout="constrained")
    canvas.patch.set_visible(False)
    axes = canvas.add_subplot()
    axes.patch.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(LINE)
    axes.tick_params(colors=INK, color=LINE)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    return canvas, axes


def _styled(style: str) -> str:
    """Let a style take its colours and letters from the page."""
    for colour, variable in VARIABLES.items():
        style = style.replace(colour, variable)
    return re.sub(r'font-family:[^;"]*;?', "", re.sub(r'font:\s*([\d.]+)px[^;"]*', r"font-size: \1px", style))


def _svg(canvas: "Canvas", name: str, title: str) -> str:
    """Render a plot; its ids get the plot's name before them, since all plots share a page."""
    import matplotlib

    out = io.StringIO()
    with (
        RENDERING,
        matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}),
        warnings.catch_warnings(),
    ):
        # The browser has the letters; what the layout measures with need not.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        canvas.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r'\b(id="|xlink:href="#|url\(#)', rf"\g<1>{name}-", text)
    text = re.sub(r'style="[^"]*"', lambda style: _styled(style.group()), text)
    view = re.search(r'viewBox="[^"]*"', text)
    box = view.group() if view else ""
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" {box} role="img" aria-label="{title}">'
    return head + text[text.index(">") + 1 :]
