"""What a web page says of title, author and date: in its head, and in the lines at its top that are named so."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from source.document import Field
from source.furniture import names_of
from source.rows import clean
from source.structure import AUTHOR_LABEL, BYLINE_LENGTH, TERMINATED, parse_date

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

AUTHORS = ("meta[name=author]", "meta[property='article:author']", "meta[name='citation_author']")
DATES = ("meta[property='article:published_time']", "meta[itemprop=datePublished]", "meta[name=date]")
LABEL = re.compile(
    r"(?:^|-)(?:by-?line|authors?|writer|(?:post|entry|article)?-?meta|(?:pub(?:lish)?-?)?date|published|posted|updated?"
    r"|timestamp|dateline)(?:-|$)"
)
AUTHOR_NAME = re.compile(r"(?:^|-)(?:by-?line|authors?|writer)(?:-|$)")
UPDATED = re.compile(r"updat|modif|更新|最終", re.IGNORECASE)
LABEL_LENGTH = 150
"""Longest line of date, byline and what stands beside them, in characters without spaces."""


def is_label(node: "LexborNode", characters: int) -> bool:
    """Whether an element at the top of an article, of so many characters, tells who wrote it or when."""
    if not 0 < characters <= LABEL_LENGTH or re.fullmatch("h[1-6]|main|article|section|body", node.tag or ""):
        return False
    said = node.attributes
    return (
        node.tag == "time"
        or said.get("rel") == "author"
        or said.get("itemprop") in ("author", "datePublished")
        or any(LABEL.search(name) for name in names_of(node))
    )


def page_facts(tree: "LexborHTMLParser", labels: "Sequence[LexborNode]") -> dict[Field, str]:
    """Return title, author and date of a page; what its labels show goes before what its head says."""
    stated = _stated(tree)
    facts: dict[Field, str] = {
        "title": _title(tree),
        "author": _shown_author(labels) or _head_author(tree) or stated.get("author", ""),
        "date": _date(tree, labels, stated.get("date", "")),
    }
    return {field: said for field, said in facts.items() if said}


def _title(tree: "LexborHTMLParser") -> str:
    title = _content(tree, ("meta[property='og:title']",))
    if not title and (element := tree.css_first("head title")) is not None:
        title = clean(element.text())
    site = _content(tree, ("meta[property='og:site_name']",))
    return re.sub(rf"\s*[|｜\-–—:：]\s*{re.escape(site)}$", "", title) if site else title


def _head_author(tree: "LexborHTMLParser") -> str:
    author = _content(tree, AUTHORS)
    return "" if author.startswith(("http:", "https:")) else author


def _shown_author(labels: "Sequence[LexborNode]") -> str:
    for label in labels:
        inner = label.css(
            "[itemprop=author] [itemprop=name], [rel=author], [itemprop=author], .author, .byline, .writer"
        )
        whole = [label] if any(AUTHOR_NAME.search(name) for name in names_of(label)) else []
        for node in [*inner, *whole]:
            said = clean(node.text(separator=" "))
            dated = parse_date(said)
            name = AUTHOR_LABEL.sub("", said if dated is None else dated[1])
            if 1 < len(name) <= BYLINE_LENGTH and not TERMINATED.search(name) and re.search(r"[^\W\d]", name):
                return name
    return ""


def _date(tree: "LexborHTMLParser", labels: "Sequence[LexborNode]", stated: str) -> str:
    """Return the first date that is shown as the day of publication, that of the head, or that of a change."""
    shown = list(_shown_dates(labels))
    head = _iso(_content(tree, DATES)) or _iso(stated)
    times = {clean(node.attributes.get("datetime") or "") for node in tree.css("time[datetime]")}
    sole = _iso(times.pop()) if len(times) == 1 else ""
    published = [said for said, changed in shown if not changed]
    return next(iter([*published, *filter(None, (head, sole)), *(said for said, _ in shown)]), "")


def _shown_dates(labels: "Sequence[LexborNode]") -> Iterator[tuple[str, bool]]:
    """Dates as the labels show them, each with whether it is that of a change."""
    for label in labels:
        for node in [*label.css("time"), label]:
            said = clean(node.text(separator=" "))
            changed = UPDATED.search(" ".join([said, *names_of(node)])) is not None
            if parse_date(said) is not None:
                yield said, changed
            elif iso := _iso(node.attributes.get("datetime") or ""):
                yield iso, changed


def _iso(stamp: str) -> str:
    dated = parse_date(re.sub(r"T.*", "", clean(stamp)))
    return dated[0] if dated else ""


def _content(tree: "LexborHTMLParser", selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (said := clean(node.attributes.get("content") or "")):
            return said
    return ""


def _stated(tree: "LexborHTMLParser") -> dict[str, str]:
    """Return author and date out of the page's own description of itself (schema.org, as JSON), where it has one."""
    for script in tree.css("script[type='application/ld+json']"):
        try:
            said: Any = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        things = said if isinstance(said, list) else [said]
        things = [part for thing in things if isinstance(thing, dict) for part in (thing, *_parts(thing))]
        for thing in things:
            if isinstance(thing, dict) and isinstance(thing.get("datePublished"), str):
                author = thing.get("author")
                first = author[0] if isinstance(author, list) and author else author
                name = first.get("name") if isinstance(first, dict) else first
                return {"date": thing["datePublished"], "author": clean(name) if isinstance(name, str) else ""}
    return {}


def _parts(thing: dict[str, Any]) -> list[Any]:
    graph = thing.get("@graph")
    return graph if isinstance(graph, list) else []
