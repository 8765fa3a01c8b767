"""What each part of the score gives: `python -m tests.benchmarks.quality SET.jsonl [SET.jsonl …]`.

Prints, by question language: Success@1 and @3 of each scoring part alone, of the others without it, and of all
(Success@k: a passage holding an evidence quote is among the first k), and the same without the translation. ± is one
standard error. What the answers are worth is told by `tenkyo evaluate SET.jsonl`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant import Assistant
from index import PassageIndex
from index.passage_index import CANDIDATES
from source import LANGUAGES, Document, Language, split
from tests.benchmarks.questions import Question, load
from tests.benchmarks.ranking import Part, Scored, place_of_first, score, standard_error, success

PARTS: dict[str, Part] = {
    "BM25": lambda scored: scored.scores.lexical,
    "dense": lambda scored: scored.scores.dense,
    "token match": lambda scored: scored.scores.match,
    "without BM25": lambda scored: scored.without("lexical"),
    "without dense": lambda scored: scored.without("dense"),
    "without token match": lambda scored: scored.without("match"),
    "all three": Scored.fused,
}


def places(questions: Sequence[Question], parts: Mapping[str, Part]) -> dict[str, list[int]]:
    """By each part, the place of each question's first passage that meets it; every question is scored once."""
    found: dict[str, list[int]] = {name: [] for name in parts}
    for question in questions:
        index = question.assistant.index
        gold = {place for place, passage in enumerate(index.passages) if question.is_met_by(passage.text)}
        scored = score(index, index.analyse(question.text), count=max(CANDIDATES, len(index.passages)))
        for name, part in parts.items():
            found[name].append(place_of_first(scored, part(scored), gold))
    return found


def untranslated(questions: Sequence[Question]) -> list[Question]:
    """The same questions, put to the same documents without their translation."""
    bare: dict[int, Assistant] = {}
    for question in questions:
        if id(question.assistant) not in bare:
            documents = [_without_translation(document) for document in question.assistant.documents]
            encoder = question.assistant.index.encoder
            built = [PassageIndex.build(document, split(document), encoder=encoder) for document in documents]
            bare[id(question.assistant)] = Assistant(PassageIndex.merge(built))
    return [replace(question, assistant=bare[id(question.assistant)]) for question in questions]


def report(questions: Sequence[Question], language: Language) -> list[str]:
    """The lines of one language."""
    asked = [question for question in questions if question.language == language and question.answerable]
    lines = [_retrieval_line(name, found) for name, found in places(asked, PARTS).items()]
    if any(document.translated for question in asked for document in question.assistant.documents):
        bare = places(untranslated(asked), {name: PARTS[name] for name in ("BM25", "all three")})
        lines += [_retrieval_line(f"{name}, no translation", found) for name, found in bare.items()]
    return lines


def main(sets: Annotated[list[Path], typer.Argument(help="Question sets.")]) -> None:
    """Print the table of each set."""
    for path in sets:
        questions = load(path)
        for language in LANGUAGES:
            count = sum(question.language == language and question.answerable for question in questions)
            print(f"{path}, {language}, {count} answerable questions")
            print("\n".join(report(questions, language)))


def _without_translation(document: Document) -> Document:
    paragraphs = tuple(
        replace(paragraph, sentences=tuple(replace(sentence, translation=None) for sentence in paragraph.sentences))
        for paragraph in document.all_paragraphs()
    )
    body = paragraphs if document.front is None else paragraphs[1:]
    return replace(document, front=None if document.front is None else paragraphs[0], paragraphs=body)


def _retrieval_line(name: str, found: Sequence[int]) -> str:
    shares = [(success(found, k), len(found)) for k in (1, 3)]
    first, third = (f"{share:.3f} ±{standard_error(share, count):.3f}" for share, count in shares)
    return f"  {name:25} Success@1 {first}   Success@3 {third}"


if __name__ == "__main__":
    typer.run(main)
