"""Japanese follow-ups: what is missing, and what of the question before stands in for it.

A question word stands where its answer would: "なぜ？" takes the place of the question before's own question word. A
pointer (それ, その, そこ, 彼, 同社) is replaced by what the question before was about; a name alone (アリババは？)
takes the place of the name there; what has neither a pointer nor a name of its own gets the topic of that question or
of its thread, as readings to choose from.
"""

import re
from collections.abc import Sequence

from assistant.followup.context import Context
from assistant.followup.japanese.morphology import Token, parts_of, text_of, tokens
from assistant.followup.japanese.pointers import KIND_OF_POINTER, POINTING, pointed, points_nowhere
from assistant.followup.japanese.question import (
    KEEPS_NOUN,
    LEAD,
    SELF,
    asks_what_it_is,
    bare,
    owner_of,
    question_words,
    stated,
    topic_of,
)
from assistant.followup.japanese.topics import topics_of
from index.fields import fields_asked

MORE = re.compile(
    r"^(?:(?P<other>(?:他|ほか)(?:に|は|には|にも)?(?:何か|も)?|それだけ)|もっと(?:詳しく|教えて)?|詳しく|具体的に(?:は)?|例えば|たとえば)"
    r"(?:あり?ま?す?か?|教えて(?:ください)?|お願いします|言うと|です?か)*$"
)
WHY = ("なぜ", "何故", "どうして", "なんで", "何で")
REASON = re.compile(r"^(?:その|この)?(?:理由|原因|わけ|訳)(?:は(?:何(?:です)?か?)?)?$")
ALONE = re.compile(
    rf"^(?:それ(?:は|って))?(?P<word>{'|'.join(WHY)}|どうやって|どのように|いつ|どこで)"
    r"(?:です|だった|でした|だ|な)?(?:か|の|んですか)?$"
)
FRAGMENT = re.compile(
    r"^(?P<what>.+?)(?:に(?:ついて|関して)(?:は|も)?|の(?:場合|ほう|方)(?:は|も)?|(?:に|で|と|から|へ|まで)?(?:は|も)|って|だと|なら|だったら)"
    r"(?:どう(?:です)?か?)?$"
)
COUNTER = (
    "(?:軒|人|名|社|件|台|本|個|冊|校|隻|頭|匹|羽|棟|戸|店|便|機"
    "|[かカヶ箇]所|[かカヶ箇]国|種類?|円|トン|メートル|パーセント)"
)
NOW = re.compile(r"^(?:今|いま|現在)(?:は|では)?(?:どう(?:です)?か?)?$")
ENOUGH = 2
"""Nouns and verbs; a question with more says itself what it is about."""


def complete(question: str, context: Context) -> tuple[str, ...]:
    """Return a follow-up as a whole question, in each way that it can be read; one that is whole as it stands."""
    plain = bare(question)
    if not plain or SELF.search(plain) or (fields_asked(plain, "ja") and not LEAD.match(question)):
        return (question,)
    more = MORE.match(plain)
    if more is not None:
        return (f"{'ほかに' if more.group('other') else '具体的に'}、{context.asked}",)
    plain = re.sub(r"(?<=[年月日度])のは$", "は", plain)
    found = tokens(plain)
    if NOW.match(plain):
        numbers = _number_now(context)
        if numbers is not None:
            return (numbers,)
    word = _question_word_alone(plain, found)
    if word is not None:
        return (_with_word(word, context.asked),)
    if points_nowhere(found, context):
        return (question,)
    replaced = pointed(found, context)
    if replaced is not None:
        return (f"{replaced}？", *(f"{name}について、{replaced}？" for name in _answers(replaced, context)))
    readings = _fragment(plain, found, context)
    if readings:
        return readings
    about = tuple(_with_topic(plain, found, topic) for topic in topics_of(plain, context))
    return (question, *about) if _stands_alone(found) or not about else about


def _number_now(context: Context) -> str | None:
    """Return the number that was asked for as of now: 今何軒ですか; None where none was."""
    before = tokens(bare(context.asked))
    asking = question_words(before)
    if asking is None:
        return None
    number = re.match(rf"(?:何{COUNTER}|いくつ|いくら)", text_of(before[slice(*asking)]))
    return None if number is None else f"{topic_of(context.asked)}は今{number.group()}ですか？"


def _answers(replaced: str, context: Context) -> tuple[str, ...]:
    """Return the first name in the answer to a question for a thing, where none stands in for the pointer already."""
    known = any(name in replaced for _, name in context.found)
    return () if known or not asks_what_it_is(context.asked) else context.named[:1]


def _question_word_alone(plain: str, found: Sequence[Token]) -> str | None:
    """Return the question word of a question that asks nothing else: なぜ, それは何年ですか, その理由は."""
    if REASON.match(plain):
        return "なぜ"
    alone = ALONE.match(plain)
    if alone is not None:
        return alone.group("word")
    asking = question_words(found)
    if asking is None:
        return None
    for token in (*found[: asking[0]], *found[asking[1] :]):
        content = token.part[0] in ("名詞", "動詞", "形容詞", "形状詞", "副詞") or token.form in POINTING
        if content or KIND_OF_POINTER.get(token.form, "thing") != "thing":
            return None
    return text_of(found[slice(*asking)])


