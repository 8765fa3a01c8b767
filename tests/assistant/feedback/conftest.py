"""Votes for the tests."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.feedback import Vote

MakeVote = Callable[..., Vote]


@pytest.fixture
def vote() -> MakeVote:
    """Make a vote of one visitor on one quote; what differs is given."""

    def make(**given: Any) -> Vote:
        quote = given.pop("quote", "It rained.")
        start = given.pop("start", 30)
        fields: dict[str, Any] = {
            "visitor": "v1",
            "sha256": "d1",
            "document": "lighthouse",
            "title": "The Lighthouse",
            "question": "Did it rain?",
            "language": "en",
            "answered": True,
            "start": None if quote is None else start,
            "end": None if quote is None else start + len(quote),
            "quote": quote,
            "verdict": True,
            "at": "2026-11-26T10:00:00Z",
        }
        return Vote(**{**fields, **given})

    return make
