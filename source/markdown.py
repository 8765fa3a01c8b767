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
from source.rows import FACTS, Row, lay_out, unwrapped
from source.structure import Block

HTML_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<facts>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


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
    return lay_out(facts, rows)


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


def _rows(tokens: list[Token]) -> Iterator[Row]:
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
    return unwrapped("".join(pieces).strip())
