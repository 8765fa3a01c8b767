"""The late-interaction loss against its formula, worked out text by text."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.encoder import load_encoder
from index.training.losses import SCALE, LateInteractionLoss, MeanAndTokenLoss
from index.training.training import new_model
from index.training.vocabulary import UNKNOWN, make_tokenizer

WORDS = ["▁the", "▁red", "▁fox", "▁dog", "▁sees", "▁a", "▁cat", "赤い", "狐", "犬", "猫", "は", "を", "見る"]
QUERIES = ["the red fox", "a dog sees the cat", "cat"]
POSITIVES = ["赤い狐", "犬は猫を見る", "猫は猫を見る"]
NEGATIVES = ["犬は犬", "赤い猫", ""]


@pytest.fixture
def model(tmp_path: Path) -> SentenceTransformer:
    tokenizer = make_tokenizer([(UNKNOWN, 0.0), *((word, -1.0) for word in WORDS)])
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    vectors = np.random.default_rng(3).normal(size=(len(WORDS), 256)).astype(np.float32)
    return new_model(tmp_path / "tokenizer.json", vectors)


def parts(model: SentenceTransformer) -> tuple[torch.Tensor, Tokenizer]:
    static: Any = model[0]
    return static.embedding.weight, static.tokenizer


def columns(model: SentenceTransformer, *texts: list[str]) -> list[dict[str, torch.Tensor]]:
    return [model.preprocess(column) for column in texts]


def score(tokenizer: Tokenizer, weights: torch.Tensor, query: str, document: str) -> torch.Tensor:
    """Σ |t| · max cos(t, u) / Σ |t|, token by token."""
    tokens, others = tokenizer.encode(query).ids, tokenizer.encode(document).ids or [0]
    total, whole = torch.tensor(0.0), torch.tensor(0.0)
    for token in tokens:
        norm = weights[token].norm()
        cosines = [torch.nn.functional.cosine_similarity(weights[token], weights[other], dim=0) for other in others]
        total, whole = total + norm * torch.stack(cosines).max(), whole + norm
    return total / whole


def test_scores_are_the_formula(model: SentenceTransformer) -> None:
    weights, tokenizer = parts(model)
    documents = POSITIVES + NEGATIVES
    ahead = torch.stack([torch.stack([score(tokenizer, weights, q, d) for d in documents]) for q in QUERIES]) * SCALE
    back = torch.stack([torch.stack([score(tokenizer, weights, d, q) for q in QUERIES]) for d in POSITIVES]) * SCALE
    target = torch.arange(3)
    expected = (torch.nn.functional.cross_entropy(ahead, target) + torch.nn.functional.cross_entropy(back, target)) / 2
    (expected_gradient,) = torch.autograd.grad(expected, weights)
    loss = LateInteractionLoss(model, pairs=3)(columns(model, QUERIES, POSITIVES, NEGATIVES), torch.zeros(3))
    (gradient,) = torch.autograd.grad(loss, weights)
    assert loss.item() == pytest.approx(expected.item(), abs=1e-5)
    assert torch.allclose(gradient[1:], expected_gradient[1:], atol=1e-5)
    assert gradient[0].abs().max() == 0  # the unknown token has no vector, and gets none


def test_only_the_first_pairs_are_scored(model: SentenceTransformer) -> None:
    two = LateInteractionLoss(model, pairs=2)(columns(model, QUERIES, POSITIVES), torch.zeros(3))
    same = LateInteractionLoss(model, pairs=9)(columns(model, QUERIES[:2], POSITIVES[:2]), torch.zeros(2))
    assert two.item() == pytest.approx(same.item(), abs=1e-6)


def test_equals_what_the_index_computes() -> None:
    """The loss trains the score that `index.matching` ranks by, its weighting by frequency aside."""
    from index.matching import TokenMatch

    encoder = load_encoder()
    tokenizer = encoder._tokenizer  # type: ignore[attr-defined]
    ids = torch.tensor(range(tokenizer.get_vocab_size()), dtype=torch.int32).numpy()
    weights = torch.from_numpy(encoder.token_vectors(ids))  # type: ignore[attr-defined]
    question, sentence = "Huawei hires scientists", "ファーウェイは科学者を採用する。"
    match = TokenMatch.build(encoder, [sentence])  # type: ignore[arg-type]
    # Of one sentence every token that is missing has one frequency and every token that stands in it another, so only
    # a question without common tokens is weighted by the norms alone.
    first = np.asarray([0])
    (found,) = match.passage_scores(encoder.tokens(question), first, first - 1, first)  # type: ignore[attr-defined]
    assert found == pytest.approx(float(score(tokenizer, weights, question, sentence)), abs=1e-4)


def test_the_share_weighs_both_losses(model: SentenceTransformer) -> None:
    def value(share: float) -> float:
        loss = MeanAndTokenLoss(model, share=share, pairs=3)
        return float(loss(columns(model, QUERIES, POSITIVES, NEGATIVES), torch.zeros(3)).item())

    none, half = value(0.0), value(0.5)
    tokens = LateInteractionLoss(model, pairs=3)(columns(model, QUERIES, POSITIVES, NEGATIVES), torch.zeros(3)).item()
    assert half == pytest.approx(0.5 * none + 0.5 * tokens, abs=1e-5)
    assert math.isfinite(none) and none > 0
