"""A suggestion."""

from dataclasses import dataclass

from source import Language


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that a document answers, with the place of the passage that it is answered from.

    `document` is the document's id; `language` is the question's; `start` is where the answering sentence begins.
    """

    question: str
    language: Language
    document: str
    section: tuple[str, ...]
    paragraph: int
    start: int
