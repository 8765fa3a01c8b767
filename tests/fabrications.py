"""Quotes made of true ones: the same in another form, and such as say something else."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

from source import Language

WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "(),.?!%"}
NARROW = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF66, 0xFF9E)}
HALF_KANA = {wide: narrow for narrow, wide in NARROW.items()}
VOICED = {char: unicodedata.normalize("NFD", char) for char in map(chr, range(0x3041, 0x30FF))}

STYLES: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(WIDE),
    "half width kana": lambda text: "".join(HALF_KANA.get(char, char) for char in text),
    "decomposed": lambda text: "".join(VOICED.get(char, char) for char in text),
    "upper case": lambda text: re.sub(r"(?<![0-9a-z])[a-z]+", lambda word: word.group().upper(), text),
    "spaces beside Japanese": lambda text: re.sub(
        r"(?<=[ぁ-ヺー年月人])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[ぁ-ヺー万億年月人])", "　", text
    ),
    "wrapped": lambda text: re.sub(r"(?<=[ぁ-ヺー])(?=[ぁ-ヺー])", "\n", text).replace(" ", "\n"),
    "no thousands": lambda text: re.sub(r"(?<=\d),(?=\d{3})", "", text),
    "thousands": lambda text: re.sub(r"(?<![\d,.])(\d{1,3})(\d{3})(?=[人万 ])", r"\1,\2", text),
    "marks": lambda text: text.translate(str.maketrans("「」『』“”‘’", "『』「」„”''")),
    "commas": lambda text: re.sub(r"(?<!\d)[、](?!\d)", "，", text).replace("。", "．") if "。" in text else text,
    "dashes": lambda text: re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", "\u2011", text),
    "dots": lambda text: text.replace("・", "･"),
    "zero width": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z])(?=[aeiou])", "\u00ad", text),
    "quoted": lambda text: f"「{text}」",
    "quoted in English": lambda text: f"“{text}”",
    "in brackets, marked": lambda text: f" ({text}) [12]\n" if not re.search("[()（）]", text) else text,
    "marked": lambda text: f"{text} [1][2]",
    "elided at the ends": lambda text: f"…{text}…",
    "no stop": lambda text: text.rstrip("。."),
}
"""The same text in another form."""

SWAPS: dict[Language, str] = {
    "ja": "中国/韓国 ロシア/インド 米国/英国 北京/上海 モスクワ/キエフ ファーウェイ/ノキア アリババ/アマゾン "
    "テンセント/ソニー 人工知能/量子計算 技術/芸術 企業/大学 両国/各国 協力/対立 増加/減少 可能/不可能 年/月 人/社 "
    "科学/文学 開発/破壊 大/小 新/旧 は/が を/に で/に と/や する/しない いる/いない ある/ない れる/れない",
    "en": "China/Korea Russia/India Russian/Indian Chinese/Korean Beijing/Shanghai Moscow/Kyiv Huawei/Nokia "
    "Alibaba/Amazon Tencent/Sony technology/art companies/schools both/all cooperation/conflict high/low "
    "new/old is/was has/had will/won't and/or in/on of/for the/a to/from are/were with/without",
}
"""Words for others: names, particles, opposites."""

EXTRA: dict[Language, tuple[str, ...]] = {"ja": ("不", "ー", "ない", "1"), "en": ("not ", "never ", "un", "1")}


def reformatted(text: str) -> Iterator[tuple[str, str]]:
    """The text in all forms that are not its own."""
    for name, change in STYLES.items():
        changed = change(text)
        if changed != text:
            yield name, changed


def digits_changed(text: str) -> Iterator[str]:
    """The text with each digit changed in turn, left out, doubled, raised or parted from the next."""
    for match in re.finditer(r"\d", text):
        at, digit = match.start(), int(match.group())
        before, after = text[:at], text[at + 1 :]
        yield f"{before}{(digit + 1) % 10}{after}"
        yield f"{before}{(digit + 7) % 10}{after}"
        yield f"{before}{digit}{digit}{after}"
        yield f"{before}{'⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]}{after}"
        yield f"{before}{'〇一二三四五六七八九'[digit]}{after}"
        if digit:
            yield f"{before}{chr(0x245F + digit)}{after}"
        if text[at + 1 : at + 2].isdigit():
            yield from (f"{before}{digit}{mark}{after}" for mark in (" ", ".", "-", "、"))
            if not re.match(r"\d{3}(?!\d)", after):  # 2,019 is 2019
                yield f"{before}{digit},{after}"
        if not text[at - 1 : at].isdigit() and text[at - 1 : at] not in ("-", ",", ".", "/"):
            yield f"{before}-{digit}{after}"
        if at:
            yield before + after


def words_changed(text: str, language: Language) -> Iterator[str]:
    """The text with each word of the table replaced by its other, wherever it stands."""
    for old, new in (pair.split("/") for pair in SWAPS[language].split()):
        for before, after in ((old, new), (new, old)):
            bordered = rf"\b{before}\b" if language == "en" else re.escape(before)
            for match in re.finditer(bordered, text):
                yield text[: match.start()] + after + text[match.end() :]


def mutilated(text: str, language: Language, random_state: random.Random) -> Iterator[str]:
    """The text with something inside left out, put in, or in another order."""
    clauses = re.split(r"(?<=、)" if language == "ja" else r"(?<=, )", text)
    if len(clauses) > 2:
        at = random_state.randrange(1, len(clauses) - 1)
        yield "".join(clauses[:at] + clauses[at + 1 :])
    if len(clauses) > 1:
        yield clauses[1] + clauses[0] + "".join(clauses[2:])
    inner = [place for place in range(2, len(text) - 2) if text[place].isalnum() and text[place - 1].isalnum()]
    for at in random_state.sample(inner, min(6, len(inner))):
        yield text[:at] + text[at + 1 :]
        yield text[:at] + random_state.choice(EXTRA[language]) + text[at:]
        if text[at] != text[at - 1]:
            yield text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def fabricated(text: str, language: Language, random_state: random.Random) -> Iterator[tuple[str, str]]:
    """Texts close to one that say something else, with what was done."""
    for kind, made in (
        ("digit", digits_changed(text)),
        ("word", words_changed(text, language)),
        ("mutilated", mutilated(text, language, random_state)),
    ):
        yield from ((kind, changed) for changed in made if changed != text)
