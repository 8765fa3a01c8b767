"""The texts by which passages are found: a view is the document in one of its languages.

A document with an aligned translation has two views, any other one; the passages are the same in each. A passage is
found by its headings too, and a line of the front matter by what it says: nobody asks for a date by its digits.
"""

from dataclasses import dataclass

from source import Document, Language, Passage, Sentence
from source.document import Field

FIELD_WORDS: dict[Language, dict[Field, str]] = {
    "ja": {
        "title": "題名 タイトル 表題 題 見出し",
        "author": "著者 筆者 執筆者 作者 この記事 文章を書いた人 肩書き 役職 名前",
        "date": "日付 公開日 掲載日 発行日 発表 この記事が書かれた 年月日",
    },
    "en": {
        "title": "title headline name of this article",
        "author": "author writer byline of this article written by wrote post position title",
        "date": "date this article was published publication carries written",
    },
}


@dataclass(frozen=True, slots=True)
class View:
    """Searchable texts in one language: of each sentence, and the headings of each passage, in the index's order."""

    language: Language
    headings: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    def passages(self) -> list[str]:
        """The whole searchable text of each passage, headings first."""
        return [" ".join((heading, *texts)).strip() for heading, texts in zip(self.headings, self.sentences, strict=True)]


def views_of(document: Document, passages: list[Passage]) -> list[View]:
    """The document's own view first, then that of its translation if it has one."""
    other: Language = "en" if document.language == "ja" else "ja"
    translated = {heading.text: heading.translation or "" for heading in document.headings}
    own = View(
        document.language,
        tuple(" ".join(passage.section) for passage in passages),
        tuple(tuple(_labelled(sentence, sentence.text, document.language) for sentence in passage.sentences) for passage in passages),
    )
    if not document.translated:
        return [own]
    return [
        own,
        View(
            other,
            tuple(" ".join(translated.get(title, "") for title in passage.section) for passage in passages),
            tuple(
                tuple(_labelled(sentence, sentence.translation or "", other) for sentence in passage.sentences)
                for passage in passages
            ),
        ),
    ]


def _labelled(sentence: Sentence, text: str, language: Language) -> str:
    return text if sentence.field is None else f"{FIELD_WORDS[language][sentence.field]} {text}"
