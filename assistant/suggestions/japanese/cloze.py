"""A number or date of a Japanese statement is asked for: it gives way to a question word, the rest stays."""

import re
from collections.abc import Iterator

from assistant.suggestions.japanese.clauses import Clause, modifies_noun
from assistant.suggestions.japanese.endings import asked
from assistant.suggestions.japanese.morphology import text_of, tokens

DIGITS = r"(?:\d[\d,]*(?:\.\d+)?|[〇一二三四五六七八九十百千]+(?:・[〇一二三四五六七八九]+)?)"
SCALE = r"(?:[百千]?[万億兆](?:\d[\d,]*[万億]?|[〇一二三四五六七八九十百千]+万?)?)*"
SUMS = "円 米ドル ドル ルーブル 元 ユーロ ポンド フラン クローネ ウォン".split()
COUNTERS = (
    "人 名 社 件 台 個 本 回 か国 カ国 ヶ国 ヵ国 箇所 か所 カ所 ヶ所 倍 機 枚 歳 軒 頭 匹 時間 日間 年間 週間 "
    "か月 カ月 ヶ月 か月間 カ月間 ヶ月間 日 分間 分 秒 度 点 冊 校 店 割 % パーセント "
    "キロメートル センチメートル ミリメートル メートル キログラム キロ センチ ミリ グラム "
    "アール ヘクタール トン リットル ワット 隻 種類 品種 株 票 票差 棟 組 戸 基 羽 着 通 粒 部 巻 曲 "
    "世帯 両 杯 つ 語 室 km m cm kg t ha"
).split()
UNIT = f"(?:{'|'.join(sorted((*SUMS, *COUNTERS), key=len, reverse=True))})"
NUMBER = re.compile(
    rf"(?<![A-Za-z\d.,・\-第数/〇一二三四五六七八九十百千月年])(?:約|およそ|ほぼ|わずか|延べ|全部で|少なくとも"
    rf"|まだ)?(?P<number>{DIGITS}{SCALE})(?P<unit>{UNIT})"
    rf"(?:以上|未満|余り|あまり|余|ほど|程度|弱|強|近く|前後|超)?"
    rf"(?P<after>(?=の(?!目|[一二三1-3])|を(?!超|上回|下回|割|切)|が|で(?!は|も)|に(?:達|上|及|減|増|な|の)|、|だ(?!け)|です|[下上減増延縮][がびま]|$"
    rf"|[二-龥])(?!目|台|代|後|前|間|ごと|毎|おき|当たり|中|以))"
)
LOOSE = re.compile(
    rf"(?<=[はがにで、])(?:約|およそ|ほぼ)?(?P<number>{DIGITS}{SCALE})(?P<unit>)(?:以上|余り|近く)?(?P<after>の(?=[一-龥ァ-ヶー]))"
)
"""A bare number before a noun: 600 以上のラック."""

YEAR = r"(?:\d{3,4}年|[一二〇元]?[一二三四五六七八九〇十]{2,4}年)"
DATE = re.compile(
    rf"(?:(?:西暦|紀元前|同|[一-龥]{{2}})?{YEAR}(?:\(\w+\))?(?:の?[春夏秋冬]|度|末|\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|[一二三四五六七八九十]+月(?:[一二三四五六七八九十]+日)?)?"
    rf"|\d{{1,2}}月\d{{1,2}}日)(?:の(?:[春夏秋冬]|初め|夜|朝))?(?P<after>に(?!は)|、|から(?!\d)|だ|で(?=あ|す|し)|$)"
)
ODD = re.compile(r"それぞれ|各|毎|ずつ|しか|あたり|ごと|の[中なか]|例")
STANDS_ALONE = re.compile(
    r"[をに]|[されま]れ|引退|開業|完成|誕生|死去|創業|始ま|終わ|生まれ|亡くな|現れ|起き|就任|復活|開通|開館|終了|発足|存在|あり|ある|あった|いた|いる"
)
"""What a clause has that is whole without a topic: an object, a passive, a verb without object."""
TRIVIAL = frozenset("1 一".split())


