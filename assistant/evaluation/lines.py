"""JSON lines as they come from other programs: every fault is told with its file and line."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn


class EvaluationError(ValueError):
    """What was given to be evaluated cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """An object of a JSON lines file, or one inside it; `where` names the file, the line and the place in it."""

    where: str
    fields: dict[str, Any]

    def fail(self, message: str) -> NoReturn:
        """Raise an `EvaluationError` about this line."""
        raise EvaluationError(f"{self.where}: {message}")

    def text(self, name: str) -> str:
        """Return a text that has to be there."""
        value = self.optional_text(name)
        return self.fail(f'there is no "{name}".') if value is None else value

    def optional_text(self, name: str) -> str | None:
        """Return a text, None where it is missing or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            self.fail(f'"{name}" should be a text, not {shown(value)}.')
        return value

    def identifier(self) -> str:
        """Return the id, a text or a whole number."""
        value = self.fields.get("id")
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            self.fail(f'"id" should be a text or a whole number, not {shown(value)}.')
        return str(value)

    def optional_flag(self, name: str) -> bool | None:
        """Return true or false, None where it is missing or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            self.fail(f'"{name}" should be true or false, not {shown(value)}.')
        return value

    def optional_whole(self, name: str) -> int | None:
        """Return a whole number from 0, None where it is missing or null."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(f'"{name}" should be a whole number from 0, not {shown(value)}.')
        return value

    def optional_share(self, name: str) -> float | None:
        """Return a number between 0 and 1, None where it is missing or null."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fail(f'"{name}" should be a number between 0 and 1, not {shown(value)}.')
        return float(value)

    def items(self, name: str) -> list[Any]:
        """Return a list, an empty one where it is missing or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, list):
            self.fail(f'"{name}" should be a list, not {shown(value)}.')
        return value or []

    def part(self, name: str, value: Any) -> "Line":
        """Return an object inside this one, to be read in its turn."""
        if not isinstance(value, dict):
            self.fail(f"{name} should be an object, not {shown(value)}.")
        return Line(f"{self.where}, {name}", value)


def read_lines(path: Path) -> Iterator[Line]:
    """Read the objects of a file in UTF-8, one a line; blank lines, a BOM and Windows' line ends do not matter.

    Raises `EvaluationError` on what is no JSON object, and on NaN and infinity, which JSON does not have.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            value = json.loads(line, parse_constant=_refuse)
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise EvaluationError(f"{where} holds half of a surrogate pair, which is no character.") from None
        except (ValueError, RecursionError) as error:
            raise EvaluationError(f"{where} is no JSON: {error}.") from None
        if not isinstance(value, dict):
            raise EvaluationError(f"{where} should be an object {{…}}, not {shown(value)}.")
        yield Line(where, value)


def read_text(path: Path) -> str:
    """Read a file in UTF-8, or raise an `EvaluationError` that says why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EvaluationError(f"{path} is not in UTF-8.") from None
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from None


def shown(value: Any) -> str:
    """Return a value as it may stand in a message, cut where it is long."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
