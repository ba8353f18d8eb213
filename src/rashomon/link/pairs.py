"""How likely two reports' incidents are one happening, and why, in words and numbers.

Each sign adds to or takes from the log-odds, so that a person can follow the sum. A date
or a place that leaves no room for doubt rules a pair out whatever else agrees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from rashomon.link.nearness import apart_km, are_kinds_akin, gap_km, reach_km
from rashomon.link.portrait import Portrait
from rashomon.records import DateConstraint, DateValue, Facet, IncidentKind, PlaceValue

__all__ = ["SMALL_TOLL", "WEEKS_APART_DAYS", "Comparison", "compare"]

# Log-odds, set by hand on pairs of the annotated incidents of train-a (83 incidents of 40
# reports, 49 happenings): B3 0.955, pinned by tests/link/test_link.py. Halving or doubling a
# weight moves it by 0.021 at most, downward more often than up.
_PRIOR = -2.5
_SAME_DAY = 2.0
_DATES_MEET = 1.0
_DAY_BETWEEN = -0.5
_DATE_UNTOLD = 0.5
# A shared weekday is of any week: it counts like no date, but one that is not shared rules the
# pair out. With the dates of every other report of train-a withheld that makes a B3 of 0.895
# where no heed of weekdays gives 0.860, with all withheld 0.892 instead of 0.828; from -0.25
# upward it falls. A day of the year leaves only the year open, set by hand.
_WEEKDAY_FITS = -0.5
_DAY_OF_YEAR_FITS = 1.0
_FAR_IN_TIME = -2.0
_SAME_SPOT = 2.0
_OVERLAP = 1.2
_WIDE_OVERLAP = 0.6
_NO_PLACE = -0.5
_SAME_KIND = 0.5
_OTHER_KIND = -1.5
_OTHER_FIRE = -0.4  # a raid told as shelling: both fall from the sky on who tells it
_SAME_ACTOR = 0.8
_OTHER_ACTORS = -0.8
_SIDES_SWAPPED = -0.8
_SAME_TARGET = 0.6
_SAME_BIG_TOLL = 2.5
_SAME_TOLL = 1.2
_SAME_FLOOR = 0.6  # "at least 48" and "48"; twice as much loses 0.024 of B3 on train-a
_TOLLS_FIT = 0.2
_TOLLS_PART = -0.6
_SWAPPED_TOLL = 1.0

_SPOT_KM = 15.0  # a town and its surroundings
_WIDE_KM = 60.0  # reaches from here on are a province's
_BIG_TOLL = 10  # a number hardly told of two happenings by chance
SMALL_TOLL = 3  # smaller numbers are told of too many happenings
_SLACK_DAYS = 1  # nights belong to two days, and datelines to two time zones
_INFERRED_SLACK_DAYS = 3
_EXACT_DAYS = 2  # a night; that a weekday falls into a longer interval says nothing
_TOO_FAR_KM = 40.0  # between the edges of the two places
WEEKS_APART_DAYS = 10  # undated reports from further apart tell of different days


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on one pair: a score in 0..1, and what it rests on.

    `is_ruled_out` is set where date or place leave no room for one happening.
    """

    score: float
    reasons: tuple[str, ...]
    is_ruled_out: bool = False


def compare(one: Portrait, other: Portrait) -> Comparison:
    """Weigh whether two portraits are of one happening."""
    total = _PRIOR
    reasons: list[str] = []
    for sign in (_dates, _places, _kinds, _parties, _tolls):
        weight, words = sign(one, other)
        reasons += words
        if weight is None:
            return Comparison(0.0, tuple(reasons), is_ruled_out=True)
        total += weight
    return Comparison(1 / (1 + math.exp(-total)), tuple(reasons))


_FIRE = frozenset(
    {
        IncidentKind.AIR_STRIKE,
        IncidentKind.DRONE_STRIKE,
        IncidentKind.MISSILE_STRIKE,
        IncidentKind.SHELLING,
    }
)
_Sign = tuple[float | None, list[str]]


def _dates(one: Portrait, other: Portrait) -> _Sign:
    if one.date is None or other.date is None:
        constrained = _constraints(one, other)
        if constrained is not None:
            return constrained
        if one.told_on is None or other.told_on is None:
            return _DATE_UNTOLD - 1, []
        days = abs((one.told_on - other.told_on).days)
        if days > WEEKS_APART_DAYS:
            return _FAR_IN_TIME, [f"reported {days} days apart"]
        return _DATE_UNTOLD, [f"reported {days} days apart"]
    is_told = one.is_dated and other.is_dated
    if not is_told and one.date.meets(other.date, _SLACK_DAYS):
        return _DATES_MEET, ["reported about the same day"]
    if one.date.meets(other.date):
        if max(one.date.days, other.date.days) <= 2:
            return _SAME_DAY, [f"same day ({max(one.date.first, other.date.first)})"]
        return _DATES_MEET, [f"dates overlap ({one.date}, {other.date})"]
    if one.date.meets(other.date, _SLACK_DAYS if is_told else _INFERRED_SLACK_DAYS):
        return _DAY_BETWEEN, [f"dates close ({one.date}, {other.date})"]
    return None, [f"different dates ({one.date}, {other.date})"]


