"""A published site in Chromium: from a host under some path, and from a disk."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.web.browser.conftest import Opening, violations

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.publish.redaction_rules import read_rules
from rashomon.reconcile import POLICY, find_policy
from rashomon.web.published.edition import Wanted
from rashomon.web.published.writing import publish_site

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


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible_and_fit(
    address: str, published: Path, opening: Opening, width: int, *, dark: bool
) -> None:
    """WCAG 2.2 AA by axe, and nothing hangs over the edge."""
    report = next((published / "reports").iterdir()).name
    page = opening(address, width=width, dark=dark)
    for path in ("index.html", KHUSHAM, f"reports/{report}", "about.html", "404.html"):
        page.goto(address + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


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
