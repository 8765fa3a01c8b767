"""What somebody does something to is asked of Japanese statements."""

import re
from collections.abc import Iterator

from assistant.suggestions.japanese.clauses import Clause, is_about_itself
from assistant.suggestions.japanese.endings import asked
from assistant.suggestions.japanese.morphology import tokens

DOES = re.compile(
    r"^(?:目指|めざ|求め|開発|設立|提案|発見|導入|設計|発表|建設|発明|選[びんぶ]|始め|売り出|防[ぎいぐ]|学[びんぶ]|研究|禁止|採用|植え|拒否|懸念"
    r"|使[いっう]|作[りっる]|造[りっる]|調べ|調査|測[りっる]|輸出|輸入|生産|製造|栽培|飼育|主張|要求|約束|望[みんむ]|重視|批判|支援|促進|制限|寄付|描[きいく]|書[きいく]|創設|創立"
    r"|創刊|出版|制作|公開|担当|専攻|管理|教え)"
)


def objects(clause: Clause) -> Iterator[str]:
    """Yield the question for the object of a clause, where its verb is one of those that people ask so about."""
    topic, text = clause.topic, clause.text
    if not clause.own or not topic.endswith("は") or topic.endswith(("では", "には", "からは", "とは", "のは")):
        return
    if not clause.tokens[-1].part[5].startswith(("終止形", "連体形")):
        return  # in the middle of a sentence it may be no more than intended
    place = text.rfind("を")
    thing = text[text.find(topic) + len(topic) : place].lstrip("、")
    if place < 0 or len(thing) < 4 or not DOES.match(text[place + 1 :]) or not _is_telling(topic):
        return
    if re.search(r"[一二三四五六七八九十\d]つ$|こと$|もの$|の$|何|しか", thing):
        return
    if re.search(r"こと|よう|て[^い]", text[place:]):
        return
    question = asked(tokens(f"{topic}何を{text[place + 1 :]}"), past=clause.past)
    if question is not None:
        yield question


def _is_telling(topic: str) -> bool:
    """Whether a topic says who it is: it holds a name, or is of two words at least."""
    found = tokens(topic)[:-1]
    return is_about_itself(topic) and "、" not in topic and (any(token.is_name for token in found) or len(found) > 1)
