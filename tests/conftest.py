"""Fixtures that the tests of all packages share."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Encoder, PassageIndex, load_encoder
from source import Document, article, split

CONCEPTS = (
    ("ファーウェイ", "huawei"),
    ("採用", "hire", "recruit"),
    ("科学者", "scientist"),
    ("アリババ", "alibaba"),
    ("ロボット", "robot"),
    ("禁止", "ban", "prohibit"),
    ("武器", "arms"),
    ("同盟", "alliance"),
    ("米国", "united states", "america"),
    ("灯台", "lighthouse"),
    ("油", "oil"),
    ("港", "harbour"),
)


class FakeEncoder:
    """A deterministic bilingual encoder with nothing but `encode`: known concepts and hashed character trigrams."""

    def __init__(self, *, salt: str = "", dimension: int = 64) -> None:
        self.salt = salt
        self.dimension = dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            plain = re.sub(r"\s+", " ", text.lower()).strip()
            for axis, words in enumerate(CONCEPTS):
                out[row, -1 - axis] = 2.0 * any(word in plain for word in words)
            for start in range(len(plain)):
                trigram = self.salt + plain[start : start + 3]
                out[row, zlib.crc32(trigram.encode()) % (self.dimension - len(CONCEPTS))] += 0.1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(out / np.where(norms > 0, norms, 1), dtype=np.float32)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder."""
    return load_encoder()


@pytest.fixture(scope="session", name="article")
def article_document() -> Document:
    """The default article with its translation."""
    return article()


@pytest.fixture(scope="session")
def article_index(article: Document, encoder: Encoder) -> PassageIndex:
    """The default article, indexed with the bundled encoder."""
    return PassageIndex.build(article, split(article), encoder=encoder)


@pytest.fixture(scope="session")
def fake_encoder() -> FakeEncoder:
    """The fake bilingual encoder."""
    return FakeEncoder()
