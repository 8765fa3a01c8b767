"""Quality on question sets: `python -m tests.benchmarks.quality SET.jsonl [SET.jsonl …]`.

Prints, by question language: Success@1 and @3 of each scoring part alone, of the others without it, and of all
(Success@k: a passage holding an evidence quote is among the first k); the same without the translation; then of the
answers: how many cite a gold sentence (a refused question is a miss), citations an answer, citation precision, quotes
that stand at their offsets, and the refused among the unanswerable and the answerable. ± is one standard error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant import Answer, Assistant
from index import PassageIndex
from index.passage_index import CANDIDATES
from source import LANGUAGES, Document, Language, split
from tests.benchmarks.questions import Question, load
from tests.benchmarks.ranking import Part, Scored, place_of_first, score, standard_error, success

PARTS: dict[str, Part] = {
    "BM25": lambda scored: scored.lexical,
    "dense": lambda scored: scored.dense,
    "token match": lambda scored: scored.match,
    "without BM25": lambda scored: scored.weighted(lexical=0, across=0),
    "without dense": lambda scored: scored.weighted(dense=0),
    "without token match": lambda scored: scored.weighted(match=0),
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
    hopeless = [question for question in questions if question.language == language and not question.answerable]
    lines = [_retrieval_line(name, found) for name, found in places(asked, PARTS).items()]
    if any(document.translated for question in asked for document in question.assistant.documents):
        bare = places(untranslated(asked), {name: PARTS[name] for name in ("BM25", "all three")})
        lines += [_retrieval_line(f"{name}, no translation", found) for name, found in bare.items()]
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


def _retrieval_line(name: str, found: Sequence[int]) -> str:
    shares = [(success(found, k), len(found)) for k in (1, 3)]
    first, third = (f"{share:.3f} ±{standard_error(share, count):.3f}" for share, count in shares)
    return f"  {name:25} Success@1 {first}   Success@3 {third}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ±{standard_error(part / whole, whole):.3f} ({part}/{whole})"


if __name__ == "__main__":
    typer.run(main)
