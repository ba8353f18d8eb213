"""The map of one incident: its point, other places that its reports tell, and the zones near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.records import Claim, Dossier, Facet, PlaceValue, Zone
from rashomon.web.views.words import days_in_words
from rashomon.wording.claims import speaker_chain
from rashomon.wording.incidents import place_words, point_words
from rashomon.wording.zones import is_far

__all__ = ["IncidentMap", "ToldPlace", "incident_map", "zone_shape"]


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place as some claims tell it: its words, its point, and each claim that says so."""

    words: str
    point: str
    tellers: tuple[tuple[str, str, str], ...]  # who says it, the report's id, the claim's id


@dataclass(frozen=True, slots=True)
class IncidentMap:
    """What the map draws (`static/js/map.js`), and the same places as rows of a table."""

    data: dict[str, Any]
    places: tuple[ToldPlace, ...]


def incident_map(dossier: Dossier, claims: Iterable[Claim]) -> IncidentMap:
    """Return the map of an incident, with no points where it has no place."""
    incident = dossier.incident
    told = _told(claims)
    points = []
    if incident.place is not None and incident.place.lat is not None:
        points.append(
            _point(incident.place, incident.incident_id)
            | {"when": days_in_words(incident.date), "contested": _contest(dossier)}
        )
    for number, (place, tellers) in enumerate(told):
        if _lies_at(place) not in {(one["lat"], one["lon"]) for one in points}:
            who = ", ".join(dict.fromkeys(speaker_chain(claim.source) for claim in tellers))
            aside = {"what": f"as {who} puts it", "aside": True}
            points.append(_point(place, f"told-{number}") | aside)
    zones = [
        zone_shape(one.zone, one.is_in_force) for one in dossier.zones if not is_far(one)
    ]  # fmt: skip
    return IncidentMap(
        {"points": points, "zones": zones, "total": len(points)},
        tuple(
            ToldPlace(
                place_words(place),
                point_words(place),
                tuple((speaker_chain(c.source), c.report_id, c.claim_id) for c in tellers),
            )
            for place, tellers in told
        ),
    )


def _told(claims: Iterable[Claim]) -> list[tuple[PlaceValue, list[Claim]]]:
    """The places that are told and found on the map, with their claims; each place once."""
    found: dict[tuple[object, ...], tuple[PlaceValue, list[Claim]]] = {}
    for claim in claims:
        if claim.facet is Facet.PLACE and isinstance(claim.value, PlaceValue):
            place = claim.value
            if place.is_resolved:
                key = (*_lies_at(place), place.radius_km)
                found.setdefault(key, (place, []))[1].append(claim)
    return list(found.values())


def _lies_at(place: PlaceValue) -> tuple[float | None, float | None]:
    return place.lat, place.lon


def _point(place: PlaceValue, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "lat": place.lat,
        "lon": place.lon,
        "km": place.radius_km,
        "at": place_words(place),
    }


def _contest(dossier: Dossier) -> str:
    return "Accounts part on the place" if Facet.PLACE in dossier.contested else ""


def zone_shape(zone: Zone, held: bool | None, words: str = "") -> dict[str, Any]:
    """Return a zone as the map draws it: its edge is broken where it is not sure that it held."""
    return {
        "id": zone.zone_id,
        "name": zone.name,
        "kind": zone.kind.value,
        "held": held is True,
        "words": words,
        "km": zone.circle_km,
        "shapes": [[_points(ring) for ring in shape] for shape in zone.shapes],
    }


def _points(ring: Sequence[tuple[float, float]]) -> list[list[float]]:
    return [list(point) for point in ring]
