"""The pages of incidents and reports in Chromium: at both widths, in both themes, by hand."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from tests.web.browser.conftest import Opening, Site

from rashomon.ledger import Ledger

KHUSHAM = "/incidents/khusham-2018-02-07"


@pytest.fixture(scope="module")
def coalition(built_example: Path) -> str:
    """Return the path of the coalition's statement."""
    with Ledger.open(built_example, create=False) as ledger:
        return next(
            f"/reports/{r.report_id}"
            for r in ledger.reports()
            if r.name == "01-coalition-statement"
        )


def test_a_figure_leads_to_its_words_by_one_click(shown: Site, opening: Opening) -> None:
    """From "25 killed" in Russia's column to the sentence in the report."""
    page = opening(shown.address + KHUSHAM)
    page.get_by_role("link", name="25 killed", exact=True).first.click()
    page.wait_for_url(re.compile("/reports/.*#claim-"))
    words = page.locator(".ev:target")
    assert words.inner_text().startswith("A total of 25 Syrian militiamen were killed")
    assert words.bounding_box() is not None


def test_words_and_notes_light_each_other(shown: Site, opening: Opening, coalition: str) -> None:
    """Pointing at words shows the claim, pointing at the claim shows the words."""
    page = opening(shown.address + coalition)
    words = page.locator("#text .ev.harm").first
    words.hover()
    note = page.locator(".note.is-lit")
    assert "100 or more" in note.inner_text()
    page.locator(".note").nth(6).hover()
    assert page.locator(".ev.is-lit").count() >= 1
    assert "Khusham" in page.locator(".ev.is-lit").first.inner_text()


def test_without_scripts_a_figure_still_leads_to_its_words(shown: Site, opening: Opening) -> None:
    """The place is marked by the style sheet alone."""
    page = opening(shown.address + KHUSHAM, scripts=False)
    page.get_by_role("link", name="25 killed", exact=True).first.click()
    page.wait_for_url(re.compile("#claim-"))
    assert page.locator(".ev:target").count() == 1


def test_words_that_are_marked_by_hand_become_a_claim(
    site: Site, opening: Opening, coalition: str
) -> None:
    """The offsets are those of the text, although references stand between its words."""
    page = opening(site.address + coalition)
    page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.getElementById("text"), 4);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf("the statement read");
            if (at >= 0) {
              const range = document.createRange();
              range.setStart(walk.currentNode, at);
              range.setEnd(walk.currentNode, at + "the statement".length);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              return;
            }
          }
        }"""
    )
    page.get_by_role("button", name="Make a claim of these words").click()
    assert page.locator("#quote").input_value() == "the statement"
    page.locator("#facet").select_option("notice")
    page.locator("#why-claim").fill("a test")
    page.get_by_role("button", name="Add the claim").click()
    page.get_by_role("status").wait_for()
    assert "added" in page.get_by_role("status").inner_text()
    assert "the statement" in page.locator(".note", has_text="decision").inner_text()


def test_two_incidents_are_merged_and_the_merge_undone(site: Site, opening: Opening) -> None:
    """By forms alone, as a new user does in the first ten minutes."""
    page = opening(f"{site.address}/incidents/al-tanf-2017-06-06")
    page.get_by_text("Merge, or keep apart").click()
    page.get_by_label("The other incident").fill("al-tanf-2017-06-08")
    page.locator("#why-merge").fill("one and the same day")
    page.get_by_role("button", name="They are one").click()
    page.get_by_role("status").wait_for()
    page.get_by_text("Withdraw", exact=False).first.click()
    page.locator("[id^=why-withdraw]").fill("two days after all")
    page.get_by_role("button", name=re.compile("^Withdraw decision")).click()
    page.get_by_role("status").wait_for()
    assert "withdrew decision" in page.get_by_role("status").inner_text()


def test_the_theme_is_chosen_by_hand(site: Site, opening: Opening) -> None:
    """Dark, then light, whatever the system says."""
    page = opening(site.address + KHUSHAM)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name=re.compile("Colors are auto")).click()
    page.get_by_role("button", name=re.compile("Colors are dark")).wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_at_a_narrow_screen_parties_are_gone_through_one_by_one(
    shown: Site, opening: Opening
) -> None:
    """The switcher brings a column into sight; facets stay beside it."""
    page = opening(shown.address + KHUSHAM, width=390)
    page.get_by_role("link", name="monitors", exact=True).click()
    head = page.locator("th:target")
    box = head.bounding_box()
    assert box is not None
    assert box["x"] < 300
    facet = page.locator(".accounts tbody th").first.bounding_box()
    assert facet is not None
    assert facet["x"] >= -1


def test_an_incident_prints_from_the_first_sheet_on(shown: Site, opening: Opening) -> None:
    """Accounts begin below the head, whole lines stay whole, and forms are for the screen."""
    page = opening(shown.address + KHUSHAM)
    sheets = [" ".join(sheet.extract_text().split()) for sheet in _sheets(page.pdf(format="A4"))]
    assert "20–100 or more" in sheets[0]
    assert "Accounts side by side" in sheets[0]
    assert "25 killed" in sheets[0]
    assert any("Coalition says it struck back" in one for one in sheets)
    assert not any("Put on record" in one or "Search reports" in one for one in sheets)


def _sheets(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf)).pages)


def test_colors_that_a_reader_has_set_leave_every_mark(
    shown: Site, opening: Opening, coalition: str
) -> None:
    """Where washes are gone, the words of claims are underlined; bars keep an edge to the page."""
    page = opening(shown.address + coalition)
    page.emulate_media(forced_colors="active")
    words = page.locator("#text .ev").first
    assert words.evaluate("one => getComputedStyle(one).borderBottomWidth") == "2px"
    page.goto(shown.address + KHUSHAM)
    point = page.locator("#ranges circle.point").first
    fill, paper = point.evaluate(
        "one => [getComputedStyle(one).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert fill != paper
