"""Calls of the shelf: articles are listed, added, removed."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from assistant.assistant import Assistant
from assistant.shelf import Entry, Shelf
from assistant.web.calls.payloads import Parcel, Visit
from assistant.web.jobs import Jobs, Report
from assistant.web.rendering import render
from source import LONGEST, SourceError, read_bytes

LARGEST = 20_000_000
"""Bytes of a file that is added."""


class Shelving:
    """The server's own article, and those that visitors have added.

    Where anybody may visit, everyone sees and removes only what their own browser has added; an article's address
    cannot be guessed, and opens it for whoever was given it.
    """

    def __init__(self, default: Assistant, shelf: Shelf, jobs: Jobs, *, public: bool) -> None:
        """Keep articles on `shelf`; `public` says that anybody may visit."""
        self._default = default
        self._shelf = shelf
        self._jobs = jobs
        self._public = public

    def open(self, article: str) -> Assistant:
        """Return the assistant of an article, of the server's own for an empty id. Raises `ShelfError`."""
        return self._shelf.assistant(article) if article else self._default

    def shelf(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return the HTML of the articles that the visitor may see."""
        visit = Visit.model_validate(payload)
        entries = self._shelf.entries(visit.visitor if self._public else None)
        items = [_default_item(self._default), *map(_item, entries)]
        return {"html": render("shelf.html", items=items, current=visit.article)}

    def remove(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Remove an article, and return the HTML of what remains."""
        visit = Visit.model_validate(payload)
        self._shelf.remove(visit.article, visit.visitor if self._public else None)
        return self.shelf({"visitor": visit.visitor})

    def add(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Begin to read and index a file; returns the job to look at, whose outcome is the article's `Entry`."""
        parcel = Parcel.model_validate(payload)
        try:
            data = base64.b64decode(parcel.data, validate=True)
        except binascii.Error as error:
            raise ValueError("the file did not arrive whole") from error
        return {"job": self._jobs.begin(self._adding(parcel, data))}

    def _adding(self, parcel: Parcel, data: bytes) -> Callable[[Report], Entry]:
        def work(report: Report) -> Entry:
            if len(data) > LARGEST:
                raise SourceError(f"The file is larger than {LARGEST // 1_000_000} MB.", "too_large")
            report("reading", 0, 0)
            document = read_bytes(data, parcel.name, progress=lambda done, total: report("pages", done, total))
            if len(document.text) > LONGEST:
                raise SourceError(f"The text is longer than {LONGEST:,} characters.", "too_long")
            report("indexing", 0, 0)
            return self._shelf.add(document, parcel.name, parcel.visitor)

        return work


def _default_item(assistant: Assistant) -> dict[str, object]:
    documents = assistant.documents
    return {
        "id": "",
        "title": " · ".join(document.title for document in documents),
        "language": documents[0].language,
        "name": "",
        "added": "",
        "paragraphs": f"{sum(len(document.paragraphs) for document in documents):,}",
        "characters": f"{sum(len(document.text) for document in documents):,}",
    }


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "language": entry.language,
        "name": entry.name,
        "added": entry.added,
        "paragraphs": f"{entry.paragraphs:,}",
        "characters": f"{entry.characters:,}",
    }
