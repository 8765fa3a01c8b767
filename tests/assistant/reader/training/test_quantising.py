"""The trained model as it is bundled: read through ONNX Runtime, it says nearly what torch says."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader import Text, Turn
from assistant.reader.blocks import unpack
from assistant.reader.bundled import TOLD, BundledReader
from assistant.reader.layout import KINDS, lay_out
from assistant.reader.training.base import Shape
from assistant.reader.training.measuring import Scored, scored
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.quantising import write
from assistant.reader.training.requests import KindLayer, vectors
from assistant.reader.training.sampling import Example

SHAPE = Shape(hidden=32, layers=2, heads=2, inner=48, positions=128, types=2)
"""As wide as one block of word embeddings."""
WEIGHTS = {
    "sentence": {"bias": 0.1, "evidence": 0.6, "span": 0.25, "anything": 0.25},
    "passage": {"bias": -0.2, "evidence": 0.4, "span": 0.2, "anything": 0.6},
}
QUESTION, TURN = "When opened?", Turn("Where was the harbour?", "The harbour was on a rock.")
ENGLISH = ("It opened in 1901.", "The lighthouse was on a red rock.")
JAPANESE = ("灯台は赤い岩の上に立つ。", "1902年に開いた。", "港は赤い。")


def text_of(sentences: Sequence[str], headings: str = "") -> Text:
    return Text(headings, tuple(sentences))


KINDS_LAYER = KindLayer(
    np.random.default_rng(7).normal(size=(len(KINDS), SHAPE.hidden)).astype(np.float32),
    np.zeros(len(KINDS), dtype=np.float32),
)
TEXTS = [text_of(ENGLISH), text_of(JAPANESE, "The harbour"), text_of(())]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> tuple[ReaderModel, Path]:
    """A random model, and the folder that it is written to."""
    work, out = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("model")
    blocks = np.random.default_rng(1).integers(0, 256, (tokenizer.get_vocab_size(), 1, 18)).astype(np.uint8)
    blocks[:, :, :2] = np.frombuffer(np.float16(0.2).tobytes(), np.uint8)
    np.savez(work / "base.npz", words=blocks)
    tokenizer.save(str(work / "tokenizer.json"))
    torch.manual_seed(3)
    model = ReaderModel(SHAPE, unpack(blocks), dropout=0.0)
    torch.nn.init.normal_(model.head.weight, std=0.5)
    level = logging.getLogger().level
    write(model, KINDS_LAYER, work, out)
    logging.getLogger().setLevel(level)  # quantising silences all loggers, and other tests listen to theirs
    (out / "weights.json").write_text(json.dumps(WEIGHTS), encoding="utf-8")
    return model.eval(), out


def by_torch(model: ReaderModel, tokenizer: Tokenizer, text: Text, turns: Sequence[str]) -> Scored:
    *before, question, headings = (
        tokenizer.encode(part, add_special_tokens=False).ids for part in (*turns, QUESTION, text.headings)
    )
    sentences = [tokenizer.encode(sentence, add_special_tokens=False).ids for sentence in text.sentences]
    row = lay_out(question, sentences, headings=headings, turns=before)
    with torch.no_grad():
        logits = model(torch.tensor([row.ids]))[0].numpy()
    return scored(logits, Example(row.ids, row.starts, [False] * len(sentences), (0, 0), -1))


@pytest.mark.parametrize(("turns", "said"), [((), ()), ((TURN,), (TURN.question, TURN.answer))])
def test_the_bundled_model_says_what_torch_says(
    bundled: tuple[ReaderModel, Path], tokenizer: Tokenizer, turns: tuple[Turn, ...], said: tuple[str, ...]
) -> None:
    model, folder = bundled
    found = BundledReader(folder, threads=2).logits(QUESTION, TEXTS, turns)
    expected = [by_torch(model, tokenizer, text, said) for text in TEXTS]
    for logits, row in zip(found, expected, strict=True):
        assert np.allclose(logits.evidence, row.evidence, atol=0.15)  # integers of eight bits
        assert np.allclose(logits.span, row.span, atol=0.3)
        assert (logits.anything, logits.leans) == pytest.approx((row.anything, row.leans), abs=0.15)
    assert np.ptp(np.concatenate([row.evidence for row in expected])) > 1.0  # far more than what is lost


def test_readings_weigh_the_logits(bundled: tuple[ReaderModel, Path]) -> None:
    reader = BundledReader(bundled[1])
    readings, logits = reader.read(QUESTION, TEXTS, [TURN]), reader.logits(QUESTION, TEXTS, [TURN])
    for text, reading, said in zip(TEXTS, readings, logits, strict=True):
        sentence, passage = WEIGHTS["sentence"], WEIGHTS["passage"]
        scores = [
            sentence["bias"] + 0.6 * evidence + 0.25 * span + 0.25 * said.anything
            for evidence, span in zip(said.evidence, said.span, strict=True)
        ]
        assert reading.text is text
        assert reading.answers == pytest.approx([1 / (1 + np.exp(-score)) for score in scores])
        whole = passage["bias"] + 0.6 * said.anything
        if scores:
            best = int(np.argmax(scores))
            whole += 0.4 * said.evidence[best] + 0.2 * said.span[best]
        assert reading.nothing == pytest.approx(1 / (1 + np.exp(whole)))
        assert reading.leans == pytest.approx(1 / (1 + np.exp(-said.leans)))
        assert reading.spans == said.spans
    assert [len(reading.answers) for reading in readings] == [2, 3, 0]


def test_a_passage_is_read_by_itself(bundled: tuple[ReaderModel, Path]) -> None:
    together = BundledReader(bundled[1]).read(QUESTION, TEXTS)
    alone = [BundledReader(bundled[1], threads=1).read(QUESTION, [text])[0] for text in reversed(TEXTS)]
    assert together == alone[::-1]


def test_kinds_are_told_from_the_middle_layer(bundled: tuple[ReaderModel, Path], tokenizer: Tokenizer) -> None:
    model, folder = bundled
    reader = BundledReader(folder)
    for question in ("When opened?", "q7", "Where was the red rock?", "港は赤い。"):
        told = KINDS_LAYER.weight @ vectors(model, tokenizer, [question])[0]
        chances = np.exp(told) / np.exp(told).sum()
        best, second = np.sort(chances)[[-1, -2]]
        if best - second > 0.15 and abs(best - TOLD) > 0.1:  # what rounding may not decide
            assert reader.request(question).kind == (KINDS[int(chances.argmax())] if best >= TOLD else "fact")
