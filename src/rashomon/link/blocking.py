"""Which portraits are worth comparing, told by weeks and marks of place that they share.

To weigh every pair would take time that grows with the square of their number. Two dated
portraits can be one happening only if their days lie near, and their places too; so each is
filed under its weeks and the squares of the map that its places touch. A wide region touches
too many squares: it has larger ones, and meets there all that lie in it. What has no place on
the map, or no day, meets those alone with which it shares a toll, a side or a name as well: with
nothing of that sort two of them do not reach the score that joins.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from rashomon.link.nearness import reach_km
from rashomon.link.portrait import Portrait
from rashomon.link.signs import SMALL_TOLL, WEEKS_APART_DAYS
from rashomon.records import PlaceValue

__all__ = ["near_pairs"]

_SQUARE_DEGREES = 0.5
_LARGE_SQUARE_DEGREES = 4.0
_WIDE_KM = 60.0  # a place that reaches further has large squares alone
_MARGIN_KM = 25.0  # two of them are more than places may miss each other by (see `signs`)
_KM_A_DEGREE = 111.2
_MARGIN_DAYS = 2  # two of them are more than days may miss each other by
_LONG_WEEKS = 8  # a longer span is filed under no week, and meets all of its marks

_Mark = tuple[str | int, ...]
_Pair = tuple[Portrait, Portrait]


def near_pairs(found: Sequence[Portrait]) -> Iterator[_Pair]:
    """Yield the pairs worth comparing, some of them twice, none of one report."""
    dated = [p for p in found if p.date]
    for one, other in (*_dated_pairs(dated), *_undated_pairs(found)):
        if one.key[0] != other.key[0]:
            yield one, other


def _dated_pairs(dated: Sequence[Portrait]) -> Iterator[_Pair]:
    squares = {p.key: _small_squares(p) for p in dated}
    for block in _weekly((p, squares[p.key]) for p in dated):
        yield from combinations(block, 2)
    wide = {p.key for p in dated if any(reach_km(place) > _WIDE_KM for place in _places(p))}
    if wide:
        for block in _weekly((p, _large_squares(p)) for p in dated):
            yield from product([p for p in block if p.key in wide], block)
    lost = {p.key for p in dated if not _is_placed(p)}
    if lost:
        for block in _weekly((p, _other_marks(p)) for p in dated):
            yield from product([p for p in block if p.key in lost], block)


def _weekly(filed: Iterable[tuple[Portrait, frozenset[_Mark]]]) -> Iterator[list[Portrait]]:
    """Yield blocks of those that share a mark and a week; a long span meets each of its mark."""
    blocks: dict[tuple[_Mark, int], list[Portrait]] = defaultdict(list)
    whole: dict[_Mark, list[Portrait]] = defaultdict(list)
    long: dict[_Mark, list[Portrait]] = defaultdict(list)
    for portrait, marks in filed:
        weeks = _weeks(portrait)
        for mark in marks:
            whole[mark].append(portrait)
            if len(weeks) > _LONG_WEEKS:
                long[mark].append(portrait)
                continue
            for week in weeks:
                blocks[mark, week].append(portrait)
    yield from (block for block in blocks.values() if len(block) > 1)
    for mark, spans in long.items():
        for span in spans:
            for other in whole[mark]:
                yield [span, other]


def _weeks(portrait: Portrait) -> range:
    date = portrait.date
    assert date is not None
    first = max(1, date.first.toordinal() - _MARGIN_DAYS)
    return range(first // 7, (date.last.toordinal() + _MARGIN_DAYS) // 7 + 1)


def _undated_pairs(found: Sequence[Portrait]) -> Iterator[_Pair]:
    if all(p.date for p in found):
        return
    wide = {p.key for p in found if any(reach_km(place) > _WIDE_KM for place in _places(p))}
    met = (
        *(product(b, b) for b in _blocks((p, _small_squares(p)) for p in found)),
        *(
            product([p for p in block if p.key in wide], block)
            for block in _blocks((p, _large_squares(p)) for p in found)
        ),
    )
    for crossed in met:
        for one, other in crossed:
            if (one.date and other.date) or one.key == other.key:
                continue
            if _are_told_near(one, other) or _toll_marks(one) & _toll_marks(other):
                yield one, other
    for block in _blocks((p, _other_marks(p)) for p in found):
        undated = [p for p in block if not p.date]
        if undated:
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


def _places(portrait: Portrait) -> Iterator[PlaceValue]:
    for place in dict.fromkeys((portrait.place, *portrait.places)):
        if place is not None and place.is_resolved:
            yield place


def _toll_marks(portrait: Portrait) -> frozenset[_Mark]:
    return frozenset(("toll", r.floor) for _, _, r in portrait.tolls if r.floor >= SMALL_TOLL)


def _other_marks(portrait: Portrait) -> frozenset[_Mark]:
    """All but its place on the map by which a portrait can be known again."""
    marks: set[_Mark] = set(_toll_marks(portrait))
    marks |= {("name", name) for name in portrait.names}
    marks |= {("target", word) for word in portrait.target_words}
    marks |= {("run", run) for run in portrait.phrases}
    if portrait.place is not None:
        marks.add(("words", portrait.place.words.casefold()))
    marks |= {("doer", actor) for actor in portrait.actors}
    return frozenset(marks)


def _small_squares(portrait: Portrait) -> frozenset[_Mark]:
    return frozenset(
        mark
        for place in _places(portrait)
        if reach_km(place) <= _WIDE_KM
        for mark in _squares(place, _SQUARE_DEGREES)
    )


def _large_squares(portrait: Portrait) -> frozenset[_Mark]:
    return frozenset(
        mark for place in _places(portrait) for mark in _squares(place, _LARGE_SQUARE_DEGREES)
    )


def _squares(place: PlaceValue, degrees: float) -> Iterator[_Mark]:
    """The squares of the map that a place and its reach touch, across the date line too."""
    if place.lat is None or place.lon is None:
        return
    high = (reach_km(place) + _MARGIN_KM) / _KM_A_DEGREE
    wide = high / max(0.1, math.cos(math.radians(place.lat)))
    around = round(360 / degrees)
    for row in range(_row(place.lat - high, degrees), _row(place.lat + high, degrees) + 1):
        first, last = _row(place.lon - wide, degrees), _row(place.lon + wide, degrees)
        for column in range(first, min(last, first + around - 1) + 1):
            yield ("square", degrees.is_integer(), row, column % around)


def _row(angle: float, degrees: float) -> int:
    return math.floor(angle / degrees)
