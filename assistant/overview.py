"""The sentences that tell what a document is about: near its middle, its title and the question, at its ends.

What a sentence is worth is a weighted sum of what can be told of it without reading; the passages with the best ones
are then read with the question like any others. Weights by `python -m assistant.reader.training overview`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import MOST, PASSAGES, Candidate, Evidence, Read, candidates_of, confidence_of, log_odds
from index import Hit, PassageIndex
from index.encoder import encode_query
from source import Language, Passage

WEIGHTS = (1.6, 2.1, 4.5, 0.7, 1.2, 0.4)
"""Of `features`."""
READ = 1.5
"""Weight of the log odds that a sentence answers, as read, beside these."""
GIST = 0.9
"""Confidence at least: every document is about something; of ten overviews nine have a sentence that people chose."""
QUESTION: dict[Language, str] = {"ja": "この文書は何について書かれていますか。", "en": "What is this document about?"}
"""What an overview answers that nobody asked for."""
SENTENCES = 3
"""Sentences of an overview where no number is asked for."""
NUMERALS: dict[str, int] = {
    **{char: number for number, char in enumerate("一二三四五六七八九十", start=1)},
    **{word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)},
}
COUNTED = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(word for word in NUMERALS if word.isascii())})"
    r"(?= (?:\w+ )?(?:points?|sentences?|lines?|bullets?|things|ideas|takeaways)\b)"
    r"|(\d{1,3}|[一二三四五六七八九十]{1,3})(?:つ|点|個|文(?![書章化字])|行|箇|か条|ヶ条|ポイント)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a sentence is worth to an overview, and the passage that it stands in."""

    passage: Passage
    worth: float


def features(
    index: PassageIndex, document: str, question: str
) -> tuple[list[tuple[Passage, int]], NDArray[np.float64]]:
    """Return the sentences of a document's text, and of each: (sentences, 6).

    Its nearness to the middle of all, to the title and to the question (cosines); whether it stands in the first
    paragraph, and in the last; the logarithm of its length.
    """
    places, rows = index.sentences_of(document)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    middle = rows.mean(axis=0)
    title, asked = index.encoder.encode([index.documents[document].title])[0], encode_query(index.encoder, question)
    near = [rows @ (vector / max(float(np.linalg.norm(vector)), 1e-9)) for vector in (middle, title, asked)]
    first, last = places[0][0].paragraph, places[-1][0].paragraph
    ends = [[passage.paragraph == end for passage, _ in places] for end in (first, last)]
    lengths = [np.log(len(passage.sentences[position].text)) for passage, position in places]
    return places, np.stack([*near, *np.asarray(ends, dtype=np.float64), np.asarray(lengths)], axis=1)


def keys(index: PassageIndex, document: str, question: str) -> dict[int, Worth]:
    """Return what every sentence of a document is worth, by where it starts."""
    places, values = features(index, document, question)
    worth = values @ np.asarray(WEIGHTS)
    return {
        passage.sentences[position].start: Worth(passage, float(value))
        for (passage, position), value in zip(places, worth - worth.max(), strict=True)
    }


def find(found: dict[int, Worth]) -> list[Hit]:
    """Return the passages to be read for an overview: those with the worthiest sentences."""
    best: dict[str, Worth] = {}
    for key in sorted(found.values(), key=lambda key: -key.worth):
        best.setdefault(key.passage.id, key)
    return [Hit(key.passage, 0.0, 0.0, 0.0, 0.0) for key in list(best.values())[:PASSAGES]]


def choose(
    found: dict[int, Worth], hits: Sequence[Hit], done: Sequence[Read], question: str, language: Language
) -> Evidence:
    """Choose the sentences of an overview, of as many passages as there are, in the document's order."""
    candidates = [
        replace(candidate, score=READ * log_odds(candidate.probability) + found[candidate.sentence.start].worth)
        for candidate in candidates_of(hits, done, language)
    ]
    best: dict[str, Candidate] = {}
    ordered = sorted(candidates, key=lambda candidate: -candidate.score)
    for candidate in ordered:
        best.setdefault(candidate.passage.id, candidate)
    count = wanted(question)
    first, *rest = [*best.values(), *(one for one in ordered if one is not best[one.passage.id])][:count]
    chosen = sorted([first, *rest], key=lambda candidate: candidate.sentence.start)
    likeliest = max(candidates, key=lambda candidate: candidate.probability)
    return Evidence(tuple(chosen), first, max(confidence_of(likeliest, language), GIST), near=1.0)


def wanted(question: str) -> int:
    """Return how many sentences are asked for (in three points, 三つで), or as many as are shown otherwise."""
    found = COUNTED.search(unicodedata.normalize("NFKC", question))
    if found is None:
        return SENTENCES
    number = found[1] or found[2]
    return min(int(number) if number.isdecimal() else NUMERALS.get(number.lower(), MOST), MOST) or SENTENCES
