"""What speaks for or against two reports' incidents being one happening: named signs.

Each sign has a name, a number and, where a person should hear of it, words. How much a sign
weighs is not known here (see `pairs`). A date or a place that leaves no room for doubt rules a
pair out whatever else agrees.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.link.nearness import apart_km, are_kinds_akin, gap_km, reach_km
from rashomon.link.parts import are_other_parts
from rashomon.link.portrait import Portrait
from rashomon.link.quarters import are_other_quarters
from rashomon.link.telling import Toll
from rashomon.records import (
    CasualtyRange,
    DateConstraint,
    DateValue,
    Facet,
    IncidentKind,
    PlaceValue,
)

__all__ = [
    "ABOUT",
    "SIGNS",
    "SLACK_DAYS",
    "SMALL_TOLL",
    "TOO_FAR_KM",
    "WEEKS_APART_DAYS",
    "Sign",
    "signs",
]

SIGNS = {
    "any pair": "what is known of a pair before anything is compared",
    "same day": "both tell a day, and it is one",
    "days overlap": "the days told are of longer spans that overlap",
    "day between": "the days told are neighbors",
    "same day reported": "no day is told by one, but its report is of the other's day",
    "day beside reported": "no day is told by one, but its report is of a day beside the other's",
    "reported before": "one is reported before the day that the other tells",
    "day untold": "one has no day at all; the reports are of much the same days",
    "reports undated": "one has no day, and not even its report has one",
    "reported far apart": "one has no day; the reports are weeks apart",
    "weekday fits": "a weekday told can be the other's day",
    "day of year fits": "a day without a year can be the other's day",
    "same spot": "the places are one town and its surroundings",
    "places overlap": "the places overlap",
    "place within region": "one place lies within a province or region that the other tells",
    "kilometers": "how far the points lie apart, beyond 4 km (logarithm of 1 + km)",
    "other places meet": "the places lie apart, but others told beside them meet",
    "times as wide": "by how much one place is wider (logarithm of the ratio)",
    "other quarter": "the places are small, and no name is shared",
    "gap": "tens of kilometers more than the words allow",
    "no place": "a place is not told, or not on the map",
    "same place words": "one name for a place that is not on the map",
    "other parts": "opposite ends of a town, or parts that other sides hold",
    "same kind": "the same sort of violence",
    "other kind": "sorts of violence that are not one",
    "other fire": "fire from the sky that is told as another sort of fire",
    "shared doer": "one side is blamed by both",
    "other doers": "different sides are blamed",
    "sides swapped": "who attacks here is attacked there",
    "others beside": "its report tells of others about there (logarithm of 1 + how many)",
    "shared target": "words for what was hit are shared",
    "other targets": "words for what was hit are told by both, and none is shared",
    "same weapons": "a weapon is shared",
    "other weapons": "weapons are told by both, and none is shared",
    "same toll": "one number of victims, three or more",
    "same large toll": "one number of victims, ten or more",
    "same least toll": "one least number, ten or more",
    "toll swapped": "one number, told of the dead here and of the hurt there",
    "tolls fit": "the numbers killed can both be true",
    "tolls part": "the numbers killed cannot both be true",
    "times as many": "by how much they part (logarithm of the ratio, two at most)",
    "shared names": "names in the words of both (logarithm of 1 + how many)",
    "shared phrases": "runs of four words in both (logarithm of 1 + how many)",
}
"""Every sign, and what it means."""

ABOUT = {
    "the day": (
        "same day",
        "days overlap",
        "day between",
        "same day reported",
        "day beside reported",
        "day untold",
        "reports undated",
        "reported far apart",
        "weekday fits",
        "day of year fits",
    ),
    "the day of the report": ("reported before",),
    "the place": (
        "same spot",
        "places overlap",
        "place within region",
        "other places meet",
        "gap",
        "no place",
        "same place words",
    ),
    "the distance": ("kilometers",),
    "the width of the places": ("times as wide",),
    "the part of town": ("other parts",),
    "the name of the quarter": ("other quarter",),
    "what its report tells beside": ("others beside",),
    "the sort of violence": (
        "same kind",
        "other kind",
        "other fire",
    ),
    "the doers": (
        "shared doer",
        "other doers",
        "sides swapped",
    ),
    "the target": ("shared target", "other targets"),
    "the weapons": ("same weapons", "other weapons"),
    "the toll": (
        "same toll",
        "same large toll",
        "same least toll",
        "toll swapped",
        "tolls fit",
        "tolls part",
        "times as many",
    ),
    "the names": ("shared names",),
    "the wording": ("shared phrases",),
}
"""Which signs are about the same; of most, a pair has one."""

_SPOT_KM = 15.0  # a town and its surroundings
_POINT_KM = 4.0  # by so much two people's points for one village differ (train-a)
_QUARTER_KM = 10.0  # what reaches no further is a quarter, a village or a small town
_QUARTERS_APART_KM = 1.0  # nearer points are one place by two names
_WIDE_KM = 60.0  # reaches from here on are a province's
_BIG_TOLL = 10  # a number hardly told of two happenings by chance
_VAGUE_TIMES = 2  # "dozens" may be 24 or 99: that both say so says little
SMALL_TOLL = 3  # smaller numbers are told of too many happenings
SLACK_DAYS = 1  # nights belong to two days, and datelines to two time zones
_INFERRED_SLACK_DAYS = 3
_EXACT_DAYS = 2  # a night; that a weekday falls into a longer interval says nothing
TOO_FAR_KM = 40.0  # between the edges of the two places
WEEKS_APART_DAYS = 10  # undated reports from further apart tell of different days
_LONGEST_LIST = 4  # of names in a reason


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a pair: `value` is 1 where it is just there; without `words` it goes unsaid."""

    name: str
    value: float = 1.0
    words: str = ""


