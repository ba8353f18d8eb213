"""Intervals drawn: what lies where on the scale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import CasualtyRange
from rashomon.web.views.ranges import bar_of, scale_for

ENDS = st.lists(st.integers(0, 3_000_000), min_size=1, max_size=8)


@given(ENDS)
def test_every_figure_lies_within_the_drawing_in_its_order(ends: list[int]) -> None:
    """More people are never drawn left of fewer, and nothing leaves the drawing."""
    scale = scale_for(ends)
    at = [scale.at(end) for end in sorted(ends)]
    assert at == sorted(at)
    assert at[0] >= 0
    assert at[-1] < 100
    assert scale.at(0) == 0


@given(ENDS)
def test_the_axis_begins_at_zero_and_stays_in_the_drawing(ends: list[int]) -> None:
    """Some round numbers, not so many that they cover each other."""
    ticks = scale_for(ends).ticks()
    assert ticks[0].label == "0"
    assert 2 <= len(ticks) <= 9
    assert all(0 <= tick.at <= 100 for tick in ticks)
    assert len({tick.label for tick in ticks}) == len(ticks)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_bar_reaches_from_its_lowest_to_its_highest(one: int, other: int) -> None:
    """Both ends are where the scale has them; a single figure is a point."""
    low, high = sorted((one, other))
    scale = scale_for([low, high])
    bar = bar_of(CasualtyRange(low, high), scale)
    assert bar.start == scale.at(low)
    assert bar.end >= scale.at(high) - 0.01
    assert bar.is_point is (low == high)
    assert not bar.is_open_above
    assert not bar.is_open_below


def test_ends_that_words_leave_open_are_open() -> None:
    """Of "at least 12" no highest is known, of "up to 14" no lowest."""
    scale = scale_for([12, 14])
    assert bar_of(CasualtyRange(12, None), scale).is_open_above
    assert bar_of(CasualtyRange(None, 14), scale).is_open_below
    assert bar_of(CasualtyRange(12, None), scale, highest=14).end >= scale.at(14) - 0.01


def test_figures_far_apart_share_a_logarithmic_scale() -> None:
    """Three beside three thousand would be one blot otherwise."""
    scale = scale_for([3, 3000])
    assert scale.is_logarithmic
    assert scale.at(3) > 10
    assert not scale_for([20, 100]).is_logarithmic
