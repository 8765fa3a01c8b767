"""The page: the conversation on one side, the documents on the other. Needs Gradio, imported when it is built."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.web.answers import answer_html, failure_html, is_follow_up, question_html, question_of
from assistant.web.article import articles_html
from assistant.web.examples import examples
from assistant.web.wording import WORDS, both, table

VISITORS = 20
"""Questions that are worked on at once."""

WAITING = 500
"""Questions that may wait; one more is told that the page is busy."""

REMEMBERED = 3
"""Whole questions, each with its follow-ups, that a new one may lean on."""

MOST = 40
"""Questions that are asked again at most, to find what a new one leans on."""

FONTS = ("Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Meiryo", "sans-serif")

FOLDER = Path(__file__).parent

Message = dict[str, Any]


@dataclass(frozen=True)
class Chat:
    """Turns a question and the messages before it into the messages after it. Keeps nothing between two questions.

    The messages travel with the visitor's own page: no two visitors can meet, and nothing of them stays here. What a
    follow-up leans on is found again by asking the last questions again.
    """

    assistant: Assistant

    def ask(self, question: str, messages: list[Message]) -> Iterator[tuple[list[Message], str]]:
        """Yield the messages with the question, then with its answer too; with each the emptied question box."""
        if not question.strip():
            yield messages, ""
            return
        messages = [*messages, _message("user", question_html(question))]
        yield messages, ""
        conversation = self.assistant.conversation()
        for earlier in _asked(messages[:-1]):
            conversation.ask(earlier)
        answer = conversation.ask(question)
        html = answer_html(answer, self.assistant.documents, turn=len(messages) // 2 + 1)
        yield [*messages, _message("assistant", html)], ""

    def apologise(self, messages: list[Message]) -> list[Message]:
        """Return the messages with a sentence in the place of an answer that could not be made."""
        return [*messages, _message("assistant", failure_html())]


def build(assistant: Assistant) -> Any:
    """Build the page, a `gradio.Blocks`; `settings` are what it wants to be mounted with."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    words = gradio.I18n()  # names of words only; the words themselves are in the settings
    talk = Chat(assistant)
    with gradio.Blocks(title=_title(assistant), analytics_enabled=False, fill_width=True) as page:
        with gradio.Row(elem_id="sides", equal_height=False):
            with gradio.Column(elem_id="asking", min_width=0):
                gradio.HTML(_header(), elem_id="masthead")
                chat = gradio.Chatbot(
                    elem_id="chat", label=words("conversation"), show_label=False, container=False, height=None,
                    latex_delimiters=[], buttons=[], feedback_options=None, autoscroll=False, layout="panel",
                    group_consecutive_messages=False, allow_file_downloads=False,
                )  # fmt: skip
                with gradio.Column(elem_id="composer"):
                    buttons = _example_buttons(gradio, assistant)
                    box = gradio.Textbox(
                        elem_id="question", label=words("question"), placeholder=words("placeholder"), show_label=False,
                        container=False, lines=1, max_lines=6, submit_btn=True,
                    )  # fmt: skip
            with gradio.Column(elem_id="reading", min_width=0):
                gradio.HTML(articles_html(assistant.documents), elem_id="article", js_on_load=None)
        shared: dict[str, Any] = {
            "outputs": [chat, box], "concurrency_limit": VISITORS, "concurrency_id": "ask",
            "show_progress": "hidden", "api_visibility": "private",
        }  # fmt: skip
        asked = [box.submit(talk.ask, [box, chat], **shared)]
        asked += [button.click(talk.ask, [button, chat], **shared) for button in buttons]
        for event in asked:
            event.failure(talk.apologise, chat, chat, show_progress="hidden", api_visibility="private")
    page.queue(default_concurrency_limit=VISITORS, max_size=WAITING, api_open=False)
    return page


def settings() -> dict[str, Any]:
    """How the page is mounted: own style and script, system fonts, nothing of Gradio's own, nothing kept."""
    import gradio

    style, script = ((FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    words = {language: table(language) for language in WORDS}
    return {
        "theme": gradio.themes.Base(font=FONTS, font_mono=("monospace",)),
        "head": f"<style>{style}</style><script>const WORDS = {json.dumps(words)};{script}</script>",
        "i18n": gradio.I18n(**words),
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "pwa": False,
    }


def _title(assistant: Assistant) -> str:
    names = " ".join(dict.fromkeys(words.name for words in WORDS.values()))
    return f"{assistant.documents[0].title} – {names}" if len(assistant.documents) == 1 else names


def _header() -> str:
    return f'<h1 class="name">{both("name")}</h1><p class="tagline">{both("tagline")}</p>'


def _example_buttons(gradio: Any, assistant: Assistant) -> list[Any]:
    chosen = examples(assistant)
    if not any(chosen.values()):
        return []
    with gradio.Row(elem_id="examples"):
        gradio.HTML(f'<p class="label">{both("examples")}</p>')
        return [
            gradio.Button(question, elem_classes=["example", language], size="sm", min_width=0)
            for language, questions in chosen.items()
            for question in questions
        ]


def _asked(messages: list[Message]) -> list[str]:
    """Return the last questions that were answered, as they were typed, from a whole one on."""
    questions: list[str] = []
    whole = 0
    for asked, answered in reversed(list(pairwise(messages))):
        question, answer = question_of(_html(asked)), _html(answered)
        if question is None or answered["role"] != "assistant" or answer == failure_html():
            continue
        questions.insert(0, question)
        whole += not is_follow_up(answer)
        if whole == REMEMBERED or len(questions) == MOST:
            break
    return questions


def _html(message: Message) -> str:
    """Return what a message holds; the page sends it back as a list of blocks."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return "".join(block.get("text", "") for block in content if isinstance(block, dict))


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": html}
