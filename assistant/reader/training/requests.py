"""What kind of request a question is: a linear layer over a layer in the middle of the reader, fitted on requests.

The reader's last layers know what answers and little else; in the middle the mean over a question's pieces still tells
how it is asked. The requests of `written.requests` and `requests.train` are read by themselves, without a passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from assistant.reader.layout import ABOUT_NOTHING, KINDS, Kind, lay_out
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.pool import PoolBuilder, Question
from index.training.sources import read_json_lines

HELD_BACK = 0.03
"""Inverse of the regularisation, of standardised values."""
FILES = ("written.requests.jsonl.gz", "requests.train.jsonl.gz")


@dataclass(frozen=True, slots=True)
class KindLayer:
    """Weights (kinds, hidden) and bias (kinds,) of the linear layer."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]


def read_requests(folders: Sequence[Path]) -> Iterator[tuple[str, Kind]]:
    """Yield the requests that are trained on, with their kinds."""
    for path in (folder / name for folder in folders for name in FILES):
        if path.exists():
            for record in read_json_lines(path):
                yield record["text"], record["kind"]


def add_requests(builder: PoolBuilder, folders: Sequence[Path]) -> None:
    """Add what no document answers to the pool, to be read with any passage."""
    nothing = builder.passage([])
    for text, kind in read_requests(folders):
        if kind in ABOUT_NOTHING:
            builder.question("request", Question(nothing, [text]))


def middle(model: ReaderModel) -> int:
    """Return the layer that is looked at: of the bundled reader's the one that tells most requests of another hand."""
    return int(model.encoder.config.num_hidden_layers) // 2


def vectors(model: ReaderModel, tokenizer: Tokenizer, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the mean of every text's pieces in the middle layer: (texts, hidden)."""
    model.cpu().eval()
    found = []
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        ids = torch.tensor([lay_out(encoding.ids, []).ids])
        with torch.no_grad():
            states = model.encoder(input_ids=ids, output_hidden_states=True).hidden_states
        found.append(states[middle(model)][0].mean(dim=0).numpy())
    return np.stack(found)


def fit(model: ReaderModel, tokenizer: Tokenizer, requests: Sequence[tuple[str, Kind]]) -> KindLayer:
    """Fit the layer on requests; each kind has to be among them."""
    values = vectors(model, tokenizer, [text for text, _ in requests])
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-6
    kinds = np.asarray([KINDS.index(kind) for _, kind in requests])
    told = LogisticRegression(C=HELD_BACK, max_iter=1_000).fit((values - mean) / deviation, kinds)
    weight = told.coef_ / deviation
    return KindLayer(weight.astype(np.float32), (told.intercept_ - weight @ mean).astype(np.float32))
