"""A question in the documents' own spelling: their usual name for what they call by two, and slips mended.

A text that writes 「第5世代通信(5G)」 or "artificial intelligence (AI)" once mostly goes on with one of the two; a
question may use the other. A word of the question that stands nowhere, and that is not known as a word, is taken for
the one word of the documents that differs by a single character, if there is one. Two countries named by a character
each (中ロ, 露中) are put as the documents put them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from index.terms import morphemes, terms

USUAL = 2
"""How many times as often as a name the other one stands where it is the usual one."""

SHORTEST_LATIN, SHORTEST_KATAKANA = 5, 4
"""Characters; a slip in a shorter word leaves too little of it to go by."""

GLOSSED = re.compile(r"[(（]\s*([^()（）、。,;:「」]{2,30}?)\s*[)）]")
NAME_BEFORE = re.compile(r"(?:第?[0-9一-龥々ァ-ヴー・＝]+)$")
WORDS_BEFORE = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*)*\s*$")
ACRONYM = re.compile(r"(?:\d[A-Z]|[A-Z])[A-Za-z0-9-]{0,6}")
NAME = re.compile(r"[一-龥々ァ-ヴー・＝]+")
LATIN_NAME = re.compile(r"[A-Z0-9][A-Za-z0-9.'’-]*(?: [A-Z0-9][A-Za-z0-9.'’-]*)*")
COUNTRIES = re.compile(r"(?<![一-龥ァ-ヴー])[日米中露ロ英仏独韓朝印豪加伊台]{2}(?![一-龥ァ-ヴー]*[ァ-ヴー])")
SAME_COUNTRY = {"ロ": "ロ露", "露": "ロ露"}
LATIN_TOKEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LATIN_WORD = re.compile(r"[A-Za-z]+")
KATAKANA_WORD = re.compile(r"[ァ-ヴー]+")
WORD = re.compile(rf"{LATIN_WORD.pattern}|{KATAKANA_WORD.pattern}")


class Respelling:
    """The names and words of some texts, by which a question is respelt."""

    def __init__(self, texts: Iterable[str], is_known: Callable[[str], bool]) -> None:
        """Take the texts, and what tells a known word from a slip; nothing is computed before it is asked."""
        self._texts = tuple(unicodedata.normalize("NFKC", text) for text in texts)
        self._is_known = is_known

    def respell(self, question: str) -> str:
        """Return the question with other names made the usual ones, and slips of one character mended."""
        plain = unicodedata.normalize("NFKC", question)
        mended = WORD.sub(lambda match: self._mended(match.group()), plain)
        mended = COUNTRIES.sub(lambda match: self._as_the_texts_pair(match.group()), mended)
        for name, usual in self._unusual:
            mended = name.sub(usual, mended)
        return question if mended == plain else mended

    def _mended(self, word: str) -> str:
        """Return the word of the texts that differs by one character; the word itself where none or several do."""
        katakana = KATAKANA_WORD.match(word) is not None
        if len(word) < (SHORTEST_KATAKANA if katakana else SHORTEST_LATIN) or word.lower() in self._words:
            return word
        if self._is_known(word) or not self._terms.isdisjoint(terms(word)):
            return word
        from rapidfuzz.distance import OSA

        near = [known for known in self._words if OSA.distance(word.lower(), known, score_cutoff=1) == 1]
        return self._words[near[0]] if len(near) == 1 else word

    def _as_the_texts_pair(self, countries: str) -> str:
        """Return two countries in the order and the characters of the texts, unchanged where these never pair them."""
        one, other = (SAME_COUNTRY.get(country, country) for country in countries)
        pairs = [first + second for a, b in ((one, other), (other, one)) for first in a for second in b]
        return next((pair for pair in (countries, *pairs) if any(pair in text for text in self._texts)), countries)

    @cached_property
    def _words(self) -> dict[str, str]:
        """The words of the texts in lower case, and as they stand."""
        return {word.lower(): word for text in self._texts for word in WORD.findall(text)}

    @cached_property
    def _terms(self) -> frozenset[str]:
        """Their terms: an inflected form is no slip."""
        return frozenset(terms(" ".join(self._words.values())))

    @cached_property
    def _unusual(self) -> list[tuple[re.Pattern[str], str]]:
        """Names that stand seldom, as patterns, each with its usual one; long names first."""
        found: dict[str, str] = {}
        for one, other in dict.fromkeys(pair for text in self._texts for pair in aliases(text)):
            for name, usual in ((one, other), (other, one)):
                count = self._count(name)
                if self._count(usual) > USUAL * count:
                    shorter = [start for start in _beginnings(name) if self._count(start) == count]
                    found.update({form: found.get(form, usual) for form in (name, *shorter)})
        return [(_as_name(name), found[name]) for name in sorted(found, key=len, reverse=True)]

    def _count(self, name: str) -> int:
        """Return how often a name stands in the texts, whatever its case and number."""
        lower = name.lower()
        if LATIN_TOKEN.fullmatch(lower):
            single = lower.removesuffix("s")
            return self._tokens[single] + self._tokens[single + "s"]
        return self._lower.count(lower)

    @cached_property
    def _lower(self) -> str:
        return "\n".join(self._texts).lower()

    @cached_property
    def _tokens(self) -> Counter[str]:
        return Counter(LATIN_TOKEN.findall(self._lower))


def aliases(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that a text (in NFKC) gives for one thing, as 「人工知能(AI)」 does.

    What stands in the parentheses is the second of a pair.
    """
    for match in GLOSSED.finditer(text):
        inner = match.group(1)
        before = text[max(0, match.start() - 60) : match.start()].rstrip()
        if japanese := NAME_BEFORE.search(before):
            name = _proper_part(japanese.group(), inner)
            if len(name) > 1 and not name.isdecimal() and (NAME.fullmatch(inner) or LATIN_NAME.fullmatch(inner)):
                yield name, inner
            continue
        english = WORDS_BEFORE.search(before)
        spelt = _spelt_out(inner, english.group().split()) if english and ACRONYM.fullmatch(inner) else None
        if spelt:
            yield spelt, inner


