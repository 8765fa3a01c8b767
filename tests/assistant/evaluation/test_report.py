"""The report: everything in it, nothing from elsewhere, hostile text harmless."""

import re
from functools import cache
from html.parser import HTMLParser

from assistant.evaluation import CitedQuote, Question, SystemAnswer, evaluate, summarise
from assistant.evaluation.corpus import Corpus
from assistant.evaluation.report import page
from source import Document
from source.structure import Block, build_document

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
VOID = {"meta", "br", "img"}


class Reader(HTMLParser):
    """Collects the page's tags and holds it to closing them in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def hostile_document(hostile: str) -> Document:
    text = f"題\n\n灯台は{hostile}高い。"
    return build_document("tower", text, [Block(0, 1), Block(3, len(text))])


@cache
def rendered(*, hostile: str = HOSTILE) -> str:
    corpus = Corpus.of_documents([hostile_document(hostile)])
    questions = [
        Question(
            "right" + hostile,
            "ja",
            hostile,
            True,
            "人物 $\\frac{$ font: 3px " + hostile,
            (hostile,),
            ((f"灯台は{hostile}",),),
        ),
        Question("wrong", "en", "Why?", True, "reason", (), (("no such evidence",),)),
        Question("refused", "en", "Who?", False, "unanswerable", (), ()),
    ]
    cited = CitedQuote(1, f"灯台は{hostile}高い。", hostile, 3, 3 + len(f"灯台は{hostile}高い。"))
    answers = [
        SystemAnswer("right" + hostile, True, f"{hostile}。[1][9]", (cited,), 0.9),
        SystemAnswer("wrong", True, "Because. [1]", (cited,), 0.4),
        SystemAnswer("refused", False, "", (), 0.1),
    ]
    judgements = evaluate(questions, answers, library={None: corpus})
    summary = summarise([one.record for one in judgements], name="set" + hostile, judge="gold")
    return page(summary, judgements, {None: corpus})


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_hostile_text_is_only_text() -> None:
    reader = read(rendered())
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert not {"img", "iframe", "link", "object"} & {tag for tag, _ in reader.tags}
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert any(HOSTILE in text for text in reader.texts)


def test_nothing_is_loaded_from_elsewhere() -> None:
    reader = read(rendered())
    for tag, attributes in reader.tags:
        assert "src" not in attributes
        for name in ("href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    assert "@import" not in rendered() and "url(" not in re.sub(r"url\(#[\w-]+\)", "", rendered())


def test_every_id_is_there_once() -> None:
    ids = [attributes["id"] for _, attributes in read(rendered()).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_it_is_the_same_each_time_and_has_no_date() -> None:
    assert rendered() == rendered.__wrapped__()
    assert "Matplotlib v" not in rendered()


def test_the_wrong_ones_come_first_and_the_lights_are_on() -> None:
    html = rendered(hostile="")
    assert re.findall(r'data-outcome="([\w ]+)"', html) == ["wrong", "right", "rightly refused"]
    assert '<mark class="both">灯台は</mark><mark class="cited">高い。</mark>' in html
    assert html.count("<svg ") == 4
    assert all(f"--{name}:" in html for name in ("ja", "en", "both", "gold", "cited"))
    assert "prefers-color-scheme: dark" in html
    assert 'lang="ja"' in html


def test_a_mark_without_its_citation_is_told() -> None:
    assert '<span class="no" title="there is no such citation">[9]</span>' in rendered()


def test_a_system_without_confidence_or_documents_has_a_report_too() -> None:
    question = Question("q", "en", "Why?", True, "reason", (), (("some evidence here",),))
    judgements = evaluate([question], [SystemAnswer("q", True, "Because.", ())])
    summary = summarise([one.record for one in judgements], name="set", judge="gold")
    html = page(summary, judgements, {})
    assert html.count("<svg ") == 2
    read(html)
