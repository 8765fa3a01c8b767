"""The gold questions are sound: their evidence stands where they say, and no set holds another's questions."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.questions import squash
from source import LANGUAGES, article, read

GOLD = Path(__file__).parent / "gold"
HALVES = ("tuned", "held_out")
SETS = ("article", "documents", "strangers.article", "strangers.documents", "offtopic")

Line = dict[str, Any]


def lines(half: str, name: str) -> list[Line]:
    path = GOLD / half / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def questions(half: str) -> list[Line]:
    return [line for name in SETS for line in lines(half, name)]


def dialogues(half: str) -> list[Line]:
    return [*lines(half, "dialogues"), *lines(half, "strangers.dialogues")]


def text_of(half: str, document: str | None) -> str:
    if document is None:
        return squash(article().text)
    # Held-out dialogues may be about a document of the other half.
    names = [name for name in SETS if name.endswith("documents")]
    places = [GOLD / folder / name / document for folder in (half, *HALVES) for name in names]
    return squash(read(next(place for place in places if place.exists())).text)


def faults(half: str, asked: Line, document: str | None) -> list[str]:
    quotes = [*asked["evidence"], *(quote for quotes in asked["alternatives"] for quote in quotes)]
    text = text_of(half, document)
    found = [f"{quote!r} does not stand in its document" for quote in quotes if squash(quote) not in text]
    if asked["answerable"] != bool(asked["evidence"]):
        found.append(f"answerable is {asked['answerable']}, but there are {len(asked['evidence'])} quotes")
    if not asked["question"].strip():
        found.append("there is no question")
    return found


def test_both_halves_are_there() -> None:
    for half in HALVES:
        assert all(lines(half, name) for name in ("article", "documents", "dialogues"))
    assert lines("tuned", "offtopic")


def test_ids_are_unique_in_all_sets() -> None:
    ids = Counter(line["id"] for half in HALVES for line in (*questions(half), *dialogues(half)))
    assert [id_ for id_, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("half", HALVES)
def test_languages_are_ours(half: str) -> None:
    assert {line["lang"] for line in (*questions(half), *dialogues(half))} <= set(LANGUAGES)


@pytest.mark.parametrize("half", HALVES)
def test_questions_have_a_reason(half: str) -> None:
    told = questions(half)
    assert [line["id"] for line in told if not line["reason"].strip()] == []


@pytest.mark.parametrize("half", HALVES)
def test_evidence_stands_in_its_document_where_there_is_an_answer(half: str) -> None:
    wrong = {line["id"]: faults(half, line, line.get("document")) for line in questions(half)}
    wrong |= {
        f"{line['id']}, turn {number}": faults(half, turn, line["document"])
        for line in dialogues(half)
        for number, turn in enumerate(line["turns"], start=1)
    }
    assert {id_: found for id_, found in wrong.items() if found} == {}


def test_no_question_is_both_tuned_on_and_held_out() -> None:
    tuned, held_out = (
        {(line.get("document"), squash(line["question"]).lower()) for line in questions(half)} for half in HALVES
    )
    assert tuned & held_out == set()
