"""Whether a question can be asked at all: present, of a readable length, in Japanese or English."""

import re
import unicodedata

from source import Language, detect

LONGEST = 2_000
"""Characters; the longest question of the question sets has 140."""

ENGLISH_FOREIGN = re.compile(
    r"\b(?:el|los|las|una|qué|quién|cómo|cuál|cuándo|dónde|por|para|est[áa]|artículo|le|les|des|une|quel(?:le)?s?|qui|est|sont|pourquoi|où|quand|comment"
    r"|der|die|das|und|ist|sind|wer|wie|warum|wann|welche[rs]?|nicht|ein(?:e[rns]?)?|il|che|chi|perché|quando|della|gli|sono|o|os|não|é|quem|qual|uma|com|het|een|wat|wie|waarom|zijn)\b",
    re.IGNORECASE,
)
ENGLISH_COMMON = re.compile(
    r"\b(?:the|a|an|of|in|to|is|are|was|were|do|does|did|and|for|on|with|by|what|who|when|where|why|how|which|whose|has|have|had|can|could|will|would|should|it|its|this|that|there|from|at|as)\b",
    re.IGNORECASE,
)

EMPTY = "The question is empty: type one in Japanese or English. 質問が空です。日本語か英語で入力してください。"
TOO_LONG = (
    f"The question is too long ({{length:,}} characters; {LONGEST:,} are read): ask one thing at a time. "
    f"質問が長すぎます（{{length:,}}字。{LONGEST:,}字まで）。一度に一つずつ尋ねてください。"
)
UNREADABLE = "Please ask in Japanese or English; other languages cannot be answered. 日本語か英語で質問してください。"


def problem(question: str) -> str | None:
    """Return the sentence that says why a question cannot be asked, in both languages, or None when it can."""
    plain = unicodedata.normalize("NFKC", question).strip()
    if not plain:
        return EMPTY
    if len(plain) > LONGEST:
        return TOO_LONG.format(length=len(plain))
    return None if _readable(plain) else UNREADABLE


def language_of(question: str) -> Language:
    """Return the language to answer in; English for a question that cannot be read."""
    return detect(question[:LONGEST])


def _readable(plain: str) -> bool:
    letters = [char for char in plain if char.isalpha()]
    known = [char for char in letters if re.match(r"[A-Za-zÀ-ɏぁ-ゖァ-ヺー㐀-鿿々]", char)]
    if not letters or len(known) < 0.5 * len(letters):
        return False
    if re.search(r"[ぁ-ゖァ-ヺ]", plain):
        return True
    if re.search(r"[㐀-鿿]", plain):
        return _kanji_are_japanese(plain)
    foreign, common = len(ENGLISH_FOREIGN.findall(plain)), len(ENGLISH_COMMON.findall(plain))
    marked = bool(re.search(r"[¿¡]", plain))
    return not marked and (foreign == 0 or common > foreign)


def _kanji_are_japanese(plain: str) -> bool:
    """Kanji alone are a Japanese keyword query, unless one of them is written so in Chinese only (这, 什, 谁).

    Such characters are outside the Japanese character sets, or the Chinese question words that are inside them.
    """
    try:
        plain.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return not re.search(r"[㐀-鿿]", "".join(char for char in plain if not _encodes(char)))
    return not re.search(r"什么|甚麼|什麼|哪|吗|呢|的是|是谁|是誰|為什麼|怎麼", plain)


def _encodes(char: str) -> bool:
    try:
        char.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True
