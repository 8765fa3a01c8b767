"""The pool that training draws from: texts as pieces, passages as rows of sentences, questions with their evidence.

Everything is kept once and by number, so that windows, cut passages and near misses are drawn anew in every epoch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

UNANSWERABLE, UNMARKED = -1, -2
"""In place of a span's sentence: nothing answers; something does, but its words are not marked."""
UNKNOWN = -1
"""In place of whether a question leans on the turn before it."""
BATCH = 4_000
"""Texts tokenised at a time."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length, end to end: row n is `values[starts[n]:starts[n + 1]]`."""

    values: NDArray[np.integer]
    starts: NDArray[np.int64]

    def __getitem__(self, row: int) -> NDArray[np.integer]:
        return self.values[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], dtype: type[np.integer]) -> "Ragged":
        """Put rows end to end."""
        lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        values = np.fromiter((value for row in rows for value in row), dtype, int(lengths.sum()))
        return cls(values, np.concatenate([[0], np.cumsum(lengths)]))


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts, passages and questions by number.

    `texts` are pieces. A passage is its sentences' texts, `passages`, and the text of its headings or -1, `headings`.
    A question has the name of its set, its passage, the texts of the turns before it and at the end its own
    (`asked`), the places of the evidence among the passage's sentences, the answer's words as (sentence, first piece,
    end), other passages in which nothing answers it (`others`), and whether it leans on the turn before it (`leans`: 1,
    0, or UNKNOWN where there is none).
    """

    names: tuple[str, ...]
    texts: Ragged
    passages: Ragged
    headings: NDArray[np.int32]
    name: NDArray[np.uint8]
    passage: NDArray[np.int32]
    asked: Ragged
    evidence: Ragged
    span: NDArray[np.int32]
    others: Ragged
    leans: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.passage)

    def save(self, path: Path) -> None:
        """Write the pool to one .npz file."""
        arrays: dict[str, NDArray[np.generic]] = {"names": np.asarray(self.names)}
        for part in fields(self)[1:]:
            value = getattr(self, part.name)
            if isinstance(value, Ragged):
                arrays[f"{part.name}.values"], arrays[f"{part.name}.starts"] = value.values, value.starts
            else:
                arrays[part.name] = value
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # the stub takes only some names

    @classmethod
    def load(cls, path: Path) -> "Pool":
        """Read a pool."""
        with np.load(path) as arrays:
            ragged = {name[:-7] for name in arrays.files if name.endswith(".values")}
            parts: dict[str, Any] = {
                part.name: Ragged(arrays[f"{part.name}.values"], arrays[f"{part.name}.starts"])
                if part.name in ragged
                else arrays[part.name]
                for part in fields(cls)[1:]
            }
            return cls(names=tuple(map(str, arrays["names"])), **parts)


@dataclass(slots=True)
class Question:
    """A question before it enters the pool: texts as strings.

    `evidence` are places among the passage's sentences; `answer` is (sentence, begin, end) in characters of that
    sentence, None where the words are not marked or nothing answers; `others` are numbers of passages.
    """

    passage: int
    asked: Sequence[str]
    evidence: Sequence[int] = ()
    answer: tuple[int, int, int] | None = None
    others: Sequence[int] = ()
    leans: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its passage, as texts: the set's name, the turns before and the question, the evidence."""

    name: str
    texts: tuple[str, ...]
    headings: str
    sentences: tuple[str, ...]
    evidence: tuple[int, ...]


@dataclass(slots=True)
class PoolBuilder:
    """Collects texts, passages and questions by name of their set; `build` tokenises them."""

    _texts: dict[str, int] = field(default_factory=dict)
    _passages: list[list[int]] = field(default_factory=list)
    _headings: list[int] = field(default_factory=list)
    _questions: list[tuple[str, Question]] = field(default_factory=list)

    def passage(self, sentences: Sequence[str], headings: str = "") -> int:
        """Add a passage and return its number."""
        self._passages.append([self._text(sentence) for sentence in sentences])
        self._headings.append(self._text(headings) if headings else -1)
        return len(self._passages) - 1

    def question(self, name: str, question: Question) -> None:
        """Add a question to a set."""
        self._questions.append((name, question))

    def asked(self) -> list[Asked]:
        """Return all questions as texts, for measuring."""
        texts = list(self._texts)
        return [
            Asked(
                name,
                tuple(question.asked),
                texts[self._headings[question.passage]] if self._headings[question.passage] >= 0 else "",
                tuple(texts[number] for number in self._passages[question.passage]),
                tuple(question.evidence),
            )
            for name, question in self._questions
        ]

    def build(self, tokenizer: Tokenizer) -> Pool:
        """Tokenise everything."""
        asked = [[self._text(text) for text in question.asked] for _, question in self._questions]
        texts = list(self._texts)
        wanted: dict[int, list[int]] = {}
        for number, (_, question) in enumerate(self._questions):
            if question.answer is not None:
                sentence = self._passages[question.passage][question.answer[0]]
                wanted.setdefault(sentence, []).append(number)
        span = np.full((len(self._questions), 3), UNMARKED, dtype=np.int32)
        pieces: list[list[int]] = []
        for first in range(0, len(texts), BATCH):
            encoded = tokenizer.encode_batch(texts[first : first + BATCH], add_special_tokens=False)
            for place, encoding in enumerate(encoded, start=first):
                pieces.append(encoding.ids)
                for number in wanted.get(place, ()):
                    answer = self._questions[number][1].answer
                    assert answer is not None
                    inside = pieces_within(encoding.offsets, answer[1], answer[2])
                    if inside is not None:
                        span[number] = (answer[0], *inside)
        for number, (_, question) in enumerate(self._questions):
            if not question.evidence:
                span[number] = UNANSWERABLE
        names = tuple(dict.fromkeys(name for name, _ in self._questions))
        questions = [question for _, question in self._questions]
        return Pool(
            names,
            Ragged.of(pieces, np.uint16),
            Ragged.of(self._passages, np.int32),
            np.asarray(self._headings, dtype=np.int32),
            np.asarray([names.index(name) for name, _ in self._questions], dtype=np.uint8),
            np.asarray([question.passage for question in questions], dtype=np.int32),
            Ragged.of(asked, np.int32),
            Ragged.of([list(question.evidence) for question in questions], np.int32),
            span,
            Ragged.of([list(question.others) for question in questions], np.int32),
            np.asarray([question.leans for question in questions], dtype=np.int8),
        )

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))


def pieces_within(offsets: Sequence[tuple[int, int]], begin: int, end: int) -> tuple[int, int] | None:
    """Return the first and the end of the pieces that cover characters `begin` to `end`, None where none does."""
    inside = [place for place, (low, high) in enumerate(offsets) if low < end and high > begin and high > low]
    return (inside[0], inside[-1] + 1) if inside else None
