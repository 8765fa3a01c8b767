"""Whether a question can be asked at all: present, of a readable length, in Japanese or English."""

import re
import unicodedata

LONGEST = 2_000
"""Characters; the longest question of the question sets has 140."""

OTHER_LANGUAGES = frozenset(
    """
    el los las una qué que quién quien cómo cuál cuándo dónde por está artículo le les des une est sont qui
    quel quelle quels pourquoi où quand avec dans der das und ist sind wer wie warum wann welche welcher
    welches nicht ein eine einen il che chi perché quando della gli sono os não é quem qual uma com het een
    wat waarom zijn sobre cette cet este esta
    """.split()
)
ENGLISH = frozenset(
    """
    the a an of in to is are was were do does did and for on with by what who when where why how which whose
    has have had can could will would should it its this that there from at as about me my i you your we our
    they their tell give show list name explain describe please not or if be been than between
    """.split()
)
"""Function words by which one Latin-script language is told from another; "on" is French too, and counts as English."""

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


def _readable(plain: str) -> bool:
    letters = [char for char in plain if char.isalpha()]
    known = [char for char in letters if re.match(r"[A-Za-zÀ-ɏぁ-ゖァ-ヺー㐀-鿿々]", char)]
    if not letters or len(known) < 0.5 * len(letters):
        return False
    if re.search(r"[ぁ-ゖァ-ヺ]", plain):
        return True
    if re.search(r"[㐀-鿿]", plain):
        return _kanji_are_japanese(plain)
    # Only words in lower case count: OS and Des are names.
    words = re.findall(r"(?<![\w-])[a-zß-ɏ]+(?![\w-])", plain[:1].lower() + plain[1:])
    other, english = (sum(word in known for word in words) for known in (OTHER_LANGUAGES, ENGLISH))
    return not re.search(r"[¿¡]", plain) and other <= english


def _kanji_are_japanese(plain: str) -> bool:
    """Kanji alone are a Japanese keyword query, unless one of them is written so in Chinese only (这, 什, 谁).

    Such characters are outside the Japanese character sets, or the Chinese question words that are inside them.
    """
    strange = [char for char in plain if not _encodes(char)]
    if strange:
        return not any(re.match(r"[㐀-鿿]", char) for char in strange)
    return not re.search(r"什么|甚麼|什麼|哪|吗|呢|的是|是谁|是誰|為什麼|怎麼", plain)


def _encodes(char: str) -> bool:
    try:
        char.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True
