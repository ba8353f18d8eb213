"""How far off a zone's edge is and on which side: against answers known by other means."""

from __future__ import annotations

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.locate.zone_files import read_zones
from rashomon.locate.zone_shapes import Shape, geodesic, shape_of
from rashomon.records import ZoneSide


def shape(kind: str, coordinates: Any, **properties: object) -> Shape:
    """Return a zone of this geometry, ready for measuring."""
    one = {
        "type": "Feature",
        "properties": {"name": "z", "precision_km": 1, **properties},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    found = read_zones(json.dumps(one).encode(), "test")
    assert not found.faults, found.faults
    return shape_of(found.zones[0])


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """Return the ring of a box."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def circle(lat: float, lon: float, km: float, count: int) -> list[list[float]]:
    """Return a ring of points at the same distance on the ground."""
    turned = [geodesic().fwd(lon, lat, 360 * at / count, km * 1000)[:2] for at in range(count)]
    return [[*point] for point in [*turned, turned[0]]]


BOX = shape("Polygon", [box(20, 44, 21, 45)])


@pytest.mark.parametrize(
    ("lat", "lon", "km", "side", "bearing"),
    [
        (44.5, 21.5, 39.7, ZoneSide.OUTSIDE, 90),  # half a degree of longitude at 44.5 north
        (44.5, 20.9, 7.9, ZoneSide.INSIDE, 270),
        (46.0, 20.5, 111.1, ZoneSide.OUTSIDE, 0),  # a degree of latitude
        (43.9, 20.5, 11.1, ZoneSide.OUTSIDE, 180),
    ],
)
def test_distance_side_and_bearing_of_a_box(
    lat: float, lon: float, km: float, side: ZoneSide, bearing: float
) -> None:
    """Kilometers on the ground, and the way from the edge to the point."""
    edge = BOX.nearest_edge(lat, lon)
    assert edge.km == pytest.approx(km, abs=0.2)
    assert edge.side is side
    assert abs((edge.bearing - bearing + 180) % 360 - 180) < 2
    away = geodesic().inv(lon, lat, edge.lon, edge.lat)[2] / 1000
    assert away == pytest.approx(edge.km, abs=0.05)


def test_a_hole_is_outside() -> None:
    """What a hole takes out is not in the zone, and its rim is an edge."""
    holed = shape("Polygon", [box(20, 44, 21, 45), box(20.4, 44.4, 20.6, 44.6)])
    edge = holed.nearest_edge(44.5, 20.5)
    assert edge.side is ZoneSide.OUTSIDE
    assert edge.km == pytest.approx(7.9, abs=0.2)
    assert holed.nearest_edge(44.5, 20.3).side is ZoneSide.INSIDE
    assert holed.nearest_edge(44.5, 20.35).km == pytest.approx(4, abs=0.2)


def test_the_nearest_of_several_parts_counts() -> None:
    """A zone in two pieces is near where either is."""
    parts = shape("MultiPolygon", [[box(20, 44, 21, 45)], [box(22, 44, 23, 45)]])
    edge = parts.nearest_edge(44.5, 21.9)
    assert (edge.side, round(edge.lon, 3)) == (ZoneSide.OUTSIDE, 22.0)
    assert parts.nearest_edge(44.5, 22.5).side is ZoneSide.INSIDE


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-85, 85),
    st.floats(-180, 180),
    st.floats(5, 300),
    st.floats(0, 700),
    st.floats(0, 360),
)
def test_a_circle_and_its_polygon_agree(
    lat: float, lon: float, km: float, away: float, bearing: float
) -> None:
    """Two ways to measure give one answer, over the antimeridian and near the poles too."""
    at_lon, at_lat, _ = geodesic().fwd(lon, lat, bearing, away * 1000)
    round_one = shape("Point", [lon, lat], radius_km=km)
    edge = round_one.nearest_edge(at_lat, at_lon)
    assert edge.km == pytest.approx(abs(away - km), abs=0.01)
    if abs(lat) + km / 111 < 89:
        many = shape("Polygon", [circle(lat, lon, km, 360)])
        drawn = many.nearest_edge(at_lat, at_lon)
        assert drawn.km == pytest.approx(edge.km, abs=0.5 + km / 500)
        if edge.km > 1 + km / 500:
            assert drawn.side is edge.side
        assert many.is_within(at_lat, at_lon, max(0.0, away - km) + 1)


def test_the_antimeridian_is_no_edge() -> None:
    """A zone on both sides of it is one, written across or cut in two."""
    across = shape("Polygon", [[[179, 50], [-179, 50], [-179, 52], [179, 52], [179, 50]]])
    for lon in (179.9, -179.9, 180.0, -180.0):
        edge = across.nearest_edge(51.0, lon)
        assert edge.side is ZoneSide.INSIDE
        assert edge.km > 60
    near = across.nearest_edge(51.0, -178.5)
    assert (near.side, round(near.km)) == (ZoneSide.OUTSIDE, 35)
    assert across.is_within(51.0, -178.5, 36)
    assert not across.is_within(51.0, 0.0, 100)


def test_a_pole_in_a_zone_is_inside() -> None:
    """A cap that is cut at the antimeridian holds its pole, under any longitude."""
    cap = shape("Polygon", [[[-180, 70], [180, 70], [180, 90], [-180, 90], [-180, 70]]])
    for lon in (0.0, 77.0, -180.0):
        assert cap.holds(90.0, lon)
    assert cap.nearest_edge(69.0, 12.0).km == pytest.approx(111.6, abs=1)
    near = shape("LineString", [[0, 89.5], [90, 89.5]])
    assert near.nearest_edge(90.0, 0.0).km < 56


def test_a_line_has_sides_and_ends() -> None:
    """Left and right are those of its drawing; past an end there are none."""
    river = shape("LineString", [[40.0, 35.5], [40.2, 35.3], [40.5, 35.0]])
    assert river.nearest_edge(35.4, 40.3).side is ZoneSide.LEFT
    assert river.nearest_edge(35.2, 40.1).side is ZoneSide.RIGHT
    beyond = river.nearest_edge(34.8, 40.7)
    assert beyond.side is ZoneSide.BEYOND
    assert (beyond.lat, beyond.lon) == pytest.approx((35.0, 40.5), abs=1e-3)


def test_the_side_at_a_sharp_bend_is_that_of_both_arms() -> None:
    """From outside a wedge, the nearest point is its tip, and neither arm alone tells the side."""
    wedge = shape("LineString", [[20.0, 44.2], [20.5, 44.0], [20.0, 43.8]])
    for lat in (44.02, 44.0, 43.98):
        assert wedge.nearest_edge(lat, 20.7).side is ZoneSide.LEFT
        assert wedge.nearest_edge(lat, 20.3).side is ZoneSide.RIGHT


def test_a_ring_drawn_as_a_line_has_no_end() -> None:
    """Where a path closes, it goes on."""
    ring = shape("LineString", box(20, 44, 21, 45))
    assert ring.nearest_edge(43.99, 19.99).side is ZoneSide.RIGHT


def test_an_outline_that_crosses_itself_is_repaired_and_that_is_said() -> None:
    """A bow tie becomes two triangles; one that holds nothing is refused."""
    bow = shape("Polygon", [[[20, 44], [21, 45], [21, 44], [20, 45], [20, 44]]])
    assert "repaired" in bow.repairs
    assert bow.holds(44.5, 20.9)
    assert not bow.holds(44.9, 20.5)
    assert not BOX.repairs
    with pytest.raises(InvalidRecord, match="no area"):
        shape("Polygon", [[[20, 44], [21, 44], [22, 44], [20, 44]]])
    with pytest.raises(InvalidRecord, match="no length"):
        shape("LineString", [[20, 44], [20, 44]])


def test_a_zone_of_the_whole_globe_is_measured() -> None:
    """Far from any edge the nearest vertex will do; the sides still hold."""
    world = shape("Polygon", [box(-180, -90, 180, 90), box(20, 44, 21, 45)])
    assert world.nearest_edge(-44.0, -160.0).side is ZoneSide.INSIDE
    far = BOX.nearest_edge(-44.5, -159.5)
    assert far.side is ZoneSide.OUTSIDE
    assert 19_000 < far.km < 20_100
    assert shape("LineString", [[20, 44], [21, 45]]).nearest_edge(-44, -160).side is ZoneSide.BEYOND


def test_a_hundred_thousand_points_are_measured_in_a_moment() -> None:
    """An outline of the finest sort costs no more than a fraction of a second a place."""
    fine = shape("Polygon", [[
        [20 + (1 + 0.02 * math.sin(at / 7)) * math.cos(2 * math.pi * at / 100_000),
         44 + (1 + 0.02 * math.sin(at / 7)) * math.sin(2 * math.pi * at / 100_000)]
        for at in range(100_000)
    ]])  # fmt: skip
    began = time.perf_counter()
    for at in range(10):
        edge = fine.nearest_edge(44.0, 20.0 + at / 10)
        assert edge.side is ZoneSide.INSIDE
    assert time.perf_counter() - began < 10  # some 0.6 s where nothing else runs


def test_far_is_told_without_measuring() -> None:
    """The quick look never says no to what is near."""
    assert BOX.is_within(44.5, 21.5, 40)
    assert not BOX.is_within(44.5, 25.0, 40)
    assert not BOX.is_within(50.0, 20.5, 40)
    assert shape("Point", [38.6, 33.5], radius_km=55).is_within(33.5, 39.3, 20)


RINGS = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(lambda p: [round(n, 3) for n in p]),
    min_size=3,
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(RINGS, st.floats(-90, 90), st.floats(-180, 180))
def test_any_outline_is_measured_from_anywhere(
    ring: list[list[float]], lat: float, lon: float
) -> None:
    """However it crosses itself or the antimeridian: a finite distance and a side, or refused."""
    one = {
        "type": "Feature",
        "properties": {"name": "z", "precision_km": 1},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    found = read_zones(json.dumps(one).encode(), "test")
    try:
        shapes = [shape_of(zone) for zone in found.zones]
    except InvalidRecord:
        return
    for drawn in shapes:
        edge = drawn.nearest_edge(lat, lon)
        assert 0 <= edge.km < 20_100
        assert edge.side in {ZoneSide.INSIDE, ZoneSide.OUTSIDE}
        away = geodesic().inv(edge.lon, edge.lat, lon, lat)[2] / 1000
        assert away == pytest.approx(edge.km, abs=0.02 + edge.km * 1e-3)
