"""Japanese morphemes with their places, and the noun phrases that they make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.terms import morphemes

QUESTION_WORDS = frozenset(
    "何 なん なんで 何で 誰 だれ いつ どこ どれ どちら どなた 何処 何時 何れ 何方 何故 なぜ どう 如何 どうして "
    "どうやって どの 何の どんな どのような どういう いくら 幾ら 幾 いくつ 幾つ".split()
)
TAKES_NOUN = ("何", "なん", "どの", "いく", "幾")
"""Question words that are one with the noun after them."""

INSIDE = frozenset("・=＝「」『』“”\"'‐-–（）()")
"""Marks that stand inside a noun phrase."""

INSIDE_NAMES = frozenset("ノヶケ")
"""Particles that are a part of a name: 沖ノ瀬, 霧ヶ原."""


@dataclass(frozen=True, slots=True)
class Token:
    """A morpheme at its place: as it stands, its part of speech, its normalised form, whether no dictionary has it."""

    text: str
    start: int
    end: int
    part: tuple[str, ...]
    form: str
    unknown: bool

    @property
    def asks(self) -> bool:
        """Whether it is a question word."""
        return self.form in QUESTION_WORDS or self.text in QUESTION_WORDS

    @property
    def is_nominal(self) -> bool:
        """Whether it can stand in a noun phrase."""
        return self.part[0] in ("名詞", "接尾辞", "接頭辞", "形状詞", "記号") or self.text in INSIDE

    @property
    def is_name(self) -> bool:
        """Whether it names one thing: a proper noun, a Latin word, a noun that no dictionary has."""
        if self.part[1] == "固有名詞" or re.fullmatch(r"[A-Za-zＡ-Ｚ][\w-]+", self.text):
            return True
        return self.unknown and self.part[0] == "名詞" and len(self.text) > 1 and not self.text[0].isdigit()

    @property
    def kind(self) -> str:
        """What sort of thing it stands for: a "name", a "number", any other "word"."""
        if self.is_name:
            return "name"
        return "number" if self.part[1] == "数詞" or {"助数詞", "助数詞可能"} & set(self.part) else "word"


@dataclass(frozen=True, slots=True)
class Part:
    """A noun phrase of a question, and the particles after it."""

    tokens: tuple[Token, ...]
    particles: str

    @property
    def text(self) -> str:
        """The noun phrase as it stands."""
        return text_of(self.tokens)

    @property
    def is_adverbial(self) -> bool:
        """Whether it says when or how: 以前, 今年, 三つ."""
        return all("副詞可能" in token.part or token.kind == "number" for token in self.tokens)

    @property
    def is_name(self) -> bool:
        """Whether a name stands in it."""
        return any(token.is_name for token in self.tokens)

    @property
    def runs(self) -> list[tuple[Token, ...]]:
        """The noun phrase cut at の, と and や."""
        runs: list[list[Token]] = [[]]
        for token in self.tokens:
            if token.part[0] == "助詞" and token.text not in INSIDE_NAMES:
                runs.append([])
            else:
                runs[-1].append(token)
        return [tuple(run) for run in runs if run]


def tokens(text: str) -> list[Token]:
    """Return the morphemes of a text."""
    return [
        Token(
            str(found.surface()),
            found.begin(),
            found.end(),
            tuple(found.part_of_speech()),
            str(found.normalized_form()),
            bool(found.is_oov()),
        )
        for found in morphemes(text)
    ]


def text_of(found: Sequence[Token]) -> str:
    """Return tokens as they stand."""
    return "".join(token.text for token in found)


def parts_of(found: Sequence[Token]) -> list[Part]:
    """Return the noun phrases of a text, in order: runs of nouns, joined by の, と and や; no question words."""
    parts = []
    place = 0
    while place < len(found):
        end = _end_of_phrase(found, place)
        if end == place:
            place += 1
            continue
        after = end
        while after < len(found) and found[after].part[0] == "助詞":
            after += 1
        if not (place and found[place - 1].text in TAKES_NOUN):
            start = place - 1 if place and _describes(found[place - 1]) else place
            parts.append(Part(tuple(found[start:end]), text_of(found[end:after])))
        place = end
    return parts


def _end_of_phrase(found: Sequence[Token], start: int) -> int:
    """Return where the noun phrase ends that starts at a place; the place itself where none does."""
    if not _continues(found, start):
        return start
    end = start + 1
    while _continues(found, end) or (end < len(found) and _joins(found[end]) and _continues(found, end + 1)):
        end += 1
    return end


def _continues(found: Sequence[Token], place: int) -> bool:
    """Whether a token goes on a noun phrase; a noun that する makes a verb of does not."""
    if place >= len(found):
        return False
    token, after = found[place], found[place + 1] if place + 1 < len(found) else None
    is_verb = token.part[0] == "名詞" and after is not None and after.form == "為る"
    is_measure = token.part[0] == "形容詞" and after is not None and after.part[0] == "接尾辞"  # 高さ
    return (token.is_nominal or is_measure) and not token.asks and not is_verb


def _describes(token: Token) -> bool:
    """Whether a token before a noun says what the thing is like: 新しい船, 大きな船."""
    adjective = token.part[0] == "形容詞" and token.part[-1].startswith("連体形")
    return adjective or (token.part[0] == "連体詞" and token.text.endswith("な") and not token.asks)


def _joins(token: Token) -> bool:
    """Whether a token joins two nouns to one phrase."""
    case = token.part[:2] == ("助詞", "格助詞") and token.text in ("の", "と", *INSIDE_NAMES)
    return case or token.text in ("や", "及び") or token.part[0] == "空白"
