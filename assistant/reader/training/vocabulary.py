"""Which pieces of the base's 250,002 the reader keeps: those that Japanese and English text needs most."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SIZE = 52_000
"""Pieces kept: at 216 bytes each, what the size of the bundled reader leaves room for."""
SPECIAL = 4
BATCH = 5_000


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    """Count how often each piece occurs in texts."""
    counts: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            _count(tokenizer, batch, counts)
            batch = []
    _count(tokenizer, batch, counts)
    return counts


def choose(tokenizer: Tokenizer, counts: Counter[int], size: int = SIZE) -> NDArray[np.int64]:
    """Return the ids to keep, ascending: special ones, single characters of either script, the most counted."""
    characters = {
        number
        for piece, number in tokenizer.get_vocab().items()
        if (len(piece.strip("▁")) == 1 and in_scripts(piece.strip("▁"))) or piece == "▁"
    }
    kept = {*range(SPECIAL), *characters}
    for number, _ in counts.most_common():
        if len(kept) >= size:
            break
        kept.add(number)
    return np.asarray(sorted(kept), dtype=np.int64)


def in_scripts(char: str) -> bool:
    """Whether a character is one that Japanese or English text is written in."""
    point = ord(char)
    return (
        point < 0x250
        or 0x2000 <= point < 0x2C00
        or 0x3000 <= point < 0x3100
        or 0x31F0 <= point < 0xA000
        or point >= 0xFF00
    )


def _count(tokenizer: Tokenizer, batch: list[str], counts: Counter[int]) -> None:
    for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
        counts.update(encoding.ids)