def numbers(clause: Clause) -> Iterator[str]:
    """Yield questions for the numbers of a clause."""
    text = clause.text
    if ODD.search(text):
        return
    for found in (*NUMBER.finditer(text), *LOOSE.finditer(text)):
        if found.group("number") in TRIVIAL or _is_inside(clause, found.start(), found.end()):
            continue
        before, rest = text[: found.start()], text[found.end() :]
        if re.search(
            rf"{DIGITS}\w{{0,3}}[とや〜~―-]$|と、$|」の$|(?:ら|など|合計|マイナス)$|ところ、|ら[^は、]+が、", before
        ):
            continue
        if re.match(rf"(?:と|や|か|から|、){DIGITS}", rest) or _is_listed(text, found.group("unit")):
            continue
        if re.search(r"をも|に対して|瞬間", rest) or (re.match(r"[一-龥]", rest) and re.search(r"[一-龥]$", before)):
            continue
        word = _word(found.group("unit"))
        after = "の" if found.group("after") == "の" else ""
        if word == "いくつ" and not found.group("unit") and after == "の" and not _counts(rest):
            continue
        question = _with_topic(clause, found.start(), before + word + after + rest)
        if question is not None and "いくらが" not in question:
            yield question


def dates(clause: Clause) -> Iterator[str]:
    """Yield questions for the dates of a clause."""
    text = clause.text
    for found in DATE.finditer(text):
        if found.start() and text[found.start() - 1] in "とや〜~―-0123456789月年":
            continue
        after = found.group("after")
        if after in ("だ", "で", "") and not (
            found.start() and clause.own and text[: found.start()].endswith(("のは", "のは、"))
        ):
            continue
        is_last = clause.tokens[-1].part[5].startswith(("終止形", "連体形"))
        if not (clause.past or is_last):
            continue
        if _is_inside(clause, found.start(), found.end()) or modifies_noun(tokens(text[found.end() :])[:-1]):
            continue
        rest = text[found.end() :]
        word = "いつから" if after == "から" else "いつ"
        if after in ("だ", "で", ""):
            question: str | None = text[: found.start()] + word + after + rest
        else:
            question = _asking_when(clause, text[: found.start()], word, rest)
        whole = _finished(clause, question) if question else None
        if whole is not None:
            yield whole


def _asking_when(clause: Clause, before: str, word: str, rest: str) -> str | None:
    """Return a clause with a word for when after what it is about."""
    topic = clause.topic
    if clause.own and before.endswith((topic, f"{topic}、")):
        return f"{topic}{word}{rest}"
    if clause.own and rest.startswith(topic) and not before:
        return f"{topic}{word}{rest[len(topic) :].removeprefix('、')}"
    if not clause.own and topic and not before:
        return f"{topic}{word}{rest}"
    subject = re.match(
        r"([^、はがを。「」]+(?:「[^」]+」)?[^、はがを。「」]*|「[^」]+」[^、はがを。「」]*)が(?![、。])", rest
    )
    if (
        not topic
        and not before
        and subject
        and STANDS_ALONE.search(rest[subject.end() :])
        and not modifies_noun(tokens(subject.group(1)))
    ):
        return f"{subject.group(1)}は{word}{rest[subject.end() :]}"
    return None


def _with_topic(clause: Clause, place: int, text: str) -> str | None:
    """Return a clause in which a question word stands at a place as a question, with its sentence's topic."""
    if clause.own:
        start = clause.text.find(clause.topic)
        if place < start + len(clause.topic):
            return None
        text = text[start:]
    elif clause.topic:
        text = clause.topic + text
    elif "が" not in text or not STANDS_ALONE.search(DATE.sub("", text)):
        return None
    return _finished(clause, text)


def _finished(clause: Clause, text: str) -> str | None:
    text = re.sub(r"^([^、]{1,20}は)、(?=[何い])", r"\1", text)
    text = re.sub(r"(?<=[^ずに])が$", "", text)
    text = re.sub(r"(?<=いくら)が(?=かか)", "", text)
    return asked(tokens(text), past=clause.past)


def _word(unit: str) -> str:
    if unit in SUMS:
        return "いくら"
    return "いくつ" if unit in ("", "つ") else f"何{unit}"


def _counts(rest: str) -> bool:
    """Whether what follows a bare number can be counted."""
    return re.match(r"[一-龥ァ-ヶー]{2,}", rest) is not None


def _is_inside(clause: Clause, start: int, end: int) -> bool:
    """Whether a place stands in quotes, or in a clause that describes a noun."""
    text = clause.text
    if any(text[:start].count(left) > text[:start].count(right) for left, right in ("「」", "『』", "“”")):
        return True
    base = clause.tokens[0].start
    after = [token for token in clause.tokens if token.start - base >= end]
    return modifies_noun(after) or (not text_of(after) and not clause.topic)


def _is_listed(text: str, unit: str) -> bool:
    """Whether a clause lists several numbers of one unit."""
    return bool(unit) and len(re.findall(rf"{DIGITS}{SCALE}{unit}", text)) > 1
