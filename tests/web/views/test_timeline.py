"""Timelines as bars: how they are laid out, and what is chosen of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records.listings import Timeline, TimelineUnit
from rashomon.web.views.timeline import timeline_view, unit_for

DAYS = st.one_of(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates())


def _address(first: date, last: date) -> str:
    return f"{first}/{last}"


@given(DAYS, DAYS)
def test_the_whole_time_always_fits(one: date, other: date) -> None:
    """The drawing holds all spans from the first to the last, side by side and none beyond it."""
    first, last = min(one, other), max(one, other)
    unit = unit_for(first, last)
    counts = {unit.begin(first): 1, unit.begin(last): 2}
    view = timeline_view(Timeline(unit, tuple(sorted(counts.items()))), None, None, _address)
    assert view.first is not None
    assert view.last is not None
    assert view.first <= first <= last <= view.last
    assert view.spans == _spans(view.first, view.last, unit)
    assert view.spans >= 11 or view.first.year <= 20 or view.last.year >= 9980
    assert view.spans <= (120 if unit is not TimelineUnit.YEAR else 10_000)
    for bar, day in zip(view.bars, counts, strict=True):
        assert bar.width == pytest.approx(100 / view.spans, abs=0.001)
        before = _spans(view.first, day, unit) - 1
        assert bar.x == pytest.approx(100 * before / view.spans, abs=0.001)
        assert 0 <= bar.x <= bar.x + bar.width <= 100.001
    assert len(view.ticks) <= 5
    assert view.bars[0].first <= first
    assert view.bars[-1].last >= last


def _spans(first: date, last: date, unit: TimelineUnit) -> int:
    """Count the days, months or years from one day to another, both included."""
    if unit is TimelineUnit.DAY:
        return (last - first).days + 1
    if unit is TimelineUnit.YEAR:
        return last.year - first.year + 1
    return (last.year - first.year) * 12 + last.month - first.month + 1


@pytest.mark.parametrize(
    ("last", "unit", "spans"),
    [
        (date(2018, 5, 3), "day", 92), (date(2018, 5, 4), "month", 11),
        (date(2028, 1, 31), "month", 120), (date(2028, 2, 1), "year", 11),
    ],
)  # fmt: skip
def test_spans_grow_before_bars_become_too_narrow(last: date, unit: str, spans: int) -> None:
    """Up to 92 days are days, up to 120 months months: three pixels each on a phone."""
    first = date(2018, 2, 1)
    chosen = unit_for(first, last)
    counts = ((chosen.begin(first), 1), (chosen.begin(last), 1))
    view = timeline_view(Timeline(chosen, counts), None, None, _address)
    assert view.unit == unit
    assert view.spans in {spans, spans + 1}  # a few are set among others, on both sides alike
    assert view.bars[0].width * 3.9 >= 3


def test_the_highest_bar_is_the_most_and_one_beside_hundreds_is_seen() -> None:
    """Heights follow counts, but none falls below what an eye finds."""
    told = Timeline(TimelineUnit.MONTH, ((date(2018, 1, 1), 1), (date(2018, 3, 1), 900)))
    low, high = timeline_view(told, None, None, _address).bars
    assert (low.height, high.height) == (6.0, 100.0)
    assert low.label == "Jan 2018: 1 incident"
    assert high.label == "Mar 2018: 900 incidents"


def test_a_bar_leads_to_its_span() -> None:
    """Its address asks for the first to the last day of the month, also in December."""
    told = Timeline(TimelineUnit.MONTH, ((date(2016, 2, 1), 1), (date(2016, 12, 1), 1)))
    view = timeline_view(told, None, None, _address)
    assert [bar.address for bar in view.bars] == ["2016-02-01/2016-02-29", "2016-12-01/2016-12-31"]
    assert (view.first, view.last, view.spans) == (date(2016, 2, 1), date(2016, 12, 31), 11)


def test_spans_that_are_asked_for_are_chosen() -> None:
    """A span counts as asked for where it overlaps the days; without days all are."""
    told = Timeline(TimelineUnit.YEAR, tuple((date(year, 1, 1), 1) for year in (2014, 2015, 2016)))
    narrowed = timeline_view(told, date(2015, 6, 1), date(2015, 6, 2), _address)
    assert [bar.is_chosen for bar in narrowed.bars] == [False, True, False]
    assert narrowed.is_narrowed
    whole = timeline_view(told, None, None, _address)
    assert all(bar.is_chosen for bar in whole.bars)
    assert [tick.label for tick in whole.ticks] == ["2010", "2013", "2016", "2019"]


def test_days_are_labelled_as_days() -> None:
    """The year is told once, at the first."""
    told = Timeline(TimelineUnit.DAY, ((date(2018, 2, 7), 3), (date(2018, 2, 9), 1)))
    view = timeline_view(told, None, None, _address)
    assert [tick.label for tick in view.ticks] == ["3 Feb 2018", "6 Feb", "9 Feb", "12 Feb"]
    assert view.bars[0].label == "7 Feb 2018: 3 incidents"


def test_months_tell_a_new_year() -> None:
    """And leave out one that was told just before."""
    counts = ((date(2017, 11, 1), 1), (date(2018, 3, 1), 1))
    view = timeline_view(Timeline(TimelineUnit.MONTH, counts), None, None, _address)
    assert [tick.label for tick in view.ticks] == ["Aug 2017", "Nov", "Feb 2018", "May"]


def test_long_runs_of_months_are_labelled_by_years() -> None:
    """Of sixty months, the Januaries are named."""
    counts = tuple((date(2010 + n // 12, n % 12 + 1, 1), 1) for n in range(60))
    view = timeline_view(Timeline(TimelineUnit.MONTH, counts), None, None, _address)
    assert [tick.label for tick in view.ticks] == ["2010", "2011", "2012", "2013", "2014"]


def test_a_single_day_stands_among_others() -> None:
    """It is in the middle, and no wider than a bar."""
    told = Timeline(TimelineUnit.DAY, ((date(2018, 2, 7), 1),))
    view = timeline_view(told, None, None, _address)
    assert (view.first, view.last) == (date(2018, 2, 2), date(2018, 2, 12))
    assert view.bars[0].x == pytest.approx(100 * 5 / 11, abs=0.01)


def test_nothing_dated_says_so() -> None:
    """A timeline of incidents without days has no bars, and counts them."""
    view = timeline_view(Timeline(TimelineUnit.MONTH, (), 4), None, None, _address)
    assert (view.bars, view.undated, view.spans) == ((), 4, 0)
