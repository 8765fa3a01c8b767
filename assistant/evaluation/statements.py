"""An answer's text as ALCE sees it: statements, each with the citations that are marked behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Span
from assistant.evaluation.answers import SystemAnswer
from source.sentences import sentence_spans

NUMBERS = r"\d{1,4}(?:\s*[,，、–-]\s*\d{1,4})*"
MARK = re.compile(rf"[ \t　]{{0,4}}(?:\[(?P<half>{NUMBERS})\]|［(?P<full>{NUMBERS})］|【(?P<lens>{NUMBERS})】)")
"""`[1]`, `[1, 2]`, `[1-3]`, and the same between full-width brackets."""
WIDEST = 100
"""Citations that a range such as `[1-3]` may stand for; a wider one is none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer without its marks, and the numbers that it cites, each once, in order."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Numbers cited, and where in the text without marks."""

    place: int
    numbers: tuple[int, ...]


def statements_of(answer: SystemAnswer) -> tuple[Statement, ...]:
    """Cut an answer's text into statements; a mark belongs to the sentence it stands in or behind.

    Marks inside a quote that stands whole in the text are the document's, not the answer's, and a translation that does
    is one statement, as the sentence that it renders. An answer without any mark cites everything it lists, as a whole.
    """
    owned = _occurrences(answer.text, [text for cited in answer.citations for text in (cited.quote, cited.translation)])
    bare, marks = _without_marks(answer.text, owned)
    if not bare.strip():
        return ()
    if not marks and answer.citations:
        return (Statement(bare.strip(), tuple(cited.number for cited in answer.citations)),)
    spans = _spans(bare, _occurrences(bare, [cited.translation for cited in answer.citations]))
    numbers: list[list[int]] = [[] for _ in spans]
    for mark in marks:
        before = [place for place, (start, _) in enumerate(spans) if start < mark.place]
        numbers[before[-1] if before else 0] += mark.numbers
    return tuple(
        Statement(bare[start:end], tuple(dict.fromkeys(cited)))
        for (start, end), cited in zip(spans, numbers, strict=True)
    )


def plain_text(answer: SystemAnswer) -> str:
    """Return an answer's text without marks."""
    return " ".join(statement.text for statement in statements_of(answer))


def _without_marks(text: str, owned: Sequence[Span]) -> tuple[str, list[_Mark]]:
    pieces: list[str] = []
    marks: list[_Mark] = []
    length = last = 0
    for match in MARK.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in owned):
            continue
        pieces.append(text[last : match.start()])
        length += match.start() - last
        marks.append(_Mark(length, tuple(_numbers(match.group(match.lastgroup or 0)))))
        last = match.end()
        if text[match.start() - 1 : match.start()] in (".", "!", "?") and text[last : last + 1].isalnum():
            pieces.append(" ")
            length += 1
    return "".join(pieces) + text[last:], marks


def _numbers(marked: str) -> Iterator[int]:
    for part in re.split(r"[,，、]", marked):
        ends = [int(number) for number in re.split(r"[–-]", part)]
        yield from range(ends[0], ends[-1] + 1) if 0 <= ends[-1] - ends[0] < WIDEST else ends


def _spans(text: str, whole: Sequence[Span]) -> list[Span]:
    """Sentences, line by line; those inside a span of `whole` are that one."""
    spans: list[Span] = []
    for line in re.finditer(r"[^\r\n]+", text):
        spans += [(line.start() + start, line.start() + end) for start, end in sentence_spans(line.group())]
    for start, end in whole:
        inside = [span for span in spans if span[0] < end and start < span[1]]
        if inside:
            joined = (inside[0][0], inside[-1][1])
            spans = sorted([span for span in spans if span not in inside] + [joined])
    return spans


def _occurrences(text: str, wanted: Sequence[str | None]) -> list[Span]:
    """Where texts stand in another, white space aside."""
    found: list[Span] = []
    for words in (piece.split() for piece in wanted if piece is not None):
        if words:
            pattern = re.compile(r"\s*".join(re.escape(word) for word in words))
            found += [match.span() for match in pattern.finditer(text)]
    return found
