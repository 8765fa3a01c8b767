"""Suggestions are answered, from their paragraph, none twice; and the work for them is bounded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answer import Answer
from assistant.suggestions import Suggester, Suggestion
from assistant.suggestions.suggester import SECTIONS, SURE, TRIES
from index import PassageIndex
from source import LANGUAGES, Language, detect, read, split
from tests.conftest import FakeEncoder

FERRY = """# 沖ノ瀬の船

## 船員

船員の平均年齢は53歳です。港は朝に開きます。

## 料金

自転車は一台600円で運びます。ペットはかごに入れます。
"""


class Counting(Assistant):
    """An assistant that counts what it is asked."""

    asked = 0

    def ask(self, question: str) -> Answer:
        self.asked += 1
        return super().ask(question)


@pytest.fixture
def assistant(article_index: PassageIndex) -> Assistant:
    return Assistant(article_index)


def all_of(assistant: Assistant, language: Language) -> list[Suggestion]:
    suggester = Suggester(assistant)
    document = assistant.documents[0]
    sections = dict.fromkeys(paragraph.section for paragraph in document.paragraphs)
    return [one for section in sections for one in suggester.for_section(document.id, section, language, most=3)]


def test_a_small_document_is_asked_by_its_sections(over: Callable[[str], Assistant]) -> None:
    assistant = over(FERRY)
    suggester, document = Suggester(assistant), assistant.documents[0]
    sections = list(dict.fromkeys(paragraph.section for paragraph in document.paragraphs))
    assert [[one.question for one in suggester.for_section(document.id, section, "ja")] for section in sections] == [
        ["船員の平均年齢は何歳ですか。"],
        ["自転車は一台いくらで運びますか。"],
    ]
    following = suggester.after(assistant.ask("船員の平均年齢は何歳ですか。"), asked=[])
    assert [(one.question, one.section, one.paragraph) for one in following] == [
        ("自転車は一台いくらで運びますか。", sections[1], 2)
    ]
    assert (
        suggester.after(assistant.ask("船員の平均年齢は何歳ですか。"), asked=["自転車は一台いくらで運びますか"]) == ()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_on_the_article_are_answered_from_their_paragraph(assistant: Assistant, language: Language) -> None:
    found = all_of(assistant, language)
    assert len(found) >= 8
    assert len({one.question for one in found}) == len(found)
    for one in found:
        answer = assistant.ask(one.question)
        assert one.language == language == detect(one.question)
        assert answer.confidence >= SURE
        assert one.paragraph in {citation.paragraph for citation in answer.citations}
        assert len(one.question) <= (45 if language == "ja" else 90) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_questions_are_new_and_answered_by_something_else(assistant: Assistant, language: Language) -> None:
    suggester = Suggester(assistant)
    for one in suggester.examples(language):
        answer = assistant.ask(one.question)
        first = suggester.after(answer, asked=[])
        others = suggester.after(answer, asked=[following.question for following in first])
        assert {following.question for following in first}.isdisjoint(following.question for following in others)
        for following in (*first, *others):
            cited = {citation.start for citation in assistant.ask(following.question).citations}
            assert following.question != one.question
            assert not cited <= {citation.start for citation in answer.citations}


def test_there_is_a_way_out_of_a_question_that_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("ボルシチの作り方を教えてください。")
    assert not answer.answered
    assert len(Suggester(assistant).after(answer, asked=[])) >= 1
    assert Suggester(assistant).after(assistant.ask(""), asked=[]) != ()


def test_the_same_call_has_the_same_result_whatever_came_before(assistant: Assistant) -> None:
    warm = Suggester(assistant)
    answer = assistant.ask("中ロイノベーションパーク計画はいつ開始されたのですか。")
    for language in LANGUAGES:
        warm.examples(language)
    assert warm.after(answer, asked=[]) == Suggester(assistant).after(answer, asked=[])
    assert warm.examples("ja") == Suggester(assistant).examples("ja")


def test_a_document_is_asked_in_its_own_language_where_it_has_no_other(over: Callable[[str], Assistant]) -> None:
    assert [one.language for one in Suggester(over(FERRY)).examples("en")] == ["ja", "ja"]


def test_an_unknown_document_is_named(assistant: Assistant) -> None:
    with pytest.raises(ValueError, match="There is no document 'other' here"):
        Suggester(assistant).for_section("other", (), "ja")


@pytest.mark.parametrize("text", ["猫が歩く。", "The cat walks.", "朝になると海は静かになり、やがて風が吹く。"])
def test_a_document_of_which_nothing_can_be_asked_has_no_suggestions(
    over: Callable[[str], Assistant], text: str
) -> None:
    assistant = over(text)
    suggester = Suggester(assistant)
    assert suggester.examples("ja") == suggester.examples("en") == ()
    assert suggester.after(assistant.ask(text), asked=[]) == ()


def test_the_work_for_a_long_document_is_bounded(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    file = tmp_path / "long.txt"
    file.write_text(
        "\n\n".join(f"第{n}倉庫の船員は{n + 1}人です。港の倉庫は{n + 2}棟です。" for n in range(3000)), "utf-8"
    )
    document = read(file)
    assistant = Counting(PassageIndex.build(document, split(document), encoder=fake_encoder))
    suggester = Suggester(assistant)
    suggester.examples("ja")
    assert assistant.asked <= 3 * SECTIONS
    answer = assistant.ask("港の倉庫は何棟ですか。")
    assistant.asked = 0
    suggester.after(answer, asked=[])
    assert assistant.asked <= TRIES
    assistant.asked = 0
    suggester.for_section(document.id, document.paragraphs[0].section, "ja")
    assert assistant.asked <= TRIES + 4
