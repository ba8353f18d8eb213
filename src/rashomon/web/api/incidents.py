"""Incidents: lists by a query, counts, map, timeline, and one incident whole."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from rashomon.history import entry_as_json, incident_log
from rashomon.meanwhile import seen_now
from rashomon.publish.incident_json import incident_as_json
from rashomon.reconciling import dossier
from rashomon.records import IncidentQuery, to_plain
from rashomon.records.listings import Order, TimelineUnit
from rashomon.records.queries import NAMES, parse
from rashomon.reviewing import Today
from rashomon.web.api.answers import Limit, known_words, page, told
from rashomon.web.api.shapes import map_as_json, row_as_json
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.workplace import Here, Workplace, must

__all__ = ["router"]

router = APIRouter(tags=["incidents"], dependencies=[must(Action.READ)])


def _asked(request: Request, place: Workplace, *own: str) -> IncidentQuery:
    """The query that an address spells, and nothing else beside what the route knows itself."""
    known_words(request, {*NAMES, *own})
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    query = parse(given)
    keep_up(place)
    return query


Words = Annotated[str, Query(description="Words that the incident is told in.")]
Days = Annotated[str, Query(description="A day, as 2031-03-07.")]
Several = Annotated[list[str], Query(description="Any of these.")]
Box = Annotated[str, Query(description="west,south,east,north in degrees.")]


def _described(
    q: Words = "",
    from_: Annotated[str, Query(alias="from", description="A day, as 2031-03-07.")] = "",
    to: Days = "",
    place: Annotated[str, Query(description="Words that its place begins with.")] = "",
    country: Annotated[str, Query(description="ISO 3166, two letters.")] = "",
    party: Several = [],  # noqa: B006 - FastAPI copies it
    kind: Several = [],  # noqa: B006
    contested: Several = [],  # noqa: B006
    zone: Several = [],  # noqa: B006
    level: Several = [],  # noqa: B006
    assigned: Annotated[str, Query(description="To whom; - for nobody.")] = "",
    grade: Several = [],  # noqa: B006
    bbox: Box = "",
) -> None:
    """Describe the names of a query; `records.queries.parse` reads them."""


_QUERY = Depends(_described)


@router.get("/incidents", dependencies=[_QUERY])
def incidents(
    request: Request, place: Here, order: Order = Order.NEWEST, after: str | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0, limit: Limit = 50,
) -> Response:  # fmt: skip
    """List the incidents that a query asks for, a page at a time."""
    query = _asked(request, place, "order", "after", "offset", "limit")
    found = place.ledger.find_incidents(query, order=order, after=after, offset=offset, limit=limit)
    rows = [row_as_json(row) for row in found.rows]
    return page(request, rows, total=found.total, following=found.next)


@router.get("/incidents/counts", dependencies=[_QUERY])
def counts(request: Request, place: Here, limit: Limit = 30) -> Response:
    """Count what a query asks for by kind, level, country, party, contested facet and grade."""
    return told(
        request, to_plain(place.ledger.facet_counts(_asked(request, place, "limit"), limit=limit))
    )


@router.get("/incidents/map", dependencies=[_QUERY])
def on_a_map(
    request: Request, place: Here, zoom: Annotated[int, Query(ge=0, le=24)] = 0,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:  # fmt: skip
    """Return what a query asks for as points, or as clusters where there are too many.

    With `bbox`, what lies there.
    """
    query = _asked(request, place, "zoom", "limit")
    found = place.ledger.map_points(query, bbox=query.bbox, zoom=zoom, limit=limit)
    return told(request, map_as_json(found))


@router.get("/incidents/timeline", dependencies=[_QUERY])
def timeline(request: Request, place: Here, unit: TimelineUnit = TimelineUnit.MONTH) -> Response:
    """Count what a query asks for by day, month or year; those without a day apart."""
    found = place.ledger.timeline(_asked(request, place, "unit"), unit=unit)
    return told(request, to_plain(found))


@router.get("/incidents/{incident_id}")
def incident(request: Request, place: Here, incident_id: str) -> Response:
    """Return one incident whole: accounts, positions, contests, ranges, claims with their words.

    Of one that was merged into another, that other. `seen` is to be handed back with a decision.
    """
    known_words(request, ())
    seen = seen_now(place.ledger, incident_id)
    found = dossier(
        place.ledger, incident_id, policy=place.policy, zones=place.zones,
        sources=place.settings.sources,
    )  # fmt: skip
    ids = {report_id for report_id, _ in found.incident.members}
    today = Today(place.ledger)
    readings = {one.report.report_id: one for one in today.readings_of(ids)}
    links = [to_plain(link) for link in today.links_of(found.incident)]
    return told(request, {**incident_as_json(found, readings), "links": links, "seen": str(seen)})


@router.get("/incidents/{incident_id}/history")
def history(request: Request, place: Here, incident_id: str) -> Response:
    """Return all that happened to an incident, the earliest first."""
    known_words(request, ())
    found = incident_log(place.ledger, incident_id)
    return told(
        request,
        {
            "incident_id": found.incident_id,
            "known_as": list(found.known_as),
            "entries": [entry_as_json(entry) for entry in found.entries],
        },
    )
