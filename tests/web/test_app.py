"""The application as a whole: what is there, what is refused, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.conftest import ORIGIN, Browser, Serving

from rashomon.ledger import Ledger
from rashomon.web.app import make_app
from rashomon.web.settings import Settings


def test_the_entrance_leads_to_the_incidents(looking: Browser) -> None:
    """Who asks for the server alone comes to the list."""
    assert "khusham-2018-02-07" in looking.get("/")


@pytest.mark.parametrize("path", ["/incidents", "/incidents/khusham-2018-02-07", "/nothing"])
def test_every_page_forbids_scripts_and_styles_that_are_not_files_of_ours(
    looking: Browser, path: str
) -> None:
    """The policy is strict, and no page holds what it forbids."""
    answer = looking.client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert " onclick=" not in answer.text
    assert "<script>" not in answer.text


def test_a_foreign_name_for_this_machine_is_refused(looking: Browser) -> None:
    """A page of the web whose name leads to this machine learns nothing."""
    answer = looking.client.get("/incidents", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "khusham" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"{ORIGIN}:81"}],
)
def test_what_writes_must_come_from_a_page_of_ours(
    looking: Browser, headers: dict[str, str]
) -> None:
    """Another site's form is refused before anything looks at it."""
    answer = looking.client.post("/theme", data={"theme": "dark"}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_without_its_token_does_nothing(looking: Browser) -> None:
    """The right origin alone is not enough."""
    answer = looking.client.post("/theme", data={"theme": "dark"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403
    assert "too old" in answer.text


def test_the_choice_of_colors_is_kept_and_leads_back(browser: Browser) -> None:
    """Dark pages stay dark, without any script."""
    assert browser.send("/theme", theme="dark", next="/incidents?text=x") == "/incidents?text=x"
    assert 'data-theme="dark"' in browser.get("/incidents")
    assert browser.send("/theme", theme="auto", next="//evil.example/") == "/"
    browser.send("/theme", 404, theme="purple")


def test_no_address_can_claim_that_something_was_done(looking: Browser) -> None:
    """What others send to a user shows nothing of theirs as ours."""
    page = looking.get("/incidents/khusham-2018-02-07?done=It+was+approved")
    assert 'class="notice"' not in page


def test_what_is_not_there_is_told_as_a_page_or_as_a_part(looking: Browser) -> None:
    """People get a page, htmx gets the message alone, and programs get data."""
    whole = looking.client.get("/incidents/none-2018-01-01")
    assert whole.status_code == 404
    assert "No such incident" in whole.text
    assert "<html" in whole.text
    part = looking.client.get("/incidents/none-2018-01-01", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'role="alert"' in part.text
    data = looking.client.get("/api/v1/none")
    assert data.headers["Content-Type"] == "application/problem+json"
    assert data.json()["status"] == 404


def test_more_than_a_form_may_send_is_not_read(browser: Browser) -> None:
    """Neither by what is announced nor by what comes."""
    much = "x" * 1_100_000
    headers = {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.client.post("/theme", content=much, headers=headers)
    assert answer.status_code == 413
    pieces = (b"x" * 100_000 for _ in range(11))
    answer = browser.client.post("/theme", content=pieces, headers=headers)
    assert answer.status_code == 413


def test_files_that_are_named_with_their_version_may_be_kept(looking: Browser) -> None:
    """A changed file has another address."""
    page = looking.get("/incidents")
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address
    assert "immutable" in looking.client.get(address).headers["Cache-Control"]
    assert looking.client.get(address.partition("?")[0]).headers["Cache-Control"] == "no-cache"
    assert looking.client.get("/static/../app.py").status_code == 404


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path, serving: Serving) -> None:
    """Nobody is left before an empty table."""
    with Ledger.open(tmp_path / "empty.db"):
        pass
    assert "rashomon build" in serving(tmp_path / "empty.db").get("/incidents")


def test_it_is_known_whether_we_are_well(looking: Browser) -> None:
    """What watches over servers gets a plain answer."""
    assert looking.client.get("/health").json() == {"status": "ok"}


def test_without_a_ledger_there_is_no_application(tmp_path: Path) -> None:
    """A name misspelled makes no empty ledger."""
    from rashomon.errors import NotALedger

    with pytest.raises(NotALedger):
        make_app(Settings(str(tmp_path / "none.db")))
    assert not (tmp_path / "none.db").exists()


def test_what_nobody_foresaw_tells_nothing_of_the_inside(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that what is stored is safe; the log has the rest."""
    from rashomon.web.pages import incident

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(incident, "incident_file", fail)
    answer = browser.client.get("/incidents/khusham-2018-02-07")
    assert answer.status_code == 500
    assert "what was stored is safe" in answer.text
    assert "secret" not in answer.text


def test_an_asset_that_is_not_there_has_no_version() -> None:
    """A page that names it is shown all the same."""
    from rashomon.web.static_files import version_of

    assert version_of("css/none.css") == ""
    assert len(version_of("css/base.css")) == 10


@pytest.mark.parametrize(
    ("name", "host"), [("LocalHost:8000", "localhost"), ("[::1]:80", "[::1]"), ("a.b:", "a.b")]
)
def test_a_host_is_known_by_its_name_alone(name: str, host: str) -> None:
    """Whatever port it stands before."""
    from rashomon.web.security import host_name

    assert host_name(name) == host


def test_a_program_that_names_itself_needs_no_origin(looking: Browser) -> None:
    """A token in its own header cannot be sent by somebody else's page; with a cookie it could."""
    told = {"Authorization": "Bearer x"}
    assert looking.client.post("/theme", data={}, headers=told).status_code == 403
    assert "too old" in looking.client.post("/theme", data={}, headers=told).text
    cookie = {**told, "Cookie": "theme=dark"}
    assert "not sent from a page" in looking.client.post("/theme", data={}, headers=cookie).text
