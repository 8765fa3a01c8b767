"""What the commands share: options, the assistant they open, and how they end.

Errors are caught here, once: one sentence on stderr, exit status 2 for bad usage, 1 for failure.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from assistant.assistant import Assistant
from assistant.reader import load_reader

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="An index made by `tenkyo index`; the bundled article by default."),
]
ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="Another reader: a cross-encoder of sentence-transformers' form by name or folder, or none.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]

T = TypeVar("T")


def guarded(action: Callable[[], T]) -> T:
    """Run what can fail for reasons that the user can mend."""
    try:
        return action()
    except OSError as error:
        fail(error.strerror or str(error), status=1)
    except ValueError as error:  # SourceError, IndexFolderError, EncoderError, ReaderError, two documents of one name
        fail(str(error), status=1)


def open_assistant(index: Path | None, reader: str | None = None) -> Assistant:
    """Open an index folder, the bundled article by default, or end the program with what is wrong."""
    return guarded(lambda: Assistant.open(index, reader=load_reader(reader)))


def fail(message: str, *, status: int) -> NoReturn:
    """End the program with one sentence on stderr."""
    print(f"tenkyo: {message}", file=sys.stderr)
    raise typer.Exit(status)


def print_json(value: dict[str, Any]) -> None:
    """Print an object as a line of JSON."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
