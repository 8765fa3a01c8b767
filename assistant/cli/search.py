"""`tenkyo search`: passages are found."""

from typing import Annotated, Any

import typer

from assistant.cli.shell import IndexOption, JsonOption, ReaderOption, fail, open_assistant, print_json
from assistant.question import problem
from index import Hit


def search(
    question: Annotated[str, typer.Argument(help="A question or keywords in Japanese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 5,
    index: IndexOption = None,
    rerank: Annotated[bool, typer.Option("--rerank", help="Read the best passages, and order them by that.")] = False,
    reader: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question, best first."""
    trouble = problem(question)
    if trouble is not None:
        fail(trouble, status=2)
    for rank, hit in enumerate(open_assistant(index, reader).search(question, k=k, rerank=rerank), start=1):
        if as_json:
            print_json(_hit_fields(hit))
        else:
            place = " › ".join((*hit.passage.section, hit.passage.id))
            print(f"{rank}. {hit.score:.3f}  {place}\n   {hit.passage.text}\n")


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
