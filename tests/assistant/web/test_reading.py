"""Reading in a real browser: languages side by side, contents, addresses, and the way back."""

import pytest
from playwright.sync_api import Page, expect

from source import Document
from tests.assistant.web.conftest import Visit, ask, clipboard, in_view, lit

QUESTION = "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。"


def test_article_is_shown_with_title_author_date_headings_and_numbers(
    visit: Visit, address: str, article: Document
) -> None:
    page = visit(address).page
    assert page.locator("#article h1").inner_text() == article.title
    assert page.title().startswith(article.title)
    assert article.author is not None
    assert article.author in page.locator("#article .author").first.inner_text()
    assert page.locator("#article .date").first.inner_text() == "2019/11/06"
    assert page.locator("#article .heading .original").all_inner_texts() == [one.text for one in article.headings]
    assert page.locator("#article .number").all_inner_texts() == [str(one.number) for one in article.paragraphs]
    style = page.locator("#p030 p").evaluate("p => [getComputedStyle(p).fontFamily, getComputedStyle(p).lineHeight]")
    assert style[0].startswith('"Hiragino Sans", "Noto Sans CJK JP"')
    assert float(style[1].removesuffix("px")) >= 1.8 * 16


def test_switch_shows_one_language_or_both_and_is_remembered(visit: Visit, address: str) -> None:
    page = visit(address).page
    japanese, english = page.locator("#p030-s4"), page.locator("#p030-s4-en")
    seen = {}
    for view in ("ja", "en", "both"):
        page.locator(f"#view-{view}").click()
        assert page.locator('button.view[aria-pressed="true"]').get_attribute("id") == f"view-{view}"
        seen[view] = (japanese.is_visible(), english.is_visible())
    assert seen == {"ja": (True, False), "en": (False, True), "both": (True, True)}
    page.locator("#view-en").click()
    ask(page, QUESTION)
    page.locator("a.mark").first.click()
    assert in_view(page, ".lit-rendering")
    page.reload()
    expect(page.locator("#p030-s4-en")).to_be_visible()
    assert page.locator("#p030-s4").is_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_both_languages_stand_side_by_side_sentence_with_sentence(visit: Visit, address: str, width: int) -> None:
    page = visit(address, locale="en-US", width=width).page
    for sentence in ("p005-s1", "p030-s4"):
        japanese, english = page.locator(f"#{sentence}").bounding_box(), page.locator(f"#{sentence}-en").bounding_box()
        assert japanese is not None
        assert english is not None
        if width == 1280:
            assert abs(japanese["y"] - english["y"]) < 3
            assert japanese["x"] + japanese["width"] <= english["x"]
        else:
            assert japanese["y"] + japanese["height"] <= english["y"] + 1


@pytest.mark.parametrize("width", [1280, 390])
def test_contents_jump_to_a_heading(visit: Visit, address: str, article: Document, width: int) -> None:
    page = visit(address, width=width).page
    if width == 390:
        page.locator("button.to-article").click()
    page.locator("#contents summary").click()
    entries = page.locator("#contents nav a")
    assert entries.all_inner_texts() == [heading.text for heading in article.headings]
    entries.nth(8).click()
    assert page.locator("#contents nav").is_hidden()
    assert in_view(page, "#h9")
    assert page.evaluate("location.hash") == "#h9"


@pytest.mark.parametrize("width", [1280, 390])
def test_address_opens_at_a_lit_sentence(visit: Visit, address: str, article: Document, width: int) -> None:
    page = visit(f"{address}#p030-s4", width=width).page
    expect(page.locator(".lit")).to_have_count(1)
    assert lit(page) == [article.paragraphs[29].sentences[3].text]
    assert in_view(page, "#p030-s4")
    page.evaluate("location.hash = '#p005-s1-en'")
    expect(page.locator("#p005-s1.lit")).to_have_count(1)
    page.evaluate("location.hash = '#nowhere'")
    expect(page.locator(".lit")).to_have_count(0)


def test_touched_sentence_is_lit_and_its_address_copied(visit: Visit, address: str, article: Document) -> None:
    page = visit(address).page
    assert page.locator(".copy-address").is_hidden()
    page.locator("#p003-s1").click()
    assert lit(page) == [article.paragraphs[2].sentences[0].text]
    page.locator(".copy-address").click()
    assert clipboard(page) == f"{address}#p003-s1"
    page.locator("#p003-s1").click()
    assert lit(page) == []
    assert page.evaluate("location.hash") == ""
    page.locator("#p003 .number").click()
    assert page.evaluate("location.hash") == "#p003"


@pytest.mark.parametrize("width", [1280, 390])
def test_link_leads_back_to_the_answer(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width).page
    ask(page, QUESTION)
    assert page.locator("#back").is_hidden()
    page.locator("a.mark").first.click()
    assert in_view(page, "#back")
    assert width == 1280 or not in_view(page, "a.mark")
    page.locator("#back").click()
    assert in_view(page, "a.mark")
    assert _focused(page) == page.locator("a.mark").first.get_attribute("id")
    assert page.locator("#back").is_hidden()
    page.locator(".card .place").first.click()
    page.keyboard.press("Escape")
    assert in_view(page, ".card .place")


def test_narrow_page_has_a_way_back_and_forth(visit: Visit, address: str) -> None:
    page = visit(address, width=390).page
    asking, reading = page.locator("#asking").bounding_box(), page.locator("#reading").bounding_box()
    assert asking is not None
    assert reading is not None
    assert asking["y"] + asking["height"] <= reading["y"] + 1
    assert in_view(page, "#question-text")
    page.locator("button.to-article").click()
    assert in_view(page, "#article h1")
    page.locator("button.to-conversation").click()
    assert in_view(page, "#question-text")
    assert not in_view(page, "#article h1")


def _focused(page: Page) -> str | None:
    identifier: str | None = page.evaluate("document.activeElement?.id")
    return identifier
