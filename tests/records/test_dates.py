from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import (
    DateConstraint,
    DateInterval,
    Facet,
    from_plain,
    to_plain,
    value_from_plain,
)

FIRST = date(2031, 3, 1)
INTERVALS = st.builds(
    lambda start, days: DateInterval(
        FIRST + timedelta(days=start), FIRST + timedelta(days=start + days)
    ),
    st.integers(0, 20),
    st.integers(0, 8),
)


def days_of(interval: DateInterval) -> set[date]:
    """List an interval's days one by one."""
    return {interval.first + timedelta(days=n) for n in range(interval.days)}


@given(INTERVALS, INTERVALS)
def test_intervals_meet_where_they_share_a_day(one: DateInterval, other: DateInterval) -> None:
    """Comparing day by day gives the same answer."""
    assert one.meets(other) == bool(days_of(one) & days_of(other)) == other.meets(one)


@given(INTERVALS, INTERVALS)
def test_narrowing_keeps_the_shared_days(one: DateInterval, other: DateInterval) -> None:
    """Where there are none, there is no interval either."""
    shared = one.narrow(other)
    assert (days_of(shared) if shared else set()) == days_of(one) & days_of(other)


@given(INTERVALS, INTERVALS)
def test_covering_holds_both(one: DateInterval, other: DateInterval) -> None:
    """It is the smallest that does: it begins and ends with one of them."""
    covered = one.cover(other)
    assert days_of(one) | days_of(other) <= days_of(covered)
    assert covered.first in (one.first, other.first)
    assert covered.last in (one.last, other.last)


@given(INTERVALS, INTERVALS, st.integers(0, 10))
def test_slack_bridges_that_many_days(one: DateInterval, other: DateInterval, slack: int) -> None:
    """Two intervals meet with as much slack as the nearest of their days lie apart."""
    apart = min(abs((a - b).days) for a in days_of(one) for b in days_of(other))
    assert one.meets(other, slack) == (apart <= slack)


def test_an_interval_that_runs_backwards_is_refused() -> None:
    """The message names both days."""
    with pytest.raises(InvalidRecord, match="2031-03-02 to 2031-03-01"):
        DateInterval(date(2031, 3, 2), date(2031, 3, 1))


def test_an_interval_reads_as_a_day_or_as_two() -> None:
    """A single day is not written twice."""
    day = date(2031, 3, 1)
    assert str(DateInterval(day, day)) == "2031-03-01"
    assert str(DateInterval(day, date(2031, 3, 4))) == "2031-03-01–2031-03-04"


def test_narrowing_keeps_the_reason() -> None:
    """How the words led to a day is not lost when another source bounds it."""
    told = DateInterval(date(2031, 3, 1), date(2031, 3, 4), "early March")
    narrowed = told.narrow(DateInterval(date(2031, 3, 3), date(2031, 3, 9)))
    assert narrowed == DateInterval(date(2031, 3, 3), date(2031, 3, 4), "early March")


# Seventeen days around New Year: short enough to look at each, long enough for ranges to run on.
TURN = date(2030, 12, 24)
SPANS = st.builds(
    lambda start, days: DateInterval(
        TURN + timedelta(days=start), TURN + timedelta(days=start + days)
    ),
    st.integers(0, 60),
    st.integers(0, 20),
)
WEEKDAYS = st.none() | st.integers(0, 6)
YEARS = st.sampled_from([None, None, 2030, 2031])
CONSTRAINTS = st.one_of(
    st.builds(DateConstraint, weekday=st.integers(0, 6), last_weekday=WEEKDAYS, year=YEARS),
    st.builds(
        DateConstraint,
        weekday=WEEKDAYS,
        month=st.sampled_from([1, 2, 12]),
        last_month=st.sampled_from([None, 1, 2]),
        year=YEARS,
    ),
    st.builds(
        DateConstraint,
        weekday=WEEKDAYS,
        month=st.sampled_from([1, 2, 12]),
        day=st.integers(1, 28),
        last_day=st.none() | st.integers(1, 28),
        year=YEARS,
    ),
    st.builds(DateConstraint, day=st.integers(1, 31), last_day=st.none() | st.integers(1, 31)),
)


@given(CONSTRAINTS, SPANS)
def test_a_constraint_narrows_to_the_days_that_it_allows(
    constraint: DateConstraint, interval: DateInterval
) -> None:
    """The first and the last day left are allowed ones; without any there is no interval."""
    allowed = sorted(day for day in days_of(interval) if constraint.allows(day))
    narrowed = constraint.narrow(interval)
    assert constraint.meets(interval) == bool(allowed) == interval.meets(constraint)
    if narrowed is None:
        assert not allowed
    else:
        assert (narrowed.first, narrowed.last) == (allowed[0], allowed[-1])


@given(CONSTRAINTS, CONSTRAINTS)
def test_constraints_meet_where_some_day_fits_both(
    one: DateConstraint, other: DateConstraint
) -> None:
    """Days of 2019 to 2046 stand for all: within them every date falls on every weekday."""
    days = (date(2019, 1, 1) + timedelta(days=n) for n in range(28 * 365 + 7))
    assert one.meets(other) == any(one.allows(day) and other.allows(day) for day in days)
    assert one.meets(other) == other.meets(one)


