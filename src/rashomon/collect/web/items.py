"""An item of a feed in, its capture out: its page, or the feed's own text of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from rashomon.collect.web.addresses import parse_address
from rashomon.collect.web.asking import Answer
from rashomon.collect.web.entries import Entry, plain_words
from rashomon.collect.web.feeds import MOST_ENTRIES, Feed, parse_feed
from rashomon.collect.web.fetching import capture_of, exchange_of, fetch, name_of, require_success
from rashomon.collect.web.kinds import is_feed
from rashomon.collect.web.visiting import Visitor
from rashomon.errors import Noted, NotFetched, ReportSkipped
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar
from rashomon.reference.outlets import outlet_of_url

__all__ = ["Origin", "captures_at", "left_out", "origin_of", "take_item"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item was told of: what the feed's server said, and the SHA-256 of its body.

    `name` is what the user calls the feed, `title` what it calls itself.
    """

    sha256: str
    exchange: Exchange
    name: str = ""
    title: str = ""


def origin_of(answer: Answer, feed: Feed, name: str = "") -> Origin:
    """Return the origin of the items that a feed told of in an answer."""
    digest = hashlib.sha256(answer.body).hexdigest()
    return Origin(digest, exchange_of(answer), name, plain_words(feed.title))


def captures_at(
    url: str, visitor: Visitor, on_skip: Callable[[ReportSkipped], None]
) -> Iterator[Capture]:
    """Yield the report at an address that a person has named, or those of the feed there.

    For the address itself robots.txt is not asked, as it is not for a person's browser; for
    the pages that a feed leads to it is. What cannot be had is told to `on_skip`.
    """
    try:
        answer = visitor.get(url, heeds_robots=False)
        require_success(answer, visitor)
        if not is_feed(answer):
            yield capture_of(answer, visitor)
            return
        feed = parse_feed(answer, visitor.now())
    except NotFetched as error:
        on_skip(error)
        return
    if feed.left_out:
        on_skip(left_out(str(answer.address), feed))
    origin = origin_of(answer, feed)
    for entry in feed.entries:
        try:
            capture, note = take_item(entry, origin, visitor)
        except NotFetched as error:
            on_skip(error)
            continue
        if note is not None:
            on_skip(note)
        yield capture


def left_out(where: str, feed: Feed) -> Noted:
    """Say that a feed is longer than is taken at a time."""
    reason = f"has {feed.left_out:,} items more than the {MOST_ENTRIES:,} that are taken at a time"
    return Noted(where, f"the feed {reason}")


def take_item(entry: Entry, origin: Origin, visitor: Visitor) -> tuple[Capture, Noted | None]:
    """Return the capture of an item's page, or, where that cannot be had, of the feed's own text.

    That it is the feed's own text is noted.

    Raises:
        NotFetched: If there is neither.

    """
    sidecar = replace(entry.sidecar, outlet=_outlet(entry, origin))
    if entry.link is None:
        return _own_text(entry, origin, visitor, sidecar), None
    try:
        page = fetch(entry.link, visitor, sidecar=sidecar)
    except NotFetched as error:
        if entry.text is None:
            raise
        reason = f"{error.reason}; the text in the feed is kept in its place"
        return _own_text(entry, origin, visitor, sidecar), Noted(error.where, reason)
    told_by = f"item {entry.key!r} of the feed {origin.exchange.url}"
    return replace(page, custody=replace(page.custody, locator=told_by)), None


def _own_text(entry: Entry, origin: Origin, visitor: Visitor, sidecar: Sidecar) -> Capture:
    link = entry.link
    if sidecar.outlet is None and not (link and outlet_of_url(link)):
        sidecar = replace(sidecar, outlet=origin.title or None)  # there is no page to tell it
    return Capture(
        content=(entry.text or "").encode("utf-8", "replace"),
        name=name_of(parse_address(link)) if link else plain_words(entry.key) or "item",
        address=link or f"{origin.exchange.url}#{quote(entry.key, safe=':/@')}",
        media_type=entry.text_type,
        captured_at=visitor.now(),
        sidecar=replace(sidecar, url=link),
        custody=Custody(
            CaptureMethod.FETCH,
            container=origin.sha256,
            locator=f"item {entry.key!r}",
            exchange=origin.exchange,
        ),
    )


def _outlet(entry: Entry, origin: Origin) -> str | None:
    """Whom the feed or the user tells as the outlet, where the address does not tell it already.

    What feeds are called are headings ("Example – World – Latest"), addresses are not.
    """
    if entry.link and outlet_of_url(entry.link):
        return None
    return entry.sidecar.outlet or origin.name or None
