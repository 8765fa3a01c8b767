"""A conversation: questions that may lean on the ones before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.question import problem
from assistant.reader import Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Conversation:
    """Asks an assistant one question after another; each may leave out what the one before has said."""

    def __init__(self, assistant: "Assistant", answers: Sequence[Answer] = ()) -> None:
        """Begin with nothing asked, or go on after the answers of a conversation that was left."""
        self.assistant = assistant
        self._answers = list(answers)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far, the first one first."""
        return tuple(self._answers)

    def ask(self, question: str, *, alone: bool = False) -> Answer:
        """Answer a question as it is to be read after the one before, or with `alone` as it is typed.

        The answer's `asked_after` is the question that it was read with, None where it needed none. A question that
        cannot be asked is answered so, and leaves the conversation as it was.
        """
        asked = [answer for answer in self._answers if answer.verdict != "not_a_question"]
        turns = () if alone or not asked else (turn_of(asked[-1]),)
        answer = self.assistant.ask(question, turns)
        if problem(answer.question) is None:
            self._answers.append(answer)
        return answer


def turn_of(answer: Answer) -> Turn:
    """Return what a follow-up leans on: what was asked, and the sentence that answered it, as it was read."""
    if not answer.citations:
        return Turn(answer.question)
    best = max(answer.citations, key=lambda citation: citation.score)
    translated = answer.language != answer.document.language and best.translation is not None
    return Turn(answer.question, (translated and best.translation) or best.quote)
