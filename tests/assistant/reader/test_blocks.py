"""Word embeddings in blocks of four bits: the numbers that a block's bytes say."""

import numpy as np

from assistant.reader.blocks import unpack


def block(scale: float, values: list[int]) -> list[int]:
    """The bytes of 32 values from -8 to 7: of each byte the low half is of the first sixteen, the high of the rest."""
    scaled = list(np.float16(scale).tobytes())
    return scaled + [(low + 8) | (high + 8) << 4 for low, high in zip(values[:16], values[16:], strict=True)]


def test_blocks_are_unpacked_in_order() -> None:
    first, second = [n % 16 - 8 for n in range(32)], [7 - n // 2 for n in range(32)]
    rows = np.asarray([[block(0.5, first), block(-2.0, second)], [block(0.0, first), block(0.125, second)]], np.uint8)
    values = unpack(rows)
    assert values.dtype == np.float32
    assert values[0].tolist() == [0.5 * value for value in first] + [-2.0 * value for value in second]
    assert values[1].tolist() == [0.0] * 32 + [0.125 * value for value in second]


def test_a_block_by_its_bytes() -> None:
    raw = np.zeros((1, 1, 18), dtype=np.uint8)
    raw[0, 0, :3] = 0x00, 0x3C, 0xF8  # 1.0 in float16, then low half 8 and high half 15
    (values,) = unpack(raw).tolist()
    assert (values[0], values[16]) == (0.0, 7.0)
    assert values[1:16] + values[17:] == [-8.0] * 30


def test_rows_that_are_picked_out_are_the_same() -> None:
    stored = np.random.default_rng(1).integers(0, 256, (5, 2, 18)).astype(np.uint8)
    stored[:, :, 1] = 0x34  # a scale that is a number
    assert np.array_equal(unpack(stored[np.asarray([3, 1])]), unpack(stored)[[3, 1]])
