"""The bundled article's index in the cache folder."""

import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.home import bundled_index, cache_folder

QUESTION = "ファーウェイは何人を採用する予定か"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))


def test_it_is_built_once_and_read_after() -> None:
    first = bundled_index()
    manifest = cache_folder() / "article" / "manifest.json"
    written = manifest.stat().st_mtime_ns
    second = Assistant.open()
    assert manifest.stat().st_mtime_ns == written
    assert [hit.passage.id for hit in second.search(QUESTION)] == [hit.passage.id for hit in first.search(QUESTION)]


def test_a_damaged_one_is_built_again() -> None:
    bundled_index()
    vectors = cache_folder() / "article" / "vectors.npy"
    vectors.write_bytes(b"damaged")
    assert Assistant.open().ask(QUESTION).answered
    assert vectors.stat().st_size > 10_000


def test_without_a_cache_folder_it_works_all_the_same(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    (tmp_path / "cache").write_text("a file stands where the folder should", encoding="utf-8")
    assert Assistant.open().ask(QUESTION).answered
