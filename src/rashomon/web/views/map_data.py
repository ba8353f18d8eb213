"""What maps of incidents are drawn from: points with their uncertainty, clusters, zones in force.

The shape that `static/js/map.js` draws:

    {"total": 3, "unplaced": 1, "shown": 3,
     "points": [{"id", "lon", "lat", "km", "contested"}], "clusters": [{"n", "lon", "lat", "box"}],
     "zones": [{"id", "name", "kind", "held", "km", "shapes"}]}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rashomon.records import CatalogRow, DateValue, Zone
from rashomon.records.listings import IncidentMap
from rashomon.web.links import Links
from rashomon.web.views.incident_map import zone_shape
from rashomon.web.views.listed import (
    contest_words,
    kind_words,
    place_words,
    row_days,
    tolls_of,
)

__all__ = ["card_data", "map_data", "zone_data"]


def map_data(found: IncidentMap, zones: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the points, clusters and zones of a map."""
    return {
        "total": found.total,
        "unplaced": found.unplaced,
        "points": [
            {
                "id": point.incident_id,
                "lon": point.lon,
                "lat": point.lat,
                "km": point.radius_km,
                "contested": point.contested,
            }
            for point in found.points
        ],
        "clusters": [
            {
                "n": one.count,
                "lon": one.lon,
                "lat": one.lat,
                "box": list(one.bbox),
                "contested": one.contested,
            }
            for one in found.clusters
        ],
        "zones": list(zones),
    }


def zone_data(zones: Iterable[Zone], days: DateValue | None) -> list[dict[str, Any]]:
    """Return the zones that held on `days`, or may have, where days are told; else all.

    `held` is false of one that may not have held on all of them: its edge is drawn broken.
    """
    told = []
    for zone in zones:
        held, why = zone.force_on(days) if days is not None else (None, zone.days_words)
        if held is False:
            continue
        told.append(zone_shape(zone, held, why))
    return told


def card_data(row: CatalogRow, links: Links) -> dict[str, Any]:
    """Return what the map's card tells of an incident."""
    tolls = " · ".join(f"{words} {outcome}" for outcome, words, _ in tolls_of(row))
    contested = contest_words(row.contested)
    return {
        "id": row.incident_id,
        "href": links.incident(row.incident_id),
        "at": place_words(row),
        "when": row_days(row),
        "what": kind_words(row.kind),
        "toll": tolls,
        "contested": f"Accounts part on: {contested}" if contested else "",
    }
