"""Krippendorff's alpha: published examples, laws, and where it is undefined."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.coding.alpha import (
    INTERVAL,
    NO_PAIR,
    NO_VARIATION,
    NOMINAL,
    ORDINAL,
    RATIO,
    Metric,
    alpha,
    coincidences,
    with_interval,
)

# Krippendorff 2011, example D: four observers, twelve units, some not seen; None is missing.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
METRICS = [NOMINAL, ORDINAL, INTERVAL, RATIO]


def by_unit(rows: list[list[int | None]]) -> list[list[int]]:
    """Rows of observers as units of values."""
    return [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("metric", "wanted"),
    [(NOMINAL, 0.743), (ORDINAL, 0.815), (INTERVAL, 0.849), (RATIO, 0.797)],
    ids=lambda value: getattr(value, "name", None),
)
def test_four_observers_as_published(metric: Metric[float], wanted: float) -> None:
    """The example with missing values, under each metric."""
    found = alpha(by_unit(FOUR), metric)
    assert found.value == pytest.approx(wanted, abs=0.0005)
    assert (found.units, found.values) == (11, 40)  # the last unit has one value only


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [(("0100000010", "1110010000"), 0.095), (("aabbdcccedda", "babbbccceddd"), 0.692)],
    ids=["binary", "nominal"],
)
def test_two_observers_as_published(rows: tuple[str, str], wanted: float) -> None:
    """The examples of two observers without missing values."""
    assert alpha(list(zip(*rows, strict=True)), NOMINAL).value == pytest.approx(wanted, abs=0.0005)


def test_the_coincidence_matrix_as_published() -> None:
    """Of the binary example: fourteen and four in the middle, the margins those of the values."""
    matrix = coincidences(list(zip("0100000010", "1110010000", strict=True)))
    assert matrix == {
        ("0", "0"): 10.0, ("0", "1"): 4.0, ("1", "0"): 4.0, ("1", "1"): 2.0,
    }  # fmt: skip
    assert sum(coincidences(by_unit(FOUR)).values()) == pytest.approx(40)


VALUES = st.integers(1, 5)
UNITS = st.lists(st.lists(st.none() | VALUES, min_size=3, max_size=3), min_size=1, max_size=12)


@given(UNITS, st.sampled_from(METRICS))
def test_who_coded_what_changes_nothing(
    rows: list[list[int | None]], metric: Metric[float]
) -> None:
    """Coders under other names, and units in another order, have the same alpha."""
    units = [[value for value in row if value is not None] for row in rows]
    first = alpha(units, metric).value
    for order in permutations(range(3)):
        turned = ([row[at] for at in order] for row in reversed(rows))
        other = [[value for value in row if value is not None] for row in turned]
        assert alpha(other, metric).value == pytest.approx(first)


@given(st.lists(VALUES, min_size=1, max_size=20), st.sampled_from(METRICS))
def test_coders_who_never_differ(values: list[int], metric: Metric[float]) -> None:
    """They have exactly 1, or none at all where there is nothing to tell apart."""
    found = alpha([(value, value) for value in values], metric)
    if len(set(values)) > 1:
        assert found.value == 1.0
    else:
        assert (found.value, found.reason, str(found)) == (None, NO_VARIATION, "undefined")


@given(UNITS, st.sampled_from(METRICS))
def test_alpha_never_exceeds_one(rows: list[list[int | None]], metric: Metric[float]) -> None:
    """Whatever the values; and it is 1 only where no unit holds two different ones."""
    units = [[value for value in row if value is not None] for row in rows]
    value = alpha(units, metric).value
    if value is not None:
        assert value <= 1
        assert (value == 1) == all(len(set(unit)) < 2 for unit in units)


@given(UNITS)
def test_the_matrix_gives_the_same_alpha(rows: list[list[int | None]]) -> None:
    """A second way: 1 - (n - 1) Σ o δ² / Σ n n δ² over the coincidence matrix."""
    units = [[value for value in row if value is not None] for row in rows]
    matrix = coincidences(units)
    margins: dict[int, float] = {}
    for (one, _), weight in matrix.items():
        margins[one] = margins.get(one, 0) + weight
    total = sum(margins.values())
    observed = sum(weight * (a - b) ** 2 for (a, b), weight in matrix.items())
    expected = sum(margins[a] * margins[b] * (a - b) ** 2 for a in margins for b in margins)
    value = alpha(units, INTERVAL).value
    if expected:
        assert value == pytest.approx(1 - (total - 1) * observed / expected)
    else:
        assert value is None


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_coders_who_guess_have_an_alpha_near_zero(metric: Metric[float]) -> None:
    """Dice that know nothing of each other agree no more than chance does."""
    dice = random.Random(11)
    units = [[dice.randint(1, 5) for _ in range(2)] for _ in range(4000)]
    found = alpha(units, metric).value
    assert found is not None
    assert abs(found) < 0.05


def test_without_a_pair_there_is_nothing_to_compare() -> None:
    """One coder alone agrees with nobody."""
    assert alpha([[1], [2], []], NOMINAL).reason == NO_PAIR


def test_the_interval_is_the_same_for_a_seed_and_holds_alpha() -> None:
    """And another seed draws otherwise."""
    dice = random.Random(3)
    truth = [dice.randint(1, 4) for _ in range(60)]
    groups = [
        [[t, t if dice.random() < 0.8 else dice.randint(1, 4)] for t in truth[at : at + 5]]
        for at in range(0, 60, 5)
    ]
    for metric in METRICS:
        found = with_interval(groups, metric, resamples=200, seed=1)
        assert found == with_interval(groups, metric, resamples=200, seed=1)
        assert found != with_interval(groups, metric, resamples=200, seed=2)
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        assert found.low < found.value < found.high
        assert found.value == alpha([u for group in groups for u in group], metric).value


@pytest.mark.parametrize(
    "groups",
    [[[[1, 1], [2, 2]]], [[[1, 1]], [[1, 2]]], [[[1, 1]], [[1, 1]]]],
    ids=["one report", "half the draws without variation", "no variation"],
)
def test_no_interval_where_there_can_be_none(groups: list[list[list[int]]]) -> None:
    """Too few groups, or too many draws that have no alpha."""
    found = with_interval(groups, NOMINAL, resamples=100, seed=0)
    assert (found.low, found.high) == (None, None)
