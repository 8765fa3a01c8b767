"""Names by their sound: a katakana word and a Latin one that are spoken alike (テンセント, Tencent).

Both are spelt in one small alphabet that keeps what the two scripts can both tell apart: l is r, v is b, f is h, c is s
or k, a doubled letter is one. What katakana adds or cannot write (vowels between consonants, w, y) weighs little in the
edit distance, and neighbouring consonants (s and t, b and p) are half alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from index.terms import LONGEST, morphemes

LIKE = 0.72
"""Likeness from which two words are taken for one name."""

SHORTEST = 1.4
"""Weight of the shortest spelling that is compared: a consonant and two vowels fit too many words."""

LIGHT, VOWEL_FOR_VOWEL, NEAR = 0.35, 0.25, 0.5
"""What it costs to add or drop a vowel, to change one vowel or one consonant for another near it; others 1."""

VOWELS = frozenset("aeiouyw")
NEIGHBOURS = frozenset(map(frozenset, ("zs", "ts", "dz", "td", "gz", "mn", "hw", "bw", "bh", "bp")))

KATAKANA = re.compile(r"[ァ-ヴー]+")
LATIN = re.compile(r"[A-Za-z]+")
KANJI = re.compile(r"[一-龥]")
ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "x": "ァィゥェォ",  # a small kana takes the place of the vowel before it
}
KANA = {
    **{kana: row + vowel for row, line in ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)},
    **{"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ャ": "xya", "ュ": "xyu", "ョ": "xyo", "ワ": "wa", "ヮ": "xwa"},
    **{"ヲ": "o", "ヰ": "i", "ヱ": "e", "ン": "n", "ヴ": "bu"},
}
SPELLINGS = (
    "sch s, tch t, sh s, ch t, ts t, ph h, th s, ck k, qu ku, gh g, wh w, x ks, j z, f h, v b, l r, "
    "ce se, ci si, cy si, c k, q k"
)
"""Latin letters and what katakana hears in them, the first that fits first."""
REPLACEMENTS = tuple(tuple(pair.split()) for pair in SPELLINGS.split(", "))


def sound(word: str) -> str:
    """Return a word in the common alphabet; empty unless it is all katakana or has Latin letters only."""
    if KATAKANA.fullmatch(word):
        spelt = "".join(KANA.get(kana, "") for kana in word)
        spelt = re.sub(r"[aiueo]?x", "", spelt)
    elif LATIN.fullmatch(word):
        spelt = word.lower()
        for letters, heard in REPLACEMENTS:
            spelt = spelt.replace(letters, heard)
    else:
        return ""
    spelt = re.sub(r"(?<=[^aeiouny])y", "", spelt)
    return re.sub(r"(.)\1+", r"\1", spelt).replace("ou", "o")


def spoken(text: str) -> set[str]:
    """Return the words of a text that have a sound: in katakana or Latin script, Japanese names by their reading."""
    words = {*KATAKANA.findall(text), *LATIN.findall(text)}
    if not KANJI.search(text):
        return words
    for start in range(0, len(text), LONGEST):
        for morpheme in morphemes(text[start : start + LONGEST]):
            if morpheme.part_of_speech()[1] == "固有名詞":
                words.add(morpheme.reading_form())
    return words


def likeness(one: str, other: str) -> float:
    """Return how alike two sounds are: 1 less the edit distance over the weight of the heavier one."""
    return 1 - _distance(one, other) / max(_weight(one), _weight(other), LIGHT)


class Sounds:
    """The terms of a view by their sound."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Take the terms; they are spelt when the first word is asked for."""
        self._terms = terms

    def alike(self, word: str, *, least: float = LIKE) -> dict[str, float]:
        """Return the terms of the other script that sound like a word, with their likeness."""
        heard = sound(word)
        weight = _weight(heard)
        if weight < SHORTEST:
            return {}
        found = {}
        for term, spelt, its_weight in self._spelt[_is_katakana(word), _first_consonant(heard)]:
            # The difference in weight is the least that the distance can be.
            if min(weight, its_weight) >= least * max(weight, its_weight):
                alike = likeness(heard, spelt)
                if alike >= least:
                    found[term] = alike
        return found

    @cached_property
    def _spelt(self) -> dict[tuple[bool, str], list[tuple[str, str, float]]]:
        """By the script of the words that are asked for and the first consonant: terms with sound and weight."""
        found = defaultdict(list)
        for term in self._terms:
            if spelt := sound(term):
                found[not _is_katakana(term), _first_consonant(spelt)].append((term, spelt, _weight(spelt)))
        return found


def _is_katakana(word: str) -> bool:
    return KATAKANA.match(word) is not None


def _first_consonant(spelt: str) -> str:
    return next((letter for letter in spelt if letter not in VOWELS), "")


def _weight(spelt: str) -> float:
    return sum(_cost(letter) for letter in spelt)


def _cost(letter: str) -> float:
    return LIGHT if letter in VOWELS else 1.0


def _distance(one: str, other: str) -> float:
    before = [0.0]
    for letter in other:
        before.append(before[-1] + _cost(letter))
    for mine in one:
        row = [before[0] + _cost(mine)]
        for place, its in enumerate(other):
            changed, added, dropped = before[place] + _change(mine, its), row[place] + _cost(its), before[place + 1]
            row.append(min(changed, added, dropped + _cost(mine)))
        before = row
    return before[-1]


def _change(mine: str, its: str) -> float:
    if mine == its:
        return 0.0
    if mine in VOWELS and its in VOWELS:
        return VOWEL_FOR_VOWEL
    return NEAR if frozenset((mine, its)) in NEIGHBOURS else 1.0
