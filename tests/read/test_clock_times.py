"""Times of the day beside dates, and the moment or the local day that they amount to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.clock_times import with_moment
from rashomon.records import DateInterval

DAY = date(2018, 2, 7)
WEDNESDAY = DateInterval(DAY, DAY, "a Wednesday")


def read(sentence: str) -> DateInterval:
    """Read the sentence's only Wednesday or ISO date."""
    (found,) = re.finditer(r"Wednesday|2018-02-07", sentence)
    return with_moment(WEDNESDAY, sentence, found.start(), found.end())


@pytest.mark.parametrize(
    ("sentence", "hour", "minute"),
    [
        ("The depot was hit at 2200 GMT on Wednesday.", 22, 0),
        ("The depot was hit on Wednesday at around 20:30 UTC.", 20, 30),
        ("Shells fell about 10 p.m. EST Wednesday.", 27, 0),
        ("Shells fell at 10.15 pm EDT on Wednesday.", 26, 15),
        ("It fell at 3 a.m. Moscow time (0000 GMT) on Wednesday.", 0, 0),
        ("It fell on Wednesday, at 3 a.m. Moscow time.", 0, 0),
        ("It was struck late on Wednesday at 11:40 p.m. Eastern time.", 28, 40),
        ("Struck at 22h00 GMT on Wednesday, it burned.", 22, 0),
        ("Struck at 2200 hours GMT on Wednesday, it burned.", 22, 0),
        ("Struck at 0130 UTC+3 on Wednesday, it burned.", -2, 30),
        ("Struck at noon GMT on Wednesday, it burned.", 12, 0),
        ("Logged as 2018-02-07T22:00:00-05:00.", 27, 0),
        ("Logged as 2018-02-07T22:00Z by the radar.", 22, 0),
        ("THE TOWN WAS HIT AT 10 P.M. EASTERN TIME Wednesday.", 27, 0),
        ("the town was hit at 10 pm gmt on Wednesday", 22, 0),
        ("A strike at 9 p.m. Baghdad time on Wednesday.", 18, 0),
    ],
)
def test_a_time_with_its_zone_makes_a_moment(sentence: str, hour: int, minute: int) -> None:
    """The day stays the one told; the moment is kept with it, in UTC."""
    days = read(sentence)
    day = 7 + hour // 24
    assert days.at == datetime(2018, 2, day, hour % 24, minute, tzinfo=UTC)
    assert (days.first, days.last) == (DAY, DAY)
    assert days.reason.startswith("a Wednesday; ")


@pytest.mark.parametrize(
    "sentence",
    [
        "The depot was hit at 10 p.m. on Wednesday.",
        "The depot was hit at 10 p.m. local time on Wednesday.",
        "The depot was hit at 10 p.m. local time (1900 GMT) on Wednesday.",
        "THE DEPOT WAS HIT AT 10 P.M. LOCAL TIME (1900 GMT) ON Wednesday.",
        "The raid hit it at 1130 pm (2030 GMT) on Wednesday.",
        "On Wednesday at 11:30 pm (2030 GMT) the raid hit it.",
        "It was the second time on Wednesday.",
        "It was hit late Wednesday.",
        "At 2200 GMT the ministry spoke of what had happened on Wednesday.",
        "Of 2200 GIs on Wednesday nobody was hurt.",
        "It was hit at 10 p.m. IST on Wednesday.",
        "It was hit at 10 p.m. Gotham time on Wednesday.",
        "It was hit at 29:00 GMT on Wednesday.",
        "Some 22 people died on Wednesday.",
    ],
)
def test_local_and_unknown_times_leave_the_day_as_told(sentence: str) -> None:
    """Nothing is guessed: no zone, no other day."""
    assert read(sentence) == WEDNESDAY


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("They hit it until 2 am [2300 GMT Wednesday] or so.", 8),
        ("It came at 2:30 a.m. (2330 GMT Wednesday).", 8),
        ("It came at 7 p.m. (0100 GMT Wednesday).", 6),
        ("It came at 5 p.m. (1400 GMT Wednesday).", 7),
        ("It came at 2200 GMT (1 a.m. local time) on Wednesday.", 8),
    ],
)
def test_two_times_of_one_moment_tell_the_local_day(sentence: str, day: int) -> None:
    """The difference of the times is the zone's."""
    days = read(sentence)
    assert days.first == days.last == date(2018, 2, day)
    assert days.at is None
    assert " was " in days.reason


@pytest.mark.parametrize(
    ("group", "hour"),
    [("072200Z FEB 18", 22), ("07 2200ZFEB18", 22), ("072200C FEB 18", 19), ("072200R FEB 18", 27)],
)
def test_a_date_time_group_is_a_moment(group: str, hour: int) -> None:
    """Its letter is the zone."""
    days = with_moment(WEDNESDAY, f"Contact at {group}, it says.", 11, 11 + len(group))
    assert days.at == datetime(2018, 2, 7 + hour // 24, hour % 24, tzinfo=UTC)


@pytest.mark.parametrize("group", ["072200L FEB 18", "072200J FEB 18"])
def test_a_date_time_group_in_local_time_is_of_its_day(group: str) -> None:
    """Two letters are used for that."""
    assert with_moment(WEDNESDAY, f"Contact at {group}.", 11, 11 + len(group)) == WEDNESDAY


def test_a_longer_interval_has_no_moment() -> None:
    """Of several days it is not known which one the time is of."""
    night = DateInterval(DAY, date(2018, 2, 8))
    assert with_moment(night, "Struck at 2200 GMT on Wednesday.", 22, 31) == night


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_do_no_harm(day: date) -> None:
    """A moment beyond them is none."""
    days = DateInterval(day, day)
    for zone in ("UTC+9", "UTC-9"):
        sentence = f"Struck at {'0100' if day == date.min else '2300'} {zone} on Wednesday."
        at = sentence.index("Wednesday")
        assert with_moment(days, sentence, at, at + 9).first == day


@given(st.text("0123456789:. apm()[]GMTUTCest+-Twednsdayol", max_size=80))
def test_no_words_break_it(words: str) -> None:
    """Whatever stands beside a date, an interval comes back."""
    sentence = f"{words} Wednesday {words}"
    start = len(words) + 1
    days = with_moment(WEDNESDAY, sentence, start, start + 9)
    assert abs((days.first - DAY).days) <= 1
