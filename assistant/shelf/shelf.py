"""Articles are added to a folder, opened from it, and removed, by several threads and processes at once."""

import hmac
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from assistant.assistant import Assistant
from assistant.reader import Reader
from assistant.shelf.entry import IDENTIFIER, Entry, new_identifier, owner_of, read_entry, write_entry
from assistant.shelf.errors import ShelfError
from index import Encoder, IndexFolderError, PassageIndex, load_encoder, read_documents
from source import Document, split

MOST = 200
"""Articles that are held at a time."""
OPEN = 8
"""Articles that are kept in memory."""
ABANDONED = 3600
"""Seconds after which a folder without an entry is one that nobody will finish."""

ENTRY, INDEX, LOCK = "entry.json", "index", ".lock"


class Shelf:
    """The articles in a folder.

    An article is there when its entry is: the entry is written last and goes first. Only the moment in which it comes
    or goes is locked, so that nobody waits for another's indexing.
    """

    def __init__(
        self,
        folder: Path,
        *,
        encoder: Encoder | None = None,
        reader: Reader | None = None,
        most: int = MOST,
        kept_open: int = OPEN,
    ) -> None:
        """Keep articles in `folder`/articles, made with the first one; by default with the bundled models."""
        self.folder = folder / "articles"
        self.most = most
        self._kept_open = kept_open
        self._encoder = encoder
        self._reader = reader
        self._open: OrderedDict[str, Assistant] = OrderedDict()
        self._guard = threading.Lock()

    def add(self, document: Document, name: str, owner_token: str) -> Entry:
        """Index a document and keep it; the entry that is there when its owner has added the same text before.

        Raises `ShelfError` when the shelf is full, `ValueError` for a document without a passage, and
        `IndexFolderError` or `OSError` when the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._locked():
            self._sweep()
            held = self._admit(document, owner_token)
        if held is not None:
            return held
        folder = self._new_folder()
        try:
            PassageIndex.build(document, split(document), encoder=self._encoding()).save(folder / INDEX)
            with self._locked():
                held = self._admit(document, owner_token)  # what others have added in the meantime
                if held is not None:
                    return held
                entry = Entry.of(document, name, owner_token, identifier=folder.name, added=_now())
                write_entry(folder / ENTRY, entry)
                return entry
        finally:
            if not (folder / ENTRY).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def entries(self, owner_token: str | None = None) -> tuple[Entry, ...]:
        """Return what is held, the newest first: all, or what one owner has added. A damaged entry is none of them."""
        found = []
        for path in self._entry_files():
            with suppress(OSError, ValueError):  # removed meanwhile, or damaged: whoever asks for it is told
                found.append((read_entry(path), path.stat().st_mtime_ns))
        found.sort(key=lambda pair: (pair[0].added, pair[1], pair[0].id), reverse=True)
        return tuple(entry for entry, _ in found if owner_token is None or _is_owner(entry, owner_token))

    def entry(self, identifier: str) -> Entry:
        """Return one entry. Raises `ShelfError` when it is unknown or damaged."""
        if not IDENTIFIER.fullmatch(identifier):
            raise ShelfError("unknown")
        try:
            return read_entry(self.folder / identifier / ENTRY)
        except (FileNotFoundError, NotADirectoryError):
            raise ShelfError("unknown") from None
        except (OSError, ValueError):
            raise ShelfError("damaged") from None

    def assistant(self, identifier: str) -> Assistant:
        """Open an article, or return it as it was opened lately.

        Raises `ShelfError` when it is unknown or damaged.
        """
        try:
            self.entry(identifier)
        except ShelfError:
            self._forget(identifier)
            raise
        with self._guard:
            if identifier in self._open:
                self._open.move_to_end(identifier)
                return self._open[identifier]
        try:
            opened = Assistant(self._index(self.folder / identifier / INDEX), reader=self._reader)
        except (IndexFolderError, OSError):
            self.entry(identifier)  # removed between the two: then it is unknown, not damaged
            raise ShelfError("damaged") from None
        with self._guard:
            kept = self._open.setdefault(identifier, opened)
            self._open.move_to_end(identifier)
            while len(self._open) > self._kept_open:
                self._open.popitem(last=False)
            return kept

    def remove(self, identifier: str, owner_token: str | None = None) -> None:
        """Remove an article: for its owner, or with no token whosesoever it is.

        Raises `ShelfError` when it is unknown, or another's; a damaged entry tells no owner.
        """
        if not IDENTIFIER.fullmatch(identifier) or not (self.folder / identifier / ENTRY).is_file():
            raise ShelfError("unknown")
        with self._locked():
            if owner_token is not None and not _is_owner(self.entry(identifier), owner_token):
                raise ShelfError("not_yours")
            try:
                (self.folder / identifier / ENTRY).unlink()
            except FileNotFoundError:
                raise ShelfError("unknown") from None
        self._forget(identifier)
        shutil.rmtree(self.folder / identifier, ignore_errors=True)

    def _index(self, folder: Path) -> PassageIndex:
        """Read an index; a sound one that was made with another encoder, by an older version, is made again."""
        encoder = self._encoding()
        try:
            return PassageIndex.load(folder, encoder=encoder)
        except IndexFolderError:
            document = read_documents(folder)[0]
            index = PassageIndex.build(document, split(document), encoder=encoder)
        with self._locked(), suppress(IndexFolderError, OSError):  # a folder that cannot be written can still be read
            if (folder.parent / ENTRY).exists():
                index.save(folder)
        return index

    def _admit(self, document: Document, owner_token: str) -> Entry | None:
        """Return the owner's entry of the same text, None where there is room for a new one."""
        digest = document.sha256
        same = (entry for entry in self.entries(owner_token) if entry.sha256 == digest)
        held = next(same, None)
        if held is None and len(self._entry_files()) >= self.most:
            raise ShelfError("full")
        return held

    def _entry_files(self) -> list[Path]:
        return list(self.folder.glob(f"*/{ENTRY}"))

    def _new_folder(self) -> Path:
        while True:
            folder = self.folder / new_identifier()
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                return folder

    def _sweep(self) -> None:
        """Remove the folders that were begun and never finished."""
        for folder in self.folder.iterdir():
            if not IDENTIFIER.fullmatch(folder.name) or (folder / ENTRY).exists():
                continue
            with suppress(OSError):  # another removes it at the same time
                if time.time() - folder.stat().st_mtime > ABANDONED:
                    shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, identifier: str) -> None:
        with self._guard:
            self._open.pop(identifier, None)

    def _encoding(self) -> Encoder:
        with self._guard:
            if self._encoder is None:
                self._encoder = load_encoder()
            return self._encoder

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold off all other threads and processes that add or remove."""
        with FileLock(self.folder / LOCK):
            yield


def _is_owner(entry: Entry, token: str) -> bool:
    return hmac.compare_digest(entry.owner, owner_of(token))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
