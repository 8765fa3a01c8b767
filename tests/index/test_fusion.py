from dataclasses import astuple

import numpy as np
import pytest

from index import PassageIndex
from index.fusion import ACROSS, WITHIN, Scores, Weights
from source import LANGUAGES, Document


def test_scores_are_weighted_by_whether_the_language_is_shared() -> None:
    scores = Scores(
        lexical=np.asarray([0.5, 1.0], dtype=np.float32),
        dense=np.asarray([0.25, -0.5], dtype=np.float32),
        match=np.asarray([1.0, 0.0], dtype=np.float32),
        shares_language=np.asarray([True, False]),
    )
    fused = scores.fused(Weights(0.2, 0.4, 0.4), Weights(0.0, 0.5, 0.5))
    np.testing.assert_allclose(fused, [0.2 * 0.5 + 0.4 * 0.25 + 0.4, -0.25], atol=1e-7)


@pytest.mark.parametrize("weights", [*WITHIN.values(), ACROSS])
def test_weights_add_up_to_one(weights: Weights) -> None:
    assert sum(astuple(weights)) == pytest.approx(1, abs=0.011)
    assert min(astuple(weights)) >= 0


def test_every_language_has_weights() -> None:
    assert set(WITHIN) == set(LANGUAGES)


def test_a_hit_is_scored_by_the_weights_of_the_language_asked(article: Document, article_index: PassageIndex) -> None:
    assert set(article.languages) == set(LANGUAGES)
    for question in ("ファーウェイは何人を採用する予定か", "How many people will Huawei hire?"):
        weights = WITHIN[article_index.analyse(question).language]
        for hit in article_index.search(question, k=3):
            expected = weights.lexical * hit.lexical + weights.dense * hit.dense + weights.match * hit.match
            assert hit.score == pytest.approx(expected, abs=1e-6)
