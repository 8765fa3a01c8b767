"""What is known of an article without opening it, and the file that keeps it."""

import hashlib
import json
import os
import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from source import LANGUAGES, Document, Language

IDENTIFIER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{11}")
LONGEST_NAME = 120
"""Characters of a file's name that are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the shelf.

    `id` cannot be guessed: who has it may read the article. `name` is the file's, without folders. `added` is in UTC,
    to the second (`2026-11-26T10:00:00Z`). `characters` and `paragraphs` count the body and the front matter. `owner`
    is the SHA-256 of the token that only the visitor who added it has. `sha256` is the document's.
    """

    id: str
    title: str
    name: str
    language: Language
    added: str
    characters: int
    paragraphs: int
    owner: str
    sha256: str

    @classmethod
    def of(cls, document: Document, name: str, owner_token: str, *, identifier: str, added: str) -> "Entry":
        """Describe a document that is added."""
        return cls(
            id=identifier,
            title=document.title,
            name=cleaned(name) or document.id,
            language=document.language,
            added=added,
            characters=len(document.text),
            paragraphs=len(document.paragraphs),
            owner=owner_of(owner_token),
            sha256=document.sha256,
        )


def owner_of(token: str) -> str:
    """Return what is kept of a visitor's secret token: it tells the visitor again, and the token cannot be had back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_identifier() -> str:
    """Return an id that cannot be guessed (72 random bits), and that no command line takes for an option."""
    while (identifier := secrets.token_urlsafe(9)).startswith("-"):
        pass
    return identifier


def cleaned(name: str) -> str:
    """Return a file's name as it may be shown: without folders, and without what is not seen or turns text round."""
    shown = "".join(char for char in re.split(r"[/\\]", name)[-1] if not unicodedata.category(char).startswith("C"))
    shown = " ".join(shown.split())
    return "" if shown in (".", "..") else shown[:LONGEST_NAME]


def write_entry(path: Path, entry: Entry) -> None:
    """Write an entry whole: it is there with all that it says, or not at all."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(entry), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_entry(path: Path) -> Entry:
    """Read an entry. Raises `FileNotFoundError` when there is none, `ValueError` when it is damaged."""
    values = json.loads(path.read_text(encoding="utf-8"))
    wanted = {field.name: int if field.type is int else str for field in fields(Entry)}
    if not isinstance(values, dict) or {name: type(value) for name, value in values.items()} != wanted:
        raise ValueError(f"{path} is no entry of a shelf.")
    entry = Entry(**values)
    if entry.id != path.parent.name or entry.language not in LANGUAGES:
        raise ValueError(f"{path} is the entry of another article.")
    return entry
