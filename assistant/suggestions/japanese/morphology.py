"""Japanese morphemes with their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.terms import morphemes

QUESTION_WORDS = frozenset(
    "何 なん なんで 何で 誰 だれ いつ どこ どれ どちら どなた 何処 何時 何れ 何方 何故 なぜ どう 如何 どうして "
    "どうやって どの 何の どんな どのような どういう いくら 幾ら 幾 いくつ 幾つ".split()
)
INSIDE = frozenset("・=＝「」『』“”\"'‐-–（）()")
"""Marks that stand inside a noun phrase."""


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
