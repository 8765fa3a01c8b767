"""What is found out about a quote, and its one JSON form."""

from dataclasses import dataclass
from typing import Any, Literal

from source import Document

Verdict = Literal["exact", "normalised", "near", "absent"]
VERDICTS: tuple[Verdict, ...] = ("exact", "normalised", "near", "absent")
"""Best first. The first two are verified: the document says this; the last two are not."""

Side = Literal["both", "quote", "document"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that both have (as the document writes it), or only the quote, or only the document."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether a document says what is quoted, and where.

    `start` and `end` are character offsets into `document.text`, `found` is what stands there; where `translated`, the
    quote is of the translation, `found` the piece of it, and the offsets are those of the sentences that it renders.
    All are None when the quote is absent. `occurrences` counts the places with this verdict. `misplaced` tells
    whether the place that was claimed is another one, None when none was claimed. `score` is 1 for a verified quote,
    else the similarity of the nearest text, from 0 to 1; `difference` is there for a near quote only.
    """

    quote: str
    verdict: Verdict
    document: Document | None = None
    passage: str | None = None
    section: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    found: str | None = None
    translated: bool = False
    occurrences: int = 0
    misplaced: bool | None = None
    score: float = 0.0
    difference: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        """Hold the result to its invariants."""
        if (self.verdict == "absent") != (self.document is None):
            raise ValueError("a quote has a document exactly when it is not absent")
        if self.document and not self.translated and self.document.text[self.start : self.end] != self.found:
            raise ValueError(f"{self.found!r} does not stand at {self.start}–{self.end}")
        if self.verdict == "exact" and self.found != self.quote:
            raise ValueError(f"{self.found!r} is not exactly {self.quote!r}")
        if bool(self.difference) != (self.verdict == "near"):
            raise ValueError("a near quote has a difference, and no other")

    @property
    def verified(self) -> bool:
        """Whether the document says this."""
        return self.verdict in ("exact", "normalised")

    @property
    def original(self) -> str | None:
        """The document's own text at the place."""
        return None if self.document is None else self.document.text[self.start : self.end]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; what tells nothing is left out."""
        fields: dict[str, Any] = {
            "quote": self.quote,
            "verdict": self.verdict,
            "start": self.start,
            "end": self.end,
            "document": None if self.document is None else self.document.id,
            "passage": self.passage,
            "section": list(self.section),
            "found": self.found,
            "translated": self.translated,
            "occurrences": self.occurrences,
        }
        if self.misplaced is not None:
            fields["misplaced"] = self.misplaced
        if self.verdict == "near":
            fields["score"] = round(self.score, 4)
            fields["difference"] = [{"side": part.side, "text": part.text} for part in self.difference]
        return fields
