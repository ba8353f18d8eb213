"""What of a large ledger may have to do with a few new readings: by day and place, roughly.

No more than a first sieve: it lets through whatever blocking might hold against them, as far as
day and place tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta

from rashomon.link.nearness import reach_km
from rashomon.link.portrait import Portrait, portraits
from rashomon.link.signs import WEEKS_APART_DAYS
from rashomon.records import Reading
from rashomon.reference.earth import distance_km

__all__ = ["Surroundings"]

_MARGIN = timedelta(days=4)  # one day more than days may miss each other by (see `signs`)
# An undated report is held against what was told in the half-year before it, or just after.
_BEFORE, _AFTER = timedelta(days=184), timedelta(days=12)
# What is undated is held that far against what shares no toll with it: reports from further apart
# share no stretch of days in which `blocking` files them.
_TOLLLESS = timedelta(days=2 * WEEKS_APART_DAYS + 4)
_MARGIN_KM = 46.0  # one more than the edges of places may lie apart
_KM_A_DEGREE = 111.2

_Spot = tuple[float, float, float]  # latitude, longitude, reach


@dataclass(frozen=True, slots=True)
class _Near:
    first: day | None
    last: day | None
    told_on: day | None
    tolls: frozenset[int]  # the least numbers told
    spots: tuple[_Spot, ...]  # none where it has no place on the map: anywhere


class Surroundings:
    """The days and places near what some readings tell."""

    def __init__(self, added: Sequence[Reading]) -> None:
        self._near = [_near(portrait) for portrait in portraits(added)]
        self._dated = sorted(
            ((n.first, n.last, n) for n in self._near if n.first and n.last), key=lambda x: x[0]
        )
        self._firsts = [first for first, _, _ in self._dated]
        spans = [last - first for first, last, _ in self._dated]
        self._longest = max(spans, default=timedelta(0))
        self._timeless = [n for n in self._near if n.first is None]

    @property
    def spans(self) -> list[tuple[day, day]] | None:
        """All days near, as spans in order and apart from each other; None where any day is."""
        if self._timeless:
            return None
        spans: list[tuple[day, day]] = []
        for first, last, _ in self._dated:
            if spans and first <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
            else:
                spans.append((first, last))
        return spans

    @property
    def told_within(self) -> tuple[day, day] | None:
        """The first and last day of reports that may tell, without a day, what is told here.

        None where it is any day.
        """
        days = [near.told_on for near in self._near if near.told_on is not None]
        if len(days) < len(self._near) or not days:
            return None
        return _less(min(days), _BEFORE), _more(max(days), _BEFORE)

    def may_hold(
        self,
        first: day | None,
        last: day | None,
        lat: float | None,
        lon: float | None,
        reach: float,
        told_on: day | None = None,
        tolls: Collection[int] | None = None,
    ) -> bool:
        """Tell whether what lies on these days at this place may be one of the happenings told.

        What has no day is sieved by `told_on`, the day of the report, and by `tolls`, the least
        numbers of victims told; where these are None, they may be any.
        """
        spot = None if lat is None or lon is None else (lat, lon, reach)
        if first is None or last is None:
            return any(
                _told_near(near, told_on, tolls) and _meets(near, spot) for near in self._near
            )
        if any(_meets(near, spot) for near in self._timeless):
            return True
        at = bisect_right(self._firsts, last)
        while at and self._firsts[at - 1] >= _less(first, self._longest):
            at -= 1
            _, until, near = self._dated[at]
            if until >= first and _meets(near, spot):
                return True
        return False


def _near(portrait: Portrait) -> _Near:
    spots = tuple(
        (place.lat, place.lon, reach_km(place))
        for place in portrait.places
        if place.lat is not None and place.lon is not None
    )
    if portrait.place is not None and not portrait.place.is_resolved:
        spots = ()
    tolls = frozenset(number.floor for _, _, number in portrait.tolls)
    if portrait.date:
        return _Near(
            _less(portrait.date.first, _MARGIN),
            _more(portrait.date.last, _MARGIN),
            portrait.told_on,
            tolls,
            spots,
        )
    if portrait.told_on:
        return _Near(
            _less(portrait.told_on, _BEFORE),
            _more(portrait.told_on, _AFTER),
            portrait.told_on,
            tolls,
            spots,
        )
    return _Near(None, None, None, tolls, spots)


def _told_near(near: _Near, told_on: day | None, tolls: Collection[int] | None) -> bool:
    if near.told_on is None or told_on is None:
        return True
    apart = abs(near.told_on - told_on)
    if apart <= _TOLLLESS or apart > _BEFORE:
        return apart <= _TOLLLESS
    return tolls is None or not near.tolls.isdisjoint(tolls)


def _less(of: day, by: timedelta) -> day:
    return of - min(by, of - day.min)


def _more(of: day, by: timedelta) -> day:
    return of + min(by, day.max - of)


def _meets(near: _Near, spot: _Spot | None) -> bool:
    if spot is None or not near.spots:
        return True
    lat, lon, reach = spot
    for other_lat, other_lon, other_reach in near.spots:
        within = reach + other_reach + _MARGIN_KM
        is_along = abs(lat - other_lat) * _KM_A_DEGREE <= within + 1
        if is_along and distance_km(lat, lon, other_lat, other_lon) <= within:
            return True
    return False
