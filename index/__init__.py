"""Passages become searchable: encoder, dense and lexical retrieval, token matching, fusion, the index folder."""

from index.encoder import Encoder, EncoderError, load_encoder
from index.hits import Hit, Query
from index.passage_index import PassageIndex
from index.storage import IndexFolderError, read_documents

__all__ = [
    "Encoder",
    "EncoderError",
    "Hit",
    "IndexFolderError",
    "PassageIndex",
    "Query",
    "load_encoder",
    "read_documents",
]