class _RuledOut(Exception):
    """Date or place leave no room for one happening; says which."""


def signs(one: Portrait, other: Portrait) -> tuple[tuple[Sign, ...], str | None]:
    """Return the signs of a pair, and the reason that rules it out, None if nothing does."""
    found = [Sign("any pair")]
    try:
        for look in (_dates, _places, _kinds, _sides, _tolls, _text):
            found += look(one, other)
    except _RuledOut as reason:
        return tuple(found), str(reason)
    return tuple(found), None


_FIRE = frozenset(
    {
        IncidentKind.AIR_STRIKE,
        IncidentKind.DRONE_STRIKE,
        IncidentKind.MISSILE_STRIKE,
        IncidentKind.SHELLING,
    }
)


def _dates(one: Portrait, other: Portrait) -> Iterator[Sign]:
    yield from _too_early(one, other)
    if one.date is None or other.date is None:
        constrained = _constraints(one, other)
        if constrained is not None:
            yield constrained
        elif one.told_on is None or other.told_on is None:
            yield Sign("reports undated")
        else:
            days = abs((one.told_on - other.told_on).days)
            name = "reported far apart" if days > WEEKS_APART_DAYS else "day untold"
            yield Sign(name, 1.0, f"reported {days} days apart")
        return
    is_told = one.is_dated and other.is_dated
    if not is_told and one.date.meets(other.date):
        yield Sign("same day reported", 1.0, "reported of the same day")
    elif not is_told and one.date.meets(other.date, SLACK_DAYS):
        words = f"reported of days side by side ({one.date}, {other.date})"
        yield Sign("day beside reported", 1.0, words)
    elif one.date.meets(other.date):
        if max(one.date.days, other.date.days) <= 2:
            same = max(one.date.first, other.date.first)
            yield Sign("same day", 1.0, f"same day ({same})")
        else:
            yield Sign("days overlap", 1.0, f"dates overlap ({one.date}, {other.date})")
    elif one.date.meets(other.date, SLACK_DAYS if is_told else _INFERRED_SLACK_DAYS):
        yield Sign("day between", 1.0, f"dates close ({one.date}, {other.date})")
    else:
        raise _RuledOut(f"different dates ({one.date}, {other.date})")


