"""Which portraits an undated one is worth comparing with, told by marks that they share.

Without a date every pair would have to be weighed. Two portraits of which one is undated can
reach the score that joins them only if their places may meet or, where one has no place on
the map, if they tell the same toll. So each is filed under the squares of the map that its
places touch and their words, and under its larger numbers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from rashomon.link.nearness import reach_km
from rashomon.link.portrait import Portrait
from rashomon.link.signs import SMALL_TOLL, WEEKS_APART_DAYS
from rashomon.records import PlaceValue

__all__ = ["undated_pairs"]

_SQUARE_DEGREES = 0.5
_MARGIN_KM = 25.0  # two of them are more than places may miss each other by (see `pairs`)
_KM_A_DEGREE = 111.2

_Mark = tuple[str, int, int] | tuple[str, str] | tuple[str, int]


def undated_pairs(found: Sequence[Portrait]) -> Iterator[tuple[Portrait, Portrait]]:
    """Yield the pairs, some of them twice, of which one is undated and that share a mark."""
    for block in _blocks((p, _place_marks(p)) for p in found):
        for one, other in product([p for p in block if not p.date], block):
            if _are_told_near(one, other) or _toll_marks(one) & _toll_marks(other):
                yield one, other
    for block in _blocks((p, _toll_marks(p)) for p in found):
        undated = [p for p in block if not p.date]
        lost = [p for p in block if not _is_placed(p)]
        yield from product(undated, lost)
        yield from product([p for p in undated if not _is_placed(p)], block)


def _are_told_near(one: Portrait, other: Portrait) -> bool:
    """Tell whether the reports are of much the same days; else only a toll can join them."""
    if one.told_on is None or other.told_on is None:
        return True
    return abs((one.told_on - other.told_on).days) <= WEEKS_APART_DAYS


def _blocks(filed: Iterable[tuple[Portrait, frozenset[_Mark]]]) -> Iterator[list[Portrait]]:
    blocks: dict[_Mark, list[Portrait]] = defaultdict(list)
    for portrait, marks in filed:
        for mark in marks:
            blocks[mark].append(portrait)
    yield from blocks.values()


def _is_placed(portrait: Portrait) -> bool:
    return portrait.place is not None and portrait.place.is_resolved


def _toll_marks(portrait: Portrait) -> frozenset[_Mark]:
    return frozenset(("toll", r.floor) for _, _, r in portrait.tolls if r.floor >= SMALL_TOLL)


def _place_marks(portrait: Portrait) -> frozenset[_Mark]:
    marks: set[_Mark] = set()
    for place in (portrait.place, *portrait.places):
        if place is not None:
            marks |= {*_squares(place), ("words", place.words.casefold())}
    return frozenset(marks)


def _squares(place: PlaceValue) -> Iterator[_Mark]:
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
