"""Which pieces the reader keeps."""

from collections import Counter

import pytest
from tokenizers import Tokenizer

from assistant.reader.training import vocabulary
from assistant.reader.training.vocabulary import choose, count_pieces, in_scripts
from tests.assistant.reader.conftest import make_tokenizer


@pytest.mark.parametrize("char", [*"aZ7 .éßɏ—“→∑■あンー、。「㎏ㇰ漢龍Ａ！～￥"])
def test_characters_of_japanese_and_english_text(char: str) -> None:
    assert in_scripts(char)


@pytest.mark.parametrize("char", [*"абяαωשاहไกም한가ㄅㅏ", "\u2c80", "\ua4d0"])
def test_characters_of_other_scripts(char: str) -> None:
    assert not in_scripts(char)


def test_pieces_are_counted_over_all_texts(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["The red rock.", "The harbour.", "港は赤い。"]
    for batch in (2, 3, 10):
        monkeypatch.setattr(vocabulary, "BATCH", batch)
        counts = count_pieces(tokenizer, iter(texts))
        named = {tokenizer.id_to_token(number): count for number, count in counts.items()}
        assert named == {
            **{"▁The": 2, "▁red": 1, "▁rock": 1, ".": 2, "▁harbour": 1},
            **{"▁": 1, "港": 1, "は": 1, "赤い": 1, "。": 1},
        }


def test_special_pieces_and_characters_are_kept_before_all_others() -> None:
    tokenizer = make_tokenizer(["▁the", "▁red", "▁a", "b", "漢", "б", "▁가", "漢字", "▁"])
    number = tokenizer.get_vocab().__getitem__
    counts = Counter({number("▁red"): 3, number("漢字"): 5, number("б"): 4, number("▁the"): 1})
    characters = [number(piece) for piece in ("▁a", "b", "漢", "▁")]
    assert choose(tokenizer, counts, 8).tolist() == sorted([0, 1, 2, 3, *characters])
    assert choose(tokenizer, counts, 10).tolist() == sorted([0, 1, 2, 3, *characters, number("漢字"), number("б")])
    assert choose(tokenizer, counts, 99).tolist() == sorted([0, 1, 2, 3, *characters, *counts])  # "▁가" never occurs
    assert choose(tokenizer, Counter(), 1).tolist() == sorted([0, 1, 2, 3, *characters])
