"""A page that holds several reports in; a page for each of them out.

A report wrongly cut in two costs more than two left together: what is split must have
headlines of its own and, each for itself, a dateline, byline or date. Live blogs are one
report, told post by post, and stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from rashomon.clean.openings.wire import wire_at
from rashomon.clean.pages.markup import guarded, keep_tree, tag_count, text_of, tree_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["page_parts"]

# Beyond, a page is a live blog or no page that people made.
_MOST_TAGS = 80_000
_MOST_PARTS = 200
_FEWEST_WORDS = 80  # of an article's own text; teasers have 20 to 60
_FEWEST_WORDS_UNDER_WIRE = 40  # an agency's dateline is a surer sign than a box in the markup
_HEADS = ("h1", "h2", "h3")
_LIVE = re.compile(
    r"\blive\b|\blive-?(?:blog|updates?|reporting|feed|text)|\bas it happened\b"
    r"|minute[- ]by[- ]minute",
    re.IGNORECASE,
)
_LIVE_MARKUP = re.compile(r"live-?(?:blog|update|post|feed|event|entry)")


@lru_cache(maxsize=1)  # a page is asked for its parts, then for each of them
def page_parts(html: str) -> tuple[str, ...]:
    """Return a page for each report that `html` holds, in order; none where it holds one."""
    if tag_count(html) > _MOST_TAGS or not _may_hold_several(html) or _is_live(html):
        return ()
    tree = tree_of(html)
    if tree is None:
        return ()
    found: tuple[str, ...] | None = guarded(lambda: _parts(tree))
    if not found:
        keep_tree(html, tree)  # read as one report next, and parsing takes as long as all this
    return found or ()


_BOX = re.compile("<article", re.IGNORECASE)
_DATED_PARAGRAPH = re.compile(
    r"<(?:p|div)\b[^<>]{0,200}>\s{0,9}(?:<(?:b|strong|em|i|span)\b[^<>]{0,200}>\s{0,9}){0,3}"
    r"[A-Z][^<>\n]{2,80}(?:</(?:b|strong|em|i|span)>\s?){0,3}(?:--|[-–—/:])"
)


def _may_hold_several(html: str) -> bool:
    """Tell in a fraction of the time of parsing whether splitting has anything to look for."""
    return any(
        len(list(islice(pattern.finditer(html), 2))) > 1 for pattern in (_BOX, _DATED_PARAGRAPH)
    )


def _is_live(html: str) -> bool:
    return "LiveBlogPosting" in html or bool(_LIVE_MARKUP.search(html))


def _parts(tree: HtmlElement) -> tuple[str, ...]:
    if _LIVE.search(_title(tree)):
        return ()
    sections = _articles(tree) or _headed(tree)
    if not 2 <= len(sections) <= _MOST_PARTS:
        return ()
    return tuple(_page(tree, head, markup) for head, markup in sections)


def _title(tree: HtmlElement) -> str:
    """What the page calls itself: its title, its address and its first heading."""
    told = [tree.findtext(".//title") or ""]
    told += [node.get("href") or "" for node in tree.iter("link") if node.get("rel") == "canonical"]
    told += [node.get("content") or "" for node in tree.iter("meta") if "og:" in _names(node)]
    told += [node.text_content()[:300] for node in list(tree.iter("h1"))[:1]]
    return "\n".join(one[:1000] for one in told)


def _names(node: HtmlElement) -> str:
    return " ".join(node.get(name) or "" for name in ("property", "name", "class", "id", "rel"))


def _articles(tree: HtmlElement) -> list[tuple[str, str]]:
    """The reports that have a box of their own, each with headline and markup."""
    found = []
    for box in tree.iter("article"):
        is_inner = next(box.iterancestors("article", "aside", "nav", "footer"), None) is not None
        if is_inner or "comment" in _names(box).casefold():
            continue
        head = next((_line(node) for node in box.iter(*_HEADS) if _line(node)), None)
        if head is None:
            continue
        paragraphs = [_line(node) for node in box.iter("p")]
        words = sum(len(one.split()) for one in paragraphs)
        if words >= _FEWEST_WORDS and (_is_signed(box) or _has_wire(paragraphs)):
            found.append((head, _markup(box)))
    return found


def _is_signed(box: HtmlElement) -> bool:
    """Tell whether a box has a date or an author of its own."""
    for node in box.iter("time", "span", "p", "div", "a", "address"):
        if node.tag == "time" and (node.get("datetime") or node.text_content().strip()):
            return True
        kinds = re.split(r"[\s_-]+", _names(node).casefold())
        if {"byline", "author", "dateline", "pubdate"} & set(kinds) and _line(node):
            return True
    return False


def _has_wire(paragraphs: list[str]) -> bool:
    """Tell whether the first paragraph that says something begins with an agency's dateline."""
    first = next((one for one in paragraphs if len(one.split()) > 5), "")
    wire = wire_at(first, 0)
    return wire is not None and (wire.credit is not None or wire.end - wire.start > 4)


def _headed(tree: HtmlElement) -> list[tuple[str, str]]:
    """The reports of a digest: headings of one rank, each above a dateline of its own."""
    for rank in _HEADS:
        heads = [node for node in tree.iter(rank) if _line(node)]
        parents = {node.getparent() for node in heads}
        if len(heads) < 2 or len(parents) != 1:
            continue
        sections = [(head, _below(head, rank)) for head in heads]
        told = [
            (head, below)
            for head, below in sections
            if sum(len(_line(node).split()) for node in below) >= _FEWEST_WORDS_UNDER_WIRE
        ]
        if len(told) >= 2 and all(_has_wire(_lines(below)) for _, below in told):
            return [
                (_line(head), "".join(_markup(node) for node in (head, *below)))
                for head, below in told
            ]
    return []


def _below(head: HtmlElement, rank: str) -> list[HtmlElement]:
    """What follows a heading, up to the next of its rank or a higher one."""
    ends = _HEADS[: _HEADS.index(rank) + 1]
    below = []
    for node in head.itersiblings():
        if node.tag in ends:
            break
        if isinstance(node.tag, str):
            below.append(node)
    return below


def _lines(nodes: list[HtmlElement]) -> list[str]:
    return [line for node in nodes for line in text_of(node)]


def _line(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def _markup(node: HtmlElement) -> str:
    from lxml import etree

    return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False))


# What a part keeps of its page: whose it is and where it was, and the page's date, which
# holds where the part has none of its own.
_KEPT = ("og:site_name", "application-name", "og:url", "dc.publisher")
_DATES = ("article:published_time", "og:published_time", "pubdate", "date", "dc.date.issued")


def _page(tree: HtmlElement, head: str, markup: str) -> str:
    has_date = "<time" in markup
    kept = [*_KEPT, *(() if has_date else _DATES)]
    tags = [
        f'<meta property="{name}" content="{escape(node.get("content") or "")}">'
        for node in tree.iter("meta")
        if (name := (node.get("property") or node.get("name") or "").casefold()) in kept
    ]
    tags += [
        f'<link rel="canonical" href="{escape(node.get("href") or "")}">'
        for node in tree.iter("link")
        if node.get("rel") == "canonical"
    ]
    dated = re.sub(r"<time\b(?![^>]*pubdate)", "<time pubdate ", markup, count=1)
    return (
        f"<!DOCTYPE html><html><head><title>{escape(head)}</title>{''.join(tags)}</head>"
        f"<body><article>{dated}</article></body></html>"
    )
