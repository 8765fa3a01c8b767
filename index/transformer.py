"""Any other encoder, through sentence-transformers, by the name or folder of its model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncoderError

PREFIXES = {"e5": ("query: ", "passage: ")}
"""Prompts of model families whose published configuration leaves them out, by a part of the model's name."""

BATCH = 64


class TransformerEncoder:
    """A sentence-transformers model with its prompts for questions and passages."""

    def __init__(self, name: str) -> None:
        """Load a model.

        Raises `EncoderError` when it is neither a folder nor a name that the model hub's cache or the hub knows.
        """
        # 7 s and 300 MB: never imported for the bundled model.
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # the loader raises whatever its layers raise: OSError, ValueError, hub errors
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(
                f"There is no encoder {name!r}: not a folder with a sentence-transformers model, and not to be had by "
                f"that name ({reason})."
            ) from None
        self.name = name
        self._query_prompt, self._passage_prompt = self._prompts(name)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per passage, with the model's prompt for passages."""
        return self._encode(texts, self._passage_prompt)

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per question, with the model's prompt for questions."""
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        vectors = self._model.encode(
            [prompt + text for text in texts],
            prompt="",
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=len(texts) > 20 * BATCH,
        )
        return np.nan_to_num(np.asarray(vectors, dtype=np.float32))

    def _prompts(self, name: str) -> tuple[str, str]:
        own = {key: prompt for key, prompt in (self._model.prompts or {}).items() if prompt}
        query, passage = own.get("query", ""), own.get("passage", own.get("document", ""))
        if not own:
            family = next((key for key in PREFIXES if key in Path(name).name.lower().split("-")), None)
            query, passage = PREFIXES[family] if family else ("", "")
        return query, passage
