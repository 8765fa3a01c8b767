"""`tenkyo ask`: a question, or a file of them, is answered."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.answer import Answer, Citation, Span, pieces
from assistant.cli.shell import IndexOption, JsonOption, ReaderOption, fail, open_assistant, print_json
from assistant.question import problem
from assistant.wording import answer_text

BOLD, PLAIN = "\x1b[1m", "\x1b[22m"


def ask(
    question: Annotated[str | None, typer.Argument(help="A question in Japanese or English.")] = None,
    index: IndexOption = None,
    reader: ReaderOption = None,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help='Answer every line {"id": …, "question": …} of a file, as JSON lines.'),
    ] = None,
) -> None:
    """Answer a question with cited sentences, or say that the article does not answer."""
    if (question is None) == (batch is None):
        fail("Give one question, or a file of them with --batch FILE.jsonl.", status=2)
    if batch is not None:
        rows = _read_batch(batch)
        assistant = open_assistant(index, reader)
        for identifier, text in rows:
            print_json({"id": identifier, **assistant.ask(text).to_dict()})
        return
    assert question is not None  # one of the two is given
    trouble = problem(question)
    if trouble is not None:
        fail(trouble, status=2)
    answer = open_assistant(index, reader).ask(question)
    if as_json:
        print_json(answer.to_dict())
    else:
        print(_readable(answer, bold=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))


def _read_batch(path: Path) -> list[tuple[Any, str]]:
    """Read all lines before anything is answered, so that a bad one loses nothing."""
    from assistant.evaluation.lines import EvaluationError, read_lines  # the package takes its time to load

    rows = []
    try:
        for line in read_lines(path):
            line.identifier()  # it has one; as it stands it goes into the answer
            rows.append((line.fields["id"], line.text("question")))
    except EvaluationError as error:
        fail(str(error), status=1)
    if not rows:
        fail(f"{path} holds no question.", status=1)
    return rows


def _readable(answer: Answer, *, bold: bool) -> str:
    """Return an answer for people: the text, then each citation's place and quote; what was asked for in `bold`."""
    citations = [_emboldened(citation) for citation in answer.citations] if bold else answer.citations
    said = answer_text(citations, answer.language, answer.document.language) if bold and citations else answer.text
    lines = [said, ""] if citations else [said]
    for citation in citations:
        lines.append(f"[{citation.number}] {_place(citation)}")
        lines.append(f"    {citation.quote}")
    if answer.nearest:
        lines += [
            "",
            {"ja": "近い箇所（答えではありません）:", "en": "Nearest passages (they do not answer):"}[answer.language],
        ]
    for near in answer.nearest:
        shown = (near.translation or near.quote) if answer.language == "en" else near.quote
        lines += [f"  - {_place(near)}", f"    {shown if len(shown) <= 160 else shown[:160] + '…'}"]
    return "\n".join(lines)


def _emboldened(citation: Citation) -> Citation:
    """Return a citation whose quote and translation have their marked words in bold, for a terminal."""
    translation = citation.translation
    return replace(
        citation,
        quote=_bold(citation.quote, citation.marked_quote),
        translation=translation and _bold(translation, citation.marked_translation),
    )


def _bold(text: str, spans: Sequence[Span]) -> str:
    return "".join(f"{BOLD}{piece}{PLAIN}" if is_marked else piece for piece, is_marked in pieces(text, spans))


def _place(citation: Citation) -> str:
    section = " › ".join(citation.section)
    return f"{section + ' › ' if section else ''}{citation.passage} ({citation.start}–{citation.end})"
