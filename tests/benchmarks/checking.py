"""Quotes checked: `python -m tests.benchmarks.checking PARAGRAPHS.gz`.

True quotes (every sentence), the same reformatted, fabricated ones (digits, names, particles, opposites, words left
out, put in or moved) and foreign ones (sentences of other documents) are checked against the article, in both
languages, and against JaQuAD's paragraphs as one document. Prints the verdicts, the scores that the thresholds of
"near" were chosen between (the least of fabricated quotes, the greatest of foreign ones), and times.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import typer

from assistant.quotes import VERDICTS, Claimed, QuoteChecker
from source import Document, Language, article, read, split
from tests.benchmarks.encyclopedia import document_of, read_lines
from tests.fabrications import fabricated, reformatted

DOCUMENTS = Path(__file__).parent.parent / "gold" / "tuned" / "documents"
SAMPLE = 400
"""Sentences of JaQuAD that quotes are made of, and that are foreign to the article."""


def main(paragraphs: Path) -> None:
    """Print the tables."""
    own = article()
    rows = list(read_lines(paragraphs))
    encyclopedia = document_of("encyclopedia", ["JaQuAD", *(row["text"] for row in rows)])
    random_state = random.Random(5)
    japanese = [sentence.text for sentence in own.sentences()]
    english = [sentence.translation or "" for sentence in own.sentences()]
    entries = [one.text for one in random_state.sample(list(encyclopedia.sentences()), SAMPLE)]
    others = [read(path) for path in sorted(DOCUMENTS.iterdir())]
    foreign: dict[Language, list[str]] = {
        language: [one.text for document in others if document.language == language for one in document.sentences()]
        for language in ("ja", "en")
    }
    print_table("article, ja", own, japanese, foreign["ja"] + entries, "ja")
    print_table("article, en", own, english, foreign["en"], "en")
    print_table(f"JaQuAD, {len(encyclopedia.text):,} characters", encyclopedia, entries, foreign["ja"] + japanese, "ja")


def print_table(name: str, document: Document, true: list[str], foreign: list[str], language: Language) -> None:
    """Print the verdicts on quotes of one document."""
    checker = QuoteChecker([document], split(document))
    started = time.perf_counter()
    checker.check(true[0] + "?", Claimed())
    print(f"{name}: {len(true)} sentences, read for the first quote in {time.perf_counter() - started:.2f} s")
    random_state = random.Random(3)
    texts = "\n".join([document.text, *(one.translation or "" for one in document.sentences())])
    made = [changed for text in true for _, changed in fabricated(text, language, random_state)]
    made = random_state.sample(made, min(len(made), 3000))
    kinds = {
        "true": true,
        "reformatted": [changed for text in true for _, changed in reformatted(text)],
        "fabricated": [text for text in made if text not in texts],
        "foreign": [text for text in foreign if text not in texts and any(map(str.isalnum, text))],
    }
    print(f"  {'':12}{'quotes':>8}" + "".join(f"{verdict:>12}" for verdict in VERDICTS) + "   ms    similarity")
    for kind, quotes in kinds.items():
        counts, median = checked(checker, quotes)
        scores = sorted(similarities(checker, quotes[:2000])) if kind in ("fabricated", "foreign") else []
        spread = f"   {scores[0]:.2f} … {scores[len(scores) // 2]:.2f} … {scores[-1]:.2f}" if scores else ""
        row = "".join(f"{counts[verdict]:12}" for verdict in VERDICTS)
        print(f"  {kind:12}{len(quotes):8}{row}{median:6.1f}{spread}")
        if kind in ("fabricated", "foreign"):
            print(f"    {kind} and verified: {counts['exact'] + counts['normalised']}")
        else:
            print(f"    {kind} and absent: {counts['absent']}")


def checked(checker: QuoteChecker, quotes: Iterable[str]) -> tuple[Counter[str], float]:
    """Count the verdicts, and take the median of the milliseconds that one took."""
    counts: Counter[str] = Counter()
    times = []
    for quote in quotes:
        started = time.perf_counter()
        counts[checker.check(quote, Claimed()).verdict] += 1
        times.append(time.perf_counter() - started)
    return counts, 1000 * statistics.median(times)


def similarities(checker: QuoteChecker, quotes: Iterable[str]) -> list[float]:
    """The similarities of quotes to the nearest text, which decide between near and absent."""
    return [checker.check(quote, Claimed()).score for quote in quotes]


if __name__ == "__main__":
    typer.run(main)
