"""A Japanese sentence in its clauses, each with what it is about."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.suggestions.japanese.morphology import Token, text_of, tokens

LONGEST = 200
"""Characters; of a longer sentence no question is made."""

WIDE = r"[^\x00-\x7f]"
SPACES = re.compile(rf"(?<={WIDE})\s+|\s+(?={WIDE})")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕")
OPENING = re.compile(
    r"^(?:しかし|だが|ところが|けれども|また|なお|そして|さらに|特に|とくに|例えば|たとえば|事実|実際|実は|一方で|一方|ただし|ただ|もっとも"
    r"|現在|今日|今は|今も|いまも|現時点では|最近|結局|つまり|すなわち|まず|当初|もともと|ちなみに|加えて|最終的に|最終的には|なかでも|中でも)、?(?!の)"
)
"""Openings that a sentence can do without."""

POINTERS = re.compile(
    r"この|同(?=[ァ-ヶー])|その(?!もの)|それ(?!ぞれ)|これ|あの(?!ね)|そこ|ここ|彼(?!岸)|同[社氏国年月日紙誌所校市県大時書地作]|両(?:国|者|社|氏|方|軍|市|島)|前者|後者"
    r"|こう(?:し|い)|そう(?:し|い)|このよう|そのよう|当時|翌|今回|先の|上記|前述|以下の|次の|私|我々|われわれ|本稿|小文|一方|のちに|後に|うち"
    r"|残る|残り|残した|ほか|他の|昨年|今年|来年|先月|今月|今春|こんど|今度|第[一二三]に|当社|自ら|自身|もう一|別の|最後の|あちこち|なぜか|後を|前の年|次いで|続いて|とも(?:に|いう)"
)
"""Words that point at something outside the sentence, or at the day when it was written."""

DIRECT = re.compile(r"[「『“\"][^」』”\"]*[。？！?!][^」』”\"]*[」』”\"]|^[「『“\"・●○■◆]|[?？!！…｜|]|[。」]$|http")
MODAL = re.compile(
    r"(?:なければならない|なければいけない|必要がある|必要だ|べきである|てはならない|ことができる|たい)$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: its morphemes, the topic of its own or of its sentence, the tense.

    `topic` is with its particles (ロシアには), empty where nothing tells it; `own` says that it stands in the clause,
    at its start or after adverbs. `past` is the tense of the whole sentence. `whole` says that the sentence has no
    other clause.
    """

    tokens: tuple[Token, ...]
    topic: str
    own: bool
    past: bool
    whole: bool

    @property
    def text(self) -> str:
        """The clause as it stands."""
        return text_of(self.tokens)


def plain(sentence: str) -> str:
    """Return a sentence in NFKC, on one line, without brackets, its full stop and an opening it can do without."""
    text = " ".join(unicodedata.normalize("NFKC", sentence).split())
    for _ in range(2):
        text = BRACKETED.sub("", text)
    return OPENING.sub("", SPACES.sub("", text).removesuffix("。").replace("，", "、"))


def is_plain(text: str) -> bool:
    """Whether a sentence, made plain, is a statement of the document itself, and of a readable length."""
    paired = all(text.count(left) == text.count(right) for left, right in ("「」", "『』", "()", "“”"))
    return 5 < len(text) <= LONGEST and paired and not DIRECT.search(text)


def clauses_of(text: str) -> list[Clause]:
    """Return the main clauses of a sentence that was made plain; a clause keeps those that depend on it."""
    runs: list[list[Token]] = [[]]
    segments = _segments(tokens(text))
    for place, segment in enumerate(segments):
        runs[-1] += segment
        is_noun = len(segment) > 2 and segment[-2].text == "で" and segment[-3].is_nominal
        has_next = place + 1 < len(segments) and bool(topic_of(segments[place + 1]))
        number = is_noun and segment[-3].kind == "number"
        if _ends_clause(segment) or (is_noun and (has_next or number) and topic_of(runs[-1])):
            runs.append([])
    runs = [run for run in runs if run]
    past = re.search(r"(?:た|だ(?<=んだ))(?:の(?:だ|である|です)|という|とされる)?$|でした$|ました$", text) is not None
    found: list[Clause] = []
    topic = ""
    for run in map(_without_pointer, runs):
        own = topic_of(run)
        topic = own or topic
        if run:
            found.append(Clause(tuple(run), topic, bool(own), past, len(runs) == 1))
    return found[-1:] if MODAL.search(text) else found


