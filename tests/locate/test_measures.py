from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.locate.measures import DISTANCE, Distance, compass, distance_of, wind_of


def told(words: str) -> Distance | None:
    found = re.match(DISTANCE, words)
    return distance_of(found) if found else None


@pytest.mark.parametrize(
    ("words", "km", "spread_km"),
    [
        ("8 km", 8, 0),
        ("1.5 kilometres", 1.5, 0),
        ("1,500 metres", 1.5, 0),
        ("2,5 km", 2.5, 0),
        ("a mile", 1.609, 0),
        ("half a mile", 0.8045, 0),
        ("three quarters of a mile", 1.207, 0),
        ("two and a half miles", 4.02, 0),
        ("2½ miles", 4.02, 0),
        ("½ mile", 0.8045, 0),
        ("a few miles", 6.44, 3.22),
        ("several hundred meters", 0.4, 0.2),
        ("a couple of kilometers", 2, 1),
        ("a dozen kilometres", 12, 0),
        ("dozens of kilometers", 30, 15),
        ("some 30 to 40 km", 35, 5),
        ("between 5 and 10 km", 7.5, 2.5),
        ("12-15 miles", 21.7, 2.4),
        ("twenty miles", 32.2, 0),
        ("60 nautical miles", 111.1, 0),
        ("12 nm", 22.2, 0),
        ("500 yards", 0.457, 0),
        ("300 feet", 0.0914, 0),
        ("500m", 0.5, 0),
        ("less than 10 km (6 miles)", 10, 0),
        ("just over 3 kms", 3, 0),
    ],
)
def test_distances_are_read_in_kilometres(words: str, km: float, spread_km: float) -> None:
    """Figures, number words, fractions and ranges in every unit that reports use."""
    found = told(words)
    assert found is not None
    assert found.km == pytest.approx(km, rel=0.01)
    assert found.spread_km == pytest.approx(spread_km, rel=0.02)
    assert not found.is_guess


@pytest.mark.parametrize(
    ("words", "km"),
    [
        ("an hour's drive", 50),
        ("a 30-minute drive", 25),
        ("two hours' walk", 8),
        ("a day's march", 32),
    ],
)
def test_a_time_is_a_distance_left_open(words: str, km: float) -> None:
    """How far one gets in an hour is a guess, and is marked as one."""
    found = told(words)
    assert found is not None
    assert found.km == pytest.approx(km, rel=0.01)
    assert found.is_guess
    assert found.spread_km > 0.5 * found.km


@pytest.mark.parametrize(
    "words", ["miles", "8 men", "a metropolis", "5 minutes", "kilo", "30 mistakes"]
)
def test_what_is_no_distance_is_none(words: str) -> None:
    """Units without a count and counts without a unit are left alone."""
    assert told(words) is None


@given(st.integers(0, 15))
def test_each_wind_has_a_name_that_leads_back(number: int) -> None:
    """Sixteen winds, in words and in letters."""
    bearing = 22.5 * number
    name = compass(bearing)
    assert wind_of(name) == bearing
    assert wind_of(name.upper()) == bearing
    letters = "".join(w[0] for w in re.findall("north|south|east|west", name))
    assert wind_of(letters.upper()) == bearing


@given(st.floats(0, 360))
def test_a_wind_is_within_an_eighth_of_a_quarter_turn(bearing: float) -> None:
    """The nearest wind is never more than 11.25 degrees off."""
    wind = wind_of(compass(bearing))
    assert wind is not None
    assert min(abs(bearing - wind), 360 - abs(bearing - wind)) <= 11.26
