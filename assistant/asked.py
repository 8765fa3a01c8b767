"""What kind of thing a question asks for, and where a sentence holds such a thing.

A question that asks for a number is hardly answered by a sentence without one: this steers the choice of evidence and
tells near misses from answers when abstaining.
"""

import re
import unicodedata
from typing import Literal

from index.terms import morphemes
from source import Language, Sentence, detect

Kind = Literal["number", "money", "percentage", "date", "person", "party", "named person", "city", "place", "organisation", "name", "reason"]

PEOPLE = r"(?:head|president|chief|director|author|man|woman|person|leader|boss|ceo|founder|chair\w*|minister|manager|owner|scientist|expert|mayor|wife|husband)"

QUESTIONS: dict[Language, list[tuple[Kind, str]]] = {
    "ja": [
        ("reason", r"なぜ|何故|どうして|なんで|何で(?=[^すしあ])|理由|原因|わけは|なにゆえ"),
        ("percentage", r"何(?:パーセント|％|%|割)|割合|比率|率(?:は|が|を|どれ|何|[?？]|$)"),
        ("date", r"いつ|何(?:年|月|日|時(?!間)|世紀|曜日)|日付|時期は|年月日"),
        ("money", r"いくら|金額|費用|予算|[価年総]額|額は|給料|年収|資金は|何(?:円|ドル|ルーブル|元|ユーロ)|価格|値段は|総額|料金は|代金"),
        ("number", r"何(?:人|社|件|台|個|本|回|か国|カ国|ヶ国|箇所|か所|カ所|番|倍|名|機|枚|キロ|メートル|歳|つ|軒|頭|匹|時間|日間|年間|度|点|位|冊|校|店)"
         r"|いくつ|(?:どれ|どの)(?:くらい|ぐらい|ほど)(?:の|で|に|$|[?？])|人数|件数|台数|規模は|数は|数[?？]?$|何万|何千|何億|何百"),
        ("person", r"誰|だれ|何者|どなた"),
        ("city", r"(?:どの|どこの|何という)(?:都市|街|町|村|市)|何市|何町"),
        ("place", r"(?:どの|どこの|何という)(?:国|県|地域|場所|島|土地)|どこ(?:で|に)(?=[^、]*(?:ある|あり|あっ|建|設|造|位置|開|行|住|作|置))|場所は|所在地|場所$"),
        ("organisation", r"(?:どの|どこの|何という)(?:会社|企業|組織|機関|大学|団体|省庁|銀行|シンクタンク|メーカー)|(?:会社|企業|組織|機関|大学|団体|相手|メーカー)は(?:どこ|何|どれ)|会社名|社名|企業名|所属"),
        ("named person", r"(?:トップ|長|者|氏|人|女将|主人|将|手|督|員|首相|大統領|博士|教授)の(?:名前|氏名|名は)"),
        ("name", r"(?<!長の)(?<!者の)(?<!人の)(?<!プの)(?:名前|名称|氏名|何という名|何と呼ばれ|何と(?:いう|呼ぶ))"),
    ],
    "en": [
        ("reason", r"\bwhy\b|\bhow come\b|\breasons?\b|\bwhat (?:made|makes|caused|causes|prompted|led|drove|motivate[ds]?)\b|\bcause of\b|\bon what grounds\b"),
        ("percentage", r"\bper ?cent(?:age)?\b|\bwhat (?:share|proportion|fraction)\b|\b(?:interest|tariff|growth|success|survival|unemployment|penetration|what|which) (?:\w+ )?rate\b"),
        ("date", r"(?:^|[,;] (?:and )?|\band )when\b(?! (?:it comes|the|a|an)\b(?! \w+ (?:was|were|is|are|did|does)\b))|^when\b|\b(?:what|which|since what|in what|in which|on which|on what) (?:year|month|day|date|decade|century|time)\b|\bwhat date\b|\bsince when\b|\bover what period\b|^date\b"),
        ("money", r"\bhow much (?:money|did|does|do|was|were|is|are|has|have|will|would)\b|\bcosts?\b|\bprices?\b|\bbudget\b|\bvalue of\b|\bsalar(?:y|ies)\b|\bfees?\b|\bhow expensive\b|\bhow much\b(?=.*\b(?:worth|pay|paid|spend|spent|invest)\b)"),
        ("number", r"\bhow (?:many|far|tall|big|large|deep|fast|heavy|high|wide|hot|cold|much)\b|\bnumbers? of\b|\bwhat (?:numbers?|size|headcounts?)\b|\bhow \w+ is\b"),
        ("party", r"(?:^|[,;.] (?:and )?|\band |\bby |\bto |\bfrom |\bwith )who(?:se|m)?\b"),
        ("person", r"\bwhich (?:person|man|woman|author|politician)\b"),
        ("city", r"\b(?:which|what) (?:\w+ )?(?:city|cities|towns?|village|street)\b"),
        ("place", r"(?:^|[,;] (?:and )?|\band )where\b(?! (?:do|does|did|will|would) \w+ (?:stand|do))(?= (?:is|are|was|were|do|does|did|has|have|will|would|can|could|should)\b)|\b(?:which|what) (?:\w+ )?(?:country|countries|place|region|location)s?\b|\blocation of\b"),
        ("organisation", r"\b(?:which|what) (?:\w+ ){0,2}(?:company|companies|firms?|organi[sz]ations?|institutions?|operator|university|universities|agency|bank|think tank|manufacturer|maker)\b"),
        ("named person", rf"\bnames? of (?:the |its |his |her )?(?:\w+ ){{0,2}}{PEOPLE}\b|\b{PEOPLE}'s name\b"),
        ("name", rf"\bnames? of (?!(?:the |its |his |her )?(?:\w+ ){{0,2}}{PEOPLE}\b)|\bwhat is \w+(?: \w+){0,5} (?:called|named)\b|\bnamed\?"),
    ],
}
"""Tried in order; a question may ask for several kinds (when and where)."""

