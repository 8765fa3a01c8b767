"""A conversation: follow-ups are answered as completed, and shown as typed."""

import pytest

from assistant import Assistant, Conversation
from assistant.question import EMPTY
from index import PassageIndex


@pytest.fixture
def conversation(article_index: PassageIndex) -> Conversation:
    return Assistant(article_index).conversation()


def test_a_follow_up_is_answered_as_it_was_completed(conversation: Conversation) -> None:
    conversation.ask("WeChatの使用が禁止されたのは何年ですか？")
    answer = conversation.ask("なぜ？")
    assert answer.question == "なぜ？"
    assert answer.completed_question == "WeChatの使用が禁止されたのはなぜですか？"
    assert any("安全保障上の理由で" in citation.quote for citation in answer.citations)
    whole = conversation.assistant.ask(answer.completed_question)
    assert (answer.text, answer.citations) == (whole.text, whole.citations)
    assert answer.to_dict()["completed_question"] == answer.completed_question


def test_an_english_follow_up_is_answered_in_english(conversation: Conversation) -> None:
    conversation.ask("How many people work at Baidu's research centres in Russia?")
    answer = conversation.ask("What about Huawei's?")
    assert answer.completed_question == "How many people work at Huawei's research centres in Russia?"
    assert answer.language == "en"
    assert answer.answered


def test_a_follow_up_is_answered_by_the_sentence_cited_before_where_that_is_its_answer(
    conversation: Conversation,
) -> None:
    conversation.ask("How many people work at Baidu's research centres in Russia?")
    answer = conversation.ask("What about Huawei's?")
    assert any("400" in citation.quote for citation in answer.citations)


def test_three_turns(conversation: Conversation) -> None:
    conversation.ask("スコルコボ財団は何を管理していますか？")
    conversation.ask("それはいつ設立された？")
    last = conversation.ask("どこにある？")
    assert [answer.question for answer in conversation.answers] == [
        "スコルコボ財団は何を管理していますか？",
        "それはいつ設立された？",
        "どこにある？",
    ]
    assert conversation.answers[1].completed_question == "スコルコボ財団はいつ設立された？"
    assert last.completed_question == "スコルコボ財団はどこにある？"


def test_a_new_topic_is_asked_as_it_was_typed(conversation: Conversation) -> None:
    conversation.ask("ロシア軍は中国製のUAVを欲しがっていますか？")
    answer = conversation.ask("スコルコボ・イニシアティブが立ち上げられたのは何年ですか？")
    assert answer == conversation.assistant.ask("スコルコボ・イニシアティブが立ち上げられたのは何年ですか？")
    assert "completed_question" not in answer.to_dict()


def test_a_follow_up_can_rest_on_a_question_without_an_answer(conversation: Conversation) -> None:
    assert not conversation.ask("織田信長は何年に生まれましたか？").answered
    assert conversation.ask("じゃあ、彼は何をした？").completed_question == "織田信長は何をした？"


def test_what_cannot_be_asked_leaves_the_conversation_as_it_was(conversation: Conversation) -> None:
    conversation.ask("When was WeChat banned?")
    for question in ("", " \n", "🙂", "¿Cuándo?", "あ" * 2_001, "\ud800"):
        answer = conversation.ask(question)
        assert not answer.answered
        assert answer.completed_question == answer.question
    assert conversation.ask("").text == EMPTY
    assert len(conversation.answers) == 1
    assert conversation.ask("Why?").completed_question == "Why was WeChat banned?"


def test_the_same_questions_have_the_same_answers_and_two_conversations_never_meet(article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    one, two, other = assistant.conversation(), assistant.conversation(), assistant.conversation()
    other.ask("ファーウェイは何人を採用しますか？")
    questions = ("When was WeChat banned?", "By whom?", "And Alibaba?", "なぜ？", "WeChatは？")
    assert [one.ask(question) for question in questions] == [two.ask(question) for question in questions]
    assert other.ask("いつまでに？").completed_question == "ファーウェイはいつまでに採用しますか？"


def test_an_assistant_keeps_nothing_of_a_conversation(article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    before = assistant.ask("なぜ？")
    assistant.conversation().ask("WeChatの使用が禁止されたのは何年ですか？")
    assert assistant.ask("なぜ？") == before
    assert before.completed_question == "なぜ？"


@pytest.mark.parametrize(
    "question",
    [
        "What is a good recipe for borscht?",
        "When is the next solar eclipse?",
        "thank you very much",
        "How do I get rid of hiccups?",
        "おすすめの映画を教えて",
        "スマホの充電が遅い原因は？",
        "おはよう",
    ],
)
@pytest.mark.parametrize("before", ["When was WeChat banned?", "ファーウェイは何人を採用する予定か"])
def test_what_is_about_nothing_is_refused_after_a_turn_too(
    article_index: PassageIndex, before: str, question: str
) -> None:
    conversation = Assistant(article_index).conversation()
    conversation.ask(before)
    answer = conversation.ask(question)
    assert not answer.answered
    assert answer.completed_question == question
