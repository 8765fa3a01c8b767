"""The command line: `tenkyo ask`, `search`, `index`, `serve`.

Errors are caught here, once: one sentence on stderr, exit status 2 for bad usage (typer's own, and questions that
cannot be asked), 1 for failure.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.question import problem
from index import Hit, PassageIndex, load_encoder
from source import read, split

app = typer.Typer(
    name="tenkyo",
    help="Ask an article in Japanese or English; every answer is made of its own sentences, each cited to its place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="An index made by `tenkyo index`; the bundled article by default."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="A question in Japanese or English.")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help='Answer every line {"id": …, "question": …} of a file, as JSON lines.'),
    ] = None,
) -> None:
    """Answer a question with cited sentences, or say that the article does not answer."""
    if (question is None) == (batch is None):
        _fail("Give one question, or a file of them with --batch FILE.jsonl.", status=2)
    if batch is not None:
        rows = _read_batch(batch)
        assistant = _open(index)
        for identifier, text in rows:
            _print_json({"id": identifier, **assistant.ask(text).to_dict()})
        return
    assert question is not None  # one of the two is given
    trouble = problem(question)
    if trouble is not None:
        _fail(trouble, status=2)
    answer = _open(index).ask(question)
    if as_json:
        _print_json(answer.to_dict())
    else:
        print(_readable(answer))


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="A question or keywords in Japanese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 5,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question, best first."""
    trouble = problem(question)
    if trouble is not None:
        _fail(trouble, status=2)
    for rank, hit in enumerate(_open(index).search(question, k=k), start=1):
        if as_json:
            _print_json(_hit_fields(hit))
        else:
            place = " › ".join((*hit.passage.section, hit.passage.id))
            print(f"{rank}. {hit.score:.3f}  {place}\n   {hit.passage.text}\n")


@app.command(name="index")
def build_index(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Text (.txt) or Markdown (.md) files in UTF-8.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write; an index there is replaced.")],
    translation: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A translation of the one FILE: the same blocks, a line for each sentence."),
    ] = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="A sentence-transformers model by name or folder; the bundled one by default."
        ),
    ] = None,
) -> None:
    """Index one or more documents, to be asked with --index DIR."""
    if translation is not None and len(files) != 1:
        _fail("--translation goes with one FILE.", status=2)

    def build() -> PassageIndex:
        documents = [read(path, translation=translation) for path in files]
        loaded = load_encoder(encoder)
        built = [PassageIndex.build(document, split(document), encoder=loaded) for document in documents]
        whole = PassageIndex.merge(built) if len(built) > 1 else built[0]
        whole.save(out)
        return whole

    whole = _guarded(build)
    for document in whole.documents.values():
        passages = sum(passage.document == document.id for passage in whole.passages)
        print(f"{document.id}: {document.title} ({document.language}, {passages} passages)")
    print(f'Written to {out}. Ask it: tenkyo ask "…" --index {out}')


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Serve the page, a chat beside the article, until Ctrl-C."""
    assistant = _open(index)
    from assistant.web import serve as serve_page

    _guarded(lambda: serve_page(assistant, host=host, port=port, open_browser=browser, announce=_announce))


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


T = TypeVar("T")


def _guarded(action: Callable[[], T]) -> T:
    """Run what can fail for reasons that the user can mend."""
    try:
        return action()
    except OSError as error:
        _fail(error.strerror or str(error), status=1)
    except ValueError as error:  # SourceError, IndexFolderError, EncoderError, and two documents of one name
        _fail(str(error), status=1)


def _open(index: Path | None) -> Assistant:
    return _guarded(lambda: Assistant.open(index))


def _fail(message: str, *, status: int) -> NoReturn:
    print(f"tenkyo: {message}", file=sys.stderr)
    raise typer.Exit(status)


def _announce(address: str) -> None:
    print(f"The page is at {address} (Ctrl-C stops it)", flush=True)


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def _read_batch(path: Path) -> list[tuple[Any, str]]:
    """Read all lines before anything is answered, so that a bad one loses nothing."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        _fail(f"{path} is not in UTF-8.", status=1)
    except OSError as error:
        _fail(f"{path} cannot be read: {error.strerror}.", status=1)
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            _fail(f"{path}, line {number} is no JSON: {error}.", status=1)
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("question"), str):
            _fail(f'{path}, line {number} should be an object {{"id": …, "question": "…"}}.', status=1)
        rows.append((row["id"], row["question"]))
    if not rows:
        _fail(f"{path} holds no question.", status=1)
    return rows


def _readable(answer: Answer) -> str:
    """Return an answer for the terminal: the text, then each citation's place and quote."""
    lines = [answer.text]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
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


def _place(citation: Citation) -> str:
    section = " › ".join(citation.section)
    return f"{section + ' › ' if section else ''}{citation.passage} ({citation.start}–{citation.end})"


def _hit_fields(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage": passage.id,
        "document": passage.document,
        "section": list(passage.section),
        "paragraph": passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "translation": passage.translation,
        "score": round(hit.score, 4),
    }
