"""What of the incidents is asked for, and the row of an incident that can answer it.

A query is what a list, a map, a timeline and a watch list have in common. `matches` says what it
means; the ledger's indexes answer the same, and a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

from rashomon.errors import InvalidRecord, SettingError
from rashomon.records.casualties import CasualtyRange, told_range
from rashomon.records.claims import Facet
from rashomon.records.decisions import ApprovalLevel
from rashomon.records.incidents import IncidentKind
from rashomon.records.search_words import fold, is_told, terms_of
from rashomon.records.zones import ZoneSide

__all__ = [
    "NAMES",
    "NOBODY",
    "Bbox",
    "CatalogRow",
    "IncidentQuery",
    "Toll",
    "ZoneMark",
    "matches",
    "parse",
    "place_key",
    "reach",
    "to_url",
    "zone_keys",
]

Bbox = tuple[float, float, float, float]
"""West, south, east, north in degrees; west lies east of east where it spans 180°."""

NOBODY = "-"
"""The `assigned_to` of a query for what is assigned to nobody."""

_LONGEST, _MOST = 500, 200  # signs of what is searched for, values of a field
_KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6371 km
_Named = TypeVar("_Named", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents are asked for; empty, all of them.

    Of several values of one field any will do, and every field that is given has to fit.
    `text` asks for words that the incident is told in, `place` for words that begin words of its
    place or province. Days and boxes have to overlap: what has no day or no place is in none.
    A zone is named by its id, for incidents that its list tells of, or by "ID:SIDE" for those on
    that side of it. `facets` are contested, `parties` give accounts, `grades` are codes of
    claims on the Admiralty scales or the policy's grading.
    """

    text: str | None = None
    first: date | None = None
    last: date | None = None
    place: str | None = None
    country: str | None = None  # ISO 3166, two letters
    parties: tuple[str, ...] = ()
    kinds: tuple[IncidentKind, ...] = ()
    facets: tuple[Facet, ...] = ()
    zones: tuple[str, ...] = ()
    levels: tuple[ApprovalLevel, ...] = ()
    assigned_to: str | None = None
    grades: tuple[str, ...] = ()
    bbox: Bbox | None = None

    def __post_init__(self) -> None:
        for words in (self.text, self.place):
            if words is not None and len(words) > _LONGEST:
                raise InvalidRecord(f"{words[:40]}… is too long; ask for {_LONGEST} signs at most")
        for values in (self.parties, self.zones, self.grades):
            if len(values) > _MOST:
                raise InvalidRecord(f"{len(values)} values of one sort; ask for {_MOST} at most")
        if self.first and self.last and self.last < self.first:
            raise InvalidRecord(f"the days asked for end on {self.last}, before {self.first}")
        if self.country is not None and not _is_code(self.country):
            raise InvalidRecord(f"{self.country!r} is no code of a country; write two letters: SY")
        if self.bbox is not None and not _is_box(self.bbox):
            raise InvalidRecord(
                f"{self.bbox} is no box: west, south, east and north in degrees, south first"
            )

    @property
    def is_empty(self) -> bool:
        """Tell whether every incident is asked for."""
        return self == IncidentQuery()


def _is_code(words: str) -> bool:
    return len(words) == 2 and words.isascii() and words.isalpha() and words.isupper()


def _is_box(box: Bbox) -> bool:
    west, south, east, north = box
    return (
        -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    )  # false of what is no number, too


@dataclass(frozen=True, slots=True)
class Toll:
    """What the policy leaves open of one outcome; `highest` is the highest figure told."""

    range: CasualtyRange
    highest: int | None = None

    @property
    def told(self) -> str:
        """The figures for a person: "25 to 100 or more"."""
        return told_range(self.range, self.highest)


