"""In place of a reader: a sentence answers the more, the more of the question's words it holds, rare ones above all."""

import math
from collections import Counter
from collections.abc import Sequence

from assistant.reader.reading import Reading, Request, Text, Turn
from index.terms import terms

STEEP, HALF = 8.0, 0.6
"""How steeply the probability rises with the share of the question that a sentence meets, and where it is one half."""


class RetrievalReader:
    """Reads nothing: counts words within what was found. It knows no other language, and cannot tell near misses."""

    name = "none"

    def request(self, question: str) -> Request:
        """Take every question to ask for a fact: words alone do not tell."""
        return Request()

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        """Score every sentence by the weight of the question's terms that it holds."""
        asked = set(terms(" ".join([*(turn.question for turn in turns), question])))
        held = [[asked.intersection(terms(sentence)) for sentence in text.sentences] for text in texts]
        counts = Counter(term for text in held for sentence in text for term in sentence)
        weights = {term: 1 / (1 + math.log1p(counts[term])) for term in asked}
        whole = sum(weights.values()) or 1.0
        readings = []
        for text, sentences in zip(texts, held, strict=True):
            shares = [sum(weights[term] for term in sentence) / whole for sentence in sentences]
            answers = tuple(1 / (1 + math.exp(-STEEP * (share - HALF))) for share in shares)
            readings.append(Reading.of_sentences(text, answers))
        return readings
