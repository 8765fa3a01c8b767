"""Articles are added, opened and removed."""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.home import data_folder
from assistant.shelf import MOST, Entry, Reason, Shelf, ShelfError
from assistant.shelf.entry import cleaned, new_identifier, owner_of
from assistant.shelf.errors import SENTENCES
from index import Encoder, IndexFolderError, PassageIndex
from source import LANGUAGES, Document, read
from tests.conftest import FakeEncoder

LIGHTHOUSE = "The Lighthouse\n\nThe lighthouse keeper rowed {count} miles to the harbour at dawn.\n\nIt rained.\n"
QUESTION = "How many miles did the lighthouse keeper row?"

WRITER = """
import sys
from pathlib import Path
from assistant.shelf import Shelf
from source import read
folder, name = map(Path, sys.argv[1:])
shelf = Shelf(folder)
for count in range(4):
    path = folder.parent / f"{name}-{count}.txt"
    path.write_text(f"The Harbour\\n\\nThe harbour of {name} has {count} cranes.\\n", encoding="utf-8")
    entry = shelf.add(read(path), path.name, str(name))
    if count % 2:
        shelf.remove(entry.id, str(name))
"""


@pytest.fixture
def shelf(tmp_path: Path, encoder: Encoder) -> Shelf:
    return Shelf(tmp_path, encoder=encoder)


def document(tmp_path: Path, count: int = 12) -> Document:
    path = tmp_path / f"lighthouse-{count}.txt"
    path.write_text(LIGHTHOUSE.format(count=count), encoding="utf-8")
    return read(path)


def reason_of(error: pytest.ExceptionInfo[ShelfError]) -> Reason:
    assert str(error.value) == error.value.sentence("en")
    return error.value.reason


def test_an_article_is_added_and_asked(shelf: Shelf, tmp_path: Path) -> None:
    entry = shelf.add(document(tmp_path), "notes/lighthouse.txt", "token")
    assert entry == Entry(
        id=entry.id,
        title="The Lighthouse",
        name="lighthouse.txt",
        language="en",
        added=entry.added,
        characters=len(document(tmp_path).text),
        paragraphs=2,
        owner=owner_of("token"),
        sha256=document(tmp_path).sha256,
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.added)
    assert shelf.entry(entry.id) == entry
    answer = shelf.assistant(entry.id).ask(QUESTION)
    assert [citation.quote for citation in answer.citations] == [
        "The lighthouse keeper rowed 12 miles to the harbour at dawn."
    ]
    assert shelf.assistant(entry.id) is shelf.assistant(entry.id)
    assert "token" not in (tmp_path / "articles" / entry.id / "entry.json").read_text(encoding="utf-8")


def test_another_shelf_over_the_same_folder_sees_it(shelf: Shelf, tmp_path: Path, encoder: Encoder) -> None:
    entry = shelf.add(document(tmp_path), "a.txt", "token")
    other = Shelf(tmp_path)
    assert other.entries() == (entry,)
    assert other.assistant(entry.id).ask(QUESTION).text.endswith("at dawn. [1]")
    shelf.remove(entry.id)
    with pytest.raises(ShelfError) as error:
        other.assistant(entry.id)
    assert reason_of(error) == "unknown"


def test_the_same_text_is_held_once_for_each_owner(shelf: Shelf, tmp_path: Path) -> None:
    first = shelf.add(document(tmp_path), "a.txt", "one")
    assert shelf.add(document(tmp_path), "b.txt", "one") == first
    second = shelf.add(document(tmp_path), "b.txt", "two")
    assert second.id != first.id
    assert {entry.id for entry in shelf.entries()} == {first.id, second.id}
    assert shelf.entries("one") == (first,)
    assert shelf.entries("three") == ()


