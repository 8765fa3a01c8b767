"""A web page becomes rows: the text of its article, without navigation, scripts and what is hidden.

Parsing is selectolax's (Lexbor, HTML5 as browsers read it). Nothing is fetched and nothing runs.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from source.encoding import decode_page
from source.errors import SourceError
from source.furniture import Weight, is_furniture, weigh
from source.pagefacts import is_label, page_facts
from source.rows import Row, clean, found_front, lay_out, unwrapped
from source.structure import Block

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
BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 "
    "h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELL = "\x1f"
"""Stands before each cell of a row while the row is put together."""
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][^\s/>]*)", re.IGNORECASE)
LINE_END = re.compile(r"(?<![ \t\r\f])[ \t\r\f]*\n\s*")
"""Tried once for each run of spaces: else its time would grow with the square of the run."""
SENTENCE = 10
"""Shortest text that counts as a sentence by its end, in characters."""


def render_page(data: bytes, name: str) -> tuple[str, list[Block]]:
    """Return the canonical text of an HTML page and its blocks.

    Raises `SourceError` for a page without text (one drawn by a script), one nested too deep, and for its encoding.
    """
    from selectolax.lexbor import LexborHTMLParser

    source = decode_page(data, name).replace("\0", "")
    _check_nesting(source, name)
    tree = LexborHTMLParser(source)
    weights = weigh(tree.root) if tree.root is not None else {}
    root = _main(tree, weights)
    labels = [] if root is None else _labels(root, weights)
    rows = [] if root is None else _kept(_rows(root, weights, {label.mem_id for label in labels}))
    if not rows:
        raise SourceError(
            f"{name} holds no text: the page is drawn by a script, or empty. Save what the browser shows as text.",
            "no_text",
        )
    return lay_out(*found_front(page_facts(tree, labels), rows))


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


def _main(tree: "LexborHTMLParser", weights: dict[int, Weight]) -> "LexborNode | None":
    """Return the element that holds the article: `main`, or the one `article` that has most of the text."""
    root = tree.css_first("main, [role=main]") or tree.body
    if root is None:
        return None
    whole = weights[root.mem_id].text
    for article in root.css("article"):
        if weights[article.mem_id].text > 0.5 * whole:
            return article
    return root


def _kept(found: Iterable[tuple[Row, bool]]) -> list[Row]:
    """Rows without those that are nothing but links and end no sentence, and without headings that nothing follows."""
    rows = [(row, linked and row[0] == 0 and not _ends_sentence(row[1])) for row, linked in found if row[1]]
    kept: list[Row] = []
    below = 0
    """The level of what follows: text stands below every heading."""
    for row, linked in reversed(rows if not all(linked for _, linked in rows) else [(row, False) for row, _ in rows]):
        level = row[0] or 9
        if linked or (row[0] and level >= below):
            continue
        kept.append(row)
        below = level
    return kept[::-1]


def _rows(root: "LexborNode", weights: dict[int, Weight], left_out: Container[int]) -> Iterator[tuple[Row, bool]]:
    """Level and text of each block, with whether all of it is links; a table's row is one block."""
    pieces: list[str] = []
    level, cells, preformatted, links = 0, 0, 0, 0
    free = False
    """Whether the block says a word outside of a link."""
    for node, entering in _events(root, weights, left_out):
        tag = node.tag or ""
        if tag == "-text":
            said = (node.text_content or "").replace(CELL, "")
            free = free or (not links and re.search(r"\w", said) is not None)
            pieces.append(said if preformatted else LINE_END.sub("\n", said))
            continue
        if tag == "br":
            pieces.append("\n")
        elif tag in ("td", "th") and cells:
            pieces.append(CELL if entering else " ")
        elif tag in BLOCKS and cells and tag != "tr":
            pieces.append(" ")
        elif tag in BLOCKS:
            yield (level, _joined(pieces, preformatted)), not (free or tag in ("tr", "pre"))
            pieces.clear()
            free = False
            level = int(tag[1]) if entering and re.fullmatch("h[1-6]", tag) else 0
        change = 1 if entering else -1
        cells += change * (tag == "tr")
        preformatted += change * (tag == "pre")
        links += change * (tag == "a" and "href" in node.attributes)
    yield (level, _joined(pieces, preformatted)), not free


def _joined(pieces: list[str], preformatted: int) -> str:
    text = "".join(pieces)
    if preformatted:
        return "\n".join(line for line in map(clean, text.split("\n")) if line)
    cells = [clean(unwrapped(cell.strip())) for cell in text.split(CELL)]
    return " | ".join(cells if len(cells) == 1 else cells[1:])


def _ends_sentence(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= SENTENCE and stripped.endswith(tuple("。．.!?！？"))


def _labels(root: "LexborNode", weights: dict[int, Weight]) -> "list[LexborNode]":
    """Return the outermost elements at the top, above the first sentence, that tell author and date."""
    labels: list[LexborNode] = []
    inside = 0
    for node, entering in _events(root, weights):
        if inside:
            inside = 0 if node.mem_id == inside and not entering else inside
        elif node.is_text_node:
            if _ends_sentence(node.text_content or ""):
                break
        elif entering and node is not root:
            weight = weights.get(node.mem_id, Weight())
            if not weight.titled and is_label(node, weight.text):
                labels.append(node)
                inside = node.mem_id
    return labels


def _events(
    root: "LexborNode", weights: dict[int, Weight], left_out: Container[int] = ()
) -> Iterator[tuple["LexborNode", bool]]:
    """Every seen node with whether it begins (True) or ends; without recursion, for pages are nested deep."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        unasked = not entering or node is root or node.is_text_node
        if not unasked and (node.mem_id in left_out or is_furniture(node, weights, root)):
            continue
        yield node, entering
        if not entering or node.is_text_node:
            continue
        stack.append((node, False))
        child = node.last_child
        while child is not None:
            stack.append((child, True))
            child = child.prev
