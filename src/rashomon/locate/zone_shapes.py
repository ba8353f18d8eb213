"""How far a point on the ground lies from a zone's edge, and on which side of it.

Distances are geodesic: what is near the point is projected azimuthally and equidistantly about
the point itself, so that a length from it on the plane is the length on the ground. Edges are
straight in longitude and latitude, as GeoJSON has them, and cut into short pieces first. To stay
quick with outlines of a hundred thousand points only a window about the point is projected; it
grows until the nearest edge surely lies in it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rashomon.errors import InvalidRecord
from rashomon.records import Zone, ZoneKind, ZoneSide

if TYPE_CHECKING:
    from pyproj import Geod, Proj
    from shapely import Geometry, LineString

__all__ = ["Edge", "Shape", "geodesic", "shape_of"]

_KM_A_DEGREE = 111.2
_WINDOWS_KM = (40.0, 150.0, 600.0, 2400.0)  # half the width; beyond, vertices alone are measured
_PIECE_DEGREES = 0.05  # 5 km: a straight edge of the window is bent by meters at most
_AT_KM = 0.001  # for telling the end of a line from its middle


@dataclass(frozen=True, slots=True)
class Edge:
    """What the nearest edge is to a point: how far, where, and which side of it the point is on.

    `side` is that of the bare point; `bearing` points from the edge to the point.
    """

    km: float
    lat: float
    lon: float
    bearing: float
    side: ZoneSide


@dataclass(frozen=True, slots=True)
class Shape:
    """A zone made ready for measuring. `repairs` says what had to be done to its outline."""

    zone: Zone
    area: Geometry | None
    edges: Geometry
    repairs: str = ""

    def nearest_edge(self, lat: float, lon: float) -> Edge:
        """Return the nearest edge to a point on the ground."""
        if self.zone.circle_km is not None:
            return self._nearest_of_circle(lat, lon)
        for half_km in _WINDOWS_KM:
            found = self._nearest_within(lat, lon, half_km)
            if found is not None:
                return found
        return self._nearest_vertex(lat, lon)

    def side_toward(self, edge: Edge, bearing: float, km: float) -> ZoneSide:
        """Return the side on which one comes out going so far from a point of the edge."""
        lon, lat, _ = geodesic().fwd(edge.lon, edge.lat, bearing, km * 1000)
        return self.nearest_edge(lat, lon).side

    def is_within(self, lat: float, lon: float, km: float) -> bool:
        """Tell whether some part of the zone may lie within `km` of a point; never wrongly no."""
        west, south, east, north = self.edges.bounds
        reach = km / _KM_A_DEGREE * 1.01
        if self.zone.circle_km is not None:
            reach += self.zone.circle_km / _KM_A_DEGREE * 1.01
        if not south - reach <= lat <= north + reach:
            return False
        poleward = min(abs(lat) + reach, 90.0)
        around = 360.0 if poleward >= 89 else reach / math.cos(math.radians(poleward))
        return any(west - around <= lon + turn <= east + around for turn in (-360, 0, 360))

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point lies in an area; a line holds nothing."""
        from shapely import intersects_xy

        if self.area is None:
            return False
        return any(bool(intersects_xy(self.area, lon + turn, lat)) for turn in (-360, 0, 360))

    def _nearest_of_circle(self, lat: float, lon: float) -> Edge:
        assert self.zone.circle_km is not None
        ((((center_lon, center_lat),),),) = self.zone.shapes
        outward, _, meters = geodesic().inv(center_lon, center_lat, lon, lat)
        edge_lon, edge_lat, _ = geodesic().fwd(
            center_lon, center_lat, outward, self.zone.circle_km * 1000
        )
        away = meters / 1000 - self.zone.circle_km
        side = ZoneSide.INSIDE if away <= 0 else ZoneSide.OUTSIDE
        # From within, the edge lies outward; the point lies inward of it.
        bearing = outward if away > 0 else outward + 180
        return Edge(abs(away), edge_lat, edge_lon, bearing % 360, side)

    def _nearest_within(self, lat: float, lon: float, half_km: float) -> Edge | None:
        """The nearest edge in a window, None where one outside of it may be nearer."""
        import shapely
        from shapely import LineString, Point

        high = half_km / _KM_A_DEGREE
        poleward = min(abs(lat) + high, 90.0)
        wide = 180.0 if poleward >= 89 else min(180.0, high / math.cos(math.radians(poleward)))
        clipped = []
        for turn in (-360, 0, 360):
            x = lon + turn
            part = shapely.clip_by_rect(self.edges, x - wide, lat - high, x + wide, lat + high)
            if not part.is_empty:
                clipped.append(part)
        if not clipped:
            return None
        project = _about(lat, lon)
        paths = [p for p in shapely.get_parts(clipped) if isinstance(p, LineString)]
        if not paths:
            return None  # a corner that the window merely touches
        flats = shapely.transform(
            shapely.segmentize(paths, _PIECE_DEGREES), project, interleaved=False
        )
        here = Point(0, 0)
        meters, at = min((float(m), at) for at, m in enumerate(shapely.distance(flats, here)))
        if meters > half_km * 1000:
            return None
        flat = flats[at]
        along = flat.project(here)
        near = flat.interpolate(along)
        to_lon, to_lat = project(near.x, near.y, inverse=True)
        bearing = math.degrees(math.atan2(-near.x, -near.y)) % 360
        if self.area is not None:
            side = ZoneSide.INSIDE if self.holds(lat, lon) else ZoneSide.OUTSIDE
        elif self._is_end(to_lat, to_lon):
            side = ZoneSide.BEYOND
        else:
            side = _side(flat, along)
        return Edge(meters / 1000, to_lat, to_lon, bearing, side)

    def _is_end(self, lat: float, lon: float) -> bool:
        """Tell whether a point of a line is one of its ends, where it does not go on."""
        paths = [shape[0] for shape in self.zone.shapes]
        ends = [(path[0], path[-1]) for path in paths if path[0] != path[-1]]
        tips = [tip for pair in ends for tip in pair]
        return any(
            tips.count(tip) == 1 and geodesic().inv(*tip, lon, lat)[2] / 1000 <= _AT_KM
            for tip in tips
        )

    def _nearest_vertex(self, lat: float, lon: float) -> Edge:
        """The nearest vertex of an edge thousands of kilometers away: as good as exact there."""
        import shapely

        fine = shapely.segmentize(self.edges, 1.0)
        points = [point for part in shapely.get_parts(fine) for point in part.coords]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        count = len(points)
        bearings, _, meters = geodesic().inv(lons, lats, [lon] * count, [lat] * count)
        at = min(range(count), key=meters.__getitem__)
        side = ZoneSide.BEYOND
        if self.area is not None:
            side = ZoneSide.INSIDE if self.holds(lat, lon) else ZoneSide.OUTSIDE
        return Edge(meters[at] / 1000, lats[at], lons[at], bearings[at] % 360, side)


