"""The list of incidents with its filters, map and timeline, and decisions on several at once.

One query in the address (`records.queries`) is what list, map and timeline all show.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from rashomon.errors import SettingError
from rashomon.meanwhile import seen_now
from rashomon.records import IncidentQuery
from rashomon.records.listings import Order
from rashomon.records.queries import Bbox, parse
from rashomon.web.deciding_many import decide_on_all
from rashomon.web.keeping_up import keep_up
from rashomon.web.listing import days_in_view, incidents_view, whole_timeline
from rashomon.web.published.listed import incident_lists
from rashomon.web.published.sheets import Static
from rashomon.web.site import Action
from rashomon.web.vendored import assets_problem
from rashomon.web.views.map_data import card_data, map_data, zone_data
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

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_all=incident_lists)
_POINTS = 600  # on the map at once; more come as clusters
_CARDS = 12


def asked_of(request: Request) -> IncidentQuery:
    """Return the query in a page's address.

    Raises:
        SettingError: If something in it cannot be used.
    """
    names = request.query_params
    return parse({name: names.getlist(name) for name in names})


@router.get("/incidents")
def incidents(
    request: Request, place: Here, order: str = Order.NEWEST, page: int = 1
) -> HTMLResponse:
    """Show the incidents asked for."""
    query = asked_of(request)
    behind = keep_up(place)
    note_moment(request)  # making the lists is no news to the page that shows them
    with place.ledger.one_look():
        view = incidents_view(place, query, _order(order), max(1, page), behind)
        seen = str(seen_now(place.ledger))
    return show(
        request, "incidents.html", part="parts/incidents_found.html", view=view, seen=seen,
        assets_problem=assets_problem(),
    )  # fmt: skip


def _order(words: str) -> Order:
    try:
        return Order(words)
    except ValueError as error:
        raise SettingError(
            f"no order is called {words!r}; there are: {', '.join(Order)}"
        ) from error


@router.get("/data/incidents/map.json")
def map_json(
    request: Request, place: Here, view: str = "", zoom: Annotated[int, Query(ge=0, le=24)] = 0
) -> JSONResponse:
    """Return what the map shows of the incidents asked for, within `view` where one is given."""
    query, box = asked_of(request), _view(view)

    def draw() -> dict[str, Any]:
        found = place.ledger.map_points(query, bbox=box, zoom=zoom, limit=_POINTS)
        zones = [shape.zone for shape in place.zones.shapes]
        days = days_in_view(place, query)
        return map_data(found, zone_data(zones, days) if days else [])

    with place.ledger.one_look():
        key = ("map", place.ledger.catalog_counters(), query, box, zoom)
        return JSONResponse(place.kept.get(place.ledger, key, draw))


def _view(words: str) -> Bbox | None:
    return parse({"bbox": words}).bbox if words else None


@router.get("/data/incidents/cards.json")
def cards_json(place: Here, id: Annotated[list[str], Query(max_length=_CARDS)]) -> JSONResponse:  # noqa: A002
    """Return what the map's cards tell of some incidents."""
    rows = place.ledger.catalog_rows(id)
    return JSONResponse([card_data(row, LINKS) for row in rows])


@router.get("/data/incidents/timeline.json")
def timeline_json(request: Request, place: Here) -> JSONResponse:
    """Return how many of the incidents asked for began in each day, month or year."""
    with place.ledger.one_look():
        told = whole_timeline(place, asked_of(request))
    counts: list[dict[str, Any]] = [
        {"from": start.isoformat(), "incidents": times} for start, times in told.counts
    ]
    return JSONResponse({"unit": told.unit, "undated": told.undated, "counts": counts})


@router.post("/incidents/views", dependencies=[must(Action.COMMENT)])
def save_view(request: Request, place: Here, form: Form) -> RedirectResponse:
    """Save what is asked for under a name, for everybody who uses the ledger; or take it away."""
    who = who_asks(request).name or ""
    name, query = str(form.get("name", "")), str(form.get("query", ""))
    if form.get("verb") == "remove":
        gone = place.ledger.remove_watch_list(name, by=who)
        done = f"“{gone.name}” is no longer saved"
    else:
        added = place.ledger.add_watch_list(name, parse(query), by=who)
        done = f"saved as “{added.name}”"
    return back_to(own_path(form.get("next"), LINKS.page("incidents")), done)


@router.post("/incidents/decide", dependencies=[must(Action.DECIDE)])
def decide(request: Request, place: Here, form: Form) -> RedirectResponse:
    """Put one decision on record for each of the incidents that are ticked."""
    found = decide_on_all(
        place,
        who_asks(request),
        verb=str(form.get("verb", "")),
        incident_ids=[str(value) for value in form.getlist("incident")],
        to=str(form.get("to", "")),
        why=str(form.get("why", "")),
        seen=str(form.get("seen", "")),
    )
    made = tuple(number for _, number in found.made)
    return back_to(own_path(form.get("next"), LINKS.page("incidents")), found.words, undo=made)
