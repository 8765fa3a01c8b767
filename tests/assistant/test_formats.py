"""A web page and a Word file are read, indexed and asked: the cited sentence, by value."""

import io

import docx
import pytest

from assistant import Assistant
from index import Encoder, PassageIndex
from source import read_bytes, split

JAPANESE = [
    ("見出し", "新しい灯台"),
    ("本文", "みなと市の港で12日、新しい灯台が点灯した。高さは32メートルある。"),
    ("見出し", "費用"),
    ("本文", "総工費は4億円で、昨年8月に着工した。古い灯台は来年3月までに取り壊される。"),
]
ENGLISH = [
    ("見出し", "The new lighthouse"),
    ("本文", "A new lighthouse was lit in the harbour on Sunday. It is 32 metres high."),
    ("見出し", "Costs"),
    ("本文", "The construction cost four million pounds. The old lighthouse will be demolished by March."),
]


def web(rows: list[tuple[str, str]]) -> bytes:
    parts = [f"<h2>{text}</h2>" if kind == "見出し" else f"<p>{text}</p>" for kind, text in rows]
    menu = "<nav><a href=1>Costs of 9 million</a></nav><div class=related><p>総工費は9億円。</p></div>"
    return f"<meta charset=shift_jis><h1>Harbour 港</h1>{menu}{''.join(parts)}".encode("cp932")


def word(rows: list[tuple[str, str]]) -> bytes:
    document = docx.Document()
    document.add_heading("Harbour 港", 0)
    for kind, text in rows:
        document.add_paragraph(text, style="Heading 1" if kind == "見出し" else None)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("rows", "question", "quote"),
    [
        (JAPANESE, "総工費はいくらか。", "総工費は4億円で、昨年8月に着工した。"),
        (ENGLISH, "When will the old lighthouse be demolished?", "The old lighthouse will be demolished by March."),
    ],
)
@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_sentence_that_answers_is_cited(
    kind: str, rows: list[tuple[str, str]], question: str, quote: str, encoder: Encoder
) -> None:
    document = read_bytes(web(rows) if kind == "html" else word(rows), f"harbour.{kind}")
    assistant = Assistant(PassageIndex.build(document, split(document), encoder=encoder))
    answer = assistant.ask(question)
    (citation,) = answer.citations
    assert (citation.quote, citation.section) == (quote, (rows[2][1],))
    assert document.text[citation.start : citation.end] == quote
