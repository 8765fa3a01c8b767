"""A question leaves what a conversation is about when its own words are met neither by the document nor by an answer.

What a follow-up borrows from the turns before is met by the document always; left to that, any question at all would
find an answer once something has been talked about.
"""

import re

from assistant.abstention import familiarity_of, strangeness
from assistant.answer import Answer
from assistant.asked import is_small_talk
from assistant.content import content_words
from index import PassageIndex
from source import Language

STRANGE = 0.6
"""Words of a question that the document does not know, each counting by how strange it is."""

UNMET = 1.2
"""Words of a question that the answer does not come near to, likewise."""

POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"[そこ](?:の|れ|こ|ちら)|彼|あの|同[社氏国市町地]|両[国社者方]|じゃあ|では、|ほか|他に|同じ"),
    "en": re.compile(
        r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|that|those|this|these|there|one|ones|both|and|so"
        r"|other|others|another|same|then|also|too|else)\b",
        re.IGNORECASE,
    ),
}
"""Words that say themselves that something went before."""


def leaves(question: str, answer: Answer, index: PassageIndex) -> bool:
    """Whether a question, as it was typed, is about something else than the answer to what it was completed to.

    STRANGE and UNMET were chosen on `tests/gold/tuned`: its dialogues, and its off-topic questions after a turn.
    """
    query = index.analyse(question)
    if is_small_talk(question, query.language):
        return True
    if POINTS_BACK[query.language].search(question):
        return False
    words = content_words(query)
    vocabulary = index.vocabulary
    if sum(strangeness(familiarity_of(vocabulary, word)) for word in words) >= STRANGE:
        return True
    sides = (
        " ".join(citation.quote for citation in answer.citations),
        " ".join(citation.translation or "" for citation in answer.citations),
    )
    met = [max(near) for near in zip(*(vocabulary.likenesses(words, side) for side in sides), strict=True)]
    return sum(map(strangeness, met)) >= UNMET
