"""Votes are kept in an SQLite file, which several threads and processes may write at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.feedback.vote import Vote, hold_place

APPLICATION = 0x74656E6B
"""SQLite's `application_id`, by which the file is told from other programs': "tenk"."""
VERSION = 1
"""SQLite's `user_version`: the form of the table."""
PATIENCE = 30
"""Seconds that a writer waits for the others."""
WHOLE = -1
"""Both offsets of a vote on the whole answer: NULLs would not be equal to each other in a key."""

TABLE = """
CREATE TABLE votes (
    visitor TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    document TEXT NOT NULL,
    title TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
    first INTEGER NOT NULL,
    beyond INTEGER NOT NULL,
    quote TEXT,
    verdict INTEGER NOT NULL CHECK (verdict IN (0, 1)),
    at TEXT NOT NULL,
    PRIMARY KEY (visitor, sha256, question, first, beyond)
)
"""
COLUMNS = "visitor, sha256, document, title, question, language, answered, first, beyond, quote, verdict, at"


class FeedbackError(ValueError):
    """The votes cannot be read or written; the message says why and what to do."""


class FeedbackStore:
    """Votes in a file, which is made with the first one. Every call opens it anew."""

    def __init__(self, path: Path) -> None:
        """Keep votes in `path`; nothing is read yet."""
        self.path = path

    def record(self, vote: Vote) -> None:
        """Keep a vote, in the place of the one that its visitor gave on the same before.

        Raises `FeedbackError` when the file is damaged, is not ours, or cannot be written.
        """
        start, end = (WHOLE if offset is None else offset for offset in (vote.start, vote.end))
        values = (
            vote.visitor, vote.sha256, vote.document, vote.title, vote.question, vote.language, vote.answered,
            start, end, vote.quote, vote.verdict, vote.at,
        )  # fmt: skip
        places = ", ".join("?" * len(values))
        with self._opened() as connection:
            connection.execute(f"INSERT OR REPLACE INTO votes ({COLUMNS}) VALUES ({places})", values)

    def withdraw(self, visitor: str, sha256: str, question: str, start: int | None, end: int | None) -> None:
        """Take a visitor's vote back; none is no error. Raises `FeedbackError` like `record`."""
        hold_place(start, end)
        if not self.path.exists():
            return
        place = (WHOLE if start is None else start, WHOLE if end is None else end)
        with self._opened() as connection:
            connection.execute(
                "DELETE FROM votes WHERE visitor = ? AND sha256 = ? AND question = ? AND first = ? AND beyond = ?",
                (visitor, sha256, question, *place),
            )

    def votes(self, sha256: str | None = None) -> tuple[Vote, ...]:
        """Return the votes, of one document or all, the oldest first. Raises `FeedbackError` like `record`."""
        if not self.path.exists():
            return ()
        with self._opened() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM votes WHERE ?1 IS NULL OR sha256 = ?1 "
                "ORDER BY at, sha256, question, first, beyond, visitor",
                (sha256,),
            ).fetchall()
        try:
            return tuple(_vote(row) for row in rows)
        except (TypeError, ValueError) as error:
            raise FeedbackError(f"{self.path} is damaged: it holds a vote that is none ({error}).") from None

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as connection:
                self._prepare(connection)
                yield connection
        except sqlite3.OperationalError as error:
            raise FeedbackError(f"The votes in {self.path} cannot be read or written: {error}.") from None
        except sqlite3.DatabaseError as error:
            raise FeedbackError(f"{self.path} is damaged, or no file of votes ({error}): move it away.") from None
        except OSError as error:
            raise FeedbackError(f"{self.path} cannot be written: {error.strerror or error}.") from None

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the table in a new file; refuse a file that another program, or a newer version, has made."""
        if self._is_ours(connection):
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not self._is_ours(connection):  # another may have made it meanwhile
            connection.execute(TABLE)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Whether the table is there; not so in a new file. Raises `FeedbackError` for any other file."""
        application, version, tables = connection.execute(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master) "
            "FROM pragma_application_id, pragma_user_version"
        ).fetchone()
        if (application, version, tables) == (0, 0, 0):
            return False
        if application != APPLICATION:
            raise FeedbackError(f"{self.path} is a database of another program: name another folder.")
        if version != VERSION:
            raise FeedbackError(
                f"The votes in {self.path} have form {version}, this version reads {VERSION}: update the program."
            )
        return True


def _vote(row: tuple[str, str, str, str, str, str, int, int, int, str | None, int, str]) -> Vote:
    visitor, sha256, document, title, question, language, answered, first, beyond, quote, verdict, at = row
    return Vote(
        visitor=visitor,
        sha256=sha256,
        document=document,
        title=title,
        question=question,
        language="ja" if language == "ja" else "en",
        answered=bool(answered),
        start=None if first == WHOLE else first,
        end=None if beyond == WHOLE else beyond,
        quote=quote,
        verdict=bool(verdict),
        at=at,
    )
