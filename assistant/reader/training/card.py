"""The model's card, written from the files of the finished model and what the benchmark printed."""

import hashlib
import json
from pathlib import Path
from string import Template

from tokenizers import Tokenizer

TEMPLATE = Path(__file__).parent / "card.md"
FILES = ("reader.onnx", "words.npy", "tokenizer.json", "weights.json")


def render(model: Path, figures: str) -> str:
    """Return the card; `figures` is what `python -m tests.benchmarks.reading` printed."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        megabytes=f"{sum((model / name).stat().st_size for name in FILES) / 1e6:.1f}",
        pieces=f"{Tokenizer.from_file(str(model / 'tokenizer.json')).get_vocab_size():,}",
        weights=json.dumps(json.loads((model / "weights.json").read_text(encoding="utf-8"))),
        figures=figures.strip(),
        fingerprint=fingerprint(model),
    )


def fingerprint(model: Path) -> str:
    """Return the digest of the model's files."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((model / name).read_bytes())
    return digest.hexdigest()
