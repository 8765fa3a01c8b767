"""What kind of thing a question asks for.

A question that asks for a number is hardly answered by a sentence without one: this steers the choice of evidence and
tells near misses from answers when abstaining. `assistant/things.py` finds the things in sentences.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Literal

from source import Language

Kind = Literal[
    "number",
    "money",
    "percentage",
    "date",
    "person",
    "party",
    "named person",
    "city",
    "place",
    "organisation",
    "name",
    "reason",
]
"""`party` is who does a thing: a person, a country or an organisation."""

PEOPLE = (
    r"(?:head|president|chief|director|author|man|woman|person|leader|boss|ceo|founder|chair\w*|minister|manager|owner"
    r"|scientist|expert|mayor|wife|husband)"
)
COUNTED = (
    "人 社 件 台 個 本 回 か国 カ国 ヶ国 箇所 か所 カ所 番 倍 名 機 枚 キロ メートル "
    "歳 つ 軒 頭 匹 時間 日間 年間 度 点 位 冊 校 店"
)
END_JA = r"(?=は|が(?!か)|って|を(?:教|知)|[?？、 　]|と|$)"
"""What follows a Japanese noun that is asked for."""

MEASURES_JA = (
    r"(?:速[度さ]|高さ|長さ|重さ|重量|広さ|面積|深さ|距離|温度|気温|周波数|番号|年齢|寿命|定員|人口|容量|度数|期間)"
)
MEASURES = (
    r"(?:speed|height|length|weight|depth|area|distance|temperature|frequency|number|age|lifespan|population|capacity"
    r"|duration)"
)
SUMS = r"(?:fine|fee|fare|price|cost|salary|wage|rent|sum|amount|bill)"
COMPANY = (
    r"(?:company|companies|firms?|organi[sz]ations?|institutions?|operator|university|universities|agency|bank"
    r"|think tank|manufacturer|maker)"
)
AND = r"(?:^|[,;] (?:and )?|\band )"
"""Where a question word asks rather than joins: at the start, or of a second part."""

FORMS: dict[Language, dict[Kind, tuple[str, ...]]] = {
    "ja": {
        "reason": (r"なぜ|何故|どうして|なんで|何で(?=[^すしあ、])", r"理由|原因|わけは|なにゆえ"),
        "percentage": (r"何(?:パーセント|％|%|割)", r"割合|比率", r"率(?:は|が|を|どれ|何|[?？]|$)"),
        "date": (
            r"いつ|何(?:[年月時](?!間)|世紀|曜日|日(?=に|から|まで|です|でし|か|の|付|[?？]|$))",
            r"日付|時期は|年月日",
        ),
        "money": (
            r"いくら|何(?:円|ドル|ルーブル|元|ユーロ)",
            rf"(?:金額|費用|予算|[価年総]額|給料|年収|資金|価格|値段|料金|運賃|家賃|罰金|代金|額){END_JA}",
        ),
        "number": (
            rf"何(?:{'|'.join(COUNTED.split())}|日(?!に|から|まで|です|でし|か|の|付|[?？]|$))",
            r"いくつ|(?:どれ|どの)(?:くらい|ぐらい|ほど)(?:の|で|に|$|[?？])",
            r"人数|件数|台数|規模は|数は|数[?？]?$|何万|何千|何億|何百",
            rf"{MEASURES_JA}{END_JA}",
        ),
        "party": (r"(?:誰|だれ|どなた)(?:が|に|と|から|の手)",),
        "person": (r"(?:誰|だれ|どなた)(?!が|に|と|から|の手)|何者",),
        "city": (r"(?:どの|どこの|何という)(?:都市|街|町|村|市)", r"何市|何町"),
        "place": (
            r"(?:どの|どこの|何という)(?:国|県|地域|場所|島|土地)",
            r"どこ(?:で|に)(?=[^、]*(?:ある|あり|あっ|建|設|造|位置|開|行|住|作|置))",
            r"場所は|所在地|場所$",
        ),
        "organisation": (
            r"(?:どの|どこの|何という)(?:会社|企業|組織|機関|大学|団体|省庁|銀行|シンクタンク|メーカー)",
            r"(?:会社|企業|組織|機関|大学|団体|相手|メーカー)は(?:どこ|何|どれ)",
            r"会社名|社名|企業名|所属|(?:会社|企業|組織|団体|機関|大学|銀行|メーカー|シンクタンク)の(?:名前|名称|名)",
        ),
        "named person": (r"(?:トップ|長|者|氏|人|女将|主人|将|手|督|員|首相|大統領|博士|教授)の(?:名前|氏名|名は)",),
        "name": (r"(?<![長者人プ社業織体関学行ーク]の)(?:名前|名称|氏名)", r"何という名|何と呼ばれ|何と(?:いう|呼ぶ)"),
    },
    "en": {
        "reason": (
            r"\bwhy\b|\bhow come\b|\breasons?\b|\bcause of\b|\bon what grounds\b",
            r"\bwhat (?:made|makes|caused|causes|prompted|led|drove|motivate[ds]?)\b",
        ),
        "percentage": (
            r"\bper ?cent(?:age)?\b|\bwhat (?:share|proportion|fraction|interest)\b",
            r"\b(?:interest|tariff|growth|success|survival|unemployment|penetration|what|which) (?:\w+ )?rate\b",
        ),
        "date": (
            rf"{AND}when\b(?! (?:it comes|the|a|an)\b(?! \w+ (?:was|were|is|are|did|does)\b))|^when\b",
            r"\b(?:what|which|since what) (?:year|month|day|date|decade|century|time)\b",
            r"\bsince when\b|\bover what period\b|^date\b",
        ),
        "money": (
            r"\bhow much (?:money|did|does|do|was|were|is|are|has|have|will|would)\b|\bhow expensive\b",
            r"\bhow much\b(?=.*\b(?:worth|pay|paid|spend|spent|invest)\b)",
            rf"\bwhat (?:\w+ )?{SUMS}\b",
            r"\bcosts?\b|\bprices?\b|\bbudget\b|\bvalue of\b|\bsalar(?:y|ies)\b|\bfees?\b",
        ),
        "number": (
            r"\bhow (?:many|far|tall|big|large|deep|fast|heavy|high|wide|hot|cold|much|old|long|often)\b",
            rf"\bwhat(?:'s| is| was| are| were)? (?:the |its |their )?(?:\w+ ){{0,3}}{MEASURES}\b",
            r"\bnumbers? of\b|\bwhat (?:numbers?|size|headcounts?)\b",
        ),
        "party": (r"(?:^|[,;.] (?:and )?|\band |\bby |\bto |\bfrom |\bwith )who(?:se|m)?\b",),
        "person": (r"\bwhich (?:person|man|woman|author|politician)\b",),
        "city": (r"\b(?:which|what) (?:\w+ )?(?:city|cities|towns?|village|street)\b",),
        "place": (
            rf"{AND}where (?:is|are|was|were|do|does|did|has|have|will|would|can|could|should)\b"
            r"(?!(?: \w+){1,4} stand\b)",
            r"\b(?:which|what) (?:\w+ )?(?:country|countries|places?|regions?|locations?)\b|\blocation of\b",
        ),
        "organisation": (
            rf"\b(?:which|what) (?:\w+ ){{0,2}}{COMPANY}\b|\bnames? of (?:the |its |a )?(?:\w+ ){{0,3}}{COMPANY}\b",
        ),
        "named person": (
            rf"\bnames? of (?:the |its |his |her )?(?:\w+ ){{0,2}}{PEOPLE}\b",
            rf"\b{PEOPLE}'s name\b",
        ),
        "name": (
            rf"\bnames? of (?!(?:the |its |his |her |a )?(?:\w+ ){{0,3}}(?:{PEOPLE}|{COMPANY})\b)",
            r"\bwhat is \w+(?: \w+){0,5} (?:called|named)\b|\bnamed\?",
        ),
    },
}


def kinds_asked(question: str, language: Language) -> tuple[Kind, ...]:
    """Return the kinds of thing that a question asks for: none for most questions of what and how, two for some."""
    plain = unicodedata.normalize("NFKC", question)
    if is_yes_no(plain, language):
        return ()
    return tuple(kind for kind, forms in FORMS[language].items() if re.search("|".join(forms), plain, re.IGNORECASE))


YES_NO: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        r"^(?!.*(?:[何誰]|だれ|どなた|いつ|どこ|どの|どれ|どう|どんな|どちら|どっち|なぜ|いくら|いくつ|なんで|理由|教え|挙げ|まとめ|ください|下さい))"
        r".*(?:[いうくすつぬむるただ]|です|ます|でした|ました|ません|でしょう|ない)(?:の|ん|んです|のです)?か?(?:な|ね)?[?？。]*$"
    ),
    "en": re.compile(
        r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must"
        r"|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't)\b(?!.*\b(?:who|whom|when|where|why|how|what|which)\b)",
        re.IGNORECASE,
    ),
}
"""Forms of a question that yes or no would answer."""


def is_yes_no(question: str, language: Language) -> bool:
    """Whether yes or no would answer a question: then it asks for no kind of thing, and what settles it is shown."""
    return YES_NO[language].search(unicodedata.normalize("NFKC", question).strip()) is not None


SEVERAL: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        r"それぞれ|両方|と(?:その)?[^、。]{0,8}[はも](?:何|いつ|どこ|誰|どう)|、(?:どこ|いつ|誰|何|どう|なぜ)|[?？].*[?？]"
        r"|一覧|挙げ|列挙|まとめ|すべて|全て|どんな.*[とや]"
    ),
    "en": re.compile(
        r"\band (?:what|when|where|who|which|how|why|by)\b|\blist\b|\bname (?:the|all|three|two)\b|\?.*\?"
        r"|\brespectively\b|\beach\b|\boverall\b|\ball (?:the|of)\b|\bboth\b",
        re.IGNORECASE,
    ),
}
"""Forms of a question with several parts, or for several things."""


def asks_for_several(question: str, language: Language, kinds: Collection[Kind]) -> bool:
    """Whether a question has several parts or asks for several things, so that one sentence may not be enough."""
    return len(kinds) > 1 or SEVERAL[language].search(unicodedata.normalize("NFKC", question)) is not None


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
"""Greetings and thanks that no question goes on from, and questions to the assistant about itself."""


def is_small_talk(question: str, language: Language) -> bool:
    """Whether a message is no question about a document at all."""
    return SMALL_TALK[language].search(unicodedata.normalize("NFKC", question).strip()) is not None
