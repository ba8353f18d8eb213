from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import Place, PlaceKind, PlaceValue


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.01, 1000))
def test_every_point_on_earth_can_be_a_place(lat: float, lon: float, radius_km: float) -> None:
    """The poles and the date line too."""
    assert Place("x:1", "Alder Ford", PlaceKind.TOWN, lat, lon, radius_km).lat == lat


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.5, 0.0), (-91.0, 0.0), (0.0, 180.5), (0.0, -181.0), (float("nan"), 0.0)]
)
def test_a_point_off_the_earth_is_refused(lat: float, lon: float) -> None:
    """Swapped or broken coordinates do not get in quietly."""
    with pytest.raises(InvalidRecord, match="no such point on Earth"):
        Place("x:1", "Alder Ford", PlaceKind.TOWN, lat, lon, 5.0)


@pytest.mark.parametrize("radius_km", [0.0, -5.0])
def test_a_place_has_some_extent(radius_km: float) -> None:
    """A radius of nothing would claim an exactness that no toponym has."""
    with pytest.raises(InvalidRecord, match="radius of"):
        Place("x:1", "Alder Ford", PlaceKind.TOWN, 0.0, 0.0, radius_km)


@given(
    st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180), st.none() | st.floats(1, 9)
)
def test_a_place_value_has_its_whole_point_or_none(
    lat: float | None, lon: float | None, radius_km: float | None
) -> None:
    """Half a coordinate is refused."""
    missing = [lat, lon, radius_km].count(None)
    if missing in (0, 3):
        assert PlaceValue("the ford", lat, lon, radius_km).is_resolved == (missing == 0)
    else:
        with pytest.raises(InvalidRecord, match="go together"):
            PlaceValue("the ford", lat, lon, radius_km)
