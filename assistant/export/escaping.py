"""Any text becomes one line of Markdown that renders as this text and nothing else, and can be got back exactly."""

import re

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|&~!$:@^=]")
"""What is part of a mark, a link, a tag, a table, a formula or a mention, in CommonMark or one of its dialects."""
OPENING = re.compile(r"[-+]|[0-9]+[.)]")
"""What makes a list of a line that begins with it."""
WWW = re.compile(r"\bwww\.", re.IGNORECASE)
"""What dialects make a link of."""
KEPT = frozenset("\u3000\u00a0")
"""Characters that Python does not call printable, and that may stand inside a line all the same."""

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#([0-9]{1,7});")


def escaped(text: str) -> str:
    """Return a text as Markdown, on one line: marks behind a backslash, what is not seen as a character reference."""
    opening = OPENING.match(text)
    marks = {found.end() - 1 for pattern in (SPECIAL, WWW) for found in pattern.finditer(text)}
    marks |= {opening.end() - 1} if opening else set()
    edges = {0, len(text) - 1}
    return "".join(
        f"\\{char}" if place in marks else f"&#{ord(char)};" if _is_unsafe(char, place in edges) else char
        for place, char in enumerate(text)
    )


def unescaped(markdown: str) -> str:
    """Return the text that a line of Markdown stands for: the inverse of `escaped`."""
    return ESCAPED.sub(lambda found: found[1] or _character(found), markdown)


def _is_unsafe(char: str, at_edge: bool) -> bool:
    """Whether a character would be lost, or break the line; white space goes at the edges of a line."""
    return (char.isspace() and at_edge) or not (char.isprintable() or char in KEPT)


def _character(found: re.Match[str]) -> str:
    """Return the character of a reference; what is none, or half of a surrogate pair, stays as it is written."""
    code = int(found[2])
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]
