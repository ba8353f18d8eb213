"""Coding a report in a real browser: by marking words, by keys alone, and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.browser.conftest import Opening, Site

from rashomon.coding_rounds import find_round, open_round
from rashomon.ledger import Ledger
from rashomon.records import CodeReport

SELECT = """words => {
  const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
    return;
  }
}"""


@pytest.fixture
def address(site: Site, example: Path) -> str:
    """Open a round, and return where its report is coded."""
    with Ledger.open(example, create=False) as ledger:
        open_round(ledger, "pilot", ["tester", "Ana"], by="Lead", why="a pilot",
                   reports=["01-coalition-statement"])  # fmt: skip
        (report,) = find_round(ledger, "pilot").what.report_ids
    return f"{site.address}/coding/code?name=pilot&report={report}"


def test_words_are_marked_and_what_is_not_stored_is_taken_up_again(
    address: str, opening: Opening
) -> None:
    """With the mouse; and the page that was left offers what was coded."""
    page = opening(address)
    page.evaluate(SELECT, "in self-defense")
    page.get_by_role("button", name="Make a claim of these words").click()
    assert page.locator("#words").input_value() == "in self-defense"
    assert page.evaluate("document.activeElement.id") == "facet"
    page.locator("#facet").select_option("motive")
    page.get_by_role("button", name="Add this claim").click()
    page.locator(".coded li").wait_for()
    assert page.locator("#text .ev").inner_text() == "in self-defense"
    page.goto(address)
    assert page.locator(".coded li").count() == 0
    page.get_by_role("button", name="Take up what you had coded").click()
    page.locator(".coded li").wait_for()


def test_a_report_is_coded_by_keys_alone_without_scripts(
    address: str, example: Path, opening: Opening
) -> None:
    """Words are typed, Enter adds the claim, and Enter on the button stores it all."""
    page = opening(address, scripts=False)
    keys = page.keyboard
    page.locator("#words").focus()
    keys.type("more than 100 pro-regime fighters were killed")
    for _ in range(5):
        keys.press("Tab")
    keys.type("100+")
    keys.press("Enter")
    page.locator(".coded li").wait_for()
    page.get_by_role("button", name="Store my coding").focus()
    keys.press("Enter")
    page.get_by_text("01-coalition-statement is coded").wait_for()
    with Ledger.open(example, create=False) as ledger:
        made = ledger.reviews()[-1].what
    assert isinstance(made, CodeReport)
    assert [str(one.claim.facet) for one in made.claims] == ["killed"]
