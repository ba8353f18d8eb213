"""Numbers as reports write them, and the figures that count nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.numbers import find_numbers

READINGS = {
    "figure": ("killed 25 people", (25, 25)),
    "thousands separator": ("1,429 people", (1429, 1429)),
    "long figure": ("7000 men", (7000, 7000)),
    "decimal million": ("2.5 million people", (2_500_000, 2_500_000)),
    "word": ("Seven guards", (7, 7)),
    "hyphenated word": ("twenty-five guards", (25, 25)),
    "spaced word": ("NINETY SIX GUARDS", (96, 96)),
    "hundred": ("a hundred guards", (100, 100)),
    "compound": ("one hundred and twelve guards", (112, 112)),
    "long compound": ("three thousand two hundred and five guards", (3205, 3205)),
    "dozen": ("a dozen guards", (12, 12)),
    "half a dozen": ("half a dozen guards", (6, 6)),
    "two dozen": ("more than two dozen guards", (24, None)),
    "hedge": ("nearly 25 guards", (25, 25)),
    "total": ("a total of 25 guards", (25, 25)),
    "at least": ("at least 12 guards", (12, None)),
    "no fewer than": ("no fewer than 12 guards", (12, None)),
    "or more": ("100 or more guards", (100, None)),
    "plus": ("100+ guards", (100, None)),
    "up to": ("up to 14 guards", (None, 14)),
    "as many as": ("as many as 14 guards", (None, 14)),
    "as many, a word lost": ("as many 14 guards", (None, 14)),
    "no more than": ("no more than 14 guards", (None, 14)),
    "between": ("between five and 9 guards", (5, 9)),
    "dash": ("5-9 guards", (5, 9)),
    "or": ("three or four guards", (3, 4)),
    "to": ("five to seven guards", (5, 7)),
    "several": ("several guards", (3, 9)),
    "several hundred": ("several hundred guards", (300, 900)),
    "a few": ("a few guards", (3, 9)),
    "pair": ("a pair of guards", (2, 2)),
    "both": ("both guards", (2, 2)),
    "dozens": ("dozens of guards", (24, 99)),
    "scores": ("scores of guards", (40, 99)),
    "hundreds": ("hundreds of guards", (200, 999)),
    "tens of thousands": ("tens of thousands of people", (20_000, 99_999)),
    "a year that counts": ("2011 people", (2011, 2011)),
}

NOTHING_COUNTED = [
    "a 3-year-old boy",
    "a 10 - year - old girl",
    "aged 25",
    "Ana Example, 34, said",
    "on May 18",
    "18 May",
    "in 2011",
    "at 14:30",
    "at 5 p.m.",
    "an F-16",
    "an F - 16",
    "an Su-24",
    "the 82nd division",
    "8 km away",
    "20 percent",
    "20%",
    "$5 million",
    "for three days",
    "no one",
    "one another",
    "on either side, one by one",
    "a 12.5 rating",
    "2,000lb bombs",
    "call 00496912345678901234567890",
]


@pytest.mark.parametrize(("text", "ends"), READINGS.values(), ids=READINGS.keys())
def test_number_is_read_as_the_range_that_its_words_allow(
    text: str, ends: tuple[int | None, int | None]
) -> None:
    """Figures, words, hedges and bounds follow the annotation guide's table."""
    (number,) = find_numbers(text)
    assert (number.range.low, number.range.high) == ends


@pytest.mark.parametrize("text", NOTHING_COUNTED)
def test_figures_that_count_nothing_are_left_out(text: str) -> None:
    """Ages, dates, times, designations, distances, money and shares are no numbers of anything."""
    assert find_numbers(text) == []


def test_coordinated_numbers_stay_apart() -> None:
    """The "and" between two counts joins no compound number."""
    assert [n.range.low for n in find_numbers("killed six and injured 32; twenty and 3 more")] == [
        6,
        32,
        20,
        3,
    ]


def test_only_words_without_a_figure_are_vague() -> None:
    """Vagueness tells "dozens" from "about 30"."""
    assert [n.is_vague for n in find_numbers("dozens of men, about 30 men")] == [True, False]


def test_offsets_hold_the_words_within_the_stretch_asked_for() -> None:
    """Nothing outside `start` and `end` is read, and offsets are the whole text's."""
    text = "Ten came, at least twelve left, ninety stayed"
    (number,) = find_numbers(text, 10, 30)
    assert text[number.start : number.end] == "at least twelve"


@given(st.integers(3, 999_999).filter(lambda n: not 1900 <= n <= 2099))
def test_written_figures_are_read_back(value: int) -> None:
    """A figure means itself, with and without separators."""
    for written in (str(value), f"{value:,}"):
        (number,) = find_numbers(f"they counted {written} people")
        assert (number.range.low, number.range.high) == (value, value)


@given(st.text(alphabet="abdeiknostuvy 0123456789,.-", max_size=60))
def test_numbers_never_overlap(text: str) -> None:
    """Whatever the text, numbers come in order and apart."""
    found = find_numbers(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
