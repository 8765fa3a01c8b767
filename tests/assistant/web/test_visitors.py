"""Twenty visitors at once."""

from playwright.sync_api import Browser, expect

QUESTIONS = (
    "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。",
    "How many Tencent server racks were installed in Moscow?",
    "Why was WeChat banned in Russia?",
    "アリババは何の合弁会社を設立したか。",
)
ASK = """question => {
  const box = document.querySelector("#question-text");
  box.value = question;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}"""


def test_twenty_visitors_asking_at_once_are_all_answered(browser: Browser, address: str) -> None:
    contexts = [browser.new_context() for _ in range(20)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(address)
    for page in pages:
        expect(page.locator("#article article")).to_be_visible()
    for place, page in enumerate(pages):
        page.evaluate(ASK, QUESTIONS[place % len(QUESTIONS)])
    for place, page in enumerate(pages):
        expect(page.locator("#t1 .saying")).to_be_visible()
        assert page.locator("#t1 .typed").inner_text() == QUESTIONS[place % len(QUESTIONS)]
    for context in contexts:
        context.close()
