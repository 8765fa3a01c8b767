"""The questions written for this: on encyclopedia and parallel text, on invented documents, and in conversations.

`written.passages`, `.questions` and `.dialogues` (JSON lines, gzipped) as `data/README.md` describes them. A passage of
`part` dev, with all its questions, is never trained on. A document is read and split as any other file is, and every
question on it gets the passages that retrieval finds for it, so that the reader learns on what it will be given.
"""

import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.reader.reading import headings_of
from assistant.reader.training.pool import UNKNOWN, PoolBuilder, Question
from assistant.reader.training.sources import Split
from index import Encoder, PassageIndex
from index.training.sources import read_json_lines
from source import Document, Passage, blocks, read, split

WHOLE = ("first", "whole", "change")
"""Kinds of turns that lean on nothing."""
FOUND = 12
"""Passages of a document that retrieval brings for a question on it."""


@dataclass(frozen=True, slots=True)
class Written:
    """The records of one folder."""

    passages: dict[str, dict[str, Any]]
    questions: list[dict[str, Any]]
    dialogues: list[dict[str, Any]]

    @classmethod
    def read(cls, folder: Path, part: str) -> "Written":
        """Read what belongs to one part, `train` or `dev`."""
        passages = {
            record["id"]: record
            for record in read_json_lines(folder / "written.passages.jsonl.gz")
            if record["part"] == part
        }
        questions, dialogues = (
            [record for record in read_json_lines(folder / f"written.{name}.jsonl.gz") if record["passage"] in passages]
            for name in ("questions", "dialogues")
        )
        return cls(passages, questions, dialogues)


class Target:
    """A written passage in the pool: one passage of it, or, of a document, those that are read together."""

    def __init__(self, builder: PoolBuilder, record: dict[str, Any], encoder: Encoder) -> None:
        self._index: PassageIndex | None = None
        if record["kind"] == "document":
            passages = read_document(record)
            self._index = PassageIndex.build(*passages, encoder=encoder)
            together = blocks(passages[1])
            self.sentences = [[one.text for passage in block for one in passage.sentences] for block in together]
            title = passages[0].title
            self.numbers = [
                builder.passage(sentences, headings_of(title, block[0].section))
                for sentences, block in zip(self.sentences, together, strict=True)
            ]
            self._places = {passage.id: place for place, block in enumerate(together) for passage in block}
        else:
            self.sentences = [Split.of(record["text"]).sentences]
            self.numbers = [builder.passage(self.sentences[0])]

    def evidence(self, quotes: Sequence[str]) -> dict[int, list[int]]:
        """Return, for each passage with evidence, the places of its sentences; a heading's quote has no place."""
        wanted = [squash(quote) for quote in quotes]
        found: dict[int, list[int]] = {}
        for place, sentences in enumerate(self.sentences):
            met = [at for at, text in enumerate(map(squash, sentences)) if any(meets(text, quote) for quote in wanted)]
            if met:
                found[place] = met
        return found

    def found(self, question: str) -> list[int]:
        """Return the places of what retrieval brings for a question, best first."""
        if self._index is None:
            return [0]
        return list(dict.fromkeys(self._places[hit.passage.id] for hit in self._index.search(question, k=FOUND)))


def add_written(builder: PoolBuilder, written: Written, encoder: Encoder) -> None:
    """Add all questions and the turns of all dialogues.

    Sets are named `written.KIND.LL`, with the languages of the passage and of the question. Kinds are `passage` and
    `document`, by what a question is on, or what its record names as its `set`; `after`, the same question with another
    one before it, on which it does not lean; `turn`, as typed after the turn before; `whole`, a turn in its standalone
    form.
    """
    targets = {name: Target(builder, record, encoder) for name, record in written.passages.items()}
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for record in written.questions:
        passage = written.passages[record["passage"]]
        kind = record.get("set") or ("document" if passage["kind"] == "document" else "passage")
        languages, target, asked = f"{passage['lang']}{record['lang']}", targets[record["passage"]], record["question"]
        _add(builder, f"written.{kind}.{languages}", target, [asked], record, asked)
        before = last.get((record["passage"], record["lang"]))
        if before is not None and before["evidence"]:
            said = [before["question"], before["evidence"][0], asked]
            _add(builder, f"written.after.{languages}", target, said, record, asked, leans=0)
        last[record["passage"], record["lang"]] = record
    for dialogue in written.dialogues:
        target, passage = targets[dialogue["passage"]], written.passages[dialogue["passage"]]
        for place, turn in enumerate(dialogue["turns"]):
            languages = f"{passage['lang']}{turn['lang']}"
            before = dialogue["turns"][place - 1] if place else None
            if before is None:
                _add(builder, f"written.whole.{languages}", target, [turn["standalone"]], turn, turn["standalone"])
                continue
            said = [before["question"], *before["evidence"][:1]]
            leans = int(turn["kind"] not in WHOLE and turn["question"] != turn["standalone"])
            asked = [*said, turn["question"]]
            _add(builder, f"written.turn.{languages}", target, asked, turn, turn["standalone"], leans=leans)
            _add(builder, f"written.whole.{languages}", target, [turn["standalone"]], turn, turn["standalone"])


def _add(
    builder: PoolBuilder,
    name: str,
    target: Target,
    asked: Sequence[str],
    record: dict[str, Any],
    searched: str,
    *,
    leans: int = UNKNOWN,
) -> None:
    """Add a question once for every passage with evidence, else for the one that retrieval finds first."""
    held = target.evidence(record["evidence"])
    if record["answerable"] and not held:
        return  # its evidence is a heading, which is no sentence
    found = target.found(searched)
    others = [target.numbers[place] for place in found if place not in held]
    if not held:
        builder.question(name, Question(target.numbers[found[0]], asked, others=others[1:], leans=leans))
    for place, evidence in held.items():
        answer = _answer(target.sentences[place], evidence, record.get("answer", ""))
        builder.question(name, Question(target.numbers[place], asked, evidence, answer, others, leans))


def squash(text: str) -> str:
    """Return a text without white space and Markdown's marks, in NFKC, for telling where evidence stands."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace() and char not in "#*|-")


def meets(sentence: str, quote: str) -> bool:
    """Whether a sentence is evidence: it is the quote, holds it, or is a good part of it."""
    return bool(sentence and quote) and (quote in sentence or (len(sentence) > 3 and sentence in quote))


def _answer(sentences: Sequence[str], evidence: Sequence[int], answer: str) -> tuple[int, int, int] | None:
    for place in evidence:
        at = sentences[place].find(answer) if answer else -1
        if at >= 0:
            return place, at, at + len(answer)
    return None


def read_document(record: dict[str, Any]) -> tuple[Document, list[Passage]]:
    """Read and split a written document as any other file is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(record["id"]).name
        path.write_text(record["text"], encoding="utf-8")
        document = read(path)
    return document, split(document)
