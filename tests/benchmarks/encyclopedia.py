"""Other documents, JaQuAD by title: `python -m tests.benchmarks.encyclopedia PARAGRAPHS.gz QUESTIONS.gz`.

Each title with five paragraphs or more is a document of its own. Prints Success@1 of its questions (the answer is in
the first passage), how many answers have it in a cited sentence (a refusal is a miss), the citations an answer, and the
refused: of a title's own questions, and of ten of the next title's, which it hardly answers.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from assistant import Assistant
from index import PassageIndex, load_encoder
from source import Document, split
from source.structure import Block, build_document

FEWEST = 5
"""Paragraphs of a title that make a document."""
FOREIGN = 10
"""Questions of the next title put to each document."""


def main(paragraphs: Path, questions: Path) -> None:
    """Print the figures of one split."""
    titles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for paragraph in read_lines(paragraphs):
        titles[paragraph["title"]].append(paragraph)
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in read_lines(questions):
        asked[question["paragraph"]].append(question)
    encoder = load_encoder()
    documents = []
    for title, parts in titles.items():
        if len(parts) >= FEWEST:
            document = document_of(title, [title, *(part["text"] for part in parts)])
            assistant = Assistant(PassageIndex.build(document, split(document), encoder=encoder))
            documents.append((assistant, [question for part in parts for question in asked[part["id"]]]))
    count = first = cited = citations = refused = foreign = foreign_refused = 0
    for place, (assistant, own) in enumerate(documents):
        for question in own:
            answer = assistant.ask(question["question"])
            hits = assistant.search(question["question"], k=1)
            count += 1
            first += any(text in hit.passage.text for hit in hits for text in question["answers"])
            cited += any(text in citation.quote for citation in answer.citations for text in question["answers"])
            citations += len(answer.citations)
            refused += not answer.answered
        for question in documents[(place + 1) % len(documents)][1][:FOREIGN]:
            foreign += 1
            foreign_refused += not assistant.ask(question["question"]).answered
    print(f"{len(documents)} documents, {count} questions")
    print(f"  Success@1                          {first / count:.3f}")
    print(f"  the answer in a cited sentence     {cited / count:.3f}")
    print(f"  citations an answer                {citations / (count - refused):.2f}")
    print(f"  own questions refused              {refused / count:.3f}")
    print(f"  the next title's questions refused {foreign_refused / foreign:.3f} ({foreign} questions)")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a compressed file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document_of(name: str, texts: Sequence[str]) -> Document:
    """A document with one block for each text, the first its title where it looks like one."""
    pieces = [" ".join(text.split()) for text in texts]
    blocks, place = [], 0
    for piece in pieces:
        blocks.append(Block(place, place + len(piece)))
        place += len(piece) + 2
    return build_document(name, "\n\n".join(pieces), blocks)


if __name__ == "__main__":
    typer.run(main)
