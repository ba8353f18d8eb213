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
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, product

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
_AGAIN_DAYS = 182  # an undated report of a toll is not looked for further back
_REMEMBERED = 4096  # places: the same towns are told again and again
_LONG_WEEKS = 8  # a longer span is filed under no week, and meets all of its marks

_Mark = tuple[str | int, ...]
_Pair = tuple[Portrait, Portrait]
_Asked = Callable[[Portrait], bool]


def near_pairs(found: Sequence[Portrait], added: Collection[str] | None = None) -> Iterator[_Pair]:
    """Yield the pairs worth comparing, some of them twice, none of one report.

    Where ids of reports are `added`, only pairs with one of these.
    """

    def is_asked(portrait: Portrait) -> bool:
        return added is None or portrait.key[0] in added

    dated = [p for p in found if p.date]
    for one, other in chain(_dated_pairs(dated, is_asked), _undated_pairs(found, is_asked)):
        if one.key[0] != other.key[0] and (is_asked(one) or is_asked(other)):
            yield one, other


def _dated_pairs(dated: Sequence[Portrait], is_asked: _Asked) -> Iterator[_Pair]:
    for block in _blocks(dated, _small_squares, _weeks, is_asked):
        yield from combinations(block, 2)
    wide = {p.key for p in dated if _is_wide(p)}
    if wide:
        for block in _blocks(dated, _large_squares, _weeks, is_asked):
            yield from product([p for p in block if p.key in wide], block)
    lost = {p.key for p in dated if not _is_placed(p)}
    if lost:
        for block in _blocks(dated, _other_marks, _weeks, is_asked):
            yield from product([p for p in block if p.key in lost], block)


def _undated_pairs(found: Sequence[Portrait], is_asked: _Asked) -> Iterator[_Pair]:
    """Yield pairs of which one is undated: of much the same reports' days, or with one toll."""
    undated = {p.key for p in found if not p.date}
    if not undated:
        return
    wide = {p.key for p in found if _is_wide(p)}
    lost = {p.key for p in found if not _is_placed(p)}
    for block in (
        *_blocks(found, _small_squares, _told, is_asked),
        *_blocks(found, _tolls_there, _told_far, is_asked),
    ):
        yield from product([p for p in block if p.key in undated], block)
    if wide:
        for block in _blocks(found, _large_squares, _told, is_asked):
            here = [p for p in block if p.key in undated]
            yield from product([p for p in here if p.key in wide], block)
            yield from product(here, [p for p in block if p.key in wide])
    if lost:
        for block in (
            *_blocks(found, _other_marks, _told, is_asked),
            *_blocks(found, _toll_marks, _told_far, is_asked),
        ):
            here = [p for p in block if p.key in undated]
            yield from product([p for p in here if p.key in lost], block)
            yield from product(here, [p for p in block if p.key in lost])


_Periods = Callable[[Portrait], "range | None"]


def _blocks(
    found: Sequence[Portrait],
    marks: Callable[[Portrait], frozenset[_Mark]],
    periods: _Periods,
    is_asked: _Asked,
) -> Iterator[list[Portrait]]:
    """Yield those that share a mark and a period; who has no periods meets each of its marks.

    Blocks of which nobody is asked for are left out.
    """
    asked = [portrait for portrait in found if is_asked(portrait)]
    wanted: set[_Mark] | None = None  # that anybody asked for has
    if len(asked) < len(found):
        wanted = {mark for portrait in asked for mark in marks(portrait)}
    blocks: dict[tuple[_Mark, int], list[Portrait]] = defaultdict(list)
    whole: dict[_Mark, list[Portrait]] = defaultdict(list)
    timeless: dict[_Mark, list[Portrait]] = defaultdict(list)
    for portrait in found:
        own = periods(portrait)
        for mark in marks(portrait):
            if wanted is not None and mark not in wanted:
                continue
            whole[mark].append(portrait)
            if own is None:
                timeless[mark].append(portrait)
                continue
            for period in own:
                blocks[mark, period].append(portrait)
    yield from (b for b in blocks.values() if len(b) > 1 and any(map(is_asked, b)))
    for mark, of_any_time in timeless.items():
        for one in of_any_time:
            for other in whole[mark]:
                if is_asked(one) or is_asked(other):
                    yield [one, other]


def _weeks(portrait: Portrait) -> range | None:
    """The weeks of the day told and of those beside it, None for a span of many."""
    if portrait.date is None:
        return None
    first, last = portrait.date.first.toordinal(), portrait.date.last.toordinal()
    weeks = range(max(1, first - _MARGIN_DAYS) // 7, (last + _MARGIN_DAYS) // 7 + 1)
    return weeks if len(weeks) <= _LONG_WEEKS else None


def _told(portrait: Portrait) -> range | None:
    """The stretches of days in which a report may be told of the same days."""
    return _stretches(portrait, WEEKS_APART_DAYS)


def _told_far(portrait: Portrait) -> range | None:
    """The half-years in which a toll may still be told again."""
    return _stretches(portrait, _AGAIN_DAYS)


def _stretches(portrait: Portrait, days: int) -> range | None:
    if portrait.told_on is None:
        return None
    day, margin = portrait.told_on.toordinal(), days // 2 + 1
    return range(max(1, day - margin) // days, (day + margin) // days + 1)


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


def _is_wide(portrait: Portrait) -> bool:
    return any(reach_km(place) > _WIDE_KM for place in _places(portrait))


def _tolls_there(portrait: Portrait) -> frozenset[_Mark]:
    """Squares with the tolls told of them."""
    tolls, squares = _toll_marks(portrait), _small_squares(portrait)
    return frozenset((*square, *toll) for square in squares for toll in tolls)


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


def _squares(place: PlaceValue, degrees: float) -> tuple[_Mark, ...]:
    """The squares of the map that a place and its reach touch, across the date line too."""
    if place.lat is None or place.lon is None:
        return ()
    return _squares_at(place.lat, place.lon, reach_km(place) + _MARGIN_KM, degrees)


@lru_cache(maxsize=_REMEMBERED)
def _squares_at(lat: float, lon: float, around_km: float, degrees: float) -> tuple[_Mark, ...]:
    high = around_km / _KM_A_DEGREE
    wide = high / max(0.1, math.cos(math.radians(lat)))
    around = round(360 / degrees)
    first, last = _row(lon - wide, degrees), _row(lon + wide, degrees)
    return tuple(
        ("square", degrees.is_integer(), row, column % around)
        for row in range(_row(lat - high, degrees), _row(lat + high, degrees) + 1)
        for column in range(first, min(last, first + around - 1) + 1)
    )


def _row(angle: float, degrees: float) -> int:
    return math.floor(angle / degrees)
