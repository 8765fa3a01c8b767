"""Asking in a real browser: answers, follow-ups, and what can be done with a turn."""

import json
import re
from pathlib import Path
from urllib.parse import quote as quoted

import pytest
from playwright.sync_api import Page, Route, expect

from assistant import Assistant
from assistant.feedback import FeedbackStore
from assistant.web.cards import reference
from assistant.web.wording import WORDS
from assistant.wording import ASIDES
from index import PassageIndex
from source import Document
from tests.assistant.web.conftest import BREAKING, Visit, ask, clipboard, in_view, lit

JAPANESE = "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。"
QUOTE_JA = (
    "安全保障上の理由で、ロシアの通信監視機関ロスコムナザール (Roskomnadzor) は、"
    "禁止されたウェブサイトの登録簿に WeChat を登録したのだ。"
)
ENGLISH = "Does Russia have giant companies like China's?"
QUOTE_GIANTS = (
    "ロシアには、中国のバイドゥ（Baidu）、テンセント（Tencent）、アリババ（Alibaba）のような巨大企業は存在せず、"
    "これらの企業はロシア市場を含めてグローバルに拡大し始めている。"
)
NUMBER = "How many Tencent server racks were installed in Moscow?"
OFF_TOPIC = "What is a good recipe for borscht?"


@pytest.mark.parametrize("width", [1280, 390])
def test_japanese_answer_lights_the_cited_sentence(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width).page
    ask(page, JAPANESE)
    assert QUOTE_JA in page.locator(".said").all_text_contents()
    mark = page.locator("a.mark").first
    assert mark.inner_text() == "[1]"
    anchor = (mark.get_attribute("href") or "")[1:]
    mark.click()
    assert lit(page) == [page.locator(".quote").first.text_content()]
    assert page.locator(".lit").get_attribute("id") == anchor
    assert page.evaluate("location.hash") == f"#{anchor}"
    assert in_view(page, ".lit")
    assert page.locator(".tinted").get_attribute("id") == anchor.split("-")[0]
    assert page.locator(".lit-rendering").first.is_hidden()
    page.locator(".card .texts").last.click()
    assert lit(page) == [page.locator(".quote").last.text_content()]


@pytest.mark.parametrize("width", [1280, 390])
def test_english_answer_shows_the_japanese_original(visit: Visit, address: str, article: Document, width: int) -> None:
    translations = {sentence.text: sentence.translation for sentence in article.sentences()}
    page = visit(address, locale="en-US", width=width).page
    ask(page, ENGLISH)
    place = page.locator(".quote").all_text_contents().index(QUOTE_GIANTS)
    said = page.locator(".said").nth(place)
    assert said.inner_text() == translations[QUOTE_GIANTS]
    assert said.get_attribute("lang") == "en"
    card = page.locator(".card").nth(place)
    assert card.locator(".quote").text_content() == QUOTE_GIANTS
    assert card.locator(".quote").get_attribute("lang") == "ja"
    assert card.locator(".beside").text_content() == translations[QUOTE_GIANTS]
    assert card.locator(".place").inner_text() == (
        f"[{place + 1}] Great-power competition is deepening the Sino-Russian partnership › paragraph 5"
    )
    assert page.locator(".note").inner_text() == WORDS["en"]["translated_from_ja"]
    card.locator(".place").click()
    assert lit(page) == [QUOTE_GIANTS]
    assert page.locator(".lit-rendering").all_text_contents() == [translations[QUOTE_GIANTS]]
    assert in_view(page, ".lit")


def test_badge_tells_how_the_quote_was_verified(visit: Visit, address: str, article: Document) -> None:
    page = visit(address, locale="en-US").page
    ask(page, NUMBER)
    badge = page.locator(".badge").first
    assert badge.inner_text().strip().endswith("Verified")
    badge.click()
    told = page.locator("#said").inner_text()
    start, end = (int(number) for number in told.split(" characters ")[1].split(" of ")[0].split(" to "))
    assert article.text[start - 1 : end] == page.locator(".quote").first.text_content()
    assert article.sha256[:12] in told


def test_follow_up_is_read_after_the_question_before_and_can_be_answered_as_typed(
    visit: Visit, address: str, article_index: PassageIndex
) -> None:
    page = visit(address, locale="en-US").page
    ask(page, "When was WeChat banned?")
    assert page.locator(".understood").count() == 0
    ask(page, "By whom?")
    assert page.locator("#t2 .understood .completed").inner_text() == "When was WeChat banned?"
    conversation = Assistant(article_index).conversation()
    answer = [conversation.ask(question) for question in ("When was WeChat banned?", "By whom?")][-1]
    assert answer.asked_after == "When was WeChat banned?"
    assert page.locator("#t2 .quote").all_text_contents() == [citation.quote for citation in answer.citations]
    page.get_by_role("button", name=WORDS["en"]["as_typed"]).click()
    expect(page.locator("#t2 .understood")).to_have_text(WORDS["en"]["typed_alone"], use_inner_text=True)
    assert page.locator("#t2 .typed").inner_text() == "By whom?"
    alone = Assistant(article_index).ask("By whom?")
    assert page.locator("#t2 .quote").all_text_contents() == [citation.quote for citation in alone.citations]


