"""A conversation: questions that may lean on the ones before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.followup import readings
from assistant.leaving import leaves
from assistant.question import problem

if TYPE_CHECKING:
    from assistant.assistant import Assistant

MARGIN = 0.15
"""Confidence by which a less likely reading of a follow-up must lead to be taken."""


class Conversation:
    """Asks an assistant one question after another; each may leave out what the ones before have said.

    The answer to a follow-up is the assistant's to the completed question: what is shown is what was asked. Where a
    follow-up can be read in more than one way, the likeliest is taken unless another is answered more surely.
    """

    def __init__(self, assistant: "Assistant", answers: Sequence[Answer] = ()) -> None:
        """Begin with nothing asked, or go on after the answers of a conversation that was left."""
        self.assistant = assistant
        self._answers = list(answers)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far, the first one first."""
        return tuple(self._answers)

    def ask(self, question: str, *, alone: bool = False) -> Answer:
        """Answer a question as it is understood after the ones before, or with `alone` as it is typed.

        The answer's `question` is as it was typed, its `completed_question` as it was understood, the same where
        nothing was missing. A question that cannot be asked is answered so, and leaves the conversation as it was.
        """
        question = question.encode("utf-8", "replace").decode("utf-8")
        if problem(question) is not None:
            return self.assistant.ask(question)
        answers = [self.assistant.ask(reading) for reading in readings(question, () if alone else self._answers)]
        answer = max(answers[1:], key=lambda other: other.confidence, default=answers[0])
        if answer.confidence < answers[0].confidence + MARGIN:
            answer = answers[0]
        if answer.completed_question != question and leaves(question, answer, self.assistant.index):
            answer = self.assistant.ask(question)
        answer = replace(answer, question=question)
        self._answers.append(answer)
        return answer
