"""Articles of one's own in a real browser: dropped, chosen, pasted, asked about, shared, removed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from assistant.shelf import ShelfError
from assistant.web import serving
from assistant.web.access import Access
from assistant.web.wording import WORDS
from index import PassageIndex
from tests.assistant.web.conftest import Visit, ask, component_of, lose

HARBOUR = "# The harbour\n\n## Building\n\nThe harbour was built in 1712. It has two piers.\n"
PARAGRAPH = "The lighthouse was built in 1871. Its lamp burns oil."
NAMES = ["lighthouse.txt", "lighthouse.md", "lighthouse.html", "lighthouse.pdf", "lighthouse.docx"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same short article in every kind of file."""
    from tests.source.making import write_docx, write_pdf

    folder = tmp_path_factory.mktemp("files")
    (folder / "lighthouse.txt").write_text(f"The lighthouse\n\n{PARAGRAPH}\n", encoding="utf-8")
    (folder / "lighthouse.md").write_text(f"# The lighthouse\n\n{PARAGRAPH}\n", encoding="utf-8")
    html = "<!doctype html><html><head><title>The lighthouse</title></head><body><article><h1>The lighthouse</h1>"
    (folder / "lighthouse.html").write_text(f"{html}<p>{PARAGRAPH}</p></article></body></html>", encoding="utf-8")
    write_pdf(folder / "lighthouse.pdf", ["The lighthouse", PARAGRAPH])
    write_docx(folder / "lighthouse.docx", "The lighthouse", [PARAGRAPH])
    return {name: folder / name for name in NAMES}


def added(page: Page) -> str:
    """Wait until a new article is open, and return its address."""
    page.wait_for_url("**/?article=*")
    expect(page.locator("#article article")).to_be_visible()
    return page.url


def choose(page: Page, path: Path | dict[str, object]) -> None:
    page.locator("#tab-articles").click()
    page.locator("#file").set_input_files(path)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_file_is_read_and_asked_about(visit: Visit, address: str, files: dict[str, Path], name: str) -> None:
    page = visit(address, locale="en-US").page
    choose(page, files[name])
    added(page)
    expect(page.locator("#article h1").first).to_have_text("The lighthouse")
    ask(page, "When was the lighthouse built?")
    assert page.locator(".quote").all_text_contents() == ["The lighthouse was built in 1871."]
    page.locator("a.mark").click()
    assert page.locator(".lit").all_text_contents() == ["The lighthouse was built in 1871."]


@pytest.mark.parametrize(("width", "locale"), [(1280, "ja-JP"), (390, "en-US")])
def test_article_is_shared_by_its_address_and_removed(visit: Visit, address: str, width: int, locale: str) -> None:
    words = WORDS["ja" if locale == "ja-JP" else "en"]
    page = visit(address, width=width, locale=locale).page
    choose(page, {"name": "港.md", "mimeType": "text/markdown", "buffer": HARBOUR.encode()})
    link = added(page)
    other = visit(f"{link}#p001-s1", width=width).page
    expect(other.locator(".lit")).to_have_text("The harbour was built in 1712.")
    assert "article=" in other.url
    page.locator("#tab-articles").click()
    held = page.locator(".held.current")
    expect(held.locator(".open")).to_have_text("The harbour")
    assert held.locator(".file").inner_text() == "港.md"
    assert page.locator(".held").last.locator(".open").inner_text() != ""
    held.locator(".remove").click()
    assert held.locator(".remove").inner_text() == words["remove_sure"]
    held.locator(".remove").click()
    page.wait_for_url(address)
    other.reload()
    expect(other.locator("#article .notice")).to_have_text(ShelfError("unknown").sentence("ja"))


