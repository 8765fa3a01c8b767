"""A file becomes a document (title, headings, paragraphs, sentences), and a document becomes passages."""

from source.document import Document, Heading, Paragraph, Passage, Sentence
from source.errors import Reason, SourceError
from source.language import LANGUAGES, OTHER, Language, detect
from source.passages import split
from source.pdf import MOST_PAGES
from source.reader import LONGEST, SUFFIXES, article, read, read_bytes
from source.together import Block, blocks

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "MOST_PAGES",
    "OTHER",
    "SUFFIXES",
    "Block",
    "Document",
    "Heading",
    "Language",
    "Paragraph",
    "Passage",
    "Reason",
    "Sentence",
    "SourceError",
    "article",
    "blocks",
    "detect",
    "read",
    "read_bytes",
    "split",
]
