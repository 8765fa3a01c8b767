"""The pairs: what is in them and, above all, what must not be."""

from pathlib import Path

import pytest

from index.training import pairs
from index.training.benchmarks import Benchmarks
from index.training.pairs import Row, build
from index.training.sources import SOURCES, read_pairs
from index.training.vocabulary import Dictionaries


@pytest.fixture(scope="module")
def sets(training: Path, benchmarks: Path, dictionary_files: Dictionaries) -> dict[str, list[Row]]:
    return build(training, dictionary_files, Benchmarks.read(benchmarks), 1)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("鉄道は閉じた。", True),  # a line, white space aside
        ("The railway closed.", True),  # and case
        ("鉄道は閉じたのである。", False),
        ("いや、海軍は一九四五年に工場と大学と鉄道と都市のすべてを失った。", True),  # 25 characters of a paragraph
        ("海軍は一九四五年に工場と大学を失った。", False),
    ],
)
def test_what_the_benchmarks_hold(benchmarks: Path, text: str, held: bool) -> None:
    assert Benchmarks.read(benchmarks).hold(text) is held


def test_a_pair_with_a_benchmark_line_is_dropped(
    training: Path, benchmarks: Path, dictionary_files: Dictionaries, sets: dict[str, list[Row]]
) -> None:
    some = sets["general"][0]
    (benchmarks / "more.tsv").write_text("\t".join(some) + "\n", encoding="utf-8")
    again = build(training, dictionary_files, Benchmarks.read(benchmarks), 1)
    (benchmarks / "more.tsv").unlink()
    assert some not in again["general"]
    assert set(sets["general"]) - set(again["general"]) <= {row for row in sets["general"] if set(row) & set(some)}


def test_sets_are_drawn_by_the_seed(
    training: Path, benchmarks: Path, dictionary_files: Dictionaries, sets: dict[str, list[Row]]
) -> None:
    assert build(training, dictionary_files, Benchmarks.read(benchmarks), 1) == sets
    other = build(training, dictionary_files, Benchmarks.read(benchmarks), 2)
    assert other["general"] != sets["general"]
    assert set(other["general"]) == set(sets["general"])


def test_terms_are_of_the_lists_and_the_dictionaries(sets: dict[str, list[Row]]) -> None:
    terms = set(sets["terms"])
    assert {("条約", "treaty"), ("鉄道", "railroad"), ("鉄道", "railway"), ("暗号", "cipher")} <= terms
    assert ("暗号", "encryption") not in terms  # only a common word gives more than its first gloss
    assert set(sets["names"]) == {
        ("アリババ", "Ali Baba"),
        ("シュトローベル", "Strobel"),
        ("北京大学", "Peking University"),
    }


def test_a_question_has_its_paragraph_and_a_wrong_one(training: Path, sets: dict[str, list[Row]]) -> None:
    assert len(sets["questions"]) > 30
    for question, own, wrong in sets["questions"]:
        answer = own[own.index("は") + 1 : own.index("年") + 1]
        assert question == own.split("。")[0].replace(answer, "何年") + "か。"
        assert answer not in wrong


def test_a_long_paragraph_is_cut_around_the_answer(
    tmp_path: Path, training: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "LONGEST", 30)
    import random

    for question, own, wrong in pairs._questions(training, random.Random(1)):
        year = own.count("年")
        assert len(own) <= 30 and len(wrong) <= 30 and year >= 1
        assert question.startswith(own[:2])


def test_no_licence_is_missing_and_no_source_stands_twice() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.licence for source in SOURCES)
    left_out = {"coursera", "edinet_companies", "gnucash_docs", "i18n_covid_osm_bitcoin", "nextstrain_narratives"}
    assert not left_out & {source.name for source in SOURCES}


def test_a_line_with_an_empty_side_is_no_pair(tmp_path: Path) -> None:
    import gzip

    with gzip.open(tmp_path / f"{SOURCES[0].name}.tsv.gz", "wt", encoding="utf-8") as lines:
        lines.write("猫\tcat\n犬\t\nx\n")
    assert read_pairs(tmp_path, SOURCES[0]) == [("猫", "cat")]
