"""A system's answers are read, or refused with the line and what is wrong."""

from typing import Any

import pytest

from assistant import Assistant
from assistant.evaluation import CitedQuote, EvaluationError, SystemAnswer, read_answers
from index import PassageIndex
from tests.assistant.evaluation.conftest import Write, question

ASKED = [question(("x" * 9,), name="a"), question(("y" * 9,), name="b")]
GOOD: dict[str, Any] = {"id": "a", "text": "来た。[1]", "citations": [{"quote": "来た。"}]}
REFUSED = {"id": "b", "answered": False, "text": "わからない。"}


def test_the_simple_form_in_the_order_of_the_questions(write: Write) -> None:
    first, second = read_answers(write("answers.jsonl", REFUSED, GOOD), ASKED)
    assert first == SystemAnswer("a", True, "来た。[1]", (CitedQuote(1, "来た。"),))
    assert second == SystemAnswer("b", False, "わからない。", ())
    _, empty = read_answers(write("answers.jsonl", GOOD, {"id": "b", "text": " "}), ASKED)
    assert not empty.answered


def test_the_whole_schema_of_this_assistant_comes_back(write: Write, article_index: PassageIndex) -> None:
    asked = [question(("x" * 9,), name="a")]
    given = Assistant(article_index).ask("How many people will Huawei hire?")
    assert given.answered
    (found,) = read_answers(write("answers.jsonl", {"id": "a", **given.to_dict()}), asked)
    ours = SystemAnswer.of(asked[0], given)
    assert found.citations == ours.citations
    assert (found.text, found.answered, found.document, found.sha256) == (
        ours.text, True, given.document.id, given.document.sha256,
    )  # fmt: skip
    assert found.confidence == pytest.approx(given.confidence, abs=1e-4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "c"}, 'there is no question "c" in the question set'),
        ({"id": "a"}, 'question "a" has an answer before this one'),
        ({"id": 1.5}, '"id" should be a text or a whole number, not 1.5'),
        ({"text": None}, 'there is no "text"'),
        ({"text": ["x"]}, '"text" should be a text'),
        ({"answered": "no"}, '"answered" should be true or false'),
        ({"confidence": 1.2}, '"confidence" should be a number between 0 and 1, not 1.2'),
        ({"confidence": "high"}, '"confidence" should be a number between 0 and 1'),
        ({"citations": {"quote": "x"}}, '"citations" should be a list'),
        ({"citations": ["x"]}, r"citations\[0\] should be an object"),
        ({"citations": [{}]}, r'citations\[0\]: there is no "quote"'),
        ({"citations": [{"quote": "x", "number": 0}]}, '"number" should be 1 or more'),
        ({"citations": [{"quote": "x"}, {"quote": "y", "number": 1}]}, 'two citations have the same "number"'),
        ({"citations": [{"quote": "x", "start": 3}]}, '"start" and "end" go together'),
        ({"citations": [{"quote": "x", "start": 3, "end": 2}]}, '"end" 2 stands before "start" 3'),
        ({"citations": [{"quote": "x", "start": -1, "end": 2}]}, '"start" should be a whole number from 0, not -1'),
        ({"citations": [{"quote": "x", "start": 1.5, "end": 2}]}, '"start" should be a whole number from 0'),
        ({"document": "article"}, "document should be an object"),
    ],
)
def test_malformed_lines(write: Write, change: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=message) as caught:
        read_answers(write("answers.jsonl", GOOD, GOOD | {"id": "b"} | change), ASKED)
    assert "answers.jsonl, line 2" in str(caught.value)


def test_infinity_and_nan_are_no_confidence(write: Write) -> None:
    for text, message in (("NaN", "NaN is no number of JSON"), ("1e999", "between 0 and 1, not inf")):
        with pytest.raises(EvaluationError, match=message):
            read_answers(write("answers.jsonl", f'{{"id": "a", "text": "x", "confidence": {text}}}'), ASKED)


def test_a_question_without_an_answer(write: Write) -> None:
    with pytest.raises(EvaluationError, match='has no answer to question "b"; a refusal is a line'):
        read_answers(write("answers.jsonl", GOOD), ASKED)
    with pytest.raises(EvaluationError, match='has no answer to question "a" and 1 others'):
        read_answers(write("answers.jsonl", ""), ASKED)
