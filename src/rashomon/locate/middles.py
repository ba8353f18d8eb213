"""A point that stands for a shape, and how far the shape reaches from it.

Shapes come as GeoJSON has them: longitude first. All is reckoned in degrees on a flat map, which is
good enough for a point inside; only the reach is measured on the ground.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.reference.earth import distance_km

__all__ = ["representative"]

_Point = tuple[float, float]  # longitude, latitude
_MOST_POINTS = 1_000_000
_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def representative(geometry: Any) -> tuple[float, float, float]:
    """Return latitude, longitude and reach in kilometres of a GeoJSON geometry; 0 for a point.

    Raises:
        ValueError: If it is no geometry that has a place on Earth, with the reason.
    """
    if not isinstance(geometry, dict):
        raise ValueError("it has no geometry")
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise ValueError(f"geometries of the type {str(kind)[:40]!r} are not understood")
    parts = list(_rings(geometry.get("coordinates"), _DEPTH[kind]))
    points = [point for part in parts for point in part]
    if not points:
        raise ValueError("its geometry has no coordinates")
    if len(points) > _MOST_POINTS:
        raise ValueError(f"its geometry has {len(points)} points, more than {_MOST_POINTS}")
    shifted = max(p[0] for p in points) - min(p[0] for p in points) > 180
    if shifted:  # across the antimeridian
        parts = [[(lon + 360 if lon < 0 else lon, lat) for lon, lat in part] for part in parts]
        points = [point for part in parts for point in part]
    middle = _inside(parts) if "Polygon" in kind else None
    lon, lat = middle or _nearest_to_mean(points)
    lon = (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon
    return lat, lon, max(distance_km(lat, lon, p[1], p[0]) for p in points)


def _rings(coordinates: Any, depth: int) -> Iterator[list[_Point]]:
    """The lists of points of a geometry, of which a polygon's first are its outer rings."""
    if depth == 0:
        yield [_point(coordinates)]
        return
    if not isinstance(coordinates, list):
        raise ValueError("its coordinates are not nested as its type asks")
    if depth == 1:
        yield [_point(one) for one in coordinates]
    elif depth == 2:
        for one in coordinates:
            yield from _rings(one, 1)
    else:
        for one in coordinates:
            yield from _rings(one, 2)


def _point(told: Any) -> _Point:
    is_pair = isinstance(told, list) and len(told) >= 2
    if not is_pair or not all(type(x) in (int, float) for x in told[:2]):
        raise ValueError("its coordinates are not nested as its type asks")
    try:
        lon, lat = float(told[0]), float(told[1])
    except OverflowError:
        raise ValueError("no such point on Earth: numbers without end") from None
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"no such point on Earth: latitude {lat}, longitude {lon}")
    return lon, lat


def _inside(rings: Sequence[Sequence[_Point]]) -> _Point | None:
    """A point inside the largest ring: its centroid, or the middle of its widest stretch."""
    ring = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(ring)
    if abs(area) < 1e-12:
        return None
    x = y = 0.0
    for (x1, y1), (x2, y2) in _edges(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    middle = (x / (6 * area), y / (6 * area))
    lat = min(max(middle[1], min(p[1] for p in ring)), max(p[1] for p in ring))
    # Holes and other rings count, too: an odd number of crossings to the west is inside.
    crossings = sorted(
        x1 + (lat - y1) * (x2 - x1) / (y2 - y1)
        for each in rings
        for (x1, y1), (x2, y2) in _edges(each)
        if (y1 > lat) != (y2 > lat)
    )
    if sum(1 for x in crossings if x < middle[0]) % 2 == 1:
        return middle
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return None
    west, east = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (west + east) / 2, lat


def _edges(ring: Sequence[_Point]) -> Iterator[tuple[_Point, _Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _area(ring: Sequence[_Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(ring)) / 2


def _nearest_to_mean(points: Sequence[_Point]) -> _Point:
    """The point of a line or of many that lies nearest to the middle of all."""
    x = sum(p[0] for p in points) / len(points)
    y = sum(p[1] for p in points) / len(points)
    return min(points, key=lambda p: (p[0] - x) ** 2 + (p[1] - y) ** 2)
