"""A published site in Chromium: from a host under some path, and from a disk."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from tests.web.browser.conftest import Opening, violations

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.publish.redaction_rules import read_rules
from rashomon.reconcile import POLICY, find_policy
from rashomon.records import CatalogRow
from rashomon.web.published.edition import Edition, Wanted
from rashomon.web.published.writing import publish_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KHUSHAM = "incidents/khusham-2018-02-07.html"


@pytest.fixture(scope="module")
def published(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the example's site, two folders down in what is hosted."""
    folder = tmp_path_factory.mktemp("host") / "conflict" / "2031"
    wanted = Wanted(read_rules(), find_policy(POLICY).full_name, title="The example")
    with Ledger.open(built_example, create=False) as ledger:
        publish_site(ledger, folder, wanted, zones=open_zones())
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """Return where the site is hosted: a plain server of files, under a path."""
    handler = functools.partial(_Quiet, directory=str(published.parents[1]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/conflict/2031/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_every_page_is_reached_from_the_first_one(
    address: str, published: Path, opening: Opening, *, scripts: bool
) -> None:
    """Whoever follows links meets every page, and nothing that is not there or elsewhere."""
    page = opening(address, scripts=scripts)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    waiting, seen = [address + "index.html"], set[str]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        page.goto(here, wait_until="domcontentloaded")
        links = page.locator("a[href]:not([rel~=external])")
        hrefs = links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for told in hrefs:
            full = urljoin(here, told)
            assert not re.match(r"/|\w+:", told), told
            assert full.startswith(address)
            if full.partition("#")[0].endswith(".html"):
                waiting.append(full.partition("#")[0])
    assert failed == []
    assert all(url.startswith((address, f"blob:{address[:16]}")) for url in asked)
    pages = {path.relative_to(published).as_posix() for path in published.rglob("*.html")}
    assert {url.removeprefix(address) for url in seen} == pages - {"404.html"}


@pytest.mark.parametrize(("width", "dark"), [(1440, True), (390, False)], ids=["dark", "light"])
def test_pages_are_accessible_and_fit(
    address: str, published: Path, opening: Opening, width: int, *, dark: bool
) -> None:
    """WCAG 2.2 AA by axe, and nothing hangs over the edge."""
    report = next((published / "reports").iterdir()).name
    page = opening(address, width=width, dark=dark)
    outlet = next((published / "sources").iterdir()).name
    paths = (
        "index.html", "index.html?kind=air_strike&from=2018-01-01", KHUSHAM, f"reports/{report}",
        "sources.html", f"sources/{outlet}", "zones.html", "quality.html", "search.html",
        "search.html?q=killed", "about.html", "404.html",
    )  # fmt: skip
    for path in paths:
        page.goto(address + path)
        if "?" in path:
            page.locator(".totals strong").first.wait_for()
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_reader_walks_through_the_whole_site(
    address: str, published: Path, opening: Opening
) -> None:
    """From the list over map and incident to the words, the sources, and the data."""
    page = opening(address + "index.html")
    totals = page.locator("#list .totals")
    assert totals.inner_text().startswith("5 incidents")
    page.get_by_label("Words", exact=True).fill("khusham")
    page.wait_for_function("document.querySelector('.totals').innerText.startsWith('1 incident ')")
    assert "q=khusham" in page.url
    has_map = page.locator("#map").count() > 0
    if has_map:
        page.locator("#map").scroll_into_view_if_needed()
        page.wait_for_function(
            "document.getElementById('map').dataset.points === '1'", timeout=30_000
        )
    assert page.locator(".bars a:not(.none)").count() == 1
    page.locator("#list tbody").get_by_role("link", name="near Khusham").click()
    page.locator("table.accounts a.figure").first.click()
    assert "/reports/" in page.url
    assert page.locator(":target").count() == 1
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="Levant Wire").click()
    assert page.get_by_role("heading", name="What it published").is_visible()
    page.locator(".columns a").first.click()
    assert "/reports/" in page.url
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Zones").click()
    near = page.locator("details.near").first
    near.locator("summary").click()
    near.get_by_role("link").first.click()
    assert "/incidents/" in page.url
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Quality").click()
    assert page.get_by_role("heading", name="Model card").is_visible()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Search").click()
    page.get_by_label("Words").fill("militiamen")
    page.locator("#found .claims a").first.click()
    assert "militiamen" in page.locator(".ev:target").inner_text()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="About").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="claims.jsonl").click()
    saved = Path(started.value.path()).read_bytes()
    assert saved == (published / "data" / "claims.jsonl").read_bytes()


