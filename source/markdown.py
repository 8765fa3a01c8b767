"""Markdown becomes the text a reader sees, with its headings.

The canonical text is the rendered text, block by block: quotations then read as on the page, without `**` and link
targets. Parsing is markdown-it-py's (CommonMark and tables).
"""

import re
from collections.abc import Iterator

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from source.document import Field
from source.structure import Block

HTML_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<facts>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FACTS: tuple[Field, ...] = ("title", "author", "date")


def render(raw: str) -> tuple[str, list[Block]]:
    """Return the canonical text of a Markdown source and its blocks.

    Title, author and date of a YAML front matter stand at its top, one line each, unless the text repeats them.
    """
    text = re.sub(r"\r\n?", "\n", raw)
    facts: dict[Field, str] = {}
    match = FRONT_MATTER.match(text)
    found = None if match is None else _facts(match["facts"])
    if match is not None and found is not None:
        facts, text = found, text[match.end() :]
    rows = list(_rows(MarkdownIt("commonmark").enable("table").parse(text)))
    if "title" in facts and rows and rows[0] == (1, facts["title"]):
        rows = rows[1:]
    top: list[tuple[Field | None, str]] = [(name, facts[name]) for name in FACTS if name in facts]
    if not facts and rows and rows[0][0] == 1 and sum(level == 1 for level, _ in rows) == 1:
        # A sole first-level heading at the top is the title; those below it move up.
        top, rows = [(None, rows[0][1])], rows[1:]
    return _lay_out(top, _levels_closed_up(rows))


def _facts(front_matter: str) -> dict[Field, str] | None:
    """Return title, author and date of a YAML front matter; None for a text between two rules, which is no YAML map."""
    try:
        values = yaml.safe_load(front_matter)
    except yaml.YAMLError:
        return {}
    if not isinstance(values, dict):
        return None
    authors = values.get("author", values.get("authors"))
    if isinstance(authors, list):
        values["author"] = ", ".join(str(name) for name in authors)
    return {name: " ".join(str(values[name]).split()) for name in FACTS if values.get(name) not in (None, "")}


def _rows(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Level (0 for the body) and rendered text of each block; a table's row is one block."""
    cells: list[str] | None = None
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield 0, " | ".join(cells)
            cells = None
        elif token.type in ("code_block", "fence"):
            yield 0, token.content.strip("\n")
        elif token.type == "html_block":
            yield 0, " ".join(HTML_TAG.sub(" ", token.content).split())
        elif token.type == "inline":
            text = _inline(token)
            if cells is not None:
                cells.append(text)
            elif text:
                yield level, text
            level = 0


def _inline(token: Token) -> str:
    pieces = []
    for child in token.children or []:
        if child.type in ("text", "code_inline", "text_special"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(child.content)
    text = "".join(pieces).strip()
    # A line break inside a paragraph is white space to the reader, and nothing at all between Japanese characters.
    return re.sub(r"(?<=[^\x00-\u2e7f])\n\s*(?=[^\x00-\u2e7f])", "", text).replace("\n", " ")


def _levels_closed_up(rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Heading levels without gaps, beginning at 1."""
    used = sorted({level for level, _ in rows if level})
    return [(used.index(level) + 1 if level else 0, text) for level, text in rows if text.strip()]


def _lay_out(top: list[tuple[Field | None, str]], rows: list[tuple[int, str]]) -> tuple[str, list[Block]]:
    blocks, texts, place = [], [], 0
    for level, field, text in [
        *((0, field, text) for field, text in top),
        *((level, None, text) for level, text in rows),
    ]:
        blocks.append(Block(place, place + len(text), level, field))
        texts.append(text)
        place += len(text) + 2
    return "\n\n".join(texts), blocks