def _too_early(one: Portrait, other: Portrait) -> Iterator[Sign]:
    for told, late in ((one, other), (other, one)):
        if told.told_on and late.date and late.is_dated and told.told_on < late.date.first:
            words = f"reported on {told.told_on}, before the other's day, {late.date}"
            yield Sign("reported before", 1.0, words)
            return


def _constraints(one: Portrait, other: Portrait) -> Sign | None:
    """What a weekday or a day without a year says, None where it says nothing.

    No slack is given here: nothing but the weekday holds the two together in time. A day
    that nobody told, but that was taken from the report's own, rules none out.
    """
    some, others = _told_days(one), _told_days(other)
    if not some or not others:
        return None
    met = [(a, b) for a in some for b in others if a.meets(b)]
    if not met:
        raise _RuledOut(f"different days ({some[0]}, {others[0]})")
    for a, b in met:
        known, constraint = (a, b) if isinstance(b, DateConstraint) else (b, a)
        if not isinstance(constraint, DateConstraint):
            continue
        is_of_year = constraint.is_day_of_year
        if isinstance(known, DateConstraint):
            is_of_year = is_of_year and known.is_day_of_year
            words = _shared_words(known, constraint)
        elif known.days <= _EXACT_DAYS:
            words = f"{constraint}, and {constraint.narrow(known)} is one"
        else:
            continue
        return Sign("day of year fits" if is_of_year else "weekday fits", 1.0, words)
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


def _places(one: Portrait, other: Portrait) -> Iterator[Sign]:
    if are_other_parts(one.parts, other.parts):
        parts = " and ".join(", ".join(sorted(p.parts)) for p in (one, other))
        yield Sign("other parts", 1.0, f"other parts ({parts})")
    if one.place is None or other.place is None:
        yield Sign("no place", 1.0, "no place told")
        return
    apart, gap = apart_km(one.place, other.place), gap_km(one.place, other.place)
    if apart is None or gap is None:
        if one.place.words.casefold() == other.place.words.casefold():
            yield Sign("same place words", 1.0, f"both name {one.place.words}")
        else:
            yield Sign("no place", 1.0, "a place was not found on the map")
        return
    words = f"{apart:.0f} km apart"
    if gap <= 0:
        widest = max(reach_km(one.place), reach_km(other.place))
        if widest > _WIDE_KM:
            words += f", one place within the other's {widest:.0f} km"
            yield Sign("place within region", 1.0, words)
            return
        yield Sign("same spot" if apart <= _SPOT_KM else "places overlap", 1.0, words)
        narrow, wide = sorted(max(_POINT_KM, reach_km(p)) for p in (one.place, other.place))
        yield Sign("times as wide", math.log(wide / narrow))
        are_small = wide <= _QUARTER_KM and apart >= _QUARTERS_APART_KM
        if are_small and are_other_quarters(one.quarters, other.quarters):
            words = f"named apart ({one.place.words}; {other.place.words})"
            yield Sign("other quarter", 1.0, words)
        yield Sign("kilometers", math.log1p(max(0.0, apart - _POINT_KM)))
        return
    nearest = _nearest_km(one.places, other.places)
    if nearest is not None and nearest <= 0:
        yield Sign("other places meet", 1.0, f"{words}, but other places told meet")
        return
    if gap > TOO_FAR_KM:
        raise _RuledOut(f"{words}, too far")
    yield Sign("gap", gap / 10, f"{words}, {gap:.0f} km more than the words allow")


def _nearest_km(some: tuple[PlaceValue, ...], others: tuple[PlaceValue, ...]) -> float | None:
    gaps = [gap_km(one, other) for one in some for other in others]
    return min((gap for gap in gaps if gap is not None), default=None)


def _kinds(one: Portrait, other: Portrait) -> Iterator[Sign]:
    if one.kind == other.kind:
        yield Sign("same kind", 1.0, f"both {one.kind.replace('_', ' ')}")
    elif not are_kinds_akin(one.kind, other.kind):
        kinds = " and ".join(sorted(k.replace("_", " ") for k in (one.kind, other.kind)))
        name = "other fire" if {one.kind, other.kind} <= _FIRE else "other kind"
        yield Sign(name, 1.0, f"different kinds ({kinds})")


