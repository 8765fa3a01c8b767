"""The nouns of retrieval: a question as the index sees it, and what is found for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from source import Language, Passage, Sentence
from source.document import Field


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it.

    `text` is in the documents' spelling, which may not be the question's own. `words` pairs each term with the word as
    it stands in `text`; `tokens` is empty where the encoder has no token vectors.
    """

    text: str
    language: Language
    fields: frozenset[Field]
    words: tuple[tuple[str, str], ...]
    vector: NDArray[np.float32]
    tokens: NDArray[np.int32]

    @property
    def terms(self) -> tuple[str, ...]:
        """The question's terms, each once, in order."""
        return tuple(term for term, _ in self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its fused score (1 would be the question itself) and the parts it came from.

    `lexical` is BM25 over the sum of the question's term weights. The others are each the mean of two: `dense` of the
    cosines of the passage and of its best sentence or two, `match` of what they meet of the question.
    """

    passage: Passage
    score: float
    lexical: float
    dense: float
    match: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a found passage: how much of the question it meets alone, and with the sentence before it.

    Both are late interaction where the encoder has token vectors, else the sentence's inner product, `dense`.
    """

    hit: Hit
    position: int
    match: float
    match_with_previous: float
    dense: float

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.hit.passage.sentences[self.position]
