"""The tokenizer: what it cuts where."""

import math
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index.training.vocabulary import UNKNOWN, Dictionaries, build, make_tokenizer, save
from tests.index.training.conftest import sentences

SIZES = {"japanese": 400, "english": 300, "latin pieces": 60, "katakana pieces": 40}


@pytest.fixture(scope="module")
def built(dictionary_files: Dictionaries) -> tuple[Tokenizer, dict[str, float]]:
    return build(*texts(), dictionary_files, SIZES)


def texts() -> tuple[list[str], list[str]]:
    pairs = sentences(300, 5)
    japanese = [ja for ja, _ in pairs] + ["ニザームルムルクは暗号を売る。"]
    english = [en for _, en in pairs] + ["Nizamiyya sold the cipher."]
    return japanese, english


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Red fox", ["▁red", "▁fox"]),
        ("ＲＥＤ　ｆｏｘ！", ["▁red", "▁fox"]),
        ("赤い狐", ["赤い", "狐"]),
        ("Réd", ["▁red"]),
        ("ガ", ["ガ"]),  # stripping accents must not strip voicing marks
        ("1,234 red", ["1234", "▁red"]),
        ("赤い・狐", ["赤い", "狐"]),
    ],
)
def test_text_is_normalised_and_cut_into_runs(text: str, tokens: list[str]) -> None:
    words = ["▁red", "▁fox", "赤い", "狐", "ガ", "カ", "1234"]
    tokenizer = make_tokenizer([(UNKNOWN, 0.0), *((word, -1.0) for word in words)])
    assert tokenizer.encode(text).tokens == tokens


def test_words_of_text_and_dictionary_are_tokens(built: tuple[Tokenizer, dict[str, float]]) -> None:
    tokenizer, _ = built
    assert tokenizer.encode("鉄道会社は1945年に工場を建てた。").tokens[:2] == ["鉄道", "会社"]
    assert tokenizer.encode("the railway company").tokens == ["▁the", "▁railway", "▁company"]
    assert tokenizer.token_to_id("1945") is not None
    assert tokenizer.token_to_id(UNKNOWN) == 0


def test_names_are_spelt_out_of_pieces(dictionary_files: Dictionaries) -> None:
    tokenizer, _ = build(*texts(), dictionary_files, {**SIZES, "japanese": 30, "english": 20})
    for name in ("Nizamiyya", "ニザームルムルク"):
        pieces = tokenizer.encode(name).tokens
        assert 1 < len(pieces) < len(name)
        assert UNKNOWN not in pieces


def test_every_letter_kana_and_kanji_in_use_is_known(built: tuple[Tokenizer, dict[str, float]]) -> None:
    tokenizer, _ = built
    assert 0 not in tokenizer.encode("悦 和 ぱ ヴ ー xq 7 99999").ids
    assert tokenizer.encode("龗").ids == [0]


def test_probabilities_follow_use(built: tuple[Tokenizer, dict[str, float]]) -> None:
    tokenizer, chances = built
    assert chances["は"] > chances["鉄道"] > chances["悦"] > 0
    assert chances["▁the"] > chances["▁railway"]
    assert tokenizer.get_vocab_size() == len(chances) + 1
    scores = {token: score for token, score in tokenizer_scores(tokenizer)}
    assert scores["鉄道"] == pytest.approx(math.log(chances["鉄道"]), abs=0.006)


def test_saved_tokenizer_is_the_same_without_white_space(
    built: tuple[Tokenizer, dict[str, float]], tmp_path: Path
) -> None:
    tokenizer, chances = built
    save(tokenizer, chances, tmp_path)
    text = (tmp_path / "tokenizer.json").read_text(encoding="utf-8")
    assert "\n" not in text
    sample = "The railway was closed in 1,945; 鉄道は閉じた。"
    assert Tokenizer.from_file(str(tmp_path / "tokenizer.json")).encode(sample).ids == tokenizer.encode(sample).ids


def tokenizer_scores(tokenizer: Tokenizer) -> list[tuple[str, float]]:
    import json

    return [(token, score) for token, score in json.loads(tokenizer.to_str())["model"]["vocab"]]
