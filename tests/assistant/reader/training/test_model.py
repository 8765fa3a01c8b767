"""The model's losses against their formulas, worked out row by row, and its products as integers compute them."""

import math
from collections.abc import Callable, Sequence

import pytest
import torch
from torch import Tensor, nn

from assistant.reader.layout import ANYTHING, BEGIN, EVIDENCE, LAST, LEANS, PAD
from assistant.reader.training.model import (
    ANYTHING_WEIGHT,
    EVIDENCE_WEIGHT,
    LEANS_WEIGHT,
    ReaderModel,
    _rounded_linear,
    losses,
    sentence_logits,
)
from assistant.reader.training.sampling import Batch, Example, collate

ANSWERED = Example([0, 7, 4, 5, 6, 8, 2], [2, 4, 6], [False, True], (4, 5), 1)
NOT_ANSWERED = Example([0, 7, 9, 5, 2], [2, 4], [False], (0, 0), -1)
UNMARKED = Example([0, 7, 4, 5, 6, 8, 2], [2, 4, 6], [True, True], (-1, -1), 0)
WITHOUT_PASSAGE = Example([0, 7, 2, 2], [4], [], (-1, -1), 0)


def logits_for(batch: Batch) -> Tensor:
    return torch.randn(*batch.ids.shape, 5, generator=torch.Generator().manual_seed(4))


def entropy(logits: Tensor, allowed: Sequence[int], target: int) -> float:
    """Cross-entropy of one place among those that are allowed."""
    return math.log(sum(math.exp(float(logits[place])) for place in allowed)) - float(logits[target])


def binary(logit: float | Tensor, target: bool) -> float:
    return math.log1p(math.exp(-float(logit) if target else float(logit)))


def test_losses_of_two_rows() -> None:
    batch = collate([ANSWERED, NOT_ANSWERED])
    logits = logits_for(batch)
    first, second = logits
    found = losses(logits, batch)
    places, others = [0, 2, 3, 4, 5], [0, 2, 3]  # the first piece, which says none, and the sentences'
    span = [
        (entropy(first[:, BEGIN], places, 4) + entropy(first[:, LAST], places, 5)) / 2,
        (entropy(second[:, BEGIN], others, 0) + entropy(second[:, LAST], others, 0)) / 2,
    ]
    assert float(found.span) == pytest.approx(sum(span) / 2, abs=1e-5)
    evidence = [
        (binary(first[2:4, EVIDENCE].mean(), False) + binary(first[4:6, EVIDENCE].mean(), True)) / 2,
        binary(second[2:4, EVIDENCE].mean(), False),
    ]
    assert float(found.evidence) == pytest.approx(sum(evidence) / 2, abs=1e-5)
    anything = [binary(first[0, ANYTHING], True), binary(second[0, ANYTHING], False)]
    assert float(found.anything) == pytest.approx(sum(anything) / 2, abs=1e-5)
    assert float(found.leans) == pytest.approx(binary(first[0, LEANS], True) / 2, abs=1e-5)  # of one it is known
    whole = found.span + EVIDENCE_WEIGHT * found.evidence + ANYTHING_WEIGHT * found.anything
    assert float(found.total) == pytest.approx(float(whole + LEANS_WEIGHT * found.leans))


def test_a_span_that_is_not_marked_costs_nothing() -> None:
    alone, batch = collate([ANSWERED]), collate([ANSWERED, UNMARKED])
    logits = logits_for(batch)
    span = float(losses(logits[:1], alone).span)
    assert float(losses(logits, batch).span) == pytest.approx(span / 2, abs=1e-6)
    assert float(losses(logits[1:], collate([UNMARKED])).span) == 0.0


def test_a_row_without_a_passage_tells_only_what_it_leans_on() -> None:
    batch = collate([WITHOUT_PASSAGE])
    logits = logits_for(batch)
    found = losses(logits, batch)
    assert (float(found.span), float(found.evidence), float(found.anything)) == (0.0, 0.0, 0.0)
    assert float(found.leans) == pytest.approx(binary(logits[0, 0, LEANS], False), abs=1e-6)


