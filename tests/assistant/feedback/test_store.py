"""Votes are kept."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.feedback import FeedbackError, FeedbackStore
from tests.assistant.feedback.conftest import MakeVote

WRITER = """
import sys
from pathlib import Path
from assistant.feedback import FeedbackStore, Vote
store = FeedbackStore(Path(sys.argv[1]))
for count in range(40):
    store.record(Vote(sys.argv[2], "d1", "a", "A", f"Question {count}?", "en", False, None, None, None, True, "now"))
"""


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "data" / "feedback.sqlite")


def test_votes_come_back_as_they_were_given(store: FeedbackStore, vote: MakeVote) -> None:
    given = (
        vote(question="雨は降りましたか。'; DROP TABLE votes; --", language="ja", quote="雨\nが降った。"),
        vote(quote=None, verdict=False, answered=False, at="2026-11-26T10:00:01Z"),
        vote(sha256="d2", at="2026-11-26T10:00:02Z"),
    )
    for one in reversed(given):
        store.record(one)
    assert store.votes() == given
    assert store.votes("d1") == given[:2]
    assert store.votes("d3") == ()


def test_a_second_vote_on_the_same_takes_the_place_of_the_first(store: FeedbackStore, vote: MakeVote) -> None:
    for quote in ("It rained.", None):
        store.record(vote(quote=quote))
        store.record(vote(quote=quote, verdict=False, title="Renamed"))
        store.record(vote(quote=quote, visitor="v2"))
    assert store.votes() == (
        vote(quote=None, verdict=False, title="Renamed"),
        vote(quote=None, visitor="v2"),
        vote(verdict=False, title="Renamed"),
        vote(visitor="v2"),
    )


def test_a_vote_is_withdrawn(store: FeedbackStore, vote: MakeVote) -> None:
    store.withdraw("v1", "d1", "Did it rain?", None, None)
    assert not store.path.exists()
    assert store.votes() == ()
    store.record(vote())
    store.record(vote(quote=None))
    store.withdraw("v2", "d1", "Did it rain?", 30, 40)
    store.withdraw("v1", "d1", "Did it rain?", 30, 41)
    store.withdraw("v1", "d1", "Did it rain?", None, None)
    assert store.votes() == (vote(),)
    with pytest.raises(ValueError, match="go together"):
        store.withdraw("v1", "d1", "Did it rain?", 30, None)
    store.withdraw("v1", "d1", "Did it rain?", 30, 40)
    assert store.votes() == ()


def test_the_log_is_written_ahead(store: FeedbackStore, vote: MakeVote) -> None:
    store.record(vote())
    connection = sqlite3.connect(store.path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_threads_and_processes_lose_nothing(store: FeedbackStore, vote: MakeVote) -> None:
    names = ("east", "west")
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(store.path), name]) for name in names]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(store.record, [vote(visitor=f"v{number}") for number in range(60)]))
    assert [process.wait() for process in running] == [0, 0]
    assert len(store.votes()) == 60 + 2 * 40


def test_a_file_that_is_no_database(store: FeedbackStore, vote: MakeVote) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"not a database at all, and rather longer than the header of one" * 40)
    before = store.path.read_bytes()
    for action in (lambda: store.record(vote()), store.votes):
        with pytest.raises(FeedbackError, match="is damaged, or no file of votes"):
            action()
    assert store.path.read_bytes() == before


def test_a_damaged_file(store: FeedbackStore, vote: MakeVote) -> None:
    store.record(vote())
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(FeedbackError, match=r"feedback\.sqlite"):
        store.votes()


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ("CREATE TABLE history (url TEXT)", "another program"),
        ("PRAGMA application_id = 7", "another program"),
        ("PRAGMA user_version = 3; CREATE TABLE votes (url TEXT)", "another program"),
        ("PRAGMA application_id = 1952804459; PRAGMA user_version = 2", "form 2, this version reads 1"),
    ],
)
def test_a_database_of_another(store: FeedbackStore, vote: MakeVote, statements: str, message: str) -> None:
    store.path.parent.mkdir()
    connection = sqlite3.connect(store.path)
    connection.executescript(statements)
    connection.close()
    before = store.path.read_bytes()
    for action in (lambda: store.record(vote()), store.votes):
        with pytest.raises(FeedbackError, match=message):
            action()
    assert store.path.read_bytes() == before


def test_a_row_that_is_no_vote(store: FeedbackStore, vote: MakeVote) -> None:
    store.record(vote())
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE votes SET quote = NULL")
    connection.commit()
    connection.close()
    with pytest.raises(FeedbackError, match="a vote that is none"):
        store.votes()


def test_a_place_that_cannot_be_written(tmp_path: Path, vote: MakeVote) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FeedbackError, match="cannot be written"):
        FeedbackStore(tmp_path / "file" / "feedback.sqlite").record(vote())
    with pytest.raises(FeedbackError, match="cannot be read or written"):
        FeedbackStore(tmp_path).votes()
