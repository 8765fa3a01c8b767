"""Step 6: the model's card, written from the recipe's own constants and measured figures."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template

from tokenizers import Tokenizer

from index.encoder import fingerprint
from index.static import StaticEncoder
from index.training import benchmarks, training, vectors, vocabulary
from index.training.sources import OTHERS, PARAGRAPHS, SOURCES

TEMPLATE = Path(__file__).parent / "card.md"


def render(model: Path, figures: Mapping[str, Mapping[str, str]], seeds: int) -> str:
    """Return the card of the finished model in a folder.

    `figures` are what `python -m tests.benchmarks.encoder --json` wrote: {"set": {"row, column": "share ±error"}}.
    """
    encoder = StaticEncoder(model, name="card")
    data = [(source.name, source.licence) for source in (*SOURCES, PARAGRAPHS)]
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        tokens=f"{Tokenizer.from_file(str(model / 'tokenizer.json')).get_vocab_size():,}",
        width=vectors.WIDTH,
        megabytes=f"{sum(path.stat().st_size for path in model.rglob('*') if path.name != 'README.md') / 1e6:.1f}",
        japanese=f"{vocabulary.SIZES['japanese']:,}",
        english=f"{vocabulary.SIZES['english']:,}",
        last_year=vocabulary.LAST_YEAR,
        smoothing=f"{vectors.SMOOTHING:g}",
        shingle=benchmarks.SHINGLE,
        steps=f"{sum(training.MIX.values()) // training.BATCH:,}",
        batch=f"{training.BATCH:,}",
        share=f"{training.TOKEN_SHARE:g}",
        rate=f"{training.RATE:g}",
        seeds=seeds,
        tasks=_table((name, f"{count:,}") for name, count in training.MIX.items()),
        figures=_table((group, key, share) for group, rows in figures.items() for key, share in rows.items()),
        data=_table([*data, *OTHERS.items()]),
        fingerprint=", ".join(f"{value:g}" for value in fingerprint(encoder)[:9]),
    )


def read_figures(path: Path) -> dict[str, dict[str, str]]:
    """Read what `python -m tests.benchmarks.encoder --json` wrote."""
    loaded: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
