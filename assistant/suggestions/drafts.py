"""Questions made of a sentence: of a name, a date or a figure that stands in it, in one plain form each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from source import Language

FORMS: dict[Language, tuple[str, str, str]] = {
    "ja": ("{}について何が述べられていますか。", "{}に何がありましたか。", "{}とは何の数字ですか。"),
    "en": ("What does the text say about {}?", "What happened in {}?", "What does the figure {} refer to?"),
}
"""Of a name, of a date, of a figure."""

QUOTED: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"「([^「」、。？?！!]{2,16})」"),
    "en": re.compile(r"[“\"]([A-Z][^“”\".,?!]{2,40})[”\"]"),
}
NAMES: dict[Language, re.Pattern[str]] = {
    # What a Japanese sentence is about, where it is one run of anything but hiragana; names in Latin letters.
    "ja": re.compile(
        r"^(?:また、|しかし、|一方、)?([^ぁ-ゖ\W\d][^ぁ-ゖ、。「」（）()\s\d]{2,15})(?=[はがも](?![ぁ-ゖ]{2}[はがも]))"
    ),
    # Two words or more that begin with capitals, inside a sentence; of, de and the like may stand between.
    "en": re.compile(r"(?<=[a-z,] )((?:the )?[A-Z][\w&-]*\w(?: (?:(?:of|for|de|von) (?:the )?)?[A-Z][\w&-]*\w)+)"),
}
DATES: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?)(?=に|、)"),
    "en": re.compile(
        r"\b[Ii]n ((?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
        r"(?:1[5-9]|20)\d\d)\b"
    ),
}
FIGURES: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        r"(約?(?<![\d,.年月])\d[\d,.]{0,20}(?: ?[百千万億兆]){0,4}(?:%|％|(?![年月日時分])[一-龥]{1,2}|[ァ-ヺー]+))"
        r"(?=[でをがはのに])"
    ),
    "en": re.compile(
        r"(?<![\d,.])([$£€¥]\d[\d,.]{0,20}\d(?: (?:million|billion|trillion))?|\d[\d,.]{0,20}(?: per ?cent|%)"
        r"|\d{1,3}(?:,\d{3}){1,4} [a-z]+s)(?!\w)"
    ),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A question made from a sentence, not tried yet.

    `sentence` is the number, from 0, of the sentence in its paragraph; `rank` is lower for what makes better questions;
    `about` is the thing that is asked of.
    """

    question: str
    sentence: int
    rank: int
    about: str


def drafts(sentences: Sequence[str], language: Language) -> list[Draft]:
    """Return questions made of the sentences of a paragraph, one for every thing."""
    found: dict[str, Draft] = {}
    for number, sentence in enumerate(sentences):
        for rank, thing in _things(sentence, language):
            found.setdefault(thing, Draft(FORMS[language][rank].format(thing), number, rank, thing))
    return list(found.values())


def _things(sentence: str, language: Language) -> Iterator[tuple[int, str]]:
    for rank, pattern in enumerate((NAMES, DATES, FIGURES)):
        for match in chain(
            QUOTED[language].finditer(sentence) if rank == 0 else (), pattern[language].finditer(sentence)
        ):
            thing = match[1].strip()
            if thing:
                yield rank, thing
