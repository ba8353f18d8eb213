"""The lines of shipped zones as places: "8 km east of the Euphrates de-confliction line".

Only zones that ship are found in phrases. The user's own place incidents, but what a report is read
to say must not depend on whose computer reads it.
"""

from __future__ import annotations

import re
from functools import cache

from rashomon.locate.line_data import Line
from rashomon.locate.zone_words import pattern_of, reads_as
from rashomon.locate.zones import shipped_zones
from rashomon.records import Zone, ZoneKind

__all__ = ["zone_lines_named", "zone_pattern"]


@cache
def zone_pattern() -> re.Pattern[str]:
    """Return a pattern of all names of lines among the zones, for text in lower case."""
    names = {name for zone in _lines() for name in _names(zone)}
    return pattern_of(names)


@cache
def zone_lines_named(words: str) -> tuple[Line, ...]:
    """Return the lines that words as the pattern finds them name."""
    return tuple(
        Line(
            zone.name,
            "zone",
            (),
            tuple(tuple((lat, lon) for lon, lat in shape[0]) for shape in zone.shapes),
        )
        for zone in _lines()
        if any(reads_as(name, words) for name in _names(zone))
    )


def _names(zone: Zone) -> tuple[str, ...]:
    return (zone.name, *zone.names, *zone.shared_names)


def _lines() -> list[Zone]:
    return [zone for zone in shipped_zones() if zone.kind is ZoneKind.LINE]