def shape_of(zone: Zone) -> Shape:
    """Make a zone ready for measuring, its outline repaired where it crosses itself.

    Raises:
        InvalidRecord: If no area is left of its outline, or no length of its path.
    """
    import shapely
    from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon

    if zone.circle_km is not None:
        return Shape(zone, None, Point(zone.shapes[0][0][0]))
    if zone.kind is ZoneKind.LINE:
        path = MultiLineString([LineString(shape[0]) for shape in zone.shapes])
        if path.length == 0:
            raise InvalidRecord("its path has no length")
        return Shape(zone, None, path)
    area = MultiPolygon([Polygon(shape[0], shape[1:]) for shape in zone.shapes])
    repairs = ""
    if not area.is_valid:
        reason = shapely.is_valid_reason(area)
        mended = [p for p in shapely.get_parts(_parts(shapely.make_valid(area))) if p.area > 0]
        area = MultiPolygon([p for p in mended if isinstance(p, Polygon)])
        repairs = f"its outline was repaired ({reason})"
    if area.is_empty or area.area == 0:
        raise InvalidRecord("its outline holds no area")
    shapely.prepare(area)
    return Shape(zone, area, area.boundary, repairs)


def _parts(mended: Geometry) -> list[Geometry]:
    """The polygons of what repairing gave, which may be a collection with lines in it."""
    import shapely
    from shapely import Polygon

    found: list[Geometry] = []
    for part in shapely.get_parts(mended):
        found += [part] if isinstance(part, Polygon) else list(shapely.get_parts(part))
    return [part for part in found if isinstance(part, Polygon)]


@lru_cache(maxsize=1)
def geodesic() -> Geod:
    """Return the ellipsoid on which distances are measured."""
    from pyproj import Geod  # heavy

    return Geod(ellps="WGS84")


def _about(lat: float, lon: float) -> Proj:
    from pyproj import Proj

    return Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")


def _side(flat: LineString, along: float) -> ZoneSide:
    """The side of a drawn path on which the origin lies, at a bend by the mean of its arms."""
    step = min(1.0, flat.length / 4)
    before, after = flat.interpolate(max(0.0, along - step)), flat.interpolate(along + step)
    here = flat.interpolate(along)
    turn = (after.x - before.x) * -here.y - (after.y - before.y) * -here.x
    return ZoneSide.LEFT if turn >= 0 else ZoneSide.RIGHT
