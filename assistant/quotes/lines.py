"""JSON that holds quotes, in lines or an array: claims with a quote each, or answers in the one answer schema."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from assistant.quotes.checker import Claimed, problem

LINE_END = re.compile(r"\r\n|\n|\r")
TOO_DEEP = "this is nested too deeply"


class LineError(ValueError):
    """A line holds no quote that can be checked; `line` is its number, 0 where the whole file is meant."""

    def __init__(self, line: int, message: str) -> None:
        """Take the line's number and what is wrong with it."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote to be checked, and what is claimed about it.

    `start`, `end` and `document` are where it is said to stand; `sha256` the digest of the text which that refers to.
    """

    id: str | int
    quote: str
    claim: str | None = None
    start: int | None = None
    end: int | None = None
    document: str | None = None
    sha256: str | None = None


def parse_lines(text: str) -> list[QuoteLine]:
    """Return the quotes of all lines, in order; an answer gives one for each citation, and each translation.

    Raises `LineError` for the first line that is wrong, and for a text without a line.
    """
    lines = [(number, line) for number, line in enumerate(LINE_END.split(text), start=1) if line.strip()]
    if not lines:
        raise LineError(0, "holds no line of JSON")
    return [quote for number, line in lines for quote in _quotes(_decoded(line, number), number)]


def parse_array(text: str) -> list[QuoteLine]:
    """Return the quotes of an array of the same objects, however it is laid out.

    Raises `LineError` with the line where JSON ends, or of the whole file where an object is wrong, with its number.
    """
    rows = _decoded(text, None)
    return [quote for number, row in enumerate(rows, 1) for quote in _quotes(row, 0, f"object {number}: ")]


def _decoded(text: str, line: int | None) -> Any:
    """Decode JSON: of one line, or of a whole text, whose own lines are counted then."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise LineError(line or 0, TOO_DEEP) from None
    except json.JSONDecodeError as error:
        message = f"this is no JSON ({error.msg}, column {error.colno})"
        raise LineError(line or error.lineno, message) from None
    except ValueError as error:
        raise LineError(line or 0, str(error)) from None


def _quotes(row: Any, line: int, where: str = "") -> list[QuoteLine]:
    try:
        return _of_row(row)
    except ValueError as error:
        raise LineError(line, f"{where}{error}") from None


def _of_row(row: Any) -> list[QuoteLine]:
    _expect(isinstance(row, dict), "this is no JSON object")
    return list(_of_answer(row)) if "citations" in row else [_of_claim(row)]


def _of_claim(row: dict[str, Any]) -> QuoteLine:
    _expect("id" in row, '"id" is missing')
    _expect("quote" in row, '"quote" is missing')
    identifier = _name(row["id"], '"id" should be a string or a whole number')
    return _line(identifier, row, claim=_optional(row, "claim"), document=_optional(row, "document"), sha256=None)


def _of_answer(row: dict[str, Any]) -> Iterator[QuoteLine]:
    """Return the quotes of an answer, called by its id, or by its question."""
    citations, source = row["citations"], row.get("document")
    _expect(isinstance(citations, list), '"citations" should be a list')
    _expect(isinstance(source, dict | None), '"document" of an answer should be an object')
    document, sha256 = _optional(source or {}, "id"), _optional(source or {}, "sha256")
    name = _name(row.get("id", row.get("question")), 'an answer needs an "id" or a "question"')
    for place, citation in enumerate(citations, start=1):
        _expect(isinstance(citation, dict), f"citation {place} should be an object")
        number = citation.get("number", place)
        _expect(_is_whole(number), f'"number" of citation {place} should be a whole number')
        claim = _optional(row, "question")
        called = f"{name}[{number}]"
        try:
            yield _line(called, citation, claim=claim, document=document, sha256=sha256)
            if citation.get("translation") is not None:
                rendered = {**citation, "quote": citation["translation"]}
                yield _line(f"{called} translation", rendered, claim=claim, document=document, sha256=sha256)
        except ValueError as error:
            raise ValueError(f"citation {number}: {error}") from None


def _line(
    name: str | int, row: dict[str, Any], *, claim: str | None, document: str | None, sha256: str | None
) -> QuoteLine:
    quote, start, end = row.get("quote"), row.get("start"), row.get("end")
    if not isinstance(quote, str):
        raise ValueError('"quote" should be a string')
    quote = _encodable(quote)
    trouble = problem(quote)
    _expect(trouble is None, str(trouble))
    _expect(
        all(value is None or _is_whole(value) for value in (start, end)), '"start" and "end" should be whole numbers'
    )
    Claimed(start, end)
    return QuoteLine(name, quote, claim, start, end, document, sha256)


def _optional(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" should be a string')
    return None if value is None else _encodable(value)


def _expect(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _name(value: object, message: str) -> str | int:
    if isinstance(value, str):
        return _encodable(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(message)
    return value


def _encodable(text: str) -> str:
    """Return a text that can be written out: half a surrogate pair cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
