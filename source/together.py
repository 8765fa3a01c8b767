"""Passages that are read together: neighbours under one heading, so that a row of a table stands with its head."""

from collections.abc import Sequence

from source.document import Passage

ROOM = 1_200
"""Bytes in UTF-8 that passages read together have at most: some 400 characters of Japanese, 1,200 of English."""

Block = tuple[Passage, ...]


def blocks(passages: Sequence[Passage]) -> list[Block]:
    """Join neighbouring passages of one section of a document while there is room; front matter stands by itself."""
    joined: list[list[Passage]] = []
    size = 0
    for passage in passages:
        added = len(passage.text.encode("utf-8", "replace"))
        before = joined[-1][-1] if joined else None
        if (
            before is None
            or (before.document, before.section) != (passage.document, passage.section)
            or before.paragraph == 0
            or size + added > ROOM
        ):
            joined.append([])
            size = 0
        joined[-1].append(passage)
        size += added
    return [tuple(block) for block in joined]
