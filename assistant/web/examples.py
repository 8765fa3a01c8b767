"""Questions to try: chosen for the bundled article, made from the headings of any other document."""

from assistant.assistant import Assistant
from assistant.web.wording import WORDS
from source import Document, Heading, Language, article

ARTICLE: dict[Language, tuple[str, ...]] = {
    "ja": (
        "なぜ中国とロシアは同盟を結べないのですか。",
        "ロボット工学で中国と協力するのに最も有望な分野は何ですか。",
        "著者は日本と米国に何を求めていますか。",
    ),
    "en": (
        "Why was WeChat banned in Russia?",
        "How many Tencent server racks were installed in Moscow?",
        "Which Russian operating system might Huawei use instead of Android?",
    ),
}
"""Questions that the bundled article answers, of several kinds, none in both languages."""

MOST = 2
"""Examples made from headings, in each language."""


def examples(assistant: Assistant) -> dict[Language, tuple[str, ...]]:
    """Return the questions to try in each language, all of which are answered; perhaps none."""
    if [document.sha256 for document in assistant.documents] == [article().sha256]:
        return ARTICLE
    return {language: _about_headings(assistant, language) for language in WORDS}


def _about_headings(assistant: Assistant, language: Language) -> tuple[str, ...]:
    about = WORDS[language].about
    questions = (
        about.format(heading=heading)
        for document in assistant.documents
        for part in document.headings
        if (heading := _in(part, document, language)) is not None
    )
    answered = (question for question in questions if assistant.ask(question).answered)
    return tuple(question for question, _ in zip(answered, range(MOST), strict=False))


def _in(heading: Heading, document: Document, language: Language) -> str | None:
    return heading.text if language == document.language else heading.translation
