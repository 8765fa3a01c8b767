"""Results are written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


def write_all(texts: Mapping[Path, str]) -> None:
    """Write files in UTF-8, each beside its place first, and renamed when all of them are written.

    What is there and is no file, such as /dev/stdout, is written to as it is. Raises `OSError` that names the file that
    cannot be written; nothing is left behind then.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            with _named(path):
                if path.exists() and not path.is_file() and not path.is_dir():
                    path.write_text(text, encoding="utf-8")
                else:
                    waiting.append((_beside(path), path))
                    waiting[-1][0].write_text(text, encoding="utf-8", newline="\n")
        for written, path in waiting:
            with _named(path):
                written.replace(path)
    finally:
        for written, _ in waiting:
            with contextlib.suppress(OSError):
                written.unlink()


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from None


def _beside(path: Path) -> Path:
    """Make an empty file beside another, with the rights that a new one gets."""
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    os.close(handle)
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    return Path(name)
