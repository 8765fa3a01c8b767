"""`tenkyo evaluate`: cited answers are measured against a question set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.shell import IndexOption, JsonOption, ReaderOption, fail, guarded, print_json


def _file(name: str, text: str, metavar: str = "FILE") -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=text)
    return option


def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="A question set with gold evidence.")],
    answers: Annotated[
        Path | None,
        _file("--answers", "The answers of any system; without it this assistant is asked.", "ANSWERS.jsonl"),
    ] = None,
    index: IndexOption = None,
    reader: ReaderOption = None,
    judge: Annotated[
        str,
        typer.Option(metavar="NAME", help="Who judges support: gold, verbatim, or a cross-encoder by name or folder."),
    ] = "gold",
    report: Annotated[Path | None, _file("--report", "Write a report to look at.", "FILE.html")] = None,
    as_json: JsonOption = False,
    out: Annotated[Path | None, _file("--out", "Keep this run, to be compared with later.", "RUN.json")] = None,
    compare: Annotated[Path | None, _file("--compare", "Tell the differences from a kept run.", "RUN.json")] = None,
    run: Annotated[Path | None, _file("--run", "What the system of --answers retrieved, a TREC run.")] = None,
    qrels: Annotated[Path | None, _file("--qrels", "Relevant passages, TREC qrels; else those with evidence.")] = None,
    write_run: Annotated[Path | None, _file("--write-run", "Write what was retrieved as a TREC run.")] = None,
    write_qrels: Annotated[Path | None, _file("--write-qrels", "Write the relevant passages as TREC qrels.")] = None,
) -> None:
    """Measure answers and their citations: this assistant's, or with --answers those of any system."""
    if run is not None and answers is None:
        fail("--run goes with --answers: this assistant searches by itself.", status=2)
    if write_run is not None and answers is not None and run is None:
        fail("--write-run writes what this assistant found, or the --run given.", status=2)
    outputs = [path for path in (report, out, write_run, write_qrels) if path is not None]
    _hold_apart((questions, answers, compare, run, qrels), outputs)
    from assistant.evaluation.command import Inputs, measure
    from assistant.evaluation.lines import EvaluationError
    from assistant.evaluation.table import table
    from assistant.evaluation.writing import write_all

    try:
        result = measure(Inputs(questions, answers, index, judge, compare, run, qrels, reader))
    except EvaluationError as error:
        fail(str(error), status=2)
    except (OSError, ValueError) as error:
        fail(str(error), status=1)
    writers = {report: result.report, out: result.kept, write_run: result.run_lines, write_qrels: result.qrels_lines}
    guarded(lambda: write_all({path: make() for path, make in writers.items() if path is not None}))
    if as_json:
        print_json(result.summary.to_dict())
    else:
        print(table(result.summary))
        if outputs:
            print(f"\nWritten: {', '.join(map(str, outputs))}")


def _hold_apart(inputs: Sequence[Path | None], outputs: Sequence[Path]) -> None:
    """No file is written twice, or over one that is read."""
    written = [path.resolve() for path in outputs]
    if len(set(written)) < len(written):
        fail("Two of the files to write are the same one.", status=2)
    for path in inputs:
        if path is not None and path.resolve() in written:
            fail(f"{path} is read and cannot be written too.", status=2)
