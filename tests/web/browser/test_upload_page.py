"""Uploading in Chromium: by choosing files, by letting them fall, and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.browser.conftest import Opening, Site, violations

TOLD = "ALEPPO, 3 March 2018 (Invented Agency) - Two people were killed in shelling, a medic said."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file of a report."""
    path = tmp_path / "a.txt"
    path.write_text(TOLD, encoding="utf-8")
    return path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_the_form(
    shown: Site, opening: Opening, width: int, dark: bool
) -> None:
    """And it is no wider than its screen."""
    page = opening(shown.address + "/upload", width=width, dark=dark)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_uploaded_and_its_report_opened(
    site: Site, opening: Opening, report: Path, scripts: bool
) -> None:
    """Progress comes by itself, or, without scripts, by looking again."""
    page = opening(site.address + "/upload", scripts=scripts)
    page.set_input_files("#files", report)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/upload/*")
    if scripts:
        page.get_by_text("Upload more").wait_for(timeout=60_000)
        assert violations(page) == []
    else:
        while page.get_by_text("Upload more").count() == 0:
            page.wait_for_timeout(500)
            page.goto(page.url)
    page.get_by_role("link", name="a.txt").click()
    assert "Two people were killed" in page.locator("#text").inner_text()


def test_a_file_can_be_let_fall(site: Site, opening: Opening) -> None:
    """Onto the form, which then says what it holds."""
    page = opening(site.address + "/upload")
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["Two people were killed."], "b.txt"));
          document.querySelector("[data-drop]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
        }"""
    )
    assert page.locator("[data-chosen]").inner_text() == "1 file, 1 kB"
    assert page.locator("[data-files] li").all_inner_texts() == ["b.txt 1 kB"]


def test_what_is_too_large_is_named_before_it_is_sent(
    shown: Site, opening: Opening, report: Path
) -> None:
    """A file alone is passed over; too much in all cannot be sent."""
    page = opening(shown.address + "/upload", width=390)
    page.evaluate("document.querySelector('.sending').dataset.mostOfOne = '10'")
    page.evaluate("""async () => {
      document.querySelector('script[src*="js/upload.js"]').remove();
      await import('/static/js/upload.js?again');
    }""")
    page.set_input_files("#files", report)
    assert "too large, will be passed over" in page.locator("[data-files] li").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
