"""A web page in; its headline, body and what it tells of itself out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rashomon.clean.openings.stamps import date_in_url
from rashomon.clean.pages.bodies import body_of
from rashomon.clean.pages.markup import guarded, is_page, tree_of
from rashomon.clean.pages.metadata import Told, metadata_of
from rashomon.errors import UnreadableReport

__all__ = ["Page", "is_page", "read_page"]

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    """What was taken from a page. `method` names how the body was found.

    `origins` are those whom the page names as authors or providers of its text; `found_by` says
    for byline, url and dates which markup told them.
    """

    title: str | None
    body: str
    method: str
    byline: str | None = None
    site_name: str | None = None
    site_by: str = "site name"
    url: str | None = None
    published_on: date | None = None
    updated_on: date | None = None
    published_at: datetime | None = None
    origins: tuple[str, ...] = ()
    found_by: Mapping[str, str] = field(default_factory=dict)


def read_page(html: str, where: str, url: str | None = None) -> Page:
    """Take headline, body and metadata from a page that was found at `url`.

    1. a tree, for pages that are not nested too deep
    2. metadata, from the page's data and tags
    3. the body, by the best way that gives one

    Raises:
        UnreadableReport: If it holds no text to speak of.

    """
    html = html.replace("\0", "")
    tree = tree_of(html)
    told = (guarded(lambda: metadata_of(tree, url)) if tree is not None else None) or Told()
    found = body_of(html, tree, told.body)
    if found is None:
        raise UnreadableReport(where, "no text was found in the page")
    body, method = found
    first, last = told.published, told.updated
    found_by = dict(told.found_by)
    day = first.day if first else None
    in_address = date_in_url(told.url or url or "")
    if first and first.at and in_address and abs(in_address - first.day) == _A_DAY:
        # Told in UTC: the outlet's own day is the one that it gave the page's address.
        day = in_address
        found_by["published_on"] += ", on the day of the address"
    return Page(
        told.title,
        _without_title(body, told.title),
        method,
        told.byline,
        told.site_name or told.publisher,
        "site name" if told.site_name else "schema.org",
        told.url or url,
        day,
        last.day if last and last.day != day else None,
        first.at if first else None,
        (*told.origins, *([told.byline] if told.byline else [])),
        found_by,
    )


def _without_title(body: str, title: str | None) -> str:
    """Drop the title from the body's start: it is put there once, as the headline."""
    first, _, rest = body.partition("\n")
    return rest.lstrip() if title and " ".join(first.split()) == title and rest.strip() else body
