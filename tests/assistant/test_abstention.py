"""The signals that the document does not answer, one by one."""

import math
from dataclasses import fields, replace
from pathlib import Path

import pytest

from assistant.abstention import CALIBRATION, NO_DOUBT, Signals, confidence_of, signals_of
from assistant.assistant import THRESHOLD
from assistant.evidence import choose
from index import PassageIndex
from source import read, split


def signals(index: PassageIndex, question: str) -> Signals:
    query = index.analyse(question)
    return signals_of(index, query, choose(index, query, index.rank(query, k=10)))


def confidence(index: PassageIndex, question: str) -> float:
    query = index.analyse(question)
    return confidence_of(index, query, choose(index, query, index.rank(query, k=10)))


def test_a_missing_kind(article_index: PassageIndex) -> None:
    assert signals(article_index, "ファーウェイのテストにかかった費用はいくらか").kinds_missing == 1
    assert signals(article_index, "アリババの合弁事業はいくらの規模か").kinds_missing == 0
    assert signals(article_index, "2018年に完成した中ロイノベーションパークはどの都市にあるか").kinds_missing == 1


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("任正非は採用について何と語ったか", 0.5),
        ("How are the GLONASS and Galileo systems linked?", 1.0),
        ("What does Tencent do in Moscow?", 0.0),
        ("What should Washington do?", 0.0),
        ("What should Paris do?", 0.5),
    ],
)
def test_names_that_the_document_never_mentions(article_index: PassageIndex, question: str, share: float) -> None:
    assert signals(article_index, question).unknown_names == share


def test_strange_words(article_index: PassageIndex) -> None:
    assert signals(article_index, "味噌汁の作り方").strange_words > 0.3
    assert signals(article_index, "中国とロシアの技術協力").strange_words == 0
    assert signals(article_index, "筆者はこの記事で中国の何を述べたか").strange_words == 0


def test_a_word_inside_another_is_no_mention(article_index: PassageIndex) -> None:
    assert article_index.vocabulary.familiarity("russia") == 1.0
    assert article_index.vocabulary.familiarity("git") < 0.6, "digital holds these letters"


def test_a_question_for_the_author_leaves_no_doubt(article_index: PassageIndex) -> None:
    for question in ("Who wrote this article?", "この記事の日付は？"):
        assert confidence(article_index, question) == NO_DOUBT


def test_small_talk_has_no_confidence(article_index: PassageIndex) -> None:
    for message in ("Hello", "Who are you?", "こんにちは", "ありがとう"):
        assert confidence(article_index, message) == 0


def test_only_nearness_speaks_for_an_answer() -> None:
    assert CALIBRATION.nearness > 0
    against = {field.name for field in fields(Signals)} - {"nearness"}
    assert [name for name in sorted(against) if getattr(CALIBRATION, name) >= 0] == []


def test_confidence_is_the_weighed_sum_of_the_signals(article_index: PassageIndex) -> None:
    for question in ("中国とロシアの技術協力", "味噌汁の作り方", "What should Paris do?"):
        measured = signals(article_index, question)
        weighed = [getattr(CALIBRATION, name.name) * getattr(measured, name.name) for name in fields(Signals)]
        odds = CALIBRATION.intercept + sum(weighed)
        assert confidence(article_index, question) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_a_missing_kind_lowers_the_confidence(article_index: PassageIndex) -> None:
    query = article_index.analyse("中ロの技術協力の歴史は何年にさかのぼるか")
    evidence = choose(article_index, query, article_index.rank(query, k=10))
    assert evidence.kinds == ("date",)
    held, half, missing = (
        confidence_of(article_index, query, replace(evidence, kinds=kinds))
        for kinds in (("date",), ("date", "money"), ("money",))
    )
    assert held > half > missing


def test_an_answer_is_told_from_none(article_index: PassageIndex) -> None:
    for question in ("中国とロシアの技術協力", "Why was WeChat banned?"):
        assert confidence(article_index, question) > THRESHOLD
    for question in ("味噌汁の作り方はいくらか", "What is a good recipe for borscht?"):
        assert confidence(article_index, question) < THRESHOLD


def test_a_short_question_says_little(article_index: PassageIndex) -> None:
    assert signals(article_index, "ロシア").few_words > signals(article_index, "ロシアと中国の同盟").few_words
    long = "ファーウェイがモスクワで拡大している5Gテストの相手のロシア企業"
    assert signals(article_index, long).few_words == 0


def test_strange_words_across_languages_are_measured_apart(article_index: PassageIndex) -> None:
    measured = signals(article_index, "味噌汁の作り方")
    assert measured.strange_words > measured.strange_words_across == 0
    path = Path(__file__).parent.parent / "gold" / "tuned" / "documents" / "onsen.txt"
    document = read(path)
    index = PassageIndex.build(document, split(document), encoder=article_index.encoder)
    measured = signals(index, "Which submarine cables cross the Atlantic?")
    assert measured.strange_words_across > measured.strange_words == 0
