"""Time zones as news names them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reference.time_zones import days_there, is_zone, zone_named, zones_of_country

WINTER, SUMMER = datetime(2018, 1, 15, 12), datetime(2018, 7, 15, 12)


@pytest.mark.parametrize(
    ("words", "winter", "summer"),
    [
        ("GMT", 0, 0),
        ("U.T.C.", 0, 0),
        ("EST", -5, -5),
        ("Eastern", -5, -4),
        ("Eastern Daylight Time", -5, -4),
        ("Washington time", -5, -4),
        ("Moscow", 3, 3),
        ("Kabul time", 4.5, 4.5),
        ("Istanbul", 3, 3),
        ("Kiev", 2, 3),
        ("Kyiv", 2, 3),
        ("Syrian", 2, 3),
        ("Iraq", 3, 3),
        ("Buenos Aires", -3, -3),
        ("UTC+3", 3, 3),
        ("GMT -4:30", -4.5, -4.5),
        ("+05:30", 5.5, 5.5),
    ],
)
def test_names_lead_to_offsets(words: str, winter: float, summer: float) -> None:
    """Cities and countries keep their summer time, abbreviations are what they say."""
    zone = zone_named(words)
    assert zone is not None
    assert zone.utcoffset(WINTER) == timedelta(hours=winter)
    assert zone.utcoffset(SUMMER) == timedelta(hours=summer)


@pytest.mark.parametrize(
    "words", ["local", "first", "IST", "CST", "BST", "Gotham", "the US", "Russian", "", "+99:00"]
)
def test_what_could_be_several_zones_is_unknown(words: str) -> None:
    """A country of several zones too: it is not guessed which is meant."""
    assert zone_named(words) is None


def test_countries_have_the_zones_of_the_database() -> None:
    """By name or demonym; a country of several zones has all of them."""
    assert zones_of_country("Syria") == ("Asia/Damascus",)
    assert {"Asia/Gaza", "Asia/Hebron"} == set(zones_of_country("Palestinian"))
    assert len(zones_of_country("Russia")) > 10
    assert zones_of_country("Atlantis") == ()


def test_a_zone_is_known_by_its_name() -> None:
    """Anything else, a path too, is none."""
    assert is_zone("Asia/Damascus")
    for name in ("Asia/Gotham", "", "../../etc/passwd", "Damascus"):
        assert not is_zone(name)


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Damascus", "America/Bogota", "Asia/Kabul", "Africa/Bamako"])


@given(MOMENTS, st.lists(ZONES, max_size=4))
def test_every_zone_has_the_moment_on_one_of_the_days(moment: datetime, zones: list[str]) -> None:
    """Two days at most, and never more than one from that of UTC."""
    first, last = days_there(moment, zones)
    assert first <= last <= first + timedelta(days=1)
    assert abs((first - moment.date()).days) <= 1
    for zone in zones:
        one, same = days_there(moment, [zone])
        assert first <= one == same <= last


def test_without_a_zone_both_days_stay_open_late_and_early() -> None:
    """Noon is the same day nearly everywhere."""
    day = date(2018, 2, 7)
    assert days_there(datetime(2018, 2, 7, 22, tzinfo=UTC), ()) == (day, date(2018, 2, 8))
    assert days_there(datetime(2018, 2, 7, 2, tzinfo=UTC), ()) == (date(2018, 2, 6), day)
    assert days_there(datetime(2018, 2, 7, 11, tzinfo=UTC), ()) == (day, day)
