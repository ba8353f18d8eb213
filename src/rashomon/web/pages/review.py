"""The queue of review: what most needs a person first, and the decision on it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.records import ApprovalLevel, Facet, IncidentQuery
from rashomon.records.queries import parse, to_url
from rashomon.web.keeping_up import keep_up
from rashomon.web.queueing import Waiting, open_item, skip_mark, waiting
from rashomon.web.site import Action
from rashomon.web.views.filters import chips
from rashomon.web.views.listed import contest_words
from rashomon.web.views.queue import item_of, item_view
from rashomon.web.workplace import (
    LINKS,
    Form,
    Here,
    back_to,
    must,
    note_moment,
    own_path,
    show,
    who_asks,
)

__all__ = ["router"]

router = APIRouter()
_SHOWN = 25  # incidents of the queue beside the one that is open
_SKIPPED = "skipped"  # a cookie: whose, and what was put off until the browser is closed
_MOST_SKIPPED = 250  # of eight signs: some two kilobytes of the four that a cookie may hold


@router.get("/review")
def review(request: Request, place: Here, at: str = "", then: str = "") -> HTMLResponse:
    """Show what waits, and the first of it, or the one that is asked for, to be decided on."""
    query = _asked(request)
    behind = keep_up(place)
    note_moment(request)  # making the lists is no news to the page that shows them
    skipped = _skipped(request)
    found, total = waiting(place, query, skipped, _SHOWN)
    number = _chosen(found, at, then)
    opened = item_view(open_item(place, found[number])) if found else None
    after = [one.row.incident_id for one in found[number + 1 : number + 2]]
    before = [one.row.incident_id for one in found[max(0, number - 1) : number]]
    zones = [shape.zone for shape in place.zones.shapes]
    who = who_asks(request).name or ""
    return show(
        request, "review.html", behind=behind, total=total, skipped=len(skipped), opened=opened,
        items=[(item_of(one), _address(query, one.row.incident_id)) for one in found],
        number=number, query=query, me=who,
        chips=chips(query, _address, zones),
        after=_address(query, after[0]) if after else "",
        before=_address(query, before[0]) if before else "",
        # The same incident while it still waits, else the next one.
        next=_address(query, found[number].row.incident_id, after) if found else "",
        skip_next=_address(query, *after),
        mine=_address(replace(query, assigned_to=who)), everything=_address(IncidentQuery()),
        levels=[level.value for level in ApprovalLevel],
        facets=[(facet.value, contest_words([facet])) for facet in Facet],
        kept=[pair for pair in parse_qsl(to_url(query)) if pair[0] not in _IN_FORM],
    )  # fmt: skip


_IN_FORM = frozenset({"q", "place", "from", "to", "level", "contested", "assigned"})


def _asked(request: Request) -> IncidentQuery:
    names = request.query_params
    return parse({name: names.getlist(name) for name in names})


def _chosen(found: Sequence[Waiting], at: str, then: str) -> int:
    """The place of the incident that is asked for, of the one after it, or the first."""
    places = {one.row.incident_id: number for number, one in enumerate(found)}
    return places.get(at, places.get(then, 0))


def _address(query: IncidentQuery, at: str = "", then: Sequence[str] = ()) -> str:
    pairs = parse_qsl(to_url(query))
    pairs += [("at", at)] if at else []
    return LINKS.page("review", [*pairs, *(("then", one) for one in then)])


@router.post("/review/skip", dependencies=[must(Action.READ)])
def skip(request: Request, place: Here, form: Form) -> Response:
    """Put an incident off until the browser is closed, or, without one, take all up again."""
    incident_id = form.get("incident")
    marks = list(_skipped(request))
    if isinstance(incident_id, str) and incident_id:
        marks = [*dict.fromkeys([*marks, skip_mark(incident_id)])][-_MOST_SKIPPED:]
        done = "put off until you close the browser"
    else:
        marks, done = [], "what was put off waits again"
    answer = back_to(own_path(form.get("next"), LINKS.page("review")), done)
    answer.set_cookie(
        _SKIPPED, ".".join([_whose(request), *marks]), httponly=True, samesite="lax",
        path="/review", secure=bool(place.team and place.team.is_https),
    )  # fmt: skip
    return answer


def _skipped(request: Request) -> tuple[str, ...]:
    """The marks of what this session put off; what another one did is not heeded."""
    whose, *marks = request.cookies.get(_SKIPPED, "").split(".")
    return tuple(marks[:_MOST_SKIPPED]) if whose == _whose(request) else ()


def _whose(request: Request) -> str:
    return hashlib.sha256(f"skip|{who_asks(request).bound_to}".encode()).hexdigest()[:8]
