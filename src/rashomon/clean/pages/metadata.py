"""What a page's markup tells of the page: title, author, site, address and dates.

Taken from schema.org's data, then Open Graph, then meta tags and HTML's own marks, then, for
the day of publication alone, from whatever else looks like one (htmldate). Every piece keeps
the name of what told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from rashomon.clean.openings.stamps import stamps
from rashomon.clean.pages.linked_data import LinkedArticle, linked_articles
from rashomon.clean.pages.markup import guarded
from rashomon.reference.calendar_words import ANY_MONTH

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Moment", "Told", "metadata_of", "moment_of"]

_LONGEST_TITLE = 400
_MOST_META = 500
# Earlier than the first pages, but scans of older papers are dated in their own time; the
# first of January 1970 is what a missing date turns into.
_YEARS = range(1800, 2100)
_NO_DAYS = frozenset({date(1970, 1, 1), date(1900, 1, 1), date(2000, 1, 1)})


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as printed, and the moment in UTC where time and offset are printed with it."""

    day: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the markup tells; `found_by` names for each field what told it."""

    title: str | None = None
    byline: str | None = None
    site_name: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    origins: tuple[str, ...] = ()
    body: str | None = None
    is_live: bool = False
    found_by: dict[str, str] = field(default_factory=dict)


def metadata_of(tree: HtmlElement, url: str | None) -> Told:
    """Read a page's metadata; `url` is where it was found, if that is known."""
    meta = _meta(tree)
    articles = linked_articles(tree)
    address, address_by = _address(tree, meta, url)
    own = _own(articles, address or url, meta)
    found_by: dict[str, str] = {}
    title = _title(tree, meta, own)
    byline, byline_by = _byline(tree, meta, own)
    published, published_by = _published(tree, meta, own)
    if published is None:
        published, published_by = _by_htmldate(tree, address or url), "htmldate"
    updated, updated_by = _updated(meta, own)
    site, publisher = _first(meta, _SITE), own.publisher if own else None
    for name, value, how in (
        ("byline", byline, byline_by),
        ("published_on", published, published_by),
        ("updated_on", updated, updated_by),
        ("url", address, address_by),
    ):
        if value:
            found_by[name] = how
    return Told(
        title=title,
        byline=byline,
        site_name=site,
        publisher=publisher,
        url=address,
        published=published,
        updated=updated,
        origins=own.origins if own else (),
        body=own.body if own else None,
        is_live=any(one.is_own and one.kind == "LiveBlogPosting" for one in articles),
        found_by=found_by,
    )


