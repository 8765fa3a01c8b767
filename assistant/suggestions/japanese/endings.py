"""The end of a Japanese statement becomes that of a question."""

import re
from collections.abc import Sequence

from assistant.suggestions.japanese.morphology import Token, text_of

PLAIN = dict(zip("いきぎしちにびみりえけせてねべめれ", "うくぐすつぬぶむる" + " " * 8, strict=True))
PAST = {
    "き": "いた",
    "ぎ": "いだ",
    "し": "した",
    "ち": "った",
    "り": "った",
    "い": "った",
    "に": "んだ",
    "び": "んだ",
    "み": "んだ",
}
"""The last syllable of a godan verb's continuative form, and what stands for it in the others."""

HEDGED = re.compile(
    r"(?:だろう|でしょう|かもしれない|かもしれません|と(?:[^、]{0,6})(?:思|考え|見ら|見て|見な|語|話し|述べ|言う|言った|言い|説明|主張|願|笑"
    r"|振り返|なれば|叫|答え)\w*|う|よう|まい|か|な|ね|よ|わけではない|わけだ|のだから|こと|ように|べきだ)$"
)
"""Ends of a clause that is no plain statement of fact."""

HEARSAY = re.compile(
    r"(?:という|といわれる|といわれている|と言われている|とされる|とされている|ということだ|と(?:思う|思います|考える|思われる|考えられる|見られる|みられる))$"
)


def asked(clause: Sequence[Token], *, past: bool) -> str | None:
    """Return a clause with the end of a question; None where its end is not understood.

    `past` is the tense of a clause that another follows, which Japanese tells at the end of the sentence.
    """
    text = HEARSAY.sub("", text_of(clause))
    kept = [token for token in clause if token.end - clause[0].start <= len(text)]
    if not kept or HEDGED.search(text):
        return None
    polite = re.sub(r"(?<=です|ます)$|(?<=でした|ました|ません)$", "か", text)
    if polite != text:
        return polite
    for end, ending in (("なのだ", "なのですか"), ("のだ", "のですか"), ("のである", "のですか")):
        if text.endswith(end):
            return text.removesuffix(end) + ending
    copula = re.search(r"(だった|であった|である|だ|であり|で)$", text)
    if copula is not None and _is_copula(kept, len(copula.group())):
        was = copula.group().endswith("った") or (copula.group() in ("であり", "で") and past)
        return text[: copula.start()] + ("でしたか" if was else "ですか")
    return _of_verb(kept, text, past=past)


def _of_verb(clause: Sequence[Token], text: str, *, past: bool) -> str | None:
    last = clause[-1]
    form = last.part[5]
    if (last.is_nominal or last.asks) and re.search(r"(?:何[^、はがをに]{0,8}|いく[らつ]|いつ|誰|どこ)$", text):
        return f"{text}{'でしたか' if past else 'ですか'}"
    if form.startswith(("終止形", "連体形")) and last.part[0] in ("動詞", "助動詞", "形容詞"):
        return f"{text}のですか"
    if text.endswith("ており"):
        return text.removesuffix("おり") + ("いたのですか" if past else "いるのですか")
    if last.part[1] == "接続助詞" and last.text in ("て", "で") and len(clause) > 1:
        if past and clause[-2].part[0] != "形容詞":
            return text[:-1] + ("たのですか" if last.text == "て" else "だのですか")
        last, text = clause[-2], text[:-1]
        form = last.part[5].replace("連用形-一般", "連用形")
        if last.part[4].startswith("五段"):
            return None
    if not form.startswith("連用形"):
        return None
    whole = _finite(last, past=past)
    return None if whole is None else f"{text.removesuffix(last.text)}{whole}のですか"


def _finite(token: Token, *, past: bool) -> str | None:
    """Return a word in its continuative form as it ends a sentence."""
    kind, text = token.part[4], token.text
    if token.part[0] == "形容詞" or kind == "助動詞-ナイ":
        return text[:-1] + ("かった" if past else "い") if text.endswith("く") else None
    if kind.startswith("五段"):
        ending = PAST.get(text[-1]) if past else PLAIN.get(text[-1])
        return text[:-1] + ending if ending else None
    if kind.startswith("サ行変格"):
        return ("した" if past else "する") if text == "し" else None
    if kind.startswith(("下一段", "上一段", "助動詞-レル", "助動詞-ラレル")):
        return text + ("た" if past else "る")
    return None


def _is_copula(clause: Sequence[Token], length: int) -> bool:
    """Whether the end of a clause, of some characters, stands after a noun."""
    text = text_of(clause)
    before = [token for token in clause if token.end - clause[0].start <= len(text) - length]
    return bool(before) and (
        before[-1].is_nominal or before[-1].part[0] == "代名詞" or before[-1].text in ("だけ", "ほど", "ばかり")
    )