def _constraints(one: Portrait, other: Portrait) -> _Sign | None:
    """What a weekday or a day without a year says, None where it says nothing.

    No slack is given here: nothing but the weekday holds the two together in time. A day
    that nobody told, but that was taken from the report's own, rules none out.
    """
    some, others = _told_days(one), _told_days(other)
    if not some or not others:
        return None
    met = [(a, b) for a in some for b in others if a.meets(b)]
    if not met:
        return None, [f"different days ({some[0]}, {others[0]})"]
    for a, b in met:
        known, constraint = (a, b) if isinstance(b, DateConstraint) else (b, a)
        if not isinstance(constraint, DateConstraint):
            continue
        weight = _DAY_OF_YEAR_FITS if constraint.is_day_of_year else _WEEKDAY_FITS
        if isinstance(known, DateConstraint):
            weight = weight if known.is_day_of_year else _WEEKDAY_FITS
            return weight, [_shared_words(known, constraint)]
        if known.days <= _EXACT_DAYS:
            return weight, [f"{constraint}, and {constraint.narrow(known)} is one"]
    return None


def _shared_words(one: DateConstraint, other: DateConstraint) -> str:
    if str(one) != str(other):
        return f"{one} and {other} can be one day"
    is_month = one.weekday is None and one.day is None
    return f"both {'in' if is_month else 'on'} {one}"


def _told_days(portrait: Portrait) -> tuple[DateValue, ...]:
    """What the words tell of the day, whether it leads to one or not."""
    if portrait.date is not None and portrait.is_dated:
        return (portrait.date,)
    return portrait.constraints


def _places(one: Portrait, other: Portrait) -> _Sign:
    if one.place is None or other.place is None:
        return _NO_PLACE, ["no place told"]
    apart, gap = apart_km(one.place, other.place), gap_km(one.place, other.place)
    if apart is None or gap is None:
        if one.place.words.casefold() == other.place.words.casefold():
            return _SAME_SPOT, [f"both name {one.place.words}"]
        return _NO_PLACE, ["a place was not found on the map"]
    words = f"{apart:.0f} km apart"
    if gap <= 0:
        widest = max(reach_km(one.place), reach_km(other.place))
        if apart <= _SPOT_KM and widest <= _WIDE_KM:
            return _SAME_SPOT, [words]
        if widest <= _WIDE_KM:
            return _OVERLAP, [words]
        return _WIDE_OVERLAP, [f"{words}, one place within the other's {widest:.0f} km"]
    nearest = _nearest_km(one.places, other.places)
    if nearest is not None and nearest <= 0:
        return _WIDE_OVERLAP, [f"{words}, but other places told meet"]
    if gap > _TOO_FAR_KM:
        return None, [f"{words}, too far"]
    return -gap / 10, [f"{words}, {gap:.0f} km more than the words allow"]


def _nearest_km(some: tuple[PlaceValue, ...], others: tuple[PlaceValue, ...]) -> float | None:
    gaps = [gap_km(one, other) for one in some for other in others]
    return min((gap for gap in gaps if gap is not None), default=None)


def _kinds(one: Portrait, other: Portrait) -> _Sign:
    if one.kind == other.kind:
        return _SAME_KIND, [f"both {one.kind.replace('_', ' ')}"]
    if are_kinds_akin(one.kind, other.kind):
        return 0.0, []
    kinds = " and ".join(sorted(k.replace("_", " ") for k in (one.kind, other.kind)))
    weight = _OTHER_FIRE if {one.kind, other.kind} <= _FIRE else _OTHER_KIND
    return weight, [f"different kinds ({kinds})"]


def _parties(one: Portrait, other: Portrait) -> _Sign:
    weight = 0.0
    reasons = []
    shared = one.actors & other.actors
    if shared:
        weight += _SAME_ACTOR
        reasons.append(f"both name {', '.join(sorted(shared))}")
    elif one.actors and other.actors:
        weight += _OTHER_ACTORS
        if one.actors & other.targets and other.actors & one.targets:
            weight += _SIDES_SWAPPED
        reasons.append("different sides blamed")
    words = one.target_words & other.target_words
    if words:
        weight += _SAME_TARGET
        reasons.append(f"targets share the words {', '.join(sorted(words))}")
    return weight, reasons


def _tolls(one: Portrait, other: Portrait) -> _Sign:
    same = one.tolls & other.tolls
    if same:
        facet, _, number = max(same, key=lambda t: (t[2].floor, t[0], t[1], str(t[2])))
        if number.floor >= SMALL_TOLL:
            weight = _SAME_BIG_TOLL if number.floor >= _BIG_TOLL else _SAME_TOLL
            return weight, [f"{facet} {number} in both"]
    floors = {(f, g, n.floor) for f, g, n in one.tolls if n.floor >= _BIG_TOLL}
    shared = floors & {(f, g, n.floor) for f, g, n in other.tolls}
    if shared:
        facet, _, least = max(shared, key=lambda t: (t[2], t[0], t[1]))
        return _SAME_FLOOR, [f"{facet} {least} in both, or more"]
    swapped = {
        number.floor
        for facet, _, number in one.tolls
        for other_facet, _, other_number in other.tolls
        if facet != other_facet and number == other_number and number.floor >= _BIG_TOLL
    }
    if swapped:
        return _SWAPPED_TOLL, [f"{max(swapped)} told of different outcomes"]
    both = [
        (mine, theirs)
        for facet, group, mine in one.tolls
        for other_facet, other_group, theirs in other.tolls
        if (facet, group) == (other_facet, other_group) and facet == Facet.KILLED
    ]
    if not both:
        return 0.0, []
    if any(mine.is_compatible(theirs) for mine, theirs in both):
        return _TOLLS_FIT, ["numbers killed can both be true"]
    return _TOLLS_PART, ["different numbers killed"]
