"""One visitor's word on one quote of an answer, or on the whole answer."""

from dataclasses import dataclass

from source import Language


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether a quote supports the answer to a question; of a whole answer, whether it is good.

    `visitor` is the SHA-256 of the visitor's secret token, `sha256` the digest of the document's text, `question` as it
    was asked, behind the one before it where it was read with that. `answered` is False where the document was said not
    to answer. `start` and `end` are the quote's character offsets into the document and `quote` its text; all three are
    None for a vote on the whole answer. `at` is in UTC, ISO. Raises `ValueError` for a quote without its place, or one
    that cannot stand there.
    """

    visitor: str
    sha256: str
    document: str
    title: str
    question: str
    language: Language
    answered: bool
    start: int | None
    end: int | None
    quote: str | None
    verdict: bool
    at: str

    def __post_init__(self) -> None:
        """Hold the vote to what can be kept and asked again."""
        if not self.question.strip():
            raise ValueError("a vote is on a question, and this one is empty")
        hold_place(self.start, self.end)
        if (self.quote is None) != (self.start is None):
            raise ValueError("a quote and its place go together: give both, or neither for the whole answer")
        if self.quote is None or self.start is None or self.end is None:
            return
        if not self.quote.strip():
            raise ValueError("a vote is on a quote, and this one is empty")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"{self.quote!r} cannot stand at {self.start}–{self.end} of a document")

    @property
    def weight(self) -> int:
        """1 for, -1 against."""
        return 1 if self.verdict else -1


def hold_place(start: int | None, end: int | None) -> None:
    """Raise `ValueError` for one offset without the other, or for offsets that are no place."""
    if (start is None) != (end is None):
        raise ValueError("start and end go together: give both, or neither for the whole answer")
    if start is not None and end is not None and not 0 <= start < end:
        raise ValueError(f"start {start} and end {end} are no place: 0 <= start < end")