def test_the_newest_stands_first(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"])
    monkeypatch.setattr("assistant.shelf.shelf._now", lambda: next(times))
    middle, oldest, newest = (shelf.add(document(tmp_path, count), "a.txt", "token") for count in (1, 2, 3))
    for nanoseconds, entry in enumerate((oldest, middle, newest)):
        os.utime(tmp_path / "articles" / entry.id / "entry.json", ns=(0, nanoseconds))
    assert shelf.entries() == (newest, middle, oldest)


def test_only_the_owner_removes(shelf: Shelf, tmp_path: Path) -> None:
    entry = shelf.add(document(tmp_path), "a.txt", "one")
    shelf.assistant(entry.id)
    with pytest.raises(ShelfError) as error:
        shelf.remove(entry.id, "two")
    assert reason_of(error) == "not_yours"
    assert shelf.entries() == (entry,)
    shelf.remove(entry.id, "one")
    assert shelf.entries() == ()
    assert not (tmp_path / "articles" / entry.id).exists()
    for ask in (shelf.assistant, shelf.remove, shelf.entry):
        with pytest.raises(ShelfError) as error:
            ask(entry.id)
        assert reason_of(error) == "unknown"


def test_a_full_shelf_takes_no_more(tmp_path: Path, encoder: Encoder) -> None:
    shelf = Shelf(tmp_path, encoder=encoder, most=2)
    first = shelf.add(document(tmp_path, 1), "a.txt", "one")
    shelf.add(document(tmp_path, 2), "a.txt", "one")
    with pytest.raises(ShelfError) as error:
        shelf.add(document(tmp_path, 3), "a.txt", "one")
    assert reason_of(error) == "full"
    assert shelf.add(document(tmp_path, 1), "a.txt", "one") == first
    shelf.remove(first.id)
    assert len(list((tmp_path / "articles").glob("[!.]*"))) == 1
    shelf.add(document(tmp_path, 3), "a.txt", "one")
    assert MOST == 200


@pytest.mark.parametrize(
    "identifier",
    ["", ".", "..", "../secret", "a/../../b", "/etc/passwd", "a" * 11, "a" * 13, "-bcdefghijkl", "abcdefghijk\n",
     "abcdefghijk\0", "あいうえおかきくけこさし", "abcdefghijkl", "..\\..\\secret", ".lock"],
)  # fmt: skip
def test_an_id_that_is_none_is_unknown(shelf: Shelf, tmp_path: Path, identifier: str) -> None:
    shelf.add(document(tmp_path), "a.txt", "one")
    for ask in (shelf.assistant, shelf.remove, shelf.entry):
        with pytest.raises(ShelfError) as error:
            ask(identifier)
        assert reason_of(error) == "unknown"
    assert len(shelf.entries()) == 1


def test_ids_can_be_typed_and_not_guessed() -> None:
    identifiers = {new_identifier() for _ in range(2000)}
    assert len(identifiers) == 2000
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{11}", identifier) for identifier in identifiers)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("notes.txt", "notes.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\海.md", "海.md"),
        ("a\x1b[2J\x00\u202etxt.md", "a[2Jtxt.md"),
        (" a \n b.md ", "a b.md"),
        ("..", ""),
        ("x/", ""),
        ("あ" * 300, "あ" * 120),
    ],
)
def test_a_name_is_shown_without_folders_and_controls(name: str, shown: str) -> None:
    assert cleaned(name) == shown


def test_a_nameless_file_is_called_by_its_document(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.add(document(tmp_path), "../", "one").name == "lighthouse-12"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("entry.json", "{"),
        ("entry.json", "[]"),
        ("entry.json", "{}"),
        ("index/manifest.json", "{}"),
        ("index/vectors.npy", "damaged"),
    ],
)
def test_a_damaged_article_is_told_and_can_be_removed(shelf: Shelf, tmp_path: Path, file: str, content: str) -> None:
    entry, sound = (shelf.add(document(tmp_path, count), "a.txt", "one") for count in (1, 2))
    (tmp_path / "articles" / entry.id / file).write_text(content, encoding="utf-8")
    with pytest.raises(ShelfError) as error:
        shelf.assistant(entry.id)
    assert reason_of(error) == "damaged"
    assert sound in shelf.entries()
    shelf.remove(entry.id)
    assert shelf.entries() == (sound,)


