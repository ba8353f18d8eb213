"""The markup of a page as a tree that no page can make too large or too deep."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["flat_text", "guarded", "is_page", "keep_tree", "tag_count", "text_of", "tree_of"]

# A tree takes 0.3 KB a tag, so that this many take some 100 MB. Pages have some thousand tags,
# the live blogs of a whole day 100,000.
_MOST_TREE_TAGS = 300_000
_SIGNS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b|head\b)", re.I | re.S
)


def is_page(text: str) -> bool:
    """Tell whether text is HTML, whatever its file is called."""
    return bool(_SIGNS.match(text[:4000].lstrip("\ufeff")))


@lru_cache(maxsize=2)  # each step asks it of the page at hand
def tag_count(html: str) -> int:
    """Count what opens a tag: opening and closing ones, comments, and stray signs."""
    return html.count("<")


def guarded(step: Callable[[], Any]) -> Any:
    """Run a parser on a page that may be hostile; None where it gives up.

    The parsers promise no exceptions of their own: broken markup has been seen to raise each
    of these.
    """
    from lxml.etree import LxmlError

    try:
        return step()
    except (
        LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError,
        RecursionError, OverflowError, UnicodeError,
    ):  # fmt: skip
        return None


_kept: dict[str, HtmlElement] = {}  # one tree at the most


def keep_tree(html: str, tree: HtmlElement) -> None:
    """Keep a tree, as it was parsed, for the one who asks next for that of the same page."""
    _kept.clear()
    _kept[html] = tree


def tree_of(html: str) -> HtmlElement | None:
    """Parse a page; None where it has too many tags, is nested too deep, or is none.

    The tree is the caller's own, to be changed at will.

    No network, no entities but HTML's own, comments and processing instructions left out.
    """
    from lxml import etree
    from lxml import html as lxml_html

    kept = _kept.pop(html, None)
    if kept is not None:
        return kept
    if tag_count(html) > 2 * _MOST_TREE_TAGS:
        return None
    parser = lxml_html.HTMLParser(
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        encoding="utf-8",
    )
    # One class for all elements: telling forms and their fields apart asks Python for the class
    # of each element met, some 3,000 times a page, and nobody here needs them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    # A doctype with declarations of its own, and a root that closes itself, stop the parser.
    html = re.sub(r"<!doctype\b[^<>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>", "", html[:9000], count=1,
                  flags=re.I) + html[9000:]  # fmt: skip
    html = (
        re.sub(r"(<html\b[^<>]{0,2000})/>", r"\1>", html[:9000], count=1, flags=re.I)
        + (html[9000:])
    )
    root = guarded(lambda: lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser))
    last = parser.error_log.last_error
    if root is None or (last is not None and "depth" in last.message.casefold()):
        return None  # the parser stops at 2,048 levels, and all after them would be lost
    return root


# What a browser starts a new line for.
_BLOCKS = frozenset(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr table section article header footer nav "
    "aside blockquote figure figcaption main form body pre hr address".split()
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset(
    "script style noscript template head title svg math object iframe select button".split()
)


def text_of(root: HtmlElement, skipped: frozenset[HtmlElement] = frozenset()) -> list[str]:
    """Return the lines that a reader sees of a tree, one for each block.

    Elements in `skipped` are left out with all that they hold; cells are set apart by "|".
    """
    from lxml import etree

    lines: list[str] = []
    line: list[str] = []

    def end_line() -> None:
        words = " ".join("".join(line).split()).strip("| ")
        if words:
            lines.append(words)
        line.clear()

    # In document order, without recursion: a tree may be 2,000 levels deep.
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        name = node.tag if isinstance(node.tag, str) else ""
        if name in _BLOCKS:
            end_line()
        if event == "start":
            if name in _HIDDEN or node in skipped:
                walk.skip_subtree()
            else:
                line.append(node.text or "")
        else:
            line.append(" | " if name in _CELLS else "")
            if node is not root:
                line.append(node.tail or "")
    end_line()
    return lines


_TOKEN = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]*>|<[!?][^<>]*>")
_RAW = frozenset({"script", "style", "noscript", "template", "title", "svg"})


def flat_text(html: str) -> Iterator[str]:
    """Yield the lines of a page by its tags alone, in one pass and without a tree.

    For what is nested too deep or has too many tags; menus come along.
    """
    line: list[str] = []
    for words in _pieces(html):
        if words is not None:
            line.append(words)
            continue
        told = " ".join(entities.unescape("".join(line)).split())
        line = []
        if told:
            yield told
    told = " ".join(entities.unescape("".join(line)).split())
    if told:
        yield told


def _pieces(html: str) -> Iterator[str | None]:
    """Yield the text between tags, and None where a line ends."""
    at = 0
    hidden = ""  # what closes the stretch that nobody sees
    for token in _TOKEN.finditer(html):
        name = (token[2] or "").lower()
        if hidden:
            closes = token.group() == "-->" if hidden == "-->" else token[1] and name == hidden
            if closes:
                hidden, at = "", token.end()
            continue
        if token.start() > at:
            yield html[at : token.start()]
        at = token.end()
        if token.group() == "<!--":
            hidden = "-->"
        elif name in _RAW and not token[1] and not token.group().endswith("/>"):
            hidden = name
        elif name in _BLOCKS:
            yield None
    if not hidden and at < len(html):
        yield html[at:]
