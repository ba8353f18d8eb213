from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import (
    Place,
    PlaceKind,
    PlaceRelation,
    PlaceValue,
    RankedPlace,
    from_plain,
    to_plain,
)

FORD = Place("x:1", "Alder Ford", PlaceKind.TOWN, 1.0, 2.0, 5.0)


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


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_is_a_share(score: float) -> None:
    """Candidates of different names can be told apart only on one scale."""
    with pytest.raises(InvalidRecord, match="a score of"):
        RankedPlace(FORD, score)


def test_ranked_places_survive_being_stored() -> None:
    """Candidates and the relation come back as they were."""
    value = PlaceValue(
        "near the ford", 1.0, 2.0, 3.0, (FORD,), "near", (RankedPlace(FORD, 0.9),),
        PlaceRelation.NEAR,
    )  # fmt: skip
    assert from_plain(to_plain(value), PlaceValue) == value


def test_what_was_stored_before_relations_is_read() -> None:
    """Older data lacks the candidates and the relation; it has none, which is no error."""
    stored = to_plain(PlaceValue("the ford", 1.0, 2.0, 3.0, (FORD,), "named"))
    del stored["candidates"], stored["relation"]
    value = from_plain(stored, PlaceValue)
    assert (value.candidates, value.relation) == ((), None)
