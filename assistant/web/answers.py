"""A turn of the conversation becomes HTML: the question, the answer's sentences with their marks, a card a citation."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answer import Answer, Citation
from assistant.web.cards import Card, Said, cards, reference, said_in
from assistant.web.rendering import render
from assistant.web.wording import WORDS
from source import Document, Language, detect

JOINED: dict[Language, Markup] = {"ja": Markup("&#8288;"), "en": Markup("&nbsp;")}
"""What stands between a sentence and its mark: neither lets a line end there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer: its text, its mark's number, and what ties the two together."""

    said: Said
    number: int
    anchor: str
    joined: Markup


def turn_html(answer: Answer, documents: Sequence[Document], number: int, *, alone: bool = False) -> str:
    """Return the HTML of a turn; `number` counts the conversation's turns from 1 and keeps their ids apart.

    `alone` says that the visitor wanted the question answered as typed. An answer that says the document does not
    answer shows the nearest passages instead, as such.
    """
    shown = cards(answer, documents)
    return render(
        "turn.html",
        answer=answer,
        number=number,
        alone=alone,
        asked=Said.of(answer.question.strip(), detect(answer.question)),
        asked_after=None if answer.asked_after is None else Said.of(answer.asked_after, detect(answer.asked_after)),
        sentences=[_sentence(*pair, answer) for pair in zip(answer.citations, shown, strict=False)],
        notice=Said.of(answer.text, answer.language),
        note=_note(answer),
        cards=shown,
        copies={language: copied(answer, language) for language in WORDS},
    )


def copied(answer: Answer, language: Language) -> str:
    """Return what is put on the clipboard of an answer: its text, and a reference for each citation."""
    references = (
        f"[{citation.number}] {reference(citation, answer.document, language)}" for citation in answer.citations
    )
    return "\n\n".join([answer.question.strip(), answer.text, *references])


def _sentence(citation: Citation, card: Card, answer: Answer) -> Sentence:
    said = said_in(citation, answer)
    return Sentence(said, citation.number, card.anchor, JOINED[said.language])


def _note(answer: Answer) -> str:
    """Return the word that tells what a reader must know of the sentences' language, none when they stand so."""
    if not answer.answered or answer.language == answer.document.language:
        return ""
    if any(citation.translation is not None for citation in answer.citations):
        return f"translated_from_{answer.document.language}"
    return "untranslated" if any(citation.marked for citation in answer.citations) else "unmarked"
