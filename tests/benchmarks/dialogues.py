"""Follow-up questions on sets of dialogues: `python -m tests.benchmarks.dialogues SET.jsonl [SET.jsonl …] [--each]
[--off-topic SET.jsonl]`.

Prints, by question language: the answerable follow-ups whose answer cites a gold sentence, the unanswerable ones that
are refused, the new topics that are left as typed; each asked in conversation, as typed without what went before (the
floor), and as completed by a person (the ceiling). ± is one standard error. With `--off-topic`, questions about nothing
are asked after the first questions of the first dialogues, and by themselves: how many are refused.

A line of a set: {"id", "lang", "document", "turns": [{"question", "completed", "answerable", "evidence",
"alternatives", "topic_change"}, …]}, the rest as in `tests/benchmarks/questions.py`; documents lie in `documents` or
`strangers.documents` beside the set.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import Answer, Assistant
from assistant.evaluation import Question as Gold
from assistant.evaluation.asking import build_assistant
from index import load_encoder
from source import LANGUAGES, detect
from tests.benchmarks.questions import Question
from tests.benchmarks.ranking import standard_error

BEGUN = 10
"""Dialogues whose first questions come before questions about nothing."""

WAYS = ("in conversation", "as typed", "as a person completed it")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a dialogue: the question as typed with its gold evidence, and as a person completed it."""

    asked: Question
    completed: str
    follows: bool
    new_topic: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with its answer by each of the `WAYS`."""

    turn: Turn
    answers: tuple[Answer, ...]

    def is_met(self, way: int) -> bool:
        """Whether the answer cites a gold sentence."""
        return any(self.turn.asked.is_met_by(citation.quote) for citation in self.answers[way].citations)


def load(path: Path) -> list[tuple[Turn, ...]]:
    """Read a set of dialogues."""
    encoder = load_encoder()
    assistants: dict[Path | None, Assistant] = {}
    dialogues = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = None if record["document"] is None else _file_of(path, record["document"])
        if document not in assistants:
            assistants[document] = build_assistant(document, encoder=encoder)
        dialogues.append(tuple(_turn(record, place, assistants[document]) for place in range(len(record["turns"]))))
    return dialogues


def _file_of(path: Path, name: str) -> Path:
    """Return the file of a document, in one of the folders beside a set."""
    places = [path.parent / folder / name for folder in ("documents", "strangers.documents")]
    return next((place for place in places if place.exists()), places[0])


def _turn(record: dict[str, Any], place: int, assistant: Assistant) -> Turn:
    turn = record["turns"][place]
    sets = tuple(tuple(quotes) for quotes in (turn["evidence"], *turn["alternatives"]) if quotes)
    gold = Gold(
        id=f"{record['id']}.{place + 1}",
        language=detect(turn["completed"]),
        text=turn["question"],
        answerable=turn["answerable"],
        kind="other" if turn["answerable"] else "unanswerable",
        answers=(),
        evidence=sets,
    )
    return Turn(Question(gold, assistant), turn["completed"], place > 0, turn["topic_change"])


def judge(dialogues: Sequence[Sequence[Turn]]) -> list[Judged]:
    """Answer every turn in each of the ways."""
    judged = []
    for dialogue in dialogues:
        assistant = dialogue[0].asked.assistant
        conversation = assistant.conversation()
        for turn in dialogue:
            typed = turn.asked.text
            answers = (conversation.ask(typed), assistant.ask(typed), assistant.ask(turn.completed))
            judged.append(Judged(turn, answers))
    return judged


def report(judged: Sequence[Judged]) -> list[str]:
    """The lines of one language."""
    following = [one for one in judged if one.turn.follows and not one.turn.new_topic]
    answerable = [one for one in following if one.turn.asked.answerable]
    hopeless = [one for one in following if not one.turn.asked.answerable]
    new = [one for one in judged if one.turn.follows and one.turn.new_topic]
    left = sum(one.answers[0].asked_after is None for one in new)
    lines = []
    for way, name in enumerate(WAYS):
        met = sum(one.is_met(way) for one in answerable)
        refused = sum(not one.answers[way].answered for one in hopeless)
        lines.append(f"  {name:26} right {_share(met, len(answerable))}   refused {_share(refused, len(hopeless))}")
    return [*lines, f"  new topics left as typed   {_share(left, len(new))}"]


def refused_after(dialogues: Sequence[Sequence[Turn]], off_topic: Path) -> str:
    """Ask what no document answers after the first questions of the first dialogues, and by itself."""
    questions = [json.loads(line)["question"] for line in off_topic.read_text(encoding="utf-8").splitlines()]
    refused = {"after a question": 0, "alone": 0}
    begun = dialogues[:BEGUN]
    for dialogue in begun:
        first = dialogue[0].asked
        for question in questions:
            conversation = first.assistant.conversation()
            conversation.ask(first.text)
            refused["after a question"] += not conversation.ask(question).answered
            refused["alone"] += not first.assistant.ask(question).answered
    return ", ".join(f"{way} {_share(count, len(begun) * len(questions))}" for way, count in refused.items())


def main(
    sets: Annotated[list[Path], typer.Argument(help="Sets of dialogues.")],
    each: Annotated[bool, typer.Option(help="Print every follow-up with what it was asked after.")] = False,
    off_topic: Annotated[Path | None, typer.Option(help="Questions that no document answers.")] = None,
) -> None:
    """Print the table of each set."""
    for path in sets:
        dialogues = load(path)
        if off_topic is not None:
            print(f"{path.name}, questions about nothing refused: {refused_after(dialogues, off_topic)}")
        judged = judge(dialogues)
        for language in LANGUAGES:
            spoken = [one for one in judged if one.turn.asked.language == language]
            print(f"{path.name}, {language}, {sum(one.turn.follows for one in spoken)} turns after the first")
            print("\n".join(report(spoken)))
        if each:
            print("\n".join(_told(one) for one in judged))


def _told(judged: Judged) -> str:
    asked, answer = judged.turn.asked, judged.answers[0]
    if not judged.turn.follows:
        return f"{asked.gold.id} {'answered' if answer.answered else 'refused'}: {asked.text}"
    good = [judged.is_met(way) if asked.answerable else not judged.answers[way].answered for way in range(len(WAYS))]
    marks = "".join("+" if one else "-" for one in good)
    kind = "new topic" if judged.turn.new_topic else "" if asked.answerable else "unanswerable"
    return (
        f"   {marks} {kind} {asked.text} after: {answer.asked_after}  ({answer.confidence:.2f})"
        f"\n            {judged.turn.completed}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ±{standard_error(part / whole, whole):.3f} ({part}/{whole})" if whole else "none"


if __name__ == "__main__":
    typer.run(main)
