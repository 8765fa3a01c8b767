"""The words of an export in Markdown that are not the document's own, in both languages."""

from dataclasses import dataclass

from source import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language; a field is a place in the export."""

    author: str
    published: str
    document: str
    digest: str
    understood: str
    translation: str
    nearest: str
    paragraph: str
    front: str


WORDS: dict[Language, Words] = {
    "ja": Words(
        author="著者",
        published="日付",
        document="文書",
        digest="本文のSHA-256",
        understood="前の質問",
        translation="翻訳",
        nearest="質問に近い段落（答えではありません）",
        paragraph="第{number}段落",
        front="冒頭",
    ),
    "en": Words(
        author="Author",
        published="Date",
        document="Document",
        digest="SHA-256 of the text",
        understood="Asked after",
        translation="Translation",
        nearest="Nearest passages, which do not answer the question",
        paragraph="paragraph {number}",
        front="opening lines",
    ),
}
