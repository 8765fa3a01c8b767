"""What is said where the document does not answer, and of what it is said to speak."""

import pytest

from assistant.refusal import NAMED, NOT_FOUND, RELATED, refusal, subject_of
from source import LANGUAGES, Language


@pytest.mark.parametrize(
    ("question", "text", "subject"),
    [
        ("オーロラOSの市場占有率は？", "ロシア製のオーロラOSを採用する。", "オーロラOS"),
        ("スコルコヴォ財団の職員数", "スコルコヴォ財団と契約した。", "スコルコヴォ財団"),
        ("中国科学院の予算はいくら", "中国科学院は北京にある。", "中国科学院"),
        ("What is the market share of Aurora OS?", "They test the Aurora OS.", "Aurora OS"),
        ("what does the ferry cost in winter?", "The ferry runs in winter.", "winter"),
        ("ＷｅＣｈａｔの利用者数", "WeChatが禁止された。", "WeChat"),
        ("オーロラOSの市場占有率は？", "オーロラは美しい。", "オーロラ"),
        ("Where can I rent a bicycle?", "In winter the ferry runs.", None),
        ("In which year did it open?", "Industry grew.", None),
        ("The ferry's owner?", "The road is closed.", None),
        ("what happens with the budget", "He left with a bag.", None),
        ("the rate of tax", "They sleep in separate rooms.", None),
        ("この記事の筆者は何人？", "記事は何人かが書いた。", None),
        ("・・？", "・・", None),
        ("Who is it?", "It is there.", None),
        ("誰ですか", "誰かが来た。", None),
        ("", "", None),
    ],
)
def test_the_subject_stands_in_both(question: str, text: str, subject: str | None) -> None:
    assert subject_of(question, text) == subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said(language: Language) -> None:
    question, text = "What does the WeChat ban cost?", "WeChat was banned."
    assert refusal("not_found", language, question, text) == NOT_FOUND[language]
    assert refusal("related", language, question, text) == NAMED[language].format(subject="WeChat")
    assert refusal("related", language, "What of it?", text) == RELATED[language]
