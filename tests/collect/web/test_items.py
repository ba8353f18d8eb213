"""Items of feeds become captures of their pages, or of the feed's own text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from tests.collect.web.conftest import PAGE, Page, Site

from rashomon.collect.web import Visitor, captures_at
from rashomon.collect.web.feeds import MOST_ENTRIES
from rashomon.errors import Noted, NotFetched, ReportSkipped
from rashomon.records import Capture, CaptureMethod

Visit = Callable[..., Visitor]
TEXT = "<p>Two people were killed in shelling near Homs on Monday, a local doctor said.</p>"


def feed(*items: str, title: str = "Example – World") -> Page:
    """An RSS feed of these items."""
    body = (
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>{title}</title>{''.join(f'<item>{item}</item>' for item in items)}"
        "</channel></rss>"
    )
    return Page(body.encode(), 200, {"Content-Type": "application/rss+xml"})


def collected(site: Site, visitor: Visitor, path: str) -> tuple[list[Capture], list[ReportSkipped]]:
    """Return what an address gives, and what was told of it."""
    told: list[ReportSkipped] = []
    return list(captures_at(site.url + path, visitor, told.append)), told


def test_a_page_by_its_address(site: Site, visit: Visit) -> None:
    """One page, asked for as a person would: without robots.txt."""
    site.pages |= {"/a": Page(), "/robots.txt": Page(b"User-agent: *\nDisallow: /")}
    (capture,), told = collected(site, visit(), "/a")
    assert (capture.content, told) == (PAGE, [])
    assert site.paths == ["/a"]


def test_pages_by_the_address_of_their_feed(site: Site, visit: Visit) -> None:
    """Each item's page, with what the feed tells of it and where it was told."""
    site.pages |= {
        "/feed": feed(
            "<guid>urn:1</guid><link>/a</link><title>Two killed</title>"
            "<pubDate>Sun, 01 Mar 2026 01:30:00 +0300</pubDate>",
            "<link>/b</link><source url='/x'>A Paper</source>",
        ),
        "/a": Page(),
        "/b": Page(),
    }
    (one, two), told = collected(site, visit(), "/feed")
    assert told == []
    assert (one.content, one.address) == (PAGE, f"{site.url}/a")
    assert (one.sidecar.title, one.sidecar.listed_on) == ("Two killed", date(2026, 3, 1))
    assert (one.sidecar.outlet, two.sidecar.outlet) == (None, "A Paper")
    assert one.custody.locator == f"item 'urn:1' of the feed {site.url}/feed"
    assert one.custody.container is None
    assert one.custody.exchange
    assert one.custody.exchange.url == f"{site.url}/a"


def test_an_address_that_tells_its_outlet_is_believed(site: Site) -> None:
    """The heading of a feed is no name where the table of outlets knows the domain."""
    from rashomon.collect.web import Limits
    from rashomon.collect.web.pace import Pace

    port = site.port
    site.pages |= {
        "/feed": feed(f"<link>http://www.reuters.com:{port}/a</link>", title="Reuters: Top News"),
        "/a": Page(),
    }
    limits = Limits(allow_private=True)
    visitor = Visitor(limits, Pace(0), resolve=lambda *_: ("127.0.0.1",))
    (capture,), _ = collected(site, visitor, "/feed")
    assert capture.sidecar.outlet is None


def test_the_feeds_own_text_stands_in_for_a_page(site: Site, visit: Visit) -> None:
    """It is said so, and custody names the feed it came out of."""
    site.pages |= {
        "/feed": feed(
            f"<guid>urn:1</guid><link>/gone</link><title>Two killed</title>"
            f"<content:encoded><![CDATA[{TEXT}]]></content:encoded>",
            "<link>/gone-too</link>",
            "<guid>4711</guid><content:encoded>Two people were killed.</content:encoded>",
        )
    }
    (one, two), told = collected(site, visit(), "/feed")
    assert (one.content, one.media_type) == (TEXT.encode(), "text/html")
    assert (one.address, one.sidecar.url) == (f"{site.url}/gone", f"{site.url}/gone")
    assert one.sidecar.outlet == "Example – World"  # there is no page that could tell it
    assert one.name == f"127.0.0.1:{site.port}/gone"
    assert one.custody.method is CaptureMethod.FETCH
    assert one.custody.container == hashlib.sha256(site.pages["/feed"].body).hexdigest()  # type: ignore[union-attr]
    assert one.custody.locator == "item 'urn:1'"
    assert one.custody.exchange
    assert one.custody.exchange.url == f"{site.url}/feed"
    assert (two.address, two.name, two.sidecar.url) == (f"{site.url}/feed#4711", "4711", None)
    noted, lost = told
    assert isinstance(noted, Noted)
    assert "the text in the feed is kept in its place" in noted.reason
    assert isinstance(lost, NotFetched)


def test_an_items_id_steers_nothing(site: Site, visit: Visit) -> None:
    """Whatever characters it holds, names are words and addresses are ASCII."""
    more = "<content:encoded>Two people.</content:encoded>"
    site.pages["/feed"] = feed(f"<guid>a b\u202ec</guid>{more}", f"<guid>\u202e</guid>{more}")
    (one, two), _ = collected(site, visit(), "/feed")
    assert (one.name, one.address) == ("a b c", f"{site.url}/feed#a%20b%E2%80%AEc")
    assert two.name == "item"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("http://169.254.169.254/latest/", "link-local"),
        ("http://[::ffff:10.0.0.1]/", "in disguise"),
        ("/to-metadata", "link-local"),
        ("/closed/a", "robots.txt does not allow"),
        ("/missing", "nothing there"),
        ("/picture", "an image"),
    ],
)
def test_an_item_that_cannot_be_had_costs_itself(
    site: Site, visit: Visit, link: str, reason: str
) -> None:
    """Private addresses, redirects to them, rules, errors; the others come."""
    site.pages |= {
        "/feed": feed(f"<link>{link}</link>", "<link>/a</link>"),
        "/a": Page(),
        "/to-metadata": Page(b"", 302, {"Location": "http://169.254.169.254/"}),
        "/closed/a": Page(),
        "/picture": Page(b"\x89PNG\r\n"),
        "/robots.txt": Page(b"User-agent: *\nDisallow: /closed/"),
    }
    (capture,), (told,) = collected(site, visit(), "/feed")
    assert capture.address == f"{site.url}/a"
    assert reason in told.reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(b"", 500), "the server fails"),
        (Page(b"<rss></rss>"), "no feed"),
        (Page(b"\x89PNG"), "an image"),
    ],
)
def test_an_address_that_gives_nothing_is_one_error(
    site: Site, visit: Visit, page: Page, reason: str
) -> None:
    """Whatever is wrong with it."""
    site.pages["/a"] = page
    captures, (told,) = collected(site, visit(), "/a")
    assert captures == []
    assert reason in told.reason


def test_a_feed_that_is_too_long_is_said_to_be(site: Site, visit: Visit) -> None:
    """What is beyond the limit is counted, not silently dropped."""
    text = "<content:encoded>Two people.</content:encoded>"
    items = [f"<guid>{n}</guid>{text}" for n in range(MOST_ENTRIES + 3)]
    site.pages["/feed"] = feed(*items)
    captures, (told,) = collected(site, visit(), "/feed")
    assert len(captures) == MOST_ENTRIES
    assert "3 items more" in told.reason
