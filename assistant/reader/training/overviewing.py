"""What tells the sentences of an overview, fitted on the written questions for the gist of whole documents."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.overview import features
from assistant.reader.training.written import Written, meets, read_document, squash
from index import Encoder, PassageIndex


def gold(written: Written, encoder: Encoder) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """Yield, for every question for the gist of a document, its sentences' features and which of them answer."""
    asked: dict[str, list[tuple[str, list[str]]]] = {}
    for record in written.questions:
        if record["kind"] == "gist" and written.passages[record["passage"]]["kind"] == "document":
            asked.setdefault(record["passage"], []).append((record["question"], record["evidence"]))
    for name, questions in asked.items():
        document, passages = read_document(written.passages[name])
        index = PassageIndex.build(document, passages, encoder=encoder)
        for question, evidence in questions:
            places, values = features(index, document.id, question)
            wanted = [squash(quote) for quote in evidence]
            texts = [squash(passage.sentences[place].text) for passage, place in places]
            yield values, np.asarray([any(meets(text, quote) for quote in wanted) for text in texts])


def fit(examples: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> tuple[float, ...]:
    """Return the weights of the features."""
    values, answers = (np.concatenate(part) for part in zip(*examples, strict=True))
    model = LogisticRegression(max_iter=2_000).fit(values, answers)
    return tuple(round(float(weight), 1) for weight in model.coef_[0])


def met(examples: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]], weights: Sequence[float]) -> float:
    """Return how often one of the three worthiest sentences answers, where any of the text's does."""
    told = [(values @ np.asarray(weights), answers) for values, answers in examples if answers.any()]
    return float(np.mean([answers[np.argsort(-worth)[:3]].any() for worth, answers in told]))
