"""What a citation shows on the page: its place, its quote beside its rendering, its verification, its reference."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from assistant.answer import Answer, Citation, Span, pieces
from assistant.web.anchors import cited_id, paragraph_id
from assistant.web.wording import WORDS, both
from source import OTHER, Document, Language


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its language, in pieces, each with whether the question asked for it."""

    language: Language
    pieces: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, text: str, language: Language, spans: Sequence[Span] = ()) -> "Said":
        """Cut a text at its marked words."""
        return cls(language, tuple(pieces(text, spans)))


@dataclass(frozen=True, slots=True)
class Card:
    """A citation as it is shown. `rendering` is the quote in the other language, None where there is none.

    `verified` says that the text which the page shows has the answer's digest, and the quote at its offsets.
    """

    number: int
    anchor: str
    place: tuple[Markup | Said, ...]
    quote: Said
    rendering: Said | None
    verified: bool
    start: int
    end: int
    digest: str
    references: dict[Language, str]

    @property
    def how(self) -> dict[Language, str]:
        """How it was verified, in words."""
        field = "verified_how" if self.verified else "unverified_how"
        values = {"start": self.start + 1, "end": self.end, "digest": self.digest[:12]}
        return {language: words[field].format(**values) for language, words in WORDS.items()}


def cards(answer: Answer, documents: Sequence[Document]) -> tuple[Card, ...]:
    """Return the cards of an answer's citations, or of its nearest passages where it has none."""
    ordinal = [document.id for document in documents].index(answer.document.id) + 1
    shown, digest = documents[ordinal - 1], answer.document.sha256
    text = shown.text if shown.sha256 == digest else None
    return tuple(
        replace(
            _card(citation, answer, ordinal, digest, named=len(documents) > 1),
            verified=text is not None and text[citation.start : citation.end] == citation.quote,
        )
        for citation in (answer.citations or answer.nearest)
    )


def said_in(citation: Citation, answer: Answer) -> Said:
    """Return what a citation says in the answer's language: its rendering where it has one, else the quote."""
    if answer.language != answer.document.language and citation.translation is not None:
        return Said.of(citation.translation, answer.language, citation.marked_translation)
    return Said.of(citation.quote, answer.document.language, citation.marked_quote)


def _card(citation: Citation, answer: Answer, ordinal: int, digest: str, *, named: bool) -> Card:
    document, language = answer.document, answer.document.language
    rendering = None
    if citation.translation is not None:
        rendering = Said.of(citation.translation, OTHER[language], citation.marked_translation)
    anchor = cited_id(citation, document, ordinal) if citation.number else paragraph_id(ordinal, citation.paragraph)
    return Card(
        number=citation.number,
        anchor=anchor,
        place=_place(citation, answer, named=named),
        quote=Said.of(citation.quote, language, citation.marked_quote),
        rendering=rendering,
        verified=False,
        start=citation.start,
        end=citation.end,
        digest=digest,
        references={language: reference(citation, document, language) for language in WORDS},
    )


def _place(citation: Citation, answer: Answer, *, named: bool) -> tuple[Markup | Said, ...]:
    """Return where a citation stands: document (when there are several), section, paragraph.

    Section headings are in the answer's language where they are translated.
    """
    document = answer.document
    parts: list[Markup | Said] = [Said.of(document.title, document.language)] if named else []
    translations = {heading.text: heading.translation for heading in document.headings}
    for heading in citation.section:
        translation = translations.get(heading)
        if answer.language == document.language or translation is None:
            parts.append(Said.of(heading, document.language))
        else:
            parts.append(Said.of(translation, answer.language))
    parts.append(both("paragraph", number=citation.paragraph) if citation.paragraph else both("front"))
    return tuple(parts)


def reference(citation: Citation, document: Document, language: Language) -> str:
    """Return a quote with its reference (author, title, date, section, paragraph), worded in a language."""
    words = WORDS[language]
    paragraph = words["paragraph"].format(number=citation.paragraph) if citation.paragraph else words["front"]
    title = {"ja": f"「{document.title}」", "en": f"“{document.title}”"}[language]
    parts = [document.author, title, document.published, *citation.section, paragraph]
    source = {"ja": "、", "en": ", "}[language].join(part for part in parts if part)
    if language == document.language or citation.translation is None:
        return words["reference"].format(quote=citation.quote, source=source)
    return words["reference_translated"].format(quote=citation.quote, translation=citation.translation, source=source)
