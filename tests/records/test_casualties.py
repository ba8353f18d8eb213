from __future__ import annotations

from functools import reduce
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import IncompatibleRanges, InvalidRecord
from rashomon.records import CasualtyRange

ENDS = st.integers(0, 60)
EXACT = ENDS.map(CasualtyRange.exactly)
CLOSED = st.builds(lambda a, b: CasualtyRange(min(a, b), max(a, b)), ENDS, ENDS)
AT_LEAST = ENDS.map(lambda low: CasualtyRange(low, None))
UP_TO = ENDS.map(lambda high: CasualtyRange(None, high))
RANGES = EXACT | CLOSED | AT_LEAST | UP_TO


def admits(claimed: CasualtyRange, number: int) -> bool:
    """Tell by the words alone whether a number is among those that they allow."""
    return (claimed.low is None or claimed.low <= number) and (
        claimed.high is None or number <= claimed.high
    )


@given(RANGES, RANGES)
def test_ranges_are_compatible_where_a_number_lies_in_both(
    one: CasualtyRange, other: CasualtyRange
) -> None:
    """Trying every number gives the same answer."""
    shared = any(admits(one, n) and admits(other, n) for n in range(130))
    assert one.is_compatible(other) == shared == other.is_compatible(one)


@given(RANGES, RANGES, ENDS)
def test_narrowing_keeps_exactly_the_shared_numbers(
    one: CasualtyRange, other: CasualtyRange, number: int
) -> None:
    """What contradicts is raised and never rounded away."""
    if one.is_compatible(other):
        assert admits(one.narrow(other), number) == (admits(one, number) and admits(other, number))
        assert one.narrow(other) == other.narrow(one)
    else:
        with pytest.raises(IncompatibleRanges, match="no number lies both in"):
            one.narrow(other)


@given(st.lists(RANGES, min_size=2, max_size=6))
def test_pairwise_agreement_is_joint_agreement(ranges: list[CasualtyRange]) -> None:
    """Checking pairs is enough: ranges that all meet in pairs share a number."""
    if all(a.is_compatible(b) for a, b in combinations(ranges, 2)):
        reduce(CasualtyRange.narrow, ranges)  # must not raise


@given(RANGES, RANGES, ENDS)
def test_covering_loses_no_number(one: CasualtyRange, other: CasualtyRange, number: int) -> None:
    """Whatever one of the two allows, both together show."""
    covered = one.cover(other)
    assert admits(covered, number) or not (admits(one, number) or admits(other, number))
    assert covered == other.cover(one)


@given(RANGES)
def test_a_range_agrees_with_itself(claimed: CasualtyRange) -> None:
    """Narrowing and covering by itself change nothing."""
    assert claimed.narrow(claimed) == claimed == claimed.cover(claimed)
    assert claimed.floor >= 0


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        pytest.param(None, None, "needs a floor or a ceiling", id="no end"),
        pytest.param(-1, None, "below zero", id="negative floor"),
        pytest.param(None, -1, "below zero", id="negative ceiling"),
        pytest.param(3, 2, "runs backwards", id="backwards"),
    ],
)
def test_a_range_that_counts_nobody_is_refused(
    low: int | None, high: int | None, message: str
) -> None:
    """The message tells what was met."""
    with pytest.raises(InvalidRecord, match=message):
        CasualtyRange(low, high)


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        (CasualtyRange(12, None), "12 or more"),
        (CasualtyRange(None, 14), "up to 14"),
        (CasualtyRange(3, 3), "3"),
        (CasualtyRange(3, 9), "3 to 9"),
    ],
    ids=str,
)
def test_a_range_reads_as_a_person_would_say_it(claimed: CasualtyRange, words: str) -> None:
    """No form suggests more than the report said."""
    assert str(claimed) == words
