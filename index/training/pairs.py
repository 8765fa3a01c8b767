"""Step 3: the pairs that train the encoder, one set for each task, free of whatever the benchmarks test."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.lexical import K1, B
from index.terms import terms
from index.training.benchmarks import Benchmarks
from index.training.dictionaries import entries
from index.training.glossed import gloss, glossary
from index.training.sources import PARAGRAPHS, SOURCES, Kind, read_json_lines, read_pairs, source_of
from index.training.vocabulary import Dictionaries

Row = tuple[str, ...]
"""Question, what answers it and, in the set of questions, a paragraph that does not."""
Sets = dict[str, list[Row]]
COLUMNS = ("query", "positive", "negative")

LONGEST = 300
"""Characters of a paragraph; what follows is cut off."""
SHORTEST = 10
"""Characters; a sentence that has no more says too little."""
NAMES = 100_000
PLACES = 40_000
"""Names of foreign people in katakana, and of places and organisations in any script, out of 740,000 names."""
GLOSSES = 3
DRAWS, SENTENCES, FEWEST_WORDS = 2, 3, 3
"""Glosses drawn of a question, sentences glossed of a paragraph, and words that a gloss has at least."""
GLOSSARIES = ("kyoto_lexicon", "names_cldr_countries_osm", "wikidata_properties", "wiktionary")
"""Word lists for glosses: those that give one word for another, not an explanation."""
NEGATIVES = 8
"""Places from which the hard negative is drawn: the best paragraphs by BM25 that do not hold the answer."""


def build(training: Path, dictionaries: Dictionaries, benchmarks: Benchmarks, seed: int) -> Sets:
    """Return the rows of each task, shuffled by the seed.

    `training` holds `parallel/*.tsv.gz` and `jaquad.train.*.jsonl.gz`.
    """
    rng = random.Random(seed)
    parallel = training / "parallel"
    sets = {
        "general": _sentences(parallel, "general", rng),
        "documentation": _sentences(parallel, "documentation", rng),
        "terms": _sentences(parallel, "terms", rng) + _dictionary(dictionaries),
        "names": _names(dictionaries.enamdict, rng),
        "english to paragraph": _english_to_paragraph(parallel, rng),
        "sentence to paragraph": _sentence_to_paragraph(training, rng),
        "questions": _questions(training, rng),
    }
    sets |= _glossed(training, sets["questions"], dictionaries, rng)
    for name, rows in sets.items():
        unique = sorted(set(rows))
        kept = [
            row for row in tqdm(unique, desc=f"checking {name}", mininterval=10) if not any(map(benchmarks.hold, row))
        ]
        rng.shuffle(kept)
        sets[name] = kept
    return sets


def _sentences(folder: Path, kind: Kind, rng: random.Random) -> list[Row]:
    """Japanese and English sentences of one kind of source, each source within its cap."""
    rows: list[Row] = []
    for source in SOURCES:
        if source.kind == kind:
            pairs = sorted(set(read_pairs(folder, source)))
            rng.shuffle(pairs)
            rows += pairs[: source.most]
    return rows


def _dictionary(dictionaries: Dictionaries) -> list[Row]:
    """Headwords with their first gloss; common ones with their first three, each by itself."""
    rows: list[Row] = []
    for path in (dictionaries.edict, dictionaries.compdic):
        for entry in entries(path):
            rows += [(entry.head, gloss) for gloss in entry.glosses[: GLOSSES if entry.is_common else 1]]
    return rows


def _names(path: Path, rng: random.Random) -> list[Row]:
    katakana: list[Row] = []
    places: list[Row] = []
    for entry in entries(path):
        if re.fullmatch("[ァ-ヺー・＝]{3,}", entry.head):
            katakana.append((entry.head, entry.glosses[0]))
        elif entry.is_organisation_or_place:
            places.append((entry.head, entry.glosses[0]))
    return rng.sample(katakana, min(NAMES, len(katakana))) + rng.sample(places, min(PLACES, len(places)))


def _english_to_paragraph(folder: Path, rng: random.Random) -> list[Row]:
    """One English sentence of each paragraph with the whole Japanese paragraph."""
    rows: list[Row] = []
    for japanese, english in read_pairs(folder, PARAGRAPHS):
        sentences = [part for part in re.split(r"(?<=[.?!]) +(?=[A-Z])", english) if len(part) > 30]
        if len(sentences) > 1:
            rows.append((rng.choice(sentences), japanese[:LONGEST]))
    return rows


def _sentence_to_paragraph(training: Path, rng: random.Random) -> list[Row]:
    """Two sentences of each paragraph, in Japanese, with the others of the same paragraph."""
    texts = [record["text"] for record in _paragraphs(training)]
    kyoto = [japanese for japanese, _ in read_pairs(training / "parallel", PARAGRAPHS)]
    texts += rng.sample(kyoto, len(kyoto) // 2)
    rows: list[Row] = []
    for text in texts:
        sentences = _cut(text.replace("\n", ""))
        if len(sentences) >= 3:
            for place in rng.sample(range(len(sentences)), 2):
                rest = "".join(sentences[:place] + sentences[place + 1 :])
                rows.append((sentences[place], rest[:LONGEST]))
    return rows


def _questions(training: Path, rng: random.Random) -> list[Row]:
    """Questions with their paragraph and one of the likeliest wrong ones by BM25, a hard negative."""
    import bm25s

    paragraphs = {record["id"]: record["text"] for record in _paragraphs(training)}
    questions = list(read_json_lines(training / "jaquad.train.questions.jsonl.gz"))
    texts = list(paragraphs.values())
    retriever = bm25s.BM25(k1=K1, b=B)
    retriever.index(
        [terms(text) for text in tqdm(texts, desc="terms of paragraphs", mininterval=10)], show_progress=False
    )
    asked = [
        terms(record["question"]) or ["?"] for record in tqdm(questions, desc="terms of questions", mininterval=10)
    ]
    found, _ = retriever.retrieve(asked, k=4 * NEGATIVES, show_progress=False)
    rows: list[Row] = []
    for record, ranked in zip(questions, found, strict=True):
        wrong = [texts[place] for place in ranked if not any(answer in texts[place] for answer in record["answers"])]
        if wrong:
            own = paragraphs[record["paragraph"]]
            start = max(0, min(record["answer_start"][0] - LONGEST // 2, len(own) - LONGEST))
            rows.append((record["question"], own[start : start + LONGEST], rng.choice(wrong[:NEGATIVES])[:LONGEST]))
    return rows


def _glossed(training: Path, questions: list[Row], dictionaries: Dictionaries, rng: random.Random) -> Sets:
    """Japanese questions and sentences in the English words of the dictionaries, with their Japanese paragraphs."""
    lists = [pair for name in GLOSSARIES for pair in read_pairs(training / "parallel", source_of(name))]
    words = glossary(dictionaries, lists)
    asked: list[Row] = [
        (gloss(question, words, rng), positive, negative)
        for question, positive, negative in tqdm(questions * DRAWS, desc="glosses of questions", mininterval=10)
    ]
    said: list[Row] = []
    for record in tqdm(list(_paragraphs(training)), desc="glosses of sentences", mininterval=10):
        text = record["text"][:LONGEST]
        said += [(gloss(sentence, words, rng), text) for sentence in _cut(text)[:SENTENCES]]
    return {
        name: [row for row in rows if row[0].count(" ") >= FEWEST_WORDS - 1]
        for name, rows in (("glossed questions", asked), ("glossed sentences", said))
    }


def _cut(text: str) -> list[str]:
    """Return the sentences of a Japanese text that say something."""
    return [part for part in re.split(r"(?<=。)", text) if len(part) > SHORTEST]


def _paragraphs(training: Path) -> Iterator[dict[str, Any]]:
    return read_json_lines(training / "jaquad.train.paragraphs.jsonl.gz")
