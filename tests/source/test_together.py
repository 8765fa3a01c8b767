"""Which passages are read together."""

import pytest

from source import Passage, blocks, read_bytes, split
from source.together import ROOM

TABLE = """# Harbour rules

By the harbour master

## Fees

- Small boats pay two pounds.
- Large boats pay ten pounds.

| Berth | Price |
|---|---|
| North | 3 |

## Hours

The harbour opens at six.
"""


def together(text: str, name: str = "rules.md") -> list[list[str]]:
    return [[passage.text for passage in block] for block in blocks(split(read_bytes(text.encode(), name)))]


def test_what_stands_under_one_heading_is_read_together() -> None:
    *_, fees, hours = together(TABLE)
    assert [text for text in fees if "boats" in text or "North" in text] == [
        "Small boats pay two pounds.",
        "Large boats pay ten pounds.",
        "North | 3",
    ]
    assert hours == ["The harbour opens at six."]


@pytest.mark.parametrize("words", ["海は青い。", "The sea is blue. "])
def test_there_is_room_for_so_many_bytes(words: str) -> None:
    paragraph = words * (ROOM // 3 // len(words.encode()))
    blocks_of_text = together("\n\n".join([paragraph.strip()] * 8), "sea.txt")
    sizes = [sum(len(text.encode()) for text in block) for block in blocks_of_text]
    assert max(sizes) <= ROOM
    assert [len(block) for block in blocks_of_text if len(block) > 1][:1] == [3]


def test_a_passage_without_room_stands_by_itself() -> None:
    long = "The sea is blue. " * 45
    assert [len(block) for block in together(f"{long}\n\n{long}\n\nIt is deep.", "sea.txt")][-2:] == [1, 2]


def test_front_matter_and_other_documents_stand_by_themselves() -> None:
    first = split(read_bytes(b"The sea\n\nIt is blue.\n", "sea.txt"))
    other = split(read_bytes(b"The port\n\nIt is old.\n", "port.txt"))
    found = blocks([*first, *other])
    assert all(len({passage.document for passage in block}) == 1 for block in found)
    assert [passage for block in found for passage in block] == [*first, *other]
    assert all(len(block) == 1 for block in found if block[0].paragraph == 0)
    nothing: list[Passage] = []
    assert blocks(nothing) == []
