"""Step 2: the initial vectors, the step that matters most: each token begins with what its translation means.

A teacher that knows English only, all-MiniLM-L6-v2, encodes each English token as it stands and each Japanese token by
its glosses: those of EDICT, of its dictionary form, of the parallel word lists, its name in ENAMDICT, the meanings of
its characters. The vectors are centred per language, reduced by principal components, divided by the root of each
component's spread, scaled to unit length and weighted by smooth inverse frequency, a / (a + p) (Arora et al. 2017), so
that a mean of them is led by the rare words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.terms import morphemes
from index.training.dictionaries import entries, kanji_meanings
from index.training.teacher import encode
from index.training.vocabulary import JAPANESE, WORD_START, Dictionaries, plain

WIDTH = 256
SMOOTHING = 5e-4
"""The `a` of smooth inverse frequency."""
GLOSSES = 4
"""Glosses of a word that its vector is the mean of."""
LONGEST_GLOSS = 60

Glosses = Mapping[str, tuple[str, ...]]


def glosses(tokens: Sequence[str], dictionaries: Dictionaries, word_lists: Iterable[tuple[str, str]]) -> Glosses:
    """Return up to four English readings of each token, none for a piece that means nothing.

    `word_lists` are further (Japanese, English) terms, asked where EDICT has no entry.
    """
    words, names = _edict(dictionaries, word_lists), _names(dictionaries.enamdict)
    characters = kanji_meanings(dictionaries.kanjidic)
    found: dict[str, tuple[str, ...]] = {}
    for token in tokens:
        if not JAPANESE.fullmatch(token):
            found[token] = (token.removeprefix(WORD_START),)
            continue
        for known in (words, _lemmas(token, words), names):
            if token in known:
                found[token] = tuple(known[token][:GLOSSES])
                break
        else:
            found[token] = tuple(characters[char][0] for char in token if char in characters)[:GLOSSES]
    return found


def initial_vectors(
    tokens: Sequence[str], readings: Glosses, probabilities: dict[str, float], teacher: str
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weighted vectors of the tokens, (tokens, 256), and the axes of their space, (teacher's width, 256).

    The teacher is a sentence-transformers model by name or folder.
    """
    texts = sorted({gloss for token in tokens for gloss in readings.get(token, ())})
    place = {text: number for number, text in enumerate(texts)}
    encoded = encode(texts, teacher)
    vectors = np.zeros((len(tokens), encoded.shape[1]), dtype=np.float32)
    for row, token in enumerate(tokens):
        rows = [place[gloss] for gloss in readings.get(token, ())]
        if rows:
            vectors[row] = encoded[rows].mean(axis=0)
    is_known = np.asarray([bool(readings.get(token)) for token in tokens])
    is_japanese = np.asarray([bool(JAPANESE.fullmatch(token)) for token in tokens])
    for group in (is_known & is_japanese, is_known & ~is_japanese):
        vectors[group] -= vectors[group].mean(axis=0)
    axes = space(vectors[is_known])
    reduced = whiten(vectors, axes, is_known)
    share = np.asarray([probabilities.get(token, 0.0) for token in tokens])
    return (reduced * (SMOOTHING / (SMOOTHING + share))[:, None]).astype(np.float32), axes


def space(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the 256 first principal axes as columns, each over the root of its standard deviation.

    Their signs are fixed, so that the result does not depend on the linear algebra library.
    """
    values, axes = np.linalg.eigh(np.cov(vectors.astype(np.float64), rowvar=False))
    values, axes = values[::-1][:WIDTH], axes[:, ::-1][:, :WIDTH]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(WIDTH)])
    return np.asarray(axes / values**0.25, dtype=np.float32)


def whiten(vectors: NDArray[np.float32], axes: NDArray[np.float32], is_known: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return unit rows in the space of the axes; a row that is not known gets a direction drawn by a fixed seed."""
    reduced = vectors @ axes
    reduced[~is_known] = np.random.default_rng(0).normal(size=(int((~is_known).sum()), WIDTH))
    reduced /= np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    return np.asarray(reduced, dtype=np.float32)


def _edict(dictionaries: Dictionaries, word_lists: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Glosses by headword and, for words in kana, by reading; common entries first."""
    common: dict[str, list[str]] = defaultdict(list)
    rare: dict[str, list[str]] = defaultdict(list)
    for path in (dictionaries.edict, dictionaries.compdic):
        for entry in entries(path):
            keys = {entry.head, *([entry.reading] if entry.reading and entry.is_usually_kana else [])}
            short = [gloss for gloss in entry.glosses if len(gloss) <= LONGEST_GLOSS]
            for key in keys:
                (common if entry.is_common else rare)[plain(key)] += short
    for japanese, english in word_lists:
        if len(english) <= LONGEST_GLOSS:
            rare[plain(japanese)].append(english)
    for key, found in rare.items():
        if key not in common:
            common[key] = found
    return dict(common)


def _names(path: Path) -> dict[str, list[str]]:
    """Return the spelling of names: only where a written form has few readings is it worth anything."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries(path):
        found[plain(entry.head)].append(entry.glosses[0])
    return dict(found)


def _lemmas(token: str, words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the glosses of an inflected form: those of its morphemes' dictionary forms, content words first."""
    found: list[str] = []
    for morpheme in morphemes(token):
        for form in (morpheme.dictionary_form(), morpheme.normalized_form()):
            if form in words and morpheme.part_of_speech()[0] not in ("助詞", "助動詞"):
                found += words[form][:2]
                break
    return {token: found} if found else {}
