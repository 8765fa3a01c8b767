"""Encoders: text becomes unit vectors.

`Encoder` is all that the index asks for. Two further abilities are used where an encoder has them: `encode_query`,
for models that prompt questions and passages differently, and the token vectors of a static model, which late
interaction matches one by one.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

BUNDLED = Path(__file__).parent / "model"
BUNDLED_NAME = "bundled"

PROBES = ("The quick brown fox jumps over 13 lazy dogs.", "いろはにほへと、2026年の検索。")
"""Texts whose vectors identify an encoder: what matters to an index is that the same text has the same vector."""


class EncoderError(ValueError):
    """An encoder cannot be loaded; the message says why and what to do."""


class Encoder(Protocol):
    """Anything that encodes."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text: float32, (len(texts), dimension); zeros for a text without any token."""
        ...


@runtime_checkable
class QueryEncoder(Protocol):
    """An encoder that treats questions in a way of their own."""

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per question, comparable with those of `encode`."""
        ...


@runtime_checkable
class TokenEncoder(Protocol):
    """A static encoder, whose tokens have vectors of their own."""

    def tokens(self, text: str) -> NDArray[np.int32]:
        """Return the ids of a text's known tokens, in order: (n,)."""
        ...

    def token_vectors(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the vectors of tokens: (len(ids), dimension), their norm being the token's weight in a mean."""
        ...


def load_encoder(name: str | Path | None = None) -> Encoder:
    """Load the bundled encoder, or any sentence-transformers model by its name or folder.

    A folder with a static model is read without importing torch; anything else goes through sentence-transformers,
    which takes some seconds to import. Raises `EncoderError` when there is no such model.
    """
    from index.static import StaticEncoder, is_static

    if name is None or name == BUNDLED_NAME:
        return StaticEncoder(BUNDLED, name=BUNDLED_NAME)
    if Path(name).is_dir() and is_static(Path(name)):
        return StaticEncoder(Path(name), name=str(name))
    from index.transformer import TransformerEncoder

    return TransformerEncoder(str(name))


def encode_query(encoder: Encoder, question: str) -> NDArray[np.float32]:
    """Return the unit vector of one question: (dimension,)."""
    encode = encoder.encode_query if isinstance(encoder, QueryEncoder) else encoder.encode
    vector: NDArray[np.float32] = encode([question])[0]
    return vector


def name_of(encoder: Encoder) -> str:
    """Return what the encoder calls itself, or its class's name."""
    return str(getattr(encoder, "name", type(encoder).__name__))


def fingerprint(encoder: Encoder) -> list[float]:
    """Return width and leading components of the probes' vectors: equal, within rounding, for equal encoders."""
    vectors = encoder.encode(PROBES)
    return [float(vectors.shape[1])] + [round(float(value), 4) for value in vectors[:, :8].ravel()]


def same_fingerprint(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two fingerprints are of one encoder; 0.002 leaves room for another machine's arithmetic."""
    return len(one) == len(other) and bool(np.allclose(one, other, atol=2e-3))


def read_modules(folder: Path) -> list[str]:
    """Return the module types of a sentence-transformers folder, empty where it is none."""
    try:
        return [str(module["type"]) for module in json.loads((folder / "modules.json").read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError):
        return []
