"""Hostile text, wherever it stands, is shown as text and runs nothing. A visitor who leaves notices if it did."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from assistant.web import serving
from index import Encoder, PassageIndex
from source import read, split
from tests.assistant.web.conftest import Visit, ask

ATTACKS = (
    "<script>window.__pwned=1</script>",
    '<img src=x onerror="window.__pwned=2">',
    "<svg onload=window.__pwned=3>",
    "${window.__pwned=4}",
    "{{constructor.constructor('window.__pwned=5')()}}",
    "$$x$$ [1] **b** `c`",
    "[click](javascript:window.__pwned=6)",
    '"><a href="javascript:window.__pwned=7">x</a>',
    "' onmouseover='window.__pwned=8",
    "\u202egnp.exe\u202c",
    "</textarea></section></template>",
    "@children",
)
ALL = " ".join(ATTACKS)


def shown_as_text(page: Page, selector: str) -> None:
    """No element was made of the text inside."""
    forbidden = ":is(img, script, svg, strong, code, iframe, textarea, template, [onmouseover], [onerror])"
    assert page.locator(f"{selector} {forbidden}").count() == 0
    assert page.locator('a[href*="javascript"]').count() == 0


def test_hostile_question_is_shown_as_text(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    for turn, attack in enumerate((*ATTACKS, ALL)):
        ask(page, attack)
        assert page.locator(f"#t{2 * turn + 1} .typed").evaluate("one => one.textContent") == attack
        ask(page, f"When was {attack} built?")
    shown_as_text(page, "#turns")
    page.reload()
    expect(page.locator("#turns .answer")).to_have_count(2 * len(ATTACKS) + 2)
    shown_as_text(page, "#turns")
    page.wait_for_timeout(100)


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_document_is_shown_as_text(visit: Visit, encoder: Encoder, tmp_path: Path, width: int) -> None:
    body = f"The lighthouse keeper wrote {ALL} on the wall. The lighthouse was built in 1871 by {ATTACKS[6]} masons."
    path = tmp_path / "hostile.txt"
    text = f"Lighthouse {ALL}\n\n● {ATTACKS[0]} {ATTACKS[3]}\n\n{body}\n\nThe lighthouse has a lamp. It burns oil.\n"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    index = PassageIndex.build(document, split(document), encoder=encoder)
    with serving(Assistant(index), data=tmp_path / "data") as served:
        page = visit(served, locale="en-US", width=width).page
        assert "".join((page.locator("#article").text_content() or "").split()).count("".join(ALL.split())) == 2
        page.locator("#contents summary").click()
        page.locator("#contents nav a").first.click()
        ask(page, "When was the lighthouse built?")
        ask(page, "What did the lighthouse keeper write on the wall?")
        assert ATTACKS[6] in (page.locator("#turns").text_content() or "")
        page.locator(".badge").first.click()
        page.locator(".card .copy").first.click()
        for selector in ("#turns", "#article", "#contents nav", "#examples", "#said"):
            shown_as_text(page, selector)
        page.wait_for_timeout(200)


def test_hostile_file_name_and_title_are_shown_as_text(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    page.locator("#tab-articles").click()
    content = f"{ATTACKS[1]} {ATTACKS[3]}\n\nThe lighthouse was built in 1871.\n"
    name = "<img src=x onerror=window.__pwned=9>${window.__pwned=10}.txt"
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
    page.wait_for_url("**/?article=*")
    expect(page.locator("#article h1")).to_have_text(f"{ATTACKS[1]} {ATTACKS[3]}")
    assert ATTACKS[1] in page.title()
    page.locator("#tab-articles").click()
    expect(page.locator(".held.current .file")).to_have_text(name)
    shown_as_text(page, "#shelf")
    page.locator(".held.current .remove").click()
    page.locator(".held.current .remove").click()
    page.wait_for_url(address)


@pytest.mark.parametrize(
    "query", ["?q=%3Cimg%20src=x%20onerror=window.__pwned=1%3E", "?article=../../etc", "?article=%3Cb%3E"]
)
def test_hostile_address_is_text(visit: Visit, address: str, query: str) -> None:
    page = visit(f"{address}{query}#%3Cimg%20src=x%20onerror=window.__pwned=2%3E", locale="en-US").page
    page.wait_for_timeout(300)
    shown_as_text(page, "#turns")
