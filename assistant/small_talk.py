"""Messages that ask a document nothing: greetings, thanks, questions to the assistant about itself, no word at all."""

import re
import unicodedata

from index.terms import terms
from source import Language

SMALL_TALK: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        r"^(?:おはよう|こんにちは|こんばんは|はじめまして|ありがとう|さようなら|おやすみ|お疲れ|よろしく|すみません[。!]?$)"
        r"(?!.*(?:何|誰|だれ|いつ|どこ|なぜ|どう[^も]|どの|いくら|ですか|ますか|ましたか))"
        r"|(?:あなた|君|きみ|お前)(?:は|って|の名前|、)"
    ),
    "en": re.compile(
        r"^(?:hello|hi|hey|good (?:morning|afternoon|evening|night)|thanks?|thank you|bye|goodbye)\b"
        r"(?!.*\b(?:what|who|whose|when|where|which|why|how)\b)"
        r"|\b(?:are|were) you\b|\bwho made you\b|\byour name\b|\b(?:tell|sing|write) me an? (?:joke|song|poem|story)\b",
        re.IGNORECASE,
    ),
}


def asks_nothing(message: str, language: Language) -> bool:
    """Whether a message is no question about a document at all: the reader has never seen such."""
    plain = unicodedata.normalize("NFKC", message).strip()
    return SMALL_TALK[language].search(plain) is not None or not terms(plain)
