"""Who may do what: every route of the application, by every role."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from tests.web.conftest import ORIGIN
from tests.web.teams.conftest import Arriving, Member

from rashomon.web.app import make_app
from rashomon.web.settings import Settings
from rashomon.web.site import Action
from rashomon.web.teams import accounts, tokens
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import Role, permits_of

OPEN = None  # for those, too, who have not signed in
# What writes, and the action that it takes. Whatever only shows takes `Action.READ`.
WRITES: dict[str, Action | None] = {
    "/theme": OPEN,
    "/sign-in": OPEN,
    "/invitation": OPEN,
    "/sign-out": Action.READ,
    "/account/password": Action.READ,
    "/account/sessions": Action.READ,
    "/account/tokens": Action.READ,
    "/account/tokens/revoke": Action.READ,
    "/team": Action.ADMINISTER,
    "/team/invite": Action.ADMINISTER,
    "/team/role": Action.ADMINISTER,
    "/team/active": Action.ADMINISTER,
    "/incidents/decide": Action.DECIDE,
    "/incidents/{incident_id}/approve": Action.APPROVE,
    "/incidents/{incident_id}/comment": Action.COMMENT,
    **{
        f"/incidents/{{incident_id}}/{verb}": Action.DECIDE
        for verb in ("assign", "merge", "apart", "move", "withdraw")
    },
    **{
        f"/reports/{{report_id}}/{verb}": Action.DECIDE
        for verb in ("correct", "reject", "add", "set", "withdraw")
    },
    **{f"/names/{verb}": Action.DECIDE for verb in ("actor", "place", "withdraw")},
    "/incidents/views": Action.COMMENT,
    "/changes/seen": Action.READ,
    "/coding/code": Action.DECIDE,  # and being a coder of the round
    **{
        f"/coding/{verb}": Action.APPROVE
        for verb in ("open", "close", "adjudicate", "accept", "reopen")
    },
    "/undo": Action.COMMENT,  # and what the withdrawn decision took
    "/review/skip": Action.READ,
    "/upload": Action.ADD_REPORTS,
    "/upload/{upload_id}/cancel": Action.ADD_REPORTS,
    "/api/v1/uploads": Action.ADD_REPORTS,
    "/api/v1/uploads/{upload_id}/cancel": Action.ADD_REPORTS,
    "/api/v1/decisions": Action.READ,  # and what its kind takes, see below
    "/api/v1/decisions/many": Action.READ,
    "/api/v1/decisions/undo": Action.READ,
    "/api/v1/rounds/{number}/codings": Action.DECIDE,  # and being a coder of the round
    "/api/v1/rounds": Action.APPROVE,
    **{
        f"/api/v1/rounds/{{number}}/{verb}": Action.APPROVE
        for verb in ("close", "rulings", "accept", "reopen")
    },
    "/api/v1/views": Action.COMMENT,
    "/api/v1/views/{view_id}": Action.COMMENT,
    "/api/v1/views/{view_id}/looks": Action.READ,
    "/api/v1/account/password": Action.READ,
    "/api/v1/account/tokens": Action.READ,
    "/api/v1/account/tokens/{token_id}": Action.READ,
    "/api/v1/account/sessions": Action.READ,
    "/api/v1/account/sessions/{session_id}": Action.READ,
    "/api/v1/team/accounts": Action.ADMINISTER,
    "/api/v1/team/accounts/{name}": Action.ADMINISTER,
    "/api/v1/team/accounts/{name}/invitation": Action.ADMINISTER,
}
# What shows. `OPEN` ones tell nothing of the ledger.
READS: dict[str, Action | None] = {
    **dict.fromkeys(
        ("/health", "/sign-in", "/invitation", "/sign-in/provider", "/sign-in/provider/back"), OPEN
    ),
    **dict.fromkeys(
        (
            "/", "/incidents", "/incidents/{incident_id}", "/incidents/{incident_id}/log",
            "/incidents/{incident_id}/changes", "/changes", "/changes/view",
            "/coding", "/coding/round",
            "/data/incidents/map.json", "/data/incidents/cards.json",
            "/data/incidents/timeline.json", "/data/incidents/{incident_id}.json",
            "/data/incidents.{form}", "/review", "/reports/{report_id}", "/captures/{capture_id}",
            "/sources", "/sources/{name:path}", "/zones", "/quality", "/search", "/live",
            "/account",
            "/api/v1", "/api/v1/openapi.json", "/api/v1/policies",
            "/api/v1/quality", "/api/v1/quality/model-card", "/api/v1/quality/figures",
            "/api/v1/incidents", "/api/v1/incidents/counts", "/api/v1/incidents/map",
            "/api/v1/incidents/timeline", "/api/v1/incidents/rows", "/api/v1/incidents/unplaced",
            "/api/v1/incidents/{incident_id}", "/api/v1/incidents/{incident_id}/history",
            "/api/v1/incidents/{incident_id}/changes", "/api/v1/changes",
            "/api/v1/incidents/{incident_id}/lineage",
            "/api/v1/incidents/{incident_id}/file/{form}", "/api/v1/files/{form}",
            "/api/v1/claims", "/api/v1/claims/{claim_id}",
            "/api/v1/reports", "/api/v1/reports/{report_id}",
            "/api/v1/reports/{report_id}/custody", "/api/v1/captures/{capture_id}",
            "/api/v1/captures/{capture_id}/content", "/api/v1/search",
            "/api/v1/outlets", "/api/v1/outlets/{name:path}",
            "/api/v1/speakers", "/api/v1/speakers/{name:path}",
            "/api/v1/zones", "/api/v1/zones/{zone_id}",
            "/api/v1/review", "/api/v1/review/{incident_id}",
            "/api/v1/views", "/api/v1/views/{view_id}", "/api/v1/views/{view_id}/changes",
            "/api/v1/decisions", "/api/v1/decisions/{number}",
            "/api/v1/rounds", "/api/v1/rounds/{number}", "/api/v1/rounds/{number}/agreement",
            "/api/v1/rounds/{number}/disagreements",
            "/api/v1/account", "/api/v1/account/sessions", "/api/v1/account/tokens",
            "/api/v1/account/events",
        ),
        Action.READ,
    ),
    **dict.fromkeys(
        ("/upload", "/upload/{upload_id}", "/api/v1/uploads", "/api/v1/uploads/{upload_id}"),
        Action.ADD_REPORTS,
    ),
    **dict.fromkeys((
            "/names", "/coding/code", "/api/v1/names",
            "/api/v1/rounds/{number}/reports/{report_id}",
        ),
        Action.DECIDE,
    ),
    **dict.fromkeys(
        (
            "/team", "/api/v1/team/accounts", "/api/v1/team/accounts/{name}",
            "/api/v1/team/events",
        ),
        Action.ADMINISTER,
    ),
}  # fmt: skip
# What ends the session that asks.
ENDING = {"/sign-out", "/account/password", "/api/v1/account/sessions"}
# What a token is told whatever its scopes: what it may, and how to ask.
OF_ANY_TOKEN = {"/api/v1", "/api/v1/openapi.json", "/api/v1/policies"}
# What no token may, whatever its scopes: it takes somebody who is signed in.
IN_PERSON = ("/api/v1/team/", "/api/v1/account/")


@pytest.fixture(scope="module")
def routes(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Return the method and path of every route."""
    team = tmp_path_factory.mktemp("team") / "team"
    Book.open(team, create=True).close()
    app = make_app(Settings(str(built_example), team=str(team)))
    app.state.workplace.ledger.close()
    app.state.workplace.team.book.close()
    return [
        (method, str(route.path))
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in sorted(route.methods or ())
    ]


