"""A document becomes HTML: every sentence an element with its id, so that a citation can point at it."""

from collections.abc import Sequence
from html import escape

from assistant.web.anchors import paragraph_id, sentence_id
from assistant.web.wording import both
from source import OTHER, Document, Heading, Language, Paragraph, Sentence, detect

GAP: dict[Language, str] = {"ja": "", "en": " "}


def articles_html(documents: Sequence[Document]) -> str:
    """Return the HTML of all documents, in order, with the switch of languages when one of them is translated."""
    switch = _switch() if any(document.translated for document in documents) else ""
    contents = _contents(documents) if len(documents) > 1 else ""
    bodies = [article_html(document, ordinal) for ordinal, document in enumerate(documents, start=1)]
    bar = f'<div class="reading-bar"><h2 class="side">{both("article")}</h2>{switch}</div>'
    return bar + contents + "".join(bodies) + _back()


def article_html(document: Document, ordinal: int = 1) -> str:
    """Return the HTML of a document: front matter, headings by level, numbered paragraphs."""
    translated = " translated" if document.translated else ""
    parts: list[Heading | Paragraph] = sorted((*document.headings, *document.paragraphs), key=lambda part: part.start)
    body = "".join(
        _heading(part, document) if isinstance(part, Heading) else _paragraph(part, document, ordinal) for part in parts
    )
    return (
        f'<article class="document{translated}" id="d{ordinal}" lang="{document.language}">'
        f"{_front(document, ordinal)}{body}</article>"
    )


def _front(document: Document, ordinal: int) -> str:
    """Return the title, byline and date as they stand in the text, or the title alone where the text has none."""
    sentences = document.front.sentences if document.front else ()
    lines = []
    if not any(sentence.field == "title" for sentence in sentences):
        lines.append(f'<h1 class="title" lang="{detect(document.title)}">{escape(document.title)}</h1>')
    for place, sentence in enumerate(sentences, start=1):
        tag = "h1" if sentence.field == "title" else "p"
        anchor = sentence_id(ordinal, 0, place)
        lines += [
            f'<{tag} class="{sentence.field or "line"} {kind}" lang="{language}">{span}</{tag}>'
            for kind, language, span in _renderings(sentence, anchor, document.language)
        ]
    return f'<header class="front" id="{paragraph_id(ordinal, 0)}">{"".join(lines)}</header>'


def _heading(heading: Heading, document: Document) -> str:
    tag = f"h{min(heading.level + 1, 6)}"
    language = document.language
    html = f'<{tag} class="original" lang="{language}">{escape(heading.text)}</{tag}>'
    if heading.translation is not None:
        html += f'<{tag} class="rendering" lang="{OTHER[language]}">{escape(heading.translation)}</{tag}>'
    return html


def _paragraph(paragraph: Paragraph, document: Document, ordinal: int) -> str:
    """Return the number, the sentences with what stands between them, and their renderings as another paragraph."""
    language, other = document.language, OTHER[document.language]
    original, rendering, end = "", [], paragraph.sentences[0].start if paragraph.sentences else 0
    for place, sentence in enumerate(paragraph.sentences, start=1):
        spans = _renderings(sentence, sentence_id(ordinal, paragraph.number, place), language)
        original += escape(document.text[end : sentence.start]) + spans[0][2]
        rendering += [span for _, _, span in spans[1:]]
        end = sentence.end
    html = f'<p class="original" lang="{language}">{original}</p>'
    if rendering:
        html += f'<p class="rendering" lang="{other}">{GAP[other].join(rendering)}</p>'
    number = f'<span class="number" aria-hidden="true">{paragraph.number}</span>'
    return f'<div class="paragraph" id="{paragraph_id(ordinal, paragraph.number)}">{number}{html}</div>'


def _renderings(sentence: Sentence, anchor: str, language: Language) -> list[tuple[str, Language, str]]:
    """Return the sentence, and its translation where there is one: kind, language and HTML of each."""
    spans = [("original", language, f'<span class="sentence" id="{anchor}">{escape(sentence.text)}</span>')]
    if sentence.translation is not None:
        html = f'<span class="sentence" id="{anchor}-{OTHER[language]}">{escape(sentence.translation)}</span>'
        spans.append(("rendering", OTHER[language], html))
    return spans


def _switch() -> str:
    buttons = "".join(
        f'<button type="button" class="view" id="view-{view}" aria-pressed="false">{both(f"view_{view}")}</button>'
        for view in ("ja", "en", "both")
    )
    return f'<div class="views" role="group"><span class="label">{both("view")}</span>{buttons}</div>'


def _contents(documents: Sequence[Document]) -> str:
    entries = "".join(
        f'<li><a href="#d{ordinal}" lang="{document.language}">{escape(document.title)}</a></li>'
        for ordinal, document in enumerate(documents, start=1)
    )
    return f'<ol class="contents">{entries}</ol>'


def _back() -> str:
    return f'<a class="back" id="back" href="#" hidden>↑ {both("back")}</a>'
