"""The reader: a small contextual model reads a question together with a passage, and says which sentences answer."""

from functools import cache

from assistant.reader.layout import Kind
from assistant.reader.reading import BUNDLED_NAME, Reader, ReaderError, Reading, Request, Text, Turn
from assistant.reader.words import RetrievalReader

__all__ = ["BUNDLED_NAME", "Kind", "Reader", "ReaderError", "Reading", "Request", "Text", "Turn", "load_reader"]

NONE = "none"


@cache
def bundled_reader() -> Reader:
    """Return the bundled reader, one for the whole process."""
    from assistant.reader.bundled import BundledReader

    return BundledReader()


def load_reader(name: str | None = None) -> Reader:
    """Load the bundled reader, a cross-encoder of sentence-transformers' form by its name or folder, or `none`.

    With `none` nothing is read: sentences are told by the words that they share with the question.

    Raises `ReaderError` where there is no such model.
    """
    if name is None or name == BUNDLED_NAME:
        return bundled_reader()
    if name == NONE:
        return RetrievalReader()
    from assistant.reader.cross_encoder import CrossEncoderReader

    return CrossEncoderReader(name)
