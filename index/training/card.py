"""Step 6: the model's card, written from the recipe's own constants and measured figures."""

import json
from collections.abc import Mapping
from pathlib import Path

from tokenizers import Tokenizer

from index.encoder import fingerprint
from index.static import StaticEncoder
from index.training import pairs, sources, training, vectors, vocabulary
from index.training.sources import PARAGRAPHS, SOURCES

FRONT = """---
language: [ja, en]
library_name: sentence-transformers
pipeline_tag: sentence-similarity
license: cc-by-sa-4.0
---
"""

LIMITS = """- A mean of words knows no word order: who did what to whom is lost. Late interaction over the token vectors gets some
  of it back for ranking; a contextual model would get more.
- Little of what it learned from is news; half of its sentences come from an encyclopedia about Kyoto and from software
  manuals. Names that no dictionary has are spelt out of pieces.
- Trained on questions of one kind, facts in an encyclopedia; a question for a reason or an opinion is harder."""


def render(model: Path, figures: Mapping[str, Mapping[str, float]], seeds: int) -> str:
    """Return the card of the finished model in a folder.

    `figures` are the shares that `python -m tests.benchmarks.encoder --json` wrote: {"set": {"row | column": share}}.
    """
    tokens = Tokenizer.from_file(str(model / "tokenizer.json")).get_vocab_size()
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file() and path.name != "README.md")
    print_of = ", ".join(f"{value:g}" for value in fingerprint(StaticEncoder(model, name="card"))[:9])
    steps = sum(training.MIX.values()) // training.BATCH
    return f"""{FRONT}# The bundled encoder

A static embedding model for Japanese and English: {tokens:,} tokens × {vectors.WIDTH} components; a text's vector is the mean of its
tokens' vectors, scaled to length one. {size / 1e6:.1f} MB, no accelerator, no analyser, no network. `SentenceTransformer(folder)`,
model2vec and the project's own reader load it alike.

## Recipe
Made by `python -m index.training` from public text; each step is described in its module.
1. **Vocabulary**: {vocabulary.SIZES["japanese"]:,} Japanese words and {vocabulary.SIZES["english"]:,} English ones by use, pieces of names, single characters,
   numbers to {vocabulary.LAST_YEAR}; a Unigram tokenizer over NFKC-normalised, lower-cased text.
2. **Initial vectors**: the teacher's vector of each token's English glosses, centred per language, {vectors.WIDTH} principal components,
   smooth inverse frequency with a = {vectors.SMOOTHING:g}.
3. **Pairs**: the tasks below, without any line of the test sets and any {pairs.SHINGLE} characters of their paragraphs.
4. **Training**: {steps:,} steps of {training.BATCH:,} pairs, a ranking loss over the text vectors at Matryoshka widths and one over late
   interaction, {training.TOKEN_SHARE:g} of the loss; SparseAdam, rate {training.RATE:g}.
5. **Quantising**: the mean of {seeds} runs with different seeds; int8 rows with a weight each, model2vec's layout.

| task | pairs seen |
|---|--:|
{_table((name, f"{count:,}") for name, count in training.MIX.items())}

## Figures
`python -m tests.benchmarks.encoder` on development sets, none of them trained on.

| set | measured | share |
|---|---|--:|
{_table((group, key, f"{share:.3f}") for group, rows in figures.items() for key, share in rows.items())}

## Data and licences
The model is under CC BY-SA 4.0, as its share-alike sources ask. Pairs are from the public repositories that these names stand for:

| source | licence |
|---|---|
{_table((source.name, source.licence) for source in (*SOURCES, PARAGRAPHS))}
{_table(sources.OTHERS.items())}

## Limits
{LIMITS}

Fingerprint (width and leading components of the first probe's vector): {print_of}
"""


def read_figures(path: Path) -> dict[str, dict[str, float]]:
    """Read what `python -m tests.benchmarks.encoder --json` wrote."""
    loaded: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _table(rows: object) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)  # type: ignore[attr-defined]
