"""A turn as HTML: sentences with their marks, cards, and everything escaped."""

import dataclasses
import html
import re
from pathlib import Path

import pytest

from assistant import Answer, Citation
from assistant.answer import Verdict
from assistant.web.answers import copied, turn_html
from assistant.web.cards import cards, reference
from assistant.web.wording import BOTH, WORDS, both
from source import Document, read

QUOTE = (
    "ロシアには、中国のバイドゥ（Baidu）、テンセント（Tencent）、アリババ（Alibaba）のような巨大企業は存在せず、"
    "これらの企業はロシア市場を含めてグローバルに拡大し始めている。"
)
ATTACK = '<script>window.__pwned=1</script><img src=x onerror="window.__pwned=2">${alert(1)} {{x}} $$x$$ [1] **b**'


def text_of(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def inner(pattern: str, page: str) -> list[str]:
    """The insides of the elements that a pattern opens."""
    return re.findall(rf"<(?:\w+) {pattern}[^>]*>(.*?)</(?:span|p|blockquote|a)>", page, re.DOTALL)


def test_answer_says_each_sentence_with_its_mark_and_shows_the_original(article: Document) -> None:
    first = citation_of(article, 5, 1)
    page = turn_html(answer_of(article, first), [article], 3)
    assert first.quote == QUOTE
    assert first.translation is not None
    said = f'<span class="said" lang="en">{html.escape(first.translation).replace("&#x27;", "&#39;")}</span>'
    assert f'{said}&nbsp;<a class="mark" id="t3-m1" href="#p005-s1">[1]</a>' in page
    assert 'id="t3-p1" href="#p005-s1">' in page
    assert [text_of(one) for one in inner('class="quote" lang="ja"', page)] == [QUOTE]
    assert [text_of(one) for one in inner('class="beside" lang="en"', page)] == [first.translation]
    assert both("translated_from_ja") in page
    assert "Verified" in page


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
    document = document_of(tmp_path, "Harbour\n\nThe harbour is old.\n\n<b> & 5 < 7 &amp; R&D\n")
    cited = citation_of(document, 2, 1)
    starts = [cited.start + cited.quote.index(word) for word in words]
    marked = tuple((start, start + len(word)) for start, word in zip(starts, words, strict=True))
    page = turn_html(answer_of(document, dataclasses.replace(cited, marked=marked)), [document], 1)
    body = shown.replace("[", '<mark class="asked">').replace("]", "</mark>")
    assert f'<span class="said" lang="en">{body}</span>' in page
    assert f'<blockquote class="quote" lang="en">{body}</blockquote>' in page


def test_translation_shows_its_own_marks_and_the_original_its_own(article: Document) -> None:
    plain = citation_of(article, 30, 4)
    assert plain.translation is not None
    original, rendering = plain.start + plain.quote.index("500人"), plain.translation.index("500 people")
    ours = dataclasses.replace(plain, marked=((original, original + 4),))
    theirs = dataclasses.replace(plain, marked_translation=((rendering, rendering + 10),))

    def marks(cited: Citation, language: str) -> tuple[list[str], list[str]]:
        said, card = turn_html(answer_of(article, cited, language), [article], 1).split('class="cards"')
        return (
            re.findall(r'<mark class="asked">(.*?)</mark>', said),
            re.findall(r'<mark class="asked">(.*?)</mark>', card),
        )

    assert marks(ours, "ja") == (["500人"], ["500人"])
    assert marks(ours, "en") == ([], ["500人"])
    assert marks(theirs, "en") == (["500 people"], ["500 people"])
    assert marks(theirs, "ja") == ([], ["500 people"])
    assert marks(plain, "en") == ([], [])


@pytest.mark.parametrize("verdict", ["related", "not_found"])
def test_nearest_passages_are_no_support(article: Document, verdict: Verdict) -> None:
    near = nearest_of(article, 12)
    answer = Answer("?", None, "ja", verdict, "答えはありません。", 0.1, (), (near,), article)
    page = turn_html(answer, [article], 1)
    assert both("nearest") in page
    assert 'href="#p012"' in page
    assert 'class="mark"' not in page
    assert "<mark" not in page
    assert "verified" not in page
    assert 'data-citation="1"' not in page
    bare = turn_html(dataclasses.replace(answer, nearest=()), [article], 1)
    assert both("nearest") not in bare
    assert "答えはありません。" in bare


def test_untranslated_answer_in_the_other_language_says_so(tmp_path: Path) -> None:
    document = document_of(tmp_path, "Harbour\n\nThe harbour is old. It was built in 1712.\n")
    cited = citation_of(document, 1, 2)
    answer = Answer("いつ？", None, "ja", "answered", f"{cited.quote} [1]", 1.0, (cited,), (), document)
    page = turn_html(answer, [document], 1)
    assert both("unmarked") in page
    marked = dataclasses.replace(cited, marked=((cited.start, cited.start + 2),))
    shown = turn_html(dataclasses.replace(answer, citations=(marked,)), [document], 1)
    assert both("untranslated") in shown, "marked words answer"
    assert f'<span class="said" lang="en">{cited.quote}</span>' in page
    assert 'class="beside"' not in page


@pytest.mark.parametrize("answered", [True, False])
def test_question_asked_after_is_shown_and_can_be_left_out(article: Document, answered: bool) -> None:
    typed = answer_of(article, citation_of(article, 30, 4))
    if not answered:
        typed = dataclasses.replace(typed, verdict="related", citations=())
    assert "understood" not in turn_html(typed, [article], 1)
    shown = turn_html(dataclasses.replace(typed, asked_after=ATTACK), [article], 2)
    (line,) = re.findall(r'<p class="understood">(.*?)</p>', shown)
    assert line.startswith(both("understood"))
    assert f'<span class="completed" lang="en">{html.escape(ATTACK).replace("&quot;", "&#34;")}</span>' in line
    assert both("as_typed") in line
    alone = turn_html(typed, [article], 3, alone=True)
    assert f'<p class="understood">{both("typed_alone")}</p>' in alone
    assert both("as_typed") not in alone


def test_hostile_text_is_escaped_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "document.md"
    path.write_text(f"# Title\n\n## {ATTACK}\n\n`{ATTACK}` is old.\n", encoding="utf-8")
    document = dataclasses.replace(read(path), title=ATTACK, author=ATTACK)
    cited = citation_of(document, 1, 1)
    other = dataclasses.replace(document, id="other")
    answer = Answer(ATTACK, ATTACK, "en", "answered", f"{cited.quote} [1]", 1.0, (cited,), (), document)
    page = turn_html(answer, [document, other], 1)
    allowed = {"section", "div", "span", "button", "p", "ol", "li", "a", "blockquote", "mark", "cite"}
    assert set(re.findall(r"</?([a-zA-Z]+)", page)) <= allowed
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))
    assert text_of(page).count("<script>window.__pwned=1</script>") >= 5


