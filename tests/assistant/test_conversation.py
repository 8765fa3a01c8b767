"""A conversation: a question that leans on the turn before is read with it, any other as if it were the first."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Citation, Conversation
from assistant.assistant import LEANS
from assistant.conversation import turn_of
from assistant.question import EMPTY
from assistant.reader import Reading, Request, Text, Turn
from index import PassageIndex
from source import Document

BANNED = "WeChatの使用が禁止されたのは何年ですか？"
HIRES = "ファーウェイは何人を採用する予定か"
REASON = "安全保障上の理由で"


class Leaning:
    """A reader to whom every question leans on the turn before, so much; the first sentence of a passage answers.

    It notes the questions with the turns that it is given.
    """

    name = "leaning"

    def __init__(self, leans: float = 1.0) -> None:
        self.leans = leans
        self.given: list[tuple[str, tuple[Turn, ...]]] = []

    def request(self, question: str) -> Request:
        return Request("small_talk" if question == "Thanks!" else "fact")

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        self.given.append((question, tuple(turns)))
        leans = self.leans if turns else 0.0
        first = 0.01 if self.request(question).kind == "small_talk" else 0.99
        rests = [(0.01,) * (len(text.sentences) - 1) for text in texts]
        return [
            Reading(text, (first, *rest), (None, *(None for _ in rest)), 1 - first, leans)
            for text, rest in zip(texts, rests, strict=True)
        ]


@pytest.fixture(scope="module")
def assistant(article_index: PassageIndex) -> Assistant:
    """The assistant with its own reader."""
    return Assistant(article_index)


@pytest.fixture
def conversation(assistant: Assistant) -> Conversation:
    return assistant.conversation()


@pytest.fixture
def reader() -> Leaning:
    return Leaning()


@pytest.fixture
def leaning(article_index: PassageIndex, reader: Leaning) -> Assistant:
    """An assistant to whose reader everything leans."""
    return Assistant(article_index, reader=reader)


def quotes_of(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_a_follow_up_is_read_together_with_the_question_before(conversation: Conversation) -> None:
    conversation.ask(BANNED)
    answer = conversation.ask("なぜ？")
    assert (answer.question, answer.asked_after) == ("なぜ？", BANNED)
    assert any(REASON in quote for quote in quotes_of(answer))
    assert answer.to_dict()["asked_after"] == BANNED


def test_thanks_ask_nothing_and_what_follows_leans_on_what_was_asked(leaning: Assistant, reader: Leaning) -> None:
    conversation = leaning.conversation()
    conversation.ask(BANNED)
    thanks = conversation.ask("Thanks!")
    assert (thanks.verdict, thanks.answered, thanks.nearest, thanks.asked_after) == ("not_a_question", False, (), None)
    assert reader.given[-1] == ("Thanks!", ()), "it is read without the turn before"
    assert conversation.ask("なぜ？").asked_after == BANNED
    assert len(conversation.answers) == 3


def test_an_english_follow_up_is_answered_in_english(conversation: Conversation) -> None:
    before = "How many people work at Huawei's centre in Moscow?"
    conversation.ask(before)
    answer = conversation.ask("And in St Petersburg?")
    assert (answer.language, answer.asked_after) == ("en", before)
    assert any("それぞれ400人と150人が働いている" in quote for quote in quotes_of(answer))
    assert "400 and 150 people" in answer.text


def test_a_new_topic_has_the_answer_that_it_has_alone(conversation: Conversation) -> None:
    conversation.ask("ロシア軍は中国製のUAVを欲しがっていますか？")
    question = "スコルコボ・イニシアティブが立ち上げられたのは何年ですか？"
    answer = conversation.ask(question)
    assert answer == conversation.assistant.ask(question)
    assert answer.asked_after is None
    assert "asked_after" not in answer.to_dict()
    assert any("2010年" in "".join(quote.split()) for quote in quotes_of(answer))


def test_a_question_after_one_without_an_answer_is_answered(conversation: Conversation) -> None:
    assert not conversation.ask("織田信長は何年に生まれましたか？").answered
    assert turn_of(conversation.answers[-1]) == Turn("織田信長は何年に生まれましたか？")
    answer = conversation.ask(HIRES)
    assert any("500人を採用し" in quote for quote in quotes_of(answer))
    assert answer == conversation.assistant.ask(HIRES)


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
@pytest.mark.parametrize("before", ["When was WeChat banned?", HIRES])
def test_what_is_about_nothing_is_refused_after_a_turn_too(
    conversation: Conversation, before: str, question: str
) -> None:
    conversation.ask(before)
    assert not conversation.ask(question).answered


def test_a_question_is_read_with_the_last_turn_only(leaning: Assistant, reader: Leaning) -> None:
    conversation = leaning.conversation()
    questions = (BANNED, "なぜ？", "いつ？")
    answers = [conversation.ask(question) for question in questions]
    assert [answer.asked_after for answer in answers] == [None, BANNED, "なぜ？"]
    assert conversation.answers == tuple(answers)
    assert list(dict.fromkeys(reader.given)) == [
        (BANNED, ()),
        ("なぜ？", (turn_of(answers[0]),)),
        ("いつ？", (turn_of(answers[1]),)),
    ]


@pytest.mark.parametrize(("leans", "asked_after"), [(LEANS, BANNED), (math.nextafter(LEANS, 0), None)])
def test_a_question_is_read_alone_unless_it_leans(
    article_index: PassageIndex, leans: float, asked_after: str | None
) -> None:
    reader = Leaning(leans)
    conversation = Assistant(article_index, reader=reader).conversation()
    first = conversation.ask(BANNED)
    answer = conversation.ask(HIRES)
    assert answer.asked_after == asked_after
    alone = [] if asked_after else [(HIRES, ())]
    assert list(dict.fromkeys(reader.given)) == [(BANNED, ()), (HIRES, (turn_of(first),)), *alone]
    if asked_after is None:
        assert answer == conversation.assistant.ask(HIRES)


def test_a_question_asked_alone_is_read_with_no_turn(leaning: Assistant, reader: Leaning) -> None:
    conversation = leaning.conversation()
    for question in (BANNED, "なぜ？"):
        answer = conversation.ask(question, alone=True)
        assert answer.asked_after is None
        assert answer == leaning.ask(question)
    assert {turns for _, turns in reader.given} == {()}
    assert conversation.ask("いつ？").asked_after == "なぜ？", "what was asked alone can be leant on"


def test_what_cannot_be_asked_leaves_the_conversation_as_it_was(leaning: Assistant, reader: Leaning) -> None:
    conversation = leaning.conversation()
    first = conversation.ask(BANNED)
    for question in ("", " \n", "🙂", "¿Cuándo?", "あ" * 2_001, "\ud800"):
        answer = conversation.ask(question)
        assert (answer.answered, answer.asked_after, answer.confidence) == (False, None, 0.0)
    assert conversation.ask("").text == EMPTY
    assert conversation.answers == (first,)
    assert set(reader.given) == {(BANNED, ())}, "it is not even read"
    assert conversation.ask("なぜ？").asked_after == BANNED


def test_a_conversation_that_was_left_goes_on(leaning: Assistant) -> None:
    left = leaning.conversation()
    left.ask(BANNED)
    resumed = Conversation(leaning, left.answers)
    assert resumed.ask("なぜ？") == left.ask("なぜ？")
    assert resumed.answers == left.answers


def test_the_same_questions_have_the_same_answers_and_two_conversations_never_meet(leaning: Assistant) -> None:
    one, two, other = leaning.conversation(), leaning.conversation(), leaning.conversation()
    other.ask(HIRES)
    questions = ("When was WeChat banned?", "By whom?", "And Alibaba?", "なぜ？", "WeChatは？")
    for question in questions:
        assert one.ask(question) == two.ask(question)
    assert [answer.asked_after for answer in one.answers] == [None, *questions[:-1]]
    assert other.ask("いつまでに？").asked_after == HIRES


def test_an_assistant_keeps_nothing_of_a_conversation(leaning: Assistant) -> None:
    before = leaning.ask("なぜ？")
    assert before.asked_after is None
    leaning.conversation().ask(BANNED)
    assert leaning.ask("なぜ？") == before
    assert leaning.conversation().ask("なぜ？") == before


def test_a_turn_is_the_question_and_the_sentence_that_answered_it_as_it_was_read(article: Document) -> None:
    one, two, _, best, *_ = article.paragraphs[29].sentences
    scores = {1: 0.6, 2: 0.7, 3: 0.9}
    citations = tuple(
        Citation(number, "p030", (), 30, told.start, told.end, told.text, told.translation, scores[number])
        for number, told in enumerate((one, two, best), start=1)
    )
    japanese = Answer(HIRES, None, "ja", "answered", "…", 0.9, citations, (), article)
    assert turn_of(japanese) == Turn(
        HIRES, "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"
    )
    assert turn_of(replace(japanese, asked_after=BANNED)) == turn_of(japanese)
    english = replace(japanese, question="How many people is Huawei going to hire?", language="en")
    assert best.translation is not None
    assert "500 people by the end of 2019" in best.translation
    assert turn_of(english) == Turn("How many people is Huawei going to hire?", best.translation)
    untranslated = tuple(replace(citation, translation=None) for citation in citations)
    assert turn_of(replace(english, citations=untranslated)) == Turn(english.question, best.text)


def test_a_turn_without_an_answer_is_the_question_alone(article: Document) -> None:
    sentence = article.paragraphs[29].sentences[0]
    near = Citation(0, "p030", (), 30, sentence.start, sentence.end, sentence.text, sentence.translation, 0.4)
    refused = Answer("いつ？", None, "ja", "related", "…", 0.3, (), (near,), article)
    assert turn_of(refused) == Turn("いつ？", "")
