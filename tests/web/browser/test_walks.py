"""Walks through the application as people take them: a first look, a team, two at one incident."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.web.browser.conftest import Opening, Site, violations

from rashomon.ledger import Ledger
from rashomon.records import (
    ApprovalLevel,
    Approve,
    Assign,
    Link,
    Linkage,
    SameIncident,
    Withdraw,
)
from rashomon.web.teams import accounts, passwords
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import Role

if find_spec("playwright") is not None:
    from playwright.sync_api import Page

KHUSHAM, TANF = "khusham-2018-02-07", ("al-tanf-2017-06-06", "al-tanf-2017-06-08")


@pytest.fixture
def near(example: Path) -> Path:
    """Return a ledger in which linking was unsure whether two strikes are one."""
    with Ledger.open(example, create=False) as ledger:
        one, other = ledger.incident(TANF[0]), ledger.incident(TANF[1])
        link = Link(one.incident_id, other.members[0], "unsure", 0.49, ("0 km apart",))
        ledger.save_linkage(Linkage((one, other), (link,)), made_by="test")
    return example


@pytest.fixture
def queue(near: Path) -> Iterator[Site]:
    """Return a site in whose queue two incidents may be one."""
    served = Site(near)
    yield served
    served.close()


def last(ledger: Path) -> object:
    """Return what was decided last."""
    with Ledger.open(ledger, create=False) as opened:
        return opened.reviews()[-1].what


def test_two_incidents_are_merged_and_parted_by_keys_alone(
    queue: Site, opening: Opening, near: Path
) -> None:
    """J to the next, s for the same, a reason, Enter; then u to undo."""
    page = opening(f"{queue.address}/review")
    page.keyboard.press("j")
    page.get_by_role("heading", name="May be one incident").wait_for()
    page.keyboard.press("s")
    page.keyboard.type("one strike, told twice")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo").wait_for()
    assert isinstance(last(near), SameIncident)
    page.keyboard.press("u")
    page.get_by_text("withdrew decision").wait_for()
    assert isinstance(last(near), Withdraw)


def test_keys_act_neither_in_fields_nor_when_turned_off(queue: Site, opening: Opening) -> None:
    """A letter that is typed is a letter, and single keys can be turned off for good."""
    page = opening(f"{queue.address}/review")
    title = page.locator("#item-title a").inner_text()
    page.get_by_label("Words").fill("")
    page.get_by_label("Words").press("j")
    assert page.get_by_label("Words").input_value() == "j"
    page.get_by_label("Words").press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys act on this page").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.locator("#item-title a").inner_text() == title


def test_without_scripts_the_queue_is_forms(queue: Site, opening: Opening, near: Path) -> None:
    """Everything that a key does a button does."""
    page = opening(f"{queue.address}/review?at={TANF[0]}", scripts=False)
    page.locator("#why-near-1").fill("one strike, told twice")
    page.get_by_role("button", name="The same").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert isinstance(last(near), SameIncident)


def test_two_at_one_incident_hear_of_each_other_and_lose_nothing(
    site: Site, opening: Opening, example: Path
) -> None:
    """What the other decided is told; what one typed is there again after "show"."""
    own = opening(f"{site.address}/incidents/{KHUSHAM}")
    other = opening(f"{site.address}/incidents/{KHUSHAM}")
    listing = opening(f"{site.address}/review")
    own.locator("summary", has_text="Comment").click()
    own.get_by_label("The comment").fill("half a sen")
    other.locator("summary", has_text="Assign").click()
    other.get_by_label("Who looks after it").fill("Zoe")
    other.locator("#why-assign").fill("knows the river")
    other.get_by_role("button", name="Assign", exact=True).click()
    other.get_by_role("button", name="Undo").wait_for()
    told = own.locator("#live")
    told.get_by_role("link", name="show").wait_for()
    assert "you decided" in told.inner_text()
    assert "Zoe" in told.inner_text()
    assert own.get_by_label("The comment").input_value() == "half a sen"
    assert violations(own) == []
    told.get_by_role("link", name="show").click()
    own.get_by_text("assigned to Zoe").first.wait_for()
    assert own.get_by_label("The comment").input_value() == "half a sen"
    listing.locator("#live").get_by_role("link", name="show").wait_for()
    assert "1 change by you" in listing.locator("#live").inner_text()


def test_a_new_users_first_ten_minutes(site: Site, opening: Opening, example: Path) -> None:
    """Find Khusham, see why it is contested, read the words, merge two, undo, save."""
    page = opening(f"{site.address}/")
    page.get_by_role("searchbox", name="Place").fill("Khusham")
    page.get_by_role("searchbox", name="Place").press("Enter")
    page.wait_for_url(re.compile("place=Khusham"))
    page.locator("#list tbody a").first.click()
    page.wait_for_url(re.compile(KHUSHAM))
    page.locator("dl.figures").get_by_role("link", name="killed").click()
    contest = page.locator("#contested article").first
    assert "20 against 25 against 100 or more" in contest.inner_text()
    contest.locator("q a", has_text="more than 100").click()
    page.wait_for_url(re.compile("/reports/.*#claim-"))
    assert "more than 100" in page.locator(".ev:target").inner_text()

    page.goto(f"{site.address}/incidents/{TANF[0]}")
    page.get_by_text("Merge, or keep apart").click()
    page.get_by_label("The other incident").fill(TANF[1])
    page.locator("#why-merge").fill("one and the same day")
    page.get_by_role("button", name="They are one").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert isinstance(last(example), SameIncident)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("withdrew decision").wait_for()
    assert isinstance(last(example), Withdraw)

    page.goto(f"{site.address}/incidents/{KHUSHAM}")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save this incident (JSON)").click()
    told = json.loads(saving.value.path().read_text(encoding="utf-8"))
    assert told["incidents"][0]["incident_id"] == KHUSHAM
    page.goto(f"{site.address}/incidents")
    with page.expect_download() as saving:
        page.get_by_role("link", name="a table (CSV)").click()
    assert len(saving.value.path().read_text(encoding="utf-8").splitlines()) == 6


PASSWORD = "four words not together"


@pytest.fixture
def desk(near: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a site with a team: ruth reads, cora codes, rita reviews."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(
        passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    team = near.with_suffix(".team")
    with Book.open(team, create=True) as made:
        for name, role in (("ruth", Role.READER), ("cora", Role.CODER), ("rita", Role.REVIEWER)):
            accounts.add(made, name, role, by="test")
            accounts.take_invitation(made, accounts.invite(made, name, by="test"), PASSWORD)
    served = Site(near, team=team)
    yield served
    served.close()


def signed_in(opening: Opening, desk: Site, name: str, path: str) -> Page:
    """Return a page of a browser in which somebody has signed in."""
    page = opening(f"{desk.address}{path}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{desk.address}{path}")
    return page


def test_a_team_decides_reads_and_approves_each_by_role(
    desk: Site, opening: Opening, near: Path
) -> None:
    """The coder decides, the reader sees no form and is refused, the reviewer approves and hears.

    While the reviewer looks, the coder decides on the same incident.
    """
    path = f"/review?at={KHUSHAM}"
    rita = signed_in(opening, desk, "rita", f"/incidents/{KHUSHAM}")
    ruth = signed_in(opening, desk, "ruth", path)
    cora = signed_in(opening, desk, "cora", path)

    assert ruth.locator("form.deciding").count() == 0
    token = ruth.locator("input[name=token]").first.get_attribute("value") or ""
    refused = ruth.context.request.post(
        f"{desk.address}/incidents/{KHUSHAM}/assign", headers={"Origin": desk.address},
        form={"token": token, "to": "ruth", "why": "by hand"}, max_redirects=0,
    )  # fmt: skip
    assert refused.status == 403

    assert cora.get_by_role("button", name="Reviewed").count() == 0
    cora.keyboard.press("m")
    cora.keyboard.type("I know the river")
    cora.keyboard.press("Enter")
    cora.get_by_role("button", name="Undo").wait_for()
    assert last(near) == Assign(KHUSHAM, "cora")

    told = rita.locator("#live")
    told.get_by_role("link", name="show").wait_for()
    assert "cora decided" in told.inner_text()
    told.get_by_role("link", name="show").click()
    rita.get_by_text("assigned to cora").first.wait_for()
    rita.goto(f"{desk.address}{path}")
    rita.locator("#why-whole").fill("all words looked at")
    rita.get_by_role("button", name="Approved").click()
    rita.get_by_role("button", name="Undo").wait_for()
    assert last(near) == Approve(KHUSHAM, ApprovalLevel.APPROVED)
    assert violations(rita) == []

    ruth.get_by_role("button", name="Sign out").click()
    ruth.wait_for_url(re.compile("/sign-in"))
    assert ruth.context.request.get(f"{desk.address}/live?since=0&changes=0").status == 401
