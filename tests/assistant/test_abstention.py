"""The signals that the document does not answer, one by one."""

import math

import pytest

from assistant.abstention import CALIBRATION, Signals, confidence_of, signals_of
from assistant.assistant import THRESHOLD
from assistant.evidence import choose
from index import PassageIndex
from source import LANGUAGES


def signals(index: PassageIndex, question: str) -> Signals:
    query = index.analyse(question)
    return signals_of(index, query, choose(index, query, index.rank(query, k=10)))


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


def test_a_question_for_the_author_has_nothing_against_it(article_index: PassageIndex) -> None:
    assert signals(article_index, "Who wrote this article?") == Signals(0, 0, 0, 0)


def test_everything_that_speaks_against_an_answer_lowers_the_confidence(article_index: PassageIndex) -> None:
    assert set(CALIBRATION) == set(LANGUAGES)
    for weights in CALIBRATION.values():
        assert weights.intercept > 0
        assert (
            max(weights.kinds_missing, weights.unknown_names, weights.strange_words) < weights.strange_words_across < 0
        )
    confident, doubtful = (
        confidence_of(article_index, query, choose(article_index, query, article_index.rank(query, k=10)))
        for query in map(article_index.analyse, ("中国とロシアの技術協力", "味噌汁の作り方はいくらか"))
    )
    # Nothing speaks against the first, so it has all the confidence that there is.
    assert confident == pytest.approx(1 / (1 + math.exp(-CALIBRATION["ja"].intercept)))
    assert doubtful < 0.1 < THRESHOLD < confident
