"""The date, place and kind that what is told of one happening adds up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rashomon.link.nearness import gap_km, reach_km
from rashomon.link.telling import Telling
from rashomon.records import DateConstraint, DateInterval, IncidentKind, PlaceValue

__all__ = ["Days", "Places", "agreed_date", "agreed_kind", "agreed_place", "held_to"]


class Days:
    """The days told of one happening, each interval once, and the days that most of them allow.

    Of more than `most` intervals the first so many are kept.
    """

    def __init__(self, dates: Iterable[DateInterval] = (), most: int | None = None) -> None:
        self._votes: dict[DateInterval, int] = {}
        self._times: Counter[DateInterval] = Counter()
        self._most = most
        self._agreed: DateInterval | None = None
        for date in dates:
            self.add(date)

    def __iter__(self) -> Iterator[DateInterval]:
        return iter(self._votes)

    def __len__(self) -> int:
        return len(self._votes)

    def add(self, date: DateInterval) -> None:
        """Count one more telling of an interval."""
        self._agreed = None
        if date not in self._votes:
            if len(self._votes) == self._most:
                return
            self._votes[date] = sum(n for other, n in self._times.items() if date.meets(other))
        self._times[date] += 1
        for other in self._votes:
            self._votes[other] += other.meets(date)

    @property
    def agreed(self) -> DateInterval | None:
        """The narrowest interval that most allow; outliers are left out. None of none."""
        if self._agreed is None and self._votes:
            first = min(self._votes, key=lambda d: (-self._votes[d], d.days))
            agreed = first
            for other in sorted(self._votes, key=lambda d: d.days):
                agreed = agreed.narrow(other) or agreed
            self._agreed = DateInterval(agreed.first, agreed.last, first.reason)
        return self._agreed


def agreed_date(dates: Iterable[DateInterval]) -> DateInterval | None:
    """Return the narrowest interval that most of `dates` allow; outliers are left out.

    >>> from datetime import date
    >>> week = DateInterval(date(2020, 3, 2), date(2020, 3, 8))
    >>> day, slip = (DateInterval(date(2020, 3, d), date(2020, 3, d)) for d in (4, 30))
    >>> str(agreed_date([week, slip, day]))
    '2020-03-04'
    """
    return Days(dates).agreed


def held_to(
    date: DateInterval | None, constraints: Iterable[DateConstraint]
) -> DateInterval | None:
    """Return the days of `date` that the constraints allow; one that allows none is left out.

    The reason tells which words narrowed it.

    >>> from datetime import date
    >>> week = DateInterval(date(2018, 2, 5), date(2018, 2, 11), "that week")
    >>> held_to(week, [DateConstraint(weekday=2)]).reason
    'that week; a Wednesday within 2018-02-05–2018-02-11'
    """
    for constraint in constraints:
        narrowed = constraint.narrow(date) if date else None
        if date and narrowed and narrowed.days < date.days:
            reason = "; ".join(filter(None, (date.reason, narrowed.reason)))
            date = DateInterval(narrowed.first, narrowed.last, reason)
    return date


class Places:
    """The places told of one happening, each once, and the one that most of them agree with.

    Of more than `most` places the first so many are kept.
    """

    def __init__(self, places: Iterable[PlaceValue] = (), most: int | None = None) -> None:
        self.told: list[PlaceValue] = []
        self._at: dict[tuple[object, ...], int] = {}
        self._near: list[list[int]] = []
        self._votes: list[int] = []
        self._times: list[int] = []
        self._most = most
        for place in places:
            self.add(place)

    def add(self, place: PlaceValue, times: int = 1) -> None:
        """Count so many more tellings of a place."""
        at = self._at.get(_place_key(place))
        if at is None:
            if len(self.told) == self._most:
                return
            at = self._enter(place)
        self._times[at] += times
        for other in self._near[at]:
            self._votes[other] += times

    def _enter(self, place: PlaceValue) -> int:
        at = self._at[_place_key(place)] = len(self.told)
        self.told.append(place)
        near = [
            number
            for number, other in enumerate(self.told)
            if place.is_resolved and other.is_resolved and (gap_km(place, other) or 0.0) <= 0
        ]
        for number in near:
            if number != at:
                self._near[number].append(at)
        self._near.append(near)
        self._votes.append(sum(self._times[number] for number in near if number != at))
        self._times.append(0)
        return at

    @property
    def agreed(self) -> PlaceValue | None:
        """The most specific of the resolved places that most of them agree with.

        One that could not be resolved only where there is no other.
        """
        resolved = [at for at, place in enumerate(self.told) if place.is_resolved]
        best = min(resolved, key=lambda at: (-self._votes[at], reach_km(self.told[at])), default=0)
        return self.told[best] if self.told else None


def _place_key(place: PlaceValue) -> tuple[object, ...]:
    """All that places are compared by, quicker than all that is known of them."""
    anchor = place.anchors[0].place_id if place.anchors else None
    return place.words, place.lat, place.lon, place.radius_km, anchor


def agreed_place(places: Iterable[PlaceValue]) -> PlaceValue | None:
    """Return the most specific of the resolved places that most of `places` agree with.

    A place that could not be resolved is returned only where there is no other: its words are
    better than nothing.
    """
    return Places(places).agreed


# The more telling sort wins where as many mentions speak for it.
_PRECEDENCE = (
    IncidentKind.CHEMICAL_ATTACK,
    IncidentKind.SHOOT_DOWN,
    IncidentKind.SUICIDE_BOMBING,
    IncidentKind.BOMBING,
    IncidentKind.DRONE_STRIKE,
    IncidentKind.AIR_STRIKE,
    IncidentKind.MISSILE_STRIKE,
    IncidentKind.SHELLING,
    IncidentKind.CLASH,
    IncidentKind.ABDUCTION_OR_KILLING,
    IncidentKind.SHOOTING,
    IncidentKind.GROUND_ATTACK,
    IncidentKind.OTHER,
)


# What the sides at it make of fire and fighting; an execution or a bomb stays one.
_FOUGHT = frozenset(
    {
        IncidentKind.OTHER,
        IncidentKind.GROUND_ATTACK,
        IncidentKind.SHELLING,
        IncidentKind.SHOOTING,
        IncidentKind.AIR_STRIKE,
        IncidentKind.MISSILE_STRIKE,
        IncidentKind.DRONE_STRIKE,
    }
)
# Whose "strikes" come from the air where no weapon is told.
_FLYING = frozenset({"US-led coalition", "Saudi-led coalition", "NATO", "Israel"})
# How much a mention's kind counts: with day, toll or doer; with anything else told; with
# nothing. Set on the annotated incidents that were found: 64 of 77 kinds of train-a come out
# as annotated, 14 of 26 of train-c, 4 of 7 of the seeds; with equal weights 59, 15 and 2.
_FIRM, _TOLD, _BARE = 3.0, 1.0, 0.25
_FIRST = 1.5  # the lead says best what it was


def agreed_kind(told: Sequence[Telling]) -> IncidentKind:
    """Return the kind that most mentions point to; a clash where each side is said to attack.

    A side that is both blamed and named as a target, with another side blamed too, is one
    that fought: an attack and the answer to it.
    """
    actors = frozenset[str]().union(*(t.actors for t in told)) if told else frozenset()
    targets = frozenset[str]().union(*(t.targets for t in told)) if told else frozenset()
    votes: defaultdict[IncidentKind, float] = defaultdict(float)
    for n, telling in enumerate(told):
        if telling.mention.is_background:
            continue
        weight = _FIRM if telling.is_firm else _TOLD if telling.is_told_of else _BARE
        for kind in telling.kinds - {IncidentKind.OTHER}:
            votes[kind] += weight * (1 if n else _FIRST)
    best = min(votes, key=lambda kind: (-votes[kind], _PRECEDENCE.index(kind)), default=None)
    if best is None:
        best = IncidentKind.AIR_STRIKE if actors & _FLYING else IncidentKind.OTHER
    if best in _FOUGHT and len(actors) > 1 and actors & targets:
        return IncidentKind.CLASH
    return best
