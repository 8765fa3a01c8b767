"""The evaluation in a real browser: measured with a progress bar, reported, stopped."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant import Assistant
from assistant.evaluation.command import gold_questions
from assistant.web import serving
from assistant.web.wording import WORDS
from index import PassageIndex
from tests.assistant.web.conftest import Visit, ask

SHORT = 24
"""Questions of the gold set that are measured here: a reader takes its time."""
NUMBER = "How many Tencent server racks were installed in Moscow?"


def test_gold_questions_are_measured_and_reported(
    visit: Visit, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = gold_questions()
    assert gold is not None
    short = tmp_path / "gold.jsonl"
    short.write_text("\n".join(gold.read_text(encoding="utf-8").splitlines()[:SHORT]) + "\n", encoding="utf-8")
    monkeypatch.setattr("assistant.web.calls.evaluating.gold_questions", lambda: short)
    page = visit(address, locale="en-US").page
    page.locator("#tab-evaluation").click()
    expect(page.locator("#with-gold")).to_be_visible()
    page.evaluate(
        """() => { window.steps = []; const bar = document.querySelector("#evaluating progress");
                   new MutationObserver(() => window.steps.push([bar.value, bar.max]))
                     .observe(bar, { attributes: true }); }"""
    )
    page.locator("#evaluate [type=submit]").click()
    expect(page.locator("#evaluating p")).to_have_text(
        WORDS["en"]["evaluation_done"].format(total=SHORT), timeout=90_000
    )
    steps = [value for value, most in page.evaluate("window.steps") if most == SHORT and value]
    assert len(set(steps)) > 2
    assert sorted(steps) == steps
    report = page.frame_locator("#report iframe")
    expect(report.locator("body")).to_contain_text("Success@1")
    assert page.locator("#report iframe").get_attribute("sandbox") == "allow-scripts"
    with page.expect_download() as downloading:
        page.locator(".save-report").click()
    assert downloading.value.suggested_filename == "tenkyo-report.html"


def test_ratings_become_questions_that_are_measured(visit: Visit, article_index: PassageIndex, tmp_path: Path) -> None:
    with serving(Assistant(article_index), data=tmp_path) as served:
        page = visit(served, locale="en-US").page
        page.locator("#tab-evaluation").click()
        page.locator("#evaluate [value=feedback]").check()
        page.locator("#evaluate [type=submit]").click()
        expect(page.locator("#evaluating p")).to_have_text(WORDS["en"]["trouble_nothing"])
        page.locator("#tab-ask").click()
        ask(page, NUMBER)
        page.locator(".card .vote[data-verdict=yes]").first.click()
        expect(page.locator("#said")).to_have_text(WORDS["en"]["thanks"])
        page.locator("#tab-evaluation").click()
        page.locator("#evaluate [type=submit]").click()
        expect(page.locator("#evaluating p")).to_have_text(
            WORDS["en"]["evaluation_done"].format(total=1), timeout=60_000
        )
        expect(page.frame_locator("#report iframe").locator("body")).to_contain_text(NUMBER)


def test_malformed_questions_are_said_with_their_line(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address).page
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"id": "1", "question": "？", "answerable": True}) + "\nno json\n", encoding="utf-8")
    page.locator("#tab-evaluation").click()
    page.locator("#question-set").set_input_files(path)
    assert page.locator("#chosen-set").inner_text() == "questions.jsonl"
    page.locator("#evaluate [type=submit]").click()
    expect(page.locator("#evaluating p")).to_contain_text("1")
    assert page.locator("#report iframe").count() == 0


def test_evaluation_can_be_stopped(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    page.locator("#tab-evaluation").click()
    page.locator("#evaluate [type=submit]").click()
    page.locator(".stop-evaluating").click()
    expect(page.locator("#evaluating p")).to_have_text(WORDS["en"]["stopped"])
    assert page.locator("#report iframe").count() == 0
    assert page.locator("#evaluate [type=submit]").is_enabled()
