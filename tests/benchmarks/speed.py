"""Times and memory: `python -m tests.benchmarks.speed`.

Cold figures are of whole processes, the index already built: the median, least and greatest of several runs.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import typer

from assistant import Assistant
from assistant.evaluation import read_questions
from index import PassageIndex, load_encoder
from source import article, split

QUESTIONS = Path(__file__).parent.parent / "gold" / "tuned" / "article.jsonl"
COLD = "ファーウェイは何人を採用する予定か"


def main(runs: int = 7, asked: int = 120) -> None:
    """Print the table; every question is asked once, since what was read is remembered."""
    questions = [question.text for question in read_questions(QUESTIONS)][:asked]
    with tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder()
        document = article()
        passages = split(document)
        PassageIndex.build(document, passages, encoder=encoder)  # loads the analyser and the BM25 library once
        target = Path(folder) / "index"

        def build() -> None:
            PassageIndex.build(article(), passages, encoder=encoder).save(target)

        _print("read, build and save the article's index", timed(build, runs), "s", 1)
        _print("load the encoder", timed(load_encoder, runs), "s", 1)
        _print(
            "load the index (encoder given)", timed(lambda: PassageIndex.load(target, encoder=encoder), runs), "s", 1
        )
        assistant = Assistant.open(target)
        for name, call in (("search", assistant.search), ("ask", assistant.ask)):
            call(COLD)
            times = [timed(partial(call, question), 1)[0] for question in questions]
            _print(f"warm {name}", times, "ms", 1000)
        command = [sys.executable, "-m", "assistant", "ask", COLD, "--index", str(target)]
        cold = timed(lambda: subprocess.run(command, check=True, capture_output=True), runs)
        _print("cold `tenkyo ask`", cold, "s", 1)
        print(f"{'cold `tenkyo ask`, peak memory':44} {_peak_megabytes(command):8.0f} MB")


def timed(call: Callable[[], object], runs: int) -> list[float]:
    """The seconds that each of several calls takes."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def _peak_megabytes(command: list[str]) -> float:
    """The peak resident memory of a command, asked of a small parent: a child's begins with its parent's."""
    program = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    printed = subprocess.run([sys.executable, "-c", program, *command], check=True, capture_output=True, text=True)
    return int(printed.stdout) / (1024**2 if sys.platform == "darwin" else 1024)


def _print(name: str, seconds: list[float], unit: str, factor: float) -> None:
    median, least, most = (factor * value for value in (statistics.median(seconds), min(seconds), max(seconds)))
    print(f"{name:44} {median:8.3f} {unit} (least {least:.3f}, greatest {most:.3f}, {len(seconds)} runs)")


if __name__ == "__main__":
    typer.run(main)
