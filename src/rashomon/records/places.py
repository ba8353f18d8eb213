"""Gazetteer places, and where a claim puts an incident."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import InvalidRecord

__all__ = ["Place", "PlaceKind", "PlaceRelation", "PlaceValue", "RankedPlace"]


class PlaceKind(StrEnum):
    """What a gazetteer entry is, from the most exact to the widest."""

    SITE = "site"  # a base, refinery, crossing, hospital, camp
    QUARTER = "quarter"  # a part of a town
    VILLAGE = "village"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    FEATURE = "feature"  # a river, lake, mountain, road, border
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry.

    `place_id` names the gazetteer and the entry ("geonames:170654", "supplement:al-tanf").
    `lat`, `lon` are degrees (WGS 84); `radius_km` is how far from that point something said to
    be at the place may be. `admin` is the province or first-level division, `country` the
    English name of the country, each None where unknown.
    """

    place_id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    admin: str | None = None
    country: str | None = None
    population: int = 0

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidRecord(f"{self.name}: no such point on Earth: {self.lat}, {self.lon}")
        if self.radius_km <= 0:
            raise InvalidRecord(f"{self.name}: radius of {self.radius_km} km")


class PlaceRelation(StrEnum):
    """How the point meant lies to the gazetteer entries that it rests on.

    What codebooks call precision follows from it, and from what those entries are.
    """

    AT = "at"  # the named place itself
    PART = "part"  # a part of it ("eastern Aleppo"), no further named
    AROUND = "around"  # the place and what lies about it ("in and around", "the X area")
    NEAR = "near"
    OUTSIDE = "outside"  # just beyond its edge ("on the outskirts of")
    MEASURED = "measured"  # a distance and a direction are told
    DISTANCE = "distance"  # a distance without a direction
    BEARING = "bearing"  # a direction without a distance
    BETWEEN = "between"
    ON_ROAD = "on_road"  # on the road between two places, or on a named one
    BORDER = "border"  # near or on a border
    ALONG = "along"  # along a river or coast, on its bank
    OFFSHORE = "offshore"  # at sea, off a coast
    POINTED_BACK = "pointed_back"  # "the city": a place spoken of before
    WIDER = "wider"  # the name is unknown; the wider place told with it is taken


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A gazetteer entry that a name may mean, and how well it fits the report, 0 to 1."""

    place: Place
    score: float

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise InvalidRecord(f"{self.place.name}: a score of {self.score}")


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where a claim puts the incident: its words, and the point meant where one was found.

    `words` is the toponym or relation as written ("8 km east of X"). `anchors` are the
    gazetteer entries that it rests on, best first; `lat`, `lon` the point meant, which for a
    relation is not an anchor's own; None throughout where nothing was found ("unresolved").
    `reason` says how the point came about, `relation` the same for programs, None where it was
    stored before relations were told. `candidates` are all the entries considered for the
    main name, best first.
    """

    words: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    anchors: tuple[Place, ...] = ()
    reason: str = ""
    candidates: tuple[RankedPlace, ...] = ()
    relation: PlaceRelation | None = None

    def __post_init__(self) -> None:
        if len({self.lat is None, self.lon is None, self.radius_km is None}) != 1:
            raise InvalidRecord(f"{self.words}: latitude, longitude and radius go together")

    @property
    def is_resolved(self) -> bool:
        """Tell whether a point was found."""
        return self.lat is not None
