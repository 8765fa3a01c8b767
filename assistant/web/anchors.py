"""The ids of a document's parts on the page: `p031` for a paragraph, `p031-s2` for its second sentence, `h4` a heading.

The second and further documents' ids begin with the document's ordinal: `d2-p031-s2`.
"""

from assistant.answer import Citation
from source import Document


def paragraph_id(ordinal: int, paragraph: int) -> str:
    """Return the id of a paragraph of the document at `ordinal`, counted from 1; paragraph 0 is the front matter."""
    prefix = "" if ordinal == 1 else f"d{ordinal}-"
    return f"{prefix}p{paragraph:03d}"


def sentence_id(ordinal: int, paragraph: int, place: int) -> str:
    """Return the id of a sentence at its place in its paragraph, counted from 1."""
    return f"{paragraph_id(ordinal, paragraph)}-s{place}"


def heading_id(ordinal: int, place: int) -> str:
    """Return the id of a heading at its place among the document's headings, counted from 1."""
    prefix = "" if ordinal == 1 else f"d{ordinal}-"
    return f"{prefix}h{place}"


def cited_id(citation: Citation, document: Document, ordinal: int) -> str:
    """Return the id of the sentence that a citation quotes.

    Raises `ValueError` for a citation that begins at no sentence of its paragraph.
    """
    for paragraph in document.all_paragraphs():
        if paragraph.number == citation.paragraph:
            for place, sentence in enumerate(paragraph.sentences, start=1):
                if sentence.start == citation.start:
                    return sentence_id(ordinal, paragraph.number, place)
    raise ValueError(f"No sentence of paragraph {citation.paragraph} begins at {citation.start}.")
