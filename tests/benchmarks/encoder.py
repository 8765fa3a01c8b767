"""An encoder and each part of the score: `python -m tests.benchmarks.encoder --benchmarks DIR --questions DEV.jsonl`.

DIR holds NTREX, Tatoeba and WMT news (`ntrex.dev.tsv`, `tatoeba.dev.tsv`, `wmt.news.tsv.gz`: Japanese, tab, English)
and JaQuAD (`jaquad.dev.paragraphs.jsonl.gz`, `jaquad.dev.questions.jsonl.gz`). Prints how often a sentence's nearest
neighbour among those of the other language is its translation; Success@k (the gold paragraph is among the first k) of
the encoder alone, of BM25, of the token match and of all, for all paragraphs of JaQuAD in one index, asked in Japanese
and in English, and for the article; then times and sizes. Token match ranks what the other two propose.

`--half` asks every second question of each set only (of each language, in the order of the file), so that what is tuned
on one half can be reported on the other; what they are searched in stays whole. ± is one standard error, a little too
small where several questions share a paragraph.
"""

import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import numpy as np
import typer
from tokenizers import Tokenizer

from index import Encoder, PassageIndex, load_encoder
from index.encoder import BUNDLED, BUNDLED_NAME, encode_query, name_of
from source import LANGUAGES, OTHER, Language, split
from tests.benchmarks.encyclopedia import document_of, read_lines
from tests.benchmarks.quality import places, untranslated
from tests.benchmarks.questions import Question, load
from tests.benchmarks.ranking import check, parts_of, place_of_first, score, standard_error, success
from tests.benchmarks.speed import timed

Half = Literal["first", "second", "all"]
T = TypeVar("T")

ENGLISH = Path(__file__).parents[1] / "gold" / "tuned" / "encyclopedia.en.jsonl"
"""Questions of JaQuAD in English: {"id": JaQuAD's, "question"}."""
BLOCK = 1000
"""Sentence pairs that are searched together; a longer set is cut in blocks, and what is left at its end dropped."""
QUICK = 4
"""With `--quick` one Japanese question in so many is asked."""
CHECKED = 20
"""Questions whose ranking is held to that of the index."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of `count` questions: of a set, by a part of the score (or in a direction), at a k."""

    set: str
    row: str
    column: str
    share: float
    count: int

    def __str__(self) -> str:
        """The share with its standard error."""
        return f"{self.share:.3f} ±{standard_error(self.share, self.count):.3f}"


@dataclass(frozen=True)
class Encyclopedia:
    """All paragraphs of JaQuAD in one index, and its questions with the paragraph of each, counted from 0."""

    index: PassageIndex
    asked: Mapping[Language, Sequence[tuple[str, int]]]

    @cached_property
    def units(self) -> np.ndarray:
        """The paragraph of each passage: a long one is several."""
        return np.asarray([passage.paragraph - 1 for passage in self.index.passages])


def measure(encoder: Encoder, benchmarks: Path, questions: Path, *, half: Half, quick: bool) -> Iterator[Figure]:
    """The shares of the table, in order."""
    yield from measure_bitext(encoder, "NTREX", benchmarks / "ntrex.dev.tsv", half=half)
    yield from measure_bitext(encoder, "Tatoeba", benchmarks / "tatoeba.dev.tsv", half=half)
    if not quick:
        yield from measure_bitext(encoder, "WMT news", benchmarks / "wmt.news.tsv.gz", half=half)
    encyclopedia = load_encyclopedia(encoder, benchmarks)
    for language, asked in encyclopedia.asked.items():
        step = QUICK if quick and language == "ja" else 1
        yield from measure_encyclopedia(encyclopedia, language, halved(asked, half)[::step])
    yield from measure_article(load(questions, encoder=encoder), half=half)


