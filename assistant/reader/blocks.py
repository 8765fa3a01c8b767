"""Word embeddings in blocks of 32 weights of four bits, as the base of the reader stores them (ggml's Q4_0)."""

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Weights of a block."""
BLOCK_BYTES = 18
"""Bytes of a block: a float16 scale, then the low and the high halves of sixteen bytes."""


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Unpack blocks, (rows, blocks, 18), to (rows, 32 × blocks)."""
    scale = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
    low, high = (blocks[:, :, 2:] & 15).astype(np.int8) - 8, (blocks[:, :, 2:] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=2).astype(np.float32) * scale
    return np.asarray(values.reshape(len(blocks), -1), dtype=np.float32)
