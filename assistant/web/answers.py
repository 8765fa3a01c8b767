"""An answer becomes the HTML of a chat message, a question too.

A message is one line without blank lines, inside one block element: what Markdown leaves alone, so that nothing in a
question or a document is read as Markdown, and everything is escaped.
"""

import re
from collections.abc import Sequence
from html import escape, unescape

from assistant.answer import Answer, Citation, Span, pieces
from assistant.web.anchors import cited_id, paragraph_id
from assistant.web.wording import both
from source import Document, Language, detect

QUESTION = re.compile(r'^<div class="question" lang="\w+"><span class="you">.*?</span></span>(.*)</div>$')

OPENING, UNDERSTOOD = '<div class="answer">', '<p class="understood">'

JOINED: dict[Language, str] = {"ja": "&#8288;", "en": "&nbsp;"}
"""What stands between a sentence and its mark: neither lets a line end there."""


def question_html(question: str) -> str:
    """Return the HTML of a question."""
    body = "<br>".join(_text(line) for line in question.strip().splitlines())
    return f'<div class="question" lang="{detect(question)}"><span class="you">{both("you")}</span>{body}</div>'


def question_of(html: str) -> str | None:
    """Return the question whose HTML this is, None where it is no question's: the inverse of `question_html`."""
    found = QUESTION.match(html)
    return None if found is None else unescape(found.group(1).replace("<br>", "\n"))


def is_follow_up(html: str) -> bool:
    """Whether the HTML of an answer tells how its question was completed."""
    return html.startswith(f"{OPENING}{UNDERSTOOD}")


def answer_html(answer: Answer, documents: Sequence[Document], turn: int) -> str:
    """Return the HTML of an answer: its sentences with their marks, and a card for each citation.

    `turn` counts the conversation's answers from 1 and keeps the ids of its marks apart. An answer that says the
    document does not answer shows the nearest passages instead, as such.
    """
    ordinal = [document.id for document in documents].index(answer.document.id) + 1
    named = len(documents) > 1
    if not answer.answered:
        return _message(_understood(answer), _notice(answer), _nearest(answer, ordinal, named))
    return _message(
        _understood(answer), _sentences(answer, ordinal, turn), _note(answer), _cards(answer, ordinal, named, turn)
    )


def failure_html() -> str:
    """Return the HTML that stands in the place of an answer when making it failed."""
    return _message(f'<p class="notice">{both("failed")}</p>')


def _message(*parts: str) -> str:
    return f"{OPENING}{''.join(parts)}</div>"


def _understood(answer: Answer) -> str:
    """Tell how a follow-up was completed, nothing of any other question."""
    if answer.completed_question == answer.question:
        return ""
    completed = answer.completed_question
    return f'{UNDERSTOOD}{both("understood")} <span lang="{detect(completed)}">{_text(completed)}</span></p>'


def _sentences(answer: Answer, ordinal: int, turn: int) -> str:
    sentences = []
    for citation in answer.citations:
        said, language = _marked(citation.quote, citation.marked_quote), answer.document.language
        if _is_translated(answer, citation):
            said, language = _marked(citation.translation or "", citation.marked_translation), answer.language
        mark = (
            f'<a class="mark" id="a{turn}-m{citation.number}" href="#{cited_id(citation, answer.document, ordinal)}">'
            f"[{citation.number}]</a>"
        )
        sentences.append(f'<span class="said" lang="{language}">{said}</span>{JOINED[language]}{mark}')
    return f'<p class="saying" lang="{answer.language}">{" ".join(sentences)}</p>'


def _note(answer: Answer) -> str:
    """Tell what a reader must know of the sentences' language, nothing when they stand in the document so."""
    if answer.language == answer.document.language:
        return ""
    if any(_is_translated(answer, citation) for citation in answer.citations):
        return f'<p class="note">{both(f"translated_from_{answer.document.language}")}</p>'
    return f'<p class="note">{both("untranslated")}</p>'


def _cards(answer: Answer, ordinal: int, named: bool, turn: int) -> str:
    cards = []
    for citation in answer.citations:
        head = f'<span class="mark">[{citation.number}]</span> {_place(citation, answer, named)}'
        anchor = cited_id(citation, answer.document, ordinal)
        quote = _marked(citation.quote, citation.marked_quote)
        cards.append(_card(f"a{turn}-c{citation.number}", anchor, head, quote, answer.document.language))
    return f'<ol class="cards">{"".join(cards)}</ol>'


def _notice(answer: Answer) -> str:
    return f'<p class="notice" lang="{answer.language}">{_text(answer.text)}</p>'


def _nearest(answer: Answer, ordinal: int, named: bool) -> str:
    if not answer.nearest:
        return ""
    cards = []
    for near in answer.nearest:
        text, language = near.quote, answer.document.language
        if near.translation is not None and answer.language != answer.document.language:
            text, language = near.translation, answer.language
        anchor = paragraph_id(ordinal, near.paragraph)
        cards.append(_card("", anchor, _place(near, answer, named), _text(text), language))
    return f'<p class="nearest-head">{both("nearest")}</p><ul class="cards nearest">{"".join(cards)}</ul>'


def _card(own_id: str, anchor: str, head: str, quote_html: str, language: Language) -> str:
    name = f' id="{own_id}"' if own_id else ""
    return (
        f'<li><a class="card"{name} href="#{anchor}"><span class="place">{head}</span>'
        f'<span class="quote" lang="{language}">{quote_html}</span></a></li>'
    )


def _place(citation: Citation, answer: Answer, named: bool) -> str:
    """Return where a citation stands: document (when there are several), section, paragraph.

    Section headings are in the answer's language where they are translated.
    """
    document = answer.document
    parts = []
    if named:
        parts.append(f'<cite lang="{document.language}">{_text(document.title)}</cite>')
    translations = {heading.text: heading.translation for heading in document.headings}
    for heading in citation.section:
        translation = translations.get(heading)
        if answer.language == document.language or translation is None:
            parts.append(f'<span lang="{document.language}">{_text(heading)}</span>')
        else:
            parts.append(f'<span lang="{answer.language}">{_text(translation)}</span>')
    parts.append(both("paragraph", number=citation.paragraph) if citation.paragraph else both("front"))
    return ' <span class="sep">›</span> '.join(parts)


def _is_translated(answer: Answer, citation: Citation) -> bool:
    return answer.language != answer.document.language and citation.translation is not None


def _marked(text: str, spans: Sequence[Span]) -> str:
    """Escaped text with what the question asks for marked: cut first, then escaped, as escapes change the places."""
    return "".join(
        f'<mark class="asked">{_text(piece)}</mark>' if is_marked else _text(piece)
        for piece, is_marked in pieces(text, spans)
    )


def _text(text: str) -> str:
    """Escaped text, verbatim but on one line: a blank line would end the block that Markdown leaves alone."""
    return escape(text).replace("\r", "&#13;").replace("\n", "&#10;")
