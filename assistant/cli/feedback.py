"""`tenkyo feedback`: what visitors have said of the answers."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.shell import IndexOption, fail, guarded, open_assistant

feedback = typer.Typer(no_args_is_help=True, help="What visitors have said of the answers.")


@feedback.callback()
def _feedback() -> None:
    """Keep `export` a command of its own name while it is the only one."""


@feedback.command()
def export(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.jsonl", help="Write a file; standard output by default.")
    ] = None,
    index: IndexOption = None,
    article: Annotated[
        str | None, typer.Option("--article", metavar="ID", help="An article that was added on the page, by its id.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="The server's data folder; the user's by default.")
    ] = None,
) -> None:
    """Turn votes into a question set for `tenkyo evaluate`: the quotes that most call support are its evidence."""
    if index is not None and article is not None:
        fail("Give --index or --article, not both.", status=2)
    from assistant.evaluation.writing import write_all
    from assistant.feedback import FeedbackStore, questions
    from assistant.home import data_folder

    folder = data_folder() if data is None else data
    store = FeedbackStore(folder / "feedback.sqlite")
    if out is not None and out.resolve() == store.path.resolve():
        fail(f"{out} holds the votes and cannot be written too.", status=2)
    digests = guarded(lambda: _digests(folder, index, article))
    votes = guarded(lambda: [vote for digest in digests for vote in store.votes(digest)])
    lines, left_out = questions(votes)
    text = "".join(f"{line}\n" for line in lines)
    if out is None:
        sys.stdout.write(text)
    else:
        guarded(lambda: write_all({out: text}))
    print(_summary(len(votes), len(lines), [left.why for left in left_out]), file=sys.stderr)


def _digests(folder: Path, index: Path | None, article: str | None) -> list[str]:
    """Return the digests of the documents whose votes are meant."""
    if index is not None:
        return [document.sha256 for document in open_assistant(index).documents]
    if article is not None:
        from assistant.shelf import Shelf

        return [Shelf(folder).entry(article).sha256]
    from source import article as bundled

    return [bundled().sha256]


def _summary(votes: int, questions: int, reasons: Iterable[str]) -> str:
    counts = Counter(reasons)
    why = ", ".join(f"{count} with {reason}" for reason, count in counts.items())
    left = f"{counts.total()} left out: {why}" if counts else "none left out"
    return f"{_number(votes, 'vote')} became {_number(questions, 'question')}, {left}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
