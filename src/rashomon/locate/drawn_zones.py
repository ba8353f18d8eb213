"""Shipped zones as places: "8 km east of the Euphrates de-confliction line", "in the 55-km zone".

Only zones that ship are found in phrases. The user's own place incidents, but what a report is read
to say must not depend on whose computer reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.locate.line_data import Line
from rashomon.locate.shapes import nearest
from rashomon.locate.zone_words import clue_to, pattern_of, reads_as
from rashomon.locate.zones import shipped_zones
from rashomon.records import LonLat, Place, PlaceKind, Zone, ZoneKind
from rashomon.reference.earth import distance_km

__all__ = ["DrawnZone", "drawn_zones", "find_zones"]


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone as a place: a line to be on, or an area with its middle and how far it reaches.

    `is_shared` is set where the name that led to it is one that others bear too.
    """

    place: Place
    line: Line | None
    is_shared: bool

    @property
    def spot(self) -> tuple[float, float]:
        """Latitude and longitude of its middle."""
        return self.place.lat, self.place.lon

    def away_km(self, lat: float, lon: float) -> float:
        """Return how far a point lies from the line, or from where the area may begin."""
        if self.line is not None:
            return nearest(self.line, lat, lon).away_km
        return max(0.0, distance_km(lat, lon, *self.spot) - self.place.radius_km)

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point is no further from the middle of the area than its edge is."""
        return self.line is None and self.away_km(lat, lon) == 0


def find_zones(low: str) -> Iterator[re.Match[str]]:
    """Yield the names of zones in a text in lower case; few phrases hold a word of one."""
    if any(clue in low for clue in _clues()):
        yield from _pattern().finditer(low)


@cache
def _clues() -> frozenset[str]:
    return frozenset(map(clue_to, _names()))


@cache
def _pattern() -> re.Pattern[str]:
    return pattern_of(_names())


@cache
def _names() -> frozenset[str]:
    return frozenset(
        name for zone in shipped_zones() for name in (zone.name, *zone.names, *zone.shared_names)
    )


@cache
def drawn_zones(words: str) -> tuple[DrawnZone, ...]:
    """Return the zones that words as the pattern finds them may name."""
    found = []
    for zone in shipped_zones():
        is_own = any(reads_as(name, words) for name in (zone.name, *zone.names))
        if is_own or any(reads_as(name, words) for name in zone.shared_names):
            found.append(_drawn(zone, is_shared=not is_own))
    return tuple(found)


def _drawn(zone: Zone, *, is_shared: bool) -> DrawnZone:
    points: list[LonLat] = [point for shape in zone.shapes for point in shape[0]]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    reach = max(distance_km(lat, lon, y, x) for x, y in points)
    radius = zone.circle_km or max(reach, 1.0)
    place = Place(
        f"zone:{zone.zone_id}", zone.name, PlaceKind.FEATURE, round(lat, 5), round(lon, 5), radius
    )
    if zone.kind is ZoneKind.AREA:
        return DrawnZone(place, None, is_shared)
    pieces = tuple(tuple((y, x) for x, y in shape[0]) for shape in zone.shapes)
    return DrawnZone(place, Line(zone.name, "zone", (), pieces), is_shared)