def measure_bitext(encoder: Encoder, name: str, path: Path, *, half: Half) -> Iterator[Figure]:
    """The lines of each language whose nearest line of the other is their translation, or equals it."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
    if len(blocks) > 1 and len(blocks[-1]) < BLOCK:
        blocks.pop()
    right: dict[Language, list[bool]] = {language: [] for language in LANGUAGES}
    for block in blocks:
        texts: dict[Language, list[str]] = {"ja": [pair[0] for pair in block], "en": [pair[1] for pair in block]}
        vectors = {language: encoder.encode(texts[language]) for language in LANGUAGES}
        for language in LANGUAGES:
            gold = texts[OTHER[language]]
            nearest = (vectors[language] @ vectors[OTHER[language]].T).argmax(axis=1).tolist()
            right[language] += [gold[found] == own for found, own in zip(nearest, gold, strict=True)]
    title = f"{name}, {len(blocks[0])} lines" + (f", the mean of {len(blocks)} blocks" if len(blocks) > 1 else "")
    for language in LANGUAGES:
        judged = halved(right[language], half)
        direction = f"{language} → {OTHER[language]}"
        yield Figure(title, direction, "nearest is the translation", sum(judged) / len(judged), len(judged))


def load_encyclopedia(encoder: Encoder, benchmarks: Path) -> Encyclopedia:
    """Index JaQuAD's paragraphs, without their titles; raises `RuntimeError` if one is not a paragraph of its own."""
    paragraphs = read_lines(benchmarks / "jaquad.dev.paragraphs.jsonl.gz")
    questions = read_lines(benchmarks / "jaquad.dev.questions.jsonl.gz")
    document = document_of("JaQuAD", [paragraph["text"] for paragraph in paragraphs])
    if document.front is not None or len(document.paragraphs) != len(paragraphs):
        raise RuntimeError(f"{len(paragraphs)} paragraphs of JaQuAD became {len(document.paragraphs)} and a title.")
    place = {paragraph["id"]: number for number, paragraph in enumerate(paragraphs)}
    gold = {question["id"]: place[question["paragraph"]] for question in questions}
    asked: dict[Language, list[tuple[str, int]]] = {
        "ja": [(question["question"], gold[question["id"]]) for question in questions]
    }
    if ENGLISH.exists():
        records = map(json.loads, ENGLISH.read_text(encoding="utf-8").splitlines())
        asked["en"] = [(record["question"], gold[record["id"]]) for record in records]
    return Encyclopedia(PassageIndex.build(document, split(document), encoder=encoder), asked)


def measure_encyclopedia(
    encyclopedia: Encyclopedia, language: Language, asked: Sequence[tuple[str, int]]
) -> Iterator[Figure]:
    """Success@1 and @5 of the questions of one language."""
    index = encyclopedia.index
    check(index, [text for text, _ in asked[:CHECKED]])
    parts = parts_of(index)
    found: dict[str, list[int]] = {name: [] for name in parts}
    for text, gold in asked:
        scored = score(index, index.analyse(text))
        for name, part in parts.items():
            found[name].append(place_of_first(scored, part(scored), {gold}, encyclopedia.units))
    count = int(encyclopedia.units.max()) + 1
    yield from _successes(f"JaQuAD, {count} paragraphs, asked in {language}", found, (1, 5))


def measure_article(questions: Sequence[Question], *, half: Half) -> Iterator[Figure]:
    """Success@1 and @3 of the questions about the article; in English without its translation too."""
    for language in LANGUAGES:
        own = [question for question in questions if question.language == language and question.answerable]
        asked = halved(own, half)
        parts = parts_of(asked[0].assistant.index)
        yield from _successes(f"Article, asked in {language}", places(asked, parts), (1, 3))
        if language == "en":
            found = places(untranslated(asked), parts)
            yield from _successes(f"Article, asked in {language}, no translation", found, (1, 3))


def halved(items: Sequence[T], half: Half) -> Sequence[T]:
    """The first half is at the even places, the second at the odd."""
    return items if half == "all" else items[half == "second" :: 2]


