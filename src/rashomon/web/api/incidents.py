"""Incidents by a query: the list, what it counts, the map, the timeline."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.errors import SettingError
from rashomon.records import to_plain
from rashomon.records.listings import Order, Timeline, TimelineUnit
from rashomon.web.api.answers import After, Limit, answers, known_words, page, told
from rashomon.web.api.queries import QUERY, query_of
from rashomon.web.api.shapes import KHUSHAM, Page, Row, Told, Two, eg, row_as_json
from rashomon.web.keeping_up import keep_up
from rashomon.web.listing import days_in_view, facets_apart, whole_timeline
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["incidents"])
_MOST_ROWS = 200


@router.get("/incidents", dependencies=[QUERY], responses=answers(Page[Row]))
def incidents(
    request: Request, place: Here, order: Order = Order.NEWEST, after: After = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0, limit: Limit = 50,
) -> Response:  # fmt: skip
    """List the incidents that a query asks for, a page at a time."""
    query = query_of(request, place, "order", "after", "offset", "limit")
    with place.ledger.one_look():
        found = place.ledger.find_incidents(
            query, order=order, after=after, offset=offset, limit=limit
        )
    rows = [row_as_json(row) for row in found.rows]
    return page(request, rows, total=found.total, following=found.next)


class Counts(Told):
    """What a query asks for, counted; each group is pairs of a value and how many have it."""

    total: int = eg(9)
    reports: int = eg(14, "Reports that tell of them, each once.")
    origins: int = eg(11, "The sum of their independent origins.")
    unplaced: int = eg(1, "Those without a place on the map.")
    kind: list[Two] = eg([["clash", 4]])
    level: list[Two] = eg([["draft", 9]])
    country: list[Two] = eg([["SY", 8]])
    party: list[Two] = eg([["Russia", 5]])
    contested: list[Two] = eg([["killed", 3]])
    grade: list[Two] = eg([["B2", 2]])


@router.get("/incidents/counts", dependencies=[QUERY], responses=answers(Counts))
def counts(
    request: Request,
    place: Here,
    limit: Limit = 30,
    apart: Annotated[
        bool, Query(description="Count each group as if nothing of it were asked for.")
    ] = False,
) -> Response:
    """Count what a query asks for by kind, level, country, party, contested facet and grade."""
    query = query_of(request, place, "limit", "apart")
    with place.ledger.one_look():
        found = place.ledger.facet_counts(query, limit=limit)
        groups: dict[str, Any] = to_plain(found)
        if apart:
            groups |= to_plain(facets_apart(place, query))
        totals = place.ledger.incident_totals(query)
    return told(request, {**groups, "total": found.total, **to_plain(totals)})


class Point(Told):
    """An incident on the map; `contested` is how many of its facets are."""

    incident_id: str = eg(KHUSHAM)
    lat: float = eg(35.31)
    lon: float = eg(40.29)
    radius_km: float = eg(5.0)
    kind: str = eg("clash")
    contested: int = eg(2)


class Cluster(Told):
    """Incidents near each other; `contested` is how many of them have a contested facet."""

    count: int = eg(12)
    lat: float = eg(35.2)
    lon: float = eg(40.1)
    bbox: list[float] = eg([39.8, 35.0, 40.4, 35.4])
    contested: int = eg(5)


class InForce(Told):
    """A zone that held in the days that are shown, or may have. `/zones` has its outline."""

    zone_id: str = eg("euphrates-deconfliction-line")
    is_in_force: bool | None = eg(True, "Null where it may not have held.")
    why: str = eg("agreed by November 2015")


class Map(Told):
    """What a query asks for on a part of the map; too much for points comes as clusters."""

    total: int = eg(8)
    unplaced: int = eg(1)
    points: list[Point]
    clusters: list[Cluster]
    zones: list[InForce]


@router.get("/incidents/map", dependencies=[QUERY], responses=answers(Map))
def on_a_map(
    request: Request, place: Here, zoom: Annotated[int, Query(ge=0, le=24)] = 0,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:  # fmt: skip
    """Return what a query asks for as points, or as clusters where there are too many.

    With `bbox`, what lies there. Zones are those in force in the days asked for, else in the days
    that the incidents span.
    """
    query = query_of(request, place, "zoom", "limit")
    with place.ledger.one_look():
        found = place.ledger.map_points(query, bbox=query.bbox, zoom=zoom, limit=limit)
        days = days_in_view(place, query)
    zones = []
    for shape in place.zones.shapes if days else ():
        held, why = shape.zone.force_on(days) if days else (None, "")
        if held is not False:
            zones.append({"zone_id": shape.zone.zone_id, "is_in_force": held, "why": why})
    return told(request, {**to_plain(found), "zones": zones})


class Spans(Told):
    """How many incidents begin in each span, by its first day; those with none are left out."""

    unit: TimelineUnit = eg("month")
    undated: int = eg(0)
    counts: list[Two] = eg([["2018-02-01", 3]])


@router.get("/incidents/timeline", dependencies=[QUERY], responses=answers(Spans))
def timeline(
    request: Request,
    place: Here,
    unit: Annotated[
        TimelineUnit | None, Query(description="Without it, all days, in spans that suit them.")
    ] = None,
) -> Response:
    """Count what a query asks for by day, month or year; those without a day apart.

    Without `unit` the days of the query are left out, as for the page's drawing, which shows what
    lies around them.
    """
    query = query_of(request, place, "unit")
    with place.ledger.one_look():
        found: Timeline = (
            whole_timeline(place, query)
            if unit is None
            else place.ledger.timeline(query, unit=unit)
        )
    return told(request, to_plain(found))


@router.get("/incidents/rows", responses=answers(Page[Row]))
def rows(
    request: Request,
    place: Here,
    id: Annotated[list[str], Query(max_length=_MOST_ROWS, description="Several, as needed.")],  # noqa: A002
) -> Response:
    """List some incidents by their ids; those that there are not are left out."""
    known_words(request, ("id",))
    keep_up(place)
    found = [row_as_json(row) for row in place.ledger.catalog_rows(id)]
    return page(request, found, total=len(found), following=None)


@router.get("/incidents/unplaced", dependencies=[QUERY], responses=answers(Page[Row]))
def unplaced(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List what a query asks for that has no place on the map, the newest first."""
    query = query_of(request, place, "after", "limit")
    if query.bbox is not None:
        raise SettingError("what has no place is in no box; leave bbox out")
    found = place.ledger.unplaced_incidents(query, after=after, limit=limit + 1)
    total = place.ledger.incident_totals(query).unplaced
    shown = [row_as_json(row) for row in found[:limit]]
    following = found[limit - 1].incident_id if len(found) > limit else None
    return page(request, shown, total=total, following=following)
