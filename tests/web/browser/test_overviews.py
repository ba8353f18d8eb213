"""Search in Chromium."""

from __future__ import annotations

from tests.web.browser.conftest import Opening, Site


def test_a_search_leads_to_the_words_by_one_click(shown: Site, opening: Opening) -> None:
    """From the box on any page to the sentence in the report."""
    page = opening(shown.address + "/incidents")
    page.get_by_label("Search reports and claims").fill("militiamen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=militiamen")
    page.locator(".claims a").first.click()
    assert "militiamen" in page.locator(".ev:target").inner_text()
