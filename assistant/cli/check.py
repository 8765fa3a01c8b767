"""`tenkyo check`: the quotes of a file are checked against the article."""

import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.assistant import Assistant
from assistant.cli.shell import IndexOption, JsonOption, fail, open_assistant, print_json
from assistant.export import read_quotes
from assistant.quotes import VERDICTS, QuoteCheck, Segment
from assistant.quotes.lines import LineError, QuoteLine

SIDES = {"both": "{}", "quote": "[-{}-]", "document": "{{+{}+}}"}
COLOURED = {"both": "{}", "quote": "\x1b[31m[-{}-]\x1b[0m", "document": "\x1b[32m{{+{}+}}\x1b[0m"}
"""How a difference is shown; on a terminal in red and green."""


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help='{"id": …, "claim": …, "quote": …} or answers from `tenkyo ask --json`, in JSON lines or an array; '
            "or a conversation exported as Markdown; - is stdin.",
        ),
    ],
    index: IndexOption = None,
    as_json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a quote is near or absent.")] = False,
) -> None:
    """Check quotes: whether each stands in the article, word for word, and where; or what differs."""
    lines = _read(file)
    assistant = open_assistant(index)
    checked = [(line, _checked(assistant, line)) for line in lines]
    for line, result in checked:
        if as_json:
            print_json(_fields(assistant, line, result))
        else:
            print(_block(assistant, line, result) + "\n")
    if not as_json:
        print(_summary([result for _, result in checked]))
    if strict and not all(result.verified for _, result in checked):
        raise typer.Exit(1)


def _read(file: str) -> list[QuoteLine]:
    """Read the whole file before anything is checked, so that a bad one loses nothing."""
    name = "standard input" if file == "-" else file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return read_quotes(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fail(f"{name}, line {line}: this is not in UTF-8.", status=2)
    except LineError as error:
        fail(f"{name}, line {error.line}: {error}." if error.line else f"{name} {error}.", status=2)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        fail(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.", status=2)


def _checked(assistant: Assistant, line: QuoteLine) -> QuoteCheck:
    return assistant.check(line.quote, start=line.start, end=line.end, document=line.document)


def _changed(assistant: Assistant, line: QuoteLine) -> bool:
    """Whether the line comes from an answer over another text than any here."""
    return line.sha256 is not None and all(document.sha256 != line.sha256 for document in assistant.documents)


def _fields(assistant: Assistant, line: QuoteLine, result: QuoteCheck) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": line.id}
    if line.claim is not None:
        fields["claim"] = line.claim
    fields |= result.to_dict()
    if line.sha256 is not None:
        fields["document_changed"] = _changed(assistant, line)
    return fields


def _block(assistant: Assistant, line: QuoteLine, result: QuoteCheck) -> str:
    """Return what a person reads about one quote."""
    lines = [f"{result.verdict.upper():10} {_one_line(str(line.id))}{_place(result)}"]
    if line.claim is not None:
        lines.append(f"    claim: {_one_line(line.claim)}")
    lines.append(f"    quote: {_one_line(result.quote)}")
    if result.verdict == "normalised":
        lines.append(f"    found: {_one_line(result.found or '')}")
    if result.verdict == "near":
        lines.append(f"    differs: {_shown(result.difference)}")
    if result.translated:
        lines.append(f"    of the translation; the original: {_one_line(result.original or '')}")
    if result.misplaced and result.document is not None:
        claimed = f"{line.start}–{line.end}" if line.start is not None else _one_line(line.document or "")
        lines.append(f"    not at the claimed place: {claimed}")
    if _changed(assistant, line):
        lines.append("    the answer was given over another text than the one indexed here")
    return "\n".join(lines)


def _place(result: QuoteCheck) -> str:
    if result.document is None:
        return ""
    path = " › ".join((result.document.id, *result.section, *([result.passage] if result.passage else [])))
    several = f", one of {result.occurrences} places" if result.occurrences > 1 else ""
    return f"  {path} ({result.start}–{result.end}{several})"


def _shown(difference: tuple[Segment, ...]) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    styles = COLOURED if colour else SIDES
    return "".join(styles[part.side].format(_visible(part.text)) for part in difference)


def _summary(results: list[QuoteCheck]) -> str:
    counts = Counter(result.verdict for result in results)
    parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    near = " [-…-] stands in the quote only, {+…+} in the document only." if counts["near"] else ""
    return f"{len(results)} quote{'' if len(results) == 1 else 's'}: {parts}.{near}"


def _one_line(text: str) -> str:
    """Return a text on one line, without what could steer a terminal."""
    return _visible(text.strip())


def _visible(text: str) -> str:
    """Return a text with each run of white space as one space, and a mark for what is not seen."""
    return "".join(char if char.isprintable() else "�" for char in re.sub(r"\s+", " ", text))
