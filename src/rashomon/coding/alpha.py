"""Krippendorff's alpha: how far coders agree beyond what chance would have them agree.

Alpha is 1 where nobody differs, 0 where codings differ as much as if the values had been dealt
out at random, and below 0 where they differ more than that. It takes any number of coders, units
that some coder has not seen, and any measure of how far two values are apart. The formulas are
those of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), whose worked
examples the tests hold.

Where all values are the same, chance would agree as well: alpha is then undefined, never 1.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

__all__ = [
    "INTERVAL",
    "NOMINAL",
    "ORDINAL",
    "RATIO",
    "Alpha",
    "Metric",
    "alpha",
    "coincidences",
    "with_interval",
]

V = TypeVar("V", bound=Hashable)
Distance = Callable[[V, V], float]
Unit = Sequence[V]  # the values that coders gave one unit; who did not see it gave none

NO_PAIR = "no unit was coded by two coders"
NO_VARIATION = "undefined: all values are the same, so that chance would agree as well"
_FEWEST_DEFINED = 0.9  # of the resamples, for an interval to be stated
_SHARE_WITHIN = 0.95


@dataclass(frozen=True, slots=True)
class Metric(Generic[V]):
    """A name for how values differ, and the squared difference of two of them.

    `of` gives the difference, for values that occur as often as it is told; only the ordinal one
    asks how often (`is_fixed=False`).
    """

    name: str
    of: Callable[[Mapping[V, float]], Distance[V]]
    is_fixed: bool = True


def _ordinal(counts: Mapping[float, float]) -> Distance[float]:
    ranks = sorted(counts)
    at, total = {}, 0.0
    for rank in ranks:
        at[rank] = total + counts[rank] / 2  # where the middle of its values stands
        total += counts[rank]
    return lambda a, b: (at[a] - at[b]) ** 2


def _ratio(a: float, b: float) -> float:
    return 0.0 if a == b else ((a - b) / (a + b)) ** 2


NOMINAL: Metric[Any] = Metric("nominal", lambda _: lambda a, b: float(a != b))
ORDINAL: Metric[float] = Metric("ordinal", _ordinal, is_fixed=False)
INTERVAL: Metric[float] = Metric("interval", lambda _: lambda a, b: (a - b) ** 2)
RATIO: Metric[float] = Metric("ratio", lambda _: _ratio)


@dataclass(frozen=True, slots=True)
class Alpha:
    """An alpha, or why there is none (`reason`), and on how much it rests.

    `units` were coded by two coders or more, `values` is how many values these gave. `low` and
    `high` are the ends of the bootstrap's interval, None where it was not asked for or where too
    few resamples have an alpha.
    """

    value: float | None
    units: int
    values: int
    reason: str = ""
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        return "undefined" if self.value is None else f"{self.value:.3f}"


def coincidences(units: Iterable[Unit[V]]) -> dict[tuple[V, V], float]:
    """Return the coincidence matrix: how often two values meet in a unit, each pair weighed.

    A unit of m values has m(m - 1) ordered pairs and adds m to the whole.
    """
    matrix: defaultdict[tuple[V, V], float] = defaultdict(float)
    for unit in units:
        counts = Counter(unit)
        size = len(unit)
        if size < 2:
            continue
        for one, often in counts.items():
            for other, other_often in counts.items():
                pairs = often * (other_often - (one == other))
                if pairs:
                    matrix[one, other] += pairs / (size - 1)
    return dict(matrix)


def alpha(units: Sequence[Unit[V]], metric: Metric[V]) -> Alpha:
    """Return alpha over units, each with the values that its coders gave.

    >>> str(alpha([(1, 1), (2, 2), (2, 3)], NOMINAL))
    '0.545'
    >>> alpha([(1, 1), (1, 1)], NOMINAL).reason
    'undefined: all values are the same, so that chance would agree as well'
    """
    return with_interval([units], metric, resamples=0, seed=0)


def with_interval(
    groups: Sequence[Sequence[Unit[V]]], metric: Metric[V], *, resamples: int, seed: int
) -> Alpha:
    """Return alpha with a percentile bootstrap's 95 % interval; whole groups are drawn.

    What stands in one group (a report's units) was coded in one go and is not independent: so
    groups are drawn with replacement, as many as there are. The seed fixes the draws. Resamples
    without variation have no alpha and are left out; with more than a tenth of them there is
    no interval, nor with fewer than two groups.
    """
    pairable = [[unit for unit in group if len(unit) > 1] for group in groups]
    filled = [group for group in pairable if group]
    if not filled:
        return Alpha(None, 0, 0, NO_PAIR)
    found = _Differences(filled, metric)
    value = found.alpha(range(len(filled)))
    size = sum(map(len, filled)), sum(len(unit) for group in filled for unit in group)
    if value is None:
        return Alpha(None, *size, NO_VARIATION)
    low = high = None
    if len(filled) > 1 and resamples > 0:
        dice = random.Random(seed)
        tries = (
            found.alpha(dice.choices(range(len(filled)), k=len(filled))) for _ in range(resamples)
        )
        drawn = sorted(one for one in tries if one is not None)
        if len(drawn) >= _FEWEST_DEFINED * resamples:
            tail = int((1 - _SHARE_WITHIN) / 2 * len(drawn))
            low, high = drawn[tail], drawn[-1 - tail]
    return Alpha(value, *size, low=low, high=high)


class _Differences(Generic[V]):
    """Groups of units summed up, so that a thousand resamples compare no value twice."""

    def __init__(self, groups: Sequence[Sequence[Unit[V]]], metric: Metric[V]) -> None:
        self._metric = metric
        flat = (value for group in groups for unit in group for value in unit)
        self._values = list(dict.fromkeys(flat))
        number = {value: at for at, value in enumerate(self._values)}
        self._units = [[Counter(number[v] for v in unit) for unit in group] for group in groups]
        self._margins = [sum(group, Counter[int]()) for group in self._units]
        if metric.is_fixed:
            self._rows = self._differences(metric.of({}), range(len(self._values)))
            self._within = [_observed(group, self._rows) for group in self._units]

    def alpha(self, chosen: Sequence[int]) -> float | None:
        """Alpha of groups, which may be named more than once; None without variation."""
        margins: Counter[int] = Counter()
        for at in chosen:
            margins.update(self._margins[at])
        there = sorted(margins)
        if self._metric.is_fixed:
            rows = self._rows
            observed = sum(self._within[at] for at in chosen)
        else:
            often = {self._values[at]: count for at, count in margins.items()}
            rows = self._differences(self._metric.of(often), there)
            observed = sum(_observed(self._units[at], rows) for at in chosen)
        expected = 0.0
        for position, one in enumerate(there):
            row = rows[one]
            expected += margins[one] * sum(margins[b] * row[b] for b in there[:position])
        if not expected:
            return None
        return 1 - (margins.total() - 1) * observed / (2 * expected)

    def _differences(self, distance: Distance[V], there: Iterable[int]) -> list[list[float]]:
        known = set(there)
        values = self._values
        return [
            [distance(one, other) if {a, b} <= known and a != b else 0.0 for b, other in
             enumerate(values)]
            for a, one in enumerate(values)
        ]  # fmt: skip


def _observed(units: Iterable[Counter[int]], rows: Sequence[Sequence[float]]) -> float:
    """Differences within units, each unit's ordered pairs divided by its values less one."""
    return sum(
        sum(n * m * rows[a][b] for a, n in unit.items() for b, m in unit.items())
        / (unit.total() - 1)
        for unit in units
    )
