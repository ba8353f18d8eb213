"""A team by the API: one's own account, everybody's, and what no token may."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from tests.web.conftest import ORIGIN
from tests.web.teams.conftest import PASSWORD, Arriving, Member

from rashomon.coding_rounds import open_round
from rashomon.ledger import Ledger
from rashomon.web.api.describing import description
from rashomon.web.teams import accounts, tokens
from rashomon.web.teams.book import Book

ROOT = "/api/v1"


def _send(
    member: Member, method: str, path: str, status: int, given: Any = None, token: str = ""
) -> Any:
    """Send what a browser of ours or a program sends; what is answered fits the description."""
    headers = {"Authorization": f"Bearer {token}"} if token else {"Origin": ORIGIN}
    answer = member.client.request(method, ROOT + path, json=given, headers=headers)
    assert answer.status_code == status, answer.text
    if status < 300:
        _held(method, path, str(status), answer.json())
    return answer.json()


def _held(method: str, path: str, status: str, data: Any) -> None:
    """Hold an answer to its description."""
    whole, parts = description(), path.partition("?")[0].split("/")
    for template, operations in whole["paths"].items():
        own = template.removeprefix(ROOT).split("/")
        operation = operations.get(method.lower(), {}).get("responses", {})
        if (
            len(own) == len(parts)
            and status in operation
            and all(
                one.startswith("{") or one == other for one, other in zip(own, parts, strict=True)
            )
        ):
            schema = operation[status]["content"]["application/json"]["schema"]
            Draft202012Validator({**schema, "components": whole["components"]}).validate(data)
            return
    raise AssertionError(f"{path} is not described")


def test_an_admin_keeps_the_team(arriving: Arriving, book: Book) -> None:
    """Accounts are made, invited, given roles, closed; and the log tells of all of it."""
    admin = arriving("admin")
    made = _send(admin, "POST", "/team/accounts", 201, {"name": "noor", "role": "coder"})
    assert (made["name"], made["has_password"]) == ("noor", False)
    code = made["invitation"].partition("code=")[2]
    accounts.take_invitation(book, code, "six words that nobody knows")
    assert _send(admin, "GET", "/team/accounts/noor", 200)["has_password"] is True
    again = _send(admin, "POST", "/team/accounts/noor/invitation", 201)
    assert again["invitation"] != made["invitation"]
    changed = _send(
        admin, "PATCH", "/team/accounts/noor", 200, {"role": "reviewer", "is_active": False}
    )
    assert (changed["role"], changed["is_active"]) == ("reviewer", False)
    listed = _send(admin, "GET", "/team/accounts", 200)
    assert {one["name"] for one in listed["items"]} >= {"noor", "admin", "reader"}
    events = _send(admin, "GET", "/team/events", 200)["items"]
    kinds = [one["kind"] for one in events if one["name"] == "noor"]
    assert kinds[:2] == ["account closed", "role changed"]
    first = _send(admin, "GET", "/team/events?limit=2", 200)
    after = _send(admin, "GET", f"/team/events?limit=2&after={first['next']}", 200)
    assert first["items"] + after["items"] == events[:4]


@pytest.mark.parametrize(
    ("method", "path", "status", "given"),
    [
        ("POST", "/team/accounts", 422, {"name": "reader", "role": "coder"}),
        ("POST", "/team/accounts", 422, {"name": "a/b", "role": "coder"}),
        ("POST", "/team/accounts", 422, {"name": "x", "role": "owner"}),
        ("POST", "/team/accounts", 422, {"name": "x", "role": "coder", "subject": "s"}),
        ("PATCH", "/team/accounts/nobody", 404, {"role": "coder"}),
        ("PATCH", "/team/accounts/reader", 422, {}),
        ("PATCH", "/team/accounts/admin", 422, {"is_active": False}),
        ("GET", "/team/accounts/nobody", 404, None),
        ("POST", "/team/accounts/nobody/invitation", 404, None),
        ("DELETE", "/account/tokens/99", 404, None),
        ("DELETE", "/account/sessions/none", 404, None),
        ("POST", "/account/tokens", 422, {"label": "x", "scopes": ["administer"]}),
        ("POST", "/account/tokens", 422, {"label": "x", "scopes": []}),
        ("POST", "/account/password", 422, {"old": "wrong", "new": "six words nobody knows"}),
    ],
)
def test_what_cannot_be_done_is_told(
    arriving: Arriving, method: str, path: str, status: int, given: Any
) -> None:
    """In the one shape, and nothing is changed."""
    told = _send(arriving("admin"), method, path, status, given)
    assert set(told) == {"title", "status", "detail"}


def test_everybody_keeps_their_own_keys(arriving: Arriving) -> None:
    """Tokens, sessions and the password; what happened is told, of oneself alone."""
    coder = arriving("coder")
    own = _send(coder, "GET", "/account", 200)
    assert own["role"] == "coder"
    assert "approve" not in own["scopes"]
    made = _send(coder, "POST", "/account/tokens", 201, {"label": "export", "scopes": ["read"]})
    assert _send(coder, "GET", "/incidents", 200, token=made["token"])["total"]
    (listed,) = _send(coder, "GET", "/account/tokens", 200)["items"]
    assert (listed["label"], "token" in listed) == ("export", False)
    _send(coder, "DELETE", f"/account/tokens/{made['id']}", 200)
    _send(coder, "GET", "/incidents", 401, token=made["token"])
    other = arriving("coder")
    here, there = _send(coder, "GET", "/account/sessions", 200)["items"]
    elsewhere = there if here["is_this"] else here
    _send(coder, "DELETE", f"/account/sessions/{elsewhere['id']}", 200)
    _send(other, "GET", "/account", 401)
    events = _send(coder, "GET", "/account/events", 200)["items"]
    assert {one["name"] for one in events} == {"coder"}
    new = {"old": PASSWORD, "new": "six words that nobody knows"}
    _send(coder, "POST", "/account/password", 200, new)
    _send(coder, "GET", "/account", 401)


def test_all_sessions_are_ended_at_once(arriving: Arriving) -> None:
    """The one that asks, too."""
    first, second = arriving("reader"), arriving("reader")
    _send(first, "DELETE", "/account/sessions", 200)
    for member in (first, second):
        _send(member, "GET", "/account", 401)


def test_no_token_opens_another_door(arriving: Arriving, book: Book) -> None:
    """A token with all the scopes of an admin keeps no team, makes no token, ends no session."""
    admin = arriving()
    scopes = {"read", "comment", "decide", "approve", "add reports"}
    secret = tokens.make(book, accounts.account(book, "admin"), "all", scopes)
    assert _send(admin, "GET", "/account", 200, token=secret)["name"] == "admin"
    refused = _send(
        admin, "POST", "/account/tokens", 403, {"label": "x", "scopes": ["read"]}, token=secret
    )
    assert "sign in" in refused["detail"]
    _send(admin, "GET", "/account/tokens", 403, token=secret)
    _send(admin, "GET", "/team/events", 403, token=secret)
    _send(admin, "POST", "/team/accounts", 403, {"name": "x", "role": "admin"}, token=secret)


@pytest.mark.parametrize("verb", ["reviewed", "approved", "draft"])
def test_several_incidents_get_a_level_from_who_may_approve_alone(
    arriving: Arriving, verb: str
) -> None:
    """By the list's form and the API alike; a coder assigns and merges several."""
    ids = ["khusham-2018-02-07"]
    coder = arriving("coder", own_ledger=True)
    given = {"verb": verb, "incidents": ids, "why": "As a test"}
    assert "approve" in _send(coder, "POST", "/decisions/many", 403, given)["detail"]
    page = coder.go("/incidents").text
    assert f'<option value="{verb}"' not in page
    form = coder.send("/incidents/decide", page, verb=verb, incident=ids[0], why="As a test")
    assert (form.status_code, "You may not approve" in form.text) == (403, True)
    assigned = {"verb": "assign", "to": "noor", "incidents": ids, "why": "As a test"}
    assert len(_send(coder, "POST", "/decisions/many", 201, assigned)["made"]) == 1
    reviewer = arriving("reviewer", own_ledger=True)
    assert len(_send(reviewer, "POST", "/decisions/many", 201, given)["made"]) == 1


def test_what_is_still_to_be_coded_blind_is_not_told_by_oversight(arriving: Arriving) -> None:
    """Of a report, its claims and its incident: only who asks for it anyway is told."""
    coder = arriving("coder", own_ledger=True)
    ledger: Ledger = coder.client.app.state.workplace.ledger  # type: ignore[attr-defined]
    whole = _send(coder, "GET", "/incidents/khusham-2018-02-07", 200)
    claim = whole["claims"][0]
    report_id = claim["report_id"]
    open_round(ledger, "r", ["coder", "reviewer"], by="admin", why="x", reports=[report_id])
    for path in (
        "/incidents/khusham-2018-02-07", f"/reports/{report_id}", f"/claims/{claim['claim_id']}",
    ):  # fmt: skip
        assert "anyway=true" in _send(coder, "GET", path, 409)["detail"]
        _send(coder, "GET", f"{path}?anyway=true", 200)
        _send(arriving("reader", own_ledger=True), "GET", path, 200)
