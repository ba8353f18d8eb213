from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reference.countries import country_of, find_countries, is_country_word
from rashomon.reference.earth import Point, distance_km, nearest_km
from rashomon.reference.place_words import bearing_of

LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)
POINTS = st.tuples(LATS, LONS)


@given(LATS, LONS, LATS, LONS)
def test_distance_is_the_same_both_ways(a: float, b: float, c: float, d: float) -> None:
    """Distance is symmetric, never negative, and at most half way round."""
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016


def test_a_degree_of_latitude_is_111_km() -> None:
    """A known length comes out right."""
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.19, abs=0.1)


def test_countries_are_known_by_demonym_and_without_apostrophe() -> None:
    """The words "Syrias" is Syria's with its apostrophe lost."""
    for word in ("Syria", "Syrian", "Syrians", "Syrias", "Syria's"):
        country = country_of(word)
        assert country is not None
        assert country.code == "SY"
    assert not is_country_word("Aleppo")


def test_pronouns_are_no_country() -> None:
    """The words "us" is found as a country only in capitals."""
    found = [m.group() for m in find_countries("They told us that US jets hit Mali.")]
    assert found == ["US", "Mali"]


def test_bearings_come_in_many_forms() -> None:
    """Adjectives, hyphens and sides mean the same direction."""
    for word in ("northeast", "north-eastern", "Northeastern", "northeastward"):
        assert bearing_of(word) == 45.0
    assert bearing_of("rest") is None


@given(POINTS, st.lists(POINTS, max_size=6))
def test_the_nearest_point_is_as_far_as_the_least_distance(
    here: tuple[float, float], others: list[tuple[float, float]]
) -> None:
    """Asking for the nearest at once gives what asking for each gives."""
    found = nearest_km(*here, [Point.at(*other) for other in others])
    assert found == min((distance_km(*here, *other) for other in others), default=None)
