"""What each route takes: what who asks must be allowed to do, by one table.

A route that stands in no line of it is refused, and a test holds table and routes together.
What keeps the team, and what changes somebody's own keys, takes a person who is signed in: a
token that was lost must not open another door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import HTTPException, Request

from rashomon.web.failures import NotPermitted
from rashomon.web.site import Action
from rashomon.web.workplace import who_asks

__all__ = ["ROOT", "SCOPES", "Takes", "in_scope", "takes_of"]

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class Takes:
    """What a route takes; without an action, only to be somebody.

    What a decision takes is said by its kind (`recording.takes`).
    """

    action: Action | None
    in_person: bool = False


def _each(takes: Takes, method: str, paths: Iterable[str]) -> dict[tuple[str, str], Takes]:
    return {(method, path): takes for path in paths}


_SHOWN = """
    /quality /quality/model-card /quality/figures
    /incidents /incidents/counts /incidents/map /incidents/timeline /incidents/rows
    /incidents/unplaced /incidents/{incident_id} /incidents/{incident_id}/history
    /incidents/{incident_id}/changes /incidents/{incident_id}/lineage
    /incidents/{incident_id}/file/{form} /files/{form}
    /claims /claims/{claim_id}
    /reports /reports/{report_id} /reports/{report_id}/custody
    /changes
    /captures/{capture_id} /captures/{capture_id}/content
    /search /outlets /outlets/{name} /speakers /speakers/{name}
    /zones /zones/{zone_id} /review /review/{incident_id}
    /views /views/{view_id} /views/{view_id}/changes
    /decisions /decisions/{number}
    /rounds /rounds/{number} /rounds/{number}/agreement /rounds/{number}/disagreements
""".split()

_ROUND_VERBS = ("close", "rulings", "accept", "reopen")

SCOPES: Mapping[tuple[str, str], Takes] = {
    # What a token may, and how to ask, is told whatever its scopes.
    **_each(Takes(None), "GET", ("", "/openapi.json", "/policies")),
    **_each(Takes(Action.READ), "GET", _SHOWN),
    ("GET", "/names"): Takes(Action.DECIDE),
    ("GET", "/rounds/{number}/reports/{report_id}"): Takes(Action.DECIDE),
    ("POST", "/rounds/{number}/codings"): Takes(Action.DECIDE),
    **_each(
        Takes(Action.APPROVE),
        "POST",
        ("/rounds", *(f"/rounds/{{number}}/{verb}" for verb in _ROUND_VERBS)),
    ),
    ("POST", "/views/{view_id}/looks"): Takes(Action.READ),
    ("POST", "/views"): Takes(Action.COMMENT),
    ("DELETE", "/views/{view_id}"): Takes(Action.COMMENT),
    ("POST", "/decisions"): Takes(None),
    ("POST", "/decisions/many"): Takes(None),
    ("POST", "/decisions/undo"): Takes(None),
    **_each(Takes(Action.ADD_REPORTS), "GET", ("/uploads", "/uploads/{upload_id}")),
    **_each(Takes(Action.ADD_REPORTS), "POST", ("/uploads", "/uploads/{upload_id}/cancel")),
    ("GET", "/account"): Takes(Action.READ),
    **_each(
        Takes(Action.READ, in_person=True),
        "GET",
        ("/account/sessions", "/account/tokens", "/account/events"),
    ),
    **_each(Takes(Action.READ, in_person=True), "POST", ("/account/password", "/account/tokens")),
    **_each(
        Takes(Action.READ, in_person=True),
        "DELETE",
        ("/account/sessions", "/account/sessions/{session_id}", "/account/tokens/{token_id}"),
    ),
    **_each(
        Takes(Action.ADMINISTER, in_person=True),
        "GET",
        ("/team/accounts", "/team/accounts/{name}", "/team/events"),
    ),
    **_each(
        Takes(Action.ADMINISTER, in_person=True),
        "POST",
        ("/team/accounts", "/team/accounts/{name}/invitation"),
    ),
    ("PATCH", "/team/accounts/{name}"): Takes(Action.ADMINISTER, in_person=True),
}


def takes_of(method: str, path: str) -> Takes | None:
    """Return what a route takes by its path; None of one that the table does not know."""
    return SCOPES.get((method, path.removeprefix(ROOT).replace(":path}", "}")))


def in_scope(request: Request) -> None:
    """Let only those through who may do what a route takes.

    Raises:
        NotPermitted: If they may not, or the route is in no table.
        HTTPException: If a token asks for what takes a person.

    """
    who = who_asks(request)
    takes = takes_of(request.method, request.scope["route"].path)
    if takes is None or who.name is None:
        raise NotPermitted(Action.READ)
    if takes.action is not None and takes.action not in who.permits:
        raise NotPermitted(takes.action)
    if takes.in_person and who.is_program:
        raise HTTPException(
            403, "You may not do this by a token: sign in, and do it there. So one that is lost "
            "opens no other door."
        )  # fmt: skip
