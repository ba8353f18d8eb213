"""Lines and areas drawn on the map, and how an incident lies to them.

A zone is what somebody proclaimed: others may recognize or reject it, and it held from some
day to some day. How far an incident lies from its edge is no surer than the incident's place
and the zone's own outline, so every distance comes with the least and the most it may be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rashomon.errors import InvalidRecord
from rashomon.records.dates import DateInterval, DateValue
from rashomon.records.evidence import EvidenceSpan, Speaker

__all__ = [
    "LonLat",
    "Zone",
    "ZoneAgreement",
    "ZoneClaim",
    "ZoneKind",
    "ZoneRelation",
    "ZoneSide",
    "ZoneStatement",
    "compass_point",
]

LonLat = tuple[float, float]
"""A point in degrees (WGS 84), longitude first as in GeoJSON."""

_WINDS = (
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
)  # fmt: skip


def compass_point(bearing: float) -> str:
    """Return the nearest of the eight winds.

    >>> compass_point(52), compass_point(350)
    ('northeast', 'north')
    """
    return _WINDS[round(bearing / 45) % 8]


class ZoneKind(StrEnum):
    """Whether a zone has an inside or merely two sides."""

    LINE = "line"
    AREA = "area"


class ZoneSide(StrEnum):
    """On which side of a zone's edge a place lies."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    LEFT = "left"  # of a line, in the direction in which it is drawn
    RIGHT = "right"
    BEYOND = "beyond"  # past the end of a line, where it has no sides
    EITHER = "either"  # too near the edge for what is known of both
    UNKNOWN = "unknown"  # the incident has no place


@dataclass(frozen=True, slots=True)
class Zone:
    """A line or area with the days on which it held, and who stood by it.

    `shapes` are paths of a line or polygons of an area: each holds rings of points, a path one,
    a polygon its outline and then its holes. A circle is one point with `circle_km`.
    `valid_from` and `valid_to` hold the first and the last day; an interval of several days
    says that it is not known which of them. `valid_to` is None for a zone that has not been given
    up as far as is known; `valid_from` is None where the beginning is not told.
    `precision_km` is how far the true edge may lie from the one drawn here. `names` are what
    reports call it, `shared_names` what they call others of its sort too ("the buffer zone").
    `left` and `right` tell what lies on a line's sides, in the direction in which it is drawn.
    """

    zone_id: str
    name: str
    kind: ZoneKind
    shapes: tuple[tuple[tuple[LonLat, ...], ...], ...]
    precision_km: float
    source: str
    valid_from: DateInterval | None = None
    valid_to: DateInterval | None = None
    proclaimed_by: tuple[str, ...] = ()
    recognized_by: tuple[str, ...] = ()
    rejected_by: tuple[str, ...] = ()
    note: str = ""
    names: tuple[str, ...] = ()
    shared_names: tuple[str, ...] = ()
    circle_km: float | None = None
    left: str = ""
    right: str = ""
    is_users: bool = False

    def __post_init__(self) -> None:
        if not self.zone_id or not self.name.strip():
            raise InvalidRecord("a zone needs a name")
        if not (math.isfinite(self.precision_km) and self.precision_km >= 0):
            raise InvalidRecord(f"{self.name}: precision of {self.precision_km} km")
        if not self.shapes or not all(ring for shape in self.shapes for ring in shape):
            raise InvalidRecord(f"{self.name}: no points")
        if self.circle_km is not None and not (0 < self.circle_km < math.inf):
            raise InvalidRecord(f"{self.name}: circle of {self.circle_km} km")
        if self.valid_from and self.valid_to and self.valid_to.last < self.valid_from.first:
            raise InvalidRecord(
                f"{self.name}: ends on {self.valid_to} before it begins on {self.valid_from}"
            )

    def force_on(self, days: DateValue | None) -> tuple[bool | None, str]:
        """Tell whether the zone held on `days`, and why so.

        None where the days are not known, reach over its beginning or end, or fall where it
        is not known whether it had begun or ended.
        """
        if self.valid_from is None:
            return None, "when it began is not known"
        if not isinstance(days, DateInterval):
            told = "has no date" if days is None else f"is only known to be of {days}"
            return None, f"the incident {told}; the zone held {self.days_words}"
        if days.last < self.valid_from.first:
            return False, f"before it began ({_day_words(self.valid_from)})"
        if self.valid_to is not None and days.first > self.valid_to.last:
            return False, f"after it ended ({_day_words(self.valid_to)})"
        if days.first < self.valid_from.last:
            return None, f"whether it had begun is not known ({_day_words(self.valid_from)})"
        if self.valid_to is not None and days.last > self.valid_to.first:
            return None, f"whether it had ended is not known ({_day_words(self.valid_to)})"
        return True, f"held {self.days_words}"

    @property
    def days_words(self) -> str:
        """The days in force, in words ("from 2017-05-06 to 2018-05-16")."""
        begin = f"from {_day_words(self.valid_from)}" if self.valid_from else "from a day not told"
        return f"{begin} on" if self.valid_to is None else f"{begin} to {_day_words(self.valid_to)}"


def _day_words(days: DateInterval) -> str:
    if days.first == days.last:
        return str(days.first)
    if days.last == date.max:
        return f"some day after {days.first}"
    if (days.first.month, days.first.day, days.last.month, days.last.day) == (1, 1, 12, 31):
        years = (days.first.year, days.last.year)
        return f"{years[0]}" if years[0] == years[1] else f"{years[0]}–{years[1]}"
    return f"some day between {days.first} and {days.last}"


