"""A place on its way into the gazetteer's index."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import PlaceKind

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with all its names; `code` is its country's.

    `made_names` are names that a rule made ("Baldwin" of "Baldwin County"); they fit less well
    than those that a source gives. `abbreviations` ("Miss.", "ON") are words of other meaning
    too, so that only `Gazetteer.abbreviated` finds them.
    """

    place_id: str
    name: str
    other_names: tuple[str, ...]
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    admin: str | None
    code: str
    country: str | None
    population: int = 0
    division: str = ""  # the first-level division's code, "SY.07", where known
    capital: str = ""  # of a country
    made_names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    source: str = ""  # where a user's own place comes from; kept in its set
