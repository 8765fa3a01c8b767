"""What kind of thing a question asks for, and where a sentence holds such a thing.

A question that asks for a number is hardly answered by a sentence without one: this steers the choice of evidence and
tells near misses from answers when abstaining.
"""

import re
import unicodedata
from typing import Literal

from index.terms import _tokenizer
from source import Language

Kind = Literal["number", "money", "percentage", "date", "person", "place", "organisation", "reason"]

QUESTIONS: dict[Language, list[tuple[Kind, str]]] = {
    "ja": [
        ("reason", r"なぜ|何故|どうして|なんで|何で(?=[^すしあ])|理由|原因|わけは|なにゆえ"),
        ("percentage", r"何(?:パーセント|％|%|割)|割合|比率|率(?:は|が|を|どれ|何|[?？]|$)"),
        ("date", r"いつ|何(?:年|月|日|時(?!間)|世紀|曜日)|日付|時期は|年月日"),
        ("money", r"いくら|金額|費用|何(?:円|ドル|ルーブル|元|ユーロ)|価格|値段は|総額|料金は|代金"),
        ("number", r"何(?:人|社|件|台|個|本|回|か国|カ国|ヶ国|箇所|か所|カ所|番|倍|名|機|枚|キロ|メートル|歳|つ|軒|頭|匹|時間|日間|年間|度|点|位|冊|校|店)"
         r"|いくつ|(?:どれ|どの)(?:くらい|ぐらい|ほど)(?:の(?:人|数|規模|量|期間|大きさ|長さ|広さ))?|人数|件数|台数|規模は|数は|数[?？]?$|何万|何千|何億|何百"),
        ("person", r"誰|だれ|何者|どなた|(?:氏名|名前)は"),
        ("place", r"(?:どの|何という)(?:都市|街|町|国|県|地域|場所|村|島)|どこ(?:で|に)(?=[^、]*(?:ある|あり|建|設|位置|開|行|住|作|置))|何市|場所は"),
        ("organisation", r"(?:どの|何という)(?:会社|企業|組織|機関|大学|団体|省庁|銀行)|(?:会社|企業|組織|機関|大学|団体|相手)は(?:どこ|何|どれ)|どこの(?:会社|企業|大学)"),
    ],
    "en": [
        ("reason", r"\bwhy\b|\bhow come\b|\breasons?\b|\bwhat (?:made|makes|caused|causes|prompted|led|drove|motivate[ds]?)\b|\bcause of\b|\bon what grounds\b"),
        ("percentage", r"\bper ?cent(?:age)?\b|\bwhat (?:share|proportion|fraction)\b|\b(?:interest|tariff|growth|success|survival|unemployment|penetration|what|which) (?:\w+ )?rate\b"),
        ("date", r"(?:^|[,;] (?:and )?|\band )when\b(?! (?:it comes|the|a|an)\b(?! \w+ (?:was|were|is|are|did|does)\b))|^when\b|\b(?:what|which|since what|in what|in which|on which|on what) (?:year|month|day|date|decade|century|time)\b|\bwhat date\b|\bsince when\b|\bover what period\b|^date\b"),
        ("money", r"\bhow much (?:money|did|does|do|was|were|is|are|has|have|will|would)\b|\bcosts?\b|\bprice\b|\bbudget\b|\bhow expensive\b|\bhow much\b(?=.*\b(?:worth|pay|paid|spend|spent|invest)\b)"),
        ("number", r"\bhow (?:many|long|old|far|tall|big|large|often|deep|fast|heavy|high|wide|hot|cold|much)\b|\bnumbers? of\b|\bwhat (?:numbers?|size|headcounts?)\b|\bhow \w+ is\b"),
        ("person", r"\bwho(?:se|m)?\b(?! of)|\bname of the (?:head|president|chief|director|author|man|woman|person|leader|boss|ceo|founder|chair\w*)\b|\bwhich (?:person|man|woman|author|politician)\b"),
        ("place", r"\bwhere\b(?! (?:do|does|did|will|would) \w+ stand)|\b(?:which|what) (?:\w+ )?(?:city|cities|town|country|countries|place|region|village|street)\b"),
        ("organisation", r"\b(?:which|what) (?:\w+ ){0,2}(?:company|companies|firms?|organi[sz]ations?|institutions?|operator|university|agency|bank|think tank)\b"),
    ],
}
"""Tried in order; a question may ask for several kinds (when and where)."""