def test_unanswerable_question_shows_nearest_passages_and_ways_out(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    ask(page, OFF_TOPIC)
    expect(page.locator(".answer .notice")).to_have_text(re.compile(r"does not answer (this|the) question\.$"))
    assert page.locator(".saying").count() == page.locator("a.mark").count() == page.locator(".badge").count() == 0
    assert page.locator(".nearest-head").inner_text() == WORDS["en"]["nearest"]
    near = page.locator(".nearest .place").first
    near.click()
    assert page.locator(".lit").get_attribute("id") == (near.get_attribute("href") or "")[1:]
    expect(page.locator(".next-head")).to_have_text(WORDS["en"]["answerable"], use_inner_text=True)
    page.locator(".next .suggestion").first.click()
    expect(page.locator("#t2 .saying")).to_be_visible()


def test_suggestion_after_an_answer_is_asked_and_answered(visit: Visit, address: str) -> None:
    page = visit(address).page
    ask(page, JAPANESE)
    expect(page.locator(".next-head")).to_have_text(WORDS["ja"]["next"], use_inner_text=True)
    question = page.locator(".next .suggestion").first.inner_text()
    page.locator(".next .suggestion").first.click()
    expect(page.locator("#t2 .saying")).to_be_visible()
    assert page.locator("#t2 .typed").inner_text() == question
    assert page.locator("#t1 .suggestion").count() == 0


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en")])
def test_examples_stand_under_their_sections_and_ask_at_once(
    visit: Visit, address: str, article: Document, locale: str, language: str
) -> None:
    page = visit(address, locale=locale).page
    expect(page.locator("#examples .suggestion").first).to_be_visible()
    headings = page.locator("#examples .section").all_inner_texts()
    known = [heading.text if language == "ja" else heading.translation for heading in article.headings]
    assert headings == [heading for heading in known if heading in headings]
    assert len(headings) >= 4
    assert set(page.locator("#examples .suggestion").evaluate_all("all => all.map(one => one.lang)")) == {language}
    page.locator("#examples .section").last.click()
    assert in_view(page, ".heading.lit")
    page.locator("#examples .suggestion").last.click()
    expect(page.locator("#t1 .saying")).to_be_visible()
    assert page.locator("#welcome").is_hidden()


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en")])
def test_an_article_opens_with_its_key_sentences(
    visit: Visit, address: str, article: Document, locale: str, language: str
) -> None:
    page = visit(address, locale=locale).page
    keys = page.locator("#examples .keys a")
    expect(keys.first).to_be_visible()
    known = {one.text if language == "ja" else one.translation for one in article.sentences()}
    assert len(keys.all()) == 3
    assert set(keys.all_inner_texts()) <= known
    keys.last.click()
    assert page.locator(".lit").get_attribute("id") == (keys.last.get_attribute("href") or "")[1:]
    assert in_view(page, ".lit")


def test_thanks_are_taken_as_thanks(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    ask(page, NUMBER)
    ask(page, "Thank you!")
    assert page.locator("#t2 .notice").inner_text() == ASIDES["small_talk"]["en"]
    assert page.locator("#t2 .cards").count() == page.locator("#t2 .vote").count() == 0


def test_edited_question_is_answered_in_its_place_and_later_ones_anew(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    ask(page, "When was WeChat banned?")
    ask(page, "Why?")
    page.locator("#t1 .edit").click()
    assert page.locator("#editing").is_visible()
    assert page.locator("#question-text").input_value() == "When was WeChat banned?"
    page.locator("#question-text").press("Escape")
    assert page.locator("#editing").is_hidden()
    assert page.locator("#question-text").input_value() == ""
    page.locator("#t1 .edit").click()
    page.locator("#question-text").fill("When did Huawei launch its program in Russia?")
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t1 .typed")).to_have_text("When did Huawei launch its program in Russia?")
    expect(page.locator("#t2 .understood .completed")).to_have_text("When did Huawei launch its program in Russia?")
    assert page.locator(".turn").count() == 2
    assert page.locator("#t2 .typed").inner_text() == "Why?"


def test_stopped_question_stays_and_can_be_asked_again(visit: Visit, address: str) -> None:
    page = visit(address).page
    held: list[Route] = []
    page.route(re.compile("component_server"), lambda route: held.append(route))
    page.locator("#question-text").fill(JAPANESE)
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t1 .notice")).to_have_text(WORDS["ja"]["asking"])
    assert page.locator("button.send").is_hidden()
    page.locator("button.stop").click()
    expect(page.locator("#t1 .notice")).to_have_text(WORDS["ja"]["stopped"])
    page.unroute_all()  # what was held goes on its way
    assert held
    page.wait_for_timeout(2_000)
    assert page.locator("#t1 .saying").count() == 0, "what was stopped must not come in late"
    page.locator("#t1 .retry").click()
    expect(page.locator("#t1 .saying")).to_be_visible()
    page.locator("#t1 .tool.retry").click()
    expect(page.locator("#t1 .saying")).to_be_visible()


def test_cleared_conversation_can_be_brought_back(visit: Visit, address: str) -> None:
    page = visit(address).page
    ask(page, JAPANESE)
    page.locator("button.clear").click()
    assert page.locator(".turn").count() == 0
    assert page.locator("#welcome").is_visible()
    page.locator(".undo").click()
    expect(page.locator("#t1 .saying")).to_be_visible()
    page.locator("button.clear").click()
    page.reload()
    expect(page.locator("#article article")).to_be_visible()
    assert page.locator(".turn").count() == 0


def test_quote_is_copied_with_its_reference_and_address(
    visit: Visit, address: str, article: Document, article_index: PassageIndex
) -> None:
    page = visit(address).page
    ask(page, JAPANESE)
    (first, *_) = Assistant(article_index).ask(JAPANESE).citations
    page.locator(".card .copy").first.click()
    expect(page.locator("#said")).to_have_text(WORDS["ja"]["copied"])
    anchor = page.locator("a.mark").first.get_attribute("href")
    assert clipboard(page) == f"{reference(first, article, 'ja')}\n{address}{anchor}"
    page.locator(".answer-foot .copy").click()
    assert clipboard(page).startswith(f"{JAPANESE}\n\n{first.quote} [1]")


def test_question_in_the_address_is_asked_once(visit: Visit, address: str) -> None:
    page = visit(f"{address}?q={quoted(NUMBER)}", locale="en-US").page
    expect(page.locator("#t1 .saying")).to_be_visible()
    assert page.locator("#t1 .typed").inner_text() == NUMBER
    assert page.evaluate("location.search") == ""
    page.locator("#t1 .share").click()
    assert clipboard(page) == f"{address}?q={quoted(NUMBER).replace('%20', '+')}"
    page.goto(clipboard(page))
    expect(page.locator("#t1 .saying")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.locator(".turn").count() == 1


def test_votes_are_kept_on_the_server_and_can_be_taken_back(visit: Visit, address: str, data: Path) -> None:
    visitor = visit(address, locale="en-US")
    page, store = visitor.page, FeedbackStore(data / "feedback.sqlite")
    before = set(store.votes())
    ask(page, NUMBER)
    yes = page.locator(".card .vote[data-verdict=yes]").first
    yes.click()
    expect(page.locator("#said")).to_have_text(WORDS["en"]["thanks"])
    assert yes.get_attribute("aria-pressed") == "true"
    page.locator(".answer-foot .vote[data-verdict=no]").click()
    expect(page.locator(".answer-foot .vote[data-verdict=no]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1_000)
    votes = set(store.votes()) - before
    assert {(vote.question, vote.quote, vote.verdict) for vote in votes} == {
        (NUMBER, page.locator(".quote").first.text_content(), True),
        (NUMBER, None, False),
    }
    page.reload()
    expect(page.locator(".card .vote[data-verdict=yes]").first).to_have_attribute("aria-pressed", "true")
    page.locator(".card .vote[data-verdict=yes]").first.click()
    expect(page.locator(".card .vote[data-verdict=yes]").first).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(1_000)
    assert {vote.quote for vote in set(store.votes()) - before} == {None}


def test_conversation_is_saved_in_the_answer_schema_and_as_markdown(
    visit: Visit, address: str, article_index: PassageIndex
) -> None:
    page = visit(address, locale="en-US").page
    ask(page, NUMBER)
    ask(page, OFF_TOPIC)
    saved = json.loads(_saved(page, "json", "tenkyo.json"))
    conversation = Assistant(article_index).conversation()
    assert saved == [conversation.ask(question).to_dict() for question in (NUMBER, OFF_TOPIC)]
    markdown = _saved(page, "markdown", "tenkyo.md")
    assert saved[0]["citations"][0]["quote"] in markdown
    assert saved[0]["document"]["sha256"] in markdown


def test_failure_is_said_without_its_details_and_is_no_part_of_the_conversation(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    page.locator("#question-text").fill(BREAKING)
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t1 .notice")).to_have_text(WORDS["en"]["failed"])
    for secret in ("secret", "Traceback", "RuntimeError", "/home"):
        assert secret not in page.content()
    ask(page, ENGLISH)
    assert QUOTE_GIANTS in page.locator("#t2 .quote").all_text_contents()
    page.locator("#t1 .retry").click()
    expect(page.locator("#t1 .notice")).to_have_text(WORDS["en"]["failed"])


def _saved(page: Page, form: str, name: str) -> str:
    with page.expect_download() as downloading:
        page.locator(f"button.save[data-format={form}]").click()
    assert downloading.value.suggested_filename == name
    return Path(downloading.value.path()).read_text(encoding="utf-8")
