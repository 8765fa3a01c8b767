"""What the benchmarks test, to be kept out of all that is learnt from; they are read for this alone.

A text is kept out when it equals a line of a benchmark, or shares 25 characters in a row with one of its paragraphs.
"""

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path

from index.training.sources import read_json_lines

SHINGLE = 25
"""Characters in a row that a training text may not share with a benchmark's paragraph."""


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """What may not be trained on: whole lines, and every run of 25 characters of the paragraphs."""

    lines: set[str] = field(default_factory=set)
    shingles: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> "Benchmarks":
        """Read all `*.tsv`, `*.tsv.gz` and `*.paragraphs.jsonl.gz` of a folder."""
        found = cls()
        for path in sorted(folder.iterdir()):
            if path.name.endswith((".tsv", ".tsv.gz")):
                content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                rows = content.decode("utf-8").splitlines()
                found.lines.update(_plain(cell) for row in rows for cell in row.split("\t"))
            elif path.name.endswith(".paragraphs.jsonl.gz"):
                for record in read_json_lines(path):
                    text = _plain(record["text"])
                    found.shingles.update(text[n : n + SHINGLE] for n in range(len(text) - SHINGLE + 1))
        return found

    def hold(self, text: str) -> bool:
        """Whether a text may not be trained on."""
        plain = _plain(text)
        if plain in self.lines:
            return True
        return any(plain[n : n + SHINGLE] in self.shingles for n in range(max(0, len(plain) - SHINGLE + 1)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()
