"""The bundled article's index in the user's cache folder, built on first use."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from index import IndexFolderError, PassageIndex, load_encoder
from source import article, split


def bundled_index() -> PassageIndex:
    """Return the index of the bundled article: from the cache if it is sound and of this version, else built anew.

    Where the cache folder cannot be written the index is built each time; nothing else changes.
    """
    folder = cache_folder() / "article"
    encoder = load_encoder()
    try:
        index = PassageIndex.load(folder, encoder=encoder)
    except IndexFolderError:
        pass
    else:
        if _is_current(index):
            return index
    document = article()
    index = PassageIndex.build(document, split(document), encoder=encoder)
    try:
        index.save(folder)
    except IndexFolderError:
        return index
    return index


def cache_folder() -> Path:
    """Where this version of the project keeps what it can make again."""
    try:
        release = version("tenkyo")
    except PackageNotFoundError:
        release = "source"
    return Path(platformdirs.user_cache_dir("tenkyo")) / release


def _is_current(index: PassageIndex) -> bool:
    """Whether the cached documents are those that the project carries now: reading them takes 10 ms."""
    document = article()
    return index.documents == {document.id: document}
