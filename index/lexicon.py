"""The lexicon: which terms of the other language a term stands for, and how surely.

`model/lexicon.txt` is made by `python -m index.training lexicon`: for each English term a line such as
"railway 鉄道70 電鉄16", with Japanese terms and hundredths. It is searched as it stands, from either side, so that
nothing is built on loading.
"""

from functools import cache

from index.encoder import BUNDLED
from source import Language

FILE = BUNDLED / "lexicon.txt"
DIGITS = 2


class Lexicon:
    """Pairs of terms, English and Japanese, each with a weight above 0 and below 1."""

    def __init__(self, text: str) -> None:
        """Take the lines of the file."""
        self._text = f"\n{text.strip()}\n"

    def translations(self, term: str, language: Language) -> dict[str, float]:
        """Return the terms of the other language for a term of `language`, with their weights; none if unknown."""
        return {"en": self._japanese, "ja": self._english}[language](term)

    def _japanese(self, term: str) -> dict[str, float]:
        start = self._text.find(f"\n{term} ") + 1
        if not start or not term:
            return {}
        parts = self._text[start : self._text.index("\n", start)].split(" ")[1:]
        return {part[:-DIGITS]: int(part[-DIGITS:]) / 100 for part in parts}

    def _english(self, term: str) -> dict[str, float]:
        found, key = {}, f" {term}"
        place = self._text.find(key)
        while place >= 0:
            start, end = place + len(key), place + len(key) + DIGITS
            if self._text[start:end].isdecimal() and self._text[end] in " \n":
                line = self._text.rindex("\n", 0, place) + 1
                found[self._text[line : self._text.index(" ", line)]] = int(self._text[start:end]) / 100
            place = self._text.find(key, end)
        return found


@cache
def bundled() -> Lexicon:
    """Return the program's own lexicon, read once."""
    return Lexicon(FILE.read_text(encoding="utf-8"))