DIGITS = r"(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
SCALE = r"(?:\s*[百千万億兆]+|\s*(?:hundred|thousand|million|billion|trillion))?"
WORDS = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty|hundred|twice|double|quadrupl\w*|first|second|third|half)"
COUNTER = r"(?:人|社|件|台|個|本|回|か国|カ国|ヶ国|箇所|か所|番|倍|名|機|枚|メートル|キロ|センチ|ミリ|グラム|歳|つ|軒|頭|匹|時間|日|年|度|点|位|冊|校|店|割|%|ドル|円|アール|ヘクタール|トン|リットル|月|週)"
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"

PATTERNS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(rf"(?<![A-Za-z\-\d/.])(?!(?:1[5-9]|20)\d\d\b(?!\s*{COUNTER}))(?!\d+\s*(?:年(?!間)|月|日(?!間)))(?:\d[\d,.]*{SCALE}(?:\s*{COUNTER})?|[〇一二三四五六七八九十百千]{{1,9}}{SCALE}{COUNTER}|\b{WORDS}\b)", re.IGNORECASE),
    "money": re.compile(
        rf"{DIGITS}{SCALE}\s*(?:米|US)?\s*(?:円|ドル|ルーブル|元|ユーロ|ポンド|dollars?|US dollars?|yen|roubles?|rubles?|yuan|euros?|pounds?|crowns?|million|billion)|(?:[$€£¥]|US\$)\s*{DIGITS}",
        re.IGNORECASE,
    ),
    "percentage": re.compile(rf"{DIGITS}\s*(?:%|パーセント|割|per ?cent)|(?:半分|half|third|quarter|[一二三四五]分の[一二三四五])", re.IGNORECASE),
    "date": re.compile(
        rf"{DIGITS}\s*年(?!間)(?:末|代|度)?(?:\s*{DIGITS}\s*月)?(?:\s*{DIGITS}\s*日)?|{DIGITS}\s*月(?:\s*{DIGITS}\s*日)?|{DIGITS}\s*時(?!間)(?:半|\s*{DIGITS}\s*分)?|第[一二三四五]\S曜日"
        rf"|\d{{4}}/\d{{1,2}}/\d{{1,2}}|(?:\d{{1,2}}\s+)?\b{MONTHS}\b(?:\s+\d{{1,2}})?,?(?:\s+\d{{4}})?|\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}}(?::\d\d)?\s*[ap]\.?m\b|\bo'clock\b"
        rf"|(?:今|昨|来|翌|同)(?:年|月|日|春|夏|秋|冬)|[春夏秋冬]に|世紀|\b(?:spring|summer|autumn|fall|winter|century|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|this year|last year)\b|冷戦(?:初期|終結)",
    ),
    "reason": re.compile(
        r"から(?:だ|である|です|。|、)|ため(?:だ|である|に|、|。|$|[^に])|ので|何故なら|なぜなら|理由|原因|によって|ゆえ|せいで|おかげ|動機|目的|という事実|背景|結果"
        r"|\b(?:because|since|due to|owing to|as a result|reason|so that|in order to|therefore|thanks to|the fact that|motivated|on grounds|grounds|for fear|caused?|to avoid)\b",
        re.IGNORECASE,
    ),
}
"""What the kinds look like that a pattern finds, in either language; the others are names."""

