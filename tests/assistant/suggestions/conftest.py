"""Assistants over small made documents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from index import Encoder, PassageIndex
from source import read, split


@pytest.fixture
def over(tmp_path: Path, encoder: Encoder) -> Callable[[str], Assistant]:
    """Open an assistant over a text."""

    def opened(text: str) -> Assistant:
        file = tmp_path / "made.md"
        file.write_text(text, encoding="utf-8")
        document = read(file)
        return Assistant(PassageIndex.build(document, split(document), encoder=encoder))

    return opened
