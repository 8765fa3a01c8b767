"""A file becomes a document (title, headings, paragraphs, sentences), and a document becomes passages."""

from source.document import Document, Heading, Paragraph, Passage, Sentence
from source.errors import Reason, SourceError
from source.language import LANGUAGES, OTHER, Language, detect
from source.passages import split
from source.reader import SUFFIXES, article, read, read_bytes

__all__ = [
    "LANGUAGES",
    "OTHER",
    "SUFFIXES",
    "Document",
    "Heading",
    "Language",
    "Paragraph",
    "Passage",
    "Reason",
    "Sentence",
    "SourceError",
    "article",
    "detect",
    "read",
    "read_bytes",
    "split",
]
