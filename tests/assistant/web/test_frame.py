"""The frame of the page in a real browser: its language, its looks at both widths, the keyboard, accessibility."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from assistant.web.wording import WORDS
from source import Language
from tests.assistant.web.conftest import Visit, ask, in_view

QUESTION = "Does Russia have giant companies like China's?"
NUMBER = "How many Tencent server racks were installed in Moscow?"
NUMBER_JA = "モスクワに設置されたテンセントのラックは何台以上ですか。"
OFF_TOPIC = "What is a good recipe for borscht?"
PRESS_ENTER = """(box, details) => {
  for (const type of ["keydown", "keypress", "keyup"]) {
    const key = {key: "Enter", code: "Enter", bubbles: true, cancelable: true};
    box.dispatchEvent(new KeyboardEvent(type, {...key, ...details}));
  }
}"""


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en"), ("de-DE", "en")])
def test_page_speaks_the_visitors_language(visit: Visit, address: str, locale: str, language: Language) -> None:
    page = visit(address, locale=locale).page
    _assert_spoken(page, language)
    assert page.locator("footer").count() == 0 or page.locator("footer").first.is_hidden()


def test_language_can_be_switched_and_is_remembered(visit: Visit, address: str) -> None:
    page = visit(address, locale="ja-JP").page
    page.locator("button.language[data-language=en]").click()
    _assert_spoken(page, "en")
    expect(page.locator("#examples .suggestion").first).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#article article")).to_be_visible()
    _assert_spoken(page, "en")
    page.locator("button.language[data-language=ja]").click()
    _assert_spoken(page, "ja")


@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1280, False, "ja-JP"), (1280, True, "en-US"), (390, True, "ja-JP"), (390, False, "en-US")],
)
def test_every_state_is_accessible_and_nothing_overflows(
    visit: Visit, address: str, width: int, dark: bool, language: str
) -> None:
    page = visit(address, width=width, dark=dark, locale=language).page
    expect(page.locator("#examples .suggestion").first).to_be_visible()
    _assert_accessible(page, "before the first question", width)
    ask(page, QUESTION)
    ask(page, "Why?")
    ask(page, OFF_TOPIC)
    ask(page, "x" * 300)
    page.locator(".card .vote").first.click()
    page.locator("a.mark").first.click()
    _assert_accessible(page, "after questions", width)
    for view in ("both", "en"):
        page.locator(f"#view-{view}").click()
    page.locator("#contents summary").click()
    _assert_accessible(page, "with the contents open", width)
    for tab in ("articles", "evaluation"):
        page.locator(f"#tab-{tab}").click()
        _assert_accessible(page, tab, width)


@pytest.mark.parametrize("dark", [False, True])
def test_words_asked_for_stand_out(visit: Visit, address: str, dark: bool) -> None:
    page = visit(address, dark=dark, locale="en-US").page
    ask(page, NUMBER)
    ask(page, NUMBER_JA)
    for selector in ("#t1 .said", "#t1 .beside", "#t2 .said", "#t2 .quote"):
        word = page.locator(f"{selector} .asked", has_text="600").first
        ground, around, weight = word.evaluate(
            """word => [getComputedStyle(word).backgroundColor, getComputedStyle(word.parentElement).backgroundColor,
                        getComputedStyle(word).fontWeight]"""
        )
        assert ground != around == "rgba(0, 0, 0, 0)"
        assert weight == "600"
    for selector in ("#t1 .quote", "#t2 .beside"):
        assert page.locator(f"{selector} .asked").count() == 0, "marked is the side that was read"


@pytest.mark.parametrize("width", [1280, 390])
def test_sides_stand_beside_or_below_each_other(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width).page
    asking, reading = (page.locator(side).bounding_box() for side in ("#asking", "#reading"))
    assert asking is not None
    assert reading is not None
    if width == 390:
        assert asking["y"] + asking["height"] <= reading["y"] + 1
        assert asking["width"] == reading["width"] == 390
    else:
        assert asking["x"] + asking["width"] <= reading["x"] + 1
        assert asking["height"] == reading["height"]


def test_enter_sends_and_an_input_methods_enter_does_not(visit: Visit, address: str) -> None:
    page = visit(address).page
    box = page.locator("#question-text")
    for empty in ("", "   "):
        box.fill(empty)
        box.press("Enter")
        page.locator("button.send").click()
    box.fill("WeChatをロシアで遮断したのは")
    box.press("Shift+Enter")
    assert box.input_value() == "WeChatをロシアで遮断したのは\n"
    for ending in ({"isComposing": True}, {"keyCode": 229}):  # as Chromium and Firefox tell it, and as Safari does
        box.evaluate(PRESS_ENTER, ending)
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 0
    box.evaluate(PRESS_ENTER, {})
    expect(page.locator("#turns .answer")).to_have_count(1)
    expect(box).to_have_value("")


def test_everything_is_reached_by_the_keyboard_with_the_focus_in_sight(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    ask(page, NUMBER)
    expect(page.locator(".next .suggestion").first).to_be_visible()
    page.locator(".skip").focus()
    reached = ["skip"]
    for _ in range(120):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => { const one = document.activeElement;
                       return [(one.id || one.className || one.tagName).toString(), getComputedStyle(one).outlineStyle
                               + getComputedStyle(one.closest('#question') ?? one).boxShadow]; }"""
        )
        reached.append(name)
        assert outline not in ("nonenone", "none"), name
        if name == "view-both":
            break
    order = ["skip", "name", "tab-ask", "language", "tool edit", "tool retry", "tool share", "t1-m1", "t1-p1"]
    order += ["badge verified", "quiet copy", "quiet vote", "suggestion", "question-text", "quiet save", "quiet clear"]
    places = [reached.index(name) for name in [*order, "view-ja", "view-both"]]
    assert places == sorted(places)


def test_tabs_follow_the_arrow_keys_and_a_citation_follows_enter(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    page.locator("#tab-ask").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-articles").is_visible()
    assert page.locator("#panel-ask").is_hidden()
    page.keyboard.press("ArrowLeft")
    ask(page, NUMBER)
    page.locator("a.mark").first.focus()
    page.keyboard.press("Enter")
    assert in_view(page, ".lit")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "t1-m1"


def _assert_spoken(page: Page, language: Language) -> None:
    words = WORDS[language]
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator(".masthead .name").inner_text() == words["name"]
    assert page.locator(".tab").all_inner_texts() == [words["tab_ask"], words["tab_articles"], words["tab_evaluation"]]
    assert page.locator("#question-text").get_attribute("placeholder") == words["placeholder"]
    assert page.locator("button.send").get_attribute("aria-label") == words["send"]
    assert page.locator("button.view").all_inner_texts() == [words["view_ja"], words["view_en"], words["view_both"]]
    pressed = page.locator('button.language[aria-pressed="true"]')
    assert pressed.get_attribute("data-language") == language


def _assert_accessible(page: Page, state: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == width, state
    wide = page.evaluate(
        """width => [...document.querySelectorAll(".tenkyo *")].filter(one => one.getClientRects().length
             && !one.closest(".unseen, .you, .skip, #contents nav") && one.getBoundingClientRect().right > width + 1)
             .map(one => one.outerHTML.slice(0, 80))""",
        width,
    )
    assert wide == [], state
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
    found: list[dict[str, Any]] = Axe().run(page, options=rules).response["violations"]
    told = [(one["id"], re.sub(r"\s+", " ", one["nodes"][0]["html"])[:200], len(one["nodes"])) for one in found]
    assert told == [], state
