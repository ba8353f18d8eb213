"""Where along a line: the point nearest to a place, the stretch within reach, the middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rashomon.locate.line_data import Line
from rashomon.reference.earth import distance_km

__all__ = ["Stretch", "between_points", "middle", "moved", "nearest", "seaward", "stretch"]

Spot = tuple[float, float]
_STEP_KM = 4.0  # between two points of a line that are looked at; a tenth of what words can tell


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line: its middle point, how far it reaches from there, its distance."""

    lat: float
    lon: float
    radius_km: float
    away_km: float = 0.0  # from the place that it was asked for


@lru_cache(maxsize=64)
def _points(line: Line) -> tuple[tuple[Spot, ...], ...]:
    """The line's points, with more of them where two lie far apart."""
    return tuple(tuple(_denser(piece)) for piece in line.pieces)


def _denser(piece: Sequence[Spot]) -> list[Spot]:
    points = [piece[0]]
    for (lat1, lon1), (lat2, lon2) in pairwise(piece):
        turn = (lon2 - lon1 + 180) % 360 - 180  # the short way, across the date line too
        steps = max(1, math.ceil(distance_km(lat1, lon1, lat2, lon2) / _STEP_KM))
        points += [
            (lat1 + (lat2 - lat1) * n / steps, (lon1 + turn * n / steps + 180) % 360 - 180)
            for n in range(1, steps + 1)
        ]
    return points


def _all(line: Line) -> list[Spot]:
    return [point for piece in _points(line) for point in piece]


def nearest(line: Line, lat: float, lon: float) -> Stretch:
    """Return the point of the line that lies nearest to a place."""
    best, away = _nearest(_all(line), lat, lon)
    return Stretch(*best, radius_km=_STEP_KM, away_km=away)


def _nearest(points: Sequence[Spot], lat: float, lon: float) -> tuple[Spot, float]:
    best = min(points, key=lambda point: distance_km(lat, lon, *point))
    return best, distance_km(lat, lon, *best)


def stretch(line: Line, lat: float, lon: float, reach_km: float) -> Stretch:
    """Return the stretch within reach of a place; the nearest point where none is."""
    inside = [p for p in _all(line) if distance_km(lat, lon, *p) <= reach_km]
    if not inside:
        return nearest(line, lat, lon)
    return _spanned(inside, away_km=_nearest(inside, lat, lon)[1])


def between_points(line: Line, one: Spot, other: Spot, reach_km: float) -> Line | None:
    """Return the part of a line that joins two places, None where it passes either far off."""
    for piece in _points(line):
        first, last = (
            min(range(len(piece)), key=lambda at: distance_km(*place, *piece[at]))
            for place in (one, other)
        )
        gaps = (distance_km(*one, *piece[first]), distance_km(*other, *piece[last]))
        if max(gaps) <= reach_km and first != last:
            part = piece[min(first, last) : max(first, last) + 1]
            return Line(line.name, line.kind, line.codes, (part,))
    return None


def middle(line: Line) -> Stretch:
    """Return the middle of the whole line, with a radius that covers it."""
    return _spanned(max(_points(line), key=len) if line.kind != "border" else _all(line))


def _spanned(points: Sequence[Spot], away_km: float = 0.0) -> Stretch:
    """The points' stretch about the one nearest to their center."""
    first = points[0][1]
    lat = sum(point[0] for point in points) / len(points)
    lon = first + sum((p[1] - first + 180) % 360 - 180 for p in points) / len(points)
    center, _ = _nearest(points, lat, (lon + 180) % 360 - 180)
    radius = max(distance_km(*center, *point) for point in points)
    return Stretch(*center, radius_km=max(radius, _STEP_KM), away_km=away_km)


def seaward(line: Line, lat: float, lon: float, km: float) -> tuple[Spot, float, float]:
    """Return the point of a coast nearest to a place, the bearing out to sea, and how far it is.

    The bearing is square to the coast on as many kilometres either way as are to be gone, so
    that bays and capes do not turn it.
    """
    pieces = _points(line)
    piece, number, away = min(
        (
            (piece, number, distance_km(lat, lon, *point))
            for piece in pieces
            for number, point in enumerate(piece)
        ),
        key=lambda found: found[2],
    )
    span = max(4, round(km / _STEP_KM))
    before, after = piece[max(0, number - span)], piece[min(len(piece) - 1, number + span)]
    return piece[number], (_bearing(before, after) - 90) % 360, away


def _bearing(one: Spot, other: Spot) -> float:
    from pyproj import Geod  # heavy

    bearing, _, _ = Geod(ellps="WGS84").inv(one[1], one[0], other[1], other[0])
    return float(bearing) % 360


def moved(lat: float, lon: float, bearing: float, km: float) -> Spot:
    """Return the point so many kilometres from another on a bearing, on the ellipsoid."""
    from pyproj import Geod  # heavy

    new_lon, new_lat, _ = Geod(ellps="WGS84").fwd(lon, lat, bearing, km * 1000)
    return round(new_lat, 5), round(new_lon, 5)


def midway(lat1: float, lon1: float, lat2: float, lon2: float) -> Spot:
    """Return the point halfway on the shortest way between two, across the date line too."""
    from pyproj import Geod  # heavy

    geod = Geod(ellps="WGS84")
    bearing, _, meters = geod.inv(lon1, lat1, lon2, lat2)
    lon, lat, _ = geod.fwd(lon1, lat1, bearing, meters / 2)
    return round(lat, 5), round(lon, 5)
