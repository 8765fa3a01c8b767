"""An article as HTML: every sentence once, under its id, with the text between."""

import html
import re
from pathlib import Path

from assistant.web.article import articles_html, contents_html
from source import Document, read


def text_of(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def test_article_has_every_sentence_once_under_its_id(article: Document) -> None:
    page = articles_html([article])
    found = dict(re.findall(r'<span class="sentence original" id="(p\d{3}-s\d+)"[^>]*>(.*?)</span>', page, re.DOTALL))
    wanted = {
        f"p{paragraph.number:03d}-s{place}": sentence.text
        for paragraph in article.all_paragraphs()
        for place, sentence in enumerate(paragraph.sentences, start=1)
    }
    assert {anchor: html.unescape(text) for anchor, text in found.items()} == wanted
    assert len(wanted) == 117 + 3
    renderings = re.findall(r'id="p\d{3}-s\d+-en"[^>]*>(.*?)</span>', page, re.DOTALL)
    assert [html.unescape(text) for text in renderings] == [sentence.translation for sentence in article.sentences()]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_headings_have_ids_and_the_contents_point_at_them(article: Document) -> None:
    page, contents = articles_html([article]), contents_html([article])
    shown = re.findall(r'<h(\d) class="heading" id="(h\d+)"><span class="original" lang="ja">(.*?)</span>', page)
    assert shown == [
        (str(heading.level + 1), f"h{place}", html.escape(heading.text))
        for place, heading in enumerate(article.headings, start=1)
    ]
    entries = re.findall(r'<li class="level-(\d)"><a href="#(h\d+)">', contents)
    assert entries == [(str(int(level) - 1), anchor) for level, anchor, _ in shown]


def test_further_documents_have_ids_of_their_own(article: Document) -> None:
    page = articles_html([article, article])
    assert page.count('id="p030-s4"') == page.count('id="d2-p030-s4"') == page.count('id="d2-h3"') == 1
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    contents = contents_html([article, article])
    assert re.findall(r'<li class="level-0"><a href="#(d\d)"', contents) == ["d1", "d2"]
    assert "level-0" not in contents_html([article])


def test_text_between_sentences_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    path.write_text("Harbour\n\nThe harbour is old. It was built in 1712. It has two piers.\n", encoding="utf-8")
    document = read(path)
    page = articles_html([document])
    shown = re.search(r'class="number".*?</a><p>(.*?)</p>', page, re.DOTALL)
    assert shown is not None
    assert text_of(shown.group(1)) == document.paragraphs[0].text
    assert "rendering" not in page
    assert contents_html([document]).strip() == ""
