"""How far apart two values of a facet are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.coding.values import METRIC_OF, difference, is_same_speaker, is_same_who
from rashomon.records import (
    CasualtyRange,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    Motive,
    PlaceValue,
    ResponsibleValue,
    Speaker,
    TargetValue,
)


def count(low: int | None, high: int | None, who: str | None = None) -> CountValue:
    """A number of people."""
    return CountValue(CasualtyRange(low, high), who)


def day(number: int, last: int | None = None) -> DateInterval:
    """Days of a March."""
    return DateInterval(date(2031, 3, number), date(2031, 3, last or number))


FORD, NEAR, FAR = (PlaceValue("Ford", lat, 20.0, 5.0) for lat in (10.0, 10.08, 10.2))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (count(3, 3), count(1, 1), 0.25),
        (count(0, 0), count(7, 7), 1.0),
        (count(12, None), count(12, 12), 0.5),
        (count(12, None), count(12, None), 0.0),
        (count(None, 5), count(5, 5), 0.5),
        (count(3, 3, "people"), count(3, 3, "civilians"), 0.0),
        (day(7), day(7), 0.0),
        (day(1), day(31), (30 / 31) ** 2),
        (day(7), day(7, 9), 2 / 31**2),
        (day(7), DateConstraint(weekday=2), 1.0),
        (FORD, NEAR, 0.0),
        (FORD, FAR, 1.0),
        (PlaceValue("Alder Ford, Fen"), PlaceValue("the Alder Ford"), 0.0),
        (PlaceValue("Ford"), FAR, 0.0),
        (PlaceValue("Birch Hill"), FORD, 1.0),
        (ResponsibleValue("The Army"), ResponsibleValue("army"), 0.0),
        (ResponsibleValue("Army"), ResponsibleValue("Police"), 1.0),
        (TargetValue("a base", "Army"), TargetValue("soldiers", "Army"), 0.0),
        (TargetValue("a base", "Army"), TargetValue("a base", "Police"), 1.0),
        (TargetValue("a hospital"), TargetValue("the hospital in Ford", "Medics"), 0.0),
        (TargetValue("a hospital"), TargetValue("a school"), 1.0),
        (MeansValue(Means.DRONE), MeansValue(Means.DRONE), 0.0),
        (MeansValue(Means.DRONE), MeansValue(Means.MORTAR), 1.0),
        (Motive(), Motive(), 0.0),
        (Motive(), None, 1.0),
        (None, None, 0.0),
    ],
    ids=str,
)
def test_differences_by_hand(
    one: ClaimValue | None, other: ClaimValue | None, wanted: float
) -> None:
    """Each is what docs/coding.md says, whichever comes first."""
    assert difference(one, other) == pytest.approx(wanted)
    assert difference(other, one) == pytest.approx(wanted)


ENDS = st.none() | st.integers(0, 500)
RANGES = (
    st.tuples(ENDS, ENDS)
    .filter(lambda ends: ends != (None, None))
    .map(lambda ends: ends if None in ends else tuple(sorted(ends)))  # type: ignore[type-var]
    .map(lambda ends: count(ends[0], ends[1]))
)


@given(RANGES, RANGES)
def test_a_difference_of_numbers_lies_between_nothing_and_not_told(
    one: CountValue, other: CountValue
) -> None:
    """It is symmetrical, and 0 for nothing but one range."""
    apart = difference(one, other)
    assert 0 <= apart <= 1
    assert apart == difference(other, one)
    assert (apart == 0) == (one.range == other.range)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ([], [], True),
        ([], [Speaker("police")], False),
        ([Speaker("a medic")], [Speaker("the medic"), Speaker("Radio")], True),
        ([Speaker("General X", actor="Army")], [Speaker("the ministry", actor="Army")], True),
        ([Speaker("the ministry", actor="Army")], [Speaker("the ministry", actor="Navy")], False),
        ([Speaker("police", actor="Police")], [Speaker("a doctor")], False),
    ],
)
def test_speakers(one: list[Speaker], other: list[Speaker], wanted: bool) -> None:
    """One by actor where both are known, else by their words; the report itself is nobody else."""
    assert is_same_speaker(one, other) is wanted


def test_whom_numbers_count() -> None:
    """Words of one group are one; what counts nobody is never apart."""
    assert is_same_who(count(2, 2, "soldiers"), count(2, 2, "fighters"))
    assert not is_same_who(count(2, 2, "children"), count(2, 2, "fighters"))
    assert is_same_who(Motive(), Motive())


def test_every_facet_has_a_metric() -> None:
    """None is forgotten in the table that is printed."""
    assert set(METRIC_OF) == set(Facet)
