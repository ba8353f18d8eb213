"""Zones in words: the days in force, who stood by each, and the incidents told near it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.records import Zone, ZoneKind
from rashomon.web.views.incident_map import zone_shape
from rashomon.web.views.words import spelled
from rashomon.wording.zones import stood_by

__all__ = ["ZoneView", "ZonesView", "zones_view"]


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One zone. `incidents` counts those that are placed by it; `facts` are names and words.

    `near` names some of these incidents, with their ids, where no list can be asked for them.
    """

    zone_id: str
    name: str
    kind: str
    days: str
    facts: tuple[tuple[str, str], ...]
    incidents: int
    is_users: bool
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ZonesView:
    """All zones by name, and the data that the map draws."""

    zones: tuple[ZoneView, ...]
    fingerprint: str
    data: dict[str, Any]


def zones_view(
    zones: Iterable[Zone],
    counts: Mapping[str, int],
    fingerprint: str,
    near: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> ZonesView:
    """Return what the page of zones tells; `counts` are of incidents, by zone, as is `near`."""
    found = sorted(zones, key=lambda zone: (-counts.get(zone.zone_id, 0), zone.name.casefold()))
    return ZonesView(
        zones=tuple(
            _zone(zone, counts.get(zone.zone_id, 0), tuple((near or {}).get(zone.zone_id, ())))
            for zone in found
        ),
        fingerprint=fingerprint,
        data={
            "points": [],
            "zones": [zone_shape(zone, True, zone.days_words) for zone in found],
            "fit": [zone.zone_id for zone in found if counts.get(zone.zone_id)],
            "total": 0,
        },
    )


def _zone(zone: Zone, incidents: int, near: tuple[tuple[str, str], ...]) -> ZoneView:
    sides = ", ".join(
        f"{side}: {words}" for side, words in (("left", zone.left), ("right", zone.right)) if words
    )
    told = (
        ("Stood by", "; ".join(stood_by(zone))),
        ("Also called", ", ".join(one for one in zone.names if one != zone.name)),
        ("Edge", f"drawn to within {zone.precision_km:g} km"),
        ("Radius", f"{zone.circle_km:g} km" if zone.circle_km else ""),
        ("Sides", sides),
        ("Note", zone.note),
        ("Source", zone.source),
    )
    return ZoneView(
        zone_id=zone.zone_id,
        name=zone.name,
        kind="line" if zone.kind is ZoneKind.LINE else "area",
        days=spelled(zone.days_words),
        facts=tuple((name, words) for name, words in told if words),
        incidents=incidents,
        is_users=zone.is_users,
        near=near,
    )