def _proper_part(name: str, inner: str) -> str:
    """Return the end of a run that is the name itself: what the other spelling is of, not what the thing is."""
    if ACRONYM.fullmatch(inner):
        return name
    if NAME.fullmatch(inner):
        return name.rsplit("・", 1)[-1]
    katakana = re.search(r"[ァ-ヴー][ァ-ヴー・＝]*$", name)
    return katakana.group() if katakana else name


def _spelt_out(acronym: str, words: list[str]) -> str | None:
    """Return the last words whose initials an acronym has, a digit standing for any; one word more may end the name.

    Schwartz and Hearst (2003), but strict: every letter is an initial.
    """
    letters = [letter.lower() for letter in acronym.rstrip("s") if letter.isalnum()]
    for count in range(1, len(words) + 1):
        parts = [part.lower() for word in words[-count:] for part in word.split("-") if part]
        if len(parts) - len(letters) in (0, 1) and all(
            letter.isdigit() or part[0] == letter for part, letter in zip(parts, letters, strict=False)
        ):
            return " ".join(words[-count:])
    return None


def _beginnings(name: str) -> list[str]:
    """Return the beginnings of a name that are half of it at least and may stand for it: 華為 of 華為技術."""
    if name.isascii():
        ends = [match.start() for match in re.finditer(" ", name)]
    else:
        ends = [part.begin() for part in morphemes(name)][1:] or [(len(name) + 1) // 2]
    starts = [name[:end].rstrip("・") for end in ends]
    # A single English word ("operating" of "operating systems") has a life of its own.
    return [
        start for start in starts if 2 * len(start) >= len(name) and (not name.isascii() or re.search("[- ]", start))
    ]


def _as_name(name: str) -> re.Pattern[str]:
    """Return what finds a name: in Latin script as whole words, in either number, whatever their case."""
    if name.isascii():
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name.removesuffix('s'))}s?(?![A-Za-z0-9])", re.IGNORECASE)
    return re.compile(re.escape(name))
