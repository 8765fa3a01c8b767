"""The bundled reader: what it says of passages, and that integers say what the trained model says."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.reader import Kind, Text, Turn, load_reader
from assistant.reader.bundled import BUNDLED, BundledReader
from assistant.reader.training.base import Shape
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.quantising import export, quantise
from assistant.reader.training.requests import KindLayer

GARDEN = (
    "The botanical garden was opened in May 1987 by the mayor.",
    "Entry costs twenty crowns, and children pay nothing.",
    "Bees are kept behind the greenhouse because the orchids need them.",
)
SHIP = (
    "この船は1931年に長崎で造られた。",
    "全長は84メートルで、乗組員は62人だった。",
    "嵐で舵が壊れたため、二年後に引退した。",
)


def text(sentences: tuple[str, ...], headings: str = "") -> Text:
    return Text(headings, sentences)


@pytest.fixture(scope="module")
def reader() -> BundledReader:
    return BundledReader()


@pytest.mark.parametrize(
    ("sentences", "question", "place", "words"),
    [
        (GARDEN, "When did the garden open?", 0, "1987"),
        (GARDEN, "How much is a ticket?", 1, "twenty crowns"),
        (GARDEN, "蜂を飼っているのはなぜ？", 2, "orchids"),
        (SHIP, "船はどこで造られた？", 0, "長崎"),
        (SHIP, "How many people were in the crew?", 1, "62"),
        (SHIP, "なんで引退したの", 2, "嵐で舵が壊れた"),
    ],
)
def test_the_sentence_that_answers_and_its_words(
    reader: BundledReader, sentences: tuple[str, ...], question: str, place: int, words: str
) -> None:
    (reading,) = reader.read(question, [text(sentences)])
    assert int(np.argmax(reading.answers)) == place
    span = reading.spans[place]
    assert span is not None
    assert words in sentences[place][slice(*span)]
    assert reading.nothing < 0.5
    assert all(0 <= answer <= 1 for answer in reading.answers)


@pytest.mark.parametrize(
    "question", ["Who designed the greenhouse?", "What is the price of a ship in Nagasaki?", "嵐の名前は？"]
)
def test_what_nothing_answers(reader: BundledReader, question: str) -> None:
    for sentences in (GARDEN, SHIP):
        (reading,) = reader.read(question, [text(sentences)])
        assert reading.nothing > 0.5


def test_a_question_is_told_from_one_that_leans(reader: BundledReader) -> None:
    turn = Turn("How much is a ticket?", GARDEN[1])
    (leaning,) = reader.read("and for kids?", [text(GARDEN)], [turn])
    (whole,) = reader.read("Why are bees kept behind the greenhouse?", [text(GARDEN)], [turn])
    assert leaning.leans > 0.5 > whole.leans
    assert int(np.argmax(leaning.answers)) == 1


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("What is this document about?", "summary"),
        ("三点で要約して", "summary"),
        ("Who wrote it?", "metadata"),
        ("著者は誰", "metadata"),
        ("Thank you so much!", "small_talk"),
        ("どうもありがとう", "small_talk"),
        ("Are you a machine?", "about_assistant"),
        ("How tall is the tower?", "fact"),
        ("塔の高さは？", "fact"),
        ("List all the members of the committee.", "list"),
        ("なぜ工事が遅れたの？", "reason"),
    ],
)
def test_kinds_of_request(reader: BundledReader, message: str, kind: Kind) -> None:
    assert reader.request(message).kind == kind


def test_a_passage_is_read_the_same_whatever_is_read_beside_it(reader: BundledReader) -> None:
    both = reader.read("How much is a ticket?", [text(GARDEN), text(SHIP)])
    fresh = BundledReader(threads=1)
    assert [fresh.read("How much is a ticket?", [one])[0] for one in (text(GARDEN), text(SHIP))] == both


def test_many_threads_read_at_once() -> None:
    reader = BundledReader(threads=2)
    with ThreadPoolExecutor(8) as visitors:
        found = list(visitors.map(lambda _: reader.read("船はどこで造られた？", [text(SHIP)]), range(16)))
    assert all(one == found[0] for one in found)


def test_what_finds_no_room_is_not_read(reader: BundledReader) -> None:
    sentences = ("海は広い。" * 300, *SHIP)
    (reading,) = reader.read("船はどこで造られた？", [text(sentences)])
    assert len(reading.answers) == len(sentences)
    assert reading.spans[-1] is None
    assert reading.answers[-1] < 0.01
    (empty,) = reader.read("船はどこで造られた？", [text(("", *SHIP))])
    assert int(np.argmax(empty.answers)) == 1


def test_the_model_is_small_and_its_card_names_its_files() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < 36_000_000
    from assistant.reader.training.card import fingerprint

    assert fingerprint(BUNDLED) in (BUNDLED / "README.md").read_text(encoding="utf-8")


def test_one_bundled_reader_serves_the_whole_process() -> None:
    assert load_reader() is load_reader("bundled")
    assert load_reader("none").name == "none"
    assert load_reader("none").request("Thanks!").kind == "fact"


def test_without_a_reader_words_are_counted() -> None:
    (reading,) = load_reader("none").read("When was the garden opened?", [text(GARDEN)])
    assert int(np.argmax(reading.answers)) == 0


def test_the_exported_and_the_rounded_model_say_what_the_trained_one_says(tmp_path: Path) -> None:
    import onnxruntime

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    model = ReaderModel(Shape(48, 2, 4, 96, 64, 2), rng.normal(size=(50, 48)).astype(np.float32)).eval()
    ids = torch.from_numpy(rng.integers(4, 50, size=(3, 17)))
    words = model.encoder.embeddings.word_embeddings(ids).detach().numpy()
    with torch.no_grad():
        trained = model(ids).numpy()
        model.round_like_integers()
        rounded = model(ids).numpy()
        model.forget_rounding()
    kinds = KindLayer(rng.normal(size=(11, 48)).astype(np.float32), np.zeros(11, dtype=np.float32))
    export(model, kinds, tmp_path / "exported.onnx")
    quantise(tmp_path / "exported.onnx", tmp_path / "reader.onnx")
    given = {"words": words, "mask": np.ones(ids.shape, dtype=np.int64)}
    exported, integers = (
        onnxruntime.InferenceSession(str(tmp_path / name), providers=["CPUExecutionProvider"]).run(None, given)[0]
        for name in ("exported.onnx", "reader.onnx")
    )
    np.testing.assert_allclose(exported, trained, atol=1e-4)
    assert np.abs(integers - trained).mean() < 0.1 * trained.std()
    assert np.abs(integers - rounded).mean() < np.abs(trained - trained.mean()).mean() * 0.1
