"""Tests of the point that stands for a shape."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.locate.middles import representative


def _box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def test_a_point_reaches_nowhere() -> None:
    """It stands for itself."""
    assert representative({"type": "Point", "coordinates": [40.5, 35.25]}) == (35.25, 40.5, 0)


def test_an_area_stands_as_its_centroid() -> None:
    """The reach is to the corners."""
    lat, lon, reach = representative({"type": "Polygon", "coordinates": [_box(36, 34, 38, 36)]})
    assert (round(lat, 6), round(lon, 6)) == (35, 37)
    assert 140 < reach < 150


def test_a_hole_in_the_middle_pushes_the_point_out_of_it() -> None:
    """A ring road's area is not in the town that it goes round."""
    rings = [_box(0, 0, 10, 10), _box(4, 4, 6, 6)]
    lat, lon, _ = representative({"type": "Polygon", "coordinates": rings})
    assert 0 < lon < 4 or 6 < lon < 10
    assert 0 < lat < 10


def test_a_crescent_s_point_lies_in_it() -> None:
    """Its centroid does not."""
    ring = [[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10], [0, 0]]
    lat, lon, _ = representative({"type": "Polygon", "coordinates": [ring]})
    assert 0 < lon < 1
    assert 0 < lat < 10


def test_an_area_across_the_antimeridian_stays_whole() -> None:
    """Its middle is not on the other side of the Earth."""
    ring = [[179, -1], [-179, -1], [-179, 1], [179, 1], [179, -1]]
    lat, lon, reach = representative({"type": "Polygon", "coordinates": [ring]})
    assert abs(lat) < 0.01
    assert abs(abs(lon) - 180) < 0.01
    assert reach < 200


def test_a_line_stands_as_one_of_its_points() -> None:
    """The one nearest to the middle of all."""
    told = {"type": "LineString", "coordinates": [[0, 0], [1, 1], [2, 0]]}
    assert representative(told)[:2] in {(0, 0), (1, 1), (0, 2)}


def test_an_area_without_extent_stands_as_a_point() -> None:
    """A ring of one point, over and over, is that point."""
    told = {"type": "Polygon", "coordinates": [[[5, 5], [5, 5], [5, 5], [5, 5]]]}
    assert representative(told)[:2] == (5, 5)


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "no geometry"),
        ({"type": "GeometryCollection"}, "not understood"),
        ({"type": ["Point"], "coordinates": []}, "not understood"),
        ({"type": "Point", "coordinates": []}, "not nested"),
        ({"type": "Point", "coordinates": [True, False]}, "not nested"),
        ({"type": "Point", "coordinates": [float("nan"), 1.0]}, "no such point"),
        ({"type": "Point", "coordinates": [10**400, 1]}, "no such point"),
        ({"type": "Point", "coordinates": [181, 1]}, "no such point"),
        ({"type": "Polygon", "coordinates": [[1, 2]]}, "not nested"),
        ({"type": "Polygon", "coordinates": []}, "no coordinates"),
        ({"type": "MultiPolygon", "coordinates": [[[[[1]]]]]}, "not nested"),
    ],
)
def test_what_has_no_place_on_earth_is_told(geometry: Any, reason: str) -> None:
    """The reason is one that a person can act on."""
    with pytest.raises(ValueError, match=reason):
        representative(geometry)
