"""What changed: of saved views since one looked, of an incident, of the ledger."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.web.conftest import Browser

from rashomon.web.pages import changes

KHUSHAM = "/incidents/khusham-2018-02-07"
VIEW = "/changes/view?name=on+the+Euphrates"


def words(page: str) -> str:
    """Return what a page says."""
    text = re.sub(r"<[^>]+>", " ", page.partition("<main")[2])
    return " ".join(html.unescape(text).split())


def looked(browser: Browser) -> str:
    """Say that what the page of the view shows was seen."""
    page = browser.get(VIEW)
    fields = dict(re.findall(r'type="hidden" name="(name|at|number)" value="([^"]*)"', page))
    return browser.send("/changes/seen", **{key: html.unescape(one) for key, one in fields.items()})


def saved(browser: Browser) -> None:
    """Save a view that holds the incident near Khusham."""
    browser.send("/incidents/views", name="on the Euphrates", query="place=Khusham")


def test_a_view_tells_what_changed_since_one_looked(browser: Browser) -> None:
    """Nothing is told before the first look, then what is new, until it is seen."""
    assert "No view is saved yet" in browser.get("/changes")
    saved(browser)
    assert "never" in words(browser.get("/changes"))
    assert "You have not looked at this view yet" in browser.get(VIEW)
    assert looked(browser) == "/changes"
    assert "nothing was written" in browser.get("/changes")
    assert "Nothing in it changed since" in browser.get(VIEW)
    browser.send(f"{KHUSHAM}/approve", level="reviewed", why="all words looked at")
    assert "the ledger changed" in browser.get("/changes")
    told = words(browser.get(VIEW))
    assert "1 changed" in told
    assert "draft → after: reviewed by tester" in told
    assert "all words looked at" in told
    looked(browser)
    assert "Nothing in it changed since" in browser.get(VIEW)
    assert "what is new" in browser.get("/incidents")


def test_what_enters_and_leaves_a_view_is_told_with_why(browser: Browser) -> None:
    """A merge lets one incident go into another."""
    browser.send("/incidents/views", name="on the Euphrates", query="place=al-Tanf")
    looked(browser)
    keep, other = "al-tanf-2017-06-06", "al-tanf-2017-06-08"
    browser.send(f"/incidents/{keep}/merge", other=other, why="told twice")
    told = words(browser.get(VIEW))
    assert "1 changed, 1 gone" in told
    assert f"now in {keep}" in told
    assert "told twice" in told


def test_an_incident_is_compared_between_two_moments(browser: Browser) -> None:
    """Its log leads to what each decision changed."""
    browser.send(f"{KHUSHAM}/assign", to="A. B.", why="knows the river")
    log = browser.get(f"{KHUSHAM}/log")
    links = [html.unescape(one) for one in re.findall(rf'href="({KHUSHAM}/changes\?[^"]+)"', log)]
    told = words(browser.get(links[-1]))
    assert "after: A. B." in told
    assert "knows the river" in told
    whole = words(browser.get(f"{KHUSHAM}/changes?from=2020-01-01"))
    assert "1 new" in whole
    assert "was read for the first time" in whole
    later = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    assert "the same at both" in words(browser.get(f"{KHUSHAM}/changes?from={later}&to={later}"))
    assert 'name="from"' in browser.get(f"{KHUSHAM}/changes")


def test_the_ledger_is_compared_between_two_moments(browser: Browser) -> None:
    """Incidents that came in, and nothing where nothing was."""
    told = words(browser.get("/changes?from=2020-01-01"))
    assert "5 new" in told
    assert "No incident is otherwise" in words(
        browser.get("/changes?from=2019-01-01&to=2020-01-01")
    )


def test_more_than_a_page_can_wait_for_is_refused(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the way out."""
    monkeypatch.setattr(changes, "MOST", 2)
    answer = looking.client.get("/changes?from=2020-01-01")
    assert answer.status_code == 422
    assert "rashomon diff" in answer.text


def test_a_view_of_which_too_much_changed_can_be_followed_from_now_on(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so, and does not leave one without a way on."""
    saved(browser)
    looked(browser)
    browser.send(f"{KHUSHAM}/comment", why="one", seen="")
    monkeypatch.setattr(changes, "MOST", 0)
    told = words(browser.get(VIEW))
    assert "more than are looked at here" in told
    assert "Tell me what changes from now on" in told
    looked(browser)
    assert "nothing was written" in words(browser.get("/changes"))


@pytest.mark.parametrize(
    "moment", ["yesterday", "reader:rules-1", "/etc/passwd", "2020-01-01/../x", "@x", "@99999"]
)
def test_what_is_no_moment_is_refused(looking: Browser, moment: str) -> None:
    """Readers and files are not asked for from here."""
    for path in ("/changes", f"{KHUSHAM}/changes"):
        answer = looking.client.get(path, params={"from": moment})
        assert answer.status_code in (404, 422), moment


def test_incidents_and_views_that_are_none_are_not_found(looking: Browser) -> None:
    """Nor is anything noted as seen."""
    assert looking.client.get("/incidents/none/changes").status_code == 404
    assert looking.client.get("/incidents/none/changes?from=2020-01-01").status_code == 404
    assert looking.client.get("/changes/view?name=none").status_code == 422
    assert looking.client.get("/changes/view").status_code == 404


def test_a_look_at_what_is_to_come_is_refused(browser: Browser) -> None:
    """One can have seen only what was there."""
    saved(browser)
    for at, number in (
        ("2100-01-01T00:00:00+00:00", "0"),
        ("2020-01-01T00:00:00+00:00", "999999"),
        ("2020-01-01T00:00:00", "0"),
        ("soon", "0"),
        ("2020-01-01T00:00:00+00:00", "-1"),
    ):
        browser.send("/changes/seen", 422, name="on the Euphrates", at=at, number=number)
    assert "never" in words(browser.get("/changes"))
