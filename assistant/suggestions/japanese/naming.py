"""Who, where and what is asked of Japanese statements that name a thing or explain a name."""

import re
from collections.abc import Iterator, Sequence

from assistant.suggestions.japanese.clauses import Clause, is_about_itself
from assistant.suggestions.japanese.morphology import Token, text_of, tokens

DEFINED = re.compile(
    r"^(?:[^、。]{0,10}、)?「?(?P<name>[^、。「」はを]{2,20}?)」?とは、(?!(?:言|い)え|限ら|別|異な|違|何)"
)
CALLED = re.compile(r"「(?P<name>[^」]{2,15})」と(?:呼ば|呼ぶ|名付け|名づけ|いう(?:名|[一-龥]))")
GLOSSED = re.compile(
    r"[一-龥](?P<name>[ァ-ヶー]{3,}(?:[・=][ァ-ヶー]{2,})*)\s*[(（](?P<latin>[A-Za-z][A-Za-z .'-]{2,})[)）]"
)
OF_A_PERSON = re.compile(r"(?:さん|氏|教授|博士|先生|大統領|首相|監督|選手)$")
COPULA = re.compile(r"(?:である|だ|です|だった|であった|でした)$")
FIRMS = re.compile(r"(?:社|会社|大学|財団|銀行|研究所|協会|公社|庁|省|局|造船|組合|工業)$")
ASKED_WHERE = re.compile(r"(?:先|場所|所在地|本社|本部|会社|企業|メーカー|国|都市|産地|舞台|拠点)は$")
ASKED_WHAT = re.compile(
    r"(?:課題|原因|目的|特徴|名称|名前|狙い|弱点|利点|問題|条件|理由|由来|分野|商品|手段|材料|原料|役割|仕事)は$"
)


def copulas(clause: Clause) -> Iterator[str]:
    """Yield the question of a clause "A is B" for B, where A is told at length and B is a name or something new."""
    if not clause.own or not clause.text.startswith(clause.topic):
        return
    end = COPULA.search(clause.text)
    told = clause.text[len(clause.topic) : end.start() if end else None].lstrip("、")
    if (
        end is None
        or "、" in told
        or re.search(r"\d|[二三四五六七八九十百千万][^\w]*[人軒台年]|ため$|から$|よう$|予定$|だけ$|ない", told)
    ):
        return
    word = _question_word(clause.topic, tokens(told))
    if word:
        yield f"{clause.topic}{word}ですか"
    elif _is_named(clause.topic) and len(told) > 5 and is_about_itself(told):
        yield f"{clause.topic[:-1]}とは何ですか"


def names(sentence: str, text: str) -> Iterator[str]:
    """Yield questions for what or who a name of a sentence is; `text` is the sentence made plain."""
    defined = DEFINED.match(text)
    if defined and re.search(r"(?:である|だ|です|をいう|を指す|のこと|と呼ぶ|[一-龥])$", text):
        yield f"{defined.group('name')}とは何ですか"
    for found in CALLED.finditer(text):
        if not re.search(r"[うくすつぬむるいただ]$", found.group("name")):
            yield f"「{found.group('name')}」とは何ですか"
    for found in GLOSSED.finditer(sentence):
        person = "・" in found.group("name") or "=" in found.group("name")
        if not person and len(found.group("name")) < 4:
            continue
        yield f"{found.group('name')}とは{'誰' if person else '何'}ですか"
    yield from _persons(tokens(text))


def _persons(found: Sequence[Token]) -> Iterator[str]:
    """Yield questions for persons that a noun before their full name explains: 教授の佐藤花子さん."""
    place = 0
    while place < len(found):
        end = place
        while end < len(found) and ("人名" in found[end].part or (found[end].text in "・=" and end > place)):
            end += 1
        name = text_of(found[place:end])
        if end - place > 1 and place > 1 and found[place - 1].text == "の" and found[place - 2].is_nominal:
            title = found[end].text if end < len(found) and OF_A_PERSON.search(found[end].text) else ""
            cut = (
                found[place - 1].text == "・"
                or (end < len(found) and found[end].text == "・")
                or name.endswith(("・", "="))
            )
            if not cut and not found[place - 2].is_name and (title or len(name) > 3):
                yield f"{name}{title}とは誰ですか"
        place = max(end, place + 1)


def _question_word(topic: str, told: Sequence[Token]) -> str:
    if not told or not is_about_itself(topic):
        return ""
    text = text_of(told)
    cleft = topic.endswith("のは") and re.search(r"[をがにで]", topic[:-3]) is not None
    if topic.endswith("のは") and not cleft:
        return ""
    if "人名" in told[-1].part or (len(told) > 1 and "人名" in told[-2].part and OF_A_PERSON.search(text)):
        return "誰"
    if ("地名" in told[-1].part or FIRMS.search(text)) and (cleft or ASKED_WHERE.search(topic)):
        return "どこ"
    if ASKED_WHAT.search(topic) or (
        cleft
        and not any(token.is_name for token in told)
        and told[-1].part[:2] == ("名詞", "普通名詞")
        and len(topic) > 5
    ):
        return "何"
    return ""


def _is_named(topic: str) -> bool:
    """Whether a topic is a name, of no person and no place, perhaps with what describes it."""
    found = tokens(topic)[:-1]
    if not found or not topic.endswith("は") or len(topic) > 26 or re.search(r"[にでと]は$", topic):
        return False
    last = found[-1]
    strange = last.is_name or (len(found) > 2 and found[-2].text == "・" and found[-3].is_name)
    return strange and not {"地名", "人名"} & set(last.part)
