"""The nouns of an answer, and their one JSON form, which command line, HTTP, MCP and export share."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from source import Document, Language

Verdict = Literal["answered", "related", "not_found", "not_a_question"]

Span = tuple[int, int]
"""Where a run of characters starts, and where it ends, exclusive."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of the document that an answer rests on, or stands nearest to the question.

    `document.text[start:end] == quote`, by construction. `number` is its mark in the answer's text, 0 for a nearest
    passage, which supports nothing. `translation` is the aligned rendering of the quote, None where there is none.
    `marked` are the words that a question for a number, date, person, place or organisation asks for, as character
    offsets into the document; `marked_translation` the same in the translation, as offsets into that.
    """

    number: int
    passage: str
    section: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    quote: str
    translation: str | None
    score: float
    marked: tuple[Span, ...] = ()
    marked_translation: tuple[Span, ...] = ()

    @property
    def marked_quote(self) -> tuple[Span, ...]:
        """The marked words as character offsets into the quote."""
        return tuple((start - self.start, end - self.start) for start, end in self.marked)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made of cited sentences, or the statement that the document does not answer.

    `question` is as it was asked; `asked_after` the question before it that it was read with, None where it needed
    none. `language` is the question's, which the answer is given in. `verdict` is `answered`, `related` (the topic is
    there, what is asked of it is not), `not_found`, or `not_a_question` (a greeting, thanks, something asked of the
    assistant itself); `confidence` the estimated probability that the document answers. Raises `ValueError` when made
    against its invariants: answered exactly when there are citations, numbered 1… in order, each marked once in the
    text, every quote at its place in the document.
    """

    question: str
    asked_after: str | None
    language: Language
    verdict: Verdict
    text: str
    confidence: float
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    document: Document

    @property
    def answered(self) -> bool:
        """Whether the document answers the question."""
        return self.verdict == "answered"

    def __post_init__(self) -> None:
        """Hold the answer to its invariants."""
        if self.answered != bool(self.citations):
            raise ValueError("an answer is answered exactly when it has citations")
        if [citation.number for citation in self.citations] != list(range(1, len(self.citations) + 1)):
            raise ValueError("citations are numbered 1… in order of appearance")
        for citation in (*self.citations, *self.nearest):
            if self.document.text[citation.start : citation.end] != citation.quote:
                raise ValueError(f"{citation.quote!r} does not stand at {citation.start}–{citation.end}")
            if any(not citation.start <= start < end <= citation.end for start, end in citation.marked):
                raise ValueError(f"marked words stand outside their quote {citation.quote!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form (DESIGN, the answer schema).

        `asked_after`, `marked` and `marked_translation` are there only where they tell something.
        """
        return {
            "question": self.question,
            **({} if self.asked_after is None else {"asked_after": self.asked_after}),
            "language": self.language,
            "answered": self.answered,
            "verdict": self.verdict,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "citations": [_citation(citation) for citation in self.citations],
            "nearest": [_citation(citation) for citation in self.nearest],
            "document": {"id": self.document.id, "title": self.document.title, "sha256": self.document.sha256},
        }


def pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield a text in its pieces, each with whether it is marked.

    `spans` are offsets into the text, in order and apart. The pieces joined are the text; none is empty.
    """
    done = 0
    for start, end in spans:
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _citation(citation: Citation) -> dict[str, Any]:
    fields = asdict(citation)
    fields["section"] = list(citation.section)
    for name in ("marked", "marked_translation"):
        spans = fields.pop(name)
        if spans:
            fields[name] = [list(span) for span in spans]
    fields["score"] = round(citation.score, 4)
    if citation.number == 0:
        del fields["number"]
    return fields
