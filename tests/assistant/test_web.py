"""The web page: its HTML as values, and the page itself in a real browser against a real server."""

import dataclasses
import html
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from assistant import Answer, Assistant, Citation
from assistant.web import AddressError, serving
from assistant.web.answers import answer_html, failure_html, is_follow_up, question_html, question_of
from assistant.web.article import article_html, articles_html
from assistant.web.examples import ARTICLE, examples
from assistant.web.wording import WORDS, both
from index import Encoder, PassageIndex
from source import Document, read, split

ROOT = Path(__file__).parents[2]

BROWSER_SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

JAPANESE = "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。"
ENGLISH = "Does Russia have giant companies like China's?"
QUOTE_JA = (
    "安全保障上の理由で、ロシアの通信監視機関ロスコムナザール (Roskomnadzor) は、"
    "禁止されたウェブサイトの登録簿に WeChat を登録したのだ。"
)
QUOTE_GIANTS = (
    "ロシアには、中国のバイドゥ（Baidu）、テンセント（Tencent）、アリババ（Alibaba）のような巨大企業は存在せず、"
    "これらの企業はロシア市場を含めてグローバルに拡大し始めている。"
)
PRESS_ENTER = """(box, details) => {
  for (const type of ["keydown", "keypress", "keyup"]) {
    const key = {key: "Enter", code: "Enter", bubbles: true, cancelable: true};
    box.dispatchEvent(new KeyboardEvent(type, {...key, ...details}));
  }
}"""
NUMBER = "How many Tencent server racks were installed in Moscow?"
BREAKING = "What breaks?"
OFF_TOPIC = "What is a good recipe for borscht?"

ATTACK = '<script>window.__pwned=1</script><img src=x onerror="window.__pwned=2">${alert(1)} {{x}} $$x$$ [1] **b**'
LINK = "[click](javascript:window.__pwned=3)"


class FragileAssistant(Assistant):
    """The real assistant, but for one question that makes it fail."""

    def ask(self, question: str) -> Answer:
        if question == BREAKING:
            raise RuntimeError("secret of /home/somebody")
        return super().ask(question)


# ---------------------------------------------------------------- HTML as values


