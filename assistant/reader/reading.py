"""What a reader says of a question and a passage, and what a reader is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Span
from assistant.reader.layout import Kind
from source import Block, Document, Language

BUNDLED_NAME = "bundled"


def headings_of(title: str, section: Sequence[str]) -> str:
    """Return what the reader is told of a passage's place: the title and the headings that it stands under."""
    return " › ".join([title, *section])


@dataclass(frozen=True, slots=True)
class Text:
    """Passages as they are given to a reader: their sentences in one language, under their headings.

    `translated` says whether the sentences are the renderings rather than the document's own.
    """

    headings: str
    sentences: tuple[str, ...]
    translated: bool = False

    @classmethod
    def of(cls, document: Document, block: Block, language: Language) -> "Text":
        """Give neighbouring passages in a language if they have a translation into it, else as they stand."""
        translated = language != document.language and document.translated
        title, section = document.title, block[0].section
        if translated:
            renderings = {heading.text: heading.translation or heading.text for heading in document.headings}
            section = tuple(renderings.get(heading, heading) for heading in section)
            front = document.front.sentences if document.front else ()
            title = next((line.translation or title for line in front if line.field == "title"), title)
        sentences = tuple(
            (translated and sentence.translation) or sentence.text
            for passage in block
            for sentence in passage.sentences
        )
        return cls(headings_of(title, section), sentences, translated)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a conversation: what was asked, and the sentence that answered it, empty where none did."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one text.

    `answers` is for every sentence the probability that it answers the question, `spans` where the answer's words
    would stand in it (None where it was not read, or has none), `nothing` the probability that nothing there answers,
    `leans` the probability that the question leans on the turns that it was read with.
    """

    text: Text
    answers: tuple[float, ...]
    spans: tuple[Span | None, ...]
    nothing: float
    leans: float = 0.0

    @classmethod
    def of_sentences(cls, text: Text, answers: tuple[float, ...]) -> "Reading":
        """Say what can be said where each sentence was judged by itself: no words are marked."""
        return cls(text, answers, (None,) * len(answers), 1 - max(answers, default=0.0))

    @property
    def best(self) -> float:
        """The probability of the likeliest sentence."""
        return max(self.answers, default=0.0)


@dataclass(frozen=True, slots=True)
class Request:
    """What kind of request a question is, and the probability that it is of a kind that no document answers."""

    kind: Kind = "fact"
    aside: float = 0.05


class ReaderError(ValueError):
    """A reader cannot be loaded; the message says why and what to do."""


class Reader(Protocol):
    """Anything that reads."""

    name: str

    def request(self, question: str) -> Request:
        """Tell what kind of request a question is."""
        ...

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        """Read a question together with each passage, and with the turns that it leans on: one reading a passage."""
        ...
