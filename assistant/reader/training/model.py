"""The reader as torch trains it: the base's encoder, and five numbers for every piece.

For every piece of a row the head gives five logits: that the answer's words begin there, that they end there, that the
piece's sentence answers (a sentence's logit is the mean of its pieces'), and, of the first piece alone, that something
in the row answers, and that the question leans on the turn before it. What kind of request a question is, is told
from a layer in the middle, and fitted afterwards (`requests`).
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from assistant.reader.layout import ANYTHING, BEGIN, EVIDENCE, LAST, LEANS, PAD
from assistant.reader.training.base import Shape
from assistant.reader.training.sampling import Batch

FAR = -1e4
"""Logit of a place where no answer can be."""
EVIDENCE_WEIGHT, ANYTHING_WEIGHT, LEANS_WEIGHT = 2.0, 0.5, 0.5
"""What the losses of the sentences and of the whole row count beside the span's."""


class ReaderModel(nn.Module):
    """BertModel without pooling, its word embeddings never trained, and a linear head of five."""

    def __init__(self, shape: Shape, words: NDArray[np.float32], *, dropout: float = 0.1) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=len(words),
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.inner,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.types,
            layer_norm_eps=1e-12,
            pad_token_id=PAD,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        )
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.encoder.set_attn_implementation("sdpa")
        self.head = nn.Linear(shape.hidden, 5)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        embedding = self.encoder.embeddings.word_embeddings
        embedding.weight.data.copy_(torch.from_numpy(words))
        embedding.weight.requires_grad_(False)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the logits of every piece, in single precision: (rows, pieces, 5)."""
        hidden = self.encoder(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
        return functional.linear(hidden.float(), self.head.weight.float(), self.head.bias.float())

    def round_like_integers(self) -> None:
        """From now on compute every product of the encoder as if weights and inputs were integers of eight bits.

        The reader is used so: what is trained under rounding loses little by it. Gradients pass as if nothing was
        rounded. Weights have seven bits, which no processor's integer products overflow.
        """
        for module in self.encoder.encoder.modules():
            if isinstance(module, nn.Linear):
                module.forward = partial(_rounded_linear, module)  # type: ignore[method-assign]

    def forget_rounding(self) -> None:
        """Compute exactly again; the weights stay what was trained."""
        for module in self.encoder.encoder.modules():
            module.__dict__.pop("forward", None)

    def trained_state(self) -> dict[str, Tensor]:
        """Return every weight that is trained."""
        return {name: value for name, value in self.state_dict().items() if "word_embeddings" not in name}


def _rounded_linear(module: nn.Linear, given: Tensor) -> Tensor:
    """Compute a linear layer as integers do: rows of weights on 127 steps, the whole input on 255."""
    weight = module.weight
    with torch.no_grad():
        step = weight.abs().amax(dim=1, keepdim=True).float() / 63
        weight_error = (torch.round(weight.float() / step) * step).to(weight.dtype) - weight
        low, high = (value.float() for value in torch.aminmax(given))
        low, high = low.clamp(max=0), high.clamp(min=0)
        width = (high - low).clamp(min=1e-6) / 255
        zero = torch.round(-low / width)
        level = (torch.round(given.float() / width) + zero).clamp(0, 255) - zero
        given_error = (level * width).to(given.dtype) - given
    return functional.linear(given + given_error, weight + weight_error, module.bias)


@dataclass(frozen=True, slots=True)
class Losses:
    """The parts of the loss."""

    span: Tensor
    evidence: Tensor
    anything: Tensor
    leans: Tensor

    @property
    def total(self) -> Tensor:
        """The weighted sum."""
        return self.span + EVIDENCE_WEIGHT * self.evidence + ANYTHING_WEIGHT * self.anything + LEANS_WEIGHT * self.leans


def sentence_logits(logits: Tensor, sentence: Tensor, count: int) -> Tensor:
    """Return the mean evidence logit of every sentence: (rows, count); 0 where a row has fewer."""
    inside = (sentence >= 0).float()
    place = sentence.clamp(min=0)
    sums = torch.zeros(len(logits), count, device=logits.device).scatter_add_(1, place, logits[..., EVIDENCE] * inside)
    sizes = torch.zeros_like(sums).scatter_add_(1, place, inside)
    return sums / sizes.clamp(min=1)


def losses(logits: Tensor, batch: Batch) -> Losses:
    """Return the losses of a batch; the span's is over the rows whose words are marked, or where nothing answers."""
    sentence, answers, span = batch.sentence, batch.answers, batch.span
    allowed = sentence >= 0
    allowed[:, 0] = True
    placed = logits[..., : LAST + 1].masked_fill(~allowed.unsqueeze(-1), FAR)
    marked = (span[:, 0] >= 0).float()
    target = span.clamp(min=0)
    begin, last = (
        functional.cross_entropy(placed[..., part], target[:, part], reduction="none") for part in (BEGIN, LAST)
    )
    span_loss = ((begin + last) / 2 * marked).sum() / marked.sum().clamp(min=1) * marked.mean()
    counted = (answers >= 0).float()
    each = functional.binary_cross_entropy_with_logits(
        sentence_logits(logits, sentence, answers.shape[1]), answers.clamp(min=0), reduction="none"
    )
    evidence = ((each * counted).sum(1) / counted.sum(1).clamp(min=1)).mean()
    read = (counted.sum(1) > 0).float()
    anything = _binary(logits[:, 0, ANYTHING], (answers > 0).any(1).float(), read)
    leans = _binary(logits[:, 0, LEANS], batch.leans.clamp(min=0), (batch.leans >= 0).float())
    return Losses(span_loss, evidence, anything, leans)


def _binary(logits: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """Return the mean loss over all rows, of which only those that are counted add to it."""
    return (functional.binary_cross_entropy_with_logits(logits, target, reduction="none") * counted).mean()
