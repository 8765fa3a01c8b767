"""The lexicon that the small world teaches."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.lexicon import Lexicon
from index.terms import terms
from index.training.__main__ import app
from index.training.benchmarks import Benchmarks
from index.training.lexicon import learn, read, render
from index.training.vocabulary import Dictionaries
from tests.index.training.conftest import NOUNS, VERBS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, training: Path, dictionaries: Path, benchmarks: Path) -> str:
    """The file, as the command writes it."""
    folder = tmp_path_factory.mktemp("lexicon")
    options = {"--training": training, "--dictionaries": dictionaries, "--benchmarks": benchmarks, "--out": folder}
    result = CliRunner().invoke(app, ["lexicon", *(str(part) for option in options.items() for part in option)])
    assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
    return (folder / "lexicon.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("japanese", "english"), [*NOUNS.items(), *VERBS.items()])
def test_every_word_is_surest_of_its_translation(made: str, japanese: str, english: str) -> None:
    lexicon = Lexicon(made)
    (term,), (stem,) = terms(japanese), terms(english)
    there, back = lexicon.translations(stem, "en"), lexicon.translations(term, "ja")
    assert max(there, key=lambda other: there[other]) == term
    assert max(back, key=lambda other: back[other]) == stem


def test_numbers_are_no_words(made: str) -> None:
    assert not any(line[0].isdigit() for line in made.splitlines())


def test_dictionaries_are_read_by_their_short_glosses(training: Path, dictionary_files: Dictionaries) -> None:
    pairs = list(read(training, dictionary_files, Benchmarks(), seed=1))
    assert ("鉄道", "railroad") in pairs
    assert ("建てる", "to construct") in pairs
    assert ("暗号", "encryption") in pairs
    heads = {japanese for japanese, _ in pairs}
    assert "何か" not in heads  # its gloss explains
    assert "屹度" not in heads  # not marked as common


def test_the_same_texts_make_the_same_lexicon(
    training: Path, dictionary_files: Dictionaries, benchmarks: Path, made: str
) -> None:
    assert render(learn(read(training, dictionary_files, Benchmarks.read(benchmarks), seed=1))) == made


def test_what_a_benchmark_tests_is_not_learnt_from(training: Path, dictionary_files: Dictionaries) -> None:
    pairs = list(read(training, dictionary_files, Benchmarks(), seed=1))
    without = list(read(training, dictionary_files, Benchmarks(lines={pairs[0][0].lower()}), seed=1))
    assert pairs[0] not in without
    assert set(without) < set(pairs)


def test_a_line_gives_the_surest_translation_first() -> None:
    weighted = [("railway", "電鉄", 0.061), ("railway", "鉄道", 0.7), ("sea", "海", 1.0)]
    assert render(weighted) == "railway 鉄道70 電鉄06\nsea 海99\n"
