"""A conversation as Markdown: to be read by a person, and checked by the program again.

Every text of the document and of the reader is escaped onto one line, so that a line which begins with a mark of
Markdown is always the export's own. `assistant.export.reading` reads what is written here.
"""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from assistant.export.escaping import escaped
from assistant.export.wording import WORDS, Words
from source import Document, Language

MARKER = "<!-- tenkyo export 1 -->"
"""The first line, by which an export is known; the number is that of the form."""


def to_markdown(answers: Sequence[Answer], *, language: Language) -> str:
    """Return a conversation as Markdown, its own words in `language`.

    A document is named where its answers begin, with its digest; each citation stands as a quotation below its place.
    """
    blocks, document = [MARKER], None
    for answer in answers:
        if document is None or answer.document.sha256 != document.sha256:
            document = answer.document
            blocks += _heading(document, WORDS[language])
        blocks += _turn(answer, WORDS[language])
    return "\n\n".join(blocks) + "\n"


def _heading(document: Document, words: Words) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    facts = {
        words.author: document.author,
        words.published: document.published,
        words.document: document.id,
        words.digest: document.sha256,
    }
    yield "\n".join(f"- {label}: {escaped(fact)}" for label, fact in facts.items() if fact)


def _turn(answer: Answer, words: Words) -> Iterator[str]:
    yield f"## {escaped(answer.question)}"
    if answer.asked_after is not None:
        yield f"{words.understood}: {escaped(answer.asked_after)}"
    yield escaped(answer.text)
    for citation in answer.citations:
        yield f"**\\[{citation.number}\\]** {_place(citation, words)}"
        yield f"> {escaped(citation.quote)}"
        if citation.translation is not None:
            yield f"{words.translation}:"
            yield f"> {escaped(citation.translation)}"
    if answer.nearest:
        yield f"{words.nearest}:"
        yield "\n".join(f"- {_place(citation, words)}" for citation in answer.nearest)


def _place(citation: Citation, words: Words) -> str:
    paragraph = words.paragraph.format(number=citation.paragraph) if citation.paragraph else words.front
    path = " › ".join((*map(escaped, citation.section), paragraph))
    return f"{path} ({citation.start}–{citation.end})"