def test_dropped_file_is_read(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    drop = """text => {
      const data = new DataTransfer();
      data.items.add(new File([text], "harbour.md", { type: "text/markdown" }));
      const target = document.querySelector("#article");
      for (const type of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, HARBOUR.replace("harbour", "dropped harbour"))
    added(page)
    expect(page.locator("#article h1")).to_have_text("The dropped harbour")


def test_pasted_text_is_read_under_its_title(visit: Visit, address: str) -> None:
    page = visit(address).page
    page.locator("#tab-articles").click()
    page.locator("#paste button").click()
    page.locator("#paste-title").fill("岬の灯台")
    page.locator("#paste-text").fill("灯台は1871年に建てられた。灯りには油を使う。\n\n港には桟橋が二つある。")
    page.locator("#paste button").click()
    added(page)
    expect(page.locator("#article h1")).to_have_text("岬の灯台")
    ask(page, "灯台はいつ建てられたか。")
    assert page.locator(".quote").all_text_contents() == ["灯台は1871年に建てられた。"]


UNREADABLE = (
    ("empty.txt", b"", "empty"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "kind"),
    ("broken.pdf", b"%PDF-1.7\n1 0 obj\n", "broken"),
    ("broken.docx", b"PK\x03\x04" + bytes(40), "broken"),
    ("sjis.txt", "灯台は明治四年に建てられた。".encode("cp932"), "encoding"),
)


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_file_that_cannot_be_read_gets_a_clear_sentence(visit: Visit, address: str, locale: str) -> None:
    page = visit(address, locale=locale).page
    words = WORDS["ja" if locale == "ja-JP" else "en"]
    for name, content, reason in UNREADABLE:
        choose(page, {"name": name, "mimeType": "application/octet-stream", "buffer": content})
        expect(page.locator("#adding p")).to_have_text(words[f"trouble_{reason}"])
        assert page.locator("#adding progress").is_hidden()
    page.locator("#tab-ask").click()
    assert page.locator("#article article").is_visible()


def test_limits_are_stated_and_a_larger_file_is_not_sent(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    page.locator("#tab-articles").click()
    assert "20 MB" in page.locator(".limits").inner_text()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        """() => { const data = new DataTransfer();
                   data.items.add(new File([new Uint8Array(20_000_001)], "large.txt"));
                   document.querySelector("#file").files = data.files;
                   document.querySelector("#file").dispatchEvent(new Event("change", { bubbles: true })); }"""
    )
    expect(page.locator("#adding p")).to_have_text(WORDS["en"]["too_large"].format(size=20))
    assert sent == []


def test_lost_server_is_said_while_adding(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-US").page
    lose(page)
    choose(page, {"name": "harbour.md", "mimeType": "text/markdown", "buffer": HARBOUR.encode()})
    expect(page.locator("#adding p")).to_have_text(WORDS["en"]["lost"])


def test_strangers_do_not_see_or_remove_each_others_articles(
    visit: Visit, article_index: PassageIndex, tmp_path: Path
) -> None:
    with serving(Assistant(article_index), data=tmp_path, access=Access(public=True)) as served:
        owner = visit(served, locale="en-US").page
        choose(owner, {"name": "harbour.md", "mimeType": "text/markdown", "buffer": HARBOUR.encode()})
        link = added(owner)
        stranger = visit(link, locale="en-US").page
        stranger.locator("#tab-articles").click()
        expect(stranger.locator(".held")).to_have_count(1)
        name = link.split("article=")[1]
        told = stranger.evaluate(
            """async ([id, name]) => (await fetch("gradio_api/component_server", { method: "POST",
                 headers: { "Content-Type": "application/json" },
                 body: JSON.stringify({ data: { article: name, visitor: "somebody-else" }, component_id: id,
                                        fn_name: "call_remove", session_hash: "x" }) })).json()""",
            [component_of(served), name],
        )
        assert told["reason"] == "not_yours"
        owner.locator("#tab-articles").click()
        expect(owner.locator(".held")).to_have_count(2)
        owner.locator(".held .remove").click()
        owner.locator(".held .remove").click()
        owner.wait_for_url(served)
