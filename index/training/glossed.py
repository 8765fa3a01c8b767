"""Questions in English words about Japanese paragraphs: each word of a Japanese question, looked up in dictionaries.

There is no set of English questions about Japanese paragraphs to learn from. A static model knows no word order, so the
glosses of a question's words, in the order of the Japanese, teach it what a translation would: which English words of a
question matter, and what they are met by.
"""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from index.terms import FUNCTION_TERMS, morphemes
from index.training.dictionaries import entries
from index.training.vocabulary import Dictionaries, plain

LONGEST = 6
"""Morphemes that are looked up as one word, at most."""
LONGEST_GLOSS = 30
CHOICE = 2
"""First glosses of a word from which one is drawn."""
SILENT = frozenset(("助詞", "助動詞", "補助記号", "空白"))
ASKING = "代名詞"
"""What, who, where: function words that a question is not without."""

Glossary = Mapping[str, Sequence[str]]


def glossary(dictionaries: Dictionaries, word_lists: Sequence[tuple[str, str]]) -> Glossary:
    """Return short English glosses of Japanese words: common entries, then word lists and rare ones, then names."""
    ranked: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(3)]
    for path in (dictionaries.edict, dictionaries.compdic):
        for entry in entries(path):
            kana = [entry.reading] if entry.reading and entry.is_usually_kana else []
            for head in (entry.head, *kana):
                ranked[0 if entry.is_common else 1][plain(head)] += entry.glosses
    for japanese, english in word_lists:
        ranked[1][plain(japanese)].append(english)
    for entry in entries(dictionaries.enamdict):
        ranked[2][plain(entry.head)].append(entry.glosses[0])
    found: dict[str, list[str]] = {}
    for part in ranked:
        for word, glosses in part.items():
            short = [cleaned for cleaned in map(_cleaned, glosses) if 0 < len(cleaned) <= LONGEST_GLOSS]
            if short and word not in found:
                found[word] = short[:CHOICE]
    return found


def gloss(question: str, words: Glossary, rng: random.Random) -> str:
    """Return the English glosses of a text's words, the longest dictionary words first; unknown ones are left out."""
    parts = list(morphemes(question))
    found: list[str] = []
    place = 0
    while place < len(parts):
        length, key = _longest(parts[place : place + LONGEST], words)
        surface = str(parts[place].surface())
        if surface.isascii() and surface.isalnum():
            found.append(surface)
        elif key is not None:
            found.append(rng.choice(words[key]))
        place += length
    return " ".join(found)


def _longest(parts: Sequence[Any], words: Glossary) -> tuple[int, str | None]:
    """Return how many morphemes the longest dictionary word at the start of `parts` takes, and that word."""
    for length in range(len(parts), 1, -1):
        surface = plain("".join(str(part.surface()) for part in parts[:length]))
        ends = (parts[0], parts[length - 1])
        if surface in words and not any(_is_silent(part) for part in ends):
            return length, surface
    if _is_silent(parts[0]):
        return 1, None
    forms = (str(parts[0].surface()), str(parts[0].dictionary_form()))
    return 1, next((plain(form) for form in forms if plain(form) in words), None)


def _is_silent(part: Any) -> bool:
    kind = part.part_of_speech()[0]
    return kind in SILENT or (kind != ASKING and part.normalized_form() in FUNCTION_TERMS)


def _cleaned(text: str) -> str:
    return re.sub(r"^to (?=\w)", "", re.sub(r"\([^)]*\)", "", text)).strip()
