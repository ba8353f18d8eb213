"""Reports that mean harm, in Chromium: nothing of theirs runs, loads, turns or widens a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.browser.conftest import Opening, Site

from rashomon.ledger import Ledger

# Text that holds a sign that turns what follows must stand in an element that keeps it in; what
# comes after it on the page would be turned otherwise.
_TURNED = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data)) continue;
    if (node.parentElement.closest("script, template, option, textarea, title")) continue;
    const inside = node.parentElement.closest("bdi, [dir]");
    if (!inside || inside === document.documentElement || inside.matches("main, body, section"))
      found.push(node.parentElement.outerHTML.slice(0, 200));
  }
  return found;
}"""
_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > most + 1 && !one.closest(".scroll"))
    .map(one => one.outerHTML.slice(0, 120)).slice(-3).concat(["is too wide"]);
}"""
_LINKS = """() => [...document.querySelectorAll("a[href], area[href], form[action]")]
  .map(one => new URL(one.href?.baseVal ?? one.href ?? one.action, location).href)
  .filter(address => !/^https?:/.test(address))"""


@pytest.fixture(scope="module")
def served(hostile_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site over a copy of the ledger of reports that mean harm."""
    copy = shutil.copy(hostile_ledger, tmp_path_factory.mktemp("hostile"))
    site = Site(Path(copy))
    yield site
    site.close()


@pytest.fixture(scope="module")
def pages(hostile_ledger: Path) -> list[str]:
    """Return the pages that show something of such reports."""
    with Ledger.open(hostile_ledger, create=False) as opened:
        incidents = [f"incidents/{one}" for one in sorted(opened.incident_ids())]
        reports = [f"reports/{one}" for one in opened.report_ids()]
    plain = ["incidents", "review", "sources", "zones", "quality", "upload", "search?q=killed"]
    return [*plain, *incidents, *reports, "search?q=%E2%80%AEkilled%3Cscript%3E"]


def _dismissed(dialog: Any, opened: list[str]) -> None:
    opened.append(dialog.message)
    dialog.dismiss()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_of_a_report_runs_loads_turns_or_widens_a_page(
    served: Site, opening: Opening, pages: list[str], width: int
) -> None:
    """A violation of the policy of contents would be an error of the page, and fail."""
    page = opening(served.address + "/", width=width)
    asked: list[str] = []
    opened: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: _dismissed(dialog, opened))
    page.on("popup", lambda popup: opened.append(popup.url))
    wrong: list[str] = []
    for path in pages if width < 1000 else [one for one in pages if "/" in one]:
        page.goto(f"{served.address}/{path}")
        page.mouse.move(200, 300)
        for what in (_TURNED, _WIDE, _LINKS):
            wrong += [f"{path}: {one}" for one in page.evaluate(what)]
    assert wrong == []
    assert opened == []
    own = (served.address, f"blob:{served.address}", "data:image/")
    assert [address for address in asked if not address.startswith(own)] == []
    assert page.evaluate("typeof xssmark") == "undefined"
