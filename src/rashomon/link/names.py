"""The names that incidents are given once and keep: `khusham-2018-02-07`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from rashomon.records import DateInterval, PlaceValue

__all__ = ["NO_DATE_TOLD", "mint_id"]

NO_DATE_TOLD = "no date told"  # opens the reason of a date that is only the report's own

_LONGEST = 40
# A name proper within the words of a place ("near the town of al-Tanf in the area of ..."):
# capitalized words, with the particles that stand before or between them.
_NAME = re.compile(
    r"(?:(?:al|el|as|ash|at|ad|ar|an|az|tal|tell|deir|de|la|los|las|san|bin|bani)[-\s])*"
    r"[^\W\d_a-z][\w'’]*"
    r"(?:[-\s](?:(?:al|el|as|ash|at|ad|ar|an|az|de|del|la|los|las|ez|es|e|i|and)[-\s])*"
    r"[^\W\d_a-z][\w'’]*)*",
)
_PREAMBLE = re.compile(
    r"^(?:(?:in|at|on|near|around|the|a|of|north|south|east|west|northern|southern|eastern|"
    r"western|central|town|city|village|province|district|area|parts?)\b[\s-]*)+",
    re.IGNORECASE,
)


def mint_id(place: PlaceValue | None, date: DateInterval | None, taken: Container[str]) -> str:
    """Return a new id from place and date, numbered where it is taken.

    >>> mint_id(PlaceValue("the village of Al-Ḥarra"), None, {"al-harra-undated"})
    'al-harra-undated-2'
    """
    stem = f"{_slug(place) or 'unknown-place'}-{_day(date)}"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _day(date: DateInterval | None) -> str:
    if date is None:
        return "undated"
    # A window that is only the report's own date is best known by that date.
    return str(date.last if date.reason.startswith(NO_DATE_TOLD) else date.first)


def _slug(place: PlaceValue | None) -> str:
    if place is None:
        return ""
    name = place.anchors[0].name if place.anchors else place.words
    found = _NAME.search(_PREAMBLE.sub("", name)) if not place.anchors else None
    bare = found.group() if found else name
    ascii_only = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.casefold().replace("'", "")).strip("-")
    return slug[:_LONGEST].rstrip("-")