def text_of(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def test_words_are_all_there_in_both_languages() -> None:
    assert set(WORDS) == {"ja", "en"}
    for field in dataclasses.fields(WORDS["ja"]):
        japanese, english = (getattr(WORDS[language], field.name) for language in ("ja", "en"))
        assert japanese
        assert english
        assert japanese != english, field.name
        assert re.findall(r"\{\w+\}", japanese) == re.findall(r"\{\w+\}", english), field.name
        assert not re.search(r"[ぁ-ヺ一-龥]", english), field.name
    assert both("paragraph", number=7) == (
        '<span class="word ja" lang="ja">第7段落</span><span class="word en" lang="en">paragraph 7</span>'
    )


def test_article_has_every_sentence_once_under_its_id(article: Document) -> None:
    page = article_html(article)
    found = dict(re.findall(r'<span class="sentence" id="(p\d{3}-s\d+)">(.*?)</span>', page, re.DOTALL))
    wanted = {
        f"p{paragraph.number:03d}-s{place}": sentence.text
        for paragraph in article.all_paragraphs()
        for place, sentence in enumerate(paragraph.sentences, start=1)
    }
    assert {anchor: html.unescape(text) for anchor, text in found.items()} == wanted
    assert len(wanted) == 117 + 3
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert [text_of(heading) for heading in re.findall(r'<h2 class="original"[^>]*>.*?</h2>', page)] == [
        heading.text for heading in article.headings if heading.level == 1
    ]
    assert len(re.findall(r'<h3 class="original"', page)) == sum(heading.level == 2 for heading in article.headings)


def test_further_documents_have_ids_of_their_own(article: Document) -> None:
    page = articles_html([article, article])
    assert page.count('id="p030-s4"') == page.count('id="d2-p030-s4"') == 1
    assert page.count('class="contents"') == 1
    assert 'class="contents"' not in articles_html([article])
    second = dataclasses.replace(article, id="second")
    cited = _citation(second, 30, 4)
    answer = Answer("？", "？", "ja", True, f"{cited.quote} [1]", 1.0, (cited,), (), second)
    card = answer_html(answer, [article, second], turn=1).split('class="cards"')[1]
    assert 'href="#d2-p030-s4"' in card
    assert f'<cite lang="ja">{article.title}</cite>' in card
    assert "<cite" not in answer_html(answer, [second], turn=1)


def test_text_between_sentences_is_kept(tmp_path: Path) -> None:
    document = _document(tmp_path, "Harbour\n\nThe harbour is old. It was built in 1712. It has two piers.\n")
    paragraph = document.paragraphs[0]
    body = article_html(document)
    shown = re.search(r'<p class="original" lang="en">(.*?)</p>', body, re.DOTALL)
    assert shown is not None
    assert text_of(shown.group(1)) == paragraph.text
    assert "rendering" not in body
    assert "views" not in articles_html([document])


def test_answer_says_each_sentence_with_its_mark_and_shows_the_original(article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    answer = assistant.ask(ENGLISH)
    page = answer_html(answer, assistant.documents, turn=3)
    first = answer.citations[0]
    assert first.quote == QUOTE_GIANTS
    assert first.translation is not None
    assert f'<span class="said" lang="en">{html.escape(first.translation)}</span>&nbsp;<a class="mark"' in page
    assert 'id="a3-m1" href="#p005-s1">[1]</a>' in page
    assert 'id="a3-c1" href="#p005-s1">' in page
    assert html.escape(first.quote) in page
    assert both("translated_from_ja") in page
    assert "\n" not in page


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ((), "&lt;b&gt; &amp; 5 &lt; 7 &amp;amp; R&amp;D"),
        (("<b>",), "[&lt;b&gt;] &amp; 5 &lt; 7 &amp;amp; R&amp;D"),
        (("R&D",), "&lt;b&gt; &amp; 5 &lt; 7 &amp;amp; [R&amp;D]"),
        (("5", "7"), "&lt;b&gt; &amp; [5] &lt; [7] &amp;amp; R&amp;D"),
        (("amp;",), "&lt;b&gt; &amp; 5 &lt; 7 &amp;[amp;] R&amp;D"),
        (("<b> & 5 < 7 &amp; R&D",), "[&lt;b&gt; &amp; 5 &lt; 7 &amp;amp; R&amp;D]"),
    ],
)
def test_words_asked_for_are_marked_and_escaped(tmp_path: Path, words: tuple[str, ...], shown: str) -> None:
    document = _document(tmp_path, "Harbour\n\nThe harbour is old.\n\n<b> & 5 < 7 &amp; R&D\n")
    cited = _citation(document, 2, 1)
    starts = [cited.start + cited.quote.index(word) for word in words]
    marked = tuple((start, start + len(word)) for start, word in zip(starts, words, strict=True))
    cited = dataclasses.replace(cited, marked=marked)
    answer = Answer("?", "?", "en", True, f"{cited.quote} [1]", 1.0, (cited,), (), document)
    page = answer_html(answer, [document], turn=1)
    body = shown.replace("[", '<mark class="asked">').replace("]", "</mark>")
    assert f'<span class="said" lang="en">{body}</span>' in page
    assert f'<span class="quote" lang="en">{body}</span>' in page


