"""Double coding in the pages: blind, by marking words, then agreement and what settles it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Browser
from tests.web.test_deciding import last, report_named

from rashomon.coding import print_sheet
from rashomon.coding_rounds import find_round, take
from rashomon.deciding import Change, corrected
from rashomon.ledger import Ledger
from rashomon.records import Adjudicate, CodeReport, CorrectClaim, OpenRound, RejectClaim, Withdraw
from rashomon.reviewing import Today

ROUND = "/coding/round?name=pilot"
WORDS = "more than 100 pro-regime fighters were killed"
KILLED = {
    "words": WORDS, "facet": "killed", "value": "100+", "who": "pro-regime fighters",
    "speaker": "A US official", "incident": "1", "stance": "affirm",
}  # fmt: skip


@pytest.fixture
def report(browser: Browser, example: Path) -> str:
    """Open a round of one report for two coders, of whom one asks, and return the report."""
    where = browser.send(
        "/coding/open", name="pilot", coders="tester, Ben", reports="01-coalition-statement",
        why="a pilot",
    )  # fmt: skip
    assert where == ROUND
    return report_named(example, "01-coalition-statement")


def draft_of(page: str) -> str:
    """Return what a page holds of a coding that is not stored yet."""
    found = re.search(r'name="draft"[^>]*>([^<]*)</textarea>', page)
    assert found
    return html.unescape(found[1])


def marked(browser: Browser, report: str, draft: str = "", /, **fields: str) -> str:
    """Add a claim to what is coded, and return the page."""
    return browser.send("/coding/code", 200, name="pilot", report=report, draft=draft, verb="add",
                        **fields)  # fmt: skip


def stored(browser: Browser, report: str, *claims: dict[str, str]) -> None:
    """Code the report so."""
    draft = ""
    for claim in claims:
        draft = draft_of(marked(browser, report, draft, **claim))
    verb = "store" if claims else "none"
    where = browser.send("/coding/code", name="pilot", report=report, draft=draft, verb=verb)
    assert where == ROUND


def coded_by_ben(example: Path, report: str, **cells: str) -> None:
    """Take a sheet of the other coder, with one claim."""
    row = {**{key: KILLED[key] for key in ("words", "facet", "value", "who", "speaker")}, **cells}
    with Ledger.open(example, create=False) as ledger:
        take(ledger, "pilot", "Ben", print_sheet([{"report": report, **row}]).encode())


def unit_in(page: str) -> str:
    """Return the id of the first disagreement."""
    found = re.search(r'class="unit [a-z]+" id="(\w+)"', page)
    assert found
    return found[1]


def test_a_round_is_opened_with_its_reports_and_coders(
    browser: Browser, example: Path, report: str
) -> None:
    """Who asks sees what is left, and nothing is shown of the rest."""
    assert last(example) == OpenRound("pilot", (report,), ("tester", "Ben"))
    page = browser.get("/coding")
    assert "coded blind" in page
    assert "Code the next report" in page
    page = browser.get(ROUND)
    assert "How far coders agree" not in page
    assert "to code" in page


def test_a_report_is_coded_without_what_machines_found(
    browser: Browser, example: Path, report: str
) -> None:
    """The page to code holds the text alone; the report's own page asks first."""
    page = browser.get(f"/coding/code?name=pilot&report={report}")
    assert WORDS in html.unescape(page)
    assert 'class="ev' not in page
    assert 'id="note-' not in page
    for path in (f"/reports/{report}", "/incidents/khusham-2018-02-07"):
        asked = browser.get(path)
        assert "still to code this blind" in asked
        assert 'class="ev' not in asked
        assert "killed" in browser.get(f"{path}?anyway=1")
    stored(browser, report, KILLED)
    made = last(example)
    assert isinstance(made, CodeReport)
    (coded,) = made.claims
    assert (coded.claim.evidence.quote, str(coded.claim.facet)) == (WORDS, "killed")
    assert "Coded by several people in" in browser.get(f"/reports/{report}")


def test_claims_are_added_changed_and_taken_out_before_anything_is_stored(
    browser: Browser, example: Path, report: str
) -> None:
    """The page carries what is coded; the ledger has nothing of it yet."""
    one = marked(browser, report, **KILLED, note="<b>rounded?</b>")
    assert "&lt;b&gt;rounded?" in one
    assert 'class="ev harm"' in one
    two = marked(browser, report, draft_of(one), words="in self-defense", facet="motive")
    assert two.count('id="note-row-') == 2
    fields = {"name": "pilot", "report": report, "draft": draft_of(two)}
    edited = browser.send("/coding/code", 200, **fields, verb="edit:2")
    assert edited.count('id="note-row-') == 1
    assert re.search(r'id="value" name="value" value="100 or more"', edited)
    dropped = browser.send("/coding/code", 200, **fields, verb="drop:1")
    assert WORDS in html.unescape(dropped)
    assert dropped.count('id="note-row-') == 1
    assert browser.send("/coding/code", 200, **fields, verb="look").count('id="note-row-') == 2
    assert isinstance(last(example), OpenRound)


def test_a_claim_that_cannot_be_coded_so_is_told_and_kept_in_the_form(
    browser: Browser, report: str
) -> None:
    """With what was coded before."""
    before = draft_of(marked(browser, report, words="in self-defense", facet="motive"))
    for cells, told in (
        ({"words": "no such words"}, "does not hold"),
        ({"value": "many"}, "no killed number"),
        ({"speaker": "The moon"}, "named by the report's own words"),
        ({"incident": "0"}, "from 1"),
        ({"start": "x"}, "no whole number"),
    ):
        fields = {**KILLED, **cells}
        page = browser.send("/coding/code", 422, name="pilot", report=report, draft=before,
                            verb="add", **fields)  # fmt: skip
        assert told in html.unescape(page)
        assert draft_of(page) == before
        assert html.escape(fields["value"]) in page


