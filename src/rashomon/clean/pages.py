"""A web page in; its headline, body and what it tells of itself out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from rashomon.errors import UnreadableReport

__all__ = ["Page", "is_page", "read_page"]

_FEWEST_WORDS = 12  # of a body; less is a menu or a notice that scripts are off
# Pages have some thousand tags, live blogs 20,000. Beyond, extraction takes minutes.
_MOST_TAGS = 40_000
_SIGNS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b|head\b)", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Page:
    """What was taken from a page. `method` names how the body was found."""

    title: str | None
    body: str
    method: str
    byline: str | None = None
    site_name: str | None = None
    url: str | None = None
    published_on: date | None = None
    updated_on: date | None = None
    published_at: datetime | None = None


def is_page(text: str) -> bool:
    """Tell whether text is HTML, whatever its file is called."""
    return bool(_SIGNS.match(text[:4000].lstrip("\ufeff")))


def read_page(html: str, where: str, url: str | None = None) -> Page:
    """Take headline, body and metadata from a page.

    Raises:
        UnreadableReport: If it holds no text to speak of.

    """
    html = html.replace("\0", "")
    is_usual = html.count("<") <= 2 * _MOST_TAGS
    page = _guarded(lambda: _extracted(html, url)) if is_usual else None
    page = page or _guarded(lambda: _plain(html))
    if page is None:
        raise UnreadableReport(where, "no text was found in the page")
    dates = (_guarded(lambda: _dates(html, url)) if is_usual else None) or (None, None)
    return Page(
        page.title,
        page.body,
        page.method,
        page.byline,
        page.site_name,
        page.url,
        dates[0],
        dates[1],
        _moment(html, dates[0]),
    )


def _guarded(step: Callable[[], Any]) -> Any:
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


def _extracted(html: str, url: str | None) -> Page | None:
    import trafilatura

    found = trafilatura.bare_extraction(
        html,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        with_metadata=True,
    )
    if found is None:
        return None
    told = found.as_dict() if hasattr(found, "as_dict") else dict(found)
    body = (told.get("text") or "").strip()
    if len(body.split()) < _FEWEST_WORDS:
        return None
    return Page(
        _words(told.get("title")),
        _without_title(re.sub(r"\s*\n\s*", "\n\n", body), _words(told.get("title"))),
        "trafilatura",
        _words(told.get("author")),
        _words(told.get("sitename")),
        _words(told.get("url")) or url,
    )


def _plain(html: str) -> Page | None:
    """All the text of the page, a paragraph for each block: the fallback for broken markup."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=True, remove_comments=True, encoding="utf-8"
    )
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    if root is None:
        return None
    title = _words(root.findtext(".//title"))
    lines: list[str] = []
    line: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        is_hidden = name in {"script", "style", "noscript", "template", "head", "title"}
        if name in _BLOCKS:
            lines.append(" ".join(" ".join(line).split()))
            line = []
        if event == "start" and not is_hidden:
            line.append(node.text or "")
        elif event == "end":
            line.append(node.tail or "")
    lines.append(" ".join(" ".join(line).split()))
    body = "\n\n".join(filter(None, lines))
    if len(body.split()) < _FEWEST_WORDS:
        return None
    return Page(title, _without_title(body, title), "all text")


_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td table section article header footer nav aside "
    "blockquote figure figcaption main form body".split()
)


def _dates(html: str, url: str | None) -> tuple[date | None, date | None]:
    from htmldate import find_date

    original = find_date(html, original_date=True, extensive_search=False, url=url)
    latest = find_date(html, original_date=False, extensive_search=False, url=url)
    first = date.fromisoformat(original) if original else None
    last = date.fromisoformat(latest) if latest else None
    return first, last if last != first else None


# Where pages tell the time of publication: Open Graph's, schema.org's and HTML's own.
_STAMP = re.compile(
    r"(?:published_time|datePublished|<time)\b[^>]{0,200}?"
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d))"
)


def _moment(html: str, day: date | None) -> datetime | None:
    """The moment of publication in UTC, if the page tells a time with its offset on the day."""
    for stamp in _STAMP.finditer(html):
        try:
            moment = datetime.fromisoformat(stamp[1])
        except ValueError:
            continue
        if moment.date() == day:
            return moment.astimezone(UTC)
    return None


def _words(told: object) -> str | None:
    words = " ".join(str(told).split()) if told else ""
    return words or None


def _without_title(body: str, title: str | None) -> str:
    """Drop the title from the body's start: it is put there once, as the headline."""
    first, _, rest = body.partition("\n")
    return rest.lstrip() if title and " ".join(first.split()) == title and rest.strip() else body