def _sides(one: Portrait, other: Portrait) -> Iterator[Sign]:
    shared = one.actors & other.actors
    if shared:
        yield Sign("shared doer", 1.0, f"both name {', '.join(sorted(shared))}")
    elif one.actors and other.actors:
        is_swapped = one.actors & other.targets and other.actors & one.targets
        yield Sign("other doers", 1.0, "" if is_swapped else "different sides blamed")
        if is_swapped:
            yield Sign("sides swapped", 1.0, "different sides blamed, each as the other's attacker")
    words = one.target_words & other.target_words
    if words:
        yield Sign("shared target", 1.0, f"targets share the words {', '.join(sorted(words))}")
    elif one.target_words and other.target_words:
        yield Sign("other targets")
    if one.means & other.means:
        yield Sign("same weapons")
    elif one.means and other.means:
        yield Sign("other weapons", 1.0, "different weapons")
    beside = one.beside + other.beside
    if beside:
        more = f"their reports tell of {beside} more about there"
        yield Sign("others beside", math.log1p(beside), more)


def _tolls(one: Portrait, other: Portrait) -> Iterator[Sign]:
    same = {toll for toll in one.tolls & other.tolls if not _is_vague(toll[2])}
    if same:
        facet, _, number = max(same, key=lambda t: (t[2].floor, t[0], t[1], str(t[2])))
        if number.floor >= SMALL_TOLL:
            name = "same large toll" if number.floor >= _BIG_TOLL else "same toll"
            yield Sign(name, 1.0, f"{facet} {number} in both")
            return
    shared = _large_floors(one) & _large_floors(other)
    if shared:
        facet, _, least = max(shared, key=lambda t: (t[2], t[0], t[1]))
        yield Sign("same least toll", 1.0, f"{facet} {least} in both, or more")
        return
    swapped = {
        number.floor
        for facet, _, number in one.tolls
        for other_facet, _, other_number in other.tolls
        if facet != other_facet and number == other_number
        if number.floor >= _BIG_TOLL and not _is_vague(number)
    }
    if swapped:
        yield Sign("toll swapped", 1.0, f"{max(swapped)} told of different outcomes")
        return
    both = [
        (mine, theirs)
        for facet, group, mine in one.tolls
        for other_facet, other_group, theirs in other.tolls
        if (facet, group) == (other_facet, other_group) and facet == Facet.KILLED
    ]
    if any(mine.is_compatible(theirs) for mine, theirs in both):
        yield Sign("tolls fit", 1.0, "numbers killed can both be true")
    elif both:
        mine, theirs = _most_killed(one.tolls), _most_killed(other.tolls)
        words = f"tolls {mine} and {theirs}" if mine != theirs else "different numbers killed"
        yield Sign("tolls part", 1.0, words)
        yield Sign("times as many", min(2.0, abs(math.log((mine + 1) / (theirs + 1)))))


def _large_floors(portrait: Portrait) -> set[tuple[Facet, str, int]]:
    return {
        (facet, group, number.floor)
        for facet, group, number in portrait.tolls
        if number.floor >= _BIG_TOLL and not _is_vague(number)
    }


def _is_vague(number: CasualtyRange) -> bool:
    return number.high is not None and number.high > _VAGUE_TIMES * number.floor


def _most_killed(tolls: frozenset[Toll]) -> int:
    return max(number.floor for facet, _, number in tolls if facet == Facet.KILLED)


def _text(one: Portrait, other: Portrait) -> Iterator[Sign]:
    names = one.names & other.names
    if names:
        few = sorted(names)[:_LONGEST_LIST]
        more = f" and {len(names) - len(few)} more" if len(names) > len(few) else ""
        yield Sign("shared names", math.log1p(len(names)), f"both name {', '.join(few)}{more}")
    phrases = len(one.phrases & other.phrases)
    if phrases:
        words = f"{phrases} runs of four words in both"
        yield Sign("shared phrases", math.log1p(phrases), words if phrases > 1 else "")
