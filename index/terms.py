"""Text becomes the terms that lexical retrieval counts.

Japanese: Sudachi's shortest units in normalised form (附属 and 付属, ﾌｧｰｳｪｲ and ファーウェイ are one term), without
particles and auxiliaries. Latin words: lower case, accents folded, English stems, without function words. Numbers:
half-width, without thousands separators. Either analyser meets the other script in its text and treats it alike.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from source import Language

LONGEST = 10_000
"""Characters handed to the morphological analyser at a time; it refuses 49,149 bytes."""

RUN = re.compile(r"[A-Za-zÀ-ɏ]+(?:-\d+)?|\d+(?:\.\d+)*|[^\x00-ɏ]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

FUNCTION_PARTS = frozenset(("補助記号", "空白", "記号", "助詞", "助動詞", "接続詞", "連体詞", "感動詞"))
FUNCTION_TERMS = frozenset(
    [
        "為る",
        "有る",
        "居る",
        "成る",
        "事",
        "物",
        "為",
        "其れ",
        "此れ",
        "何",
        "何れ",
        "誰",
        "何処",
        "何時",
        "言う",
        "因る",
        "於く",
        "就く",
        "取る",
        "及ぶ",
        "無い",
        "来る",
        "出来る",
        "此の",
        "其の",
        "様",
        "者",
        "的",
        "どう",
        "いくら",
        "下さる",
        "教える",
        "御座る",
        "貴方",
        "呉れる",
        "貰う",
    ]
)
FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "and",
        "or",
        "but",
        "not",
        "no",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "done",
        "have",
        "has",
        "had",
        "having",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "i",
        "you",
        "he",
        "she",
        "they",
        "we",
        "me",
        "him",
        "her",
        "them",
        "us",
        "my",
        "your",
        "his",
        "their",
        "our",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "if",
        "then",
        "than",
        "so",
        "such",
        "into",
        "about",
        "over",
        "under",
        "between",
        "out",
        "up",
        "down",
        "off",
        "again",
        "further",
        "once",
        "all",
        "any",
        "both",
        "each",
        "few",
        "more",
        "most",
        "other",
        "some",
        "own",
        "same",
        "too",
        "very",
        "s",
        "t",
        "just",
        "also",
        "please",
        "tell",
    ]
)


def terms(text: str, language: Language) -> list[str]:
    """Return the terms of a text, in order, repeated as they occur."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    if language == "ja":
        return [term for start in range(0, len(plain), LONGEST) for term in _japanese(plain[start : start + LONGEST])]
    found: list[str] = []
    for run in RUN.findall(plain):
        if ord(run[0]) > 0x24F:
            found += _japanese(run[:LONGEST])
        elif LATIN.match(run):
            found += _latin(run)
        else:
            found.append(run)
    return found


def morphemes(text: str) -> Any:
    """Sudachi's morphemes of a Japanese text in its shortest units; of its first 10,000 characters."""
    return _tokenizer().tokenize(text[:LONGEST])


def _latin(word: str) -> list[str]:
    folded = "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))
    return [] if folded in FUNCTION_WORDS else [_stem(folded)]


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    for morpheme in morphemes(text):
        form = unicodedata.normalize("NFKC", morpheme.normalized_form())
        if LATIN.match(form):
            # Sudachi normalises some loan words to Latin script; stemmed, they meet the same word in English text.
            found += [
                term
                for word in re.findall(r"[A-Za-zÀ-ɏ]+(?:-\d+)?|\d+", form)
                for term in (_latin(word) if LATIN.match(word) else [word])
            ]
        elif morpheme.part_of_speech()[0] not in FUNCTION_PARTS and form not in FUNCTION_TERMS and form.strip():
            found.append(form.lower())
    return found


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202 - PyStemmer carries no types
    import Stemmer

    return Stemmer.Stemmer("english")


@cache
def _tokenizer():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the type's name moved between versions of SudachiPy
    import sudachipy

    return sudachipy.Dictionary().tokenizer(mode=sudachipy.SplitMode.A)
