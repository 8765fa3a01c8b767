"""Public question sets become questions of the pool: JaQuAD, SQuAD 1 and 2, NIILC, QED and SelQA."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.reader.training.pool import PoolBuilder, Question
from index.training.sources import read_json_lines
from source.sentences import sentence_spans

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors, (texts, dimension)."""

NEAREST = 4
"""Passages of the same title, nearest to a question, in which its answer does not occur: what retrieval would find."""

SETS = ("jaquad.train", "reading/squad1.train", "reading/squad2.unanswerable", "reading/niilc", "reading/qed")


@dataclass(frozen=True, slots=True)
class Split:
    """A passage's sentences and where each stands in it."""

    spans: list[tuple[int, int]]
    sentences: list[str]

    @classmethod
    def of(cls, text: str) -> "Split":
        """Split a text line by line into sentences."""
        spans, at = [], 0
        for line in text.split("\n"):
            spans += [(at + begin, at + end) for begin, end in sentence_spans(line)]
            at += len(line) + 1
        return cls(spans, [text[begin:end] for begin, end in spans])

    def met(self, begin: int, end: int) -> list[int]:
        """Return the sentences that characters `begin` to `end` touch."""
        return [place for place, (low, high) in enumerate(self.spans) if low < end and high > begin]

    def within(self, begin: int, end: int) -> tuple[int, int, int] | None:
        """Return a stretch as (sentence, begin, end) of the first sentence that it touches."""
        touched = self.met(begin, end)
        if not touched:
            return None
        low, high = self.spans[touched[0]]
        return touched[0], max(begin - low, 0), min(end, high) - low


def add_reading_set(builder: PoolBuilder, texts: Path, name: str, encode: Encode, *, most: int | None = None) -> None:
    """Add a set of paragraphs and questions with the place of their answers, or `most` questions spread over it.

    Questions enter the pool under the last part of the set's name, with the nearest other passages of the same title.
    """
    paragraphs = list(read_json_lines(texts / f"{name}.paragraphs.jsonl.gz"))
    asked = list(read_json_lines(texts / f"{name}.questions.jsonl.gz"))
    if most is not None:
        asked = asked[:: max(1, len(asked) // most)]
    splits = [Split.of(paragraph["text"]) for paragraph in paragraphs]
    numbers = [
        builder.passage(split.sentences, paragraph.get("title", ""))
        for split, paragraph in zip(splits, paragraphs, strict=True)
    ]
    places = {paragraph["id"]: place for place, paragraph in enumerate(paragraphs)}
    near = _nearest(paragraphs, asked, places, encode)
    for record, others in zip(asked, near, strict=True):
        place = places[record["paragraph"]]
        question = Question(numbers[place], [record["question"]], others=[numbers[other] for other in others])
        if record["answers"]:
            begin = record["answer_start"][0]
            end = begin + len(record["answers"][0])
            question.evidence = splits[place].met(begin, end)
            question.answer = splits[place].within(begin, end)
        builder.question(name.rsplit("/", 1)[-1], question)


def _nearest(
    paragraphs: Sequence[dict[str, Any]], asked: Sequence[dict[str, Any]], places: dict[str, int], encode: Encode
) -> list[list[int]]:
    """Return, for each question, the places of the nearest paragraphs of its title that do not hold its answer."""
    vectors = encode([paragraph["text"] for paragraph in paragraphs])
    questions = encode([record["question"] for record in asked])
    titles: dict[str, list[int]] = defaultdict(list)
    for place, paragraph in enumerate(paragraphs):
        titles[paragraph.get("title", "")].append(place)
    found = []
    for record, vector in zip(asked, questions, strict=True):
        own = places[record["paragraph"]]
        beside = np.asarray(titles[paragraphs[own].get("title", "")])
        ranked = beside[np.argsort(-(vectors[beside] @ vector), kind="stable")]
        answers = record["answers"]
        free = [
            int(place)
            for place in ranked[: 3 * NEAREST]
            if place != own and not any(answer in paragraphs[place]["text"] for answer in answers)
        ]
        found.append(free[:NEAREST] if answers else [])
    return found


def add_sentence_selection(builder: PoolBuilder, path: Path) -> None:
    """Add SelQA: which sentences of a section answer, without marked words."""
    for record in read_json_lines(path):
        told = [(text, label) for text, label in zip(record["sentences"], record["labels"], strict=True) if text]
        passage = builder.passage([text for text, _ in told], record["title"])
        evidence = [place for place, (_, label) in enumerate(told) if label]
        builder.question("selqa", Question(passage, [record["question"]], evidence))


def add_follow_ups(builder: PoolBuilder, path: Path) -> None:
    """Add CANARD: a question after another, with no passage; whether people had to rewrite it to stand by itself."""
    nowhere = builder.passage([])
    for record in read_json_lines(path):
        if record["history"]:
            leans = int(_plain(record["question"]) != _plain(record["rewrite"]))
            asked = [record["history"][-1][0], record["question"]]
            builder.question("canard", Question(nowhere, asked, leans=leans))


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
