"""A small question set with everything in it, and its answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation import CitedQuote, Question, SystemAnswer

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes JSON lines; a text is written as it is."""

    def write_lines(name: str, *lines: dict[str, Any] | str) -> Path:
        path = tmp_path / name
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return write_lines


def question(
    *evidence: tuple[str, ...], name: str = "q", answers: tuple[str, ...] = (), answerable: bool = True
) -> Question:
    return Question(name, "ja", "いつ？", answerable, "date", answers, evidence)


def answer(text: str, *quotes: str, name: str = "q", confidence: float | None = None) -> SystemAnswer:
    citations = tuple(CitedQuote(number, quote) for number, quote in enumerate(quotes, start=1))
    return SystemAnswer(name, bool(text), text, citations, confidence)
