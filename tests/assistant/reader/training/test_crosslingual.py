"""Pieces of lines that ask for their line in the other language."""

import random
from pathlib import Path

import pytest

from assistant.reader.training import crosslingual
from assistant.reader.training.crosslingual import HELD_BACK, LITTLE_WORDS, add_aligned, piece_of
from assistant.reader.training.pool import Asked, PoolBuilder
from tests.index.training.conftest import sentences, write_pairs

ENGLISH = "The harbour of the town was opened in 1901 by a company, which sold the factory to the navy."
JAPANESE = "町の港は、一九〇一年に会社が開いたものであり、その工場を海軍に売ったと言われている。"
LINES = 1_000


@pytest.mark.parametrize(("text", "side"), [(JAPANESE, 0), (ENGLISH, 1)])
def test_a_piece_is_drawn_by_the_seed(text: str, side: int) -> None:
    drawn, again = ([piece_of(text, side, random.Random(seed)) for seed in range(60)] for _ in range(2))
    assert drawn == again
    assert text in drawn
    assert len(set(drawn)) > 20
    assert all(piece.strip() for piece in drawn)


def test_an_english_piece_is_a_run_of_words_or_telling_ones() -> None:
    words = [word.strip(".,") for word in ENGLISH.split()]
    kinds = set()
    for seed in range(200):
        piece = piece_of(ENGLISH, 1, random.Random(seed))
        parts = piece.split()
        if piece in ENGLISH and len(parts) >= 5:
            kinds.add("run")
        else:
            kinds.add("words")
            assert 2 <= len(parts) <= 7
            assert not LITTLE_WORDS.intersection(part.lower() for part in parts)
            places = iter(words)
            assert all(part in places for part in parts)  # in their order
    assert kinds == {"run", "words"}


def test_a_japanese_piece_is_a_run_or_phrases_without_particles() -> None:
    kinds = set()
    for seed in range(200):
        piece = piece_of(JAPANESE, 0, random.Random(seed))
        if piece in JAPANESE:
            kinds.add("run")
            assert len(piece) >= 12
        else:
            kinds.add("phrases")
            parts = piece.split(" ")
            assert 2 <= len(parts) <= 5
            at = 0
            for part in parts:
                at = JAPANESE.index(part, at) + len(part)
                assert part[-1] not in "はがをにでの"
    assert kinds == {"run", "phrases"}


@pytest.mark.parametrize(("text", "side"), [("港は赤い。", 0), ("It was red.", 1)])
def test_a_short_line_asks_as_it_is(text: str, side: int) -> None:
    assert {piece_of(text, side, random.Random(seed)) for seed in range(50)} == {text}


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines that end in their number, so that everybody can tell which one a piece is of."""
    folder = tmp_path_factory.mktemp("parallel")
    lines = [(f"{ja[:-1]}・{n:04}。", f"{en[:-1]} {n:04}.") for n, (ja, en) in enumerate(sentences(LINES, 7))]
    write_pairs(folder / "kyoto_wiki.tsv.gz", lines)
    return folder


def number_of(text: str) -> int:
    return int(text.rstrip("。.")[-4:])


def asked(parallel: Path, *, held_back: bool = False, seed: int = 1) -> list[Asked]:
    builder = PoolBuilder()
    add_aligned(builder, parallel, "kyoto_wiki", 60, random.Random(seed), held_back=held_back)
    return builder.asked()


def test_evidence_is_the_line_itself(parallel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crosslingual, "piece_of", lambda text, side, rng: text)
    rows = asked(parallel)
    across = 0
    for row in rows:
        (question,) = row.texts
        numbers = [number_of(sentence) for sentence in row.sentences]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert 4 <= len(numbers) <= 7
        assert [numbers[place] for place in row.evidence] == [
            number for number in numbers if number == number_of(question)
        ]
        across += question.isascii() != row.sentences[0].isascii()
    answered = [bool(row.evidence) for row in rows]
    assert 0.6 < sum(answered) / len(rows) < 0.9
    assert 0.8 < across / len(rows) < 1.0
    assert {row.name for row in rows} == {"crosslingual"}


def test_what_is_held_back_is_never_trained_on(parallel: Path) -> None:
    cut = round(LINES * (1 - HELD_BACK))
    for held_back in (False, True):
        numbers = {number_of(text) for row in asked(parallel, held_back=held_back) for text in row.sentences}
        assert all((number >= cut) is held_back for number in numbers)


def test_a_seed_gives_the_same_questions(parallel: Path) -> None:
    assert asked(parallel) == asked(parallel)
    assert asked(parallel) != asked(parallel, seed=2)
