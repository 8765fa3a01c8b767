"""Question sets and the judgement of what is found against their evidence, shared by the benchmarks.

A line of a set: {"id", "lang", "question", "answerable", "evidence": [quote, …], "alternatives": [[quote, …], …]} and,
where the question is not about the bundled article, "document": a file beside the set, in a folder of the set's name.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from index import Encoder, PassageIndex, load_encoder
from source import Language, article, read, split

SHORTEST_PIECE = 5
"""Characters; a piece that a page break cut off may be shorter, and then stands in half the sentences."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold evidence, and the assistant over the document that it is about."""

    id: str
    language: Language
    text: str
    answerable: bool
    evidence: tuple[str, ...]
    assistant: Assistant

    def is_met_by(self, text: str) -> bool:
        """Whether a text holds a quote of the evidence or is the greater part of one, white space aside."""
        squashed = squash(text)
        return any(piece in squashed or (len(squashed) > 10 and squashed in piece) for piece in self.evidence)


def load(path: Path, *, encoder: Encoder | None = None) -> list[Question]:
    """Read a question set; its documents are indexed with the bundled encoder unless one is given."""
    encoder = load_encoder() if encoder is None else encoder
    assistants: dict[str | None, Assistant] = {}
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        name = record.get("document")
        if name not in assistants:
            document = article() if name is None else read(path.parent / path.stem / name)
            assistants[name] = Assistant(PassageIndex.build(document, split(document), encoder=encoder))
        quotes = [quote for quotes in (record["evidence"], *record.get("alternatives", [])) for quote in quotes]
        pieces = tuple(piece for piece in map(squash, quotes) if len(piece) >= SHORTEST_PIECE)
        questions.append(
            Question(record["id"], record["lang"], record["question"], record["answerable"], pieces, assistants[name])
        )
    return questions


def squash(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)
