"""How far apart two coders' values of a facet are: a squared difference between 0 and 1.

0 is "the same", 1 "as different as told and not told". What the words of a range or a place
leave open is no difference: "at least 12" and "12 or more" are one value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    ClaimValue,
    CountValue,
    DateInterval,
    Facet,
    MeansValue,
    PlaceValue,
    ResponsibleValue,
    Speaker,
    TargetValue,
)
from rashomon.reference.earth import distance_km
from rashomon.reference.victims import victim_group

__all__ = [
    "METRIC_OF",
    "difference",
    "is_same_speaker",
    "is_same_who",
    "range_difference",
]

# Days that far apart are as different as told and not told. Set by hand: a month is the coarsest
# time that UCDP and ACLED code below the year.
_FAR_DAYS = 31.0
_EMPTY_WORDS = frozenset("the a an of in on at to by s and its his her their from for".split())

METRIC_OF: dict[Facet, str] = {
    **dict.fromkeys(COUNT_FACETS, "ratio, of both ends"),
    Facet.RESPONSIBLE: "nominal",
    Facet.TARGET: "nominal",
    Facet.MEANS: "nominal",
    Facet.PLACE: "nominal, circles that meet",
    Facet.DATE: "interval, of both days up to a month",
    Facet.MOTIVE: "told or not",
    Facet.NOTICE: "told or not",
}
"""What the values of each facet are compared by, in words."""


def difference(one: ClaimValue | None, other: ClaimValue | None) -> float:
    """Return how far two values of one facet are apart, 0 to 1; None is "not told"."""
    if one == other:
        return 0.0
    match one, other:
        case CountValue(), CountValue():
            return range_difference(one.range, other.range)
        case DateInterval(), DateInterval():
            return min(1.0, _days_apart(one, other) / _FAR_DAYS**2)
        case PlaceValue(), PlaceValue():
            return float(not _is_same_place(one, other))
        case ResponsibleValue(), ResponsibleValue():
            return float(_words(one.actor) != _words(other.actor))
        case TargetValue(), TargetValue():
            if one.actor and other.actor:
                return float(one.actor != other.actor)
            return float(not _is_same_name(one.what, other.what))
        case MeansValue(), MeansValue():
            return float(one.means is not other.means)
        case _:
            return 1.0


def range_difference(one: CasualtyRange, other: CasualtyRange) -> float:
    """Return the mean of the ratio metric at both ends.

    Of exact numbers it is the ratio metric itself. An end that one leaves open and the other
    does not counts as 1, two open ends as 0.

    >>> range_difference(CasualtyRange(3, 3), CasualtyRange(1, 1))
    0.25
    >>> range_difference(CasualtyRange(12, None), CasualtyRange(12, 12))
    0.5
    """
    return (_ratio(one.low, other.low) + _ratio(one.high, other.high)) / 2


def _ratio(a: int | None, b: int | None) -> float:
    if a == b:
        return 0.0
    if a is None or b is None:
        return 1.0
    return ((a - b) / (a + b)) ** 2


def _days_apart(one: DateInterval, other: DateInterval) -> float:
    """The mean squared distance in days of the first days and of the last ones."""
    first, last = (one.first - other.first).days, (one.last - other.last).days
    return (first**2 + last**2) / 2


def is_same_speaker(one: Sequence[Speaker], other: Sequence[Speaker]) -> bool:
    """Tell whether the first speakers of two chains are one: by actor, else by their words."""
    if not one or not other:
        return not one and not other
    a, b = one[0], other[0]
    if a.actor and b.actor:
        return a.actor == b.actor
    return _is_same_name(a.words, b.words)


def is_same_who(one: ClaimValue, other: ClaimValue) -> bool:
    """Tell whether two counts are of one group of victims; so are values that count nobody."""
    if not isinstance(one, CountValue) or not isinstance(other, CountValue):
        return True
    return victim_group(one.who) == victim_group(other.who)


def _is_same_place(one: PlaceValue, other: PlaceValue) -> bool:
    ends = (one.lat, one.lon, one.radius_km, other.lat, other.lon, other.radius_km)
    lat, lon, radius, other_lat, other_lon, other_radius = ends
    if (
        lat is None or lon is None or radius is None
        or other_lat is None or other_lon is None or other_radius is None
    ):  # fmt: skip
        return _is_same_name(one.words, other.words)
    return distance_km(lat, lon, other_lat, other_lon) <= radius + other_radius


def _is_same_name(one: str, other: str) -> bool:
    """Tell whether all telling words of the shorter name are in the longer one."""
    a, b = _words(one), _words(other)
    return a == b or bool(a and b and (a <= b or b <= a))


@lru_cache(maxsize=4096)  # a few hundred names are compared with each other again and again
def _words(name: str) -> frozenset[str]:
    folded = name.casefold().replace("’", "'").replace("defence", "defense")
    return frozenset(re.findall(r"\w+", folded)) - _EMPTY_WORDS
