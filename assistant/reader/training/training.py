"""The training loop: on a processor or on an accelerator, in pieces of any length, the same batches either way."""

import copy
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from tqdm import tqdm

from assistant.reader.training.model import ReaderModel, losses
from assistant.reader.training.pool import Pool
from assistant.reader.training.sampling import LAST_MIX, MIX, Batch, batches

SHARDS = 12
"""Parts of the pool that are drawn side by side; fixed, since the batches depend on it."""
CLIPPED = 1.0
"""Length that a gradient is cut to."""
WARM_UP = 0.04
"""Share of the steps in which the rate rises."""
AVERAGED = 0.02
"""Share of the steps that the average of the weights looks back on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: steps in all, pieces a batch, the highest rate, the seed.

    `last_mix_from` and `rounded_from` are the shares of the steps after which the last mix is drawn from, and the
    products are rounded as in use.
    """

    steps: int
    pieces: int = 64_000
    rate: float = 3e-4
    last_mix_from: float = 0.55
    rounded_from: float = 0.8
    weight_decay: float = 0.01
    seed: int = 1


class Stream(IterableDataset[Batch]):
    """The batches of one shard in each worker of a loader, or of all shards in turn where there are no workers."""

    def __init__(self, pool: Pool, plan: Plan) -> None:
        self._pool, self._plan = pool, plan

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        if worker is not None:
            yield from self._shard(worker.id)
        streams = [self._shard(shard) for shard in range(SHARDS)]
        while True:
            for stream in streams:
                yield next(stream)

    def _shard(self, shard: int) -> Iterator[Batch]:
        plan = self._plan
        mixes = ((MIX, round(plan.last_mix_from * plan.steps / SHARDS)), (LAST_MIX, 0))
        return batches(self._pool, mixes, seed=plan.seed, pieces=plan.pieces, shard=shard, shards=SHARDS)


class _Half:
    """A copy of a model in bf16 that computes gradients for it: half the memory to move, and no casts in between."""

    def __init__(self, model: ReaderModel) -> None:
        self.model = copy.deepcopy(model).to(torch.bfloat16)
        self._pairs = [
            (half, full)
            for half, full in zip(self.model.parameters(), model.parameters(), strict=True)
            if full.requires_grad
        ]

    def hand_over(self) -> None:
        """Move the gradients to the model."""
        for half, full in self._pairs:
            assert half.grad is not None
            full.grad = half.grad.float()
            half.grad = None

    def take_over(self) -> None:
        """Take the model's weights."""
        with torch.no_grad():
            torch._foreach_copy_([half for half, _ in self._pairs], [full for _, full in self._pairs])


def rate_at(step: int, plan: Plan) -> float:
    """Return the learning rate of a step: it rises in a line, then falls along a cosine to nothing."""
    rising = max(1, round(plan.steps * WARM_UP))
    if step < rising:
        return plan.rate * (step + 1) / rising
    return plan.rate * 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, plan.steps - rising)))


def train(
    model: ReaderModel,
    pool: Pool,
    plan: Plan,
    checkpoint: Path,
    *,
    device: str,
    minutes: float = math.inf,
    saved_every: int = 250,
) -> bool:
    """Train until the plan or the time is over; return whether the plan is. It goes on from the checkpoint.

    Afterwards the model holds the averaged weights.
    """
    model.to(device).train()
    trained = [value for value in model.parameters() if value.requires_grad]
    optimiser = _optimiser(trained, plan, fused=device != "cpu")
    average = [value.detach().clone() for value in trained]
    step = _resume(checkpoint, trained, average, optimiser, device)
    half = _Half(model) if device != "cpu" or torch.cpu._is_amx_tile_supported() else None  # else bf16 is emulated
    computing = model if half is None else half.model
    stream = _stream(pool, plan, device)
    for _ in tqdm(range(step), desc="passing over what was seen", disable=step == 0):
        next(stream)
    begun = time.monotonic()
    bar = tqdm(total=plan.steps, initial=step, mininterval=10, desc="training")
    rounded = False
    while step < plan.steps and time.monotonic() - begun < 60 * minutes:
        if not rounded and step >= plan.rounded_from * plan.steps:
            computing.round_like_integers()
            rounded = True
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, plan)
        batch = next(stream).to(device)
        parts = losses(computing(batch.ids), batch)
        parts.total.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        if half is not None:
            half.hand_over()
        nn.utils.clip_grad_norm_(trained, CLIPPED)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if half is not None:
            half.take_over()
        step += 1
        with torch.no_grad():
            kept = 1 - 1 / max(1.0, min(step, AVERAGED * plan.steps))
            torch._foreach_lerp_(average, [value.detach() for value in trained], 1 - kept)
        if step % 50 == 0:
            now = torch.stack([parts.span, parts.evidence, parts.anything, parts.leans]).tolist()
            bar.set_postfix_str("span {:.3f} evidence {:.3f} anything {:.3f} leans {:.3f}".format(*now), refresh=False)
        bar.update()
        if step % saved_every == 0:
            _save(checkpoint, step, trained, average, optimiser)
    bar.close()
    _save(checkpoint, step, trained, average, optimiser)
    model.forget_rounding()
    with torch.no_grad():
        for value, mean in zip(trained, average, strict=True):
            value.copy_(mean)
    return step >= plan.steps


def _optimiser(trained: list[nn.Parameter], plan: Plan, *, fused: bool) -> torch.optim.AdamW:
    matrices = [value for value in trained if value.ndim >= 2]
    vectors = [value for value in trained if value.ndim < 2]
    groups = [
        {"params": matrices, "weight_decay": plan.weight_decay},
        {"params": vectors, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=fused)


def _stream(pool: Pool, plan: Plan, device: str) -> Iterator[Batch]:
    """Return the batches; drawn by processes of their own where an accelerator waits for them."""
    if device == "cpu":
        return iter(Stream(pool, plan))
    return iter(DataLoader(Stream(pool, plan), batch_size=None, num_workers=SHARDS, prefetch_factor=4, pin_memory=True))


def _save(
    checkpoint: Path, step: int, trained: list[nn.Parameter], average: list[torch.Tensor], optimiser: torch.optim.AdamW
) -> None:
    beside = checkpoint.with_name(f".{checkpoint.name}.new")
    state = {"step": step, "trained": [value.detach() for value in trained], "average": average}
    torch.save({**state, "optimiser": optimiser.state_dict()}, beside)
    beside.replace(checkpoint)


def _resume(
    checkpoint: Path,
    trained: list[nn.Parameter],
    average: list[torch.Tensor],
    optimiser: torch.optim.AdamW,
    device: str,
) -> int:
    """Take up a checkpoint where there is one, and return its step."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, map_location=device, weights_only=True)
    with torch.no_grad():
        for value, stored in zip([*trained, *average], [*state["trained"], *state["average"]], strict=True):
            value.copy_(stored)
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
