"""What a page tells of itself as data: schema.org's articles in JSON-LD, broken or not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["LinkedArticle", "linked_articles"]

# A page has one to five such scripts of some kilobytes; an archive of live posts 1 MB.
_MOST_SCRIPTS = 40
_LONGEST_SCRIPT = 2_000_000
_MOST_NODES = 20_000
_MOST_ARTICLES = 200
_LONGEST_WORDS = 500

_TYPES = frozenset(
    ("Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
     "BackgroundNewsArticle AskPublicNewsArticle ReviewNewsArticle AdvertiserContentArticle "
     "LiveBlogPosting BlogPosting SocialMediaPosting Report SatiricalArticle TechArticle "
     "ScholarlyArticle").split()
)  # fmt: skip
_LISTS = frozenset(
    "ItemList CollectionPage BreadcrumbList SearchResultsPage WebSite SiteNavigationElement".split()
)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """One article as schema.org tells it; `published` and `modified` are as printed.

    `is_own` is false for articles that the page lists or links to. `origins` are who is said
    to provide the text.
    """

    kind: str
    headline: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    origins: tuple[str, ...] = ()
    body: str | None = None
    is_own: bool = True


def linked_articles(tree: HtmlElement) -> tuple[LinkedArticle, ...]:
    """Return the articles that the page's JSON-LD tells of, in order, at most 200.

    Script that is no JSON is mended where only a comma, a line break in words or a comment
    around it is wrong; of other broken script the plain fields are taken.
    """
    found: list[LinkedArticle] = []
    scripts = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        scripts += 1
        text = script.text or ""
        if scripts > _MOST_SCRIPTS or len(text) > _LONGEST_SCRIPT:
            continue
        for article in _articles(text):
            found.append(article)
            if len(found) >= _MOST_ARTICLES:
                return tuple(found)
    return tuple(found)


def _articles(text: str) -> Iterator[LinkedArticle]:
    told = _parsed(text)
    if told is None:
        broken = _from_fields(text)
        if broken:
            yield broken
        return
    # Without recursion, and with a bound: data may nest as deep as it likes.
    waiting: list[tuple[object, bool]] = [(told, True)]
    nodes = 0
    while waiting and nodes < _MOST_NODES:
        node, is_own = waiting.pop()
        nodes += 1
        if isinstance(node, list):
            waiting += [(one, is_own) for one in reversed(node[:_MOST_NODES])]
            continue
        if not isinstance(node, dict):
            continue
        kinds = _kinds(node)
        article = next((kind for kind in kinds if kind in _TYPES), None)
        if article:
            yield _article(node, article, is_own=is_own)
        lists = article is not None or any(kind in _LISTS for kind in kinds)
        for name, value in reversed(node.items()):
            if isinstance(value, dict | list):
                waiting.append((value, is_own and (not lists or name == "@graph")))


def _parsed(text: str) -> object | None:
    """Return the script's data; None where no mending makes JSON of it."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*;?\s*$", "", text).rstrip(";")
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            told: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return told
    return None


def _from_fields(text: str) -> LinkedArticle | None:
    """The plain fields of script that is no JSON, where it names an article's type."""
    kind = re.search(r'"@type"\s*:\s*\[?\s*"(\w{1,40})"', text)
    if not kind or not any(f'"{one}"' in text for one in _TYPES):
        return None

    def field(name: str) -> str | None:
        told = re.search(rf'"{name}"\s*:\s*"([^"\n]{{1,500}})"', text)
        return told[1] if told else None

    return LinkedArticle(
        kind="broken",
        headline=_words(field("headline")),
        published=field("datePublished"),
        modified=field("dateModified"),
    )


def _article(node: dict[str, object], kind: str, *, is_own: bool) -> LinkedArticle:
    body = node.get("articleBody")
    return LinkedArticle(
        kind=kind,
        headline=_words(node.get("headline")) or _words(node.get("name")),
        url=_address(node.get("mainEntityOfPage")) or _address(node.get("url")),
        published=_words(node.get("datePublished")) or _words(node.get("dateCreated")),
        modified=_words(node.get("dateModified")),
        authors=_names(node.get("author")) or _names(node.get("creator")),
        publisher=next(iter(_names(node.get("publisher"))), None),
        origins=(
            *_names(node.get("sourceOrganization")),
            *_names(node.get("provider")),
            *_names(node.get("copyrightHolder")),
        ),
        body=body if isinstance(body, str) else None,
        is_own=is_own,
    )


def _kinds(node: dict[str, object]) -> list[str]:
    told = node.get("@type")
    kinds = told if isinstance(told, list) else [told]
    return [kind.rpartition("/")[2] for kind in kinds[:20] if isinstance(kind, str)]


def _names(told: object) -> tuple[str, ...]:
    """The names in "X", {"name": "X"} or a list of these, each once."""
    names = []
    for one in (told if isinstance(told, list) else [told])[:20]:
        name = _words(one.get("name") if isinstance(one, dict) else one)
        if name and "://" not in name:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _address(told: object) -> str | None:
    if isinstance(told, dict):
        told = told.get("@id") or told.get("url")
    return _words(told)


def _words(told: object) -> str | None:
    if isinstance(told, list) and told:
        told = told[0]
    if not isinstance(told, str):
        return None
    from html import unescape

    return " ".join(unescape(told[: 4 * _LONGEST_WORDS]).split())[:_LONGEST_WORDS] or None