def test_every_route_that_writes_says_what_it_takes(routes: list[tuple[str, str]]) -> None:
    """A new one is entered into the table above, so that somebody has thought about it."""
    found = {path for method, path in routes if method != "GET"}
    assert found == set(WRITES)


def test_every_route_that_shows_says_to_whom(routes: list[tuple[str, str]]) -> None:
    """A new one is entered into the table above likewise; nothing is asked in another way."""
    assert {path for method, path in routes if method == "GET"} == set(READS)
    assert {method for method, _ in routes} == {"GET", "POST", "PATCH", "DELETE"}
    assert all(path.startswith("/api/") for method, path in routes if method in ("PATCH", "DELETE"))


@pytest.mark.parametrize("scope", sorted(set(Action) - {Action.ADMINISTER}))
def test_a_token_is_shown_what_its_scopes_say_and_no_more(
    arriving: Arriving, book: Book, routes: list[tuple[str, str]], scope: Action
) -> None:
    """Though its owner may see all: by every route, reading and writing."""
    secret = tokens.make(book, accounts.account(book, "admin"), "a program", {scope})
    client = arriving().client
    wrong = []
    for method, path in routes:
        there = re.sub(r"\{[^}]*\}", "1", path)
        answer = client.request(
            method, there, headers={"Authorization": f"Bearer {secret}"}, follow_redirects=False,
            json={"kind": "comment", "why": "No"} if method == "POST" else None,
        )  # fmt: skip
        is_let_in = answer.status_code not in (303, 401, 403)
        needs = (READS if method == "GET" else WRITES)[path]
        if not path.startswith("/api/"):  # of the open ones a program has nothing
            may = needs is OPEN
        elif path.startswith("/api/v1/decisions") and method == "POST":
            may = scope in (Action.COMMENT, Action.READ)  # 422 comes first for what is no comment
            if answer.status_code == 422:
                continue
        elif path.startswith(IN_PERSON):
            may = False
        else:
            may = needs is scope or path in OF_ANY_TOKEN
        if is_let_in != may and not (may and answer.status_code == 403):
            wrong.append((method, path, answer.status_code))
    assert not wrong


