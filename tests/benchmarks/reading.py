"""The reader by itself: `python -m tests.benchmarks.reading --shared DIR [--strangers SET.jsonl…]`.

DIR holds `benchmarks/` and `training/` as `assistant/reader/training/README.md` describes them. Printed for each set,
none of it trained on: how often the best sentence of the passage is one that answers; AUROC of answerable against
unanswerable; the unanswerable refused where 5 % of the answerable are; the calibration error of the probability that
anything answers. Unanswerable are: JaQuAD's questions with the answering sentences cut out, SQuAD 2's own near misses,
pieces of other places in aligned text, and the near misses of the written questions. Then the milliseconds a passage,
and how many requests are told by their kind, written by nobody who wrote those that were trained on.

With --strangers, questions as strangers ask are put to the whole assistant: by kind, how many are right (a cited
sentence is gold; all that are needed, of a list; a near miss refused).
"""

import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from assistant.evaluation import read_questions
from assistant.reader import Reader, load_reader
from assistant.reader.training import crosslingual, sources
from assistant.reader.training.calibrating import text_of
from assistant.reader.training.pool import Asked, PoolBuilder, Question
from assistant.reader.training.sources import Split
from assistant.reader.training.written import Written, add_written
from index import load_encoder
from index.training.sources import read_json_lines
from tests.benchmarks.calibrate import calibration_error
from tests.benchmarks.questions import load

ENGLISH = Path("tests/gold/tuned/encyclopedia.en.jsonl")
REQUESTS = Path("assistant/reader/training/data/requests.test.jsonl.gz")
REFUSED = 0.05


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: whether the best sentence answers, the probability that anything does, whether that is so."""

    right: bool
    anything: float
    answerable: bool


def rows_of(shared: Path, most: int) -> list[Asked]:
    """Return the rows of all sets, at most so many questions of each."""
    encoder, rng = load_encoder(), random.Random(0)
    builder = PoolBuilder()
    for name in ("jaquad.dev", "squad2.dev"):
        sources.add_reading_set(builder, shared / "benchmarks", name, encoder.encode, most=most)
    crosslingual.add_aligned(builder, shared / "training" / "parallel", "kyoto_wiki", most // 4, rng, held_back=True)
    add_written(builder, Written.read(shared / "training" / "reading", "dev"), encoder)
    _add_english(builder, shared / "benchmarks")
    rows = builder.asked()
    cut = [_cut(row) for row in rows if row.name in ("jaquad.dev", "jaquad.dev in English")]
    return [*rows, *(row for row in cut if row.sentences)]


def _add_english(builder: PoolBuilder, folder: Path) -> None:
    """Add the English forms of some of JaQuAD's questions, on the Japanese paragraphs."""
    paragraphs = {record["id"]: record for record in read_json_lines(folder / "jaquad.dev.paragraphs.jsonl.gz")}
    asked = {record["id"]: record for record in read_json_lines(folder / "jaquad.dev.questions.jsonl.gz")}
    for line in ENGLISH.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        question = asked[record["id"]]
        paragraph = paragraphs[question["paragraph"]]
        split, begin = Split.of(paragraph["text"]), question["answer_start"][0]
        evidence = split.met(begin, begin + len(question["answers"][0]))
        passage = builder.passage(split.sentences, paragraph["title"])
        builder.question("jaquad.dev in English", Question(passage, [record["question"]], evidence))


def _cut(row: Asked) -> Asked:
    """Return a row without the sentences that answer."""
    kept = tuple(text for place, text in enumerate(row.sentences) if place not in row.evidence)
    return Asked(row.name, row.texts, row.headings, kept, ())


def judge(reader: Reader, row: Asked) -> Judged:
    """Read one row."""
    question, text, turns = text_of(row)
    (reading,) = reader.read(question, [text], turns)
    best = int(np.argmax(reading.answers))
    return Judged(best in row.evidence, 1 - reading.nothing, bool(row.evidence))


