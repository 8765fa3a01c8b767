"""The two languages, told apart by script."""

import re
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
OTHER: dict[Language, Language] = {"ja": "en", "en": "ja"}

KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
HAN = re.compile(r"[㐀-䶿一-鿿々]")
LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]+")


def detect(text: str) -> Language:
    """Which of the two languages a text of some length is in.

    Japanese when its kana and kanji outnumber its Latin words: a Japanese text about technology is full of Latin
    words, an English one holds a Japanese name at most.
    """
    japanese = len(KANA.findall(text)) + len(HAN.findall(text))
    return "ja" if japanese > len(LATIN.findall(text)) else "en"