def test_further_document_is_named_and_its_sentences_have_ids_of_their_own(article: Document) -> None:
    second = dataclasses.replace(article, id="second")
    page = turn_html(answer_of(second, citation_of(second, 30, 4), "ja"), [article, second], 1)
    assert 'href="#d2-p030-s4"' in page
    assert f'<span lang="ja">{article.title}</span> <span class="sep"' in page
    assert f'<span lang="ja">{article.title}</span>' not in turn_html(
        answer_of(second, citation_of(second, 30, 4), "ja"), [second], 1
    )


def test_card_is_verified_against_the_text_and_tells_how(article: Document) -> None:
    cited = citation_of(article, 30, 4)
    (card,) = cards(answer_of(article, cited, "ja"), [article])
    assert card.verified
    assert card.how["en"] == (
        f"The quote is characters {cited.start + 1} to {cited.end} of the text, whose fingerprint matches "
        f"(SHA-256 {article.sha256[:12]}…)."
    )


def test_card_of_another_text_is_not_verified(article: Document) -> None:
    answer = answer_of(article, citation_of(article, 30, 4), "ja")
    (card,) = cards(answer, [dataclasses.replace(article, text=f"{article.text}\n")])
    assert not card.verified
    assert card.how["en"] == WORDS["en"]["unverified_how"]


def test_reference_tells_author_title_date_section_and_paragraph(article: Document) -> None:
    cited = citation_of(article, 30, 4)
    source = "渡部悦和、「中国とロシアの同盟は難しい しかし中ロのハイテク・パートナーシップは深化」、2019-11-06"
    section = "パートナーシップの優先事項、次世代通信におけるファーウェイの戦い"
    assert reference(cited, article, "ja").endswith(f"{source}、{section}、第30段落）")
    assert reference(cited, article, "ja").startswith(f"「{cited.quote}」（")
    english = reference(cited, article, "en")
    assert english.startswith(f"“{cited.translation}” (original: 「{cited.quote}」, ")
    assert english.endswith(
        "2019-11-06, パートナーシップの優先事項, 次世代通信におけるファーウェイの戦い, paragraph 30)"
    )
    text = copied(answer_of(article, cited, "ja"), "ja")
    assert text == f"?\n\n{cited.quote} [1]\n\n[1] {reference(cited, article, 'ja')}"


def test_words_are_all_there_in_both_languages() -> None:
    assert set(WORDS) == {"ja", "en"}
    for name, (japanese, english) in BOTH.items():
        assert japanese
        assert english
        assert japanese != english, name
        assert sorted(re.findall(r"\{\w+\}", japanese)) == sorted(re.findall(r"\{\w+\}", english)), name
        assert not re.search(r"[ぁ-ヺ一-龥]", english), name
    assert both("paragraph", number=7) == (
        '<span class="word ja" lang="ja">第7段落</span><span class="word en" lang="en">paragraph 7</span>'
    )


def test_every_word_is_used() -> None:
    """A word that stands nowhere on the page is dead."""
    web = Path(__file__).parents[3] / "assistant" / "web"
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in web.rglob("*")
        if path.suffix in {".py", ".html", ".js"} and path.name != "wording.py"
    )
    made = ("tab_", "view_", "translated_from_", "trouble_")
    names = [name for name in BOTH if not name.startswith(made)]
    assert [name for name in names if not re.search(rf"[\"']{name}[\"']|\b{name}_how\b", used)] == []


def document_of(folder: Path, text: str) -> Document:
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def answer_of(document: Document, cited: Citation, language: str = "en") -> Answer:
    assert language in ("ja", "en")
    text = f"{cited.quote} [1]"
    return Answer("?", None, "ja" if language == "ja" else "en", "answered", text, 1.0, (cited,), (), document)


def nearest_of(document: Document, number: int) -> Citation:
    paragraph = document.paragraphs[number - 1]
    passage = f"p{number:03d}"
    start, end = paragraph.start, paragraph.end
    return Citation(0, passage, paragraph.section, number, start, end, paragraph.text, None, 0.1)


def citation_of(document: Document, number: int, place: int) -> Citation:
    paragraph = document.paragraphs[number - 1]
    sentence = paragraph.sentences[place - 1]
    passage, section = f"p{number:03d}", paragraph.section
    start, end, translation = sentence.start, sentence.end, sentence.translation
    return Citation(1, passage, section, number, start, end, sentence.text, translation, 1.0)
