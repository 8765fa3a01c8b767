"""Store a static model in eight bits: `python -m index.quantise SOURCE_FOLDER TARGET_FOLDER`.

Each row is divided by its largest absolute component over 127 and rounded; that divisor is kept beside it as the
token's weight. The result is model2vec's quantised layout (`embeddings`, `weights`), which sentence-transformers'
`StaticEmbedding` reads too and multiplies out, so both readers see the same model.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

CONFIGURATION = ("config_sentence_transformers.json", "modules.json", "1_Normalize/config.json")


def quantise(embeddings: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return int8 rows (n, d) and their float32 weights (n,): `rows * weights[:, None]` is the input, rounded."""
    weights = np.abs(embeddings.astype(np.float32)).max(axis=1) / 127
    divisors = np.where(weights > 0, weights, 1)
    rows = np.rint(embeddings.astype(np.float32) / divisors[:, None]).astype(np.int8)
    return rows, weights.astype(np.float32)


def main(source: Path, target: Path) -> None:
    """Write the model of SOURCE, sentence-transformers' StaticEmbedding format, to TARGET in eight bits."""
    rows, weights = quantise(load_file(source / "model.safetensors")["embedding.weight"])
    (target / "1_Normalize").mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": rows, "weights": weights}, target / "model.safetensors")
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    compact = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (target / "tokenizer.json").write_text(compact, encoding="utf-8")
    for name in CONFIGURATION:
        shutil.copyfile(source / name, target / name)


if __name__ == "__main__":
    typer.run(main)
