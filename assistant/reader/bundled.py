"""The bundled reader: twelve layers in eight-bit integers through ONNX Runtime, a question and a passage a pass.

A pass reads one passage, so that what is said of a passage does not depend on what is read beside it, and no padding is
computed; as many passes run at once as there are threads.
"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.answer import Span
from assistant.reader.blocks import unpack
from assistant.reader.layout import ABOUT_NOTHING, ANYTHING, BEGIN, EVIDENCE, KINDS, LAST, LEANS, Kind, Row, lay_out
from assistant.reader.reading import BUNDLED_NAME, Reading, Request, Text, Turn

BUNDLED = Path(__file__).parent / "model"
LONGEST_SPAN = 48
"""Pieces of the longest answer that is marked."""
REMEMBERED = 1_000
"""Passages of which is kept what was read, by question: a search and an answer read the same ones."""
TOLD = 0.4
"""Probability of a kind of request from which a question is taken for it; what is less sure is read as any question."""
TRAILING = " \t\n　。．.、，,;；"
"""What is not of an answer's words at their end."""
UNREAD = -12.0
"""Logit of a sentence that found no room in the row."""


@dataclass(frozen=True, slots=True)
class Logits:
    """The model's say of one passage.

    `evidence` and `span` (the best span within the sentence, against none): (sentences,); `spans` in characters.
    """

    evidence: NDArray[np.float64]
    span: NDArray[np.float64]
    anything: float
    leans: float
    spans: tuple[Span | None, ...]


class BundledReader:
    """Reads with the model of a folder. Nothing is loaded before the first question."""

    def __init__(self, folder: Path = BUNDLED, *, name: str = BUNDLED_NAME, threads: int | None = None) -> None:
        """Read with so many threads, by default as many as the process may use."""
        self.name = name
        self._folder = folder
        self._one = lru_cache(REMEMBERED)(self._compute)
        self._request = lru_cache(REMEMBERED)(self._compute_request)
        self._threads = threads or _free_processors()
        self._loading = Lock()

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        """Read a question together with each passage, and with the turns that it leans on: one reading a passage."""
        return [
            self._reading(text, logits) for text, logits in zip(texts, self.logits(question, texts, turns), strict=True)
        ]

    def request(self, question: str) -> Request:
        """Tell what kind of request a question is: a fact where it is not sure."""
        self._load()
        return self._request(question)

    def logits(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Logits]:
        """Return what the model says of each passage, before it is weighed."""
        self._load()
        asked = [part for turn in turns for part in (turn.question, turn.answer) if part]
        *before, last = (encoding.ids for encoding in self._encode([*asked, question]))
        key = tuple(last), tuple(map(tuple, before))
        return list(self._pool.map(lambda text: self._one(*key, text), texts))

    def _load(self) -> None:
        """Load what every reading needs; whoever comes first does it for all."""
        with self._loading:
            assert self._session and self._tokenizer and self._pool and self._weights and len(self._words)

    def _compute(self, question: tuple[int, ...], turns: tuple[tuple[int, ...], ...], text: Text) -> Logits:
        encodings = self._encode(text.sentences)
        (headings,) = self._encode([text.headings])
        row = lay_out(question, [encoding.ids for encoding in encodings], headings=headings.ids, turns=turns)
        return _logits(self._run("logits", row), row, encodings, text.sentences)

    def _compute_request(self, question: str) -> Request:
        (encoding,) = self._encode([question])
        odds = np.exp(self._run("kinds", lay_out(encoding.ids, [])))
        chances = dict(zip(KINDS, (odds / odds.sum()).tolist(), strict=True))
        likeliest = max(KINDS, key=lambda kind: chances[kind])
        kind: Kind = likeliest if chances[likeliest] >= TOLD else "fact"
        return Request(kind, sum(chances[aside] for aside in ABOUT_NOTHING))

    def _run(self, output: str, row: Row) -> NDArray[np.float64]:
        """Run the model on one row, and return its `logits`, (pieces, 5), or those of the `kinds`, (kinds,)."""
        ids = np.asarray([row.ids], dtype=np.int64)
        given = {"words": unpack(self._words[ids[0]])[None], "mask": np.ones_like(ids)}
        (found,) = self._session.run([output], given)
        return np.asarray(found[0], dtype=np.float64)

    def _reading(self, text: Text, logits: Logits) -> Reading:
        sentence, passage = self._weights["sentence"], self._weights["passage"]
        scores = sentence["bias"] + sentence["evidence"] * logits.evidence + sentence["span"] * logits.span
        scores += sentence["anything"] * logits.anything
        best = int(np.argmax(scores)) if len(scores) else -1
        anything = passage["bias"] + passage["anything"] * logits.anything
        if best >= 0:
            anything += passage["evidence"] * logits.evidence[best] + passage["span"] * logits.span[best]
        answers = tuple(float(value) for value in sigmoid(scores))
        nothing, leans = 1 - float(sigmoid(np.asarray(anything))), float(sigmoid(np.asarray(logits.leans)))
        return Reading(text, answers, logits.spans, nothing, leans)

    def _encode(self, texts: Sequence[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # a document that writes "</s>" means these characters
        return tokenizer

    @cached_property
    def _words(self) -> NDArray[np.uint8]:
        blocks: NDArray[np.uint8] = np.load(self._folder / "words.npy", mmap_mode="r")
        return blocks

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        weights: dict[str, dict[str, float]] = json.loads((self._folder / "weights.json").read_text(encoding="utf-8"))
        return weights

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="reader")

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )


def _free_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -40, 40))))


def _logits(logits: NDArray[np.float64], row: Row, encodings: Sequence[Encoding], texts: Sequence[str]) -> Logits:
    """Read the logits of a row, (pieces, 5), sentence by sentence."""
    none = logits[0, BEGIN] + logits[0, LAST]
    evidence, span = np.full((2, len(encodings)), UNREAD)
    spans: list[Span | None] = [None] * len(encodings)
    for place, (begin, end) in enumerate(zip(row.starts, row.starts[1:], strict=False)):
        if end > begin:
            evidence[place] = logits[begin:end, EVIDENCE].mean()
            first, last, value = _best_span(logits[begin:end, BEGIN], logits[begin:end, LAST])
            span[place] = value - none
            offsets = encodings[place].offsets
            spans[place] = _trimmed(texts[place], offsets[first][0], offsets[last][1])
    return Logits(evidence, span, float(logits[0, ANYTHING]), float(logits[0, LEANS]), tuple(spans))


def _trimmed(text: str, begin: int, end: int) -> Span | None:
    """Return a span without white space around it and the stop behind it."""
    piece = text[begin:end].rstrip(TRAILING)
    begin += len(piece) - len(piece.lstrip())
    return (begin, begin + len(piece.strip())) if piece.strip() else None


def _best_span(begin: NDArray[np.float64], last: NDArray[np.float64]) -> tuple[int, int, float]:
    """Return first and last piece of the best span, and the sum of their logits."""
    sums = begin[:, None] + last[None, :]
    reach = np.arange(len(last))[None, :] - np.arange(len(begin))[:, None]
    sums[(reach < 0) | (reach >= LONGEST_SPAN)] = -np.inf
    place = int(np.argmax(sums))
    first, end = divmod(place, len(last))
    return first, end, float(sums[first, end])
