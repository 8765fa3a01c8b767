"""Votes become questions."""

import json
from pathlib import Path

from assistant.evaluation.questions import read_questions
from assistant.feedback import LeftOut, questions
from tests.assistant.feedback.conftest import MakeVote


def test_what_most_call_support_is_the_evidence_in_the_order_of_the_document(vote: MakeVote) -> None:
    lines, left_out = questions(
        [
            vote(quote="It rained.", start=30),
            vote(quote="It poured.", start=10, visitor="v2"),
            vote(quote="It snowed.", start=50),
            vote(quote="It snowed.", start=50, visitor="v2", verdict=False),
            vote(quote="It hailed.", start=70, verdict=False),
            vote(quote=None, verdict=False),
        ]
    )
    assert left_out == ()
    assert [json.loads(line) for line in lines] == [
        {
            "id": json.loads(lines[0])["id"],
            "lang": "en",
            "question": "Did it rain?",
            "answerable": True,
            "evidence": ["It poured.", "It rained."],
            "votes": 6,
            "sha256": "d1",
        }
    ]


def test_a_refusal_that_most_call_good_is_unanswerable(vote: MakeVote) -> None:
    refused = [
        vote(quote=None, answered=False, visitor=visitor, verdict=visitor != "v3") for visitor in ("v1", "v2", "v3")
    ]
    lines, left_out = questions([*refused, vote(answered=False, verdict=False)])
    assert (json.loads(lines[0])["answerable"], json.loads(lines[0])["evidence"]) == (False, [])
    assert left_out == ()


def test_a_nearest_passage_of_a_refusal_can_be_the_evidence(vote: MakeVote) -> None:
    lines, _ = questions([vote(answered=False), vote(quote=None, answered=False, verdict=False)])
    assert (json.loads(lines[0])["answerable"], json.loads(lines[0])["evidence"]) == (True, ["It rained."])


def test_what_the_votes_do_not_settle_is_left_out_with_the_reason(vote: MakeVote) -> None:
    lines, left_out = questions(
        [
            vote(question="Good, but which quote?", quote=None),
            vote(question="A tie?", verdict=True),
            vote(question="A tie?", verdict=False, visitor="v2"),
            vote(question="Refused wrongly?", quote=None, answered=False, verdict=False),
            vote(question="Both?", quote=None, answered=False),
            vote(question="Both?", answered=False, visitor="v2"),
        ]
    )
    assert lines == ()
    assert left_out == (
        LeftOut("d1", "Good, but which quote?", "no quote supported"),
        LeftOut("d1", "A tie?", "no quote supported"),
        LeftOut("d1", "Refused wrongly?", "refusal not confirmed"),
        LeftOut("d1", "Both?", "refusal and quote both confirmed"),
    )


def test_ids_are_stable_and_of_question_and_document(vote: MakeVote) -> None:
    lines, _ = questions([vote(), vote(sha256="d2"), vote(question="Did it rain")])
    ids = [json.loads(line)["id"] for line in lines]
    assert len(set(ids)) == 3
    assert json.loads(questions([vote(visitor="v9", at="later")])[0][0])["id"] == ids[0]


def test_the_evaluation_reads_them(vote: MakeVote, tmp_path: Path) -> None:
    hostile = 'a "b"\n\u2028{"id": 1}\r\\'
    lines, _ = questions([vote(question=hostile), vote(question="None?", quote=None, answered=False)])
    path = tmp_path / "set.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    read = read_questions(path)
    assert [(question.text, question.answerable, question.evidence) for question in read] == [
        (hostile, True, (("It rained.",),)),
        ("None?", False, ()),
    ]
