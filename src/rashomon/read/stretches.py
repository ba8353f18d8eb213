"""Which of many stretches of a text touch a given one, without asking each of them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from rashomon.records import Span

__all__ = ["Stretches"]

_T = TypeVar("_T")


class Stretches(Generic[_T]):
    """Items by the span of text that each takes; spans may lie in one another.

    >>> found = Stretches([Span(0, 9), Span(2, 4), Span(7, 12)], lambda span: span)
    >>> found.touching(4, 8)
    [Span(start=0, end=9), Span(start=7, end=12)]
    """

    def __init__(self, items: Iterable[_T], span_of: Callable[[_T], Span]) -> None:
        placed = [(span_of(item), number, item) for number, item in enumerate(items)]
        self._placed = sorted(placed, key=lambda one: one[0].start)
        # How far any of the stretches up to here reaches; it never falls, so it can be bisected.
        self._reach = list(accumulate((span.end for span, _, _ in self._placed), max))

    def touching(self, start: int, end: int) -> list[_T]:
        """Return the items that share a character with [start, end), in the order given."""
        first = bisect.bisect_right(self._reach, start)
        last = bisect.bisect_left(self._placed, end, key=lambda one: one[0].start)
        near = [one for one in self._placed[first:last] if one[0].end > start]
        return [item for _, _, item in sorted(near, key=lambda one: one[1])]
