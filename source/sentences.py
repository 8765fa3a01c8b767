"""Where sentences begin and end, in Japanese, English and text that mixes them.

A sentence ends at a terminator that stands outside every quotation and bracket. Marks that follow it (closing
quotes, `[3]`, `※1`, superscripts) belong to the sentence before them. An ASCII full stop ends one only where white
space follows and neither an abbreviation, an initial nor a lower-case continuation speaks against it.
"""

import re

OPENING = "「『（(【〈《〔［[“"
CLOSING = "」』）)】〉》〕］]”"
PARTNER = dict(zip(CLOSING, OPENING, strict=True))

STRAIGHT_QUOTES = re.compile(r'(?<![^\s(\[])"(?=\S)[^"]{1,300}"(?![\w"])')
"""A quotation between straight marks; a longer one is more likely two that lost a mark."""

HARD = "。！？!?．.…"
"""Characters that may end a sentence; the ASCII ones and the doubtful ones only under conditions."""

MARKS = re.compile(
    r"(?:[ \t　]?(?:\[\d+(?:[,–-]\d+)*\]|［\d+］|〔\d+〕|※\d*|[¹²³⁰⁴-⁹]+|[（(](?:注|註|脚注)\s*\d*[）)]))+"
)
AFTER_QUOTE = re.compile(r"(?:と|って|との|など|等|の|は|が|を|に|も|で|や|へ|か|だ|、|，|・|[）)」』])")
"""What carries a Japanese sentence on behind a closing quotation mark or an exclamation: 「行こう。」と言った。"""

ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof rev hon st sr jr gen col lt sgt capt cmdr adm gov sen rep pres vs etc e.g i.e cf
    al ca approx no nos vol vols fig figs eq sec ch pp p ed eds inc ltd co corp bros dept univ est jan
    feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m u.s u.k u.n e.u
    ph.d m.d b.a m.a d.c ave blvd rd mt ft
    """.split()
)
NEVER_LAST = ABBREVIATIONS - frozenset(
    """
    etc al inc ltd co corp bros jr sr a.m p.m u.s u.k u.n e.u ph.d m.d b.a m.a d.c
    """.split()
)
"""Abbreviations that always lean on the next word; the others may close a sentence when a new one plainly starts."""
STARTERS = frozenset(
    """
    the a an this that these those it its he she they we you i his her their our my in on at by for from
    with as if when while after before since although though however but and so yet there here what who
    why how both each many most some no not one two another
    """.split()
)

WORD_BEFORE = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.]*$")
ASCII_END = re.compile(r"""[.!?]+(?:["'”’)\]])*""")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph: ordered, without surrounding white space, nothing else left out."""
    closed = _closed_brackets(text)
    spans: list[tuple[int, int]] = []
    start = position = 0
    while position < len(text):
        if position in closed:
            position = closed[position] + 1
            whole = text[position - 2] in "。！？.!?" and _starts_anew(text, position)
            end = position if whole else None
        else:
            end = _end_at(text, position)
            position += 1
        if end is not None:
            end = _with_marks(text, end)
            spans.append((start, end))
            start = position = end
    spans.append((start, len(text)))
    return [stripped for begin, stop in spans if (stripped := _stripped(text, begin, stop)) is not None]


def _closed_brackets(text: str) -> dict[int, int]:
    """Each opening bracket or quotation mark that is closed in the same paragraph, with the place of its partner.

    One that nobody closes is a slip or a list mark (`1)`), and holds nothing back.
    """
    stack: list[int] = []
    pairs = {match.start(): match.end() - 1 for match in STRAIGHT_QUOTES.finditer(text)}
    for place, char in enumerate(text):
        if char in OPENING:
            stack.append(place)
        elif char in PARTNER:
            while stack and text[stack[-1]] != PARTNER[char]:
                if not any(text[opened] == PARTNER[char] for opened in stack):
                    break
                stack.pop()
            if stack and text[stack[-1]] == PARTNER[char]:
                pairs[stack.pop()] = place
    return pairs


def _end_at(text: str, position: int) -> int | None:
    """Return the end of the sentence whose terminator stands at `position`, or None when none ends there."""
    char = text[position]
    if char not in HARD:
        return None
    if char in "。．" or char in "！？":
        return _japanese_end(text, position)
    if char == "…":
        return (
            None
            if not _starts_anew(text, position + 1) or text[position + 1 : position + 2] not in " \n　"
            else position + 1
        )
    return _ascii_end(text, position)


def _japanese_end(text: str, position: int) -> int | None:
    before, behind = text[position - 1 : position], text[position + 1 : position + 2]
    if text[position] == "．" and before.isdigit() and behind.isdigit():
        return None
    end = position + 1
    while end < len(text) and text[end] in "。．！？!?":
        end += 1
    while end < len(text) and text[end] in CLOSING + "\"'’":
        end += 1
    if text[position] in "！？":
        # A name may hold one (Yahoo！ニュース), and a cry may be an object of the sentence (やった！と叫んだ).
        if before.isascii() and before.isalpha() and text[end : end + 1] not in ("", " ", "　", "\n"):
            return None
        if text[end : end + 1] in ("と", "、", "，"):
            return None
    return end


def _ascii_end(text: str, position: int) -> int | None:
    match = ASCII_END.match(text, position)
    assert match is not None  # `position` holds one of the characters that the expression begins with
    end = match.end()
    following = text[end:].lstrip("\"'“‘([")
    if not following.strip():
        return end
    if not (text[end].isspace() or _is_cjk(text[end]) or text[end] in "\"'“‘([「『"):
        return None
    if _is_cjk(text[end]) and text[position] == "." and _is_latin(text[position - 1 : position]):
        return None
    following = following.lstrip(" \t\n　\"'“‘([")
    if following[:1].islower():
        return None
    if match.group().startswith("..") and not following[:1].isupper():
        return None
    return None if match.group()[:1] == "." and _leans_on_next(text, position, following) else end


def _leans_on_next(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial rather than to the sentence."""
    word = WORD_BEFORE.search(text, max(0, stop - 20), stop)
    if word is None:
        # `1.` at a paragraph's start numbers what follows.
        return bool(re.fullmatch(r"\s*\d{1,3}", text[:stop]))
    name = word.group().lower().strip(".")
    next_word = re.match(r"[A-Za-z']+", following)
    starts = next_word is not None and next_word.group().lower() in STARTERS and next_word.group()[0].isupper()
    if name in {"no", "nos", "vol", "fig", "p", "pp", "ch", "sec", "eq"}:
        return following[:1].isdigit()
    if name in {"mar", "sat", "sun", "wed", "jan", "may"}:
        return following[:1].isdigit() and word.group()[0].isupper()
    if name in NEVER_LAST:
        return True
    if name in ABBREVIATIONS or "." in name:
        return not starts
    # A single capital is an initial (J. Smith), unless a new sentence plainly begins (Plan B. The …).
    return len(name) == 1 and word.group()[0].isupper() and word.group() != "I" and not starts


def _starts_anew(text: str, end: int) -> bool:
    """Whether what stands behind a closing mark is a new sentence rather than the old one going on."""
    rest = text[end:].lstrip(" \t\n　")
    if not rest or AFTER_QUOTE.match(rest) or rest[0].islower():
        return False
    return _is_cjk(rest[0]) or rest[0] in OPENING or rest[0] == '"' or (rest[0].isalnum() and text[end].isspace())


def _with_marks(text: str, end: int) -> int:
    match = MARKS.match(text, end)
    return match.end() if match else end


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None


def _is_cjk(char: str) -> bool:
    return bool(re.match(r"[぀-ヿ㐀-鿿々]", char))


def _is_latin(char: str) -> bool:
    return bool(re.match(r"[A-Za-z]", char))
