"""Every word of the page that is not the document's own, in both languages."""

from dataclasses import dataclass, fields
from html import escape

from source import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words in one language; a field is a place on the page."""

    name: str
    tagline: str
    conversation: str
    question: str
    placeholder: str
    send: str
    examples: str
    about: str
    article: str
    view: str
    view_ja: str
    view_en: str
    view_both: str
    paragraph: str
    front: str
    translated_from_ja: str
    translated_from_en: str
    untranslated: str
    nearest: str
    understood: str
    you: str
    back: str
    failed: str
    lost: str


WORDS: dict[Language, Words] = {
    "ja": Words(
        name="典拠",
        tagline="記事に尋ねると、記事の文そのものが出典つきで答えます。",
        conversation="質問と答え",
        question="質問",
        placeholder="日本語か英語で質問する",
        send="送信",
        examples="質問の例",
        about="「{heading}」について",
        article="記事",
        view="表示",
        view_ja="日本語",
        view_en="英語",
        view_both="両方",
        paragraph="第{number}段落",
        front="記事の冒頭",
        translated_from_ja="日本語の原文からの翻訳です。原文は下にあります。",
        translated_from_en="英語の原文からの翻訳です。原文は下にあります。",
        untranslated="原文のまま引用しています（翻訳はありません）。",
        nearest="質問に近い段落（答えではありません）",
        understood="質問の意味：",
        you="あなたの質問",
        back="答えに戻る",
        failed="答えを作れませんでした。もう一度試すか、質問を変えてください。",
        lost="サーバーから応答がありません。少し待ってから、もう一度お試しください。",
    ),
    "en": Words(
        name="Tenkyo",
        tagline="Ask the article. It answers in its own sentences, each cited to its place.",
        conversation="Questions and answers",
        question="Question",
        placeholder="Ask in English or Japanese",
        send="Send",
        examples="Questions to try",
        about="What does it say about “{heading}”?",
        article="Article",
        view="Show",
        view_ja="Japanese",
        view_en="English",
        view_both="Both",
        paragraph="paragraph {number}",
        front="top of the article",
        translated_from_ja="Translated from Japanese. The original sentences are below.",
        translated_from_en="Translated from English. The original sentences are below.",
        untranslated="Quoted in the original language; there is no translation.",
        nearest="Nearest passages, which do not answer the question",
        understood="Understood as:",
        you="Your question",
        back="Back to the answer",
        failed="No answer could be made. Try again, or ask in other words.",
        lost="No reply from the server. Wait a moment and try again.",
    ),
}


def both(field: str, **values: object) -> str:
    """Return the HTML of a word in both languages; the style sheet shows the one in the visitor's language.

    `values` fill the braces of the word. Raises `AttributeError` for a field that is no word.
    """
    return "".join(
        f'<span class="word {language}" lang="{language}">{escape(getattr(words, field).format(**values))}</span>'
        for language, words in WORDS.items()
    )


def table(language: Language) -> dict[str, str]:
    """Return the words of one language by the name of their place, as Gradio's own word table wants them."""
    return {field.name: getattr(WORDS[language], field.name) for field in fields(Words)}
