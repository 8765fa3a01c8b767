"""The loss: pairs are told apart by text vectors and by late interaction, the two ways in which the index scores."""

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from torch import Tensor, nn
from torch.nn import functional

SCALE = 20.0
MATRYOSHKA = (256, 128, 64)

Features = dict[str, Tensor]


class MeanAndTokenLoss(nn.Module):
    """Sum of a ranking loss over text vectors and one over late interaction.

    The first is sentence-transformers' `MultipleNegativesRankingLoss`, both directions, at Matryoshka widths. The
    library's late-interaction losses are for its multi-vector encoders, which project contextual states; here the
    token vectors are rows of the embedding itself, so the second is `LateInteractionLoss`, ours.
    """

    def __init__(self, model: SentenceTransformer, *, share: float, pairs: int) -> None:
        """Give late interaction a `share` of the loss, computed on the first `pairs` pairs of a batch."""
        super().__init__()
        self.model = model
        ranking = MultipleNegativesRankingLoss(
            model, scale=SCALE, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
        )
        self.means = MatryoshkaLoss(model, ranking, MATRYOSHKA)
        self.tokens = LateInteractionLoss(model, pairs=pairs)
        self.share = share

    def forward(self, sentence_features: Iterable[Features], labels: Tensor) -> Tensor:
        """Return the weighted sum of both losses, a scalar."""
        features = list(sentence_features)
        loss: Tensor = (1 - self.share) * self.means([dict(part) for part in features], labels) / len(MATRYOSHKA)
        if self.share:
            loss = loss + self.share * self.tokens(features, labels)
        return loss

    def get_config_dict(self) -> dict[str, Any]:
        """Return what the model card says of the loss."""
        return {"share": self.share, "scale": SCALE, "matryoshka_dims": list(MATRYOSHKA)}


class LateInteractionLoss(nn.Module):
    """In-batch softmax over score(q, d) = Σ_t |t| · max_{u ∈ d} cos(t, u) / Σ_t |t|, both ways.

    MaxSim of Khattab and Zaharia 2020, with a token's own norm as its weight. Where the maximum lies is found without
    gradients, and only the cosine there is taken with them: the backward pass costs one product of distinct tokens.
    """

    def __init__(self, model: SentenceTransformer, *, pairs: int) -> None:
        """Score the first `pairs` pairs of a batch, all against all."""
        super().__init__()
        static: Any = model[0]
        self.embedding: nn.EmbeddingBag = static.embedding
        self.pairs = pairs

    def forward(self, sentence_features: Sequence[Features], labels: Tensor) -> Tensor:
        """Return the mean of both directions' cross entropies, a scalar; a third column holds hard negatives."""
        columns = [_texts(features, self.pairs) for features in sentence_features]
        queries, positives = columns[0], columns[1]
        documents = [text for column in columns[1:] for text in column]
        target = torch.arange(len(queries), device=queries[0].device)
        ahead = self._scores(queries, documents) * SCALE
        back = self._scores(positives, queries) * SCALE
        return (functional.cross_entropy(ahead, target) + functional.cross_entropy(back, target)) / 2

    def _scores(self, queries: Sequence[Tensor], documents: Sequence[Tensor]) -> Tensor:
        """Return the scores of each query against each document: (queries, documents)."""
        rows, of_query = torch.unique(torch.cat(list(queries)), return_inverse=True)
        columns, of_document = torch.unique(torch.cat(list(documents)), return_inverse=True)
        query_vectors, document_vectors = self._vectors(rows), self._vectors(columns)
        norms = query_vectors.norm(dim=1)
        cosines = functional.normalize(query_vectors) @ functional.normalize(document_vectors).T
        places = _best_places(cosines.detach().T.contiguous(), of_document.split([len(text) for text in documents]))
        best = cosines.gather(1, places)
        owner = torch.repeat_interleave(
            torch.arange(len(queries), device=rows.device),
            torch.tensor([len(text) for text in queries], device=rows.device),
        )
        weights = norms[of_query]
        total = torch.zeros(len(queries), len(documents), device=rows.device, dtype=best.dtype)
        total = total.index_add(0, owner, best[of_query] * weights[:, None])
        whole = torch.zeros(len(queries), device=rows.device, dtype=best.dtype).index_add(0, owner, weights)
        return total / whole.clamp(min=1e-6)[:, None]

    def _vectors(self, ids: Tensor) -> Tensor:
        # The unknown token, id 0, stays without a vector: the gradient of a zero row's direction has no bound.
        return functional.embedding(ids, self.embedding.weight, padding_idx=0)


def _texts(features: Features, most: int) -> list[Tensor]:
    """Return the token ids of the first texts of a column; an empty text has the unknown token, id 0."""
    ids, starts = features["input_ids"], features["offsets"].tolist()
    ends = [*starts[1:], len(ids)]
    return [ids[a:b] if b > a else ids.new_zeros(1) for a, b in list(zip(starts, ends, strict=True))[:most]]


@torch.no_grad()
def _best_places(cosines: Tensor, documents: Sequence[Tensor]) -> Tensor:
    """Return which distinct document token each query token meets best in each document: (query tokens, documents)."""
    return torch.stack([text[cosines[text].argmax(dim=0)] for text in documents], dim=1)