@dataclass(frozen=True, slots=True, order=True)
class ZoneMark:
    """On which side of a zone an incident lies, and whether the zone was in force then."""

    zone_id: str
    side: ZoneSide
    is_in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """An incident in a line, as decisions and one policy leave it today.

    `place` is how it is told, `place_names` are the names of what that rests on. `country` is the
    ISO 3166 code, `summary` a line made of its claims. `grades` are the Admiralty codes of its
    claims with the policy's grading among them, each once. `origins` counts independent ones,
    `origin_ids` name them: of reports that are in several incidents the same. `least_confidence` is
    the reader's for the claim that it is least sure of, `least_link` the least score by which one
    of its reports was joined to it, None where there is none or a person did it; `lost` counts
    decisions that no longer find what they are about. `words` are those that it is told in, folded,
    each once.
    """

    incident_id: str
    kind: IncidentKind
    date_first: date | None = None
    date_last: date | None = None
    place: str = ""
    admin: str = ""
    place_names: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    killed: Toll | None = None
    injured: Toll | None = None
    casualties: Toll | None = None
    contested: tuple[Facet, ...] = ()
    parties: tuple[str, ...] = ()
    zones: tuple[ZoneMark, ...] = ()
    grades: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()
    origins: int = 0
    origin_ids: tuple[str, ...] = ()
    level: ApprovalLevel = ApprovalLevel.DRAFT
    assigned_to: str | None = None
    summary: str = ""
    least_confidence: float | None = None
    least_link: float | None = None
    lost: int = 0
    policy: str = ""
    words: str = ""

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len(self.report_ids)


def matches(query: IncidentQuery, row: CatalogRow) -> bool:
    """Tell whether an incident is among those asked for."""
    return (
        (query.text is None or is_told(query.text, row.words))
        and (query.first is None or (row.date_last is not None and row.date_last >= query.first))
        and (query.last is None or (row.date_first is not None and row.date_first <= query.last))
        and (query.place is None or _is_placed(query.place, row))
        and query.country in (None, row.country)
        and _any(query.parties, row.parties)
        and _any(query.kinds, (row.kind,))
        and _any(query.facets, row.contested)
        and _any(query.zones, zone_keys(row))
        and _any(query.levels, (row.level,))
        and query.assigned_to in (None, row.assigned_to or NOBODY)
        and _any(query.grades, row.grades)
        and (query.bbox is None or _touches(query.bbox, row))
    )


def _any(wanted: Sequence[object], own: Iterable[object]) -> bool:
    return not wanted or not set(wanted).isdisjoint(own)


def zone_keys(row: CatalogRow) -> set[str]:
    """Return by what queries find the zones of an incident: ids, and ids with sides."""
    own = {mark.zone_id for mark in row.zones}
    return own | {f"{mark.zone_id}:{mark.side}" for mark in row.zones}


def place_key(row: CatalogRow) -> str:
    """Return the words of an incident's place, of what it rests on and its province.

    >>> place_key(CatalogRow("a", IncidentKind.CLASH, place="Al-Tanf", admin="Homs"))
    ' al tanf | homs'
    """
    names = dict.fromkeys(fold(name) for name in (row.place, *row.place_names, row.admin))
    return "".join(f" | {name}" for name in names if name).removeprefix(" |")


def _is_placed(words: str, row: CatalogRow) -> bool:
    return f" {fold(words)}" in place_key(row)


def reach(row: CatalogRow) -> Bbox | None:
    """Return the box around the circle in which an incident lies, None where it has no place.

    West may lie below -180 and east above 180; a circle with a pole in it goes all the way round.
    """
    if row.lat is None or row.lon is None:
        return None
    high = (row.radius_km or 0.0) / _KM_PER_DEGREE
    south, north = max(-90.0, row.lat - high), min(90.0, row.lat + high)
    shrink = math.cos(math.radians(min(90.0, abs(row.lat) + high)))
    wide = high / shrink if shrink > 1e-9 else 180.0
    if wide >= 180.0 or north >= 90.0 or south <= -90.0:
        wide = 180.0
    return row.lon - wide, south, row.lon + wide, north


