"""Step 5: the runs of several seeds become one model, stored in eight bits.

Runs from the same initial vectors lie in one basin: the mean of their vectors is better than any of them, and no larger
(Wortsman et al. 2022, "Model soups"). Each row of the mean is divided by its largest absolute component over 127 and
rounded; that divisor is kept beside it as the token's weight. The result is model2vec's quantised layout (`embeddings`,
`weights`), which sentence-transformers' `StaticEmbedding` reads too and multiplies out, so both readers see the same
model.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file


def quantise(embeddings: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return int8 rows (n, d) and their float32 weights (n,): `rows * weights[:, None]` is the input, rounded."""
    weights = np.abs(embeddings.astype(np.float32)).max(axis=1) / 127
    divisors = np.where(weights > 0, weights, 1)
    rows = np.rint(embeddings.astype(np.float32) / divisors[:, None]).astype(np.int8)
    return rows, weights.astype(np.float32)


def write(models: Sequence[Path], target: Path) -> None:
    """Write the mean of MODELS, in sentence-transformers' format and with one tokenizer, to TARGET in eight bits.

    Other files of TARGET, such as its card, are left alone.
    """
    vectors = [load_file(model / "model.safetensors")["embedding.weight"] for model in models]
    rows, weights = quantise(np.mean(vectors, axis=0))
    for path in sorted(models[0].rglob("*")):
        if path.is_file() and path.name not in ("model.safetensors", "README.md"):
            copy = target / path.relative_to(models[0])
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    save_file({"embeddings": rows, "weights": weights}, target / "model.safetensors")
    (target / "config.json").write_text(json.dumps({"model_type": "model2vec", "normalize": True}), encoding="utf-8")
    # The library that saved the run writes the tokenizer with indents, at twice the size.
    tokenizer = json.loads((target / "tokenizer.json").read_text(encoding="utf-8"))
    compact = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (target / "tokenizer.json").write_text(compact, encoding="utf-8")
