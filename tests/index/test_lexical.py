import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.lexical import Lexical

K1, B = 1.2, 0.75

PASSAGES = [
    ["灯台", "海", "光る", "灯台"],
    ["港", "灯台", "油"],
    ["油", "油", "油", "値段", "上がる"],
    [],
    ["lighthous", "sea", "67900"],
]


def brute_force(passages: Sequence[Sequence[str]], query: Sequence[str]) -> list[float]:
    """BM25 as Lucene computes it: idf = ln(1 + (N - n + ½) / (n + ½)), tf / (tf + k1 (1 - b + b |d| / avgdl))."""
    count = len(passages)
    average = sum(len(passage) for passage in passages) / count
    scores = []
    for passage in passages:
        frequencies = Counter(passage)
        score = 0.0
        for term in dict.fromkeys(query):
            holders = sum(term in other for other in passages)
            idf = math.log(1 + (count - holders + 0.5) / (holders + 0.5))
            frequency = frequencies[term]
            score += idf * frequency / (frequency + K1 * (1 - B + B * len(passage) / average))
        scores.append(score)
    return scores


@pytest.mark.parametrize(
    "query",
    [["灯台"], ["油"], ["灯台", "油"], ["油", "油", "灯台"], ["67900", "灯台"], ["ない"], ["ない", "海"], []],
)
def test_scores_equal_brute_force(query: list[str]) -> None:
    np.testing.assert_allclose(
        Lexical.build(PASSAGES).scores(query), brute_force(PASSAGES, query), rtol=1e-5, atol=1e-7
    )


def test_scores_equal_brute_force_on_random_passages() -> None:
    generator = random.Random(7)
    vocabulary = [f"t{number}" for number in range(40)]
    passages = [generator.choices(vocabulary, k=generator.randrange(30)) for _ in range(60)]
    lexical = Lexical.build(passages)
    for _ in range(20):
        query = generator.choices(vocabulary, k=5)
        np.testing.assert_allclose(lexical.scores(query), brute_force(passages, query), rtol=1e-4, atol=1e-6)


def test_the_better_passage_comes_first() -> None:
    scores = Lexical.build(PASSAGES).scores(["油"])
    assert np.argsort(-scores).tolist()[:2] == [2, 1]
    assert scores[[0, 3, 4]].tolist() == [0, 0, 0]


def test_weights_are_inverse_document_frequencies() -> None:
    weights = Lexical.build(PASSAGES).weights(["灯台", "海", "ない"])
    np.testing.assert_allclose(
        weights, [math.log(1 + 3.5 / 2.5), math.log(1 + 4.5 / 1.5), math.log(1 + 5.5 / 0.5)], rtol=1e-6
    )


def test_a_score_is_below_the_weight_of_its_terms() -> None:
    lexical = Lexical.build(PASSAGES)
    for query in (["灯台"], ["油", "灯台", "港"], ["油", "ない"]):
        assert lexical.scores(query).max() < lexical.weights(query).sum()


@pytest.mark.parametrize(("term", "holders"), [("灯台", [0, 1]), ("油", [1, 2]), ("67900", [4]), ("ない", [])])
def test_holders(term: str, holders: list[int]) -> None:
    assert sorted(Lexical.build(PASSAGES).holders(term).tolist()) == holders


@pytest.mark.parametrize("passages", [[], [[]], [[], [], []]])
def test_passages_without_terms(passages: list[list[str]], tmp_path: Path) -> None:
    lexical = Lexical.build(passages)
    lexical.save(tmp_path / "saved")
    for one in (lexical, Lexical.load(tmp_path / "saved")):
        assert one.scores(["灯台"]).tolist() == [0.0] * len(passages)
        assert one.holders("灯台").tolist() == []


def test_a_loaded_one_equals_the_built_one(tmp_path: Path) -> None:
    built = Lexical.build(PASSAGES)
    built.save(tmp_path / "saved")
    loaded = Lexical.load(tmp_path / "saved")
    for query in (["灯台"], ["油", "海", "67900"], ["ない"], []):
        assert loaded.scores(query).tolist() == built.scores(query).tolist()
        assert loaded.weights(query).tolist() == built.weights(query).tolist()
        assert [loaded.holders(term).tolist() for term in query] == [built.holders(term).tolist() for term in query]
