"""`tenkyo index`: documents become an index folder."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.shell import fail, guarded
from index import PassageIndex, load_encoder
from source import read, split


def build_index(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Text (.txt) or Markdown (.md) in UTF-8, web pages (.html), Word (.docx)."
        ),
    ],
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
        fail("--translation goes with one FILE.", status=2)

    def build() -> PassageIndex:
        documents = [read(path, translation=translation) for path in files]
        loaded = load_encoder(encoder)
        built = [PassageIndex.build(document, split(document), encoder=loaded) for document in documents]
        whole = PassageIndex.merge(built) if len(built) > 1 else built[0]
        whole.save(out)
        return whole

    whole = guarded(build)
    for document in whole.documents.values():
        passages = sum(passage.document == document.id for passage in whole.passages)
        print(f"{document.id}: {document.title} ({document.language}, {passages} passages)")
    print(f'Written to {out}. Ask it: tenkyo ask "…" --index {out}')
