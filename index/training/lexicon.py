"""The lexicon: which Japanese terms an English term stands for, learnt from sentence pairs and dictionaries together.

IBM's model 1 (Brown et al. 1993) by expectation maximisation, once in each direction, over the terms that lexical
retrieval counts; an entry of a dictionary is a short pair of sentences. A pair's weight is the geometric mean of the
two probabilities: what stands beside everything is a sure translation of nothing.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.terms import LATIN, terms
from index.training.benchmarks import Benchmarks
from index.training.dictionaries import entries
from index.training.sources import SOURCES, read_pairs
from index.training.vocabulary import Dictionaries

ROUNDS = 5
LONGEST = 40
"""Distinct terms of a sentence that is learnt from."""
DOCUMENTATION = 2_000
"""Pairs of a source of documentation, whose cell is never of an organism."""
GLOSSES, GLOSS_WORDS = 4, 5
"""Glosses of an entry, its first, and the words of one; a longer gloss explains."""
WEIGHT = 0.05
"""Least weight of a pair."""
EVIDENCE = 1.7
"""Least number of times that a term was translated by another, in expectation."""
HIGHEST = 0.99

Pair = tuple[str, str]
Terms = tuple[list[str], list[str]]
Weighted = tuple[str, str, float]


def read(training: Path, dictionaries: Dictionaries, benchmarks: Benchmarks, seed: int) -> Iterator[Pair]:
    """Yield the (Japanese, English) sentences and entries to learn from, without any that the benchmarks hold."""
    rng = random.Random(seed)
    for source in SOURCES:
        pairs = read_pairs(training / "parallel", source)
        most = min(source.most, DOCUMENTATION) if source.kind == "documentation" else source.most
        chosen = rng.sample(pairs, most) if source.kind != "terms" and most < len(pairs) else pairs
        yield from (pair for pair in chosen if not any(map(benchmarks.hold, pair)))
    for path, only_common in ((dictionaries.edict, True), (dictionaries.compdic, False)):
        for entry in entries(path):
            if entry.is_common or not only_common:
                short = [gloss for gloss in entry.glosses[:GLOSSES] if len(gloss.split()) <= GLOSS_WORDS]
                yield from ((entry.head, gloss) for gloss in short)


def learn(pairs: Iterable[Pair]) -> list[Weighted]:
    """Return (English term, Japanese term, weight) of the pairs that are sure enough, in order of the terms."""
    sentences = list(_sentences(pairs))
    japanese, english = (_numbers(sentence[side] for sentence in sentences) for side in (0, 1))
    cells, by_japanese, by_english = _cells(sentences, japanese, english)
    found, cell_pairs = np.unique(cells, return_inverse=True)
    del cells
    its_english, its_japanese = np.divmod(found, max(len(japanese), 1))
    to_japanese, evidence = _chances(cell_pairs, by_japanese, its_english)
    to_english, other_evidence = _chances(cell_pairs, by_english, its_japanese)
    weight = np.sqrt(to_japanese * to_english)
    kept = np.flatnonzero((weight >= WEIGHT) & (np.maximum(evidence, other_evidence) >= EVIDENCE))
    left, right = list(english), list(japanese)
    triples = [(left[its_english[n]], right[its_japanese[n]], float(weight[n])) for n in kept]
    return sorted(triple for triple in triples if _is_lexical(*triple[:2]))


def render(weighted: Sequence[Weighted]) -> str:
    """Return the lines of the file, as `index.lexicon` reads them: each English term's translations, surest first."""
    lines: dict[str, list[tuple[float, str]]] = {}
    for english, japanese, weight in weighted:
        lines.setdefault(english, []).append((-round(100 * min(weight, HIGHEST)), japanese))
    return "".join(
        sorted(
            f"{english} {' '.join(f'{japanese}{-weight:02d}' for weight, japanese in sorted(found))}\n"
            for english, found in lines.items()
        )
    )


def _sentences(pairs: Iterable[Pair]) -> Iterator[Terms]:
    """Yield the distinct terms of each pair; one that has none, or too many, is left out."""
    for pair in tqdm(pairs, desc="terms", mininterval=10, unit=" pairs"):
        japanese, english = (list(dict.fromkeys(terms(text))) for text in pair)
        if 0 < len(japanese) <= LONGEST and 0 < len(english) <= LONGEST:
            yield japanese, english


def _numbers(sentences: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return a number for the terms that occur twice at least, in their order."""
    counts = Counter(term for sentence in sentences for term in sentence)
    return {term: number for number, term in enumerate(sorted(term for term in counts if counts[term] > 1))}


def _cells(
    sentences: Sequence[Terms], japanese: dict[str, int], english: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return every pair of terms of every sentence, English × all Japanese + Japanese: three arrays, (cells,) each.

    The second and third number the place of the Japanese and of the English term in the whole text.
    """
    cells, by_japanese, by_english = [], [], []
    first_japanese = first_english = 0
    for its_japanese, its_english in sentences:
        rows = np.asarray([japanese[term] for term in its_japanese if term in japanese], dtype=np.int64)
        columns = np.asarray([english[term] for term in its_english if term in english], dtype=np.int64)
        cells.append((rows[:, None] + columns * len(japanese)).ravel())
        by_japanese.append(np.repeat(np.arange(len(rows), dtype=np.int32) + first_japanese, len(columns)))
        by_english.append(np.tile(np.arange(len(columns), dtype=np.int32) + first_english, len(rows)))
        first_japanese += len(rows)
        first_english += len(columns)
    return np.concatenate(cells), np.concatenate(by_japanese), np.concatenate(by_english)


def _chances(
    cells: NDArray[np.intp], places: NDArray[np.int32], given: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each pair the chance of a term, given the other, and how often that was its translation.

    `places` numbers the occurrence that is explained in each cell, `given` the term of each pair that explains it.
    """
    chances = expected = np.ones(len(given), dtype=np.float64)
    for _ in range(ROUNDS):
        shares = chances[cells]
        shares /= np.bincount(places, shares)[places]
        expected = np.asarray(np.bincount(cells, shares, minlength=len(given)), dtype=np.float64)
        chances = expected / np.bincount(given, expected)[given]
    return chances, expected


def _is_lexical(english: str, japanese: str) -> bool:
    """Whether two terms are words of the two languages that the file can hold; what is no word meets as it stands."""
    letters = LATIN.match(english) and not LATIN.match(japanese) and not japanese[0].isdecimal()
    return bool(letters) and not any(char.isspace() for char in english + japanese)
