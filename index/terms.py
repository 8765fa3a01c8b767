"""Text becomes the terms that lexical retrieval counts.

Japanese: Sudachi's shortest units in normalised form (附属 and 付属, ﾌｧｰｳｪｲ and ファーウェイ are one term), without
particles and auxiliaries. Latin words: lower case, accents folded, English stems, without function words. Numbers:
half-width, without thousands separators. Either analyser meets the other script in its text and treats it alike.
"""

import re
import threading
import unicodedata
from functools import cache
from typing import Any

LONGEST = 10_000
"""Characters handed to the morphological analyser at a time; it refuses 49,149 bytes."""

RUN = re.compile(r"[A-Za-zÀ-ɏ]+(?:-\d+)?|\d+(?:\.\d+)*|[^\x00-ɏ]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:-\d+)?")

_own = threading.local()
"""Each thread's own tokenizer and stemmer: neither may be used by two at a time."""

FUNCTION_PARTS = frozenset(("補助記号", "空白", "記号", "助詞", "助動詞", "接続詞", "連体詞", "感動詞"))
FUNCTION_TERMS = frozenset(
    """
    為る 有る 居る 成る 事 物 為 其れ 此れ 何 何れ 誰 何処 何時 言う 因る 於く 就く 取る 及ぶ
    無い 来る 出来る 此の 其の 様 者 的 どう いくら 下さる 教える 御座る 貴方 呉れる 貰う
    """.split()
)
FUNCTION_WORDS = frozenset(
    """
    a an the of in on at to for from by with as and or but not no is are was were be been being do does
    did done have has had having will would shall should can could may might must it its this that these
    those there here i you he she they we me him her them us my your his their our what which who whom
    whose when where why how if then than so such into about over under between out up down off again
    further once all any both each few more most other some own same too very s t just also please tell
    """.split()
)


def terms(text: str) -> list[str]:
    """Return the terms of a text in either language or both, in order, repeated as they occur."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    found: list[str] = []
    for run in RUN.findall(plain):
        if ord(run[0]) > 0x24F:
            found += [term for start in range(0, len(run), LONGEST) for term in _japanese(run[start : start + LONGEST])]
        elif LATIN.match(run):
            found += _latin(run)
        else:
            found.append(run)
    return found


def morphemes(text: str) -> Any:
    """Return Sudachi's morphemes of a Japanese text in its shortest units; of its first 10,000 characters."""
    if not hasattr(_own, "tokenizer"):
        import sudachipy

        _own.tokenizer = _dictionary().tokenizer(mode=sudachipy.SplitMode.A)
    return _own.tokenizer.tokenize(text[:LONGEST])


def _latin(word: str) -> list[str]:
    folded = "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))
    return [] if folded in FUNCTION_WORDS else [_stem(folded)]


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    for morpheme in morphemes(text):
        form = unicodedata.normalize("NFKC", morpheme.normalized_form())
        if LATIN.match(form):
            # Sudachi normalises some loan words to Latin script; stemmed, they meet the same word in English text.
            found += [term for word in LATIN_WORD.findall(form) for term in _latin(word)]
        elif morpheme.part_of_speech()[0] not in FUNCTION_PARTS and form not in FUNCTION_TERMS and form.strip():
            found.append(form.lower())
    return found


def _stem(word: str) -> str:
    if not hasattr(_own, "stemmer"):
        import Stemmer

        _own.stemmer = Stemmer.Stemmer("english")
    return str(_own.stemmer.stemWord(word))


@cache
def _dictionary() -> Any:
    """Return Sudachi's dictionary, which all threads share: 70 MB, mapped from its file."""
    import sudachipy

    return sudachipy.Dictionary()
