"""Marks that two portraits must share before an undated one is compared with another.

Without a date every pair would have to be weighed. Two portraits of which one is undated can
reach the score that joins them only if their places may meet, or if they tell the same toll;
so each is filed under the squares of the map that its places touch, the words of a place that
no map knows, and its larger numbers of victims.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from rashomon.link.nearness import reach_km
from rashomon.link.portrait import Portrait
from rashomon.records import PlaceValue

__all__ = ["marks_of"]

_SQUARE_DEGREES = 2.0
_MARGIN_KM = 25.0  # two of them are more than places may miss each other by (see `pairs`)
_KM_A_DEGREE = 111.2
_SMALL_TOLL = 3  # smaller numbers are told of too many happenings (as in `pairs`)

Mark = tuple[str, int, int] | tuple[str, str] | tuple[str, int]


def marks_of(portrait: Portrait) -> frozenset[Mark]:
    """Return the squares, words and numbers under which a portrait is filed."""
    marks: set[Mark] = {("toll", r.floor) for _, _, r in portrait.tolls if r.floor >= _SMALL_TOLL}
    for place in (portrait.place, *portrait.places):
        if place is None:
            continue
        marks |= set(_squares(place)) or {("words", place.words.casefold())}
    return frozenset(marks)


def _squares(place: PlaceValue) -> Iterator[Mark]:
    """The squares of the map that a place and its reach touch, across the date line too."""
    if place.lat is None or place.lon is None:
        return
    high = (reach_km(place) + _MARGIN_KM) / _KM_A_DEGREE
    wide = high / max(0.1, math.cos(math.radians(place.lat)))
    rows = range(_row(place.lat - high), _row(place.lat + high) + 1)
    columns = range(_row(place.lon - wide), _row(place.lon + wide) + 1)
    around = round(360 / _SQUARE_DEGREES)
    for row in rows:
        for column in columns:
            yield ("square", row, column % around)


def _row(degrees: float) -> int:
    return math.floor(degrees / _SQUARE_DEGREES)
