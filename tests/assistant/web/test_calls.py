"""The calls of the page's script, without a browser."""

import base64
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from assistant import Answer, Assistant
from assistant.feedback import FeedbackError, FeedbackStore
from assistant.reader import Turn
from assistant.shelf import Reason as ShelfReason
from assistant.shelf import Shelf, ShelfError
from assistant.web.calls.conversing import Conversing
from assistant.web.calls.errands import Errands
from assistant.web.calls.shelving import Shelving
from assistant.web.jobs import Jobs
from assistant.web.troubles import told
from assistant.web.wording import BOTH
from index import PassageIndex
from source import SourceError
from source.errors import Reason as SourceReason

NUMBER = "How many Tencent server racks were installed in Moscow?"
WORST = {"article": "", "visitor": "0123456789", "start": 0}


class Counting(Assistant):
    """Counts the questions that it is asked."""

    asked = 0

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        self.asked += 1
        return super().ask(question, turns)


@pytest.fixture
def assistant(article_index: PassageIndex) -> Counting:
    return Counting(article_index)


@pytest.fixture
def conversing(assistant: Counting, tmp_path: Path) -> Conversing:
    return Conversing(lambda article: assistant, FeedbackStore(tmp_path / "feedback.sqlite"))


def talk(*questions: str, **more: Any) -> dict[str, Any]:
    return {**WORST, "turns": [{"question": question} for question in questions], **more}


def test_earlier_answers_are_remembered(conversing: Conversing, assistant: Counting) -> None:
    questions = [f"{NUMBER} {number}" for number in range(6)]
    conversing.converse(talk(*questions))
    before = assistant.asked
    reply = conversing.converse(talk(*questions, NUMBER, start=6))
    assert assistant.asked == before + 1
    assert len(reply["turns"]) == 1
    assert 'id="t7-m1"' in reply["turns"][0]


def test_question_that_cannot_be_asked_leaves_the_conversation_as_it_was(conversing: Conversing) -> None:
    with_junk = str(conversing.converse(talk("When was WeChat banned?", "　", "By whom?"))["turns"][2])
    without = str(conversing.converse(talk("When was WeChat banned?", "By whom?"))["turns"][1])
    assert '<span class="completed" lang="en">When was WeChat banned?</span>' in with_junk
    assert with_junk.replace("t3", "t2").replace('data-turn="3"', 'data-turn="2"') == without


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {**WORST, "turns": "x"},
        talk("？" * 20_001),
        talk(*["?"] * 101),
        {**talk("?"), "article": "../../etc"},
        {**talk("?"), "more": 1},
        {**talk("?"), "start": -1},
    ],
)
def test_malformed_payload_is_refused(conversing: Conversing, payload: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        conversing.converse(payload)


def test_only_what_was_cited_can_be_voted_on(conversing: Conversing) -> None:
    with pytest.raises(ValueError, match="no citation 7"):
        conversing.vote(talk(NUMBER, citation=7, verdict=True))
    assert conversing.vote(talk(NUMBER, citation=1, verdict=True)) == {"verdict": True}


def test_visitors_secret_is_kept_nowhere(conversing: Conversing, tmp_path: Path) -> None:
    conversing.vote(talk(NUMBER, citation=1, verdict=False))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"0123456789" not in kept
    (vote,) = FeedbackStore(tmp_path / "feedback.sqlite").votes()
    assert (vote.question, vote.verdict) == (NUMBER, False)


@pytest.mark.parametrize("reason", get_args(SourceReason))
def test_every_trouble_of_reading_has_its_words(reason: str) -> None:
    def fail(payload: dict[str, Any]) -> dict[str, Any]:
        raise SourceError("no", reason=reason)  # type: ignore[arg-type]

    japanese, english = BOTH[f"trouble_{reason}"]
    assert told(fail, {}) == {"trouble": {"ja": japanese, "en": english}, "reason": reason}


@pytest.mark.parametrize("reason", get_args(ShelfReason))
def test_every_trouble_of_the_shelf_has_its_words(reason: str) -> None:
    def fail(payload: dict[str, Any]) -> dict[str, Any]:
        raise ShelfError(reason)  # type: ignore[arg-type]

    told_so = told(fail, {})
    assert told_so["reason"] == reason
    assert told_so["trouble"]["en"] != told_so["trouble"]["ja"]


def test_a_fault_is_not_explained() -> None:
    def fail(payload: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("secret")

    def lose(payload: dict[str, Any]) -> dict[str, Any]:
        raise FeedbackError("no database")

    with pytest.raises(RuntimeError):
        told(fail, {})
    assert told(lose, {})["reason"] == "feedback"


def test_article_is_added_listed_opened_and_removed(assistant: Counting, tmp_path: Path) -> None:
    jobs = Jobs()
    shelving, errands = Shelving(assistant, Shelf(tmp_path), jobs, public=True), Errands(jobs)
    data = base64.b64encode(b"# The harbour\n\nThe harbour was built in 1712.\n").decode()
    begun = shelving.add({"visitor": "owner", "name": "../harbour<b>.md", "data": data})
    state = errands.look(begun)
    while not state["over"]:
        time.sleep(0.01)
        state = errands.look(begun)
    article = state["article"]
    assert state["title"] == "The harbour"
    assert shelving.open(article).ask("When was the harbour built?").citations[0].quote.endswith("1712.")
    mine = shelving.shelf({"article": article, "visitor": "owner"})["html"]
    assert f'data-article="{article}"' in mine
    assert "<b>" not in mine
    assert article not in shelving.shelf({"visitor": "stranger"})["html"]
    with pytest.raises(ShelfError):
        shelving.remove({"article": article, "visitor": "stranger"})
    assert article not in shelving.remove({"article": article, "visitor": "owner"})["html"]
    with pytest.raises(ShelfError):
        shelving.open(article)


def test_damaged_parcel_is_a_fault(assistant: Counting, tmp_path: Path) -> None:
    shelving = Shelving(assistant, Shelf(tmp_path), Jobs(), public=False)
    with pytest.raises(ValueError, match="did not arrive whole"):
        shelving.add({"visitor": "owner", "name": "x.md", "data": "no base64"})