def test_pieces_outside_the_sentences_get_no_gradient_of_the_span() -> None:
    batch = collate([ANSWERED])
    logits = logits_for(batch).requires_grad_()
    (gradient,) = torch.autograd.grad(losses(logits, batch).span, logits)
    assert gradient[0, [1, 6]].abs().max() == 0
    assert (gradient[0, [0, 2, 3, 4, 5]][:, [BEGIN, LAST]] != 0).all()


def test_a_sentences_logit_is_the_mean_of_its_pieces() -> None:
    logits = torch.zeros(2, 5, 5)
    logits[..., EVIDENCE] = torch.tensor([[9.0, 1.0, 2.0, 6.0, 9.0], [9.0, 3.0, 9.0, 9.0, 9.0]])
    sentence = torch.tensor([[-1, 0, 0, 1, -1], [-1, 0, -1, -1, -1]])
    assert sentence_logits(logits, sentence, 3).tolist() == [[1.5, 6.0, 0.0], [3.0, 0.0, 0.0]]


def test_padding_changes_nothing(make_model: Callable[[], ReaderModel]) -> None:
    model = make_model().eval()
    row = torch.tensor([[0, 7, 4, 5, 2]])
    padded = torch.cat([row, torch.full((1, 4), PAD)], dim=1)
    with torch.no_grad():
        assert torch.allclose(model(padded)[:, :5], model(row), atol=1e-5)


def test_word_embeddings_are_not_trained(make_model: Callable[[], ReaderModel]) -> None:
    model = make_model()
    batch = collate([ANSWERED, NOT_ANSWERED])
    losses(model(batch.ids), batch).total.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    frozen = {name for name, value in model.named_parameters() if value.grad is None}
    assert frozen == {"encoder.embeddings.word_embeddings.weight"}
    assert set(model.state_dict()) - set(model.trained_state()) == frozen


def test_rounding_is_felt_and_forgotten(make_model: Callable[[], ReaderModel]) -> None:
    model = make_model().eval()
    state = {name: value.clone() for name, value in model.state_dict().items()}
    ids = collate([ANSWERED, NOT_ANSWERED]).ids
    with torch.no_grad():
        exact = model(ids)
        model.round_like_integers()
        rounded = model(ids)
        model.forget_rounding()
        again = model(ids)
    assert 0 < float((rounded - exact).abs().max()) < 0.05 * float(exact.abs().max())
    assert torch.equal(again, exact)
    assert all(torch.equal(value, state[name]) for name, value in model.state_dict().items())


def test_a_rounded_product_by_value() -> None:
    module = nn.Linear(3, 2)
    with torch.no_grad():
        module.weight.copy_(torch.tensor([[6.3, -3.14, 0.04], [0.63, 0.0, -0.309]]))  # on steps of 0.1 and of 0.01
        module.bias.copy_(torch.tensor([0.5, 0.0]))
    given = torch.tensor([[2.0, -0.55, 0.004], [0.0, 1.0, 0.0]])  # from -0.55 to 2: 255 steps of 0.01
    expected = [[6.3 * 2 + 3.1 * 0.55 + 0.5, 0.63 * 2], [-3.1 + 0.5, 0.0]]
    found = _rounded_linear(module, given)
    assert found.tolist() == [pytest.approx(row, abs=1e-4) for row in expected]


def test_gradients_pass_as_if_nothing_was_rounded() -> None:
    torch.manual_seed(1)
    module = nn.Linear(3, 2)
    given = torch.randn(4, 3, requires_grad=True)
    exact = torch.autograd.grad(module(given).sum(), [given, module.bias])
    rounded = torch.autograd.grad(_rounded_linear(module, given).sum(), [given, module.bias])
    assert torch.allclose(rounded[0], exact[0], atol=0.02)
    assert torch.equal(rounded[1], exact[1])
    (weight,) = torch.autograd.grad(_rounded_linear(module, given).sum(), [module.weight])
    assert torch.allclose(weight, given.detach().sum(dim=0).expand(2, 3), atol=0.05)
