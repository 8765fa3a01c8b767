"""The README's screenshot: `python -m tests.screenshot`, with Chromium installed."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from assistant import Assistant
from assistant.web import serving

TARGET = Path(__file__).parent.parent / ".readme" / "page.png"
QUESTION = "How many Tencent server racks were installed in Moscow?"


def main() -> None:
    """Ask one question on the real page and keep what a visitor sees after clicking its citation."""
    TARGET.parent.mkdir(exist_ok=True)
    with serving(Assistant.open()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB", color_scheme="light")
        page.goto(address)
        page.get_by_role("textbox").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator("#chat a", has_text="[1]").first.click()
        page.wait_for_timeout(1500)  # the article scrolls smoothly
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
