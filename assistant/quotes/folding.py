"""Two texts that say the same are made equal, each character still knowing where it stands in the raw text.

What may differ and still be the same quote: width forms, white space that parts no words, letter case, the style of
quotation marks, dashes, tildes, ellipses, middle dots, commas and full stops, thousands separators, and characters that
are not seen (zero width, soft hyphen). What may not, though NFKC would have it so: 10² and 102, ① and 1, ½ and 1⁄2;
nor white space between digits, a sign, a decimal point, the case of a unit (5 MW, 5 mW), a long mark.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

CJK = "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of Japanese writing, its punctuation among them, inside a character class."""
NUMERAL = "0-9〇零一二三四五六七八九十百千万億兆"

STYLES = {
    **dict.fromkeys("‐‑‒–—―−－﹣─━", "-"),
    **dict.fromkeys("〜～∼˜", "~"),
    **dict.fromkeys("“”„‟«»「」『』｢｣〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("･·•‧∙⋅", "・"),
    **dict.fromkeys("…⋯", "…"),
}
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Soft hyphen, zero width, direction marks, variation selectors; not the overrides, which change what is read."""
KEPT = ("<super>", "<sub>", "<circle>", "<fraction>")
"""Compatibility forms that mean something else than the characters NFKC makes of them."""

CLUSTER = re.compile(r"[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
UNIT = re.compile(r"(?<=[0-9]) ?[pnμmcdhkMGTP]?(?:Wh?|V|A|Hz|J|eV|Pa|N|g|m|s|[Ll]|[Bb](?:ps)?|Ω|F|G)(?![A-Za-z])")
"""Letters whose case counts: MW is not mW, 5G not 5 g."""
THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])")

_ONE_NUMBER = "(?<=[0-9]) (?=[万億兆])"
_NO_NUMBERS = rf"(?!(?<=[{NUMERAL}]) [{NUMERAL}])"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" {2,}"), " "),
    (re.compile(r"…{2,}|\.{3,}|・{3,}|。{3,}"), "…"),
    (re.compile(rf"{_ONE_NUMBER}|{_NO_NUMBERS}(?:(?<=[{CJK}]) | (?=[{CJK}]))"), ""),
    (re.compile(r"(?<=[^\w\s]) (?![0-9])|(?<![0-9]) (?=[^\w\s])"), ""),
    (re.compile(r"-{2,}(?![0-9])"), "-"),
    (re.compile(r"、(?![0-9])|(?<![0-9])、"), ","),
    (re.compile(r"。(?![0-9])|(?<![0-9])。"), "."),
    (re.compile(r"(?<![0-9])'"), '"'),
)
"""Applied in order; each match becomes one character, or none."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form that quotes are compared in.

    Character n of `text` is what stands at `starts[n]` to `ends[n]` of `raw`. `gaps` are the places in `text` where
    white space was left out, `breaks` those among them where it was a blank line.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: frozenset[int]
    breaks: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of a run of folded characters, at least one."""
        return self.starts[start], self.ends[end - 1]


Characters = list[tuple[str, int, int]]
"""A folded character, and where it stands in the raw text."""


def fold(raw: str) -> Folded:
    """Fold a text."""
    characters: Characters = []
    for match in CLUSTER.finditer(raw):
        characters += [(char, match.start(), match.end()) for char in _plain(match.group())]
    spaces = [(start, end) for char, start, end in characters if char == " "]
    characters = _edited(characters, THOUSANDS, _without_commas)
    for pattern, replacement in RULES:
        characters = _edited(characters, pattern, lambda found, new=replacement: _joined(found, new))  # type: ignore[misc]
    while characters and characters[0][0] == " ":
        characters.pop(0)
    while characters and characters[-1][0] == " ":
        characters.pop()
    gaps, breaks = _gaps(raw, characters, spaces)
    text = _lower("".join(char for char, _, _ in characters))
    starts, ends = tuple(start for _, start, _ in characters), tuple(end for _, _, end in characters)
    return Folded(raw, text, starts, ends, gaps, breaks)


@lru_cache(maxsize=20_000)
def _plain(cluster: str) -> str:
    """Return a character with the marks that belong to it in its plain form; nothing for one that is not seen."""
    if cluster[0] in UNSEEN or 0xE0100 <= ord(cluster[0]) <= 0xE01EF:
        return ""
    if cluster.isspace():
        return " "
    if cluster in STYLES:
        return STYLES[cluster]
    decomposition = unicodedata.decomposition(cluster[0])
    plain = unicodedata.normalize("NFKC", cluster)
    if plain == "..":  # the two-dot leader
        return "…"
    if decomposition.startswith(KEPT) or (" " in plain) or (len(plain) > 1 and any(map(str.isdigit, plain))):
        return unicodedata.normalize("NFC", cluster)
    return "".join(STYLES.get(char, char) for char in plain if char not in UNSEEN)


def _edited(characters: Characters, pattern: re.Pattern[str], change: Callable[[Characters], Characters]) -> Characters:
    """Return the characters with each match of a pattern replaced by what becomes of it."""
    text = "".join(char for char, _, _ in characters)
    edited: Characters = []
    done = 0
    for match in pattern.finditer(text):
        edited += characters[done : match.start()]
        edited += change(characters[match.start() : match.end()])
        done = match.end()
    return edited + characters[done:] if done else characters


def _joined(found: Characters, replacement: str) -> Characters:
    return [(replacement, found[0][1], found[-1][2])] if replacement else []


def _without_commas(found: Characters) -> Characters:
    return [character for character in found if character[0] != ","]


def _gaps(raw: str, characters: Characters, spaces: list[tuple[int, int]]) -> tuple[frozenset[int], frozenset[int]]:
    """Find the places between folded characters where white space stands in the raw text, and the blank lines."""
    gaps, breaks = set(), set()
    place = 0
    for start, _ in spaces:
        while place < len(characters) and characters[place][1] < start:
            place += 1
        gaps.add(place)
        before = characters[place - 1][2] if place else 0
        after = characters[place][2] if place < len(characters) else len(raw)
        if raw[before:after].count("\n") > 1 or raw[before:start].count("\n") > 1:
            breaks.add(place)
    return frozenset(gaps), frozenset(breaks)


def _lower(text: str) -> str:
    """Fold the case, character for character, but for units."""
    lowered = [char.lower() if len(char.lower()) == 1 else char for char in text]
    for match in UNIT.finditer(text):
        lowered[match.start() : match.end()] = text[match.start() : match.end()]
    return "".join(lowered)