def _with_word(word: str, asked: str) -> str:
    """Return the question before with another question word."""
    plain = bare(asked)
    found = tokens(plain)
    asking = question_words(found)
    if asking is None or (asking[0] == 0 and found[0].text in WHY and word not in WHY):
        return _asking_of_statement(word, plain if asking is None else text_of(found[1:]), asked)
    before, after = text_of(found[: asking[0]]), text_of(found[asking[1] :])
    if found[asking[1] - 1].text in KEEPS_NOUN and not word.startswith(("どの", "どんな", "何")):
        return f"{word}{before}{after}？"
    if re.match(r"^(?:です|だ|か|なの|$)", after):
        word = re.sub(r"[がをはに]$", "", word)
    return f"{before}{word}{after}？"


def _asking_of_statement(word: str, plain: str, asked: str) -> str:
    """Return a question for a word of what was stated, or asked with yes or no."""
    plain = re.sub(r"(?<!の)は$", "", plain)
    verbal = tokens(plain)[-1].part[0] in ("助詞", "助動詞", "動詞", "形容詞")
    if not verbal:
        return f"{plain}は{word}？"
    if word in WHY or re.search(r"(?:か|ます|です)[?？。]?$", asked):
        return f"{word}{plain}？"
    return f"{stated(plain)}のは{word}？"


def _fragment(plain: str, found: Sequence[Token], context: Context) -> tuple[str, ...]:
    """Complete a question without question word and predicate: アリババは, 費用は; no readings for any other."""
    fragment = FRAGMENT.match(plain)
    if fragment is None or question_words(tokens(fragment["what"])) is not None:
        return ()
    what = tokens(fragment["what"])
    if any(token.part[0] in ("動詞", "助動詞") or token.part[1] == "準体助詞" for token in what):
        return ()
    parallel = _parallel(what, context.asked)
    if parallel is not None:
        return (parallel,)
    if any(token.is_name for token in what):
        return ()
    if re.search(r"[^か]。$", context.asked) and question_words(tokens(context.asked)) is None:
        return (f"{stated(bare(context.asked))}{fragment['what']}は？",)
    topics = topics_of(plain, context)
    if re.search(r"の(?:場合|ほう|方)", plain):
        topics = (owner_of(parts_of(tokens(topics[0]))[0]), *topics) if topics else ()
    return tuple(f"{topic}の{fragment['what']}は？" for topic in topics)


def _parallel(what: Sequence[Token], asked: str) -> str | None:
    """Return the question before about another thing of a kind that it names; None where it names none."""
    if any(token.text == "の" for token in what) or not (
        any(token.is_name for token in what) or what[0].kind == "number"
    ):
        return None
    parts, text = parts_of(tokens(asked)), text_of(what)
    if not parts:
        return None
    topic = next((part for part in parts if part.particles.endswith("は")), parts[0])
    runs = [run for part in sorted(parts, key=lambda part: part is not topic) for run in part.runs]
    others = [run for run in runs if text_of(run) != text]
    if len(what) == 1 and what[0].is_name:
        same = [(token,) for run in others for token in run if token.part[1:4] == what[0].part[1:4]]
        others = [*(run for run in same if run[0].text != text), *others]
    kind = "number" if what[0].kind == "number" else what[-1].kind
    place = next((run for run in others if any(token.kind == kind for token in run)), None)
    if place is None and what[0].kind == "number":
        return f"{text}は、{asked}"
    if place is None and what[-1].is_name:
        place = topic.runs[0]
    return None if place is None else _exchanged(asked, place[0].start, place[-1].end, text)


def _exchanged(asked: str, start: int, end: int, text: str) -> str:
    """Return a question with another thing in a place; where it names that one too, the two change places."""
    before, after = (part.replace(text, asked[start:end]) for part in (asked[:start], asked[end:]))
    return f"{before}{text}{after}"


def _stands_alone(found: Sequence[Token]) -> bool:
    """Whether a question says itself what it is about: by a name, by a quoted or pointed-at thing, by many words."""
    parts = parts_of(found)
    if any(part.is_name for part in parts) or any(token.part[0] == "空白" for token in found):
        return True
    if any(token.form == "此の" or token.text in "「『“" for token in found):
        return True
    if any(part.particles == "とは" for part in parts):
        return True
    said = [part for part in parts if not part.is_adverbial]
    content = {token.form for part in said for token in part.tokens if token.part[0] in ("名詞", "接尾辞")}
    content |= {token.form for token in found if token.part[0] in ("動詞", "形容詞") and token.part[1] == "一般"}
    return len(content) > ENOUGH


def _with_topic(plain: str, found: Sequence[Token], topic: str) -> str:
    """Return a question with a topic: as its own, or as what has the thing that it begins with."""
    first = next(iter(parts_of(found)), None)
    if first is None or found[0] is not first.tokens[0] or first.is_adverbial:
        has_topic = any(token.text == "は" for token in found)
        return f"{topic}について、{plain}？" if has_topic else f"{topic}は{plain}？"
    if topic.endswith(first.text):
        return f"{topic}{plain[len(first.text) :]}？"
    return f"{topic}の{plain}？"
