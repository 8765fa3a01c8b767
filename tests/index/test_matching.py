import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Encoder
from index.encoder import TokenEncoder
from index.matching import TokenMatch, nearest_cosine
from source import Document


class LetterEncoder:
    """A token for each letter a–z, with vectors of different lengths."""

    def __init__(self) -> None:
        self.vectors = (
            np.random.default_rng(3).normal(size=(26, 8)).astype(np.float32)
            * np.linspace(0.2, 2, 26, dtype=np.float32)[:, None]
        )

    def tokens(self, text: str) -> NDArray[np.int32]:
        return np.asarray([ord(letter) - ord("a") for letter in text], dtype=np.int32)

    def token_vectors(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        return np.asarray(self.vectors[ids], dtype=np.float32)


def brute_force(encoder: TokenEncoder, sentences: Sequence[str], question: str) -> list[float]:
    """The formula of the module, token by token."""

    def vector(token: int) -> NDArray[np.float64]:
        return np.asarray(encoder.token_vectors(np.asarray([token], dtype=np.int32))[0], dtype=np.float64)

    tokenised = [encoder.tokens(sentence).tolist() for sentence in sentences]
    asked = sorted(set(encoder.tokens(question).tolist()))
    weights = {}
    for token in asked:
        holders = sum(token in sentence for sentence in tokenised)
        weights[token] = float(np.linalg.norm(vector(token))) * math.sqrt(
            math.log(1 + (len(sentences) + 1) / (holders + 0.5))
        )
    scores = []
    for sentence in tokenised:
        total = 0.0
        for token in asked:
            one = vector(token)
            cosines = [
                float(one @ vector(other)) / float(np.linalg.norm(one) * np.linalg.norm(vector(other)))
                for other in set(sentence)
            ]
            total += weights[token] * max([0.0, *cosines])
        scores.append(total / sum(weights.values()) if asked else 0.0)
    return scores


SENTENCES = ["abc", "", "dddd", "xyzabc", "q", "hello", "", "world"]
NONE_BEFORE = np.full(len(SENTENCES), -1, dtype=np.int64)
ALL = np.arange(len(SENTENCES), dtype=np.int64)


@pytest.mark.parametrize("question", ["a", "abc", "cab", "aab", "zebra", "hello", "kkk", "qdw", ""])
def test_scores_equal_brute_force(question: str) -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, SENTENCES)
    alone, together = match.scores(encoder.tokens(question), ALL, NONE_BEFORE)
    np.testing.assert_allclose(alone, brute_force(encoder, SENTENCES, question), atol=1e-5)
    np.testing.assert_array_equal(alone, together)


def test_scores_equal_brute_force_with_the_bundled_encoder(article: Document, encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    sentences = [sentence.text for sentence in list(article.sentences())[:30]]
    match = TokenMatch.build(encoder, sentences)
    rows = np.arange(len(sentences), dtype=np.int64)
    for question in ("中国の国防産業はどこから利益を得たか", "Which technology does Russia depend on?"):
        alone, _ = match.scores(encoder.tokens(question), rows, np.full(len(rows), -1, dtype=np.int64))
        np.testing.assert_allclose(alone, brute_force(encoder, sentences, question), atol=1e-5)


def test_one_means_that_every_token_stands_there() -> None:
    encoder = LetterEncoder()
    alone, _ = TokenMatch.build(encoder, SENTENCES).scores(encoder.tokens("bca"), ALL, NONE_BEFORE)
    np.testing.assert_allclose(alone[[0, 3]], [1, 1], atol=1e-6)
    assert (np.delete(alone, [0, 3]) < 0.999).all()


def test_with_the_sentence_before() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, ["abc", "xyz", "abcxyz", "q"])
    rows, before = np.arange(4), np.asarray([-1, 0, 1, -1])
    alone, together = match.scores(encoder.tokens("azx"), rows, before)
    # "abc" and "xyz" together meet what "abcxyz" meets alone; a first sentence has only itself.
    np.testing.assert_allclose(together[1], alone[2], atol=1e-6)
    assert together[[0, 3]].tolist() == alone[[0, 3]].tolist()
    assert together[1] > alone[1]


def test_rows_may_be_any_in_any_order() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, SENTENCES)
    question = encoder.tokens("zebra")
    everything, everything_together = match.scores(question, ALL, ALL - 1)
    rows = np.asarray([7, 3, 1, 4])
    alone, together = match.scores(question, rows, rows - 1)
    np.testing.assert_allclose(alone, everything[rows], atol=1e-6)
    np.testing.assert_allclose(together, everything_together[rows], atol=1e-6)


def test_rare_tokens_weigh_more() -> None:
    encoder = LetterEncoder()
    encoder.vectors = np.eye(26, dtype=np.float32)
    match = TokenMatch.build(encoder, ["a", "ab", "ac", "ad", "e"])
    alone, _ = match.scores(encoder.tokens("ae"), np.arange(5), np.full(5, -1))
    assert alone[4] > alone[0] > 0


@pytest.mark.parametrize("sentences", [[], ["", ""]])
def test_no_tokens_at_all(sentences: list[str]) -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, sentences)
    if sentences:
        alone, together = match.scores(encoder.tokens("abc"), np.arange(2), np.asarray([-1, 0]))
        assert alone.tolist() == together.tolist() == [0, 0]
    assert match.nearest(encoder.tokens("a")) == 0


def test_nearest_cosine_of_a_word() -> None:
    encoder = LetterEncoder()
    word = encoder.vectors[0] + encoder.vectors[1]
    cosines = [
        float(word @ vector / np.linalg.norm(word) / np.linalg.norm(vector))
        for vector in encoder.vectors[[7, 4, 11, 14]]
    ]
    assert nearest_cosine(encoder, encoder.tokens("ab"), encoder.tokens("hello")) == pytest.approx(
        max(cosines), abs=1e-5
    )
    assert TokenMatch.build(encoder, ["hell", "", "o"]).nearest(encoder.tokens("ab")) == pytest.approx(
        max(cosines), abs=1e-5
    )
    assert nearest_cosine(encoder, encoder.tokens("h"), encoder.tokens("hello")) == pytest.approx(1, abs=1e-5)
    assert nearest_cosine(encoder, encoder.tokens(""), encoder.tokens("hello")) == 0
    assert nearest_cosine(encoder, encoder.tokens("a"), encoder.tokens("")) == 0


def test_a_passage_is_matched_by_its_best_two_sentences_and_as_a_whole() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, SENTENCES)
    before = np.asarray([-1, 0, 1, -1, 3, 4, 5, 6], dtype=np.int64)
    starts = np.asarray([0, 3], dtype=np.int64)
    question = encoder.tokens("adqw")
    found = match.passage_scores(question, ALL, before, starts)
    _, together = match.scores(question, ALL, before)
    for place, (first, end) in enumerate([(0, 3), (3, 8)]):
        joined = ["".join(SENTENCES[first:end]) if row == first else "" for row in range(len(SENTENCES))]
        holders = [sum(letter in sentence for sentence in SENTENCES) for letter in "adqw"]
        norms = [float(np.linalg.norm(encoder.token_vectors(encoder.tokens(letter)))) for letter in "adqw"]
        weights = [norm * math.sqrt(math.log(1 + 9 / (n + 0.5))) for norm, n in zip(norms, holders, strict=True)]
        whole = sum(
            weight * brute_force(encoder, joined, letter)[first] for weight, letter in zip(weights, "adqw", strict=True)
        ) / sum(weights)
        assert found[place] == pytest.approx((together[first:end].max() + whole) / 2, abs=1e-5)
