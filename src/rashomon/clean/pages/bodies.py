"""The body of a page: what the report says, without menus, captions and the reports beside it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from rashomon.clean.pages.markup import flat_text, guarded, tag_count, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["body_of"]

_FEWEST_WORDS = 12  # of a body; less is a menu or a notice that scripts are off
# Signs that open tags, up to which extraction is asked: 3 s at the most on one core. Pages have
# some thousand, live blogs 20,000 to 200,000.
_MOST_EXTRACTED = 80_000
# Levels of a tree and characters of text up to which it is asked: beyond, its time grows with the
# square of the depth, and its memory is fifty times the text. Pages have 60 levels at the most
# and some 100,000 characters; annual reports have 2,000,000.
_DEEPEST = 250
_LONGEST = 5_000_000
_MOST_LINES = 50_000  # of a page without a tree; each is judged as noise or not
# Where the precise extraction has under a third of the lenient one's characters it has lost the
# report: on 181 annotated pages that befell 2, each read whole by the other.
_LOST = 1 / 3
_TOLD_APART = 60  # characters, from which two paragraphs of one page are not alike by chance
_FEWEST_TWINS = 3
_GAIN = 0.8  # of the body; on 181 annotated pages 0.6 to 0.95 take in the same two


def body_of(html: str, tree: HtmlElement | None, told: str | None = None) -> tuple[str, str] | None:
    """Return the paragraphs of a page's body, divided by blank lines, and how they were found.

    `told` is the body as the page's own data give it, for pages that show it by a script.
    None if there is no text to speak of.
    """
    if tree is None:
        told_lines = (line for line in flat_text(html) if _is_told(line))
        lines = list(islice(told_lines, _MOST_LINES + 1))
        is_cut = len(lines) > _MOST_LINES
        how = f"all text, by tags{f', the first {_MOST_LINES:,} lines' if is_cut else ''}"
        return _enough(lines[:_MOST_LINES], how)
    found: tuple[str, str] | None = None
    if tag_count(html) <= _MOST_EXTRACTED and not _is_monstrous(html, tree):
        found = guarded(lambda: _extracted(tree))
    found = found or guarded(lambda: _enough(_densest(tree), "densest part"))
    if told and len(told) > 2 * len(found[0] if found else "") and len(told.split()) > 50:
        return _paragraphs(told), "schema.org"
    whole: tuple[str, str] | None = found or guarded(lambda: _enough(text_of(tree), "all text"))
    return whole


def _is_monstrous(html: str, tree: HtmlElement) -> bool:
    if tree.xpath("boolean(/" + "/".join("*" * _DEEPEST) + ")"):
        return True
    if len(html) <= _LONGEST:
        return False
    texts = (node for node in tree.iter() if node.tag not in ("script", "style"))
    return sum(len(node.text or "") + len(node.tail or "") for node in texts) > _LONGEST


def _enough(lines: list[str], method: str) -> tuple[str, str] | None:
    body = "\n\n".join(lines)
    return (body, method) if len(body.split()) >= _FEWEST_WORDS else None


def _extracted(tree: HtmlElement) -> tuple[str, str] | None:
    """The precise extraction, or the lenient one where that has lost the report."""
    from lxml import etree

    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    precise = _trafilatura(tree, favor_precision=True)
    # Asked where it costs little, and where the page has so much text that it may gain all.
    if len(precise) < 1500 and len(precise) < _LOST * _text_in_paragraphs(tree):
        lenient = _trafilatura(tree, favor_precision=False)
        if len(precise) < _LOST * len(lenient):
            return _enough([lenient], "trafilatura, lenient")
    return _enough([_with_twins(tree, precise)], "trafilatura") if precise else None


# What holds no text; extraction copies the tree several times.
_UNREAD = ("script", "style", "svg", "link", "meta", "iframe", "button", "input", "select")


def _text_in_paragraphs(tree: HtmlElement) -> int:
    """How much text stands in blocks that are no links' or labels'."""
    lines = (node.text_content() for node in tree.iter("p", "pre", "blockquote"))
    loose = (words for node in tree.iter("br") if (words := node.tail))
    return sum(len(line) for line in (*lines, *loose) if len(line) >= _RUNNING)


def _with_twins(tree: HtmlElement, body: str) -> str:
    """Take in the paragraphs of the same article that are marked up as the body's are.

    Only where they have more text than most of the body, so that one of several equal chunks
    was taken for the whole. Smaller gains were as often the blurbs of other reports.
    """
    lines = body.split("\n\n")
    left = set(lines)
    met = [(node, " ".join(node.text_content().split())) for node in tree.iter("p")]
    taken = [node for node, words in met if words in left and len(words) >= _TOLD_APART]
    if len(taken) < _FEWEST_TWINS:
        return body
    (shape, count), *_ = Counter(_shape(node) for node in taken).most_common(1)
    if shape[1] is None or count < _FEWEST_TWINS:
        return body
    twins = {
        node: words for node, words in met if words and words not in left and _shape(node) == shape
    }
    if sum(map(len, twins.values())) < _GAIN * len(body):
        return body
    joined: list[str] = []
    at = 0
    for node, words in met:
        if node in twins:
            joined.append(words)
        elif words in left and words in lines[at:]:
            end = lines.index(words, at) + 1
            joined += lines[at:end]
            at = end
    return "\n\n".join([*joined, *lines[at:]])


def _shape(node: HtmlElement) -> tuple[tuple[str, str | None], HtmlElement | None]:
    """What holds a paragraph, and which article of the page that lies in."""
    parent = node.getparent()
    held_by = ("", None) if parent is None else (str(parent.tag), parent.get("class"))
    return held_by, next(node.iterancestors("article", "main"), None)


def _trafilatura(tree: HtmlElement, *, favor_precision: bool) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(
        tree,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=False,
    )
    text = getattr(found, "text", None)
    return _paragraphs(text) if text else ""


_TABLE_RULE = re.compile(r"^\|(?:-{3,}\|)+\s*$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\|\s*(.*?)\s*\|\s*$", re.MULTILINE)


def _paragraphs(text: str) -> str:
    """Set paragraphs apart by blank lines; rows of tables are lines with "|" between cells."""
    if "|" in text:
        text = _TABLE_ROW.sub(r"\1", _TABLE_RULE.sub("", text))
    return "\n\n".join(words for line in text.split("\n") if (words := line.strip()))


_SHARE = 0.7  # of the running text; a body's paragraphs lie together, links beside them do not
_RUNNING = 50  # characters, from which a block without many links is running text


def _densest(tree: HtmlElement) -> list[str]:
    """The lines of the smallest part that holds most of the page's running text; linear."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    inside = frozenset(tree.iter("nav", "aside", "footer", "header", "form", "figcaption"))
    # Children come after their parents, so that in reverse all weights below are known.
    for node in reversed(list(tree.iter())):
        if not isinstance(node.tag, str) or node in inside:
            continue
        own = 0
        if node.tag in {"p", "li", "blockquote", "div", "td"}:
            words = len((node.text or "").strip()) + sum(len((c.tail or "").strip()) for c in node)
            own = words if words >= _RUNNING else 0
            total += own
        weights[node] = weights.get(node, 0) + own
        parent = node.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + weights[node]
    if not total:
        return []
    at = tree
    while True:
        inner = [c for c in at if weights.get(c, 0) >= _SHARE * weights[tree]]
        if not inner or inner[0].tag == "p":
            break
        at = inner[0]
    return [line for line in text_of(at, inside) if _is_told(line)]


def _is_told(line: str) -> bool:
    """Tell a line that says something from the labels of menus and buttons."""
    return len(line.split(maxsplit=3)) > 3 or line.endswith((".", "”"))
