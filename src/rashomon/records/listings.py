"""What a list, a map, a timeline and a search of incidents give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rashomon.records.evidence import Span
from rashomon.records.queries import Bbox, CatalogRow

__all__ = [
    "Cluster",
    "FacetCounts",
    "IncidentMap",
    "IncidentPage",
    "IncidentTotals",
    "MapPoint",
    "Order",
    "SearchHit",
    "SearchPage",
    "Snippet",
    "Timeline",
    "TimelineUnit",
]


class Order(StrEnum):
    """In which order a list of incidents comes; the id settles ties."""

    NEWEST = "newest"  # by the last day that it may have been on, the undated last
    OLDEST = "oldest"  # by the first such day, the undated last
    KILLED = "killed"  # by the highest figure told, the unknown last
    REPORTS = "reports"
    CONTESTED = "contested"  # by how many facets are
    DOUBT = "doubt"  # what most wants a person's look first: a review queue


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Some of the incidents asked for, of how many, and where the next ones begin.

    `next` is the id to ask for the incidents `after`, None where these are the last.
    """

    rows: tuple[CatalogRow, ...]
    total: int
    next: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentTotals:
    """Of the incidents asked for: their reports and independent origins, each once.

    A report that several of them are in is counted once, and so is its origin. `unplaced`
    are those without a place on the map.
    """

    reports: int
    origins: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many of the incidents asked for have each value, the most frequent first."""

    total: int
    kind: tuple[tuple[str, int], ...] = ()
    level: tuple[tuple[str, int], ...] = ()
    country: tuple[tuple[str, int], ...] = ()
    party: tuple[tuple[str, int], ...] = ()
    contested: tuple[tuple[str, int], ...] = ()
    grade: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An incident on the map; `radius_km` is its uncertainty, `contested` how many facets are."""

    incident_id: str
    lat: float
    lon: float
    radius_km: float
    kind: str
    contested: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents near each other: how many, the middle and the box of their points."""

    count: int
    lat: float
    lon: float
    bbox: Bbox
    contested: int  # how many of them have a contested facet


@dataclass(frozen=True, slots=True)
class IncidentMap:
    """What is asked for on a part of the map; `unplaced` are those asked for without a place.

    `total` counts what is on that part. Where it is too much for points, what lies near each
    other comes as clusters, and what lies alone as points.
    """

    total: int
    unplaced: int
    points: tuple[MapPoint, ...] = ()
    clusters: tuple[Cluster, ...] = ()


class TimelineUnit(StrEnum):
    """How long the spans are that a timeline counts in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def begin(self, day: date) -> date:
        """Return the first day of the span that a day is in."""
        if self is TimelineUnit.DAY:
            return day
        return day.replace(day=1) if self is TimelineUnit.MONTH else day.replace(month=1, day=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many of the incidents asked for begin in each span, those with none left out.

    An incident of several days counts in the span of the first. `undated` have no day.
    """

    unit: TimelineUnit
    counts: tuple[tuple[date, int], ...]
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some of a report's text, from `start` of it on; `marks` are what was searched for, in it."""

    start: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report that holds what was searched for, and the incidents that it is in today.

    `claim_ids` are those claims, as they were read, whose words hold some of it.
    """

    report_id: str
    name: str
    outlet: str | None
    published_on: date | None
    snippets: tuple[Snippet, ...]
    claim_ids: tuple[str, ...] = ()
    incident_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of the reports that hold what was searched for, of how many.

    `next` is the number to ask for those `after`, None where these are the last.
    """

    hits: tuple[SearchHit, ...]
    total: int
    next: int | None = None
