"""Question sets, and the judgement of a text against their gold evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.lines import EvaluationError, Line, read_lines
from source import LANGUAGES, Language, detect

SHORTEST_PIECE = 5
"""Characters; a quote that a page break cut off may be shorter, and then stands in half the sentences."""
SHORTEST_PART = 11
"""Characters that a part of a quote needs to stand for it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answers and evidence.

    `evidence` holds sets of quotes: those of one set suffice together, and any set suffices. `document` is the file
    that the question is about, None for the document or documents that the evaluation is of. An unanswerable question
    has neither answers nor evidence.
    """

    id: str
    language: Language
    text: str
    answerable: bool
    kind: str
    answers: tuple[str, ...]
    evidence: tuple[tuple[str, ...], ...]
    document: Path | None = None

    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """Return the sets of quotes without white space; quotes of a few characters only where there are no others."""
        whole = [tuple(squash(quote) for quote in quotes) for quotes in self.evidence]
        telling = [tuple(piece for piece in pieces if len(piece) >= SHORTEST_PIECE) for pieces in whole]
        return tuple(pieces for pieces in (telling if any(telling) else whole) if pieces)

    def is_met_by(self, text: str) -> bool:
        """Whether a text is gold: it holds a quote of the evidence, or is a part of one, white space aside."""
        return meets(squash(text), self.pieces())

    def is_covered_by(self, texts: tuple[str, ...]) -> bool:
        """Whether some texts together hold every quote of one set, or a part of each."""
        squashed = [squash(text) for text in texts]
        return any(
            all(any(meets(text, [[piece]]) for text in squashed) for piece in pieces) for pieces in self.pieces()
        )


def read_questions(path: Path) -> list[Question]:
    """Read a question set, JSON lines.

    A line is {"id", "question", "answerable", "evidence": [quote, …]} and may have "lang" ("ja" or "en", else told from
    the question), "kind", "answer" (a text or a list of them), "alternatives" (further sets of quotes, [[quote, …], …])
    and "document" (a file in a folder beside the set, named like the set without its ending).

    Raises `EvaluationError` with the line and what is wrong with it.
    """
    questions: dict[str, Question] = {}
    for line in read_lines(path):
        question = _question(line, path.parent / path.stem)
        if question.id in questions:
            line.fail(f'the id "{question.id}" was there before; every question needs its own.')
        questions[question.id] = question
    if not questions:
        raise EvaluationError(f"{path} holds no question.")
    return list(questions.values())


def squash(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s", "", text)


def meets(squashed: str, sets: Iterable[Iterable[str]]) -> bool:
    """Whether a text without white space holds a quote without white space, or is a part of one."""
    return any(
        piece in squashed or (len(squashed) >= SHORTEST_PART and squashed in piece)
        for pieces in sets
        for piece in pieces
    )


def _question(line: Line, folder: Path) -> Question:
    text, answerable = line.text("question"), line.optional_flag("answerable")
    if answerable is None:
        line.fail('there is no "answerable", true or false.')
    language = line.optional_text("lang") or detect(text)
    if language not in LANGUAGES:
        line.fail(f'"lang" should be "ja" or "en", not "{language}".')
    evidence = _quotes(line, "evidence", line.items("evidence"))
    others = line.items("alternatives")
    alternatives = [_quotes(line, f"alternatives[{place}]", quotes) for place, quotes in enumerate(others)]
    if answerable and not evidence:
        line.fail('an answerable question needs "evidence", a list of quotes.')
    answer = line.fields.get("answer")
    answers = _quotes(line, "answer", answer if isinstance(answer, list) else [answer] if answer else [])
    document = line.optional_text("document")
    if document is not None and (Path(document).name != document or document == ".."):
        line.fail(f'"document" should be the name of a file in {folder}, not "{document}".')
    return Question(
        id=line.identifier(),
        language=language,
        text=text,
        answerable=answerable,
        kind=line.optional_text("kind") or ("other" if answerable else "unanswerable"),
        answers=answers if answerable else (),
        evidence=tuple(quotes for quotes in (evidence, *alternatives) if quotes) if answerable else (),
        document=None if document is None else folder / document,
    )


def _quotes(line: Line, name: str, values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        line.fail(f'"{name}" should hold texts, none of them empty.')
    return tuple(values)
