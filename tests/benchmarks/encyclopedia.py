"""Other documents, JaQuAD by title: `python -m tests.benchmarks.encyclopedia PARAGRAPHS.gz QUESTIONS.gz`.

Each title with five paragraphs or more is a document of its own. Prints Success@1 of its questions (the answer is in
the passage that is first after reading); how many answers have it in a cited sentence (a refusal is a miss), with the
citations an answer; how often the sentence that BM25 ranks first of the document has it, and the difference of the two;
and the refused: of a title's own questions, and of ten of the next title's, which it hardly answers. In brackets are
95 % intervals, bootstrapped over titles.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from assistant import Assistant
from assistant.reader import load_reader
from index import PassageIndex, load_encoder
from index.lexical import Lexical
from index.terms import terms
from source import Document, split
from source.structure import Block, build_document

FEWEST = 5
"""Paragraphs of a title that make a document."""
FOREIGN = 10
"""Questions of the next title put to each document."""
RESAMPLES = 2000

Titled = tuple[Assistant, list[dict[str, Any]]]
"""A title's document, and its questions."""


def main(
    paragraphs: Path,
    questions: Path,
    every: Annotated[int, typer.Option(help="Ask one question in so many; all take half an hour.")] = 1,
) -> None:
    """Print the figures of one split."""
    documents = [(assistant, asked[::every]) for assistant, asked in documents_of(paragraphs, questions)]
    own = [judge_own(assistant, asked) for assistant, asked in documents]
    foreign = [
        judge_foreign(assistant, documents[(place + 1) % len(documents)][1][: FOREIGN // every + 1])
        for place, (assistant, _) in enumerate(documents)
    ]
    print(f"{len(documents)} documents, {sum(len(rows) for rows in own)} questions")
    _print("Success@1", own, 0)
    _print("the answer in a cited sentence", own, 1)
    _print("  in BM25's best sentence", own, 2)
    _print("  the difference", [rows[:, [1]] - rows[:, [2]] for rows in own], 0)
    _print("own questions refused", own, 3)
    answered = sum(float((1 - rows[:, 3]).sum()) for rows in own)
    print(f"  {'citations an answer':34} {sum(float(rows[:, 4].sum()) for rows in own) / answered:.2f}")
    _print("the next title's questions refused", foreign, 0)


def documents_of(paragraphs: Path, questions: Path) -> list[Titled]:
    """The titles of a split that make documents, in its order."""
    titles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for paragraph in read_lines(paragraphs):
        titles[paragraph["title"]].append(paragraph)
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in read_lines(questions):
        asked[question["paragraph"]].append(question)
    encoder, reader = load_encoder(), load_reader()
    documents = []
    for title, parts in titles.items():
        if len(parts) >= FEWEST:
            document = document_of(title, [title, *(part["text"] for part in parts)])
            assistant = Assistant(PassageIndex.build(document, split(document), encoder=encoder), reader=reader)
            documents.append((assistant, [question for part in parts for question in asked[part["id"]]]))
    return documents


def judge_own(assistant: Assistant, asked: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """For each question: found first, cited, in BM25's best sentence, refused, citations; (questions, 5)."""
    (document,) = assistant.documents
    sentences = [sentence.text for sentence in document.sentences()]
    bm25 = Lexical.build([terms(text) for text in sentences])
    rows = []
    for question in asked:
        text, answers = question["question"], question["answers"]
        answer = assistant.ask(text)
        (hit,) = assistant.search(text, k=1, rerank=True)
        best = sentences[int(np.argmax(bm25.scores(terms(text))))]
        cited = [citation.quote for citation in answer.citations]
        found = (_holds([hit.passage.text], answers), _holds(cited, answers), _holds([best], answers))
        rows.append((*found, not answer.answered, len(cited)))
    return np.asarray(rows, dtype=np.float64)


def judge_foreign(assistant: Assistant, asked: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """Which questions are refused; (questions, 1)."""
    return np.asarray([[not assistant.ask(question["question"]).answered] for question in asked], dtype=np.float64)


def _holds(texts: Sequence[str], answers: Sequence[str]) -> bool:
    return any(answer in text for text in texts for answer in answers)


def _print(name: str, judged: Sequence[NDArray[np.float64]], column: int) -> None:
    """Print the mean over all questions, and its interval: titles are drawn anew, with a fixed seed."""
    sums = np.asarray([rows[:, column].sum() for rows in judged])
    counts = np.asarray([len(rows) for rows in judged])
    drawn = np.random.default_rng(0).integers(len(judged), size=(RESAMPLES, len(judged)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), (2.5, 97.5))
    print(f"  {name:34} {sums.sum() / counts.sum():.3f} [{low:.3f}, {high:.3f}]")


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
