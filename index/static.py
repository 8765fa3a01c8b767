"""The quick reader of static models: sentence-transformers' `StaticEmbedding`, without importing torch.

A text's vector is the mean of its tokens' vectors, scaled to length one. model2vec computes the same, but its loader
copies the tokenizer and sorts the vocabulary, 1.1 s and 500 MB for the bundled model where this takes 0.15 s and 60 MB;
a test holds the three readers equal.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.encoder import EncoderError, read_modules


def is_static(folder: Path) -> bool:
    """Whether a folder holds a static model in sentence-transformers' or model2vec's layout."""
    kinds = read_modules(folder)
    return bool(kinds) and kinds[0].endswith("StaticEmbedding") and (folder / "tokenizer.json").is_file()


class StaticEncoder:
    """Mean of token vectors, with the token vectors themselves for late interaction."""

    def __init__(self, folder: Path, *, name: str) -> None:
        """Read a model folder.

        Raises `EncoderError` when a file is missing or not what it should be.
        """
        self.name = name
        try:
            tensors = load_file(folder / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            # int8 rows with a weight each (quantised), or plain rows.
            self._rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
        except (OSError, KeyError, SafetensorError) as error:
            raise EncoderError(f"{folder} holds no readable static model ({error}).") from None
        except Exception as error:  # tokenizers raises bare Exception for a file it cannot parse
            raise EncoderError(f"{folder / 'tokenizer.json'} cannot be read ({error}).") from None
        self._weights: NDArray[np.float32] | None = tensors.get("weights")
        self._mapping: NDArray[np.int64] | None = tensors.get("mapping")
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text: (len(texts), dimension); zeros for a text without tokens."""
        out = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                out[row] = self.token_vectors(np.asarray(encoding.ids, dtype=np.int32)).mean(axis=0)
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)
        return out

    def tokens(self, text: str) -> NDArray[np.int32]:
        """Return the ids of a text's known tokens, in order."""
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return np.asarray([token for token in ids if token != self._unknown], dtype=np.int32)

    def token_vectors(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the vectors of tokens, not normalised: (len(ids), dimension)."""
        rows = self._rows[ids if self._mapping is None else self._mapping[ids]].astype(np.float32)
        return rows if self._weights is None else rows * self._weights[ids][:, None]
