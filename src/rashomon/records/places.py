"""Gazetteer places, and where a claim puts an incident."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import InvalidRecord

__all__ = ["Place", "PlaceKind", "PlaceValue"]


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


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where a claim puts the incident: its words, and the point meant where one was found.

    `words` is the toponym or relation as written ("8 km east of X"). `anchors` are the
    gazetteer entries that it rests on, best first; `lat`, `lon` the point meant, which for a
    relation is not an anchor's own; None throughout where nothing was found ("unresolved").
    `reason` says how the point came about.
    """

    words: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    anchors: tuple[Place, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if len({self.lat is None, self.lon is None, self.radius_km is None}) != 1:
            raise InvalidRecord(f"{self.words}: latitude, longitude and radius go together")

    @property
    def is_resolved(self) -> bool:
        """Tell whether a point was found."""
        return self.lat is not None
