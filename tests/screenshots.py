"""Screenshots of the page's states: `python -m tests.screenshots [FOLDER]`, with Chromium installed.

The README's picture is always made; with a folder, every state too, at both widths, in both languages, light and dark.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Assistant
from assistant.web import serving
from tests.assistant.web.conftest import ask, lose

README = Path(__file__).parent.parent / ".readme" / "page.png"
QUESTIONS = {
    "ja": ("ファーウェイは何人を採用する予定か", "なぜ？", "ボルシチの作り方は？"),
    "en": ("How many Tencent server racks were installed in Moscow?", "Why?", "What is a good recipe for borscht?"),
}
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
HEIGHTS = {1280: 800, 390: 844}

State = Callable[[Page, str], None]


def start(page: Page, language: str) -> None:
    """Before the first question."""
    expect(page.locator("#examples .suggestion").first).to_be_visible()


def answered(page: Page, language: str) -> None:
    """A question is answered, its citation lit."""
    ask(page, QUESTIONS[language][0])
    expect(page.locator(".next .suggestion").first).to_be_visible()
    page.locator("a.mark").first.click()


def followed(page: Page, language: str) -> None:
    """A follow-up is read after the question before."""
    for question in QUESTIONS[language][:2]:
        ask(page, question)
    expect(page.locator("#t2 .next .suggestion").first).to_be_visible()


def refused(page: Page, language: str) -> None:
    """The article does not answer."""
    ask(page, QUESTIONS[language][2])
    expect(page.locator(".next .suggestion").first).to_be_visible()


def lost(page: Page, language: str) -> None:
    """The server is not reached."""
    lose(page)
    page.locator("#question-text").fill(QUESTIONS[language][0])
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t1 button.quiet.retry")).to_be_visible()


def editing(page: Page, language: str) -> None:
    """A question is being edited."""
    ask(page, QUESTIONS[language][0])
    page.locator("#t1 .edit").click()


def contents(page: Page, language: str) -> None:
    """The table of contents is open, the languages side by side."""
    page.locator("#view-both").click()
    page.locator("#reading").scroll_into_view_if_needed()
    page.locator("#contents summary").click()


def articles(page: Page, language: str) -> None:
    """The shelf, where a file could not be read."""
    page.locator("#tab-articles").click()
    page.locator("#file").set_input_files({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    expect(page.locator("#adding p")).not_to_be_empty()


def evaluation(page: Page, language: str) -> None:
    """The evaluation with its report."""
    page.locator("#tab-evaluation").click()
    page.locator("#evaluate [type=submit]").click()
    expect(page.locator("#report iframe")).to_be_visible(timeout=90_000)
    page.wait_for_timeout(500)


STATES: tuple[State, ...] = (start, answered, followed, refused, lost, editing, contents, articles, evaluation)


def main() -> None:
    """Write the README's picture, and all states into the folder that is named."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serving(Assistant.open(), data=Path(data)) as address:
            _shoot(browser, address, answered, README, width=1280, language="en", dark=False)
            for folder in map(Path, sys.argv[1:]):
                folder.mkdir(parents=True, exist_ok=True)
                for state in STATES:
                    for width in HEIGHTS:
                        for language in LOCALES:
                            for dark in (False, True):
                                look = "dark" if dark else "light"
                                path = folder / f"{state.__name__}-{width}-{language}-{look}.png"
                                _shoot(browser, address, state, path, width=width, language=language, dark=dark)
        browser.close()


def _shoot(browser: Browser, address: str, state: State, path: Path, *, width: int, language: str, dark: bool) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHTS[width]},
        locale=LOCALES[language],
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    expect(page.locator("#article article").first).to_be_visible()
    state(page, language)
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.close()
    print(path)


if __name__ == "__main__":
    main()
