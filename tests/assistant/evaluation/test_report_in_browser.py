"""The report as a browser shows it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.assistant.evaluation.test_report import rendered


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_it_fits_filters_and_runs_nothing_hostile(browser: Browser, tmp_path: Path, width: int, dark: bool) -> None:
    path = tmp_path / "report.html"
    path.write_text(rendered(), encoding="utf-8")
    strange: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light")
    page.on("dialog", lambda dialog: strange.append(dialog.message))
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.on("request", lambda request: None if request.url == path.as_uri() else strange.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(question => question.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("#shown").text_content() == "3 of 3 questions"
    page.get_by_role("button", name="wrong 1").click()
    assert page.locator(".question:visible").count() == 1
    page.get_by_role("button", name="Japanese").click()
    assert page.locator("#shown").text_content() == "0 of 3 questions"
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert background == ("rgb(23, 23, 21)" if dark else "rgb(246, 244, 239)")
    assert strange == []
