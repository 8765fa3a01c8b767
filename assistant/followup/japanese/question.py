"""The build of a Japanese question: its question words, what it is about, what it says."""

import re
from collections.abc import Sequence

from assistant.followup.japanese.morphology import TAKES_NOUN, Part, Token, parts_of, text_of, tokens

LEAD = re.compile(
    r"^(?:(?:では|じゃあ?|それでは|それじゃあ?|それなら|でも|しかし|だけど|そして|それで|なら|だったら|ちなみに|あと|逆に|反対に|一方|で|ええと)"
    r"[、,]\s*|じゃあ|では|でも(?![いよ]))"
)
"""What joins a question to the one before, and says nothing."""

ENDS = re.compile(r"[\s?？。．.!！]*$")
SELF = re.compile(r"(?:この|本|当)(?:記事|論文|文章|文書|資料|本文|エッセイ|レポート|報告書?)|[著筆作]者")
"""The text itself, or its author: no topic of a question about what it says."""

KEEPS_NOUN = ("どんな", "どのような", "どういう")
"""Question words that leave the noun after them where it is."""

COUNT = re.compile(r"何[人名社隻台基枚本冊個件軒匹頭羽]|何種類|いくつ")
"""What asks how many there are of a thing: it is the topic, not what has it."""

CHOICE = re.compile(r"(?:どちら|どっち)の")
"""What stands before the thing of which two are compared: どちらのUAV."""

ABOUT = re.compile(r"^(?P<topic>[^、]+)について、")
NAMES = re.compile(r"の(?:名前|名称|名|呼び名|題名?|タイトル)$")
"""What is asked for of a thing that is not known by name yet: the thing is the topic."""

DEGREE = ("という", "くらい", "ぐらい", "ほど")
EMPTY_PREDICATES = frozenset("為る 有る 居る だ です 言う 成る".split())


def bare(question: str) -> str:
    """Return a question without what joins it to the one before, and without its mark."""
    return ENDS.sub("", LEAD.sub("", question.strip()))


def question_words(found: Sequence[Token]) -> tuple[int, int] | None:
    """Return where the first question word stands, with the counter, noun and particles that belong to it."""
    first = next((place for place, token in enumerate(found) if token.asks), None)
    if first is None:
        return None
    last = first + 1
    if found[first].text in KEEPS_NOUN:
        return first, last
    takes_noun = found[first].text in TAKES_NOUN
    while last < len(found) and ((takes_noun and found[last].is_nominal) or found[last].text in DEGREE):
        takes_noun = takes_noun or found[last].text == "という"
        last += 1
    while last < len(found) and found[last].part[0] == "助詞" and found[last].part[1] not in ("終助詞", "準体助詞"):
        last += 1
    return first, last


def is_identity(found: Sequence[Token], asking: tuple[int, int]) -> bool:
    """Whether the question is of the form "AはBか": what stands before は is what is asked about."""
    rest = found[asking[1] :]
    ends = all(token.part[0] in ("助詞", "助動詞", "補助記号") or token.form in EMPTY_PREDICATES for token in rest)
    return asking[0] >= 2 and found[asking[0] - 1].text in ("は", "って") and ends


def topic_of(asked: str, *, whole: bool = False) -> str:
    """Return what a question is about: its topic, else its subject, else what it names first.

    Of a question for an attribute (潮力発電所の費用はいくら) that is what has it, unless the `whole` is wanted.
    """
    plain = bare(asked)
    about = ABOUT.match(plain)
    if about is not None:
        return about["topic"]
    found = tokens(plain)
    parts = [part for part in parts_of(found) if not SELF.search(part.text) and not part.is_adverbial]
    if not parts:
        return plain
    chosen = CHOICE.search(plain)
    if chosen is not None:
        return next((part.text for part in parts if part.tokens[0].start == chosen.end()), parts[0].text)
    return _asked_about(plain, found, parts, whole=whole) or _topic_among(parts)


def clause_of(asked: str) -> str | None:
    """Return what "…のはいつか" presupposes, so that a noun can follow: WeChatが禁止された(理由).

    None for a question of another form.
    """
    found = tokens(bare(asked))
    asking = question_words(found)
    if asking is None or not is_identity(found, asking) or not _is_clause(found, asking):
        return None
    return text_of(found[: asking[0] - 2])


def stated(plain: str) -> str:
    """Return a statement, or a question of why, up to its verb: without のだ, である, のですか."""
    found = tokens(plain)
    while len(found) > 1 and _ends_statement(found):
        found = found[:-1]
    return text_of(found)


def asks_what_it_is(asked: str) -> bool:
    """Whether a question asks which thing, place or person it is."""
    found = tokens(bare(asked))
    asking = question_words(found)
    if asking is None:
        return False
    words = text_of(found[slice(*asking)])
    return is_identity(found, asking) or re.match(r"どの|どこ(?![でにへ]|から|まで)", words) is not None


def owner_of(part: Part) -> str:
    """Of "AのB", A; of "Aの一日のB" too; else the whole."""
    runs = part.text.split("の")
    kept = runs[:-1] or runs
    while len(kept) > 1 and all(token.kind == "number" for token in tokens(kept[-1])):
        kept = kept[:-1]
    if all("副詞可能" in token.part or token.kind == "number" for token in tokens(kept[-1])):
        return part.text
    return "の".join(kept)


def _asked_about(plain: str, found: Sequence[Token], parts: Sequence[Part], *, whole: bool) -> str | None:
    """Return what stands before は in "AはBか" and in "Aは？"; None for questions of another form."""
    asking = question_words(found)
    if asking is None and re.search(r"(?<!の)(?:は|って)$", plain):
        named = re.sub(r"(?:は|って)$", "", plain)
        return owner_of(parts[0]) if parts[0].text == named and not whole else named
    if asking is None or not is_identity(found, asking) or _is_clause(found, asking):
        return None
    topic = re.sub(r"と$", "", text_of(found[: asking[0] - 1]))
    what_it_is = found[asking[0]].form in ("何", "誰") and asking[1] - asking[0] == 1
    counts = COUNT.match(text_of(found[slice(*asking)])) is not None
    if (what_it_is and not NAMES.search(topic)) or counts or whole:
        return topic
    return owner_of(parts[-1] if parts[-1].particles.startswith("は") else parts[0])


def _ends_statement(found: Sequence[Token]) -> bool:
    last, before = found[-1], found[-2]
    copula = last.part[0] == "助動詞" and last.form in ("だ", "です")
    return copula or last.part[1] in ("準体助詞", "終助詞") or (last.form == "有る" and before.form == "だ")


def _is_clause(found: Sequence[Token], asking: tuple[int, int]) -> bool:
    """Whether what stands before は is a clause: …のは."""
    return found[asking[0] - 2].part[1] == "準体助詞"


def _topic_among(parts: Sequence[Part]) -> str:
    for particle in ("は", "が", "を"):
        for part in parts:
            if part.particles.endswith(particle):
                return part.text
    return next((part for part in parts if part.is_name), parts[0]).text
