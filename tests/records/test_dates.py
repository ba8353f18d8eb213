from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import DateInterval

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
