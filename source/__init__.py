"""A file becomes a document (title, headings, paragraphs, sentences), and a document becomes passages."""

from source.document import Document, Heading, Paragraph, Passage, Sentence
from source.errors import SourceError
from source.language import LANGUAGES, OTHER, Language, detect
from source.passages import split
from source.reader import article, read

__all__ = [
    "LANGUAGES",
    "OTHER",
    "Document",
    "Heading",
    "Language",
    "Paragraph",
    "Passage",
    "Sentence",
    "SourceError",
    "article",
    "detect",
    "read",
    "split",
]
