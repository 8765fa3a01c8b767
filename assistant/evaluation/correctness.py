"""The answer's text against the gold answers: exact match, F1, containment.

SQuAD's measures (Rajpurkar et al. 2016, arXiv:1606.05250) with, for Japanese, JSQuAD's unit, the character (Kurihara et
al. 2022, "JGLUE"). An answer made of whole sentences hardly ever matches exactly; what it contains tells more.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from source import Language

ARTICLES = re.compile(r"\b(a|an|the)\b")
POINT = re.compile(r"(?<=\d)\.(?=\d)")


def normalise_english(text: str) -> str:
    """Return a text as SQuAD's script compares it: lower case, no ASCII punctuation, no articles, single spaces."""
    bare = "".join(char for char in text.lower() if char not in string.punctuation)
    return " ".join(ARTICLES.sub(" ", bare).split())


def normalise_japanese(text: str) -> str:
    """Return a text as Japanese is compared: NFKC, lower case, no punctuation, no white space.

    The point of a decimal number stays: 1.5 is not 15.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    points = {match.start() for match in POINT.finditer(plain)}
    return "".join(
        char
        for place, char in enumerate(plain)
        if place in points
        or not (char.isspace() or char in string.punctuation or unicodedata.category(char).startswith("P"))
    )


NORMALISE: dict[Language, Callable[[str], str]] = {"ja": normalise_japanese, "en": normalise_english}
UNITS: dict[Language, Callable[[str], Sequence[str]]] = {"ja": list, "en": str.split}
"""What F1 counts: characters of Japanese, words of English."""


def exact_match(answer: str, golds: Sequence[str], language: Language) -> float:
    """Return 1 where the answer equals a gold answer after normalisation, as a string, not as a bag of characters."""
    normalise = NORMALISE[language]
    return float(any(normalise(answer) == normalise(gold) for gold in golds))


def f1(answer: str, golds: Sequence[str], language: Language) -> float:
    """Return the best harmonic mean of precision and recall of the units shared with a gold answer, 2pr / (p + r)."""
    normalise, units = NORMALISE[language], UNITS[language]
    return max((_f1(units(normalise(answer)), units(normalise(gold))) for gold in golds), default=0.0)


def containment(answer: str, golds: Sequence[str], language: Language) -> float:
    """Return 1 where a gold answer stands within the answer after normalisation; English by whole words."""
    found = (NORMALISE[language](gold) for gold in golds)
    normalised = NORMALISE[language](answer)
    if language == "en":
        return float(any(gold and f" {gold} " in f" {normalised} " for gold in found))
    return float(any(gold and gold in normalised for gold in found))


def _f1(answer: Sequence[str], gold: Sequence[str]) -> float:
    if not answer or not gold:
        return float(list(answer) == list(gold))
    shared = sum((Counter(answer) & Counter(gold)).values())
    return 2 * shared / (len(answer) + len(gold))
