"""The training loop in a small world: it learns, and a run that was cut off goes on to the same weights."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity

from assistant.reader.training import training
from assistant.reader.training.model import Losses, ReaderModel, losses
from assistant.reader.training.pool import Pool
from assistant.reader.training.sampling import LAST_MIX, MIX, Batch, batches, collate, example
from assistant.reader.training.training import SHARDS, Plan, Stream, _Half, rate_at, train

PLAN = Plan(steps=14, pieces=300, rate=3e-3, rounded_from=0.5)


def test_the_rate_rises_in_a_line_and_falls_to_nothing() -> None:
    plan = Plan(steps=100, rate=8e-4)
    rates = [rate_at(step, plan) for step in range(100)]
    assert rates[:5] == pytest.approx([2e-4, 4e-4, 6e-4, 8e-4, 8e-4])
    assert all(np.diff(rates[4:]) < 0)
    assert rates[52] == pytest.approx(4e-4)
    assert 0 < rates[99] < 1e-6
    assert rate_at(0, Plan(steps=1, rate=1.0)) == 1.0


def trained(model: ReaderModel, pool: Pool, checkpoint: Path, plan: Plan = PLAN) -> dict[str, Tensor]:
    assert train(model, pool, plan, checkpoint, device="cpu", saved_every=5)
    return model.trained_state()


def equal(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(value, other[name]) for name, value in one.items())


@pytest.mark.parametrize("half", [False, True])
def test_a_run_that_was_cut_off_goes_on_to_the_same_weights(
    pool: Pool, make_model: Callable[[], ReaderModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: half)  # gradients in bf16, as on an accelerator
    monkeypatch.setattr(training, "AVERAGED", 0.4)  # of a plan so short the average would be the last weights
    whole = trained(make_model(), pool, tmp_path / "whole.pt")
    steps: list[int] = []

    def cut_off(logits: Tensor, batch: Batch) -> Losses:
        steps.append(1)
        if len(steps) == 13:
            raise RuntimeError("The machine went down.")
        return losses(logits, batch)

    monkeypatch.setattr(training, "losses", cut_off)
    with pytest.raises(RuntimeError, match="The machine went down"):
        trained(make_model(), pool, tmp_path / "parted.pt")
    assert torch.load(tmp_path / "parted.pt", weights_only=True)["step"] == 10
    assert equal(trained(make_model(), pool, tmp_path / "parted.pt"), whole)
    assert len(steps) == 13 + 4
    assert equal(trained(make_model(), pool, tmp_path / "parted.pt"), whole)  # what is finished stays as it is
    assert len(steps) == 13 + 4


def test_a_run_without_time_is_to_be_gone_on_with(
    pool: Pool, make_model: Callable[[], ReaderModel], tmp_path: Path
) -> None:
    plan = Plan(steps=3, pieces=300)
    model = make_model()
    assert not train(model, pool, plan, tmp_path / "run.pt", device="cpu", minutes=0)
    assert equal(model.trained_state(), make_model().trained_state())
    whole = trained(make_model(), pool, tmp_path / "whole.pt", plan)
    assert equal(trained(model, pool, tmp_path / "run.pt", plan), whole)


def test_the_weights_afterwards_are_the_average(
    pool: Pool, make_model: Callable[[], ReaderModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "AVERAGED", 1.0)
    plan = Plan(steps=3, pieces=300, rate=1e-3)
    model = make_model()
    train(model, pool, plan, tmp_path / "run.pt", device="cpu", saved_every=1)
    seen: list[Tensor] = []
    keep = training._save

    def kept(checkpoint: Path, step: int, values: list[torch.nn.Parameter], *others: object) -> None:
        if len(seen) < step:
            seen.append(values[-1].detach().clone())
        keep(checkpoint, step, values, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(training, "_save", kept)
    again = make_model()
    train(again, pool, plan, tmp_path / "again.pt", device="cpu", saved_every=1)
    assert torch.allclose(again.head.bias, torch.stack(seen).mean(dim=0), atol=1e-7)  # of all three steps alike
    assert torch.equal(again.head.bias, model.head.bias)


def test_it_learns_and_computes_exactly_afterwards(
    pool: Pool, make_model: Callable[[], ReaderModel], tmp_path: Path
) -> None:
    batch = collate([example(pool, number) for number in range(len(pool))])

    def loss(model: ReaderModel) -> float:
        with torch.no_grad():
            return float(losses(model.eval()(batch.ids), batch).total)

    model = make_model()
    before = loss(model)
    state = trained(model, pool, tmp_path / "run.pt", Plan(steps=30, pieces=600, rate=5e-3, rounded_from=0.3))
    assert loss(model) < 0.8 * before
    again = make_model()
    again.load_state_dict(state, strict=False)
    with torch.no_grad():
        assert torch.equal(model(batch.ids), again.eval()(batch.ids))  # nothing is rounded any more


def test_shards_take_turns(pool: Pool) -> None:
    mixes = ((MIX, 1), (LAST_MIX, 0))
    plan = Plan(steps=24, pieces=300, last_mix_from=0.5, seed=3)
    shards = [batches(pool, mixes, seed=3, pieces=300, shard=shard, shards=SHARDS) for shard in range(SHARDS)]
    expected = [next(shard).ids.tolist() for _ in range(2) for shard in shards]
    assert [batch.ids.tolist() for batch in islice(Stream(pool, plan), 2 * SHARDS)] == expected


def test_half_precision_hands_its_gradients_over(pool: Pool, make_model: Callable[[], ReaderModel]) -> None:
    model = make_model()
    half = _Half(model)
    batch = collate([example(pool, number) for number in range(6)])
    losses(half.model(batch.ids), batch).total.backward()  # type: ignore[no-untyped-call]
    half.hand_over()
    own = {name: value.grad.clone() for name, value in model.named_parameters() if value.grad is not None}
    model.zero_grad()
    losses(model(batch.ids), batch).total.backward()  # type: ignore[no-untyped-call]
    for name, value in model.named_parameters():
        if value.grad is not None:
            assert own[name].dtype == torch.float32
            if value.grad.norm() > 1e-4:  # that of the keys' biases is nothing
                assert float(cosine_similarity(own[name].flatten(), value.grad.flatten(), dim=0)) > 0.99, name
    assert all(value.grad is None for value in half.model.parameters())
    with torch.no_grad():
        model.head.bias.fill_(0.3)
    half.take_over()
    assert half.model.head.bias.tolist() == torch.full((5,), 0.3).to(torch.bfloat16).tolist()
