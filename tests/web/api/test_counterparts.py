"""All that pages show and do is to be had by the API: a table of each page's route."""

from __future__ import annotations

from importlib import import_module

from fastapi.routing import APIRoute

from rashomon.web import pages
from rashomon.web.api.scopes import SCOPES
from rashomon.web.pages import entrance

# A page's route, and the routes of the API that do the same; or, in words, why there is none.
COUNTERPARTS: dict[str, tuple[str, ...] | str] = {
    "GET /": "leads to the list",
    "GET /health": "for whoever watches the server, who has no account",
    "POST /theme": "the colors of a browser",
    "GET /incidents": (
        "GET /incidents", "GET /incidents/counts", "GET /incidents/unplaced", "GET /views",
    ),
    "GET /data/incidents/map.json": ("GET /incidents/map", "GET /zones"),
    "GET /data/incidents/cards.json": ("GET /incidents/rows",),
    "GET /data/incidents/timeline.json": ("GET /incidents/timeline",),
    "POST /incidents/views": ("POST /views", "DELETE /views/{view_id}"),
    "POST /incidents/decide": ("POST /decisions/many",),
    "GET /review": ("GET /review", "GET /review/{incident_id}"),
    "POST /review/skip": "a browser's cookie remembers it; programs name it: GET /review?skip=ID",
    "GET /incidents/{incident_id}": (
        "GET /incidents/{incident_id}", "GET /incidents/{incident_id}/lineage", "GET /claims",
        "GET /claims/{claim_id}",
    ),
    "GET /incidents/{incident_id}/log": ("GET /incidents/{incident_id}/history",),
    "GET /reports/{report_id}": (
        "GET /reports/{report_id}", "GET /reports/{report_id}/custody", "GET /reports",
        "GET /captures/{capture_id}",
    ),
    "GET /captures/{capture_id}": ("GET /captures/{capture_id}/content",),
    **{
        f"POST /incidents/{{incident_id}}/{verb}": ("POST /decisions",)
        for verb in ("approve", "comment", "assign", "merge", "apart", "move", "withdraw")
    },
    **{
        f"POST /reports/{{report_id}}/{verb}": ("POST /decisions",)
        for verb in ("correct", "reject", "add", "set", "withdraw")
    },
    "GET /names": ("GET /names",),
    **{f"POST /names/{verb}": ("POST /decisions",) for verb in ("actor", "place", "withdraw")},
    "GET /changes": ("GET /changes", "GET /views"),
    "GET /incidents/{incident_id}/changes": ("GET /incidents/{incident_id}/changes",),
    "GET /changes/view": ("GET /views/{view_id}/changes",),
    "POST /changes/seen": ("POST /views/{view_id}/looks",),
    "GET /coding": ("GET /rounds",),
    "GET /coding/round": (
        "GET /rounds/{number}", "GET /rounds/{number}/agreement",
        "GET /rounds/{number}/disagreements",
    ),
    "GET /coding/code": ("GET /rounds/{number}/reports/{report_id}",),
    "POST /coding/code": ("POST /rounds/{number}/codings",),
    "POST /coding/open": ("POST /rounds",),
    "POST /coding/close": ("POST /rounds/{number}/close",),
    "POST /coding/adjudicate": ("POST /rounds/{number}/rulings",),
    "POST /coding/accept": ("POST /rounds/{number}/accept",),
    "POST /coding/reopen": ("POST /rounds/{number}/reopen",),
    "POST /undo": ("POST /decisions/undo",),
    "GET /sources": ("GET /outlets", "GET /speakers"),
    "GET /sources/{name:path}": ("GET /outlets/{name}", "GET /speakers/{name}"),
    "GET /zones": ("GET /zones", "GET /zones/{zone_id}"),
    "GET /quality": ("GET /quality", "GET /quality/model-card", "GET /quality/figures"),
    "GET /search": ("GET /search",),
    "GET /upload": ("GET /uploads",),
    "POST /upload": ("POST /uploads",),
    "GET /upload/{upload_id}": ("GET /uploads/{upload_id}",),
    "POST /upload/{upload_id}/cancel": ("POST /uploads/{upload_id}/cancel",),
    # Who has the same in front is for those who look at a page.
    "GET /live": ("GET ", "GET /decisions", "GET /decisions/{number}"),
    "GET /data/incidents/{incident_id}.json": ("GET /incidents/{incident_id}/file/{form}",),
    "GET /data/incidents.{form}": ("GET /files/{form}",),
    "GET /sign-in": "is HTML only: the form of a browser's session",
    "POST /sign-in": "begins a browser's session; programs show a token",
    "POST /sign-out": "ends a browser's session; DELETE /account/sessions/{session_id} any other",
    "GET /sign-in/provider": "leads a browser to the OpenID provider",
    "GET /sign-in/provider/back": "takes a browser back from there",
    "GET /invitation": "is HTML only: the form of who was invited",
    "POST /invitation": "sets the password of somebody who cannot sign in yet, by hand",
    "GET /account": (
        "GET /account", "GET /account/sessions", "GET /account/tokens", "GET /account/events",
    ),
    "POST /account/password": ("POST /account/password",),
    "POST /account/sessions": (
        "DELETE /account/sessions/{session_id}", "DELETE /account/sessions",
    ),
    "POST /account/tokens": ("POST /account/tokens",),
    "POST /account/tokens/revoke": ("DELETE /account/tokens/{token_id}",),
    "GET /team": ("GET /team/accounts", "GET /team/accounts/{name}", "GET /team/events"),
    "POST /team": ("POST /team/accounts",),
    "POST /team/invite": ("POST /team/accounts/{name}/invitation",),
    "POST /team/role": ("PATCH /team/accounts/{name}",),
    "POST /team/active": ("PATCH /team/accounts/{name}",),
}  # fmt: skip
# What the API has beyond the pages.
BEYOND = {
    "GET /openapi.json": "describes the API",
    "GET /policies": "the rules in words; pages tell those that an incident was ruled by",
    "GET /views/{view_id}": "one of the list",
}


def _routes_of_pages() -> set[str]:
    modules = [entrance, *(
        import_module(f"{pages.__name__}.{page.name}") for page in pages.PAGES + pages.TEAM_PAGES
    )]  # fmt: skip
    return {
        f"{method} {route.path}"
        for module in modules
        for route in module.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }


def test_every_route_of_a_page_has_its_counterpart() -> None:
    """A new one is entered into the table: with its route of the API, or why it has none."""
    assert _routes_of_pages() == set(COUNTERPARTS)


def test_every_counterpart_is_there() -> None:
    """And every route of the API stands for a page's, or says what it is for."""
    told = {one for routes in COUNTERPARTS.values() if not isinstance(routes, str)
            for one in routes}  # fmt: skip
    assert told | set(BEYOND) == {f"{method} {path}" for method, path in SCOPES}
