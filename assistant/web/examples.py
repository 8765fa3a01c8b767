"""Questions to try become HTML: section by section to begin with, and after an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.suggestions import Suggester, Suggestion
from assistant.web.anchors import cited_id, heading_id
from assistant.web.cards import Said, said_in
from assistant.web.rendering import render
from source import Document, Heading, Language

SECTIONS = 12
"""Sections that are shown with their questions."""

MOST = 2
"""Questions of a section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section's heading, None for what stands before the first, its id on the page, and its questions."""

    anchor: str
    heading: Said | None
    questions: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key sentence, and its id on the page."""

    said: Said
    anchor: str


def examples_html(assistant: Assistant, suggester: Suggester, language: Language) -> str:
    """Return the HTML of what an article says in short, and of questions to begin with under their headings."""
    documents = assistant.documents
    keys = _keys(assistant.overview(documents[0].id, language)) if len(documents) == 1 else []
    return render("examples.html", keys=keys, sections=_sections(suggester, documents, language))


def suggestions_html(suggestions: Sequence[Suggestion], *, answered: bool) -> str:
    """Return the HTML of questions to go on with, after an answer or after none."""
    head = "next" if answered else "answerable"
    return render("suggestions.html", head=head, questions=[_said(suggestion) for suggestion in suggestions])


def _keys(answer: Answer) -> list[Key]:
    unmarked = (replace(citation, marked=(), marked_translation=()) for citation in answer.citations)
    return [Key(said_in(citation, answer), cited_id(citation, answer.document, 1)) for citation in unmarked]


def _sections(suggester: Suggester, documents: Sequence[Document], language: Language) -> list[Section]:
    found: list[Section] = []
    for ordinal, document in enumerate(documents, start=1):
        for path, anchor, heading in _headings(document, ordinal):
            questions = suggester.for_section(document.id, path, language, most=MOST)
            if questions:
                found.append(Section(anchor, _heading(heading, document, language), tuple(map(_said, questions))))
            if len(found) == SECTIONS:
                return found
    return found


def _headings(document: Document, ordinal: int) -> list[tuple[tuple[str, ...], str, Heading | None]]:
    """Return every section with the path of its headings and its id, what stands before the first one first."""
    sections: list[tuple[tuple[str, ...], str, Heading | None]] = [((), f"d{ordinal}", None)]
    path: list[str] = []
    for place, heading in enumerate(document.headings, start=1):
        path = [*path[: heading.level - 1], heading.text]
        sections.append((tuple(path), heading_id(ordinal, place), heading))
    return sections


def _heading(heading: Heading | None, document: Document, language: Language) -> Said | None:
    if heading is None:
        return None
    if language != document.language and heading.translation is not None:
        return Said.of(heading.translation, language)
    return Said.of(heading.text, document.language)


def _said(suggestion: Suggestion) -> Said:
    return Said.of(suggestion.question, suggestion.language)
