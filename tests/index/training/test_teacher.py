"""The teacher's vectors of sentences, in the space of the initial vectors."""

import numpy as np
import pytest
from datasets import Dataset

from index.training import teacher


def test_a_pair_is_labelled_with_what_the_teacher_makes_of_its_english_side(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(3, 4)).astype(np.float32)
    known = {"one": rows[0], "two": rows[1], "three": rows[2]}
    monkeypatch.setattr(teacher, "encode", lambda texts, _: np.stack([known[text] for text in texts]))
    axes = rng.normal(size=(4, 2)).astype(np.float32)
    pairs = Dataset.from_dict({"query": ["一", "長", "二", "三"], "positive": ["one", "x" * 999, "two", "three"]})
    made = teacher.targets(pairs, axes, "any")
    assert made["query"][:] == ["一", "二", "三"]  # a long one costs too much
    expected = (rows - rows.mean(axis=0)) @ axes
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(np.asarray(made["label"][:]), expected, atol=1e-5)
    assert teacher.targets(pairs, axes, "any", most=2)["query"][:] == ["一", "二"]
