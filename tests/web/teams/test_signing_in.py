"""Signing in and out as browsers do, and what comes from nobody."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import pytest
from tests.web.conftest import ORIGIN
from tests.web.teams.conftest import PASSWORD, Arriving, Clock

from rashomon.web.site import Action
from rashomon.web.teams import accounts, tokens
from rashomon.web.teams.book import Book


def test_what_comes_from_nobody_is_led_to_the_sign_in_and_back(arriving: Arriving) -> None:
    """A link that a colleague sent works after the sign-in."""
    member = arriving()
    asked = member.go("/incidents?text=x")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?next=%2Fincidents%3Ftext%3Dx"
    page = member.go(asked.headers["location"])
    assert 'value="/incidents?text=x"' in page.text
    answer = member.sign_in("coder", next="/incidents?text=x")
    assert answer.headers["location"] == "/incidents?text=x"
    assert "Sign out" in member.go("/incidents").text


@pytest.mark.parametrize("path", ["/", "/incidents", "/incidents/khusham-2018-02-07", "/account",
                                  "/team", "/captures/1", "/data/x", "/nothing"])  # fmt: skip
def test_nobody_sees_anything_of_the_ledger(arriving: Arriving, path: str) -> None:
    """Before the sign-in there is the sign-in page, whatever is asked for."""
    answer = arriving().go(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert "khusham" not in answer.text


def test_htmx_and_programs_are_told_in_their_own_way(arriving: Arriving) -> None:
    """A part of a page is not replaced by the sign-in form, and no program reads HTML."""
    client = arriving().client
    part = client.get("/incidents", headers={"HX-Request": "true"}, follow_redirects=False)
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/sign-in?next=%2Fincidents")
    data = client.get("/api/v1/incidents")
    assert (data.status_code, data.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert data.json()["title"] == "Nobody is signed in"


def test_the_cookie_is_for_this_server_alone(arriving: Arriving) -> None:
    """No script reads it, no other site sends it, and over TLS nothing else carries it."""
    answer = arriving().sign_in("coder")
    cookie = SimpleCookie(answer.headers.get_list("set-cookie")[0])["rashomon"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    member = arriving(url="https://ledger.example")
    page = member.go("/sign-in")
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    answer = member.client.post(
        "/sign-in",
        data={"token": token[1], "name": "coder", "password": PASSWORD},
        headers={"Origin": "https://ledger.example"},
        follow_redirects=False,
    )
    safe = SimpleCookie(answer.headers.get_list("set-cookie")[0])["__Host-rashomon"]
    assert safe["secure"]


def test_a_sign_in_makes_a_new_session(arriving: Arriving) -> None:
    """A cookie that somebody planted before is worth nothing after."""
    member = arriving()
    member.client.cookies.set("rashomon", "planted")
    member.sign_in("coder")
    held = {cookie.value for cookie in member.client.cookies.jar if cookie.name == "rashomon"}
    assert held != {"planted"}
    fresh = arriving()
    fresh.client.cookies.set("rashomon", "planted")
    assert fresh.go("/incidents").status_code == 303


def test_which_of_name_and_password_is_wrong_is_not_told(arriving: Arriving) -> None:
    """The answers for a wrong password and for nobody are the same."""
    member = arriving()
    wrong = member.sign_in("coder", "not the password at all")
    nobody = member.sign_in("stranger", "not the password at all")
    assert wrong.status_code == nobody.status_code == 403
    assert "No account has this name and password" in wrong.text
    own = r"coder|stranger|[0-9a-f]{128}"  # the name, and the token of the form, new each time
    plain = [re.sub(own, "", answer.text) for answer in (wrong, nobody)]
    assert plain[0] == plain[1]


def test_too_many_wrong_passwords_are_followed_by_a_wait(
    arriving: Arriving, book: Book, clock: Clock
) -> None:
    """The right one is not looked at either, so that guessing learns nothing."""
    member = arriving()
    for _ in range(5):
        assert member.sign_in("coder", "not the password at all").status_code == 403
    assert member.sign_in("coder").status_code == 429
    clock.wait(minutes=16)
    assert member.sign_in("coder").status_code == 303
    kinds = [event.kind for event in book.events(name="coder")]
    assert kinds.count("refused") == 5
    assert kinds[0] == "signed in"


def test_signing_out_ends_the_session_not_the_cookie_alone(arriving: Arriving) -> None:
    """Who kept a copy of the cookie has nothing."""
    member = arriving("coder")
    cookie = member.client.cookies["rashomon"]
    answer = member.send("/sign-out", member.go("/incidents").text)
    assert answer.headers["location"].startswith("/sign-in")
    member.client.cookies.set("rashomon", cookie)
    assert member.go("/incidents").status_code == 303


def test_a_form_of_one_session_is_none_of_another(arriving: Arriving) -> None:
    """The token of forms is bound to the session."""
    first, second = arriving("coder"), arriving("reviewer")
    page = first.go("/account").text
    answer = second.send("/theme", page, theme="dark")
    assert answer.status_code == 403
    assert "too old" in answer.text


def test_sign_in_leads_nowhere_else(arriving: Arriving) -> None:
    """A link to the sign-in cannot send people to another site."""
    answer = arriving().sign_in("coder", next="//evil.example/")
    assert answer.headers["location"] == "/"


def test_a_form_from_another_site_signs_nobody_in(arriving: Arriving) -> None:
    """Neither without our token nor from a foreign origin."""
    client = arriving().client
    fields = {"name": "coder", "password": PASSWORD}
    foreign = client.post("/sign-in", data=fields, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    bare = client.post("/sign-in", data=fields, headers={"Origin": ORIGIN})
    assert bare.status_code == 403
    assert "rashomon" not in client.cookies


def test_an_invitation_leads_to_a_first_sign_in(arriving: Arriving) -> None:
    """From the admin's page to a new colleague's, as people do it."""
    admin = arriving("admin")
    made = admin.send("/team", admin.go("/team").text, name="Zoë", role="coder")
    assert made.status_code == 201
    found = re.search(r"/invitation\?code=([\w-]+)", made.text)
    assert found
    zoe = arriving()
    page = zoe.go(f"/invitation?code={found[1]}").text
    unequal = zoe.send("/invitation", page, code=found[1], password=PASSWORD, again="other")
    assert (unequal.status_code, "not the same" in unequal.text) == (422, True)
    again = zoe.send("/invitation", page, code=found[1], password=PASSWORD, again=PASSWORD)
    assert again.status_code == 303
    assert zoe.sign_in("zoë").status_code == 303
    assert "Zoë" in zoe.go("/account").text


def test_an_admin_changes_roles_and_closes_accounts(arriving: Arriving, book: Book) -> None:
    """What is changed holds from the next request on; a session of another role is none."""
    admin, coder = arriving("admin"), arriving("coder")
    page = admin.go("/team").text
    assert coder.go("/team").status_code == 403
    admin.send("/team/role", page, name="coder", role="admin")
    assert coder.go("/team").headers["location"].startswith("/sign-in")
    coder.sign_in("coder")
    assert coder.go("/team").status_code == 200
    admin.send("/team/active", page, name="coder", active="no")
    assert coder.go("/team").status_code == 303
    admin.send("/team/active", page, name="coder", active="yes")
    invited = admin.send("/team/invite", page, name="coder")
    assert "/invitation?code=" in invited.text
    assert admin.send("/team/role", page, name="coder", role="king").status_code == 422
    assert [e.kind for e in book.events(name="coder", limit=3)] == [
        "invited", "account opened", "account closed",
    ]  # fmt: skip


def test_somebody_keeps_their_own_account(arriving: Arriving, book: Book) -> None:
    """Sessions elsewhere are ended, tokens made and taken back, the password changed."""
    here, elsewhere = arriving("coder"), arriving("coder")
    page = here.go("/account").text
    other = re.search(r'name="session" value="(\w+)"', page)
    assert other
    here.send("/account/sessions", page, session=other[1])
    assert elsewhere.go("/account").status_code == 303
    made = here.send("/account/tokens", page, label="import", scope="read", days="30")
    secret = re.search(r"rsm_[\w-]+", made.text)
    assert secret
    assert secret[0] not in here.go("/account").text
    assert tokens.find(book, secret[0])
    for scope, days in (("approve", "9"), ("read", "many")):
        fields = {"label": "more", "scope": scope, "days": days}
        assert here.send("/account/tokens", page, **fields).status_code == 422
    number = str(tokens.of_account(book, "coder")[0].token_id)
    assert here.send("/account/tokens/revoke", page, token_id="x").status_code == 422
    here.send("/account/tokens/revoke", page, token_id=number)
    assert tokens.find(book, secret[0]) is None
    new = "another four good words"
    bad = here.send("/account/password", page, old=PASSWORD, new=new, again="other")
    assert bad.status_code == 422
    here.send("/account/password", page, old=PASSWORD, new=new, again=new)
    assert here.go("/account").status_code == 303
    assert here.sign_in("coder", new).status_code == 303


def test_a_token_opens_the_api_and_no_page(arriving: Arriving, book: Book) -> None:
    """It is no cookie, and a wrong one beside a good cookie is not forgiven."""
    secret = tokens.make(book, accounts.account(book, "coder"), "import", {Action.READ})
    member = arriving()
    by_token = {"Authorization": f"Bearer {secret}"}
    known = member.client.get("/api/v1/nothing", headers=by_token)
    assert known.status_code == 404
    assert (
        member.client.get("/account", headers=by_token, follow_redirects=False).status_code == 303
    )
    signed_in = arriving("coder")
    wrong = {"Authorization": "Bearer rsm_wrong"}
    assert signed_in.client.get("/api/v1/nothing", headers=wrong).status_code == 401
    basic = {"Authorization": "Basic eDp5"}
    assert member.client.get("/api/v1/nothing", headers=basic).status_code == 401


def test_a_websocket_of_nobody_is_closed(arriving: Arriving) -> None:
    """What pages hear while they are open is for the signed in."""
    from starlette.websockets import WebSocketDisconnect

    client = arriving().client
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/live", headers={"Origin": ORIGIN, "Host": "localhost"}),
    ):
        pass
