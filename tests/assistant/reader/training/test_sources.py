"""Public question sets in the pool: the sentences that answer, and the passages beside them that do not."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.reader.training.pool import UNKNOWN, UNMARKED, PoolBuilder
from assistant.reader.training.sources import Split, add_follow_ups, add_reading_set, add_sentence_selection
from tests.assistant.reader.conftest import make_tokenizer

TEXT = "The harbour opened in 1901. It was red.\nThe factory opened in 1902."
PARAGRAPHS = [
    {"id": "a", "title": "Harbour", "text": TEXT},
    {"id": "b", "title": "Harbour", "text": "The harbour was on a rock."},
    {"id": "c", "title": "Harbour", "text": "It opened in 1901."},
    {"id": "d", "title": "Harbour", "text": "The rock was red."},
    {"id": "e", "title": "Factory", "text": "The harbour opened."},
]
QUESTIONS: list[dict[str, Any]] = [
    {"paragraph": "a", "question": "When harbour opened?", "answers": ["1901"], "answer_start": [TEXT.index("1901")]},
    {"paragraph": "a", "question": "Where?", "answers": [], "answer_start": []},
    {"paragraph": "b", "question": "q1", "answers": ["on a rock"], "answer_start": [16]},
]


def write(path: Path, records: Sequence[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """Texts to vectors: how often each letter occurs."""
    counts = np.asarray([[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts])
    return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


def test_a_text_is_split_line_by_line() -> None:
    split = Split.of(TEXT)
    assert split.sentences == ["The harbour opened in 1901.", "It was red.", "The factory opened in 1902."]
    assert [TEXT[begin:end] for begin, end in split.spans] == split.sentences
    assert Split.of("港は赤い。\n\n灯台は岩の上に立つ。").spans == [(0, 5), (7, 17)]


@pytest.mark.parametrize(
    ("stretch", "met", "within"),
    [
        ("1901", [0], (0, 22, 26)),
        ("It was", [1], (1, 0, 6)),
        ("1901. It was", [0, 1], (0, 22, 27)),  # of the first sentence that it touches
        ("red.\nThe factory", [1, 2], (1, 7, 11)),
        ("\n", [], None),
    ],
)
def test_the_sentences_that_a_stretch_touches(
    stretch: str, met: list[int], within: tuple[int, int, int] | None
) -> None:
    split, begin = Split.of(TEXT), TEXT.index(stretch)
    assert split.met(begin, begin + len(stretch)) == met
    assert split.within(begin, begin + len(stretch)) == within


@pytest.fixture
def reading(tmp_path: Path) -> Path:
    (tmp_path / "reading").mkdir()
    write(tmp_path / "reading" / "some.train.paragraphs.jsonl.gz", PARAGRAPHS)
    write(tmp_path / "reading" / "some.train.questions.jsonl.gz", QUESTIONS)
    return tmp_path


def test_a_reading_set(reading: Path) -> None:
    builder = PoolBuilder()
    builder.passage(["The red rock."])  # numbers of passages are the pool's
    add_reading_set(builder, reading, "reading/some.train", letters)
    pool = builder.build(make_tokenizer())
    assert pool.names == ("some.train",)
    assert [len(pool.passages[number]) for number in range(len(pool.passages))] == [1, 3, 1, 1, 1, 1]
    assert pool.passage.tolist() == [1, 1, 2]
    assert [pool.evidence[number].tolist() for number in range(3)] == [[0], [], [0]]
    assert pool.span.tolist() == [[0, 4, 5], [-1, -1, -1], [0, 3, 6]]
    asked = builder.asked()
    assert [row.headings for row in asked] == ["Harbour"] * 3
    assert asked[0].sentences == tuple(Split.of(TEXT).sentences)


def test_passages_beside_are_of_the_title_and_do_not_hold_the_answer(reading: Path) -> None:
    builder = PoolBuilder()
    add_reading_set(builder, reading, "reading/some.train", letters)
    pool = builder.build(make_tokenizer())
    vectors = letters([str(paragraph["text"]) for paragraph in PARAGRAPHS])
    nearness = vectors @ letters([str(QUESTIONS[0]["question"])])[0]
    assert pool.others[0].tolist() == sorted([1, 3], key=lambda place: -nearness[place])  # not c, which says 1901
    assert pool.others[1].tolist() == []
    assert sorted(pool.others[2].tolist()) == [0, 2, 3]


def test_questions_spread_over_a_set(reading: Path) -> None:
    builder = PoolBuilder()
    add_reading_set(builder, reading, "reading/some.train", letters, most=2)
    assert [row.texts for row in builder.asked()] == [(question["question"],) for question in QUESTIONS]
    builder = PoolBuilder()
    add_reading_set(builder, reading, "reading/some.train", letters, most=1)
    assert [row.texts for row in builder.asked()] == [("When harbour opened?",)]


def test_sentences_that_were_selected(tmp_path: Path) -> None:
    record = {
        **{"title": "Harbour", "question": "When opened?"},
        **{"sentences": ["", "It was red.", "It opened in 1901.", "", "It opened."], "labels": [0, 0, 1, 0, 1]},
    }
    write(tmp_path / "selqa.jsonl.gz", [record])
    builder = PoolBuilder()
    add_sentence_selection(builder, tmp_path / "selqa.jsonl.gz")
    (row,) = builder.asked()
    assert (row.name, row.headings, row.texts) == ("selqa", "Harbour", ("When opened?",))
    assert [row.sentences[place] for place in row.evidence] == ["It opened in 1901.", "It opened."]
    assert builder.build(make_tokenizer()).span.tolist() == [[UNMARKED] * 3]


def test_questions_after_a_question(tmp_path: Path) -> None:
    said = [["When opened?", "1901"], ["Where?", "on a rock"]]
    records: list[dict[str, Any]] = [
        {"history": said, "question": "Was it red?", "rewrite": "Was the harbour red?"},
        {"history": said[:1], "question": "Where was the harbour", "rewrite": "where was the harbour?"},
        {"history": [], "question": "When?", "rewrite": "When?"},
    ]
    write(tmp_path / "canard.jsonl.gz", records)
    builder = PoolBuilder()
    add_follow_ups(builder, tmp_path / "canard.jsonl.gz")
    assert [row.texts for row in builder.asked()] == [
        ("Where?", "Was it red?"),
        ("When opened?", "Where was the harbour"),
    ]
    pool = builder.build(make_tokenizer())
    assert pool.leans.tolist() == [1, 0]  # letters alone tell whether it had to be rewritten
    assert UNKNOWN not in pool.leans
    assert len(pool.passages[int(pool.passage[0])]) == 0