def test_what_no_page_sends_stores_nothing(browser: Browser, example: Path, report: str) -> None:
    """It is refused, whatever it is."""
    refused: list[tuple[dict[str, str], int]] = [
        ({"verb": "drop:1"}, 422),
        ({"verb": "burn:1"}, 422),
        ({"verb": ""}, 422),
        ({"verb": "store", "draft": "no,sheet\r\n1,2"}, 422),
        ({"verb": "store", "draft": "report,facet,words\r\nelsewhere,killed,x"}, 422),
        ({"verb": "add", "words": "x", "facet": "none"}, 422),
        ({"verb": "add", "draft": "x" * 200_001}, 422),
        ({"verb": "store", "report": "r0"}, 404),
        ({"verb": "store", "name": "none"}, 404),
    ]
    for fields, status in refused:
        browser.send("/coding/code", status, **{"name": "pilot", "report": report, **fields})
    assert isinstance(last(example), OpenRound)


def test_coders_are_compared_once_all_have_coded(
    browser: Browser, example: Path, report: str
) -> None:
    """Agreement by facet, and what they differ on, with a form for each."""
    coded_by_ben(example, report, value="101+")
    assert "101" not in browser.get(ROUND)
    stored(browser, report, KILLED)
    page = browser.get(ROUND)
    assert "complete" in page
    assert "How far coders agree" in page
    assert "101 or more" in page
    assert page.count('name="take"') == 3


def settle(browser: Browser, example: Path, report: str, **fields: Any) -> str:
    """Let coders differ on a number, and settle it."""
    coded_by_ben(example, report, value="101+")
    stored(browser, report, KILLED)
    unit = unit_in(browser.get(ROUND))
    return browser.send(
        "/coding/adjudicate", name="pilot", unit=unit, why="the words tell", **fields
    )


def test_a_ruling_leads_to_claims_and_is_opened_again(
    browser: Browser, example: Path, report: str
) -> None:
    """What holds corrects what was read; withdrawn, both are as before."""
    where = settle(browser, example, report, take="Ben")
    with Ledger.open(example, create=False) as ledger:
        *_, correction, ruling = ledger.reviews()
        assert isinstance(correction.what, CorrectClaim)
        assert isinstance(ruling.what, Adjudicate)
        unit = ruling.what.unit
    page = browser.get(where)
    assert "1 settled" in page
    assert page.count('name="number"') == 2  # Undo takes both back
    assert "101 or more" in browser.get("/incidents/khusham-2018-02-07")
    browser.send("/coding/reopen", name="pilot", unit=unit, why="look again")
    assert isinstance(last(example), Withdraw)
    assert "0 settled" in browser.get(ROUND)


def test_neither_or_another_value_may_hold(browser: Browser, example: Path, report: str) -> None:
    """Nothing on these words, or what the one who settles it says."""
    settle(browser, example, report, take="neither")
    with Ledger.open(example, create=False) as ledger:
        assert isinstance(ledger.reviews()[-2].what, RejectClaim)
        unit = next(iter(find_round(ledger, "pilot").rulings))
    browser.send("/coding/reopen", name="pilot", unit=unit, why="look again")
    browser.send("/coding/adjudicate", name="pilot", unit=unit, take="Ben", value="100-150",
                 why="as others had it")  # fmt: skip
    assert "100–150" in browser.get("/incidents/khusham-2018-02-07")


def test_a_claim_that_another_corrected_is_not_replaced_unseen(
    browser: Browser, example: Path, report: str
) -> None:
    """The page shows what was decided, and offers the same again."""
    with Ledger.open(example, create=False) as ledger:
        reading = ledger.reading(report)
        assert reading is not None
        claim = next(one for one in reading.claims if one.evidence.quote == WORDS)
        made = corrected(ledger, Today(ledger), claim.claim_id, Change(value="120"))
        ledger.decide(made, made_by="person: Zoe", why="she counted")
    coded_by_ben(example, report, value="101+")
    stored(browser, report, KILLED)
    unit = unit_in(browser.get(ROUND))
    page = browser.send(
        "/coding/adjudicate", 409, name="pilot", unit=unit, take="Ben", why="as told"
    )
    assert "she counted" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    browser.send("/coding/adjudicate", name="pilot", unit=unit, take="Ben", why="as told",
                 seen=seen[1])  # fmt: skip


def test_what_all_agree_on_is_accepted_and_a_round_closed(
    browser: Browser, example: Path, report: str
) -> None:
    """Though somebody has not coded, when a person says why."""
    stored(browser, report)
    browser.send("/coding/close", name="pilot", why="Ben is ill")
    page = browser.get(ROUND)
    assert "Ben is ill" in page
    browser.send("/coding/accept", name="pilot", why="all agree")
    browser.send("/coding/code", 422, name="pilot", report=report, verb="none")
    browser.send("/coding/close", 422, name="pilot", why=" ")


def test_who_is_no_coder_of_a_round_codes_nothing(
    browser: Browser, example: Path, report: str
) -> None:
    """They see how far it is."""
    browser.send("/coding/open", name="others", coders="Ana, Ben", sample="2", seed="7", why="a")
    assert "Your reports" not in browser.get("/coding/round?name=others")
    with Ledger.open(example, create=False) as ledger:
        one = find_round(ledger, "others").what.report_ids[0]
    path = f"/coding/code?name=others&report={one}"
    assert browser.client.get(path).status_code == 403
    browser.send("/coding/code", 403, name="others", report=one, verb="none")
    assert browser.client.get("/coding/round?name=none").status_code == 404