DIGITS = r"(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
SCALE = r"(?:\s*[百千万億兆]+|\s*(?:hundred|thousand|million|billion|trillion))?"
WORDS = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty|hundred|twice|double|quadrupl\w*|first|second|third|half)"
COUNTER = r"(?:人|社|件|台|個|本|回|か国|カ国|ヶ国|箇所|か所|番|倍|名|機|枚|メートル|キロ|センチ|ミリ|グラム|歳|つ|軒|頭|匹|時間|日|年|度|点|位|冊|校|店|割|%|ドル|円|アール|ヘクタール|トン|リットル|月|週)"
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"

THINGS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(rf"(?<![A-Za-z\-\d/.])(?!(?:1[5-9]|20)\d\d\b(?!\s*{COUNTER}))(?!\d+\s*(?:年(?!間)|月|日(?!間)))(?:\d[\d,.]*{SCALE}(?:\s*{COUNTER})?|[〇一二三四五六七八九十百千]{{1,9}}{SCALE}{COUNTER}|\b{WORDS}\b)", re.IGNORECASE),
    "money": re.compile(
        rf"{DIGITS}{SCALE}\s*(?:米|US)?\s*(?:円|ドル|ルーブル|元|ユーロ|ポンド|dollars?|US dollars?|yen|roubles?|rubles?|yuan|euros?|pounds?|crowns?|million|billion)|(?:[$€£¥]|US\$)\s*{DIGITS}",
        re.IGNORECASE,
    ),
    "percentage": re.compile(rf"{DIGITS}\s*(?:%|パーセント|割|per ?cent)|(?:半分|half|third|quarter|[一二三四五]分の[一二三四五])", re.IGNORECASE),
    "date": re.compile(
        rf"{DIGITS}\s*年(?!間)(?:末|代|度)?(?:\s*{DIGITS}\s*月)?(?:\s*{DIGITS}\s*日)?|{DIGITS}\s*月(?:\s*{DIGITS}\s*日)?|第[一二三四五]\S曜日"
        rf"|\d{{4}}/\d{{1,2}}/\d{{1,2}}|(?:\d{{1,2}}\s+)?\b{MONTHS}\b(?:\s+\d{{1,2}})?,?(?:\s+\d{{4}})?|\b(?:1[5-9]|20)\d\d\b"
        rf"|(?:今|昨|来|翌|同)(?:年|月|日|春|夏|秋|冬)|[春夏秋冬]に|世紀|\b(?:spring|summer|autumn|fall|winter|century|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|this year|last year)\b|冷戦(?:初期|終結)",
    ),
    "reason": re.compile(
        r"から(?:だ|である|です|。|、)|ため(?:だ|である|に|、|。|$|[^に])|ので|何故なら|なぜなら|理由|原因|によって|ゆえ|せいで|おかげ|動機|目的|という事実|背景|結果"
        r"|\b(?:because|since|due to|owing to|as a result|reason|so that|in order to|therefore|thanks to|the fact that|motivated|on grounds|grounds|for fear|caused?|to avoid)\b",
        re.IGNORECASE,
    ),
}
"""What each kind looks like, in either language: a Japanese sentence and its translation are searched together."""

Name = Literal["person", "place", "organisation"]

TITLES = re.compile(r"(?:大統領|主席|首相|大臣|所長|会長|社長|組合長|理事長|博士|教授|トップ|女将|市長|知事|議長)|[一-龥ァ-ヶ]{2,}(?:氏|さん)|\b(?:President|Prime Minister|Minister|Director|Chairman|Chairwoman|Dr|Professor|Mayor|head of)\b")
LATIN_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")


def kinds_asked(question: str, language: Language) -> tuple[Kind, ...]:
    """The kinds of thing that a question asks for, none for most questions of what and how."""
    plain = unicodedata.normalize("NFKC", question)
    return tuple(kind for kind, pattern in QUESTIONS[language] if re.search(pattern, plain, re.IGNORECASE))


def things(text: str, kind: Kind) -> set[str]:
    """The things of a kind that a text holds."""
    plain = unicodedata.normalize("NFKC", text)
    if kind in THINGS:
        return {match.group() for match in THINGS[kind].finditer(plain)}
    found = set(names(plain, {"person": "人名", "place": "地名"}.get(kind)))
    if kind == "person":
        found |= {match.group() for match in TITLES.finditer(plain)}
    return found | {match.group() for match in LATIN_NAME.finditer(plain)}


def names(text: str, part: str | None = None) -> list[str]:
    """The proper names in a Japanese text, of one part of speech (人名, 地名) or of any."""
    found = []
    for morpheme in _tokenizer().tokenize(text[:10000]):
        pos = morpheme.part_of_speech()
        if pos[1] == "固有名詞" and (part is None or pos[2] == part):
            found.append(morpheme.surface())
    return found


def holds(text: str, kind: Kind) -> bool:
    """Whether a text holds a thing of a kind."""
    return bool(things(text, kind))
