"""Japanese words that point back (それ, その会社, そこ, 彼, 両国), and what they point at."""

from collections.abc import Iterator, Sequence

from assistant.followup.context import Context
from assistant.followup.japanese.morphology import Part, Token, parts_of, text_of, tokens
from assistant.followup.japanese.question import asks_what_it_is, clause_of, topic_of

POINTERS = {
    "thing": "其れ 此れ 彼れ 其方 此方 其れ等 此れ等 それ これ",
    "organisation": "同社 同組織 同機関 同財団 同大学 同省",
    "place": "其処 此処 彼処 そこ ここ あそこ 同国 同市 同町 同地",
    "person": "彼 彼女 彼等 彼女等 同氏 同博士 同大統領",
}
KIND_OF_POINTER = {form: kind for kind, forms in POINTERS.items() for form in forms.split()}
POINTING = frozenset(("其の", "此の", "彼の"))
"""その and its like, before a noun."""

NOUNS = {
    "person": "人 方 人物 人達 氏 男性 女性",
    "place": "国 都市 街 町 村 場所 地域 地",
    "organisation": "会社 企業 組織 機関 団体 財団 大学 メーカー",
}
KIND_OF_NOUN = {noun: kind for kind, nouns in NOUNS.items() for noun in nouns.split()}
"""Nouns that say no more than the kind of what その points at: その会社 is the company itself."""

PAIRS = frozenset("両国 両社 両者 両方 二人 二社".split())


def pointed(found: Sequence[Token], context: Context) -> str | None:
    """Return a follow-up with its pointers replaced, None when it has none."""
    out: list[str] = []
    place, replaced = 0, False
    while place < len(found):
        new, length = _replacement(found, place, context)
        out.append(found[place].text if new is None else new)
        replaced = replaced or new is not None
        place += length
    return "".join(out) if replaced else None


def points_nowhere(found: Sequence[Token], context: Context) -> bool:
    """Whether a question speaks of "both" where no two things were named together."""
    return any(token.text in PAIRS for token in found) and _pair(context) is None


def _replacement(found: Sequence[Token], place: int, context: Context) -> tuple[str | None, int]:
    """Return what stands in for the token at a place, None for one that does not point; and its length."""
    token, after = found[place], found[place + 1] if place + 1 < len(found) else None
    following = "" if after is None else after.text
    kind = KIND_OF_POINTER.get(token.form) or KIND_OF_POINTER.get(token.text)
    if kind is not None and not (token.form == "此れ" and following in ("まで", "から")):
        return _referent(kind, context), 1
    if token.text in ("そこで", "ここで") and following in ("は", "も"):
        return f"{_referent('place', context)}で", 1
    if token.text in PAIRS:
        return _pair(context), 1
    if token.form in POINTING and after is not None:
        return _before_noun(token, after, context)
    if token.part[1] == "準体助詞" and place and found[place - 1].is_nominal:
        return f"の{topic_of(context.asked)}", 1
    return None, 1


def _before_noun(token: Token, noun: Token, context: Context) -> tuple[str | None, int]:
    """Return what その and the noun after it stand for; この only repeats what was named."""
    if noun.form in KIND_OF_NOUN and token.form != "此の":
        return _referent(KIND_OF_NOUN[noun.form], context), 2
    named = (part.text for part in _named(context))
    repeated = next((text for text in named if text != noun.text and text.endswith(noun.text)), None)
    if repeated is not None:
        return repeated, 2
    if token.form == "此の":
        return None, 1
    return clause_of(context.asked) or f"{topic_of(context.asked, whole=True)}の", 1


def _referent(kind: str, context: Context) -> str:
    known = context.latest(kind)
    if kind == "person":
        return _person(known, context)
    if known is not None and (kind != "thing" or asks_what_it_is(context.asked)):
        return known
    return topic_of(context.asked)


def _person(known: str | None, context: Context) -> str:
    """Return who is meant: the one asked for, the one whom the question before names, one whom its answer names."""
    asked = tokens(context.asked)
    if known is not None and any(token.form in ("誰", "だれ") for token in asked):
        return known
    runs = [run for part in parts_of(asked) for run in part.runs]
    named = next((text_of(run) for run in runs if any("人名" in token.part for token in run)), None)
    return named or known or next(iter(context.people), topic_of(context.asked, whole=True))


def _pair(context: Context) -> str | None:
    """Return the latest two things that a question names together."""
    pairs = (part for part in _named(context) if any(token.text in ("と", "や") for token in part.tokens))
    return next((part.text for part in pairs if len(part.runs) == 2), None)


def _named(context: Context) -> Iterator[Part]:
    """All noun phrases of the questions before, those of the latest first."""
    for asked in (context.asked, *context.earlier):
        yield from parts_of(tokens(asked))