def topic_of(run: Sequence[Token]) -> str:
    """Return the topic of a clause with its particles: what stands before its first は, after the adverbs; or none."""
    depth = 0
    start = 0
    for place, token in enumerate(run):
        depth += (token.text in "「『“(") - (token.text in "」』”)")
        if token.text == "、" and depth == 0:
            if not _may_be_left_out(run[start:place]):
                return ""
            start = place + 1
        is_denied = place + 1 < len(run) and run[place + 1].form == "無い"
        if token.part[1] == "係助詞" and token.text == "は" and depth == 0 and not is_denied:
            return text_of(run[start : place + 1]) if place > start else ""
    return ""


def is_about_itself(text: str) -> bool:
    """Whether a question can be read alone: nothing in it points elsewhere."""
    return POINTERS.search(re.sub(r"「[^」]*」|『[^』]*』", "", text)) is None


def modifies_noun(run: Sequence[Token]) -> bool:
    """Whether a verb in a run of morphemes describes a noun after it: what stands before is then no main clause."""
    formal = frozenset("こと 事 の 予定 計画 ところ 為 よう 様 筈 訳 見込み 物 方針 方 通り".split())
    for token, after in pairwise(run):
        ends = token.part[0] in ("動詞", "形容詞", "助動詞") and token.part[5].startswith(("連体形", "終止形"))
        if (
            ends
            and (after.is_nominal or after.part[0] == "連体詞" or "語幹" in after.part[5])
            and after.form not in formal
        ):
            return True
    return False


def _segments(found: Sequence[Token]) -> list[list[Token]]:
    """Return a sentence cut after its commas, none inside quotes."""
    cut: list[list[Token]] = [[]]
    depth = 0
    for token in found:
        depth += (token.text in "「『“(") - (token.text in "」』”)")
        cut[-1].append(token)
        if token.text == "、" and depth == 0:
            cut.append([])
    return [segment for segment in cut if segment]


def _ends_clause(segment: Sequence[Token]) -> bool:
    """Whether a segment with its comma ends a clause that stands beside the next one, not one that depends on it."""
    if len(segment) < 3 or segment[-1].text != "、":
        return False
    last, before = segment[-2], segment[-3]
    text = text_of(segment[:-1])
    if last.part[0] in ("動詞", "形容詞", "助動詞") and last.part[5].startswith("連用形"):
        return not text.endswith(("に", "よく", "なく", "ように"))
    if last.part[1] == "接続助詞" and last.text in ("て", "で"):
        return not text.endswith(
            ("にとって", "として", "によって", "に対して", "について", "において", "めぐって", "合わせて", "初めて")
        )
    if last.part[1] == "接続助詞" and last.text in ("が", "けれど", "けれども"):
        return True
    counted = before.kind == "number" or last.kind == "number" or before.part[1] == "数詞"
    return counted and last.is_nominal and bool(topic_of(segment))


def _may_be_left_out(segment: Sequence[Token]) -> bool:
    """Whether a segment without its comma only says when, where or how."""
    text = text_of(segment)
    adverb = all(
        token.part[0] in ("副詞", "接続詞") or "副詞可能" in token.part or token.kind == "number" for token in segment
    )
    return adverb or text.endswith(
        ("に", "で", "では", "には", "から", "まで", "として", "ために", "によって", "において", "によると", "通して")
    )


def _without_pointer(run: Sequence[Token]) -> Sequence[Token]:
    """Return a clause without its comma, and without what it begins with if that only says when, and points."""
    run = run[:-1] if run[-1].text == "、" else run
    comma = next((place for place, token in enumerate(run) if token.text == "、"), 0)
    opening = run[:comma]
    if opening and _may_be_left_out(opening) and not is_about_itself(text_of(opening)):
        return run[comma + 1 :]
    return run
