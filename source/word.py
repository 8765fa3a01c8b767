"""A Word document becomes rows: headings by their styles, paragraphs, items of lists, rows of tables.

Reading is python-docx's (lxml below it, without entities and without network), over parts unpacked within limits.
Footnotes, comments, headers and footers, deleted and hidden text, and the reading above a character are left out.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from source.archive import OLE_MARK, pack, unpack
from source.document import Field
from source.errors import SourceError
from source.properties import sensible_author, sensible_title
from source.rows import Row, clean, found_front, lay_out
from source.structure import Block

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}txbxContent", FALLBACK})
BREAKS = {f"{W}br": " ", f"{W}cr": " ", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
HEADING = re.compile(r"^(?:heading|見出し)\s*(?P<level>[1-9])$", re.IGNORECASE)
MAIN = re.compile(r"word/document\d*\.xml$")
"""The main part; Word in a browser numbers it."""
OFF = frozenset({"0", "false", "off"})
TITLES = frozenset({"title", "表題"})


def render_word(data: bytes, name: str) -> tuple[str, list[Block]]:
    """Return the canonical text of a Word document (.docx) and its blocks.

    Raises `SourceError` for an encrypted, damaged or swelling file, one of another kind and one without text.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    packed = pack(_parts(data, name))
    try:
        document = docx.Document(packed)
        facts, rows = _facts(document, name), _rows_of(document)
    except (KeyError, ValueError, XMLSyntaxError, PackageNotFoundError, AttributeError):
        raise SourceError(f"{name} is damaged; open it in Word and save it again.", "broken") from None
    if not rows:
        raise SourceError(f"{name} holds no text.", "no_text")
    return lay_out(*found_front(facts, rows))


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """Return the parts that hold text and what binds them, within limits and without anything from outside."""
    if data.startswith(OLE_MARK):
        raise SourceError(
            f"{name} is encrypted, or in Word's old format: open it in Word and save it as .docx without a password.",
            "encrypted",
        )
    if not data.startswith(b"PK"):
        raise SourceError(f"{name} is not a Word document, though its name ends in .docx.", "kind")
    parts = unpack(data, name, suffixes=(".xml", ".rels"))
    if not any(MAIN.match(path) for path in parts):
        raise SourceError(f"{name} is a zip archive but not a Word document.", "kind")
    if any(re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", part.replace(b"\0", b"")) for part in parts.values()):
        raise SourceError(f"{name} declares entities, which no Word document does; it is not opened.", "bomb")
    return {path: _without_outside(part) if path.endswith(".rels") else part for path, part in parts.items()}


def _facts(document: "WordDocument", name: str) -> dict[Field, str]:
    properties = document.core_properties
    known: dict[Field, str] = {
        "title": sensible_title(properties.title or "", name),
        "author": sensible_author(properties.author or ""),
    }
    return {field: said for field, said in known.items() if said}


def _rows_of(document: "WordDocument") -> list[Row]:
    styles = {style.style_id: style.name or "" for style in document.styles}
    return [(level, text) for level, text in _rows(document.element.body, styles) if text]


def _without_outside(relations: bytes) -> bytes:
    """Return the relations of a part without those to pictures and to what stands outside the archive."""
    return re.sub(
        rb"<Relationship\b(?=[^>]*(?:TargetMode=[\"']External|Target=[\"'][^\"'>]*(?<!\.xml)[\"']))[^>]*?/>",
        b"",
        relations,
    )


def _rows(body: Any, styles: dict[str, str]) -> Iterator[Row]:
    """Level and text of each block of a body, a content control or a text box; without recursion."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            yield _level(element, styles), _text(element)
            boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside(box, FALLBACK)]
            stack.extend(reversed(boxes))
        elif element.tag == f"{W}tr":
            cells = [child for child in element.iter(f"{W}tc") if child.getparent() is element]
            yield 0, " | ".join(_text(cell) for cell in cells)
        elif element.tag not in LEFT_OUT - {f"{W}txbxContent"}:
            stack.extend(reversed(element))


def _level(paragraph: Any, styles: dict[str, str]) -> int:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = styles.get(style.get(f"{W}val"), "") if style is not None else ""
    heading = HEADING.match(named)
    if heading is None:
        return 1 if named.lower() in TITLES else 0
    return int(heading["level"]) + 1  # the title stands above all


def _text(element: Any) -> str:
    pieces: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in BREAKS:
            pieces.append(BREAKS[node.tag])
        elif node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag not in LEFT_OUT and not _hidden(node):
            if node.tag == f"{W}p" and node is not element and pieces:
                pieces.append(" ")
            stack.extend(reversed([child for child in node if child.tag != f"{W}pPr"]))
    return clean("".join(pieces))


def _hidden(node: Any) -> bool:
    vanish = node.find(f"{W}rPr/{W}vanish") if node.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in OFF


def _inside(element: Any, tag: str) -> bool:
    return any(above.tag == tag for above in element.iterancestors())
