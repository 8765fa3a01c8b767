"""Question sets with the assistants they are put to, shared by the benchmarks; `assistant.evaluation` reads them."""

from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from assistant.evaluation import Question as Gold
from assistant.evaluation import read_questions
from assistant.evaluation.asking import build_assistant
from index import Encoder, load_encoder
from source import Language


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set, and the assistant over the document that it is about."""

    gold: Gold
    assistant: Assistant

    @property
    def text(self) -> str:
        """The question itself."""
        return self.gold.text

    @property
    def language(self) -> Language:
        """The language it is asked in."""
        return self.gold.language

    @property
    def answerable(self) -> bool:
        """Whether the document answers it."""
        return self.gold.answerable

    def is_met_by(self, text: str) -> bool:
        """Whether a text is gold."""
        return self.gold.is_met_by(text)


def load(path: Path, *, encoder: Encoder | None = None) -> list[Question]:
    """Read a question set; its documents are indexed with the bundled encoder unless one is given."""
    encoder = load_encoder() if encoder is None else encoder
    questions = read_questions(path)
    documents = dict.fromkeys(question.document for question in questions)
    assistants = {document: build_assistant(document, encoder=encoder) for document in documents}
    return [Question(question, assistants[question.document]) for question in questions]
