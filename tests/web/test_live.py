"""What an open page hears of others: by whatever process they decide, and cheaply."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.web.conftest import Browser
from tests.web.teams.conftest import Arriving, Clock
from tests.web.teams.conftest import arriving as arriving
from tests.web.teams.conftest import book as book
from tests.web.teams.conftest import clock as clock
from tests.web.teams.conftest import quick_hashes as quick_hashes

from rashomon.deciding import rejected
from rashomon.ledger import Ledger
from rashomon.records import Act, Assign, Comment, Link, Linkage, SetReport, Withdraw
from rashomon.reviewing import Today
from rashomon.web.presence import Presence

KHUSHAM, TANF = "khusham-2018-02-07", "al-tanf-2017-06-06"


def source_on(page: str) -> str:
    """Return the address that a page asks by itself."""
    found = re.search(r'data-source="(/live[^"]+)" data-about="([^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&") + (f"&{found[2]}" if found[2] else "")


def decide(ledger: Path, *what: Act, by: str = "zoe") -> int:
    """Decide as another process does; return the last number."""
    number = 0
    with Ledger.open(ledger, create=False) as opened:
        for one in what:
            number = opened.decide(one, made_by=f"person: {by}", why="as a test").number
    return number


def test_an_incidents_page_hears_what_others_decide_on_it(browser: Browser, example: Path) -> None:
    """With who and what; what they decide on another incident is no news here."""
    source = source_on(browser.get(f"/incidents/{KHUSHAM}"))
    assert browser.client.get(source).json()["count"] == 0
    decide(example, Comment(TANF))
    assert browser.client.get(source).json()["count"] == 0
    number = decide(example, Assign(KHUSHAM, "B."))
    told = browser.client.get(source).json()
    assert told["count"] == 1
    assert told["decisions"][0]["who"] == "zoe"
    assert "B." in told["decisions"][0]["what"]
    decide(example, Withdraw(number))
    assert browser.client.get(source).json()["count"] == 2


def test_what_is_unchanged_is_answered_without_a_body(browser: Browser, example: Path) -> None:
    """By its ETag, until anything is written."""
    source = source_on(browser.get("/incidents"))
    tag = browser.client.get(source).headers["ETag"]
    answer = browser.client.get(source, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    decide(example, Comment(TANF))
    answer = browser.client.get(source, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["count"]) == (200, 1)


def test_a_report_hears_of_its_claims_and_of_itself(browser: Browser, example: Path) -> None:
    """A rejected claim, an outlet that was set, and their withdrawal."""
    with Ledger.open(example, create=False) as ledger:
        report, other = sorted(ledger.report_ids())[:2]
        claim = next(iter(ledger.readings_of({report}))).claims[0]
        what = rejected(ledger, Today(ledger), claim.claim_id)
    source = source_on(browser.get(f"/reports/{report}"))
    number = decide(example, what, SetReport(other, outlet="Another"))
    assert browser.client.get(source).json()["count"] == 1
    decide(example, Withdraw(number - 1), SetReport(report, outlet="The Desk"))
    assert browser.client.get(source).json()["count"] == 3


def test_a_list_hears_of_all_and_calls_oneself_you(browser: Browser, example: Path) -> None:
    """Two windows of one person, too, show different moments."""
    source = source_on(browser.get("/review"))
    decide(example, Comment(TANF), by="tester")
    decide(example, Comment(KHUSHAM))
    told = browser.client.get(source).json()
    assert [one["who"] for one in told["decisions"]] == ["you", "zoe"]
    assert not told["is_changed"]


def test_a_list_hears_that_machines_read_anew(browser: Browser, example: Path) -> None:
    """Where the ledger changed and nobody decided."""
    source = source_on(browser.get("/incidents"))
    assert not browser.client.get(source).json()["is_changed"]
    with Ledger.open(example, create=False) as ledger:
        one, other = ledger.incident(KHUSHAM), ledger.incident(TANF)
        link = Link(TANF, one.members[0], "unsure", 0.4, ("as a test",))
        ledger.save_linkage(Linkage((other,), (link,)), made_by="another linker")
    assert browser.client.get(source).json()["is_changed"]


def test_colleagues_hear_who_has_the_same_in_front(arriving: Arriving) -> None:
    """Each of the others, of this incident alone, until they have gone elsewhere or signed out."""
    coder, reviewer = arriving("coder"), arriving("reviewer")
    seen = Presence(now=lambda: moment[0])
    moment = [100.0]
    for member in (coder, reviewer):  # each has an application of its own in these tests
        place = member.client.app.state.workplace  # type: ignore[attr-defined]
        member.client.app.state.workplace = replace(  # type: ignore[attr-defined]
            place, presence=seen
        )
    source = source_on(coder.go(f"/incidents/{KHUSHAM}").text)
    first = coder.go(source)
    assert first.json()["here"] == []
    tag = {"If-None-Match": first.headers["ETag"]}
    assert coder.client.get(source, headers=tag).status_code == 304
    assert reviewer.go(source).json()["here"] == ["coder"]
    told = coder.client.get(source, headers=tag)
    assert (told.status_code, told.json()["here"]) == (200, ["reviewer"])
    assert reviewer.go(source_on(coder.go("/incidents").text)).json()["here"] == []
    moment[0] += 11
    assert coder.go(source).json()["here"] == []


def test_who_is_here_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much somebody says to look at; what is gone makes room."""
    monkeypatch.setattr("rashomon.web.presence._MOST", 3)
    moment = [100.0]
    seen = Presence(now=lambda: moment[0])
    for number in range(9):
        seen.look(f"incident {number}", "mallory")
    assert seen.look("incident 0", "ana") == ("mallory",)
    assert seen.look("incident 8", "ana") == ()
    assert len(seen._seen) == 3
    moment[0] += 11
    assert seen.look("incident 8", "ana") == ()
    assert list(seen._seen) == ["incident 8"]


@pytest.mark.parametrize("path", ["/live", "/live?since=-1&changes=0", "/live?since=x&changes=1"])
def test_what_makes_no_sense_is_refused(browser: Browser, path: str) -> None:
    """By its status; a page takes no notice of it."""
    assert browser.client.get(path).status_code == 422


def test_whoever_signed_out_hears_nothing_and_asking_keeps_nobody_in(
    arriving: Arriving, clock: Clock
) -> None:
    """A page that is left open does not make a session last."""
    member = arriving("reader")
    source = source_on(member.go("/incidents").text)
    assert member.go(source).status_code == 200
    for _ in range(9):
        clock.wait(hours=1)
        answer = member.go(source)
    assert answer.status_code == 401
    again = arriving("reader")
    page = again.go("/incidents").text
    again.send("/sign-out", page)
    assert again.go(source).status_code == 401
