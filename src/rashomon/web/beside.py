"""Incidents that lie near another in days and place: what it may be one with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.records import Incident, IncidentQuery
from rashomon.records.queries import CatalogRow
from rashomon.reference.earth import distance_km
from rashomon.web.views.listed import kind_words, place_words, row_days, tolls_of
from rashomon.web.workplace import Workplace
from rashomon.wording.counts import number_of

__all__ = ["Beside", "incidents_beside"]

# Wide enough for a day told of the burial and a town told for its district; people choose.
_DAYS = timedelta(days=7)
_KM = 60.0
_KM_PER_DEGREE = 111.2
_ASKED, _SHOWN = 60, 8


@dataclass(frozen=True, slots=True)
class Beside:
    """An incident near another one, as a form offers it."""

    incident_id: str
    title: str
    more: str


def incidents_beside(place: Workplace, incident: Incident) -> tuple[Beside, ...]:
    """Return incidents within a week and 60 km of another, the nearest first.

    Of one that has no day or no place there are none: all would be as near.
    """
    days, at = incident.date, incident.place
    if days is None or at is None or at.lat is None or at.lon is None:
        return ()
    query = IncidentQuery(
        first=_shifted(days.first, -_DAYS), last=_shifted(days.last, _DAYS),
        bbox=_box(at.lat, at.lon),
    )  # fmt: skip
    lat, lon = at.lat, at.lon

    def away(row: CatalogRow) -> tuple[int, float]:
        apart = 0
        if row.date_first is not None and row.date_last is not None:
            apart = max((row.date_first - days.last).days, (days.first - row.date_last).days, 0)
        known = row.lat is not None and row.lon is not None
        km = distance_km(lat, lon, row.lat or 0.0, row.lon or 0.0) if known else _KM
        return apart, km

    rows = place.ledger.find_incidents(query, limit=_ASKED).rows
    near = sorted((row for row in rows if row.incident_id != incident.incident_id), key=away)
    return tuple(_beside(row) for row in near[:_SHOWN])


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _box(lat: float, lon: float) -> tuple[float, float, float, float]:
    north = _KM / _KM_PER_DEGREE
    east = min(179.0, north / max(0.01, math.cos(math.radians(lat))))
    west_edge, east_edge = lon - east, lon + east
    return (
        west_edge + 360 if west_edge < -180 else west_edge,
        max(-90.0, lat - north),
        east_edge - 360 if east_edge > 180 else east_edge,
        min(90.0, lat + north),
    )


def _beside(row: CatalogRow) -> Beside:
    told = [f"{words} {outcome}" for outcome, words, _ in tolls_of(row)]
    more = [kind_words(row.kind), *told, number_of(row.reports, "report")]
    return Beside(row.incident_id, f"{place_words(row)}, {row_days(row)}", ", ".join(more))