# Open Graph, and meta tags in the many words that publishing systems have for the same.
_SITE = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_GRAPH_FIRST = ("article:published_time", "og:article:published_time", "og:published_time")
_GRAPH_LAST = ("article:modified_time", "og:article:modified_time", "og:updated_time")
_META_FIRST = (
    "datepublished pubdate publishdate publish-date publish_date publication_date "
    "citation_publication_date citation_date dc.date.issued dcterms.issued dc.date.created "
    "dcterms.created parsely-pub-date sailthru.date article.published "
    "cxenseparse:recs:publishtime cxenseparse:pdt displaydate originalpublicationdate "
    "ptime rnews:datepublished bt:pubdate dc.date dcterms.date date"
).split()
_META_LAST = (
    "datemodified lastmod last-modified dc.date.modified dcterms.modified article.updated "
    "revision_date lastupdate last-update rnews:datemodified"
).split()
_META_AUTHOR = ("author", "parsely-author", "sailthru.author", "dc.creator", "citation_author",
                "article:author", "byl", "cxenseparse:author")  # fmt: skip


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags by lower-case name, the first of each."""
    told: dict[str, str] = {}
    for count, node in enumerate(tree.iter("meta")):
        if count >= _MOST_META:
            break
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = " ".join((node.get("content") or "")[: 5 * _LONGEST_TITLE].split())
        if name and content:
            told.setdefault(name.strip().casefold(), content[:_LONGEST_TITLE])
    return told


def _first(meta: dict[str, str], names: tuple[str, ...] | list[str]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _own(
    articles: tuple[LinkedArticle, ...], url: str | None, meta: dict[str, str]
) -> LinkedArticle | None:
    """The article that the page itself is: by its address, by its title, or the first."""
    own = [one for one in articles if one.is_own]
    by_url = [one for one in articles if url and one.url and _same_page(one.url, url)]
    headline = _plain(meta.get("og:title", ""))
    by_title = [one for one in own if one.headline and _plain(one.headline) == headline]
    for group in (by_url, by_title, own):
        dated = [one for one in group if one.published]
        if group:
            return (dated or group)[0]
    return None


def _same_page(one: str, other: str) -> bool:
    try:
        first, second = urlsplit(one), urlsplit(other)
    except ValueError:
        return False
    return bool(first.path.strip("/")) and first.path.rstrip("/") == second.path.rstrip("/")


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _address(tree: HtmlElement, meta: dict[str, str], url: str | None) -> tuple[str | None, str]:
    canonical = next(
        (
            node.get("href") or ""
            for node in tree.iter("link")
            if "canonical" in (node.get("rel") or "").casefold().split()
        ),
        "",
    )
    told = ((canonical, "canonical link"), (meta.get("og:url", ""), "Open Graph"))
    for address, how in told:
        try:
            whole = urljoin(url or "", address.strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(whole) < 2000:
            return whole, how
    return None, ""


def _title(tree: HtmlElement, meta: dict[str, str], own: LinkedArticle | None) -> str | None:
    """The headline that stands on the page where that is sure, else the one told of it."""
    told = [
        one
        for one in (meta.get("og:title"), own.headline if own else None, meta.get("twitter:title"))
        if one
    ]
    site = meta.get("og:site_name", "")
    whole = next((" ".join(node.text_content().split()) for node in tree.iter("title")), "")
    whole = whole[:_LONGEST_TITLE]
    heads = [" ".join(node.text_content().split()) for node in tree.iter("h1")][:20]
    heads = [head for head in dict.fromkeys(heads) if head and len(head) <= _LONGEST_TITLE]
    known = [_plain(one) for one in told] or [_plain(whole)]
    for head in sorted(heads, key=len, reverse=True):
        words = _plain(head)
        if words != _plain(site) and any(
            words in one and 2 * len(words) > len(one) for one in known
        ):
            return head
    if told:
        return _without_site(told[0], site)
    if not whole and len(heads) == 1 and len(heads[0].split()) >= 3:
        return heads[0]
    return _without_site(whole, site) if whole else None


def _without_site(title: str, site: str) -> str:
    """Drop the site's name from the title's end: by its name, or as the short last part."""
    parts = re.split(r"\s+(?:[|»–—]|-{1,2}|::)\s+", title)
    if len(parts) < 2:
        return title
    last = parts[-1]
    is_site = _plain(last) == _plain(site) if site else len(last.split()) <= 4
    if not is_site or len(parts[0].split()) < 2:
        return title
    return title[: title.rindex(last)].rstrip(" |»–—-:")


def _byline(
    tree: HtmlElement, meta: dict[str, str], own: LinkedArticle | None
) -> tuple[str | None, str]:
    if own and own.authors:
        return _person(", ".join(own.authors)), "schema.org"
    told = _first(meta, _META_AUTHOR)
    if told and (name := _person(told)):
        return name, "meta tag"
    for node in tree.iter("a", "span", "p", "div", "address"):
        if not _marks_author(node):
            continue
        words = " ".join(node.text_content()[:300].split())
        name = _person(words)
        if name and len(name) <= 80 and (words != name or name.istitle()):
            return name, "markup"
    return None, ""


def _marks_author(node: HtmlElement) -> bool:
    kinds = f"{node.get('class') or ''} {node.get('rel') or ''} {node.get('itemprop') or ''}"
    kinds = kinds.casefold()
    if "author" not in kinds and "byline" not in kinds:
        return False
    words = re.split(r"[\s_-]+", kinds)
    return "author" in words or "byline" in words


_NAME_ENDS = re.compile(
    rf"\s*(?:\||•|·|\(|\b(?:{ANY_MONTH})\.?\s\d|\b(?:published|updated|posted)\b"
    r"|\d{1,4}[-/. ]).*",
    re.IGNORECASE,
)


def _person(words: str) -> str | None:
    """Who is named after "By", up to a date or rule; None for addresses and what is no name."""
    name = re.sub(r"^\s*(?:by|author|written by)\b[:\s]*", "", words, flags=re.IGNORECASE)
    name = _NAME_ENDS.sub("", name).strip(" ,|•·-")
    if not name or "://" in name or "@" in name or len(name) > 200 or name.isdigit():
        return None
    return name


def _published(
    tree: HtmlElement, meta: dict[str, str], own: LinkedArticle | None
) -> tuple[Moment | None, str]:
    """The earliest of what schema.org and Open Graph tell, else what meta tags and HTML do.

    Told of one moment in two offsets, the one that is not UTC is the outlet's own day.
    """
    told = [
        (moment, how)
        for words, how in (
            (own.published if own else None, "schema.org"),
            (_first(meta, _GRAPH_FIRST), "Open Graph"),
        )
        if (moment := moment_of(words))
    ]
    if told:
        first = min(told, key=lambda one: one[0].at.date() if one[0].at else one[0].day)
        if len(told) == 2 and told[0][0].at == told[1][0].at:
            first = told[0]
        return first
    for names, how in ((_META_FIRST, "meta tag"),):
        for name in names:
            if moment := moment_of(meta.get(name)):
                return moment, how
    for words in _marked_times(tree):
        if moment := moment_of(words):
            return moment, "time mark"
    return None, ""


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    """The times that HTML itself marks as those of publication."""
    for node in tree.iter("time", "span", "abbr", "div", "p"):
        kinds = f"{node.get('itemprop') or ''} {node.get('class') or ''}".casefold()
        is_marked = "datepublished" in kinds or node.get("pubdate") is not None
        is_marked = is_marked or (node.tag == "time" and "entry-date" in kinds)
        if is_marked:
            yield (
                node.get("datetime")
                or node.get("content")
                or node.get("title")
                or (" ".join(node.text_content()[:200].split()))
            )


def _updated(meta: dict[str, str], own: LinkedArticle | None) -> tuple[Moment | None, str]:
    told = (
        (own.modified if own else None, "schema.org"),
        (_first(meta, _GRAPH_LAST), "Open Graph"),
        (_first(meta, _META_LAST), "meta tag"),
    )
    for words, how in told:
        if moment := moment_of(words):
            return moment, how
    return None, ""


def moment_of(words: str | None) -> Moment | None:
    """Read a date or time as pages print it: ISO 8601, as in mail, or "July 5, 2016".

    None where it is no date, or a stand-in for none (1970-01-01).

    >>> str(moment_of("Tue, 05 Jul 2016 01:00:00 +0300").at)
    '2016-07-04 22:00:00+00:00'
    """
    told = _read_moment(words.strip()[:100]) if words else None
    if told is None or told.year not in _YEARS or told.date() in _NO_DAYS:
        return None
    return Moment(told.date(), told.astimezone(UTC) if told.tzinfo else None)


def _read_moment(words: str) -> datetime | None:
    iso = re.match(
        r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?"
        r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)", words)  # fmt: skip
    if iso:
        zone = (iso[7] or "").replace("UTC", "Z").replace("GMT", "Z")
        clock = f"T{iso[4]}:{iso[5]}:{iso[6] or '00'}{zone}" if iso[4] else ""
        try:
            return datetime.fromisoformat(f"{iso[1]}-{iso[2]}-{iso[3]}{clock}")
        except ValueError:
            return None
    if re.match(r"[A-Za-z]{3},\s+\d", words):
        try:
            return parsedate_to_datetime(words)
        except (ValueError, TypeError):
            pass
    stamp = next(stamps(words), None)
    return datetime(stamp.day.year, stamp.day.month, stamp.day.day) if stamp else None


def _by_htmldate(tree: HtmlElement, url: str | None) -> Moment | None:
    from htmldate import find_date

    found = guarded(
        lambda: find_date(
            tree,
            original_date=True,
            extensive_search=False,
            url=url,
            min_date="1990-01-01",
            max_date="2100-01-01",  # its own bound would be today, and no text be the same twice
        )
    )
    return Moment(date.fromisoformat(found)) if found else None
