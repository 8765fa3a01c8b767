"""Step 4: training, with sentence-transformers' trainer.

The library's evaluators judge text vectors alone, so they are not asked along the way: `tests.benchmarks.encoder`
judges the finished model by the whole score of the index, whose greater part is late interaction.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset, DatasetDict
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import EmbedDistillLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from sentence_transformers.sentence_transformer.training_args import BatchSamplers, MultiDatasetBatchSamplers
from tokenizers import Tokenizer
from transformers import get_scheduler

from index.training.losses import MeanAndTokenLoss

BATCH = 2048
RATE = 3e-3
BETAS = (0.9, 0.99)
WARM_UP = 0.05
TOKEN_SHARE = 0.25
"""Share of late interaction in the loss."""
TOKEN_PAIRS = 192
SAVED_EVERY = 200
"""Steps between two checkpoints."""

TARGETS = "teacher's vectors"
"""The task whose rows have the teacher's vector as label, and no negatives."""

MIX = {
    "general": 600_000,
    "documentation": 200_000,
    "terms": 400_000,
    "names": 200_000,
    "english to paragraph": 90_000,
    "sentence to paragraph": 60_000,
    "questions": 90_000,
    "glossed questions": 120_000,
    "glossed sentences": 30_000,
    TARGETS: 120_000,
}
"""Rows taken of each task; a smaller set is repeated."""


def new_model(tokenizer: Path, vectors: NDArray[np.float32]) -> SentenceTransformer:
    """Return an untrained model; the unknown token, id 0, gets a zero vector that is never trained."""
    weights = np.concatenate([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors])
    static = StaticEmbedding(Tokenizer.from_file(str(tokenizer)), embedding_weights=weights)
    static.embedding.padding_idx = 0
    return SentenceTransformer(modules=[static, Normalize()])


class RowAdam(torch.optim.SparseAdam):
    """Adam that leaves the rows alone that a batch does not touch: their moments must not push them on.

    `SparseAdam` does that for sparse gradients, which the trainer cannot measure; so they come dense and are made
    sparse here.
    """

    def step(self, closure: Any = None) -> Any:
        """Take one step over the rows that have a gradient."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None and not parameter.grad.is_sparse:
                    rows = parameter.grad.abs().amax(dim=1).nonzero().T
                    parameter.grad = torch.sparse_coo_tensor(
                        rows, parameter.grad[rows[0]], parameter.shape, is_coalesced=True, check_invariants=False
                    )
        return super().step(closure)  # type: ignore[no-untyped-call]


def train(
    model: SentenceTransformer,
    sets: dict[str, Dataset],
    folder: Path,
    *,
    seed: int,
    mix: dict[str, int] = MIX,
    rate: float = RATE,
    batch: int = BATCH,
    share: float = TOKEN_SHARE,
    pairs: int = TOKEN_PAIRS,
) -> None:
    """Train the model in place, going on from the last checkpoint in `folder` if there is one."""
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(folder),
        num_train_epochs=1,
        per_device_train_batch_size=batch,
        batch_sampler=BatchSamplers.NO_DUPLICATES_HASHED,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        max_grad_norm=0.0,
        dataloader_pin_memory=torch.cuda.is_available(),
        save_steps=SAVED_EVERY,
        save_total_limit=1,
        logging_steps=25,
        seed=seed,
        data_seed=seed,
        report_to="none",
        disable_tqdm=False,
    )
    rows = DatasetDict({name: _taken(sets[name], count, seed) for name, count in mix.items()})
    steps = sum(len(part) // batch + 1 for part in rows.values())
    ranking = MeanAndTokenLoss(model, share=share, pairs=pairs)
    distance = EmbedDistillLoss(model, distance_metric="cosine")
    losses: dict[str, torch.nn.Module] = {name: distance if name == TARGETS else ranking for name in mix}
    optimizer = RowAdam(list(model.parameters()), lr=rate, betas=BETAS)
    trainer = SentenceTransformerTrainer(
        model=model,
        args=arguments,
        train_dataset=rows,
        loss=losses,
        optimizers=(optimizer, _falling(optimizer, steps)),
    )
    started = folder.is_dir() and any(folder.glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=started)


def _falling(optimizer: torch.optim.Optimizer, steps: int) -> Any:
    """Return a schedule that rises for the first steps and falls to zero at the last."""
    return get_scheduler("linear", optimizer, round(WARM_UP * steps), steps)


def _taken(rows: Dataset, count: int, seed: int) -> Dataset:
    """Return `count` rows, drawn by the seed; a smaller set is gone through as often as needed."""
    order: list[int] = []
    generator = np.random.default_rng(seed)
    while len(order) < count:
        order += generator.permutation(len(rows)).tolist()
    return rows.select(order[:count])
