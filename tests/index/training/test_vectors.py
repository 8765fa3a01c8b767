"""The initial vectors: where a token's meaning comes from, and how it is weighted."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.training import vectors
from index.training.vectors import glosses, initial_vectors, space, whiten
from index.training.vocabulary import Dictionaries


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("鉄道", ("railroad", "railway")),  # the dictionary, not the word list
        ("てつどう", ("something rare in kana",)),  # a reading of a word not usually in kana is another word
        ("きっと", ("surely", "undoubtedly")),
        ("暗号", ("cipher", "encryption")),
        ("灯台", ("lighthouse",)),  # the word list alone
        ("建て", ("to build", "to construct")),  # an inflected form has the glosses of its dictionary form
        ("アリババ", ("Ali Baba",)),
        ("悦", ("ecstasy",)),
        ("▁railway", ("railway",)),
        ("1945", ("1945",)),
        ("ョフ", ()),  # a piece means nothing
        ("何か", ()),  # too long a gloss
    ],
)
def test_glosses(token: str, expected: tuple[str, ...], dictionary_files: Dictionaries) -> None:
    lists = [("灯台", "lighthouse"), ("鉄道", "line")]
    assert glosses([token], dictionary_files, lists)[token] == expected


def test_a_word_and_its_translation_begin_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    meanings = [f"m{number}" for number in range(300)]
    teacher = {text: row for text, row in zip(meanings, random_rows(300, 384), strict=True)}
    monkeypatch.setattr(vectors, "encode", lambda texts, _: np.stack([teacher[text] for text in texts]))
    japanese = [chr(0x4E00 + number) for number in range(300)]
    readings: dict[str, tuple[str, ...]] = {
        token: (meaning,) for token, meaning in zip(japanese, meanings, strict=True)
    }
    readings |= {f"▁{meaning}": (meaning,) for meaning in meanings} | {"ョフ": ()}
    tokens = [*japanese, *(f"▁{meaning}" for meaning in meanings), "ョフ"]
    shares = {japanese[0]: 5e-4, japanese[1]: 0.0}
    made, axes = initial_vectors(tokens, readings, shares, "any")
    assert axes.shape == (384, 256)
    assert made.shape == (601, 256)
    norms = np.linalg.norm(made, axis=1)
    assert norms[0] == pytest.approx(0.5, abs=1e-4)  # a / (a + p) with p = a
    assert norms[1] == pytest.approx(1.0, abs=1e-4)
    unit = made / norms[:, None]
    assert ((unit[:300] @ unit[300:600].T).argmax(axis=1) == np.arange(300)).all()
    assert np.abs(unit[600] @ unit[:600].T).max() < 0.5  # a piece has a direction of its own
    assert np.array_equal(made, initial_vectors(tokens, readings, shares, "any")[0])


def test_whitening_keeps_directions_apart() -> None:
    rows = random_rows(400, 300) * np.geomspace(1, 0.01, 300).astype(np.float32)
    reduced = whiten(rows, space(rows), np.ones(400, dtype=bool))
    assert np.allclose(np.linalg.norm(reduced, axis=1), 1, atol=1e-5)
    spread = reduced.std(axis=0)
    assert spread.max() / spread.min() < (rows.std(axis=0).max() / rows.std(axis=0).min()) ** 0.75


def random_rows(count: int, width: int) -> NDArray[np.float32]:
    return np.random.default_rng(7).normal(size=(count, width)).astype(np.float32)
