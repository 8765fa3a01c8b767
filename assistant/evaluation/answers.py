"""The answers of a system, this one or any other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer
from assistant.evaluation.lines import EvaluationError, Line, read_lines
from assistant.evaluation.questions import Question


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation as a system gives it: `number` is its mark; `start` and `end` are None where it tells no place."""

    number: int
    quote: str
    translation: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SystemAnswer:
    """The answer of a system to the question of the same id.

    `confidence` is None where the system has none; `document` and `sha256` name the document that the places of the
    citations refer to, where the system tells it.
    """

    id: str
    answered: bool
    text: str
    citations: tuple[CitedQuote, ...]
    confidence: float | None = None
    document: str | None = None
    sha256: str | None = None

    @classmethod
    def of(cls, question: Question, answer: Answer) -> "SystemAnswer":
        """Return what this assistant answered to a question."""
        citations = tuple(
            CitedQuote(cited.number, cited.quote, cited.translation, cited.start, cited.end)
            for cited in answer.citations
        )
        document = answer.document
        return cls(
            question.id, answer.answered, answer.text, citations, answer.confidence, document.id, document.sha256
        )


def read_answers(path: Path, questions: Sequence[Question]) -> list[SystemAnswer]:
    """Read a system's answers, JSON lines, one for each question, and return them in the order of the questions.

    A line is {"id", "text", "citations": [{"quote"}, …]} at least. All that `tenkyo ask --json` tells may be there:
    "answered" (without it an empty text is a refusal), "confidence", "document", and in a citation "number" (without
    it its place in the list, from 1), "start", "end" and "translation". Anything else is passed over.

    Raises `EvaluationError` with the line and what is wrong, on an answer to no question, and where one is missing.
    """
    asked = {question.id for question in questions}
    answers: dict[str, SystemAnswer] = {}
    for line in read_lines(path):
        answer = _answer(line)
        if answer.id not in asked:
            line.fail(f'there is no question "{answer.id}" in the question set.')
        if answer.id in answers:
            line.fail(f'question "{answer.id}" has an answer before this one.')
        answers[answer.id] = answer
    missing = [question.id for question in questions if question.id not in answers]
    if missing:
        others = f" and {len(missing) - 1} others" if len(missing) > 1 else ""
        raise EvaluationError(
            f'{path} has no answer to question "{missing[0]}"{others}; a refusal is a line '
            '{"id": …, "answered": false, "text": ""}.'
        )
    return [answers[question.id] for question in questions]


def by_number(citations: Iterable[CitedQuote]) -> dict[int, CitedQuote]:
    """Return the citations by their marks."""
    return {citation.number: citation for citation in citations}


def _answer(line: Line) -> SystemAnswer:
    answered = line.optional_flag("answered")
    text = line.optional_text("text") if answered is False else line.text("text")
    citations = tuple(
        _citation(line.part(f"citations[{place}]", value), place + 1)
        for place, value in enumerate(line.items("citations"))
    )
    if len(by_number(citations)) < len(citations):
        line.fail('two citations have the same "number".')
    document = line.part("document", line.fields.get("document") or {})
    return SystemAnswer(
        id=line.identifier(),
        answered=bool((text or "").strip()) if answered is None else answered,
        text=text or "",
        citations=() if answered is False else citations,
        confidence=line.optional_share("confidence"),
        document=document.optional_text("id"),
        sha256=document.optional_text("sha256"),
    )


def _citation(line: Line, place: int) -> CitedQuote:
    number, start, end = (line.optional_whole(name) for name in ("number", "start", "end"))
    if (start is None) != (end is None):
        line.fail('"start" and "end" go together.')
    if start is not None and end is not None and end < start:
        line.fail(f'"end" {end} stands before "start" {start}.')
    number = place if number is None else number
    if number < 1:
        line.fail('"number" should be 1 or more.')
    return CitedQuote(number, line.text("quote"), line.optional_text("translation"), start, end)
