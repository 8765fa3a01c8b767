"""Question sets are read, or refused with the line and what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation import EvaluationError, read_questions
from tests.assistant.evaluation.conftest import Write, question

GOOD: dict[str, Any] = {
    "id": "q1",
    "question": "いつ建てられたか",
    "answerable": True,
    "evidence": ["1897年に建てられた。"],
}
REFUSED: dict[str, Any] = {"id": 7, "question": "What is it?", "answerable": False}


def test_all_that_a_line_may_hold(write: Write, tmp_path: Path) -> None:
    line = GOOD | {
        "lang": "en",
        "kind": "date",
        "answer": ["1897", "in 1897"],
        "alternatives": [["a quote", "another"], []],
        "document": "tower.txt",
        "reason": "passed over",
    }
    (found,) = read_questions(write("set.jsonl", line))
    assert (found.id, found.language, found.kind, found.answerable) == ("q1", "en", "date", True)
    assert found.answers == ("1897", "in 1897")
    assert found.evidence == (("1897年に建てられた。",), ("a quote", "another"))
    assert found.document == tmp_path / "set" / "tower.txt"


def test_the_least_that_a_line_holds(write: Write) -> None:
    first, second = read_questions(write("set.jsonl", GOOD, REFUSED))
    assert (first.language, first.kind, first.answers, first.document) == ("ja", "other", (), None)
    assert (second.id, second.language, second.kind, second.evidence) == ("7", "en", "unanswerable", ())


def test_a_bom_windows_line_ends_blank_lines_and_strange_separators(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    both = (REFUSED | {"question": "x\u2028y"}, REFUSED | {"id": 8})
    lines = [json.dumps(line, ensure_ascii=False) for line in both]
    path.write_bytes(b"\xef\xbb\xbf\r\n" + "\r\n \r\n".join(lines).encode())
    assert [found.text for found in read_questions(path)] == ["x\u2028y", "What is it?"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": None}, '"id" should be a text or a whole number, not null'),
        ({"id": True}, '"id" should be a text or a whole number, not true'),
        ({"id": " "}, '"id" should be a text'),
        ({"question": 3}, '"question" should be a text, not 3'),
        ({"question": None}, 'there is no "question"'),
        ({"answerable": None}, 'there is no "answerable"'),
        ({"answerable": "yes"}, '"answerable" should be true or false, not "yes"'),
        ({"lang": "fr"}, '"lang" should be "ja" or "en", not "fr"'),
        ({"evidence": []}, 'an answerable question needs "evidence"'),
        ({"evidence": "a quote"}, '"evidence" should be a list, not "a quote"'),
        ({"evidence": [" "]}, '"evidence" should hold texts, none of them empty'),
        ({"alternatives": ["a quote"]}, r'"alternatives\[0\]" should hold texts'),
        ({"answer": 5}, '"answer" should hold texts'),
        ({"document": "../secret"}, '"document" should be the name of a file in'),
        ({"document": ".."}, '"document" should be the name of a file in'),
        ({"kind": ["date"]}, '"kind" should be a text'),
    ],
)
def test_malformed_lines(write: Write, change: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=message) as caught:
        read_questions(write("set.jsonl", GOOD, "", GOOD | {"id": "q2"} | change))
    assert "set.jsonl, line 3" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{nope", "line 2 is no JSON"),
        ("[1]", r"line 2 should be an object \{…\}, not \[1\]"),
        ('{"id": NaN}', "line 2 is no JSON: NaN is no number of JSON"),
        ("[" * 100_000, "line 2 is no JSON"),
        ('{"id": "\\ud800"}', "line 2 holds half of a surrogate pair"),
        (GOOD, 'line 2: the id "q1" was there before'),
    ],
)
def test_malformed_json(write: Write, line: Any, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        read_questions(write("set.jsonl", GOOD, line))


def test_files_that_cannot_be_read(tmp_path: Path, write: Write) -> None:
    with pytest.raises(EvaluationError, match=r"nothing.jsonl cannot be read: No such file"):
        read_questions(tmp_path / "nothing.jsonl")
    with pytest.raises(EvaluationError, match="holds no question"):
        read_questions(write("empty.jsonl", "", " "))
    (tmp_path / "sjis.jsonl").write_bytes("文字".encode("cp932"))
    with pytest.raises(EvaluationError, match=r"sjis.jsonl is not in UTF-8"):
        read_questions(tmp_path / "sjis.jsonl")


def test_gold_holds_a_quote_or_is_a_part_of_one() -> None:
    asked = question(("灯台は1897年に建てられ、今も\n海を照らしている。", "番人"))
    assert asked.is_met_by("さて、灯台は1897年に建てられ、今も海を 照らしている。終わり。")
    assert asked.is_met_by("灯台は1897年に建てられ、")
    assert not asked.is_met_by("灯台は1897年")  # ten characters at most stand in too many places
    assert not asked.is_met_by("番人がいた。")  # so does a quote of a few, where there is a longer one
    assert question(("番人",)).is_met_by("番人がいた。")


def test_the_evidence_is_covered_by_any_whole_set() -> None:
    asked = question(("灯台は1897年に建てられた。", "番人は三人いた。"), ("百年以上前からある。",))
    assert asked.is_covered_by(("灯台は1897年に建てられた。番人は三人いた。",))
    assert asked.is_covered_by(("番人は三人いた。", "灯台は1897年に建てられた。"))
    assert asked.is_covered_by(("百年以上前からある。",))
    assert not asked.is_covered_by(("番人は三人いた。",))
    assert not asked.is_covered_by(())
