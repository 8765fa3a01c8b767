"""Where things are kept in the user's home: the bundled article's index, built on first use, and what visitors give."""

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from index import IndexFolderError, PassageIndex, load_encoder
from source import article, split


def bundled_index() -> PassageIndex:
    """Return the index of the bundled article: from the cache if it is sound and of this version, else built anew.

    Where the cache folder cannot be written the index is built each time; nothing else changes.
    """
    folder, document, encoder = cache_folder() / "article", article(), load_encoder()
    with suppress(IndexFolderError):
        index = PassageIndex.load(folder, encoder=encoder)
        if index.documents == {document.id: document}:
            return index
    index = PassageIndex.build(document, split(document), encoder=encoder)
    with suppress(IndexFolderError):
        index.save(folder)
    return index


def cache_folder() -> Path:
    """Where this version of the project keeps what it can make again."""
    try:
        release = version("tenkyo")
    except PackageNotFoundError:
        release = "source"
    return Path(platformdirs.user_cache_dir("tenkyo")) / release


def data_folder() -> Path:
    """Where what cannot be made again is kept, whichever version of the project reads it: articles added, votes."""
    return Path(platformdirs.user_data_dir("tenkyo"))
