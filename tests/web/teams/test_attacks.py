"""What somebody could try who wants another's account, or more than their own allows."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rounds import coded, rows
from tests.web.conftest import ORIGIN
from tests.web.teams.conftest import PASSWORD, Arriving, Clock, Member

from rashomon.coding_rounds import open_round
from rashomon.errors import SettingError
from rashomon.ledger import Ledger
from rashomon.web.security import Tokens
from rashomon.web.site import Action
from rashomon.web.teams import accounts, passwords, sessions, tokens, tries
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import Role

WRONG = "not the password at all"


# --- Sessions ------------------------------------------------------------------------------------


def test_a_stolen_session_of_a_reader_is_none_of_an_admin(arriving: Arriving, book: Book) -> None:
    """With another role, higher or lower, somebody signs in anew."""
    member = arriving("reader")
    for role in (Role.ADMIN, Role.CODER):
        accounts.set_role(book, "reader", role, by="test")
        assert member.go("/account").status_code == 303
        member.sign_in("reader")
    accounts.set_role(book, "reader", Role.CODER, by="test")  # which they have
    assert member.go("/account").status_code == 200


def test_signing_in_again_ends_the_session_before_it(arriving: Arriving, book: Book) -> None:
    """By whatever account: nobody in this browser could end it any more."""
    member = arriving("coder")
    first = member.client.cookies["rashomon"]
    page = member.go("/account").text
    member.send("/sign-in", page, name="reviewer", password=PASSWORD)
    assert sessions.of_account(book, "coder") == ()
    assert len(sessions.of_account(book, "reviewer")) == 1
    member.client.cookies.set("rashomon", first, domain="localhost.local")
    assert member.client.cookies["rashomon"] == first
    assert member.go("/account").status_code == 303


def test_one_signs_out_everywhere_at_once(arriving: Arriving, book: Book) -> None:
    """This session too, and nothing of it stays in the browser; others' sessions stay."""
    here, elsewhere, other = arriving("coder"), arriving("coder"), arriving("reviewer")
    answer = here.send("/account/sessions", here.go("/account").text, everywhere="yes")
    assert answer.headers["Location"].startswith("/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert here.go("/account").status_code == elsewhere.go("/account").status_code == 303
    assert other.go("/account").status_code == 200
    assert book.events(name="coder", limit=1)[0].kind == "signed out everywhere"


def test_a_session_ends_however_busy_it_is(arriving: Arriving, clock: Clock) -> None:
    """After a week, though somebody asks every hour."""
    member = arriving("coder")
    for _ in range(7 * 24 // 7):
        clock.wait(hours=7)
        assert member.go("/account").status_code == 200
    clock.wait(hours=7)
    assert member.go("/account").status_code == 303


def test_over_tls_every_cookie_travels_so_alone_and_browsers_remember(arriving: Arriving) -> None:
    """Also the small ones: what was done just now is the team's affair."""
    member = arriving(url="https://ledger.example")
    page = member.client.get("/sign-in")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    token = page.text.partition('name="token" value="')[2].partition('"')[0]

    def send(path: str, token: str, **fields: str) -> Any:
        return member.client.post(
            path, data={"token": token, **fields}, headers={"Origin": "https://ledger.example"},
            follow_redirects=False,
        )  # fmt: skip

    themed = send("/theme", token, theme="dark", next="/sign-in")
    signed = send("/sign-in", token, name="coder", password=PASSWORD)
    account = member.client.get("/account").text
    token = account.partition('name="token" value="')[2].partition('"')[0]
    out = send("/sign-out", token)
    cookies = [one for a in (themed, signed, out) for one in a.headers.get_list("set-cookie")]
    assert {one.partition("=")[0] for one in cookies} >= {"theme", "__Host-rashomon", "done"}
    assert all("secure" in one.lower() for one in cookies)


def test_a_page_in_the_clear_sends_nothing_to_one_over_tls(arriving: Arriving) -> None:
    """Whoever sits on the way could have written it, under our own name."""
    client = arriving(url="https://ledger.example").client
    answer = client.post(
        "/sign-in", data={"name": "x"}, headers={"Origin": "http://ledger.example"}
    )
    assert (answer.status_code, "not sent from a page" in answer.text) == (403, True)


# --- Requests from elsewhere ---------------------------------------------------------------------

ELSEWHERE = (
    "https://evil.example", "null", "http://localhost.evil.example", "http://localhost:81",
    "http://evil.example/http://localhost", "", "localhost", "http://127.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_no_page_of_another_site_writes_with_somebodys_cookie(
    arriving: Arriving, origin: str
) -> None:
    """Neither by the forms nor by the API, whatever it calls its body."""
    client = arriving("admin").client
    body = '{"kind": "comment", "incident_id": "khusham-2018-02-07", "why": "No"}'
    for path in ("/api/v1/decisions", "/incidents/khusham-2018-02-07/comment", "/team/role"):
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", ""):
            headers = {"Content-Type": kind} | ({"Origin": origin} if origin else {})
            answer = client.post(path, content=body, headers=headers)
            assert answer.status_code == 403, (path, kind)


def test_a_password_that_a_browser_sends_by_itself_is_no_program(arriving: Arriving) -> None:
    """Browsers add Basic credentials that another server had asked for at the same address."""
    client = arriving().client
    headers = {"Authorization": "Basic eDp5", "Origin": "https://evil.example"}
    answer = client.post("/sign-in", data={"name": "x"}, headers=headers)
    assert "not sent from a page" in answer.text


@given(st.text(max_size=4), st.text(max_size=140) | st.text("0123456789abcdef", max_size=140))
def test_a_forms_token_is_spelled_anew_and_is_of_one_alone(whom: str, other: str) -> None:
    """However it is spelled it opens what it opens, and made-up ones open nothing."""
    made = Tokens(b"s" * 32)
    one, two = made.of(whom), made.of(whom)
    assert one != two
    assert made.is_of(whom, one)
    assert made.is_of(whom, two.upper())
    assert not made.is_of(whom, other)
    assert not made.is_of(whom + "x", one)
    assert not Tokens(b"t" * 32).is_of(whom, one)


def test_a_form_without_our_token_changes_nothing(arriving: Arriving, book: Book) -> None:
    """Though it comes from our origin; nor with the token of whoever is not signed in."""
    admin, nobody = arriving("admin"), arriving()
    found = re.search(r'name="token" value="([^"]+)"', nobody.go("/sign-in").text)
    assert found
    for token in ("", found[1], found[1][64:] * 2):
        fields = {"token": token, "name": "reader", "role": "admin"}
        answer = admin.client.post("/team/role", data=fields, headers={"Origin": ORIGIN})
        assert answer.status_code == 403
    assert accounts.account(book, "reader").role is Role.READER


# --- Guessing ------------------------------------------------------------------------------------

SPELLINGS = ("coder", " coder", "CODER", "coder\t", "\uff43oder", "co\u00adder", "coder  ")


def test_a_name_typed_otherwise_gives_no_more_guesses(arriving: Arriving, book: Book) -> None:
    """Blanks, capitals and wide letters are the same account, and are counted as it."""
    member = arriving()
    statuses = [member.sign_in(name, WRONG).status_code for name in SPELLINGS]
    assert statuses.count(403) <= 6  # one of them is nobody's name
    assert member.sign_in("coder").status_code == 429


def test_an_address_of_the_same_network_gives_no_more_guesses(book: Book) -> None:
    """A guesser with IPv6 has more addresses than there are guesses."""
    for number in range(5):
        tries.note_failure(book, "coder", f"2001:db8::{number:x}")
    assert not tries.may_try(book, "coder", "2001:db8::ffff:1")
    assert tries.may_try(book, "coder", "2001:db8:0:1::1")
    assert not tries.may_try(book, "coder", "2001:db8::%eth0")


def test_a_crowd_of_guessers_locks_nobody_out_of_their_own_place(book: Book) -> None:
    """From where somebody signed in lately they still may, as often as any one may guess."""
    coder = accounts.account(book, "coder")
    sessions.begin(book, coder, address="192.0.2.7", agent="")
    for number in range(60):
        tries.note_failure(book, "coder", f"198.51.100.{number}")
    assert not tries.may_try(book, "coder", "203.0.113.1")
    assert tries.may_try(book, "CODER ", "192.0.2.7")
    for number in range(60):  # and a neighbor there, who guesses at others
        tries.note_failure(book, f"u{number}", "192.0.2.7")
    assert tries.may_try(book, "coder", "192.0.2.7")
    assert not tries.may_try(book, "reader", "192.0.2.7")
    for _ in range(5):
        tries.note_failure(book, "coder", "192.0.2.7")
    assert not tries.may_try(book, "coder", "192.0.2.7")


def test_a_place_is_known_for_a_month(book: Book, clock: Clock) -> None:
    """Whoever signed in from there long ago may have moved."""
    sessions.begin(book, accounts.account(book, "coder"), address="192.0.2.7", agent="")
    clock.wait(days=31)
    for number in range(50):
        tries.note_failure(book, "coder", f"198.51.100.{number}")
    assert not tries.may_try(book, "coder", "192.0.2.7")


def test_a_session_found_open_guesses_the_password_no_more_often(
    arriving: Arriving, book: Book
) -> None:
    """The form that changes it asks for the old one, five times."""
    member = arriving("coder")
    page = member.go("/account").text
    new = {"new": "another four good words", "again": "another four good words"}
    told = [member.send("/account/password", page, old=WRONG, **new).text for _ in range(6)]
    assert ["too often" in one for one in told] == [False] * 5 + [True]
    assert "too often" in member.send("/account/password", page, old=PASSWORD, **new).text
    assert accounts.by_password(book, "coder", PASSWORD)


def test_a_password_in_the_wrong_field_stands_in_no_log(
    arriving: Arriving, book: Book, tmp_path: Path
) -> None:
    """What is nobody's name is counted, and not kept."""
    member = arriving()
    for _ in range(5):
        assert member.sign_in(PASSWORD, "coder").status_code == 403
    assert member.sign_in(PASSWORD, "coder").status_code == 429
    assert all(PASSWORD not in str(event) for event in book.events())


def test_nobody_writes_lines_into_the_log(
    arriving: Arriving, book: Book, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Neither into that of the team nor into that of the server."""
    book.note("a\nadmin\u202esigned in", "refused", "::1\r\n", "x\x1b[2J")
    event = book.events(limit=1)[0]
    for words in (event.name, event.address, event.detail):
        assert not re.search(r"[\r\n\x1b\u202e\u2028]", words)

    def fail(_: Ledger) -> None:
        raise RuntimeError("one\nWARNING two")

    member = arriving("coder")
    monkeypatch.setattr(Ledger, "head", fail)
    with caplog.at_level(logging.ERROR, "rashomon.web"):
        member.go("/incidents/x%0aERROR%20nothing%1b[2J")
    (record,) = [one for one in caplog.records if one.name == "rashomon.web"]
    assert not re.search(r"[\r\n\x1b]", record.getMessage())


def test_no_secret_stands_in_the_log(
    arriving: Arriving, book: Book, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    """Of invitations, sessions, tokens and passwords."""
    admin = arriving("admin")
    with caplog.at_level(logging.DEBUG):
        made = admin.send("/account/tokens", admin.go("/account").text, label="x", scope="read")
        secret = re.search(r"rsm_[\w-]+", made.text)
        assert secret
        admin.client.get("/api/v1", headers={"Authorization": f"Bearer {secret[0]}"})
        invited = admin.send("/team/invite", admin.go("/team").text, name="reader")
        code = re.search(r"code=([\w-]+)", invited.text)
        assert code
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx")]
    told = "\n".join(ours) + capsys.readouterr().err + str(book.events())
    for words in (secret[0], code[1], PASSWORD, admin.client.cookies["rashomon"]):
        assert words not in told


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword", "P@ssw0rd-P@ssw0rd", "qwertyuiopasdfghjkl", "123456789012345678",
        "correct horse battery staple", "abcdefghijklmnopqrstuvwxyz", "my dog my dog my dog",
        "letmein welcome admin", "rashomon ledger admin", "zxcvbnmasdfghjkl1", "9876543210 qwertz",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_no_password(password: str) -> None:
    """However long it is."""
    with pytest.raises(SettingError, match="password"):
        passwords.check(password, "zoe")


@pytest.mark.parametrize(
    "password",
    [
        "four words not together", "correct the horse's old blue shoes", "Käse über den Dächern",
        "\u043c\u043e\u0440\u043e\u0437 \u0438 \u0441\u043e\u043b\u043d\u0446\u0435 \u0434",
        "x9$kW!m2Qp#7vLz", "a very long sentence that nobody else would think of",
    ],
)  # fmt: skip
def test_good_passwords_are_taken(password: str) -> None:
    """In any script, with or without kinds of signs."""
    passwords.check(password, "zoe")


# --- Roles, tokens and invitations ---------------------------------------------------------------


def test_a_team_keeps_an_admin_who_can_sign_in(book: Book) -> None:
    """One who has not chosen a password yet is none to leave the team with."""
    accounts.add(book, "new", Role.ADMIN, by="test")
    with pytest.raises(SettingError, match="who can sign in"):
        accounts.set_role(book, "admin", Role.READER, by="admin")
    with pytest.raises(SettingError, match="who can sign in"):
        accounts.set_active(book, "admin", is_active=False, by="admin")
    accounts.take_invitation(book, accounts.invite(book, "new", by="test"), PASSWORD)
    accounts.set_role(book, "admin", Role.READER, by="admin")
    with pytest.raises(SettingError, match="who can sign in"):
        accounts.set_active(book, "new", is_active=False, by="new")


def test_a_team_that_is_being_set_up_changes_others_freely(tmp_path: Path, clock: Clock) -> None:
    """Before its first admin took the invitation up."""
    with Book.open(tmp_path / "team", create=True, now=clock) as book:
        accounts.add(book, "first", Role.ADMIN, by="test")
        accounts.add(book, "other", Role.CODER, by="test")
        accounts.set_role(book, "other", Role.REVIEWER, by="test")
        with pytest.raises(SettingError):
            accounts.set_role(book, "first", Role.READER, by="test")


def test_a_token_may_no_more_than_its_owner_may_today(arriving: Arriving, book: Book) -> None:
    """It sinks with them, and ends with its day or their account."""
    secret = tokens.make(book, accounts.account(book, "coder"), "x", {Action.READ, Action.DECIDE})
    client = arriving().client

    def may() -> Any:
        answer = client.get("/api/v1", headers={"Authorization": f"Bearer {secret}"})
        return answer.json()["may"] if answer.status_code == 200 else answer.status_code

    assert may() == ["decide", "read"]
    accounts.set_role(book, "coder", Role.READER, by="test")
    assert may() == ["read"]
    accounts.set_active(book, "coder", is_active=False, by="test")
    assert may() == 401


def test_more_tokens_ask_no_more(arriving: Arriving, book: Book, clock: Clock) -> None:
    """How much one may ask is counted by account; and their number has an end."""
    coder = accounts.account(book, "coder")
    client = arriving().client
    left = []
    for number in range(3):
        secret = tokens.make(book, coder, f"t{number}", {Action.READ})
        answer = client.get("/api/v1/policies", headers={"Authorization": f"Bearer {secret}"})
        left.append(int(re.findall(r"r=(\d+)", answer.headers["RateLimit"])[0]))
    assert left == sorted(left, reverse=True)
    assert left[0] > left[2]
    for number in range(47):
        tokens.make(book, coder, f"u{number}", {Action.READ}, days=1)
    with pytest.raises(SettingError, match="take some back"):
        tokens.make(book, coder, "more", {Action.READ})
    clock.wait(days=2)
    tokens.make(book, coder, "more", {Action.READ})


def test_an_invitation_is_told_to_no_other_page(arriving: Arriving, book: Book) -> None:
    """Its code stands in the address: no Referer carries it, no browser keeps it."""
    code = accounts.invite(book, "reader", by="test")
    page = arriving().go(f"/invitation?code={code}")
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_of_two_that_use_one_invitation_one_has_it(book: Book) -> None:
    """The second gets nothing, though it was looked at before the first was done."""
    code = accounts.invite(book, "reader", by="test")
    again: list[int] = []
    hashed = passwords.hashed

    def meanwhile(password: str) -> str:
        if not again:
            again.append(1)
            accounts.take_invitation(book, code, "the first has good words")
        return hashed(password)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hashed", meanwhile)
        with pytest.raises(SettingError, match="used just now"):
            accounts.take_invitation(book, code, "the second has good words")
    assert accounts.by_password(book, "reader", "the first has good words")


# --- What others see -----------------------------------------------------------------------------

SECRET = "Seventh Medical Directorate"


@pytest.fixture
def blind(arriving: Arriving) -> Member:
    """Return the browser of a coder at a ledger in which another coder has coded blind."""
    member = arriving("coder", own_ledger=True)
    ledger: Ledger = member.client.app.state.workplace.ledger  # type: ignore[attr-defined]
    reports = sorted(ledger.report_ids())[:2]
    open_round(ledger, "pilot", ["reviewer", "coder"], by="admin", why="a pilot", reports=reports)
    claim = {"facet": "killed", "value": "4711", "incident": 1, "note": SECRET}
    text = next(iter(ledger.readings_of({reports[0]}))).report.text
    coded(ledger, "reviewer", rows(reports[0], {**claim, "words": text.split(".")[0][:60]}))
    return member


def test_a_coder_sees_nothing_of_what_another_coded_blind(
    blind: Member, arriving: Arriving
) -> None:
    """By any route, as any role, before all have coded."""
    from fastapi.routing import APIRoute, iter_route_contexts

    app: Any = blind.client.app
    ledger: Ledger = app.state.workplace.ledger
    assert SECRET in str(ledger.reviews())
    ids = {
        "incident_id": [row.incident_id for row in ledger.find_incidents(limit=2).rows],
        "report_id": sorted(ledger.report_ids())[:1], "capture_id": ["1"], "form": ["csv", "jsonl"],
        "upload_id": ["1"], "name:path": ["x"], "name": ["reviewer"], "view_id": ["1"],
        "number": [str(one.number) for one in ledger.reviews()], "zone_id": ["x"],
        "claim_id": [
            claim.claim_id for one in ledger.readings_of(sorted(ledger.report_ids())[:1])
            for claim in one.claims[:2]
        ],
    }  # fmt: skip
    paths = [
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute) and "GET" in (route.methods or ())
    ]
    asked = 0
    for member in (blind, arriving("admin", own_ledger=True)):
        for path in paths:
            found = re.search(r"\{([^}]*)\}", path)
            for one in ids[found[1]] if found else [""]:
                held = found[1] if found else ""
                there = re.sub(
                    r"\{([^}]*)\}", lambda part, held=held, one=one:  # type: ignore[misc]
                    one if part[1] == held else ids[part[1]][0], path,
                )  # fmt: skip
                query = "?since=0&changes=0" if path == "/live" else "?q=Directorate&limit=200"
                if path.startswith("/coding/"):
                    query = f"?name=pilot&report={ids['report_id'][0]}"
                if path.endswith(("/changes", "/search")) and path.startswith("/api/"):
                    query = "?q=Directorate" if "search" in path else "?since=2018-01-01"
                plainly = "?anyway=true" if held in ("incident_id", "report_id", "claim_id") else ""
                for words in {"" if path == "/data/incidents.{form}" else query, "", plainly}:
                    # Hashes and tokens hold any digits now and then.
                    text = re.sub(r"[0-9a-f]{12,}", "", member.go(there + words).text)
                    asked += 1
                    assert SECRET not in text, there
                    assert "4711" not in text, there
    assert asked > 60


def test_an_answer_kept_for_one_role_is_none_for_another(arriving: Arriving) -> None:
    """Forms of a reviewer are not shown to a reader, nor does a tag of theirs say "unchanged"."""
    path = "/incidents/khusham-2018-02-07"
    reviewer, reader = arriving("reviewer"), arriving("reader")
    page = reviewer.go(path)
    assert f'action="{path}/approve"' in page.text
    assert f'action="{path}/approve"' not in reader.go(path).text
    tag = reviewer.go("/api/v1").headers["ETag"]
    answer = reader.client.get("/api/v1", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["you"]) == (200, "reader")
    assert answer.headers["Vary"].startswith("Authorization, Cookie")


def test_a_reader_sees_nothing_of_the_team(arriving: Arriving, book: Book) -> None:
    """Neither who is in it nor what opens what; colleagues' names stand by decisions alone."""
    tokens.make(book, accounts.account(book, "admin"), "the secret harvest", {Action.READ})
    reader = arriving("reader")
    for path in ("/incidents", "/account", "/api/v1", "/review", "/sources"):
        text = reader.go(path).text
        assert "secret harvest" not in text
        assert "reviewer" not in text.replace("reviewers", "")
        assert 'href="/team"' not in text


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT"])
def test_another_method_opens_nothing_that_get_does_not(arriving: Arriving, method: str) -> None:
    """Neither for nobody nor for a reader; and nobody is told what there is."""
    nobody, reader = arriving(), arriving("reader")
    headers = {"Origin": ORIGIN}
    for path in ("/incidents", "/team", "/account", "/captures/1", "/api/v1/uploads", "/live"):
        told = nobody.client.request(method, path, headers=headers, follow_redirects=False)
        assert told.status_code in (303, 401), path
    for path in ("/team", "/upload", "/api/v1/uploads"):
        told = reader.client.request(method, path, headers=headers, follow_redirects=False)
        assert told.status_code in (403, 405), path
        assert "admin" not in told.text


def test_the_longest_times_are_what_the_docs_say() -> None:
    """Eight hours and seven days."""
    assert (timedelta(hours=8), timedelta(days=7)) == (sessions.IDLE, sessions.WHOLE)
    page = (Path(__file__).parents[3] / "docs" / "teams.md").read_text("utf-8")
    assert "after 8 hours without a request, after 7 days in any case" in page
