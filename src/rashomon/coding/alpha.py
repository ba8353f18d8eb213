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
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    (value,) = found.alphas([[1] * len(filled)])
    size = sum(map(len, filled)), sum(len(unit) for group in filled for unit in group)
    if value is None:
        return Alpha(None, *size, NO_VARIATION)
    low = high = None
    if len(filled) > 1 and resamples > 0:
        dice = random.Random(seed)
        numbers = range(len(filled))
        draws = (Counter(dice.choices(numbers, k=len(filled))) for _ in range(resamples))
        tries = found.alphas([[drawn[at] for at in numbers] for drawn in draws])
        drawn = sorted(one for one in tries if one is not None)
        if len(drawn) >= _FEWEST_DEFINED * resamples:
            tail = int((1 - _SHARE_WITHIN) / 2 * len(drawn))
            low, high = drawn[tail], drawn[-1 - tail]
    return Alpha(value, *size, low=low, high=high)


class _Differences(Generic[V]):
    """Groups of units summed up, so that a thousand resamples compare no value twice."""

    def __init__(self, groups: Sequence[Sequence[Unit[V]]], metric: Metric[V]) -> None:
        import numpy as np

        self._metric = metric
        flat = (value for group in groups for unit in group for value in unit)
        self._values = list(dict.fromkeys(flat))
        number = {value: at for at, value in enumerate(self._values)}
        self._units = [[Counter(number[v] for v in unit) for unit in group] for group in groups]
        # How often each group has each value: a row a group.
        self._margins = np.zeros((len(groups), len(self._values)))
        for row, group in zip(self._margins, self._units, strict=True):
            for unit in group:
                for at, often in unit.items():
                    row[at] += often
        if metric.is_fixed:
            self._apart = self._differences(metric.of({}))
            self._observed = self._within(self._apart)

    def alphas(self, weights: Sequence[Sequence[int]]) -> list[float | None]:
        """Alpha for each row of weights, by which groups count; None without variation."""
        import numpy as np

        if not self._metric.is_fixed:
            return [self._alpha(row) for row in weights]
        drawn = np.array(weights, dtype=float)
        margins = drawn @ self._margins
        expected = ((margins @ self._apart) * margins).sum(axis=1)
        observed = (drawn @ self._observed) * (margins.sum(axis=1) - 1)
        pairs = zip(observed.tolist(), expected.tolist(), strict=True)
        return [1 - one / all_of if all_of else None for one, all_of in pairs]

    def _alpha(self, weights: Sequence[int]) -> float | None:
        """Alpha by a metric that asks how often each value occurs."""
        import numpy as np

        drawn = np.array(weights, dtype=float)
        margins = drawn @ self._margins
        often = dict(zip(self._values, margins.tolist(), strict=True))
        apart = self._differences(self._metric.of(often))
        expected = float(margins @ apart @ margins)
        observed = float(drawn @ self._within(apart)) * (float(margins.sum()) - 1)
        return 1 - observed / expected if expected else None

    def _differences(self, distance: Distance[V]) -> NDArray[np.float64]:
        import numpy as np

        apart = np.zeros((len(self._values), len(self._values)))
        for a, one in enumerate(self._values):
            for b in range(a):
                apart[a, b] = apart[b, a] = distance(one, self._values[b])
        return apart

    def _within(self, apart: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each group's differences within units, their ordered pairs divided by values less one."""
        import numpy as np

        return np.array(
            [
                sum(
                    sum(n * m * apart[a, b] for a, n in unit.items() for b, m in unit.items())
                    / (unit.total() - 1)
                    for unit in group
                )
                for group in self._units
            ]
        )
