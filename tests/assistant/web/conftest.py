"""What the tests of the page share: a real server, a real browser, and visitors who notice whatever is strange."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from assistant import Answer, Assistant
from assistant.reader import Turn
from assistant.web import serving
from index import PassageIndex

BREAKING = "What breaks?"
PATIENCE = 30_000
"""Milliseconds that a visitor waits for the page: the first examples cost the reading of some hundred passages."""

expect.set_options(timeout=PATIENCE)


class FragileAssistant(Assistant):
    """The real assistant, but for one question that makes it fail."""

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        if question == BREAKING:
            raise RuntimeError("secret of /home/somebody")
        return super().ask(question, turns)


class Visitor:
    """A new visitor's page; whatever strange it does fails the test when the visitor leaves."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **settings)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.strange: list[str] = []
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self._note(request.url) if _is_outside(request.url) else None)
        page.on("dialog", self._refuse)
        page.on("pageerror", lambda error: self._note(str(error)))
        return page

    def _note(self, what: str) -> None:
        self.strange.append(what)

    def _refuse(self, dialog: Dialog) -> None:
        self._note(dialog.message)
        dialog.dismiss()

    def go(self, address: str) -> Page:
        """Open the page and wait until the article can be read."""
        self.page.goto(address)
        expect(self.page.locator("#article article").first).to_be_visible()
        return self.page

    def leave(self) -> None:
        """Close the browser's window, if nothing strange has happened."""
        assert self.strange == []
        for page in self.context.pages:
            assert page.evaluate("window.__pwned") is None
        self.context.close()


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens the page as a new visitor; every visitor leaves at the end of the test."""
    visitors: list[Visitor] = []

    def arrive(address: str, *, locale: str = "ja-JP", width: int = 1280, dark: bool = False) -> Visitor:
        visitor = Visitor(
            browser,
            locale=locale,
            viewport={"width": width, "height": 900 if width > 500 else 844},
            color_scheme="dark" if dark else "light",
        )
        visitors.append(visitor)
        visitor.go(address)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.leave()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the server keeps articles and feedback."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def address(article_index: PassageIndex, data: Path) -> Iterator[str]:
    """The page of the default article."""
    with serving(FragileAssistant(article_index), data=data) as served:
        yield served


def component_of(address: str) -> int:
    """The number by which Gradio knows the page's component, to which its calls are addressed."""
    with urlopen(f"{address}config") as reply:
        config = json.load(reply)
    (number,) = (one["id"] for one in config["components"] if one["props"].get("elem_id") == "tenkyo")
    return int(number)


def ask(page: Page, question: str) -> None:
    """Type a question, send it, and wait for its answer."""
    answers = page.locator("#turns .answer").count()
    page.locator("#question-text").fill(question)
    page.locator("#question-text").press("Enter")
    expect(page.locator("#turns .answer")).to_have_count(answers + 1)


def lit(page: Page) -> list[str]:
    """The texts that are lit in the article."""
    return page.locator(".lit").all_text_contents()


def in_view(page: Page, selector: str) -> bool:
    """Whether an element stands wholly inside the window."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0


def clipboard(page: Page) -> str:
    """What was copied last."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def lose(page: Page) -> None:
    """The server is not reached any more."""

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*", refuse)


def _is_outside(url: str) -> bool:
    return urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).hostname != "127.0.0.1"