def test_what_one_must_not_do_is_refused_by_role(
    arriving: Arriving, routes: list[tuple[str, str]]
) -> None:
    """For each route that writes and each role: it goes on exactly where the table says so."""
    wrong = []
    for role in Role:
        member = arriving(role.value)
        page = member.go("/account").text
        for method, path in routes:
            needs = WRITES.get(path)
            if method == "GET" or path in ENDING:
                continue
            is_refused = "You may not" in _send(member, page, method, path)
            if is_refused == (needs is OPEN or needs in permits_of(role)):
                wrong.append((role.value, method, path))
    assert not wrong


def _send(member: Member, page: str, method: str, path: str) -> str:
    """Send an empty form, which nobody can do anything with."""
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    there = re.sub(r"\{[^}]*\}", "none", path)
    answer = member.client.request(
        method, there, data={"token": token[1]}, headers={"Origin": ORIGIN}, follow_redirects=False
    )
    return answer.text


def test_every_page_is_shown_to_those_alone_who_may_see_it(
    arriving: Arriving, routes: list[tuple[str, str]]
) -> None:
    """By each role, and by nobody."""
    wrong = []
    for role in (None, *Role):
        member = arriving(role.value if role else "")
        permits = permits_of(role) if role else frozenset()
        for method, path in routes:
            if method != "GET":
                continue
            answer = member.go(re.sub(r"\{[^}]*\}", "1", path))
            needs = READS[path]
            is_shown = needs is OPEN or needs in permits
            if role is None:
                is_turned_away = answer.status_code == 401 or (
                    answer.status_code == 303 and "/sign-in" in answer.headers["location"]
                )
            else:
                is_turned_away = answer.status_code == 403
            if is_turned_away == is_shown:
                wrong.append((role, path, answer.status_code))
    assert not wrong


@pytest.mark.parametrize("how", ["form", "API"])
def test_who_may_not_approve_undoes_no_approval(arriving: Arriving, book: Book, how: str) -> None:
    """To withdraw takes what the withdrawn decision took, by form and by API."""
    incident = "khusham-2018-02-07"
    reviewer = arriving("reviewer", own_ledger=True)
    page = reviewer.go(f"/incidents/{incident}").text
    approved = reviewer.send(
        f"/incidents/{incident}/approve", page, level="approved", why="All is read"
    )
    assert approved.status_code == 303, approved.text
    coder = arriving("coder", own_ledger=True)
    number = reviewer.client.get("/api/v1/decisions").json()["items"][-1]["number"]
    if how == "form":
        page = coder.go(f"/incidents/{incident}").text
        refused = coder.send(f"/incidents/{incident}/withdraw", page, number=str(number), why="No")
    else:
        refused = coder.client.post(
            "/api/v1/decisions",
            json={"kind": "withdraw", "number": number, "why": "No"},
            headers={"Origin": ORIGIN},
        )
    assert (refused.status_code, "You may not approve" in refused.text) == (403, True)


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({"kind": "approve", "level": "approved"}, Action.APPROVE),
        ({"kind": "comment"}, Action.COMMENT),
        ({"kind": "assign", "to": "zoe"}, Action.DECIDE),
    ],
)
def test_each_kind_of_decision_takes_its_own_right(
    arriving: Arriving, given: dict[str, str], needed: Action
) -> None:
    """By the API, for every role."""
    body = {**given, "incident_id": "khusham-2018-02-07", "why": "As a test"}
    for role in Role:
        member = arriving(role.value, own_ledger=True)
        answer = member.client.post("/api/v1/decisions", json=body, headers={"Origin": ORIGIN})
        assert (answer.status_code == 403) == (needed not in permits_of(role)), answer.text
