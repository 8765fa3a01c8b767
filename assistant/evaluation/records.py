"""What was measured on one question: all that figures, intervals and comparisons are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.lines import EvaluationError, Line, read_lines
from source import LANGUAGES, Language

Value = tuple[float, float]
"""A part of a whole: the figure is the sum of the parts over the sum of the wholes."""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A question and the values of the measures that it counts for, by their names."""

    id: str
    language: Language
    kind: str
    answerable: bool
    answered: bool
    confidence: float | None
    values: dict[str, Value]

    @property
    def wrong(self) -> bool:
        """Whether it was answered without a gold citation; an answer to an unanswerable question is wrong."""
        return self.answered and not self.values.get("cited", (0.0, 1.0))[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.id,
            "lang": self.language,
            "kind": self.kind,
            "answerable": self.answerable,
            "answered": self.answered,
            "confidence": self.confidence,
            "values": {name: list(value) for name, value in self.values.items()},
        }


@dataclass(frozen=True, slots=True)
class KeptRun:
    """The records of an earlier evaluation, with the name of its file and the judge's."""

    name: str
    judge: str
    records: tuple[Record, ...]


def read_kept(path: Path) -> KeptRun:
    """Read what `--out` wrote. Raises `EvaluationError` on any other file."""
    lines = list(read_lines(path))
    if len(lines) != 1 or lines[0].fields.get("format") != FORMAT:
        raise EvaluationError(f"{path} is no run that `tenkyo evaluate --out` of this version wrote.")
    line = lines[0]
    records = tuple(_record(line.part(f"records[{place}]", value)) for place, value in enumerate(line.items("records")))
    if not records:
        line.fail("there are no records.")
    return KeptRun(str(path), line.text("judge"), records)


def matched(records: Sequence[Record], kept: KeptRun) -> list[Record]:
    """Return the records of a kept run in the order of others; raises `EvaluationError` where the questions differ."""
    others = {record.id: record for record in kept.records}
    odd = sorted({record.id for record in records} ^ set(others))
    if odd:
        raise EvaluationError(
            f'The run to compare with was made on other questions ("{odd[0]}" is in one of the two only): '
            "evaluate both on the same set."
        )
    return [others[record.id] for record in records]


def _record(line: Line) -> Record:
    language, answerable, answered = line.text("lang"), line.optional_flag("answerable"), line.optional_flag("answered")
    if language not in LANGUAGES or answerable is None or answered is None:
        line.fail('"lang", "answerable" and "answered" should be there.')
    values = line.part("values", line.fields.get("values")).fields
    return Record(
        line.identifier(),
        language,
        line.text("kind"),
        answerable,
        answered,
        line.optional_share("confidence"),
        {name: _value(line, name, value) for name, value in values.items()},
    )


def _value(line: Line, name: str, value: object) -> Value:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(number, int | float) and not isinstance(number, bool) for number in value)
    ):
        line.fail(f'the value of "{name}" should be two numbers.')
    return float(value[0]), float(value[1])
