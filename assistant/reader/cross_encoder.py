"""Any cross-encoder of sentence-transformers' form in the bundled reader's place: it scores sentence by sentence."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from assistant.reader.bundled import sigmoid
from assistant.reader.reading import ReaderError, Reading, Request, Text, Turn


class CrossEncoderReader:
    """Reads with a cross-encoder, by its name or folder. It marks no words, and sees each sentence by itself."""

    def __init__(self, name: str) -> None:
        """Load the model. Raises `ReaderError` where there is none of that name, or it gives more than one score."""
        from sentence_transformers import CrossEncoder

        self.name = name
        try:
            self._model = CrossEncoder(name)
        except (OSError, ValueError, KeyError) as error:
            raise ReaderError(
                f"There is no cross-encoder called {name!r}: {str(error).partition(chr(10))[0]}"
            ) from None
        if self._model.config.num_labels != 1:
            raise ReaderError(f"{name!r} gives {self._model.config.num_labels} scores a pair; a reader needs one.")

    def request(self, question: str) -> Request:
        """Take every question to ask for a fact: a cross-encoder does not tell."""
        return Request()

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        """Score every sentence with the question, the turns before it put in front."""
        asked = " ".join([*(part for turn in turns for part in (turn.question, turn.answer) if part), question])
        pairs = [(asked, sentence) for text in texts for sentence in text.sentences]
        scores = np.asarray(self._model.predict(pairs, activation_fn=_same), dtype=np.float64) if pairs else np.zeros(0)
        probabilities = iter(sigmoid(scores).tolist())
        return [Reading.of_sentences(text, tuple(islice(probabilities, len(text.sentences)))) for text in texts]


def _same(scores):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - torch is not imported here
    return scores
