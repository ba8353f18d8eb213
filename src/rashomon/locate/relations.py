"""Points that are no place's own: so many km from one, between two, the eastern part of one.

How far from the point the incident may be (`radius_km`) grows with all that the words leave
open, as a careful coder would have it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.locate.phrases import Relation
from rashomon.records import Place, PlaceKind
from rashomon.reference.earth import distance_km

__all__ = ["Located", "between", "part_of", "related"]

_WIDE = frozenset({PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.DISTRICT})
# "Southeast of X" without a distance: reports mean the next villages, some 5 to 15 km out.
_BARE_BEARING_KM = 10.0
_NEAR_KM = 5.0


@dataclass(frozen=True, slots=True)
class Located:
    """A point with its radius, the gazetteer entries that it rests on, and how it came about."""

    lat: float
    lon: float
    radius_km: float
    anchors: tuple[Place, ...]
    reason: str

    @property
    def kind(self) -> PlaceKind:
        """What the place is that it rests on."""
        return self.anchors[0].kind


def related(relation: Relation, to: Located) -> Located:
    """Return the point that lies to `to` as the relation says."""
    name = to.anchors[0].name
    if relation.kind == "near":
        radius = to.radius_km + _NEAR_KM
        return replace(to, radius_km=radius, reason=f"near {name}: its point, radius widened")
    if relation.kind != "from":
        return to
    if relation.km is None:
        if relation.bearing is None:
            return to
        km = max(_BARE_BEARING_KM, 0.4 * to.radius_km if to.kind in _WIDE else 0.0)
        lat, lon = _moved(to.lat, to.lon, relation.bearing, km)
        reason = f"{_compass(relation.bearing)} of {name}, no distance told: {km:.0f} km taken"
        return Located(lat, lon, max(to.radius_km, 1.2 * km), to.anchors, reason)
    if relation.bearing is None:
        reason = f"{relation.km:g} km from {name}, no direction told: a ring about its point"
        return replace(to, radius_km=max(to.radius_km, 1.1 * relation.km), reason=reason)
    lat, lon = _moved(to.lat, to.lon, relation.bearing, relation.km)
    reason = f"{relation.km:g} km {_compass(relation.bearing)} of {name}"
    # A bearing in words is good to some 15 degrees either way: a quarter of the distance.
    return Located(lat, lon, min(to.radius_km, 10) + 0.25 * relation.km, to.anchors, reason)


def between(one: Located, other: Located) -> Located:
    """Return the middle of two places; anywhere between them may be meant."""
    lat, lon = (one.lat + other.lat) / 2, (one.lon + other.lon) / 2
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    names = f"between {one.anchors[0].name} and {other.anchors[0].name}"
    radius = max(5.0, away / 2)
    return Located(lat, lon, radius, one.anchors[:1] + other.anchors[:1], f"{names}: the middle")


def part_of(whole: Located, bearing: float | None) -> Located:
    """Return the eastern part of a town or province; without a bearing, the whole."""
    if bearing is None:
        return whole
    name = whole.anchors[0].name
    km = (0.4 if whole.kind in _WIDE else 0.35) * whole.radius_km
    lat, lon = _moved(whole.lat, whole.lon, bearing, km)
    radius = max(4.0, 0.8 * whole.radius_km)
    return Located(lat, lon, radius, whole.anchors, f"{_compass(bearing)} part of {name}")


def _moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    from pyproj import Geod  # heavy

    new_lon, new_lat, _ = Geod(ellps="WGS84").fwd(lon, lat, bearing, km * 1000)
    return round(new_lat, 5), round(new_lon, 5)


_EIGHT_WINDS = (
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
)  # fmt: skip


def _compass(bearing: float) -> str:
    return _EIGHT_WINDS[round(bearing / 45) % 8]
