"""The names that incidents are given once and keep: `khusham-2018-02-07`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from rashomon.records import DateInterval, PlaceValue

__all__ = ["mint_id"]

_LONGEST = 40
# What stands before the name proper in the words of a place ("near the town of Harim").
_PREAMBLE = re.compile(
    r"^(?:(?:in|at|on|near|around|outside|inside|across|the|a|an|of|north|south|east|west|"
    r"northern|southern|eastern|western|central|town|city|village|province|district|area|areas|"
    r"parts?|border|neighbou?rhood|governorate)\b[\s-]*)+",
    re.IGNORECASE,
)


def mint_id(place: PlaceValue | None, date: DateInterval | None, taken: Collection[str]) -> str:
    """Return a new id from place and date, numbered where it is taken.

    >>> mint_id(PlaceValue("the village of Al-Ḥarra"), None, {"al-harra-undated"})
    'al-harra-undated-2'
    """
    stem = f"{_slug(place) or 'unknown-place'}-{date.first if date else 'undated'}"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _slug(place: PlaceValue | None) -> str:
    if place is None:
        return ""
    name = place.anchors[0].name if place.anchors else place.words
    bare = _PREAMBLE.sub("", name) or name
    ascii_only = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.casefold().replace("'", "")).strip("-")
    return slug[:_LONGEST].rstrip("-")
