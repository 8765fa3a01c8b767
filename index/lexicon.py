"""The lexicon: which terms of the other language a term stands for, and how surely.

`model/lexicon.txt` is made by `python -m index.training lexicon`: for each English term a line such as
"railway 鉄道70 電鉄16", with Japanese terms and hundredths, in order. An English term's line is found by bisection,
so that nothing is built on loading; what Japanese terms need is built when the first of them is asked for.
"""

from bisect import bisect_left
from collections import defaultdict
from functools import cache, cached_property

from index.encoder import BUNDLED
from source import Language

FILE = BUNDLED / "lexicon.txt"
DIGITS = 2


class Lexicon:
    """Pairs of terms, English and Japanese, each with a weight above 0 and below 1."""

    def __init__(self, text: str) -> None:
        """Take the lines of the file."""
        self._lines = text.splitlines()

    def translations(self, term: str, language: Language) -> dict[str, float]:
        """Return the terms of the other language for a term of `language`, with their weights; none if unknown."""
        return {"en": self._japanese, "ja": self._english}[language](term)

    def _japanese(self, term: str) -> dict[str, float]:
        place = bisect_left(self._lines, f"{term} ")
        if place == len(self._lines) or not self._lines[place].startswith(f"{term} "):
            return {}
        return {part[:-DIGITS]: int(part[-DIGITS:]) / 100 for part in self._lines[place].split(" ")[1:]}

    def _english(self, term: str) -> dict[str, float]:
        found = [self._lines[number].split(" ") for number in self._holders.get(term, ())]
        return {
            english: int(part[-DIGITS:]) / 100 for english, *parts in found for part in parts if part[:-DIGITS] == term
        }

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """By each Japanese term the lines that it stands in."""
        holders = defaultdict(list)
        for number, line in enumerate(self._lines):
            for part in line.split(" ")[1:]:
                holders[part[:-DIGITS]].append(number)
        return holders


@cache
def bundled() -> Lexicon:
    """Return the program's own lexicon, read once."""
    return Lexicon(FILE.read_text(encoding="utf-8"))
