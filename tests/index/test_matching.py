import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Encoder
from index.encoder import TokenEncoder
from index.matching import TokenMatch
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


def scores(
    match: TokenMatch, question: NDArray[np.int32], rows: NDArray[np.int64], before: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Each sentence as a passage: what it meets alone, where none is before it."""
    return match.passage_scores(question, rows, before, np.arange(len(rows), dtype=np.int64))


@pytest.mark.parametrize("question", ["a", "abc", "cab", "aab", "zebra", "hello", "kkk", "qdw", ""])
def test_scores_equal_brute_force(question: str) -> None:
    encoder = LetterEncoder()
    found = scores(TokenMatch.build(encoder, SENTENCES), encoder.tokens(question), ALL, NONE_BEFORE)
    np.testing.assert_allclose(found, brute_force(encoder, SENTENCES, question), atol=1e-5)


def test_scores_equal_brute_force_with_the_bundled_encoder(article: Document, encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    sentences = [sentence.text for sentence in list(article.sentences())[:30]]
    match = TokenMatch.build(encoder, sentences)
    rows = np.arange(len(sentences), dtype=np.int64)
    for question in ("中国の国防産業はどこから利益を得たか", "Which technology does Russia depend on?"):
        found = scores(match, encoder.tokens(question), rows, np.full(len(rows), -1, dtype=np.int64))
        np.testing.assert_allclose(found, brute_force(encoder, sentences, question), atol=1e-5)


def test_one_means_that_every_token_stands_there() -> None:
    encoder = LetterEncoder()
    found = scores(TokenMatch.build(encoder, SENTENCES), encoder.tokens("bca"), ALL, NONE_BEFORE)
    np.testing.assert_allclose(found[[0, 3]], [1, 1], atol=1e-6)
    assert (np.delete(found, [0, 3]) < 0.999).all()


def test_with_the_sentence_before() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, ["abc", "xyz", "abcxyz", "q"])
    question, rows = encoder.tokens("azx"), np.arange(4)
    alone = scores(match, question, rows, np.full(4, -1))
    found = scores(match, question, rows, np.asarray([-1, 0, 1, -1]))
    # "abc" and "xyz" together meet what "abcxyz" meets alone; the sentence before counts for one of the two matches.
    np.testing.assert_allclose(found[1], (alone[1] + alone[2]) / 2, atol=1e-6)
    assert found[[0, 3]].tolist() == alone[[0, 3]].tolist()
    assert found[1] > alone[1]


def test_rows_may_be_any_in_any_order() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, SENTENCES)
    question = encoder.tokens("zebra")
    rows = np.asarray([7, 3, 1, 4])
    everything = scores(match, question, ALL, ALL - 1)
    np.testing.assert_allclose(scores(match, question, rows, rows - 1), everything[rows], atol=1e-6)


def test_rare_tokens_weigh_more() -> None:
    encoder = LetterEncoder()
    encoder.vectors = np.eye(26, dtype=np.float32)
    match = TokenMatch.build(encoder, ["a", "ab", "ac", "ad", "e"])
    found = scores(match, encoder.tokens("ae"), np.arange(5), np.full(5, -1))
    assert found[4] > found[0] > 0


def test_no_tokens_at_all() -> None:
    encoder = LetterEncoder()
    match = TokenMatch.build(encoder, ["", ""])
    assert scores(match, encoder.tokens("abc"), np.arange(2), np.asarray([-1, 0])).tolist() == [0, 0]


def test_a_passage_is_matched_by_its_best_two_sentences_and_as_a_whole() -> None:
    encoder, question = LetterEncoder(), "adqw"
    match = TokenMatch.build(encoder, SENTENCES)
    before = np.asarray([-1, 0, 1, -1, 3, 4, 5, 6], dtype=np.int64)
    found = match.passage_scores(encoder.tokens(question), ALL, before, np.asarray([0, 3], dtype=np.int64))
    holders = [sum(letter in sentence for sentence in SENTENCES) for letter in question]
    norms = [float(np.linalg.norm(encoder.token_vectors(encoder.tokens(letter)))) for letter in question]
    weights = [norm * math.sqrt(math.log(1 + 9 / (n + 0.5))) for norm, n in zip(norms, holders, strict=True)]

    def met(first: int, end: int) -> float:
        """What the sentences from one to another meet together; of one letter the formula is its cosine."""
        cosines = [brute_force(encoder, ["".join(SENTENCES[first:end])], letter)[0] for letter in question]
        return sum(weight * cosine for weight, cosine in zip(weights, cosines, strict=True)) / sum(weights)

    for score, (first, end) in zip(found, [(0, 3), (3, 8)], strict=True):
        best = max(met(max(row - 1, first), row + 1) for row in range(first, end))
        assert score == pytest.approx((best + met(first, end)) / 2, abs=1e-5)
