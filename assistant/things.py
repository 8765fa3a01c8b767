"""Where a sentence holds a thing of some kind: numbers, dates and reasons by their form, names by the analyser."""

import re
import unicodedata

from assistant.asked import Kind
from index.terms import morphemes
from source import Language, Sentence, detect

DIGITS = r"(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
SCALE = r"(?:\s*[百千万億兆]+|\s*(?:hundred|thousand|million|billion|trillion))?"
WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty|hundred|twice"
    r"|double|quadrupl\w*|first|second|third|half)"
)
COUNTERS = (
    "人 社 件 台 個 本 回 か国 カ国 ヶ国 箇所 か所 番 倍 名 機 枚 メートル キロ センチ ミリ "
    "グラム 歳 つ 軒 頭 匹 時間 日間 年間 日 年 度 点 位 冊 校 店 割 % ドル 円 アール ヘクタール トン "
    "リットル 月 週"
)
COUNTER = f"(?:{'|'.join(sorted(COUNTERS.split(), key=len, reverse=True))})"
YEAR = r"(?:1[5-9]|20)\d\d\b"
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAYS = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
CURRENCY = (
    r"(?:円|ドル|ルーブル|元|ユーロ|ポンド|(?:US )?dollars?|yen|roubles?|rubles?|yuan|euros?|pounds?|crowns?"
    r"|million|billion)"
)

PATTERNS: dict[Kind, tuple[str, ...]] = {
    "number": (
        # A number that is no year and no part of a date or a name (S-400).
        rf"(?<![A-Za-z\-\d/.])(?!{YEAR}(?!\s*{COUNTER}))(?!\d+\s*(?:年(?!間)|月|日(?!間)))"
        rf"\d[\d,.]*{SCALE}(?:\s*{COUNTER})?",
        rf"[〇一二三四五六七八九十百千]{{1,9}}{SCALE}{COUNTER}",
        rf"\b{WORDS}\b",
    ),
    "money": (rf"{DIGITS}{SCALE}\s*(?:米|US)?\s*{CURRENCY}", rf"(?:[$€£¥]|US\$)\s*{DIGITS}"),
    "percentage": (
        rf"{DIGITS}\s*(?:%|パーセント|割|per ?cent)",
        r"半分|[一二三四五]分の[一二三四五]|\b(?:half|third|quarter)\b",
    ),
    "date": (
        rf"{DIGITS}\s*年(?!間)(?:末|代|度)?(?:\s*{DIGITS}\s*月)?(?:\s*{DIGITS}\s*日)?",
        rf"{DIGITS}\s*月(?:\s*{DIGITS}\s*日)?",
        rf"{DIGITS}\s*時(?!間)(?:半|\s*{DIGITS}\s*分)?",
        r"\d{4}/\d{1,2}/\d{1,2}|第[一二三四五]\S曜日|(?:今|昨|来|翌|同)(?:年|月|日|春|夏|秋|冬)|[春夏秋冬]に|世紀",
        rf"(?:\d{{1,2}}\s+)?\b{MONTHS}\b(?:\s+\d{{1,2}}(?!\d))?,?(?:\s+\d{{4}})?|\b{DAYS}\b|\b{YEAR}",
        # Any other year is told by the word before it, and by what does not follow: in 1077, but not in 600 towns.
        r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil ))\d{3,4}\b(?![,.]?\d|\s*%|\s+[A-Za-z])",
        r"\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\bo'clock\b",
        r"\b(?:spring|summer|autumn|fall|winter|century|this year|last year)\b",
    ),
    "reason": (
        r"から(?:だ|である|です|。|、)|ため(?:だ|である|に|、|。|$|[^に])|ので|何故なら|なぜなら",
        r"理由|原因|によって|ゆえ|せいで|おかげ|動機|目的|という事実|背景|結果",
        r"\b(?:because|since|due to|owing to|as a result|reason|so that|in order to|therefore|thanks to)\b",
        r"\b(?:the fact that|motivated|grounds|for fear|caused?|to avoid)\b",
    ),
}
"""What the kinds look like that a form tells, in either language; the others are names."""

COMPILED = {kind: re.compile("|".join(forms), re.IGNORECASE) for kind, forms in PATTERNS.items()}