def test_translation_shows_its_own_marks_and_the_original_its_own(article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    page = answer_html(assistant.ask(NUMBER), assistant.documents, turn=1)
    said, card = page.split('class="cards"')
    assert re.findall(r'<mark class="asked">(.*?)</mark>', said) == ["600"]
    assert "600" in re.findall(r'<mark class="asked">(.*?)</mark>', card)
    assert "asked" not in answer_html(assistant.ask(OFF_TOPIC), assistant.documents, turn=2)


def test_nearest_passages_are_no_support(article: Document) -> None:
    near = _nearest(article, 12)
    answer = Answer("?", "?", "ja", False, "答えはありません。", 0.1, (), (near,), article)
    page = answer_html(answer, [article], turn=1)
    assert both("nearest") in page
    assert 'class="card" href="#p012"' in page
    assert 'class="mark"' not in page
    bare = answer_html(dataclasses.replace(answer, nearest=()), [article], turn=1)
    assert both("nearest") not in bare
    assert "答えはありません。" in bare


def test_untranslated_answer_in_the_other_language_says_so(tmp_path: Path) -> None:
    document = _document(tmp_path, "Harbour\n\nThe harbour is old. It was built in 1712.\n")
    cited = _citation(document, 1, 2)
    answer = Answer("いつ？", "いつ？", "ja", True, f"{cited.quote} [1]", 1.0, (cited,), (), document)
    page = answer_html(answer, [document], turn=1)
    assert both("untranslated") in page
    assert f'<span class="said" lang="en">{cited.quote}</span>' in page


def test_messages_escape_everything_on_one_line() -> None:
    page = question_html(f"{ATTACK}\n\n{LINK}")
    assert "<script" not in page
    assert "<img" not in page
    assert "\n" not in page
    assert text_of(page.split("</span></span>")[1]) == ATTACK + LINK


@pytest.mark.parametrize(
    "question", ["なぜ？", "a\nb", "  c\r\n\r\nd ", ATTACK, LINK, "<br>", "&lt;br&gt;", "\x00", "</div>"]
)
def test_question_is_read_back_from_its_message(question: str) -> None:
    read = question_of(question_html(question))
    assert read is not None
    assert read.split() == question.split()
    assert question_of(failure_html()) is None


def test_completed_question_is_shown_once_in_both_languages(article_index: PassageIndex) -> None:
    conversation = Assistant(article_index).conversation()
    first = answer_html(conversation.ask(ENGLISH), conversation.assistant.documents, turn=1)
    assert "understood" not in first
    assert not is_follow_up(first)
    follow_up = dataclasses.replace(conversation.ask("Why?"), completed_question=ATTACK)
    shown = answer_html(follow_up, conversation.assistant.documents, turn=2)
    assert is_follow_up(shown)
    assert f'<span lang="en">{html.escape(ATTACK)}</span></p>' in shown
    assert "<script" not in shown
    assert text_of(both("understood")) == "質問の意味：Understood as:"


def test_bundled_examples_are_answered_in_their_language(article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    assert examples(assistant) == ARTICLE
    for language, questions in ARTICLE.items():
        assert len(questions) == 3
        for question in questions:
            answer = assistant.ask(question)
            assert (answer.answered, answer.language) == (True, language), question


def test_examples_of_another_document_come_from_its_headings_and_are_answered(encoder: Encoder) -> None:
    assistant = _assistant(ROOT / "tests" / "gold" / "tuned" / "documents" / "harbour.md", encoder)
    chosen = examples(assistant)
    headings = {heading.text for heading in assistant.documents[0].headings}
    assert chosen["ja"] == ()
    for question in chosen["en"]:
        assert any(heading in question for heading in headings)
        assert assistant.ask(question).answered


# ---------------------------------------------------------------- the page in a browser


@pytest.fixture(scope="module")
def address(article_index: PassageIndex) -> Iterator[str]:
    with serving(FragileAssistant(article_index)) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("The browser tests need Chromium: install it, or put it on the PATH.")
        pytest.skip("no Chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_SWITCHES)
        yield browser
        browser.close()


STRANGE: dict[Page, list[str]] = {}
"""What each open page did that it should not: requests to other hosts, dialogs, script errors."""


def visit(browser: Browser, address: str, *, locale: str = "ja-JP", width: int = 1280, dark: bool = False) -> Page:
    """A new visitor's page, at rest; whatever strange it does fails the test at `leave`."""
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": 900 if width > 500 else 844},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    strange = STRANGE[page] = []

    def refuse(dialog: Dialog) -> None:
        strange.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: strange.append(request.url) if _is_outside(request.url) else None)
    page.on("dialog", refuse)
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.goto(address)
    expect(page.locator("#article article").first).to_be_visible()
    expect(page.locator("#question textarea")).to_be_visible()
    return page


def leave(page: Page) -> None:
    assert STRANGE.pop(page) == []
    assert page.evaluate("window.__pwned") is None
    page.context.close()


def ask(page: Page, question: str) -> None:
    answers = page.locator("#chat .answer").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#chat .answer")).to_have_count(answers + 1)


def lit(page: Page) -> list[str]:
    return page.locator(".lit").all_text_contents()


def in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0


@pytest.mark.parametrize("width", [1280, 390])
def test_japanese_answer_lights_the_cited_sentence(browser: Browser, address: str, width: int) -> None:
    page = visit(browser, address, width=width)
    ask(page, JAPANESE)
    assert QUOTE_JA in page.locator("#chat .saying .said").all_text_contents()
    mark = page.locator("#chat .saying", has_text="Roskomnadzor").locator("a.mark").first
    assert mark.inner_text() == "[1]"
    anchor = (mark.get_attribute("href") or "")[1:]
    mark.click()
    quote = page.locator("#chat .card .quote").first.text_content()
    assert lit(page) == [quote]
    assert page.locator(".lit").get_attribute("id") == anchor
    assert page.evaluate("location.hash") == f"#{anchor}"
    assert in_view(page, ".lit")
    assert page.locator(".lit-rendering").first.is_hidden()
    page.locator("#chat .card").last.click()
    assert lit(page) == [page.locator("#chat .card .quote").last.text_content()]
    leave(page)


def test_english_answer_shows_the_japanese_original(browser: Browser, address: str, article: Document) -> None:
    translations = {sentence.text: sentence.translation for sentence in article.sentences()}
    page = visit(browser, address, locale="en-US")
    ask(page, ENGLISH)
    said = page.locator("#chat .said").first
    assert said.inner_text() == translations[QUOTE_GIANTS]
    assert said.get_attribute("lang") == "en"
    card = page.locator("#chat .card").first
    assert card.locator(".quote").text_content() == QUOTE_GIANTS
    assert card.locator(".quote").get_attribute("lang") == "ja"
    assert card.locator(".place").inner_text() == (
        "[1] Great-power competition is deepening the Sino-Russian partnership › paragraph 5"
    )
    assert page.locator("#chat .note").inner_text() == WORDS["en"].translated_from_ja
    card.click()
    assert lit(page) == [QUOTE_GIANTS]
    assert page.locator(".lit-rendering").all_text_contents() == [translations[QUOTE_GIANTS]]
    assert in_view(page, ".lit")
    leave(page)


def test_follow_up_is_understood_from_the_turns_before(
    browser: Browser, address: str, article_index: PassageIndex
) -> None:
    page = visit(browser, address, locale="en-US")
    ask(page, BREAKING)
    ask(page, "When was WeChat banned?")
    assert page.locator("#chat .understood").count() == 0
    ask(page, "By whom?")
    assert page.locator("#chat .understood").inner_text() == "Understood as: By whom was WeChat banned?"
    assert page.locator("#chat .question").last.inner_text().endswith("By whom?")
    conversation = Assistant(article_index).conversation()
    answer = [conversation.ask(question) for question in ("When was WeChat banned?", "By whom?")][-1]
    shown = page.locator("#chat .answer").last.locator(".card .quote").all_text_contents()
    assert shown == [citation.quote for citation in answer.citations]
    ask(page, "Why?")
    assert page.locator("#chat .understood").last.inner_text() == "Understood as: Why was WeChat banned?"
    ask(page, ENGLISH)
    assert page.locator("#chat .understood").count() == 2
    leave(page)


def test_unanswerable_question_gets_a_notice(browser: Browser, address: str) -> None:
    page = visit(browser, address, locale="en-US")
    ask(page, OFF_TOPIC)
    expect(page.locator("#chat .notice")).to_have_text("The article does not answer this question.")
    assert page.locator("#chat .saying").count() == page.locator("#chat a.mark").count() == 0
    assert page.locator("#chat .nearest-head").inner_text() == WORDS["en"].nearest
    near = page.locator("#chat .nearest .card").first
    near.click()
    assert page.locator(".lit").get_attribute("id") == (near.get_attribute("href") or "")[1:]
    leave(page)


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en"), ("de-DE", "en")])
def test_page_speaks_the_visitors_language(browser: Browser, address: str, locale: str, language: str) -> None:
    words = WORDS["ja" if language == "ja" else "en"]
    page = visit(browser, address, locale=locale)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("#masthead").inner_text().split("\n\n") == [words.name, words.tagline]
    assert page.locator("#question textarea").get_attribute("placeholder") == words.placeholder
    assert page.locator("#question .submit-button").get_attribute("aria-label") == words.send
    assert page.locator(".reading-bar .side").inner_text() == words.article
    assert page.locator("button.view").all_inner_texts() == [words.view_ja, words.view_en, words.view_both]
    assert page.locator("#examples .label").inner_text() == words.examples
    first = page.locator("#examples .example").evaluate_all(
        "buttons => buttons.sort((a, b) => a.offsetTop - b.offsetTop)[0].textContent.trim()"
    )
    assert first == ARTICLE["ja" if language == "ja" else "en"][0]
    assert page.locator("footer").count() == 0 or page.locator("footer").first.is_hidden()
    leave(page)


def test_example_asks_at_once(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    page.get_by_role("button", name="Why was WeChat banned in Russia?").click()
    expect(page.locator("#chat .answer")).to_have_count(1)
    assert page.locator("#chat .question").inner_text().endswith("Why was WeChat banned in Russia?")
    assert page.locator("#chat .card .quote").first.text_content() == QUOTE_JA
    leave(page)


def test_switch_shows_one_language_or_both(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    japanese, english = page.locator("#p030-s4"), page.locator("#p030-s4-en")
    seen = {}
    for view in ("ja", "en", "both"):
        page.locator(f"#view-{view}").click()
        assert page.locator('button.view[aria-pressed="true"]').get_attribute("id") == f"view-{view}"
        seen[view] = (japanese.is_visible(), english.is_visible())
    assert seen == {"ja": (True, False), "en": (False, True), "both": (True, True)}
    page.locator("#view-en").click()
    ask(page, JAPANESE)
    page.locator("#chat a.mark").first.click()
    assert in_view(page, ".lit-rendering")
    leave(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_address_opens_at_a_lit_sentence(browser: Browser, address: str, article: Document, width: int) -> None:
    page = visit(browser, f"{address}#p030-s4", width=width)
    expect(page.locator(".lit")).to_have_count(1)
    assert lit(page) == [article.paragraphs[29].sentences[3].text]
    assert in_view(page, "#p030-s4")
    leave(page)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_overflows_and_every_colour_is_readable(browser: Browser, address: str, width: int, dark: bool) -> None:
    page = visit(browser, address, width=width, dark=dark, locale="en-US")
    ask(page, ENGLISH)
    ask(page, "x" * 300)
    page.locator("#chat a.mark").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    sides = [page.locator(side).bounding_box() for side in ("#asking", "#reading")]
    assert sides[0] is not None
    assert sides[1] is not None
    if width == 390:
        assert sides[0]["y"] + sides[0]["height"] <= sides[1]["y"] + 1
    else:
        assert sides[0]["x"] + sides[0]["width"] <= sides[1]["x"] + 1
        assert sides[0]["height"] == sides[1]["height"] == 900
    for selector in (".said", ".card .quote", ".card .place", "a.mark", ".note", ".lit", ".lit-rendering", ".number"):
        assert _contrast(page, selector) >= 4.5, selector
    leave(page)


@pytest.mark.parametrize("dark", [False, True])
def test_words_asked_for_stand_out_and_are_readable(browser: Browser, address: str, dark: bool) -> None:
    page = visit(browser, address, dark=dark, locale="en-US")
    ask(page, NUMBER)
    expect(page.locator("#chat .said .asked")).to_have_text(["600"])
    for selector in (".said .asked", ".card .asked"):
        word = page.locator(f"#chat {selector}").first
        expect(word).to_be_visible()
        assert _contrast(page, f"#chat {selector}") >= 4.5, selector
        ground, around = word.evaluate(
            "word => [word, word.parentElement].map(element => getComputedStyle(element).backgroundColor)"
        )
        assert ground != around == "rgba(0, 0, 0, 0)"
        assert word.evaluate("word => getComputedStyle(word).fontWeight") == "600"
    leave(page)


def test_link_leads_back_to_the_answer_on_a_narrow_page(browser: Browser, address: str) -> None:
    page = visit(browser, address, width=390)
    ask(page, JAPANESE)
    assert page.locator("#back").is_hidden()
    page.locator("#chat a.mark").first.click()
    assert not in_view(page, "#chat a.mark >> nth=0")
    page.locator("#back").click()
    assert in_view(page, "#chat a.mark >> nth=0")
    assert page.locator("#back").is_hidden()
    leave(page)


def test_enter_sends_and_shift_enter_does_not(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    box = page.locator("#question textarea")
    for empty in ("", "   "):
        box.fill(empty)
        box.press("Enter")
        page.locator("#question .submit-button").click()
    box.fill("WeChatをロシアで遮断したのは")
    box.press("Shift+Enter")
    assert box.input_value() == "WeChatをロシアで遮断したのは\n"
    for ending in ({"isComposing": True}, {"keyCode": 229}):  # as Chromium and Firefox tell it, and as Safari does
        box.evaluate(PRESS_ENTER, ending)
    page.wait_for_timeout(400)
    assert page.locator("#chat .question").count() == 0
    box.evaluate(PRESS_ENTER, {})
    expect(page.locator("#chat .answer")).to_have_count(1)
    expect(box).to_have_value("")
    leave(page)


def test_hostile_question_is_shown_as_text(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    ask(page, f"{ATTACK} {LINK}")
    shown = page.locator("#chat .question").evaluate("element => element.lastChild.textContent")
    assert shown == f"{ATTACK} {LINK}"
    assert page.locator("#chat .question :is(a, img, script, strong)").count() == 0
    page.wait_for_timeout(200)
    leave(page)


def test_hostile_document_is_shown_as_text(browser: Browser, encoder: Encoder, tmp_path: Path) -> None:
    body = f"The lighthouse keeper wrote {ATTACK} on the wall. The lighthouse was built in 1871 by {LINK} masons."
    path = tmp_path / "hostile.txt"
    path.write_text(f"Lighthouse {ATTACK}\n\n{body}\n\nThe lighthouse has a lamp. It burns oil.\n", encoding="utf-8")
    with serving(_assistant(path, encoder)) as served:
        page = visit(browser, served, locale="en-US")
        article = page.locator("#article article")
        assert article.locator("h1").first.inner_text().split() == f"Lighthouse {ATTACK}".split()
        assert ATTACK in (article.text_content() or "")
        ask(page, "When was the lighthouse built?")
        ask(page, "What did the lighthouse keeper write on the wall?")
        assert LINK in (page.locator("#chat").text_content() or "")
        assert page.locator(":is(#chat, #article) :is(img, script, strong)").count() == 0
        assert page.locator('a[href*="javascript"]').count() == 0
        page.wait_for_timeout(200)
        leave(page)


def test_two_visitors_see_their_own_answers(browser: Browser, address: str) -> None:
    one, two = visit(browser, address), visit(browser, address, locale="en-US")
    for page, question in ((one, JAPANESE), (two, ENGLISH)):
        page.locator("#question textarea").fill(question)
    for page in (one, two):
        page.locator("#question textarea").press("Enter")
    for page, question, quote in ((one, JAPANESE, QUOTE_JA), (two, ENGLISH, QUOTE_GIANTS)):
        expect(page.locator("#chat .answer")).to_have_count(1)
        assert page.locator("#chat .question").count() == 1
        assert page.locator("#chat .question").inner_text().endswith(question)
        assert quote in page.locator("#chat .card .quote").all_text_contents()
        leave(page)


def test_failure_is_said_without_its_details(browser: Browser, address: str) -> None:
    page = visit(browser, address, locale="en-US")
    ask(page, BREAKING)
    assert page.locator("#chat .notice").inner_text() == WORDS["en"].failed
    for secret in ("secret", "Traceback", "RuntimeError", "/home"):
        assert secret not in page.content()
    ask(page, ENGLISH)
    assert page.locator("#chat .card .quote").first.text_content() == QUOTE_GIANTS
    leave(page)


def test_lost_server_is_said_in_the_visitors_language(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    page.route("**/gradio_api/**", lambda route: route.abort())
    page.locator("#question textarea").fill(JAPANESE)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".toast-message-text")).to_have_text(WORDS["ja"].lost, use_inner_text=True)
    assert page.locator("#question textarea").input_value() == JAPANESE
    leave(page)


# ---------------------------------------------------------------- the server


def test_only_the_pages_own_doors_are_open(address: str) -> None:
    with urlopen(address) as answer:
        page = answer.read().decode()
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    sources = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"', page)
    assert sources
    assert [source for source in sources if re.match(r"(?:https?:)?//", source)] == []
    for path in ("gradio_api/upload", "gradio_api/file=/etc/passwd", "gradio_api/info", "docs", "gradio_api/runs"):
        with socket.create_connection((urlsplit(address).hostname or "", urlsplit(address).port or 0)) as line:
            line.sendall(f"GET /{path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            assert line.recv(1024).split(b"\r\n")[0].endswith(b"404 Not Found"), path


def test_taken_port_is_said_in_a_sentence(article_index: PassageIndex) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=rf"Port {port} of 127\.0\.0\.1 is taken"), _serving(article_index, port):
            pass
    assert issubclass(AddressError, OSError)


def test_serve_says_one_line_and_stops_at_ctrl_c(tmp_path: Path) -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from assistant import Assistant\nfrom assistant.web import serve\n"
        "serve(Assistant.open(), port=0, open_browser=False, announce=lambda address: print(address, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    announced = process.stdout.readline()
    with urlopen(announced.strip()) as answer:
        assert answer.status == 200
    stopping = time.monotonic()
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest, errors) == (0, "", "")
    assert time.monotonic() - stopping < 8


# ---------------------------------------------------------------- helpers


def _serving(index: PassageIndex, port: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return serving(Assistant(index), port=port)


def _document(folder: Path, text: str) -> Document:
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def _assistant(path: Path, encoder: Encoder) -> Assistant:
    document = read(path)
    return Assistant(PassageIndex.build(document, split(document), encoder=encoder))


def _nearest(document: Document, number: int) -> Citation:
    paragraph = document.paragraphs[number - 1]
    passage = f"p{number:03d}"
    start, end = paragraph.start, paragraph.end
    return Citation(0, passage, paragraph.section, number, start, end, paragraph.text, None, 0.1)


def _citation(document: Document, number: int, place: int) -> Citation:
    paragraph = document.paragraphs[number - 1]
    sentence = paragraph.sentences[place - 1]
    passage, section = f"p{number:03d}", paragraph.section
    start, end, translation = sentence.start, sentence.end, sentence.translation
    return Citation(1, passage, section, number, start, end, sentence.text, translation, 1.0)


def _is_outside(url: str) -> bool:
    return urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).hostname != "127.0.0.1"


def _contrast(page: Page, selector: str) -> float:
    """The contrast ratio of WCAG 2 between an element's text and the colour behind it."""
    ink, ground = page.locator(selector).first.evaluate(
        """element => {
          let behind = element;
          while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
          return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
        }"""
    )
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
