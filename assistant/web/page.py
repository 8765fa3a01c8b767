"""The page: a Gradio component of our own. Needs Gradio, imported when it is built."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.feedback import FeedbackStore
from assistant.shelf import Shelf
from assistant.web.calls.conversing import Conversing
from assistant.web.calls.errands import Errands
from assistant.web.calls.evaluating import Evaluating
from assistant.web.calls.shelving import LARGEST, Shelving
from assistant.web.jobs import Jobs
from assistant.web.rendering import render
from assistant.web.troubles import told
from assistant.web.wording import WORDS, both
from source import LONGEST, MOST_PAGES, SUFFIXES

VISITORS = 40
"""Calls that are worked on at once."""

FONTS = ("Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Meiryo", "sans-serif")

FOLDER = Path(__file__).parent
STYLE = ("colours", "frame", "conversation", "article", "panels", "narrow")
SCRIPT = ("state", "words", "reading", "conversation", "answers", "shelf", "evaluation", "start")
"""The page's style and script, in the order in which they are put together."""

Call = Callable[[dict[str, Any]], dict[str, Any]]


def build(assistant: Assistant, data: Path, *, public: bool = False) -> Any:
    """Build the page, a `gradio.Blocks`; `settings` are what it wants to be mounted with.

    Articles and feedback are kept in the folder `data`. `public` says that anybody may visit.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    with gradio.Blocks(title=_title(assistant), analytics_enabled=False, fill_width=True) as page:
        gradio.HTML(
            _skeleton(), elem_id="tenkyo", apply_default_css=False, js_on_load="tenkyo(element, server)",
            server_functions=[_named(name, call) for name, call in _calls(assistant, data, public=public).items()],
        )  # fmt: skip
    page.queue(default_concurrency_limit=VISITORS, api_open=False)
    return page


def settings() -> dict[str, Any]:
    """How the page is mounted: own style and script, system fonts, nothing of Gradio's own, nothing kept."""
    import gradio

    style = "".join((FOLDER / "style" / f"{name}.css").read_text(encoding="utf-8") for name in STYLE)
    script = "".join((FOLDER / "script" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPT)
    words = json.dumps(WORDS, ensure_ascii=False)
    return {
        "theme": gradio.themes.Base(font=FONTS, font_mono=("monospace",)),
        "head": f"<style>{style}</style><script>(() => {{const WORDS = {words};\n{script}}})();</script>",
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "pwa": False,
    }


def _calls(assistant: Assistant, data: Path, *, public: bool) -> dict[str, Call]:
    jobs, feedback = Jobs(), FeedbackStore(data / "feedback.sqlite")
    shelving = Shelving(assistant, Shelf(data, reader=assistant.reader), jobs, public=public)
    conversing = Conversing(shelving.open, feedback)
    evaluating = Evaluating(shelving.open, feedback, jobs)
    errands = Errands(jobs)
    calls: list[Call] = [
        conversing.open_article, conversing.converse, conversing.suggest, conversing.examples, conversing.save,
        conversing.vote, shelving.shelf, shelving.add, shelving.remove, evaluating.evaluate, evaluating.sets,
        errands.look, errands.stop,
    ]  # fmt: skip
    return {call.__name__: call for call in calls}


def _named(name: str, call: Call) -> Call:
    """Return a call as Gradio wants it: a function of its own name, that says what it could not do."""

    def function(payload: dict[str, Any]) -> dict[str, Any]:
        return told(call, payload)

    function.__name__ = f"call_{name}"
    return function


def _skeleton() -> str:
    limits = both("limits", size=LARGEST // 1_000_000, pages=MOST_PAGES, characters=f"{LONGEST:,}")
    return render("page.html", suffixes=",".join(SUFFIXES), limits=limits)


def _title(assistant: Assistant) -> str:
    names = " ".join(dict.fromkeys(words["name"] for words in WORDS.values()))
    return f"{assistant.documents[0].title} – {names}" if len(assistant.documents) == 1 else names