def test_the_list_finds_what_the_application_would(
    address: str, built_example: Path, opening: Opening, published: Path
) -> None:
    """Each filter means the same as in the ledger's queries, whatever it is spelled like."""
    from rashomon.records.queries import matches, parse

    page = opening(address + "index.html")
    rows = _rows(built_example)
    country = next(row.country for row in rows if row.country)
    zone = next(mark.zone_id for row in rows for mark in row.zones)
    queries = (
        "place=tanf", "kind=air_strike&kind=clash", "from=2017-06-07&to=2018-02-07",
        f"country={country}&level=draft", f"zone={zone}", "party=Russia", "level=approved",
        "contested=place&contested=killed", "bbox=38,33,40,36", "bbox=170,-90,-170,90",
    )  # fmt: skip
    for words in queries:
        page.goto(f"{address}index.html?{words}")
        page.wait_for_function(
            "self.rashomonFound !== undefined || document.querySelector('#problem:not([hidden])')"
        )
        wanted = {row.incident_id for row in rows if matches(parse(words), row)}
        found = page.evaluate("[...(self.rashomonFound.ids ?? [])]")
        assert set(found) == wanted, words


def test_filters_timeline_and_list_stay_in_step(address: str, opening: Opening) -> None:
    """A bar narrows all, a chip takes it back, and the whole list stands again as it was."""
    page = opening(address + "index.html")
    before = page.locator("#list tbody").inner_html()
    page.locator(".bars a").last.click()
    page.locator(".chips a").wait_for()
    assert "from=" in page.url
    assert page.locator("#list tbody tr").count() == 1
    assert page.locator(".bars a.chosen").count() == 1
    assert page.locator(".bars a:not(.none)").count() > 1
    page.locator(".chips a").click()
    page.wait_for_function("document.querySelectorAll('#list tbody tr').length === 5")
    assert page.locator("#list tbody").inner_html() == before
    assert "?" not in page.url
    page.get_by_role("searchbox", name="Place").fill("nowhere at all")
    page.get_by_text("No incident matches all of these filters").wait_for()
    page.get_by_role("link", name="Show everything").click()
    page.wait_for_function("document.querySelectorAll('#list tbody tr').length === 5")
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_function(
        "document.querySelector('#list tbody tr').id.startsWith('al-tanf-2017-05')"
    )


def _rows(ledger: Path) -> list[CatalogRow]:
    """The incidents as a site lists them."""
    wanted = Wanted(read_rules(), find_policy(POLICY).full_name)
    with Ledger.open(ledger, create=False) as opened:
        edition = Edition(opened, open_zones(), wanted)
        for _ in edition.incidents():
            pass
    return edition.rows


def test_the_map_shows_the_incidents(address: str, opening: Opening) -> None:
    """Its points come out of a file beside the pages."""
    page = opening(address + "index.html")
    shown = page.locator("#map")
    if not shown.count():
        pytest.skip("the files of others are not in place: `make assets`")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("document.getElementById('map').dataset.points === '5'", timeout=30_000)


def test_from_a_disk_it_reads_well(published: Path, opening: Opening) -> None:
    """Without a server figures lead to their words all the same."""
    page = opening((published / "index.html").as_uri(), scripts=False)
    page.get_by_role("link", name="near Khusham").click()
    page.locator("table.accounts a.figure").first.click()
    assert "/reports/" in page.url
    assert page.url.startswith("file://")
    assert page.locator(":target").count() == 1
    assert "claim" in page.url


def test_from_a_disk_it_can_be_searched(published: Path, chromium: Browser) -> None:
    """Scripts that ask no server run there, too; those that draw maps do not."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto((published / "search.html").as_uri() + "?q=militiamen")
        page.locator("#found .claims a").first.click()
        assert "militiamen" in page.locator(".ev:target").inner_text()
        page.goto((published / "index.html").as_uri() + "?place=khusham")
        page.wait_for_function("document.querySelectorAll('#list tbody tr').length === 1")
        assert not page.locator("#map").is_visible()
        page.get_by_role("searchbox", name="Place").fill("")
        page.wait_for_function("document.querySelectorAll('#list tbody tr').length === 5")
    finally:
        context.close()


def test_pages_print(address: str, opening: Opening) -> None:
    """Without navigation, filters and maps, and with all that is told."""
    page = opening(address + KHUSHAM)
    page.emulate_media(media="print")
    assert not page.locator("nav.nav").is_visible()
    page.goto(address + "index.html")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#list tbody tr").first.is_visible()
    page.goto(address + "search.html")
    assert not page.locator("#finding").is_visible()
    assert page.locator(".index a").first.is_visible()
    assert len(page.pdf()) > 1000
