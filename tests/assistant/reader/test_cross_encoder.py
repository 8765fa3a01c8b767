"""A cross-encoder in the bundled reader's place, a random one of three words' width."""

import math
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from assistant.reader import ReaderError, Text, Turn, load_reader
from assistant.reader.cross_encoder import CrossEncoderReader

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "where",
    "is",
    "the",
    "lighthouse",
    "on",
    "a",
    "rock",
    "at",
    "sea",
]


def save_model(folder: Path, *, labels: int = 1) -> Path:
    """Write a cross-encoder with random weights and a tokenizer of a few words."""
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(2)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
        max_position_embeddings=64, initializer_range=0.9,
    )  # fmt: skip
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    wrapped: Any = PreTrainedTokenizerFast
    wrapped(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    return folder


def text_of(*sentences: str) -> Text:
    return Text("The lighthouse", sentences)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("cross-encoder"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> CrossEncoderReader:
    loaded = load_reader(str(folder))
    assert isinstance(loaded, CrossEncoderReader)
    return loaded


def probability(folder: Path, question: str, sentence: str) -> float:
    """Of one pair, by transformers alone."""
    from transformers import AutoTokenizer, BertForSequenceClassification

    model: Any = BertForSequenceClassification.from_pretrained(folder)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    given = tokenizer(question, sentence, return_tensors="pt")
    model.eval()
    with torch.no_grad():
        return 1 / (1 + math.exp(-float(model(**given).logits)))


def test_every_sentence_is_scored_with_the_question(folder: Path, reader: CrossEncoderReader) -> None:
    texts = [text_of("the lighthouse is on a rock", "a rock"), text_of(), text_of("at sea")]
    first, empty, last = reader.read("where is the lighthouse", texts)
    expected = [
        probability(folder, "where is the lighthouse", sentence)
        for sentence in ("the lighthouse is on a rock", "a rock", "at sea")
    ]
    assert [*first.answers, *last.answers] == pytest.approx(expected, abs=1e-4)
    assert max(expected) - min(expected) > 0.01  # or the order of the sentences would not matter
    assert [reading.text for reading in (first, empty, last)] == texts
    assert first.spans == (None, None)
    assert first.nothing == pytest.approx(1 - max(expected[:2]), abs=1e-4)
    assert (empty.answers, empty.spans, empty.nothing) == ((), (), 1.0)


def test_the_turn_before_is_put_in_front_of_the_question(folder: Path, reader: CrossEncoderReader) -> None:
    text = text_of("the lighthouse is on a rock")
    turns = [Turn("where is the lighthouse", "at sea"), Turn("on a rock")]  # nothing answered the second
    (reading,) = reader.read("where", [text], turns)
    asked = "where is the lighthouse at sea on a rock where"
    assert list(reading.answers) == pytest.approx([probability(folder, asked, text.sentences[0])], abs=1e-4)
    assert reading.answers != reader.read("where", [text])[0].answers


def test_nothing_to_read(reader: CrossEncoderReader) -> None:
    assert reader.read("where", []) == []
    assert reader.read("where", [text_of()])[0].best == 0.0


def test_a_model_of_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="gives 3 scores a pair; a reader needs one"):
        CrossEncoderReader(str(save_model(tmp_path, labels=3)))


@pytest.mark.parametrize("name", ["nobody/no-such-cross-encoder", "not a name", "/no/such/folder"])
def test_a_model_that_is_not_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # it may have been imported before
    with pytest.raises(ReaderError, match=f"There is no cross-encoder called '{name}': ."):
        load_reader(name)
