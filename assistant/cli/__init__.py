"""The command line: `tenkyo ask`, `search`, `index`, `check`, `evaluate`, `serve`, `feedback`, a file each."""

import os
import sys

import typer

from assistant.cli.ask import ask
from assistant.cli.check import check
from assistant.cli.evaluate import evaluate
from assistant.cli.feedback import feedback
from assistant.cli.index import build_index
from assistant.cli.search import search
from assistant.cli.serve import serve

app = typer.Typer(
    name="tenkyo",
    help="Ask an article in Japanese or English; every answer is made of its own sentences, each cited to its place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(ask)
app.command()(search)
app.command()(check)
app.command(name="index")(build_index)
app.command()(serve)
app.command()(evaluate)
app.add_typer(feedback, name="feedback")


def main() -> None:
    """Run the program."""
    # Japanese must come out whatever the terminal's locale says.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`| head`); Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