def _touches(box: Bbox, row: CatalogRow) -> bool:
    own = reach(row)
    if own is None or own[1] > box[3] or own[3] < box[1]:
        return False
    west, east = box[0], box[2] + (360.0 if box[2] < box[0] else 0.0)
    return any(own[0] <= east + turn and own[2] >= west + turn for turn in (-360.0, 0.0, 360.0))


# --- In addresses -------------------------------------------------------------------------------

NAMES = {
    "q": "text", "from": "first", "to": "last", "place": "place", "country": "country",
    "party": "parties", "kind": "kinds", "contested": "facets", "zone": "zones",
    "level": "levels", "assigned": "assigned_to", "grade": "grades", "bbox": "bbox",
}  # fmt: skip
_SEVERAL = {"party", "kind", "contested", "zone", "level", "grade"}


def parse(given: str | Mapping[str, str | Sequence[str]]) -> IncidentQuery:
    """Return the query that an address spells ("from=2018-02-01&party=Russia&party=Syria").

    What is empty asks for nothing; what else stands in the address (pages, orders) is left alone.

    Raises:
        SettingError: If a value cannot be used; the message says which and why.

    """
    if isinstance(given, str):
        given = parse_qs(given.removeprefix("?"))
    told: dict[str, object] = {}
    for name, field in NAMES.items():
        found = given.get(name, ())
        values = (found,) if isinstance(found, str) else tuple(found)
        values = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
        if not values:
            continue
        if len(values) > 1 and name not in _SEVERAL:
            raise SettingError(f"{name} is given {len(values)} times; give it once")
        told[field] = _value_of(name, values)
    try:
        return IncidentQuery(**told)  # type: ignore[arg-type]
    except InvalidRecord as error:
        raise SettingError(str(error)) from error


def _value_of(name: str, values: tuple[str, ...]) -> object:
    match name:
        case "kind":
            return _each(name, values, IncidentKind)
        case "contested":
            return _each(name, values, Facet)
        case "level":
            return _each(name, values, ApprovalLevel)
        case "party" | "zone" | "grade":
            return values
        case "from" | "to":
            try:
                return date.fromisoformat(values[0])
            except ValueError as error:
                raise SettingError(f"{name}: {values[0]!r} is no day; write 2031-03-07") from error
        case "bbox":
            return _box(values[0])
        case "country":
            return values[0].upper()
        case "q" | "place":  # signs alone ask for nothing
            return values[0] if terms_of(values[0]) else None
        case _:
            return values[0]


def _each(name: str, values: tuple[str, ...], known: type[_Named]) -> tuple[_Named, ...]:
    try:
        return tuple(known(value) for value in values)
    except ValueError as error:
        there = ", ".join(known)
        raise SettingError(f"{name}: {error}; there are: {there}") from error


def _box(words: str) -> Bbox:
    try:
        west, south, east, north = (float(number) for number in words.split(","))
    except ValueError as error:
        raise SettingError(
            f"bbox: {words!r} is no box; write west,south,east,north in degrees"
        ) from error
    return west, south, east, north


def to_url(query: IncidentQuery) -> str:
    """Return how an address spells a query, "" for the empty one.

    >>> to_url(IncidentQuery(place="Al Hasakah", kinds=(IncidentKind.CLASH,)))
    'place=Al+Hasakah&kind=clash'
    """
    pairs: list[tuple[str, str]] = []
    for name, field in NAMES.items():
        value = getattr(query, field)
        if value is None:
            continue
        if name == "bbox":
            pairs.append((name, ",".join(f"{number!r}".removesuffix(".0") for number in value)))
        elif name in _SEVERAL:
            pairs += [(name, str(each)) for each in value]
        else:
            pairs.append((name, value.isoformat() if isinstance(value, date) else str(value)))
    return urlencode(pairs)
