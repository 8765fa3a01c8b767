"""The nouns of a suggestion."""

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


@dataclass(frozen=True, slots=True)
class Draft:
    """A question made from a sentence, not verified yet.

    `sentence` is the number, from 0, of the sentence in its paragraph that answers; `rank` is lower for a form that
    makes better questions. `about` is the name of which a question of the last resort is asked, else empty.
    """

    question: str
    sentence: int
    rank: int
    about: str = ""
