"""An item of a feed: what it is called, where its page is, and what the feed tells of it."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from rashomon.collect.web.addresses import WebAddress, join
from rashomon.errors import NotFetched
from rashomon.records import Sidecar

__all__ = ["Entry", "Told", "make_entry", "parse_time", "plain_words"]

_LONGEST_WORDS = 500  # of a title or a name
_LONGEST_KEY = 1_000
# Feeds are younger than this; what is older is an empty field that was printed as a date.
_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)  # a clock may be wrong by a time zone, not by more
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed.

    `key` is what the feed calls it for good, `version` changes where the item was changed.
    `link` is the address of its page, as text. `sidecar` is what the feed tells of it. `text` is
    the whole text, where the feed carries it, of the media type `text_type`.
    """

    key: str
    version: str
    link: str | None
    sidecar: Sidecar
    text: str | None = None
    text_type: str = "text/html"


@dataclass(slots=True)
class Told:
    """An item as it stands in a feed, before anything is made of it."""

    key: str = ""
    link: str = ""
    title: str = ""
    published: str = ""
    updated: str = ""
    outlet: str = ""
    summary: str = ""
    text: str = ""
    text_type: str = "text/html"


def make_entry(told: Told, base: WebAddress, now: datetime) -> Entry | None:
    """Make an entry of what a feed at `base` tells; None where it tells nothing."""
    link = _link(told.link, base)
    text = told.text if plain_words(told.text) else None
    if link is None and text is None:
        return None
    title = plain_words(told.title)
    published, updated = parse_time(told.published, now), parse_time(told.updated, now)
    return Entry(
        key=(told.key.strip() or link or _digest(title, told.text))[:_LONGEST_KEY],
        # What says when it was changed is believed; else the words themselves tell it.
        version=_digest(
            told.updated or told.published, title, *(() if told.updated else _body(told))
        ),
        link=link,
        sidecar=_sidecar(told, title, published, updated),
        text=text,
        text_type=told.text_type,
    )


def _body(told: Told) -> tuple[str, str]:
    return told.summary, told.text


def _sidecar(
    told: Told, title: str, published: datetime | None, updated: datetime | None
) -> Sidecar:
    """What a feed tells of an item. A time of change alone is a hint at when it was published."""
    return Sidecar(
        outlet=plain_words(told.outlet) or None,
        title=title or None,
        context_date=None if published or updated is None else updated.date(),
        published_at=(
            published.astimezone(UTC) if published and published.tzinfo is not None else None
        ),
        listed_on=None if published is None else published.date(),
    )


def _link(reference: str, base: WebAddress) -> str | None:
    if not reference.strip():
        return None
    try:
        return str(join(base, reference))
    except NotFetched:
        return None


def parse_time(words: str, now: datetime) -> datetime | None:
    """Return the time that a feed tells, in its own offset; None where it tells no likely one.

    >>> str(parse_time("Sun, 01 Mar 2026 01:30:00 +0300", datetime(2026, 3, 2, tzinfo=UTC)))
    '2026-03-01 01:30:00+03:00'
    """
    words = " ".join(words.split())
    told: datetime | None = None
    try:
        told = datetime.fromisoformat(words)
    except ValueError:
        try:
            told = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if told.year < _FIRST_YEAR:
        return None
    moment = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told if moment <= now + _AHEAD else None


def plain_words(markup: str) -> str:
    """Return the words of a title without tags, entities and what cannot be printed.

    >>> plain_words("Two <b>killed</b> &amp;amp; five hurt ")
    'Two killed & five hurt'
    """
    words = _TAG.sub(" ", html.unescape(html.unescape(markup[: 20 * _LONGEST_WORDS])))
    words = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(words.split())[:_LONGEST_WORDS]


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:32]
