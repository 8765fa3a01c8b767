"""A model as small as one can be, made anew with the same weights whenever it is asked for."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader.training.base import Shape
from assistant.reader.training.model import ReaderModel

SHAPE = Shape(hidden=24, layers=2, heads=2, inner=48, positions=128, types=2)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """A model so small is computed by one thread: several wait longer for each other, above all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def make_model(tokenizer: Tokenizer) -> Callable[[], ReaderModel]:
    def make() -> ReaderModel:
        torch.manual_seed(5)
        words = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), SHAPE.hidden)).astype(np.float32)
        return ReaderModel(SHAPE, words, dropout=0.0)

    return make