def figures(judged: Sequence[Judged]) -> str:
    """Return the figures of one set."""
    gold = np.asarray([one.answerable for one in judged])
    chance = np.asarray([one.anything for one in judged])
    right = np.mean([one.right for one in judged if one.answerable]) if gold.any() else np.nan
    if gold.all() or not gold.any():
        return f"{right:8.3f} {'':6} {'':7} {'':11} {len(judged):9}"
    refused = (chance[~gold] < np.quantile(chance[gold], REFUSED)).mean()
    return (
        f"{right:8.3f} {roc_auc_score(gold, chance):6.3f} {refused:7.3f} {calibration_error(chance, gold):11.3f} "
        f"{len(judged):9}"
    )


def requests_told(reader: Reader) -> str:
    """Return how many requests are told by their kind, by language and by kind."""
    told: dict[str, list[bool]] = defaultdict(list)
    for record in read_json_lines(REQUESTS):
        right = reader.request(record["text"]).kind == record["kind"]
        told[record["lang"]].append(right)
        told[record["kind"]].append(right)
    return "kinds of request told: " + ", ".join(f"{name} {np.mean(right):.3f}" for name, right in told.items())


def strangers(path: Path) -> list[str]:
    """Return the lines of one set of strangers' questions."""
    needed = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        needed[record["id"]] = record.get("needed", 1)
    right: dict[str, list[bool]] = defaultdict(list)
    precision: list[float] = []
    refused: list[bool] = []
    for question in tqdm(load(path), desc=path.name):
        answer = question.assistant.ask(question.text)
        if not question.answerable:
            right["near miss refused"].append(not answer.answered)
            continue
        met = sum(question.is_met_by(citation.quote) for citation in answer.citations)
        enough = needed[question.gold.id] if question.gold.kind == "list" else 1
        right[question.gold.kind].append(met >= enough)
        right["any kind, answerable"].append(met >= 1)
        refused.append(not answer.answered)
        if answer.citations:
            precision.append(met / len(answer.citations))
    lines = [f"  {kind:22} {np.mean(values):.3f}  ({len(values)})" for kind, values in sorted(right.items())]
    every = [value for kind, values in right.items() if not kind.startswith("any") for value in values]
    return [
        f"{path.parent.name}/{path.name}",
        *lines,
        f"  {'right over all':22} {np.mean(every):.3f}  ({len(every)})",
        f"  {'citation precision':22} {np.mean(precision):.3f}",
        f"  {'answerable refused':22} {np.mean(refused):.3f}",
    ]


def main(
    shared: Annotated[Path | None, typer.Option(help="The folder with benchmarks/ and training/.")] = None,
    strangers_sets: Annotated[list[Path], typer.Option("--strangers", help="Sets of strangers' questions.")] = [],  # noqa: B006
    most: Annotated[int, typer.Option(help="Questions of a public set.")] = 1_000,
    reader: Annotated[str | None, typer.Option(help="A reader by its name or folder.")] = None,
) -> None:
    """Print the figures."""
    if shared is not None:
        loaded = load_reader(reader)
        groups: dict[str, list[Judged]] = defaultdict(list)
        rows = rows_of(shared, most)
        begun = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            every = list(tqdm(pool.map(partial(judge, loaded), rows), total=len(rows), desc="reading"))
        for row, judged in zip(rows, every, strict=True):
            groups[row.name].append(judged)
            if row.name.startswith("written"):
                groups[row.name.rsplit(".", 1)[0]].append(judged)
        print(f"{'set':24} sentence  AUROC refused calibration questions")
        for name in sorted(groups):
            print(f"{name:24} {figures(groups[name])}")
        print(f"{1000 * (time.perf_counter() - begun) / len(rows):.1f} ms a passage")
        print(requests_told(loaded))
    for path in strangers_sets:
        assert read_questions(path)
        print("\n".join(strangers(path)))


if __name__ == "__main__":
    typer.run(main)
