"""A timeline as bars: how many incidents began in each span, and which spans are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.records.listings import Timeline, TimelineUnit
from rashomon.web.views.words import day_in_words
from rashomon.wording.counts import number_of

__all__ = ["Bar", "Tick", "TimelineView", "timeline_view", "unit_for"]

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS_AT_MOST = 92  # bars of days stay three pixels wide on a phone
_MONTHS_AT_MOST = 120
_TICKS_AT_MOST = 5  # labels of a few letters that stand side by side on a phone
_SPANS_AT_LEAST = 11  # a single day is no bar as wide as the page
_EARLIEST, _LATEST = 20, 9980  # years beyond which there may be no spans around
_MONTHS_TOLD = 30  # beyond, only Januaries are labelled
_LEAST_HEIGHT = 6.0  # percent: a single incident beside hundreds is still seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A span with its incidents; `x`, `width` and `height` are percent of the drawing."""

    first: date
    last: date
    label: str
    count: int
    x: float
    width: float
    height: float
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the bars, at `x` percent."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The drawing, divided into so many `spans`, with and without incidents."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    spans: int
    unit: str
    first: date | None
    last: date | None
    most: int
    undated: int
    label: str
    is_narrowed: bool


def unit_for(first: date, last: date) -> TimelineUnit:
    """Return the shortest spans that leave bars wide enough.

    >>> unit_for(date(2018, 2, 1), date(2018, 2, 28)), unit_for(date(1990, 1, 1), date(2018, 1, 1))
    (<TimelineUnit.DAY: 'day'>, <TimelineUnit.YEAR: 'year'>)
    """
    if (last - first).days < _DAYS_AT_MOST:
        return TimelineUnit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return TimelineUnit.MONTH if months <= _MONTHS_AT_MOST else TimelineUnit.YEAR


def timeline_view(
    told: Timeline,
    first: date | None,
    last: date | None,
    address: Callable[[date, date], str],
) -> TimelineView:
    """Lay out a timeline; `first` and `last` are those asked for, `address` narrows to a span."""
    unit = told.unit
    is_narrowed = first is not None or last is not None
    if not told.counts:
        words = "No days are known"
        return TimelineView((), (), 0, unit, None, None, 0, told.undated, words, False)
    counts = dict(told.counts)
    starts = _all_starts(min(counts), max(counts), unit)
    most, width = max(counts.values()), 100 / len(starts)
    bars = []
    for number, start in enumerate(starts):
        if start not in counts:
            continue
        end = _end(start, unit)
        height = max(_LEAST_HEIGHT, 100 * counts[start] / most)
        bars.append(
            Bar(
                start, end, f"{_span_words(start, unit)}: {number_of(counts[start], 'incident')}",
                counts[start], round(number * width, 3), round(width, 3), round(height, 2),
                address(start, end),
                (first is None or end >= first) and (last is None or start <= last),
            )
        )  # fmt: skip
    whole = f"{_span_words(starts[0], unit)} to {_span_words(starts[-1], unit)}"
    return TimelineView(
        tuple(bars), tuple(_ticks(starts, unit)), len(starts), unit, starts[0],
        _end(starts[-1], unit), most, told.undated,
        f"Incidents by {unit}, {whole}, at most {most:,} in one",
        is_narrowed,
    )  # fmt: skip


def _all_starts(first: date, last: date, unit: TimelineUnit) -> list[date]:
    """The first days of all spans from one day to another, and of some around a few."""
    starts = [unit.begin(first)]
    while starts[-1] < unit.begin(last):
        starts.append(_end(starts[-1], unit) + timedelta(days=1))
    while (
        len(starts) < _SPANS_AT_LEAST and starts[0].year > _EARLIEST and starts[-1].year < _LATEST
    ):
        starts.append(_end(starts[-1], unit) + timedelta(days=1))
        starts.insert(0, unit.begin(starts[0] - timedelta(days=1)))
    return starts


def _end(start: date, unit: TimelineUnit) -> date:
    """Return the last day of a span."""
    if unit is TimelineUnit.DAY:
        return start
    if unit is TimelineUnit.YEAR:
        return date(start.year, 12, 31)
    if start.month == 12:
        return date(start.year, 12, 31)
    return date(start.year, start.month + 1, 1) - timedelta(days=1)


def _span_words(start: date, unit: TimelineUnit) -> str:
    if unit is TimelineUnit.DAY:
        return day_in_words(start)
    return str(start.year) if unit is TimelineUnit.YEAR else _month(start)


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _ticks(starts: list[date], unit: TimelineUnit) -> list[Tick]:
    """Label some spans; what stands before is not said again (Nov 2017, Feb 2018, May)."""
    width = 100 / len(starts)
    places = list(range(len(starts)))
    is_by_year = unit is TimelineUnit.YEAR or (
        unit is TimelineUnit.MONTH and len(starts) > _MONTHS_TOLD
    )
    if unit is TimelineUnit.MONTH and is_by_year:
        places = [n for n in places if starts[n].month == 1]
    step = max(1, -(-len(places) // _TICKS_AT_MOST))
    ticks, before = [], None
    for n in places[::step]:
        start = starts[n]
        is_new = before is None or before.year != start.year
        if is_by_year:
            words = str(start.year)
        elif unit is TimelineUnit.MONTH:
            words = _month(start) if is_new else _MONTHS[start.month - 1]
        else:
            words = day_in_words(start) if is_new else day_in_words(start).rpartition(" ")[0]
        ticks.append(Tick(round((n + 0.5) * width, 3), words))
        before = start
    return ticks
