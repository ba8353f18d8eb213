"""The tour shows what is there: its pictures, and the names on the pages that it leads through."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.web.conftest import Browser
from tests.web.teams.conftest import Arriving
from tests.web.teams.conftest import arriving as arriving
from tests.web.teams.conftest import book as book
from tests.web.teams.conftest import clock as clock
from tests.web.teams.conftest import quick_hashes as quick_hashes

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.publish.redaction_rules import read_rules
from rashomon.reconcile import POLICY, find_policy
from rashomon.web.published.edition import Wanted
from rashomon.web.published.writing import publish_site
from tools import screenshots

ROOT = Path(__file__).resolve().parents[2]
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
STEPS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TOUR, re.DOTALL | re.M))
PICTURES = {path.name for path in screenshots.FOLDER.iterdir()}
MOST_BYTES = 3_000_000
KHUSHAM, MERGED = "/incidents/khusham-2018-02-07", "/incidents/al-tanf-2017-06-06"
_TOLD = {"a", "button", "h1", "h2", "h3", "label", "legend", "summary", "th", "dt"}


class _Names(HTMLParser):
    """Gathers what buttons, links, headings and fields of a page are called."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self._open: list[list[str]] = []
        self._tags: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Begin to listen."""
        if tag in _TOLD:
            self._tags.append(tag)
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        """Take what was heard."""
        if self._tags and self._tags[-1] == tag:
            self._tags.pop()
            self.names.add(" ".join("".join(self._open.pop()).split()).lower())

    def handle_data(self, data: str) -> None:
        """Listen for whatever is open."""
        for words in self._open:
            words.append(data)


@pytest.fixture
def asked(
    looking: Browser, browser: Browser, arriving: Arriving, built_example: Path, tmp_path: Path
) -> Callable[[str], str]:
    """Return a function from an address of the tour to its page."""

    def page(address: str) -> str:
        if address == "index.html":
            rules = Wanted(read_rules(), find_policy(POLICY).full_name, title="The nights")
            with Ledger.open(built_example, create=False) as ledger:
                publish_site(ledger, tmp_path / "site", rules, zones=open_zones())
            return (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
        if address == MERGED:  # as it is, and after the two were merged
            before = browser.get(address)
            seen = re.search(r'name="seen" value="([^"]*)"', before)
            assert seen
            browser.send(f"{address}/merge", other="al-tanf-2017-06-08", why="one strike",
                         seen=seen[1])  # fmt: skip
            return before + browser.get(address)
        if address == "/reports/…":
            found = re.search(r'href="(/reports/r[0-9a-f]+)#claim', looking.get(KHUSHAM))
            assert found
            return looking.get(found[1])
        if address == "/sign-in":
            return arriving().go(address).text
        return arriving("admin").go(address).text if address == "/team" else looking.get(address)

    return page


@pytest.mark.parametrize("step", [step for step in STEPS if re.match(r"\d", step)])
def test_what_a_step_names_is_on_the_pages_it_leads_to(
    asked: Callable[[str], str], step: str
) -> None:
    """Each bold name is a button's, link's, heading's or field's of a page that the step opens."""
    told = STEPS[step]
    addresses = re.findall(r"\(`(/[^`]*|index\.html)`\)", told)
    names = re.findall(r"\*\*(.+?)\*\*", told)
    assert addresses
    listener = _Names()
    for address in addresses:
        listener.feed(asked(address))
    missing = [
        name
        for name in names
        if not any(found.startswith(name.lower()) for found in listener.names)
    ]
    assert missing == [], sorted(listener.names)


def test_every_picture_is_shown_and_none_is_missing() -> None:
    """Those of the folder, those that pages of the documentation show, and those that are taken."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        name
        for path in pages
        for name in re.findall(r"\]\((?:docs/)?screenshots/([^)]+)\)", path.read_text("utf-8"))
    }
    assert shown == PICTURES
    assert set(screenshots.files()) == PICTURES


def test_pictures_are_small() -> None:
    """A clone of the repository carries them: each has a palette, and all are three megabytes."""
    found = [path.read_bytes() for path in screenshots.FOLDER.iterdir()]
    assert all(png.startswith(b"\x89PNG\r\n\x1a\n") and png[25] == 3 for png in found)
    assert sum(map(len, found)) < MOST_BYTES


def test_the_readme_shows_a_few_and_leads_to_the_tour() -> None:
    """Whoever comes first sees what it looks like."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert 2 <= len(re.findall(r"\(docs/screenshots/[^)]+\)", readme)) <= 3
    assert "(docs/tour.md)" in readme