TITLES = re.compile(
    r"(?:大統領|主席|首相|大臣|所長|会長|社長|組合長|理事長|博士|教授|トップ|女将|市長|知事|議長)|[一-龥ァ-ヶ]{2,}(?:氏|さん)"
    r"|\b(?:President|Prime Minister|Minister|Director|Chairman|Chairwoman|Dr|Professor|Mayor|head|master)\b"
)
INSTITUTIONS = re.compile(
    r"[一-龥ァ-ヶー]{2,}(?:社|大学|財団|機関|公社|銀行|金庫|組合|研究所|アカデミー|イニシアティブ|協会|省|庁|政府)"
    r"|\b(?:[A-Z][\w-]+ )+(?:Inc|Ltd|Corp|University|Institute|Academy|Foundation|Bank|Fund|Association|Initiative|Company|Group|Agency)\b"
)
CONTINENTS = frozenset(("欧州", "北米", "南米", "中南米", "アジア", "アフリカ", "ヨーロッパ", "中東", "東欧", "西欧", "北欧", "東アジア", "東南アジア"))
PERSONAL_NAME = re.compile(r"[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)+(?:\s*[(（][A-Za-z .]+[)）])?|[(（][A-Z][a-z]+ [A-Z][a-z]+[)）]")
PLACES = re.compile(r"[一-龥ァ-ヶー]{1,8}(?:学校|室|館|駅|会場|工場|港|寺|神社|区|市|町|村|県|州)")
QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,40})[」』”\"]")
LATIN_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<!^[\"'])\b[A-Z][\w'’-]+(?:\s+(?:of\s+)?[A-Z][\w'’-]+)*")
LATIN_PERSON = re.compile(r"\b[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)+")


def kinds_asked(question: str, language: Language) -> tuple[Kind, ...]:
    """The kinds of thing that a question asks for, none for most questions of what and how."""
    plain = unicodedata.normalize("NFKC", question)
    return tuple(kind for kind, pattern in QUESTIONS[language] if re.search(pattern, plain, re.IGNORECASE))


def things(sentence: Sentence, kind: Kind) -> list[str]:
    """The things of a kind that a sentence or its translation holds, as they stand there (after NFKC).

    Names are taken from the Japanese side where there is one, for its analyser tells persons from places; in English
    they are capitalised words, whose kinds cannot be told apart.
    """
    sides = [unicodedata.normalize("NFKC", side) for side in (sentence.text, sentence.translation) if side is not None]
    if kind in PATTERNS:
        return [match.group() for side in sides for match in PATTERNS[kind].finditer(side)]
    return _named_things(next((side for side in sides if detect(side) == "ja"), sides[0]), kind)


def _named_things(plain: str, kind: Kind) -> list[str]:
    japanese = detect(plain) == "ja"
    if kind == "named person":
        return _names(plain, ("人名",)) if japanese else LATIN_PERSON.findall(plain)
    if kind == "person":
        return (_names(plain, ("人名",)) if japanese else LATIN_PERSON.findall(plain)) + TITLES.findall(plain)
    if kind == "party":
        # "Who" may be a person, a country or an organisation.
        return (_names(plain, ()) if japanese else LATIN_NAME.findall(plain)) + TITLES.findall(plain) + INSTITUTIONS.findall(plain)
    if kind == "city":
        return [name for name in (_names(plain, ("地名", "一般")) if japanese else LATIN_NAME.findall(plain)) if name not in CONTINENTS]
    if kind == "place":
        return PLACES.findall(plain) + (_names(plain, ("地名",)) + _names(plain, ("一般",)) if japanese else LATIN_NAME.findall(plain))
    if kind == "organisation":
        plain = PERSONAL_NAME.sub(" ", plain)
        return INSTITUTIONS.findall(plain) + (_names(plain, ("一般",)) if japanese else LATIN_NAME.findall(plain))
    found = QUOTED.findall(plain) + (_names(plain, ()) if japanese else LATIN_NAME.findall(plain))
    return [name for name in found if not re.fullmatch(r"[A-Z]{2,5}", name)]  # AI is no answer to what something is called


def proper_names(question: str, language: Language) -> list[str]:
    """The proper names in a question: Sudachi's for Japanese, capitalised words for English, Latin words in either."""
    plain = unicodedata.normalize("NFKC", question)
    if language == "ja":
        return [name for name in _names(plain, ()) if len(name) > 1] + re.findall(r"[A-Z][A-Za-z]{2,}", plain)
    return [word for word in re.findall(r"(?<![.?!] )(?<!^)\b[A-Z][\w-]+", plain) if word != "I"]


def _names(text: str, part: tuple[str, ...]) -> list[str]:
    """The proper names in a Japanese text whose part of speech begins with `part`, and words that no dictionary has."""
    names = []
    for morpheme in morphemes(text):
        pos = morpheme.part_of_speech()
        unknown = morpheme.is_oov() and len(morpheme.surface()) > 2 and pos[0] == "名詞" and not morpheme.surface().isdecimal()
        if (pos[1] == "固有名詞" and pos[2 : 2 + len(part)] == part) or (unknown and part in ((), ("一般",))):
            names.append(str(morpheme.surface()))
    return names
