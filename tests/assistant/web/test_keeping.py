"""What is kept: over a reload, in two tabs, without the server, and after it was started again."""

from pathlib import Path

from playwright.sync_api import expect

from assistant import Assistant
from assistant.web import serving
from assistant.web.wording import WORDS
from index import Encoder, PassageIndex
from source import read, split
from tests.assistant.web.conftest import Visit, ask, lose

QUESTION = "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。"
OTHER = "アリババは何の合弁会社を設立したか。"


def test_conversation_is_there_after_a_reload(visit: Visit, address: str) -> None:
    page = visit(address).page
    ask(page, QUESTION)
    ask(page, "いつですか。")
    before = page.locator("#turns .saying").all_inner_texts()
    page.reload()
    expect(page.locator("#turns .answer")).to_have_count(2)
    assert page.locator("#turns .saying").all_inner_texts() == before
    assert page.locator("#t2 .typed").inner_text() == "いつですか。"


def test_two_tabs_have_conversations_of_their_own(visit: Visit, address: str) -> None:
    visitor = visit(address)
    one, two = visitor.page, visitor.open_tab()
    ask(one, QUESTION)
    two.goto(address)
    expect(two.locator("#article article")).to_be_visible()
    ask(two, OTHER)
    for page, question in ((one, QUESTION), (two, OTHER)):
        page.reload()
        expect(page.locator("#turns .answer")).to_have_count(1)
        assert page.locator("#t1 .typed").inner_text() == question


def test_two_visitors_see_their_own_answers(visit: Visit, address: str) -> None:
    pages = {QUESTION: visit(address).page, OTHER: visit(address).page}
    for question, page in pages.items():
        page.locator("#question-text").fill(question)
    for page in pages.values():
        page.locator("#question-text").press("Enter")
    for question, page in pages.items():
        expect(page.locator("#turns .answer")).to_have_count(1)
        assert page.locator("#t1 .typed").inner_text() == question


def test_lost_server_is_said_and_the_question_kept(visit: Visit, address: str) -> None:
    page = visit(address).page
    ask(page, OTHER)
    lose(page)
    page.locator("#question-text").fill(QUESTION)
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t2 .notice")).to_have_text(WORDS["ja"]["lost"])
    assert page.locator("#t2 .typed").inner_text() == QUESTION
    assert page.locator("#t1 .saying").is_visible()
    page.unroute_all()
    page.locator("#t2 .retry").click()
    expect(page.locator("#t2 .saying")).to_be_visible()


def test_server_that_was_started_again_goes_on_with_the_conversation(
    visit: Visit, article_index: PassageIndex, tmp_path: Path
) -> None:
    with serving(Assistant(article_index), data=tmp_path) as address:
        page = visit(address).page
        ask(page, QUESTION)
    page.locator("#question-text").fill(OTHER)
    page.locator("#question-text").press("Enter")
    expect(page.locator("#t2 .notice")).to_have_text(WORDS["ja"]["lost"])
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with serving(Assistant(article_index), data=tmp_path, port=port):
        page.locator("#t2 .retry").click()
        expect(page.locator("#t2 .saying")).to_be_visible()
        page.reload()
        expect(page.locator("#turns .answer")).to_have_count(2)


def test_conversation_about_one_article_is_not_shown_beside_another(
    visit: Visit, article_index: PassageIndex, encoder: Encoder, tmp_path: Path
) -> None:
    with serving(Assistant(article_index), data=tmp_path) as address:
        page = visit(address).page
        ask(page, QUESTION)
    path = tmp_path / "harbour.txt"
    path.write_text("The harbour\n\nThe harbour was built in 1712. It has two piers.\n", encoding="utf-8")
    document = read(path)
    index = PassageIndex.build(document, split(document), encoder=encoder)
    with serving(Assistant(index), data=tmp_path, port=int(address.rsplit(":", 1)[1].strip("/"))):
        page.goto(address)
        expect(page.locator("#article h1")).to_have_text("The harbour")
        assert page.locator(".turn").count() == 0
        ask(page, "When was the harbour built?")
        assert page.locator(".quote").first.inner_text() == "The harbour was built in 1712."
