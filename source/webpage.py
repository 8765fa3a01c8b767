"""A web page becomes rows: the text of its article, without navigation, scripts and what is hidden.

Parsing is selectolax's (Lexbor, HTML5 as browsers read it). Nothing is fetched and nothing runs.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from source.document import Field
from source.encoding import decode_page
from source.errors import SourceError
from source.rows import Row, clean, found_front, lay_out, unwrapped
from source.structure import Block, parse_date

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_NESTED = 1_000
"""Elements inside one another; browsers stop at 512."""
MOST_TAGS = 500_000

OPEN_ENDED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option "
    "optgroup rp rt colgroup html head body path circle rect line polygon polyline ellipse use stop".split()
)
"""Elements that end by themselves, in HTML or in a drawing."""
UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video button select textarea input "
    "datalist head title nav aside footer dialog menu rt rp".split()
)
ROLES = frozenset("navigation banner contentinfo complementary search dialog menu menubar toolbar alert".split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 "
    "h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELL = "\x1f"
"""Stands before each cell of a row while the row is put together."""
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][^\s/>]*)", re.IGNORECASE)
AUTHORS = ("meta[name=author]", "meta[property='article:author']", "meta[name='citation_author']")
DATES = ("meta[property='article:published_time']", "meta[itemprop=datePublished]", "meta[name=date]")


def render_page(data: bytes, name: str) -> tuple[str, list[Block]]:
    """Return the canonical text of an HTML page and its blocks.

    Raises `SourceError` for a page without text (one drawn by a script), one nested too deep, and for its encoding.
    """
    from selectolax.lexbor import LexborHTMLParser

    source = decode_page(data, name).replace("\0", "")
    _check_nesting(source, name)
    tree = LexborHTMLParser(source)
    root = _main(tree)
    rows = [] if root is None else [(level, text) for level, text in _rows(root) if text]
    if not rows:
        raise SourceError(
            f"{name} holds no text: the page is drawn by a script, or empty. Save what the browser shows as text.",
            "no_text",
        )
    return lay_out(*found_front(_facts(tree), rows))


def _check_nesting(source: str, name: str) -> None:
    """Refuse a page that would take the parser minutes: its time grows with the square of the depth."""
    depth = 0
    for tags, match in enumerate(TAG.finditer(source), start=1):
        if match["name"].lower() not in OPEN_ENDED:
            depth = max(depth - 1, 0) if match["close"] else depth + 1
        if depth > MOST_NESTED or tags > MOST_TAGS:
            raise SourceError(
                f"{name} is nested too deep or has too many elements to be a page of text "
                f"(the limits are {MOST_NESTED} and {MOST_TAGS}).",
                "too_deep",
            )


def _main(tree: "LexborHTMLParser") -> "LexborNode | None":
    """Return the element that holds the article: `main`, or the one `article` that has most of the text."""
    root = tree.css_first("main, [role=main]") or tree.body
    if root is None:
        return None
    whole = len(root.text())
    for article in root.css("article"):
        if len(article.text()) > 0.5 * whole:
            return article
    return root


def _facts(tree: "LexborHTMLParser") -> dict[Field, str]:
    """Return what the page says of itself in its head, or in a `time` element where there is only one."""
    title = _content(tree, ("meta[property='og:title']",))
    if not title and (element := tree.css_first("head title")) is not None:
        title = clean(element.text())
    stamp = _content(tree, DATES)
    times = {clean(node.attributes.get("datetime") or "") for node in tree.css("time[datetime]")}
    if not stamp and len(times) == 1:
        stamp = times.pop()
    dated = parse_date(re.sub(r"T.*", "", stamp))
    author = _content(tree, AUTHORS)
    facts: dict[Field, str] = {
        "title": title,
        "author": "" if author.startswith(("http:", "https:")) else author,
        "date": dated[0] if dated else "",
    }
    return {field: said for field, said in facts.items() if said}


def _content(tree: "LexborHTMLParser", selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (said := clean(node.attributes.get("content") or "")):
            return said
    return ""


def _rows(root: "LexborNode") -> Iterator[Row]:
    """Level and text of each block; a table's row is one block."""
    pieces: list[str] = []
    level, cells, preformatted = 0, 0, 0
    for node, entering in _events(root):
        tag = node.tag or ""
        if tag == "-text":
            said = (node.text_content or "").replace(CELL, "")
            pieces.append(said if preformatted else re.sub(r"[ \t\r\f]*\n\s*", "\n", said))
            continue
        if tag == "br":
            pieces.append("\n")
        elif tag in ("td", "th") and cells:
            pieces.append(CELL if entering else " ")
        elif tag in BLOCKS and cells and tag != "tr":
            pieces.append(" ")
        elif tag in BLOCKS:
            yield level, _joined(pieces, preformatted)
            pieces.clear()
            level = int(tag[1]) if entering and re.fullmatch("h[1-6]", tag) else 0
        change = 1 if entering else -1
        cells += change * (tag == "tr")
        preformatted += change * (tag == "pre")
    yield level, _joined(pieces, preformatted)


def _joined(pieces: list[str], preformatted: int) -> str:
    text = "".join(pieces)
    if preformatted:
        return "\n".join(line for line in map(clean, text.split("\n")) if line)
    cells = [clean(unwrapped(cell.strip())) for cell in text.split(CELL)]
    return " | ".join(cells if len(cells) == 1 else cells[1:])


def _events(root: "LexborNode") -> Iterator[tuple["LexborNode", bool]]:
    """Every seen node with whether it begins (True) or ends; without recursion, for pages are nested deep."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    article = root.tag in ("article", "main")
    while stack:
        node, entering = stack.pop()
        if entering and node is not root and not node.is_text_node and _unseen(node, article):
            continue
        yield node, entering
        if not entering or node.is_text_node:
            continue
        stack.append((node, False))
        child = node.last_child
        while child is not None:
            stack.append((child, True))
            child = child.prev


def _unseen(node: "LexborNode", article: bool) -> bool:
    if not node.is_element_node or node.tag in UNSEEN:
        return True
    said = node.attributes
    return (
        "hidden" in said
        or said.get("aria-hidden") == "true"
        or HIDDEN.search(said.get("style") or "") is not None
        or (said.get("role") or "") in ROLES
        or (node.tag == "header" and not article and node.css_first("h1") is None)
        or (node.tag in ("ul", "ol") and _is_menu(node))
    )


def _is_menu(node: "LexborNode") -> bool:
    """Whether a list is nothing but links, as a menu is: no item says a word outside of its link."""
    links = node.css("a[href]")
    linked = sum(len("".join(link.text().split())) for link in links)
    return len(links) > 2 and linked >= len("".join(node.text().split()))
