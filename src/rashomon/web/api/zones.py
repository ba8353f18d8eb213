"""The zones and lines that incidents are placed by."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.records import Zone as ZoneRecord
from rashomon.records import to_plain
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.shapes import Page, Told, Two, Words, eg
from rashomon.web.failures import NoSuchThing
from rashomon.web.keeping_up import keep_up
from rashomon.web.listing import zone_counts
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["zones"])


class Zone(Told):
    """A zone with its outline, the days in force, and who stood by it.

    `shapes` are paths of a line or polygons of an area, each of rings of points, longitude first;
    a circle is one point with `circle_km`. `valid_from` and `valid_to` hold its first and last day.
    """

    zone_id: str = eg("euphrates-deconfliction-line")
    name: str = eg("Euphrates deconfliction line")
    kind: Literal["line", "area"] = eg("line")
    shapes: list[list[list[Two]]] = eg([[[[40.9, 34.5], [40.2, 35.3]]]])
    precision_km: float = eg(2.0, "How far the true edge may lie from this one.")
    source: str = eg("Statements of both militaries")
    valid_from: dict[str, Any] | None = eg({"first": "2015-11-01", "last": "2015-11-30"})
    valid_to: dict[str, Any] | None = eg(None)
    proclaimed_by: Words = eg(["Russia", "United States"])
    recognized_by: Words = eg([])
    rejected_by: Words = eg([])
    note: str = eg("")
    names: Words = eg(["deconfliction line"])
    shared_names: Words = eg([])
    circle_km: float | None = eg(None)
    left: str = eg("held by the coalition")
    right: str = eg("held by the government")
    is_users: bool = eg(False)
    incidents: int = eg(4, "How many are placed by it.")


class Zones(Page[Zone]):
    """A page of zones, by id. `fingerprint` is of the whole list that incidents are placed by."""

    fingerprint: str = eg("zones-0a1b2c3d")


@router.get("/zones", responses=answers(Zones))
def zones(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the zones that incidents are placed by, with their outlines."""
    known_words(request, ("after", "limit"))
    keep_up(place)
    every = sorted((shape.zone for shape in place.zones.shapes), key=lambda zone: zone.zone_id)
    shown, following = cut(every, lambda zone: zone.zone_id, after, limit)
    counts = zone_counts(place)
    return page(
        request, [_zone(one, counts[one.zone_id]) for one in shown], total=len(every),
        following=following, fingerprint=place.zones.fingerprint,
    )  # fmt: skip


@router.get("/zones/{zone_id}", responses=answers(Zone))
def zone(request: Request, place: Here, zone_id: str) -> Response:
    """Return one zone; `/incidents?zone=ID` lists what is placed by it."""
    known_words(request)
    keep_up(place)
    for shape in place.zones.shapes:
        if shape.zone.zone_id == zone_id:
            return told(request, _zone(shape.zone, zone_counts(place)[zone_id]))
    raise NoSuchThing(f"no zone is called {zone_id!r:.80}")


def _zone(zone: ZoneRecord, incidents: int) -> dict[str, Any]:
    return {**to_plain(zone), "incidents": incidents}
