"""What can be wrong with a source, said to the person who can mend it."""

from typing import Literal

Reason = Literal[
    "missing",  # no such file, or a folder
    "unreadable",  # the system does not let the file be read
    "kind",  # a suffix that is not read, or one that says another kind than the file is
    "empty",
    "encoding",
    "binary",
    "too_large",
    "too_long",
    "too_many_pages",
    "too_deep",
    "no_text",
    "encrypted",
    "broken",
    "bomb",
    "translation",
]
"""Why a source cannot be read, for a front end that says it in its own words."""


class SourceError(ValueError):
    """A file cannot be read as a document; the message says why and what to do, `reason` says it to a program."""

    def __init__(self, message: str, reason: Reason) -> None:
        super().__init__(message)
        self.reason: Reason = reason
