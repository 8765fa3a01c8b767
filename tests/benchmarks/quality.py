"""Quality on question sets: `python -m tests.benchmarks.quality SET.jsonl [SET.jsonl …]`.

Prints, by question language: Success@1 and @3 of each scoring part alone, of the others without it, and of all
(Success@k: a passage holding an evidence quote is among the first k); the same without the translation; then of the
answers: how many cite a gold sentence (a refused question is a miss), citations an answer, citation precision, quotes
that stand at their offsets, and the refused among the unanswerable and the answerable. ± is one standard error.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant import Answer, Assistant
from index import Hit, PassageIndex, load_encoder
from index.passage_index import DENSE, LEXICAL, MATCH
from source import LANGUAGES, Document, Language, split
from tests.benchmarks.questions import Question, load

PARTS: dict[str, Callable[[Hit], float]] = {
    "BM25": lambda hit: hit.lexical,
    "dense": lambda hit: hit.dense,
    "token match": lambda hit: hit.match,
    "without BM25": lambda hit: DENSE * hit.dense + MATCH * hit.match,
    "without dense": lambda hit: LEXICAL * hit.lexical + MATCH * hit.match,
    "without token match": lambda hit: LEXICAL * hit.lexical + DENSE * hit.dense,
    "all three": lambda hit: hit.score,
}


def success(questions: Sequence[Question], part: Callable[[Hit], float]) -> tuple[float, float]:
    """Success@1 and @3 when passages are ranked by one part of their score."""
    first = third = 0
    for question in questions:
        index = question.assistant.index
        # Ties stand in the order of the text, not in that of the whole score.
        places = {passage.id: place for place, passage in enumerate(index.passages)}
        hits = index.search(question.text, k=len(index.passages))
        ranked = sorted((-part(hit), places[hit.passage.id], question.is_met_by(hit.passage.text)) for hit in hits)
        met = [is_met for _, _, is_met in ranked[:3]]
        first += met[0]
        third += any(met)
    return first / len(questions), third / len(questions)


def untranslated(questions: Sequence[Question]) -> list[Question]:
    """The same questions, put to the same documents without their translation."""
    encoder = load_encoder()
    bare: dict[int, Assistant] = {}
    for question in questions:
        if id(question.assistant) not in bare:
            documents = [_without_translation(document) for document in question.assistant.documents]
            built = [PassageIndex.build(document, split(document), encoder=encoder) for document in documents]
            bare[id(question.assistant)] = Assistant(PassageIndex.merge(built))
    return [replace(question, assistant=bare[id(question.assistant)]) for question in questions]


def report(questions: Sequence[Question], language: Language) -> list[str]:
    """The lines of one language."""
    asked = [question for question in questions if question.language == language and question.answerable]
    hopeless = [question for question in questions if question.language == language and not question.answerable]
    lines = []
    for name, part in PARTS.items():
        lines.append(_retrieval_line(name, success(asked, part), len(asked)))
    if any(document.translated for question in asked for document in question.assistant.documents):
        bare = untranslated(asked)
        for name in ("BM25", "all three"):
            lines.append(_retrieval_line(f"{name}, no translation", success(bare, PARTS[name]), len(asked)))
    answers = [question.assistant.ask(question.text) for question in asked]
    judged = [
        [question.is_met_by(citation.quote) for citation in answer.citations]
        for question, answer in zip(asked, answers, strict=True)
    ]
    citations = sum(len(row) for row in judged)
    answered = sum(answer.answered for answer in answers)
    refused = sum(not question.assistant.ask(question.text).answered for question in hopeless)
    lines += [
        f"  a cited sentence is gold    {_share(sum(any(row) for row in judged), len(asked))}",
        f"  citations an answer         {citations / answered:.2f}",
        f"  citation precision          {_share(sum(sum(row) for row in judged), citations)}",
        f"  quotes at their offsets     {_share(sum(_stands(answer) for answer in answers), len(answers))}",
        f"  unanswerable refused        {_share(refused, len(hopeless))}",
        f"  answerable refused          {_share(len(asked) - answered, len(asked))}",
    ]
    return lines


def main(sets: Annotated[list[Path], typer.Argument(help="Question sets.")]) -> None:
    """Print the table of each set."""
    for path in sets:
        questions = load(path)
        for language in LANGUAGES:
            count = sum(question.language == language for question in questions)
            print(f"{path.name}, {language}, {count} questions")
            print("\n".join(report(questions, language)))


def _stands(answer: Answer) -> bool:
    return all(answer.document.text[citation.start : citation.end] == citation.quote for citation in answer.citations)


def _without_translation(document: Document) -> Document:
    paragraphs = tuple(
        replace(paragraph, sentences=tuple(replace(sentence, translation=None) for sentence in paragraph.sentences))
        for paragraph in document.all_paragraphs()
    )
    body = paragraphs if document.front is None else paragraphs[1:]
    return replace(document, front=None if document.front is None else paragraphs[0], paragraphs=body)


def _retrieval_line(name: str, figures: tuple[float, float], count: int) -> str:
    first, third = figures
    shares = [f"{share:.3f} ±{_error(share, count):.3f}" for share in (first, third)]
    return f"  {name:25} Success@1 {shares[0]}   Success@3 {shares[1]}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ±{_error(part / whole, whole):.3f} ({part}/{whole})"


def _error(share: float, count: int) -> float:
    return math.sqrt(share * (1 - share) / count)


if __name__ == "__main__":
    typer.run(main)