TITLES = re.compile(
    r"大統領|主席|首相|大臣|所長|会長|社長|組合長|理事長|博士|教授|トップ|女将|市長|知事|議長|[一-龥ァ-ヶ]{2,}(?:氏|さん)"
    r"|\b(?:President|Prime Minister|Minister|Director|Chairman|Chairwoman|Dr|Professor|Mayor|head|master)\b"
)
INSTITUTIONS = re.compile(
    r"[一-龥ァ-ヶー]{2,}(?:社|大学|財団|機関|公社|銀行|金庫|組合|研究所|アカデミー|イニシアティブ|協会|省|庁|政府)"
    r"|\b(?:[A-Z][\w-]+ )+(?:Inc|Ltd|Corp|University|Institute|Academy|Foundation|Bank|Fund|Association|Initiative"
    r"|Company|Group|Agency)\b"
)
CONTINENTS = frozenset(
    ("欧州", "北米", "南米", "中南米", "アジア", "アフリカ", "ヨーロッパ", "中東", "東欧", "西欧", "北欧", "東アジア")
)
PERSONAL_NAME = re.compile(
    r"[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)+(?:\s*[(（][A-Za-z .]+[)）])?|[(（][A-Z][a-z]+ [A-Z][a-z]+[)）]"
)
FACILITIES = re.compile(r"[一-龥ァ-ヶー]{1,8}(?:学校|室|館|駅|会場|工場|港|寺|神社|区|市|町|村|県|州)")
QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,40})[」』”\"]")
ACRONYM = re.compile(r"[A-Z]{2,5}")
LATIN_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<!^[\"'])\b[A-Z][\w'’-]+(?:\s+(?:of\s+)?[A-Z][\w'’-]+)*")
LATIN_PERSON = re.compile(r"\b[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)+")


def things(sentence: Sentence, kind: Kind) -> list[str]:
    """Return the things of a kind that a sentence or its translation holds, as they stand there (after NFKC).

    Names are taken from the Japanese side where there is one, for its analyser tells persons from places; in English
    they are capitalised words, whose kinds cannot be told apart.
    """
    sides = [unicodedata.normalize("NFKC", side) for side in (sentence.text, sentence.translation) if side is not None]
    if kind in COMPILED:
        return [match.group() for side in sides for match in COMPILED[kind].finditer(side)]
    return things_of(next((side for side in sides if detect(side) == "ja"), sides[0]), kind)


def things_of(text: str, kind: Kind) -> list[str]:
    """Return the things of a kind that a text (after NFKC) holds, in either language."""
    if kind in COMPILED:
        return [match.group() for match in COMPILED[kind].finditer(text)]
    return _japanese_names(text, kind) if detect(text) == "ja" else _latin_names(text, kind)


def proper_names(question: str, language: Language) -> list[str]:
    """Return the proper names in a question.

    Those that Sudachi knows in Japanese, capitalised words inside an English sentence, Latin words of three letters in
    either.
    """
    plain = unicodedata.normalize("NFKC", question)
    if language == "ja":
        return list(dict.fromkeys([*_whole_names(plain), *re.findall(r"[A-Z][A-Za-z]{2,}", plain)]))
    return [word for word in re.findall(r"(?<![.?!] )(?<!^)\b[A-Z][\w-]+", plain) if word != "I"]


def _whole_names(text: str) -> list[str]:
    """Return the proper names of a Japanese text, family and given name as one."""
    names: list[str] = []
    place = 0
    for name in _analysed(text):
        start = text.index(name, place)
        if names and start == place:
            names[-1] += name
        else:
            names.append(name)
        place = start + len(name)
    return [name for name in names if len(name) > 1]


def _japanese_names(text: str, kind: Kind) -> list[str]:
    if kind == "named person":
        return _analysed(text, "人名")
    if kind == "person":
        return _analysed(text, "人名") + TITLES.findall(text)
    if kind == "party":
        return _analysed(text) + TITLES.findall(text) + INSTITUTIONS.findall(text)
    if kind == "city":
        return [name for name in _analysed(text, "地名", "一般") if name not in CONTINENTS]
    if kind == "place":
        return FACILITIES.findall(text) + _analysed(text, "地名") + _analysed(text, "一般")
    if kind == "organisation":
        impersonal = PERSONAL_NAME.sub(" ", QUOTED.sub(" ", text))
        return INSTITUTIONS.findall(impersonal) + _analysed(impersonal, "一般")
    return [name for name in QUOTED.findall(text) or _analysed(text) if not ACRONYM.fullmatch(name)]


def _latin_names(text: str, kind: Kind) -> list[str]:
    latin = [name for name in LATIN_NAME.findall(text) if not re.fullmatch(rf"{MONTHS}|{DAYS}", name)]
    if kind == "named person":
        return LATIN_PERSON.findall(text)
    if kind == "person":
        return LATIN_PERSON.findall(text) + TITLES.findall(text)
    if kind == "party":
        return latin + TITLES.findall(text)
    if kind in ("city", "place"):
        return latin
    if kind == "organisation":
        impersonal = PERSONAL_NAME.sub(" ", text)
        return INSTITUTIONS.findall(impersonal) + LATIN_NAME.findall(impersonal)
    return [name for name in QUOTED.findall(text) or latin if not ACRONYM.fullmatch(name)]


def _analysed(text: str, *part: str) -> list[str]:
    """Return the proper names of a Japanese text whose part of speech goes on with `part`.

    Nouns that no dictionary has are names too: of firms and the like, unless a kind of name is asked for.
    """
    names = []
    for morpheme in morphemes(text):
        pos, surface = morpheme.part_of_speech(), str(morpheme.surface())
        strange = morpheme.is_oov() and pos[0] == "名詞" and len(surface) > 2 and not surface.isdecimal()
        if (pos[1] == "固有名詞" and pos[2 : 2 + len(part)] == part) or (strange and part in ((), ("一般",))):
            names.append(surface)
    return names
