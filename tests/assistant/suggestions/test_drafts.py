"""Questions by their sentences, in either language; not tried."""

import pytest

from assistant.suggestions.drafts import drafts
from source import LANGUAGES, Language


@pytest.mark.parametrize(
    ("language", "sentence", "questions"),
    [
        ("ja", "沖ノ瀬水産組合は船を持つ。", ["沖ノ瀬水産組合について何が述べられていますか。"]),
        ("ja", "村では「待ち点制度」と呼ぶ。", ["待ち点制度について何が述べられていますか。"]),
        ("ja", "「五十人が来た。」と彼は言う。", []),
        ("ja", "それは良い。", []),
        ("ja", "2016 年 6 月に、港の改修が始まった。", ["2016 年 6 月に何がありましたか。"]),
        ("ja", "およそ75%が反対した。", ["75%とは何の数字ですか。"]),
        ("en", "It was built by the Guild of Linden.", ["What does the text say about the Guild of Linden?"]),
        ("en", "He met Ada Penhale, who left.", ["What does the text say about Ada Penhale?"]),
        ("en", "Ada left.", []),
        ("en", "In June 2016 the park opened.", ["What happened in June 2016?"]),
        ("en", "It cost $1.2 million.", ["What does the figure $1.2 million refer to?"]),
        ("en", "It employs 67,900 scientists.", ["What does the figure 67,900 scientists refer to?"]),
        ("en", "It has eight turbines.", []),
    ],
)
def test_things_become_questions(language: Language, sentence: str, questions: list[str]) -> None:
    assert [draft.question for draft in drafts([sentence], language)] == questions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["1," * 50_000, "111," * 50_000, "1" * 100_000, "A" * 100_000, "「" * 100_000])
def test_a_long_sentence_costs_no_more_than_its_length(language: Language, text: str) -> None:
    assert len(drafts([text], language)) <= 1


def test_a_thing_is_asked_of_once_where_it_stands_first() -> None:
    found = drafts(["It rained.", "In 2016 the park opened.", "In 2016 it closed."], "en")
    assert [(draft.question, draft.sentence) for draft in found] == [("What happened in 2016?", 1)]
    assert found[0].about == "2016"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["", "。", "\ud800", "「「「", "、、、は、は。", "は" * 300, "1" * 5000, "(" * 500, "A " * 999, "*_`<b>|", "年。"],
)
def test_no_text_breaks_it(language: Language, text: str) -> None:
    assert drafts([text, text], language) == []
