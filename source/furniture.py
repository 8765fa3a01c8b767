"""What stands around the article of a web page: menus, related links, share buttons, notices, captions, marks.

Told by the element, by what it says of its role, by the names that pages give such things, and by how much of its
text is links. What holds the title, or most of the text, is never furniture.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video button select textarea input "
    "datalist head title nav aside footer dialog menu rt rp label legend".split()
)
ROLES = frozenset("navigation banner contentinfo complementary search dialog menu menubar toolbar alert".split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SUBJECTS = frozenset("h1 h2 h3 h4 h5 h6 section article main body table caption pre".split())
"""Elements whose id is the name of a subject (`social-history`) as often as that of a part of the page."""
NAMES = re.compile(
    r"(?:^|-)(?:bread-?crumbs?|topic-?path|pan-?kuzu|share|sharing|sharedaddy|sns|social|related|recommend(?:s|ed|ations?)?"
    r"|ranking|popular|side-?bar|cookies?|consent|gdpr|newsletter|paywall|comments|comment-list|disqus|nav-?box|cat-?links"
    r"|editsection|no-?print|toc|hat-?note|jump-link|skip-?links?|sr-only|screen-reader-text|visually-?hidden"
    r"|ads?|adsbygoogle|advert(?:s|isements?)?|sponsored|promo|pager|pagination|(?:global-?)?nav|gnavi?|navi|menu|footer"
    r"|(?:site|global)-?(?:header|notice|sub)|masthead|ref-?list|references|footnotes|backlink|widget|caption(?:-text)?"
    r"|thumbcaption)(?:-|$)"
)
MOST_WORDS = 4
"""Words of a name; a longer one is a sentence made into an id."""
MARK = re.compile(r"^[\[(［（]?(?:[※*†‡注]?\d{0,3}|[a-z]|[↩↑^]\ufe0e?)[\])］）]?$")


@dataclass(frozen=True, slots=True)
class Weight:
    """What an element holds: characters of text without spaces, those of them in links, links, and whether a title."""

    text: int = 0
    linked: int = 0
    links: int = 0
    titled: bool = False


def weigh(root: "LexborNode") -> dict[int, Weight]:
    """Return the weight of every element at or below `root`, by its `mem_id`, in one walk: pages are nested deep."""
    weights: dict[int, Weight] = {}
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if not node.is_element_node or node.tag in ("script", "style", "template", "noscript"):
            continue
        if not done:
            stack.append((node, True))
            stack.extend((child, False) for child in _children(node))
            continue
        text = linked = links = 0
        titled = node.tag == "h1"
        for child in _children(node):
            if child.is_text_node:
                text += len("".join((child.text_content or "").split()))
            elif (held := weights.get(child.mem_id)) is not None:
                text, linked, links = text + held.text, linked + held.linked, links + held.links
                titled = titled or held.titled
        link = node.tag == "a" and "href" in node.attributes
        weights[node.mem_id] = Weight(text, text if link else linked, links + link, titled)
    return weights


def names_of(node: "LexborNode") -> list[str]:
    """Return the classes of an element, and its id where that names no subject: `topicPath` as `topic-path`."""
    said = node.attributes
    names = (said.get("class") or "").split()
    if node.tag not in SUBJECTS and "section" not in names:
        names += (said.get("id") or "").split()
    words = [re.sub(r"[\W_]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).strip("-").lower() for name in names]
    return [name for name in words if name.count("-") < MOST_WORDS]


def is_furniture(node: "LexborNode", weights: dict[int, Weight], root: "LexborNode") -> bool:
    """Whether an element below `root` is none of the article's text."""
    if not node.is_element_node or node.tag in UNSEEN:
        return True
    said = node.attributes
    if "hidden" in said or said.get("aria-hidden") == "true" or HIDDEN.search(said.get("style") or ""):
        return True
    if (said.get("role") or "") in ROLES:
        return True
    weight, whole = weights.get(node.mem_id, Weight()), weights[root.mem_id]
    if node.tag == "header":
        return root.tag not in ("article", "main") and not weight.titled
    if _is_mark(node, weight) or (node.tag in ("ul", "ol") and weight.links > 2 and weight.linked >= weight.text):
        return True
    if node.tag == "figcaption" and node.parent is not None:
        # A caption of a picture; one of a table or of a listing says what that is.
        return weight.text >= weights.get(node.parent.mem_id, whole).text
    if weight.titled or 3 * weight.text > 2 * whole.text or node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    return node.tag == "form" or any(NAMES.search(name) for name in names_of(node))


def _is_mark(node: "LexborNode", weight: Weight) -> bool:
    """Whether an element is the mark of a footnote, or the way back from one."""
    if node.tag == "sup":
        return 0 < weight.linked <= 10 and weight.text - weight.linked <= 2
    return (
        node.tag == "a"
        and (node.attributes.get("href") or "").startswith("#")
        and weight.text <= 5
        and MARK.match("".join(node.text().split())) is not None
    )


def _children(node: "LexborNode") -> "list[LexborNode]":
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children
