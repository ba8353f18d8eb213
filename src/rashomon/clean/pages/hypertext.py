"""A web page's markup in, the text derived from it out: the one door to the page code.

Pages come as files and within messages and saved archives; all go through here.
"""

from __future__ import annotations

from rashomon.clean.derived import Derived
from rashomon.clean.pages.page import is_page, read_page
from rashomon.records import Span

__all__ = ["is_page", "read_hypertext"]


def read_hypertext(html: str, encoding: str, where: str, url: str | None = None) -> Derived:
    """Derive headline and body of a page that was kept at, or saved from, `url`.

    Raises:
        UnreadableReport: If the page holds no text to speak of.

    """
    page = read_page(html, where, url)
    return Derived(
        f"{page.title}\n\n{page.body}" if page.title else page.body,
        page.method,
        encoding,
        title=page.title,
        headline=Span(0, len(page.title)) if page.title else None,
        byline=page.byline,
        byline_by=page.found_by.get("byline", "page"),
        site_name=page.site_name,
        site_by=page.site_by,
        url=page.url,
        url_by=page.found_by.get("url", "page"),
        published_on=page.published_on,
        published_at=page.published_at,
        published_by=page.found_by.get("published_on", "htmldate"),
        updated_on=page.updated_on,
        providers=page.origins,
    )