@given(CONSTRAINTS)
def test_a_constraint_comes_back_from_plain_data(constraint: DateConstraint) -> None:
    """As a record of its own, and as the value of a claim without its type's name."""
    assert from_plain(to_plain(constraint), DateConstraint) == constraint
    assert value_from_plain(to_plain(constraint), Facet.DATE) == constraint


def test_an_interval_stored_before_there_were_constraints_is_still_one() -> None:
    """First and last day tell it from a constraint."""
    plain = {"first": "2031-03-01", "last": "2031-03-02", "reason": "overnight"}
    told = DateInterval(date(2031, 3, 1), date(2031, 3, 2), "overnight")
    assert value_from_plain(plain, Facet.DATE) == told


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (DateConstraint(weekday=2), "a Wednesday"),
        (DateConstraint(weekday=2, last_weekday=3), "a Wednesday to Thursday"),
        (
            DateConstraint(weekday=2, last_weekday=3, is_night=True),
            "a night from Wednesday to Thursday",
        ),
        (DateConstraint(weekday=2, month=2), "a Wednesday in February, year unknown"),
        (DateConstraint(weekday=2, month=2, year=2018), "a Wednesday in February 2018"),
        (DateConstraint(weekday=2, year=2018), "a Wednesday in 2018"),
        (DateConstraint(month=2), "February, year unknown"),
        (DateConstraint(month=2, last_month=4), "February to April, year unknown"),
        (DateConstraint(month=2, day=7), "7 February, year unknown"),
        (DateConstraint(weekday=2, month=2, day=7), "Wednesday, 7 February, year unknown"),
        (DateConstraint(month=2, day=7, last_day=9), "7 to 9 February, year unknown"),
        (
            DateConstraint(month=2, day=7, last_day=8, is_night=True),
            "a night from 7 to 8 February, year unknown",
        ),
        (
            DateConstraint(month=4, day=30, last_month=5, last_day=2),
            "30 April to 2 May, year unknown",
        ),
        (DateConstraint(day=7), "day 7 of a month"),
    ],
)
def test_a_constraint_reads_as_words(constraint: DateConstraint, words: str) -> None:
    """What is known, and that the year is not."""
    assert str(constraint) == words


def test_a_narrowed_constraint_says_why() -> None:
    """The reason names the words and the day that they were held against."""
    wednesday = DateConstraint(weekday=2)
    day = date(2018, 2, 7)
    exact = wednesday.narrow(DateInterval(day, day))
    assert exact == DateInterval(day, day, "a Wednesday, and 2018-02-07 is one")
    week = wednesday.narrow(DateInterval(date(2018, 2, 5), date(2018, 2, 11)))
    assert week == DateInterval(day, day, "a Wednesday within 2018-02-05–2018-02-11")


def test_a_constraint_bears_slack() -> None:
    """A night belongs to two days, and a dateline to two time zones."""
    thursday = DateInterval(date(2018, 2, 8), date(2018, 2, 8))
    assert not DateConstraint(weekday=2).meets(thursday)
    assert DateConstraint(weekday=2).meets(thursday, 1)
    assert thursday.meets(DateConstraint(weekday=2), 1)
    assert not DateConstraint(weekday=2, year=9999).meets(DateConstraint(weekday=3, year=9999))
    whole = DateInterval(date.min, date.max)
    assert DateConstraint(weekday=2).meets(whole, 10**6)


def test_a_leap_day_is_found_on_its_weekday() -> None:
    """Forty years can lie between two of them; at the calendar's end there may be none."""
    leap = DateConstraint(weekday=0, month=2, day=29)
    found = leap.narrow(DateInterval(date(1884, 1, 1), date(1930, 1, 1)))
    assert found is not None
    assert (found.first, found.last) == (date(1892, 2, 29), date(1904, 2, 29))
    assert leap.narrow(DateInterval(date(9997, 1, 1), date.max)) is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "says nothing"),
        ({"year": 2018}, "says nothing"),
        ({"weekday": 7}, r"a weekday of 7 lies outside 0\.\.6"),
        ({"month": 13}, "a month of 13"),
        ({"day": 0}, "a day of 0"),
        ({"day": 31, "month": 6}, "June has no day 31"),
        ({"day": 30, "month": 1, "last_day": 30, "last_month": 2}, "February has no day 30"),
        ({"weekday": 2, "year": 0}, "a year of 0"),
        ({"month": 2, "last_day": 3}, "a last day without a first"),
        ({"day": 2, "last_weekday": 3}, "a last weekday without a first"),
    ],
)
def test_what_no_calendar_has_is_refused(fields: dict[str, int], message: str) -> None:
    """The message names what does not fit."""
    with pytest.raises(InvalidRecord, match=message):
        DateConstraint(**fields)  # type: ignore[arg-type]
