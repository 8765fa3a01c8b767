"""Requests by their kind: what is read of them, and the layer that is fitted."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader.layout import END, KINDS, START, Kind
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.pool import PoolBuilder
from assistant.reader.training.requests import add_requests, fit, read_requests, vectors

REQUESTS: list[tuple[str, Kind]] = [("q1", "list"), ("q2", "small_talk"), ("q3", "out_of_document")]


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    for place, name in enumerate(("written.requests", "requests.train")):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for text, kind in REQUESTS[place::2]:
                file.write(json.dumps({"text": text, "lang": "en", "kind": kind}) + "\n")
    return [tmp_path, tmp_path / "empty"]


def test_what_is_read(folders: list[Path]) -> None:
    assert sorted(read_requests(folders)) == sorted(REQUESTS)


def test_only_what_no_document_answers_enters_the_pool(folders: list[Path], tokenizer: Tokenizer) -> None:
    builder = PoolBuilder()
    add_requests(builder, folders)
    assert sorted(row.texts for row in builder.asked()) == [("q2",), ("q3",)]
    assert builder.build(tokenizer).names == ("request",)


def test_a_vector_is_the_mean_of_the_middle_layer(make_model: Callable[[], ReaderModel], tokenizer: Tokenizer) -> None:
    model = make_model().eval()
    ids = [START, *tokenizer.encode("When opened?", add_special_tokens=False).ids, END, END, END]
    with torch.no_grad():
        states = model.encoder(input_ids=torch.tensor([ids]), output_hidden_states=True).hidden_states
    (found,) = vectors(model, tokenizer, ["When opened?"])
    assert found == pytest.approx(states[1][0].mean(dim=0).numpy(), abs=1e-6)


def test_the_layer_tells_what_it_was_fitted_on(make_model: Callable[[], ReaderModel], tokenizer: Tokenizer) -> None:
    requests = [(f"{'When opened' if place % 2 else 'The red rock'} q{place}", KINDS[place % 2]) for place in range(24)]
    requests += [(f"q{place}", kind) for place, kind in enumerate(KINDS[2:])]
    layer = fit(make_model(), tokenizer, requests)
    assert (layer.weight.shape, layer.bias.shape) == ((len(KINDS), 24), (len(KINDS),))
    values = vectors(make_model(), tokenizer, [text for text, _ in requests[:24]])
    told = (values @ layer.weight.T + layer.bias).argmax(axis=1)
    assert np.mean(told == np.arange(24) % 2) > 0.9
