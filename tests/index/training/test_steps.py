"""The steps one after another, as a person runs them, in a small world."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from typer.testing import CliRunner

from index import load_encoder
from index.static import StaticEncoder
from index.training import training
from index.training.__main__ import app
from index.training.quantising import quantise
from tests.index.training.conftest import VERBS


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of random words, 384 wide as the real one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {word: number for number, word in enumerate(["[UNK]", *"abcdefghijklmnopqrstuvwxyz0123456789"])}
    tokenizer = Tokenizer(models.BPE(vocab=words, merges=[], unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.random.default_rng(1).normal(size=(len(words), 384)).astype(np.float32)
    folder = tmp_path_factory.mktemp("teacher")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)]).save(str(folder))
    return folder


def run(*arguments: object) -> None:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"


@pytest.fixture(scope="module")
def work(
    tmp_path_factory: pytest.TempPathFactory, training: Path, dictionaries: Path, benchmarks: Path, teacher: Path
) -> Path:
    """The results of all steps but the last."""
    folder = tmp_path_factory.mktemp("work")
    texts = ("--work", folder, "--training", training, "--dictionaries", dictionaries)
    run("vocabulary", *texts, "--scale", 0.02)
    run("vectors", *texts, "--teacher", teacher)
    run("pairs", *texts, "--benchmarks", benchmarks)
    run("targets", "--work", folder, "--teacher", teacher)
    for seed in (1, 2):
        run("train", "--work", folder, "--seed", seed, "--scale", 0.01)
    return folder


def vectors_of(model: Path) -> np.ndarray:
    return np.asarray(load_file(model / "model.safetensors")["embedding.weight"])


def test_training_teaches_what_no_dictionary_says(work: Path) -> None:
    def translated(model: Path) -> int:
        encoder = StaticEncoder(model, name="any")
        japanese, english = encoder.encode(list(VERBS)), encoder.encode(list(VERBS.values()))
        return int(((japanese @ english.T).argmax(axis=1) == np.arange(len(VERBS))).sum())

    untrained = work / "untrained"
    shutil.copytree(work / "model-1", untrained, dirs_exist_ok=True)
    initial = np.load(work / "vectors" / "initial.npy")
    weights = np.concatenate([np.zeros((1, 256), dtype=np.float32), initial])
    save_file({"embedding.weight": weights}, untrained / "model.safetensors")
    assert translated(untrained) < translated(work / "model-1") == len(VERBS)
    assert not vectors_of(work / "model-1")[0].any()  # the unknown token


def test_a_seed_gives_one_model_and_another_seed_another(work: Path, tmp_path: Path) -> None:
    for part in ("vocabulary", "vectors", "pairs", "targets"):
        shutil.copytree(work / part, tmp_path / part)
    run("train", "--work", tmp_path, "--seed", 1, "--scale", 0.01)
    assert np.array_equal(vectors_of(tmp_path / "model-1"), vectors_of(work / "model-1"))
    assert not np.allclose(vectors_of(work / "model-2"), vectors_of(work / "model-1"), atol=1e-3)


def test_a_run_that_was_cut_off_goes_on_to_the_same_model(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("vocabulary", "vectors", "pairs", "targets"):
        shutil.copytree(work / part, tmp_path / part)
    monkeypatch.setattr(training, "SAVED_EVERY", 3)
    steps: list[int] = []
    step = training.RowAdam.step

    def cut_off(optimizer: training.RowAdam, closure: Any = None) -> Any:
        steps.append(1)
        if len(steps) == 8:
            raise RuntimeError("The machine went down.")
        return step(optimizer, closure)

    monkeypatch.setattr(training.RowAdam, "step", cut_off)
    command = ("train", "--work", tmp_path, "--seed", 1, "--scale", 0.01)
    with pytest.raises(AssertionError, match="The machine went down"):
        run(*command)
    assert (tmp_path / "checkpoints-1" / "checkpoint-6").is_dir()
    whole = len(steps)
    run(*command)
    assert np.allclose(vectors_of(tmp_path / "model-1"), vectors_of(work / "model-1"), atol=1e-5)
    assert not (tmp_path / "checkpoints-1").exists()
    assert len(steps) - whole > 3


def test_quantised_mean_is_read_alike_by_all(work: Path, tmp_path: Path) -> None:
    run("quantise", "--work", work, "--out", tmp_path, "--seed", 1, "--seed", 2)
    mean = (vectors_of(work / "model-1") + vectors_of(work / "model-2")) / 2
    stored = load_file(tmp_path / "model.safetensors")
    assert stored["embeddings"].dtype == np.int8
    largest = np.abs(mean).max(axis=1, keepdims=True)
    assert (np.abs(stored["embeddings"] * stored["weights"][:, None] - mean) <= largest / 127 * 0.51 + 1e-9).all()
    texts = ["The railway opened the factory.", "政府は条約を失う。", ""]
    ours = load_encoder(tmp_path).encode(texts)
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

    assert np.allclose(ours, SentenceTransformer(str(tmp_path)).encode(texts), atol=1e-5)
    assert np.allclose(ours[:2], StaticModel.from_pretrained(tmp_path, normalize=True).encode(texts)[:2], atol=2e-4)


def test_the_card_names_figures_data_and_licences(work: Path, tmp_path: Path) -> None:
    run("quantise", "--work", work, "--out", tmp_path, "--seed", 1)
    (tmp_path / "figures.json").write_text('{"NTREX, 1000 lines": {"ja → en": "0.951 ±0.007"}}', encoding="utf-8")
    run("card", "--figures", tmp_path / "figures.json", "--out", tmp_path, "--seeds", 1)
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| NTREX, 1000 lines | ja → en | 0.951 ±0.007 |" in card
    assert "| kyoto_wiki | CC BY-SA 3.0 |" in card
    assert "license: cc-by-sa-4.0" in card


def test_quantise_rounds_to_the_nearest_of_255_steps() -> None:
    rows, weights = quantise(np.asarray([[127.0, 1.4, -1.6], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert rows.tolist() == [[127, 1, -2], [0, 0, 0]]
    assert weights.tolist() == [1.0, 0.0]


def test_a_step_that_lacks_its_input_says_so(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "index.training",
        "quantise",
        "--work",
        str(tmp_path),
        "--out",
        str(tmp_path),
        "--seed",
        "1",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "model-1" in result.stderr and "step" in result.stderr
