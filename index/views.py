"""The texts by which passages are found: a view is the document in one of its languages.

A document with an aligned translation has two views, any other one; the passages are the same in each. A passage is
found by its headings too.
"""

from dataclasses import dataclass

from source import OTHER, Document, Language, Passage


@dataclass(frozen=True, slots=True)
class View:
    """Searchable texts in one language: of each sentence, and the headings of each passage, in the index's order."""

    language: Language
    headings: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    def passages(self) -> list[str]:
        """Return the whole searchable text of each passage, headings first."""
        return [
            " ".join((heading, *texts)).strip() for heading, texts in zip(self.headings, self.sentences, strict=True)
        ]


def views_of(document: Document, passages: list[Passage]) -> list[View]:
    """Return the document's own view first, then that of its translation if it has one."""
    translated = {heading.text: heading.translation or "" for heading in document.headings}
    own = View(
        document.language,
        tuple(" ".join(passage.section) for passage in passages),
        tuple(tuple(sentence.text for sentence in passage.sentences) for passage in passages),
    )
    if not document.translated:
        return [own]
    return [
        own,
        View(
            OTHER[document.language],
            tuple(" ".join(translated.get(title, "") for title in passage.section) for passage in passages),
            tuple(tuple(sentence.translation or "" for sentence in passage.sentences) for passage in passages),
        ),
    ]
