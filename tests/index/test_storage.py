import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Encoder, IndexFolderError, PassageIndex, read_documents
from source import Document, read, split
from tests.conftest import FakeEncoder

QUESTIONS = [
    "ファーウェイは何人を採用する予定か",
    "How many scientists does the Chinese Academy of Sciences employ?",
    "ロシアの研究開発センターは何か所か",
    "Huawei R&D centres in Russia",
    "この記事を書いたのは誰ですか",
    "When was this article published?",
    "WeChat はなぜ禁止されたか",
    "What did Putin say in October 2019?",
    "今日の天気は？",
    "xyzzy",
]


@pytest.fixture(scope="module")
def saved(article_index: PassageIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article's index as it is written; not to be changed."""
    folder = tmp_path_factory.mktemp("saved") / "index"
    article_index.save(folder)
    return folder


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(saved, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def small(fake_encoder: FakeEncoder, tmp_path: Path) -> PassageIndex:
    """An index of a short text, by the fake encoder."""
    (tmp_path / "small.txt").write_text(
        "題名\n\n灯台は海にある。夜に光る。\n\n潜水艦は港に入った。\n", encoding="utf-8"
    )
    document = read(tmp_path / "small.txt")
    (tmp_path / "small.txt").unlink()
    return PassageIndex.build(document, split(document), encoder=fake_encoder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_loaded_index_gives_the_hits_of_the_built_one(
    article_index: PassageIndex, saved: Path, encoder: Encoder
) -> None:
    for loaded in (PassageIndex.load(saved), PassageIndex.load(str(saved), encoder=encoder)):
        assert loaded.documents == article_index.documents
        assert loaded.passages == article_index.passages
        np.testing.assert_array_equal(loaded.sentence_vectors, article_index.sentence_vectors)
        for question in QUESTIONS:
            assert loaded.search(question, k=10) == article_index.search(question, k=10)


def test_a_loaded_merged_index_gives_the_same_hits(
    article_index: PassageIndex, encoder: Encoder, tmp_path: Path
) -> None:
    onsen = read(Path(__file__).parents[1] / "gold" / "tuned" / "documents" / "onsen.txt")
    built = PassageIndex.merge([article_index, PassageIndex.build(onsen, split(onsen, longest=100), encoder=encoder)])
    built.save(tmp_path / "index")
    loaded = PassageIndex.load(tmp_path / "index", encoder=encoder)
    assert loaded.passages == built.passages
    assert any(passage.id == "p001.2" for passage in loaded.passages)
    for question in (*QUESTIONS[:3], "湯札とは何か", "hot spring"):
        assert loaded.search(question, k=10) == built.search(question, k=10)


def test_the_manifest(article: Document, saved: Path) -> None:
    manifest = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    assert manifest["encoder"]["name"] == "bundled"
    assert manifest["encoder"]["dimension"] == np.load(saved / "vectors.npy").shape[1]
    assert manifest["languages"] == ["ja", "en"]
    assert manifest["counts"] == {"documents": 1, "passages": 49, "sentences": 120}
    assert manifest["documents"] == [{"id": "article", "title": article.title, "sha256": article.sha256}]
    files = contents(saved)
    del files["manifest.json"]
    assert manifest["checksums"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_same_index_is_written_alike(article_index: PassageIndex, saved: Path, tmp_path: Path) -> None:
    article_index.save(tmp_path / "again")
    again, first = contents(tmp_path / "again"), contents(saved)
    # The archives of NumPy carry the time of writing, and the manifest their digests.
    fixed = [name for name in first if not name.endswith(".npz") and name != "manifest.json"]
    assert set(again) == set(first)
    assert all(again[name] == first[name] for name in fixed)


def test_no_pickle(saved: Path) -> None:
    suffixes = {path.suffix for path in saved.rglob("*") if path.is_file()}
    assert suffixes == {".json", ".npy", ".npz"}
    for path in saved.rglob("*.np[yz]"):
        loaded = np.load(path, allow_pickle=False)
        arrays = [loaded[name] for name in loaded.files] if isinstance(loaded, np.lib.npyio.NpzFile) else [loaded]
        assert all(array.dtype.kind in "if" for array in arrays)
        if isinstance(loaded, np.lib.npyio.NpzFile):
            loaded.close()


def test_japanese_is_stored_as_it_is(saved: Path) -> None:
    assert "渡部悦和" in (saved / "documents.json").read_text(encoding="utf-8")


def refused(folder: Path, *, encoder: Encoder | None = None) -> str:
    with pytest.raises(IndexFolderError) as caught:
        PassageIndex.load(folder, encoder=encoder)
    return str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert refused(gone) == f"{gone} is no index folder; make one with `tenkyo index FILE --out {gone}`."


def test_a_folder_that_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert refused(tmp_path).startswith(f"{tmp_path} is no index folder;")
    assert refused(tmp_path / "notes.txt").startswith(f"{tmp_path / 'notes.txt'} is no index folder;")


FILES = [
    "documents.json",
    "vectors.npy",
    "sentence_vectors.npy",
    "lexical/ja/vocab.index.json",
    "lexical/en/data.csc.index.npy",
    "tokens/ja.npz",
]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refused(folder) == f"The index {folder} is damaged: {name} is missing. Build it again with `tenkyo index`."


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:], lambda data: b""]
)
def test_a_damaged_file(folder: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(damage((folder / name).read_bytes()))
    assert refused(folder) == f"The index {folder} is damaged: {name} has changed. Build it again with `tenkyo index`."


@pytest.mark.parametrize("text", ["", "{", "\udc80"])
def test_an_unreadable_manifest(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    message = refused(folder)
    assert message.startswith(f"{folder / 'manifest.json'} cannot be read (")
    assert message.endswith("build the index again with `tenkyo index`.")


def edited(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("number", [0, 2, "1", None])
def test_another_format(folder: Path, number: object) -> None:
    edited(folder, lambda manifest: manifest.update(format=number))
    assert (
        refused(folder)
        == f"The index {folder} has format {number}, this version reads 1; build it again with `tenkyo index`."
    )


@pytest.mark.parametrize("text", ["[]", "null", "{}", '"text"'])
def test_a_manifest_of_something_else(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert (
        refused(folder)
        == f"The index {folder} has format None, this version reads 1; build it again with `tenkyo index`."
    )


@pytest.mark.parametrize("key", ["encoder", "languages", "checksums"])
def test_a_manifest_that_lacks_something(folder: Path, key: str) -> None:
    edited(folder, lambda manifest: manifest.pop(key))
    assert refused(folder).startswith(f"The index {folder} is damaged")


def test_another_encoder_of_the_same_name(small: PassageIndex, tmp_path: Path) -> None:
    small.save(tmp_path / "index")
    assert PassageIndex.load(tmp_path / "index", encoder=FakeEncoder()).search("灯台")[0].passage.id == "p001"
    for other in (FakeEncoder(salt="other"), FakeEncoder(dimension=32)):
        assert refused(tmp_path / "index", encoder=other) == (
            f"The index {tmp_path / 'index'} was made with another encoder than 'FakeEncoder' is now "
            "(it names 'FakeEncoder'); build it again with `tenkyo index`."
        )


class WiderEncoder(FakeEncoder):
    """The fake encoder with components that are always nothing."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.pad(super().encode(texts), ((0, 0), (0, 8)))


def test_an_encoder_of_another_dimension(small: PassageIndex, tmp_path: Path) -> None:
    small.save(tmp_path / "index")
    assert "was made with another encoder than 'WiderEncoder' is now" in refused(
        tmp_path / "index", encoder=WiderEncoder()
    )


def test_the_bundled_encoder_for_an_index_of_another(
    small: PassageIndex, encoder: Encoder, folder: Path, tmp_path: Path
) -> None:
    small.save(tmp_path / "small")
    assert "was made with another encoder than 'bundled' is now (it names 'FakeEncoder')" in refused(
        tmp_path / "small", encoder=encoder
    )
    assert "was made with another encoder than 'FakeEncoder' is now (it names 'bundled')" in refused(
        folder, encoder=FakeEncoder()
    )


def test_the_documents_can_be_read_without_the_encoder(small: PassageIndex, tmp_path: Path) -> None:
    small.save(tmp_path / "index")
    assert read_documents(tmp_path / "index") == tuple(small.documents.values())
    (tmp_path / "index" / "vectors.npy").write_bytes(b"damaged")
    with pytest.raises(IndexFolderError, match=r"vectors\.npy has changed"):
        read_documents(tmp_path / "index")


def test_a_folder_that_holds_other_things_is_left_alone(small: PassageIndex, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(IndexFolderError) as caught:
        small.save(target)
    assert str(caught.value) == f"{target} exists and is no index; name another folder, or empty it."
    assert contents(tmp_path) == {"target/thesis.txt": b"ten years of work"}


def test_a_file_is_left_alone(small: PassageIndex, tmp_path: Path) -> None:
    (tmp_path / "target").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="exists and is no index"):
        small.save(tmp_path / "target")
    assert contents(tmp_path) == {"target": b"ten years of work"}


@pytest.mark.parametrize("place", ["new", "deep/er/new", "empty"])
def test_a_new_or_empty_folder_is_written(
    small: PassageIndex, fake_encoder: FakeEncoder, tmp_path: Path, place: str
) -> None:
    (tmp_path / "empty").mkdir()
    small.save(tmp_path / place)
    assert PassageIndex.load(tmp_path / place, encoder=fake_encoder).search("潜水艦") == small.search("潜水艦")


def test_a_path_relative_to_the_current_folder(
    small: PassageIndex, fake_encoder: FakeEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small.save("index")
    assert os.listdir() == ["index"]  # noqa: PTH208 - a relative listing is the point
    assert PassageIndex.load("index", encoder=fake_encoder).passages == small.passages


def test_an_old_index_is_replaced(small: PassageIndex, folder: Path, fake_encoder: FakeEncoder) -> None:
    small.save(folder)
    loaded = PassageIndex.load(folder, encoder=fake_encoder)
    assert list(loaded.documents) == ["small"]
    assert not (folder / "tokens" / "ja.npz").exists()
    assert not (folder / "lexical" / "en").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


@pytest.mark.parametrize("calls", [0, 1, 2, 4])
def test_a_failing_save_leaves_the_old_index(
    small: PassageIndex, article_index: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    before = contents(folder)
    save, count = np.save, 0

    def failing(*arguments: Any, **options: Any) -> None:
        nonlocal count
        count += 1
        if count > calls:
            raise OSError(28, "No space left on device")
        save(*arguments, **options)

    monkeypatch.setattr(np, "save", failing)
    with pytest.raises(IndexFolderError) as caught:
        small.save(folder)
    monkeypatch.undo()
    assert count == calls + 1
    assert str(caught.value) == f"The index cannot be written to {folder}: No space left on device."
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["index"]
    assert PassageIndex.load(folder).search(QUESTIONS[0]) == article_index.search(QUESTIONS[0])


def test_a_failing_rename_leaves_the_old_index(
    small: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(IndexFolderError, match=r"cannot be written to .*: Permission denied\.$"):
        small.save(folder)
    monkeypatch.undo()
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_a_failing_first_save_leaves_nothing(
    small: PassageIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", failing)
    with pytest.raises(IndexFolderError):
        small.save(tmp_path / "index")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_save_leaves_the_old_index(
    small: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        small.save(folder)
    monkeypatch.undo()
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_a_link_to_an_index_leaves_no_temporary_name_behind(
    small: PassageIndex, folder: Path, fake_encoder: FakeEncoder
) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    small.save(link)
    assert list(PassageIndex.load(link, encoder=fake_encoder).documents) == ["small"]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["index", "link"]