@dataclass(frozen=True, slots=True)
class ZoneClaim:
    """How something told of lies to a zone, as a report's words have it.

    `side` is INSIDE or OUTSIDE, None where the words tell a distance or direction alone.
    The distance from the edge runs from `low_km` to `high_km`, None for open or not told; both
    are as told, and good to `doubt_km`.
    """

    evidence: EvidenceSpan
    side: ZoneSide | None = None
    low_km: float | None = None
    high_km: float | None = None
    bearing: float | None = None
    doubt_km: float = 0.0

    def __post_init__(self) -> None:
        if self.side not in {None, ZoneSide.INSIDE, ZoneSide.OUTSIDE}:
            raise InvalidRecord(f"a report tells inside or outside, not {self.side}")
        low, high = self.low_km or 0.0, math.inf if self.high_km is None else self.high_km
        if not 0 <= low <= high:
            raise InvalidRecord(f"distance from {self.low_km} to {self.high_km} km")

    def __str__(self) -> str:
        parts = []
        low, high = self.low_km, self.high_km
        if low is not None and high is not None:
            parts.append(f"{_told(low)} km" if low == high else f"{_told(low)} to {_told(high)} km")
        elif low is not None:
            parts.append(f"{_told(low)} km or more")
        elif high is not None:
            parts.append(f"up to {_told(high)} km")
        if self.bearing is not None:
            parts.append(compass_point(self.bearing))
        if self.side is not None:
            parts.append(self.side)
        return " ".join(parts)


class ZoneAgreement(StrEnum):
    """How a relation that a report tells stands to the one that coordinates give."""

    AGREES = "agrees"
    PARTS = "parts"  # further apart than both uncertainties together
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True, slots=True)
class ZoneStatement:
    """A sentence of a report that speaks of a zone: words, speakers, and what it claims.

    `named` are the words that name the zone, within `evidence`, the sentence. `source` is the
    chain of who says it, empty in the outlet's own voice. `note` holds both figures where a
    claimed relation could be held against the coordinates.
    """

    report_id: str
    named: EvidenceSpan
    evidence: EvidenceSpan
    source: tuple[Speaker, ...] = ()
    claim: ZoneClaim | None = None
    agreement: ZoneAgreement | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.evidence.covers(self.named):
            raise InvalidRecord(f"{self.named.quote!r} does not stand in its sentence")
        if self.agreement is not None and self.claim is None:
            raise InvalidRecord("nothing is claimed that could agree")


@dataclass(frozen=True, slots=True)
class ZoneRelation:
    """How an incident lies to a zone, as its place's coordinates have it.

    `distance_km` is that from the incident's point to the zone's edge, inside or out;
    `low_km` and `high_km` are what it may be, given the place's radius and the zone's own
    precision. All are None, and `side` is UNKNOWN, for an incident without a place. `bearing`
    points from the nearest point of the edge to the place, in degrees. `drawn_side` is what the
    bare point says, also where `side` is EITHER.
    """

    zone: Zone
    side: ZoneSide
    is_in_force: bool | None
    force_reason: str
    distance_km: float | None = None
    low_km: float | None = None
    high_km: float | None = None
    bearing: float | None = None
    drawn_side: ZoneSide = ZoneSide.UNKNOWN
    reason: str = ""
    statements: tuple[ZoneStatement, ...] = ()

    def __post_init__(self) -> None:
        figures = (self.distance_km, self.low_km, self.high_km)
        if self.side is ZoneSide.UNKNOWN:
            if any(figure is not None for figure in figures):
                raise InvalidRecord(f"{self.zone.name}: a distance without a side")
            return
        away, low, high = figures
        if away is None or low is None or high is None or not 0 <= low <= away <= high:
            raise InvalidRecord(f"{self.zone.name}: distance {away} is not within {low} to {high}")

    @property
    def zone_id(self) -> str:
        """The zone's id."""
        return self.zone.zone_id

    def __str__(self) -> str:
        """The relation as a sentence without its end."""
        is_bare = self.zone.is_users or self.zone.name.casefold().startswith("the ")
        name = self.zone.name if is_bare else f"the {self.zone.name}"
        if self.distance_km is None or self.low_km is None or self.high_km is None:
            return f"how the incident lies to {name} cannot be told"
        away, low, high = (_km(figure) for figure in (self.distance_km, self.low_km, self.high_km))
        bounds = f"at least {low}, at most {high} km"
        if self.zone.kind is ZoneKind.AREA:
            other = "outside" if self.drawn_side is ZoneSide.INSIDE else "inside"
            is_inside = self.drawn_side is ZoneSide.INSIDE
            told = f"inside {name}, {away} km" if is_inside else f"{away} km outside {name}"
            told += f" from its edge ({bounds})" if is_inside else f" ({bounds})"
            return told + (f": cannot be told from {other}" if self._is_either else "")
        held = self.zone.left if self.drawn_side is ZoneSide.LEFT else self.zone.right
        # A river winds: where its sides have names, these tell more than the nearest bend does.
        is_named = bool(held) and self.side is not ZoneSide.BEYOND
        way = "from" if is_named or self.bearing is None else f"{compass_point(self.bearing)} of"
        told = f"{away} km {way} {name}"
        if self.side is ZoneSide.BEYOND:
            return f"{told}, past its end ({bounds})"
        told += f", on the side of {held}" if held else ""
        return f"{told} ({bounds})" + (
            ": cannot be told from the other side" if self._is_either else ""
        )

    @property
    def _is_either(self) -> bool:
        return self.side is ZoneSide.EITHER


def _km(figure: float) -> str:
    """Kilometers as a careful person would say them: tenths only where they matter."""
    return f"{figure:.1f}" if 0.05 <= figure < 2 else f"{figure:.0f}"


def _told(figure: float) -> str:
    """A figure as told, miles turned to kilometers to a tenth."""
    return f"{round(figure, 1):g}"