def main(
    benchmarks: Annotated[Path, typer.Option(help="The folder with the test sets.")],
    questions: Annotated[Path, typer.Option(help="Questions about the article.")],
    encoder: Annotated[str, typer.Option(help="The name or folder of a model.")] = BUNDLED_NAME,
    half: Annotated[Half, typer.Option(help="Which half of every set to ask.")] = "all",
    quick: Annotated[bool, typer.Option("--quick", help="Fewer questions in Japanese, no WMT.")] = False,
    out: Annotated[Path | None, typer.Option("--json", help="Write the shares here, for the model's card.")] = None,
) -> None:
    """Print the table."""
    if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()):
        # The libraries read these when they are loaded.
        os.execve(sys.executable, [sys.executable, "-m", __spec__.name, *sys.argv[1:]], {**os.environ, **ONE_THREAD})
    start = time.perf_counter()
    loaded = load_encoder(encoder)
    print(f"{name_of(loaded)}: {'all questions' if half == 'all' else f'the {half} half'}{', quick' if quick else ''}")
    found = _print(measure(loaded, benchmarks, questions, half=half, quick=quick))
    if out is not None:
        out.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    if not ENGLISH.exists():
        print(f"JaQuAD was not asked in English: there is no {ENGLISH}.")
    measured = time.perf_counter()
    print("Times, one thread: the median, quartiles in brackets")
    _print_times(loaded, encoder, load(questions, encoder=loaded), rounds=3 if quick else 10)
    _print_sizes(loaded, BUNDLED if encoder == BUNDLED_NAME else Path(encoder))
    print(f"(took {measured - start:.0f} s, and {time.perf_counter() - measured:.0f} s for the times)")


def _successes(name: str, found: Mapping[str, Sequence[int]], cuts: Sequence[int]) -> Iterator[Figure]:
    for row, ranks in found.items():
        for k in cuts:
            yield Figure(name, row, f"Success@{k}", success(ranks, k), len(ranks))


def _print(measured: Iterator[Figure]) -> dict[str, dict[str, str]]:
    """Print the table as it is measured, and return it: {"set": {"row, column": "share ±standard error"}}."""
    found: dict[str, dict[str, str]] = {}
    last: tuple[str, str] = ("", "")
    for figure in measured:
        if figure.set != last[0]:
            print(f"{'' if last == ('', '') else chr(10)}{figure.set} ({figure.count} asked)", end="", flush=True)
        if (figure.set, figure.row) != last:
            print(f"\n  {figure.row:12}", end="")
        last = (figure.set, figure.row)
        print(f"  {figure.column} {figure}", end="", flush=True)
        found.setdefault(figure.set, {})[f"{figure.row}, {figure.column}"] = str(figure)
    print()
    return found


def _print_times(encoder: Encoder, name: str, asked: Sequence[Question], *, rounds: int, loads: int = 9) -> None:
    calls: dict[str, Callable[[str], object]] = {
        "encode a question": partial(encode_query, encoder),
        "search the article": asked[0].assistant.index.search,
    }
    _print_time("load the encoder, libraries loaded", timed(lambda: load_encoder(name), loads), "ms", 1e3)
    for title, call in calls.items():
        for question in asked:
            call(question.text)
        times = [timed(partial(call, question.text), 1)[0] for _ in range(rounds) for question in asked]
        _print_time(title, times, "µs", 1e6)


def _print_time(name: str, seconds: Sequence[float], unit: str, factor: float) -> None:
    lower, median, upper = (factor * value for value in statistics.quantiles(seconds, n=4, method="inclusive"))
    least = factor * min(seconds)
    print(f"  {name:36} {median:8.1f} {unit} [{lower:.1f}, {upper:.1f}], least {least:.1f}, {len(seconds)} times")


def _print_sizes(encoder: Encoder, folder: Path) -> None:
    print("Size")
    if folder.is_dir():
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"  {'model folder':36} {size / 1e6:8.1f} MB")
    if (folder / "tokenizer.json").is_file():
        vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab_size()
        print(f"  {'vocabulary':36} {vocabulary:8} tokens")
    print(f"  {'width':36} {encoder.encode(['a']).shape[1]:8}")


if __name__ == "__main__":
    typer.run(main)
