"""Search, sources, zones and quality in Chromium: at both widths, in both themes."""

from __future__ import annotations

import pytest
from tests.web.browser.conftest import Opening, Site, violations

PATHS = [
    "/zones",
    "/quality",
    "/sources",
    "/sources/Russia",
    "/sources/Levant%20Wire",
    "/search",
    "/search?q=killed",
    "/search?q=nothingholdsthis",
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(
    shown: Site, opening: Opening, width: int, dark: bool
) -> None:
    """WCAG 2.2 AA, and no page that has to be pushed sideways."""
    for path in PATHS:
        page = opening(shown.address + path, width=width, dark=dark)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_search_leads_to_the_words_by_one_click(shown: Site, opening: Opening) -> None:
    """From the box on any page to the sentence in the report."""
    page = opening(shown.address + "/incidents")
    page.get_by_label("Search reports and claims").fill("militiamen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=militiamen")
    page.locator(".claims a").first.click()
    assert "militiamen" in page.locator(".ev:target").inner_text()
