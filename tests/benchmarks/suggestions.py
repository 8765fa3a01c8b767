"""All suggestions, to be read: `python -m tests.benchmarks.suggestions [FILE…]`.

Prints for every document (the bundled article where none is given) the examples, what is suggested for each section in
either language, and what it cost.
"""

import time
from pathlib import Path
from typing import Annotated

import typer

from assistant import Assistant
from assistant.suggestions import Suggester
from index import PassageIndex, load_encoder
from source import Document, article, read, split


def main(files: Annotated[list[Path] | None, typer.Argument()] = None, most: int = 3) -> None:
    """Print the suggestions."""
    encoder = load_encoder()
    for document in [read(file) for file in files] if files else [article()]:
        show(document, Assistant(PassageIndex.build(document, split(document), encoder=encoder)), most)


def show(document: Document, assistant: Assistant, most: int) -> None:
    """Print the suggestions of a document."""
    print(f"# {document.title}")
    for language in document.languages:
        suggester = Suggester(assistant)
        start = time.perf_counter()
        for suggestion in suggester.examples(language):
            print(f"  example   {suggestion.question}")
        print(f"  {1000 * (time.perf_counter() - start):.0f} ms")
        for section in dict.fromkeys(paragraph.section for paragraph in document.paragraphs):
            print(f" {' › '.join(section)}")
            for suggestion in suggester.for_section(document.id, section, language, most=most):
                print(f"  p{suggestion.paragraph:03d}  {suggestion.question}")
                start = time.perf_counter()
                nexts = Suggester(assistant).after(assistant.ask(suggestion.question), asked=[])
                spent = 1000 * (time.perf_counter() - start)
                for following in nexts:
                    print(f"          then p{following.paragraph:03d}  {following.question}")
                print(f"          {spent:.0f} ms")


if __name__ == "__main__":
    typer.run(main)