def test_an_article_indexed_with_another_encoder_is_indexed_again(
    shelf: Shelf, tmp_path: Path, encoder: Encoder, fake_encoder: FakeEncoder
) -> None:
    entry = Shelf(tmp_path, encoder=fake_encoder).add(document(tmp_path), "a.txt", "one")
    index = tmp_path / "articles" / entry.id / "index"
    with pytest.raises(IndexFolderError, match="another encoder"):
        PassageIndex.load(index, encoder=encoder)
    assert shelf.assistant(entry.id).ask(QUESTION).text.endswith("at dawn. [1]")
    assert PassageIndex.load(index, encoder=encoder).documents == {"lighthouse-12": document(tmp_path)}


def test_an_entry_of_another_article_is_damage(shelf: Shelf, tmp_path: Path) -> None:
    one, two = (shelf.add(document(tmp_path, count), "a.txt", "one") for count in (1, 2))
    path = tmp_path / "articles" / one.id / "entry.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "id": two.id}), encoding="utf-8")
    with pytest.raises(ShelfError) as error:
        shelf.entry(one.id)
    assert reason_of(error) == "damaged"


def test_half_made_folders_are_ignored_and_swept(shelf: Shelf, tmp_path: Path) -> None:
    old, young = (tmp_path / "articles" / name for name in ("abcdefghijkl", "ABCDEFGHIJKL"))
    for folder in (old, young):
        (folder / "index").mkdir(parents=True)
    past = time.time() - 3700
    os.utime(old, (past, past))
    assert shelf.entries() == ()
    entry = shelf.add(document(tmp_path), "a.txt", "one")
    assert not old.exists()
    assert young.exists()
    assert shelf.entries() == (entry,)


def test_a_failed_addition_leaves_nothing(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(index: PassageIndex, folder: str | Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PassageIndex, "save", fail)
    with pytest.raises(OSError, match="No space"):
        shelf.add(document(tmp_path), "a.txt", "one")
    assert [path.name for path in (tmp_path / "articles").iterdir() if path.name != ".lock"] == []


def test_only_a_few_stay_open(tmp_path: Path, encoder: Encoder) -> None:
    shelf = Shelf(tmp_path, encoder=encoder, kept_open=2)
    one, two, three = (shelf.add(document(tmp_path, count), "a.txt", "one").id for count in (1, 2, 3))
    first, second = shelf.assistant(one), shelf.assistant(two)
    assert shelf.assistant(one) is first
    shelf.assistant(three)
    assert shelf.assistant(one) is first
    assert shelf.assistant(two) is not second


def test_threads_lose_nothing(tmp_path: Path, encoder: Encoder) -> None:
    shelf = Shelf(tmp_path, encoder=encoder, most=6, kept_open=2)
    documents = [document(tmp_path, count) for count in range(8)]

    def add(given: Document) -> Entry | Reason:
        try:
            entry = shelf.add(given, "a.txt", "one")
        except ShelfError as error:
            return error.reason
        assert isinstance(shelf.assistant(entry.id), Assistant)
        return entry

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(add, documents * 2))
    held = shelf.entries()
    assert len(held) == 6
    assert {entry for entry in added if isinstance(entry, Entry)} == set(held)
    assert {entry for entry in added if not isinstance(entry, Entry)} == {"full"}


def test_processes_lose_nothing(tmp_path: Path, shelf: Shelf) -> None:
    names = ("east", "west")
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "data"), name]) for name in names]
    assert [process.wait() for process in running] == [0, 0]
    left = Shelf(tmp_path / "data").entries()
    assert sorted(entry.name for entry in left) == ["east-0.txt", "east-2.txt", "west-0.txt", "west-2.txt"]


def test_the_sentences_are_in_both_languages() -> None:
    assert set(SENTENCES) == {"unknown", "full", "damaged", "not_yours"}
    assert all(set(sentences) == set(LANGUAGES) for sentences in SENTENCES.values())


def test_the_data_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in data_folder().parents
    assert "tenkyo" in data_folder().parts
