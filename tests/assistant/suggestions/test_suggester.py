"""Suggestions are answered, from their sentence, none twice; and the work for them is bounded."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evidence import Candidate
from assistant.suggestions import Suggester, Suggestion
from assistant.suggestions.suggester import FOUND, SECTIONS, SURE, TRIES
from index import Hit, PassageIndex
from source import LANGUAGES, Language, detect, read, split
from tests.conftest import FakeEncoder

FERRY = """# 沖ノ瀬の船

## 船員

船員の平均年齢は53歳です。港は朝に開きます。

## 料金

自転車は一台600円で運びます。ペットはかごに入れます。
"""


class Counting(Assistant):
    """An assistant that counts its searches and the passages that it reads; it is never asked for an answer."""

    searched = read_passages = 0

    def search(self, question: str, k: int = 5, *, rerank: bool = False) -> list[Hit]:
        self.searched += 1
        return super().search(question, k, rerank=rerank)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        self.read_passages += len(hits)
        return super().read(question, hits)


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
        ["53歳とは何の数字ですか。"],
        ["自転車について何が述べられていますか。", "ペットについて何が述べられていますか。"],
    ]
    following = suggester.after(assistant.ask("53歳とは何の数字ですか。"), asked=[])
    sentence = document.paragraphs[1].sentences[0]
    assert sentence.text == "自転車は一台600円で運びます。"
    place = sections[1], 2, sentence.start
    assert following[0] == Suggestion("自転車について何が述べられていますか。", "ja", document.id, *place)
    assert (
        suggester.after(assistant.ask("53歳とは何の数字ですか。"), asked=["自転車について何が述べられていますか"])
        != following
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_on_the_article_are_answered_by_their_sentence(assistant: Assistant, language: Language) -> None:
    found = all_of(assistant, language)
    assert len(found) >= 8
    assert len({one.question for one in found}) == len(found)
    for one in found:
        hits = assistant.search(one.question, k=FOUND)
        (hit,) = (hit for hit in hits if one.start in [told.start for told in hit.passage.sentences])
        best = max(assistant.read(one.question, [hit]), key=lambda candidate: candidate.probability)
        assert (hit.passage.paragraph, hit.passage.section) == (one.paragraph, one.section)
        assert best.sentence.start == one.start
        assert best.probability >= SURE
        assert one.language == language == detect(one.question)
        assert len(one.question) <= (45 if language == "ja" else 90) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_answered_when_they_are_asked(assistant: Assistant, language: Language) -> None:
    examples = Suggester(assistant).examples(language)
    assert len(examples) >= 4
    for one in examples:
        answer = assistant.ask(one.question)
        assert answer.answered
        assert one.start in {citation.start for citation in answer.citations}


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_questions_are_new_and_answered_by_something_else(assistant: Assistant, language: Language) -> None:
    suggester = Suggester(assistant)
    for one in suggester.examples(language):
        answer = assistant.ask(one.question)
        first = suggester.after(answer, asked=[])
        others = suggester.after(answer, asked=[following.question for following in first])
        assert {following.question for following in first}.isdisjoint(following.question for following in others)
        for following in (*first, *others):
            assert following.question != one.question
            assert following.start not in {citation.start for citation in answer.citations}


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

    def work() -> tuple[int, int]:
        """The searches, and the passages read, since the last call."""
        done = assistant.searched, assistant.read_passages
        assistant.searched = assistant.read_passages = 0
        return done

    suggester.examples("ja")
    searched, passages = work()
    assert 0 < searched <= 3 * SECTIONS
    assert passages <= searched
    answer = assistant.ask("港の倉庫は何棟ですか。")
    work()
    suggester.after(answer, asked=[])
    searched, passages = work()
    assert passages <= searched <= TRIES
    suggester.for_section(document.id, document.paragraphs[0].section, "ja")
    searched, passages = work()
    assert passages <= searched <= TRIES + 4
