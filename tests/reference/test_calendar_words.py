"""Names of months and weekdays, and the patterns that match them."""

from __future__ import annotations

import re

import pytest

from rashomon.reference.calendar_words import (
    ANY_MONTH,
    ANY_WEEKDAY,
    FULL_MONTHS,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    month_number,
)


@pytest.mark.parametrize("name", [*FULL_MONTHS, *SHORT_MONTHS])
def test_every_name_of_a_month_is_matched_and_numbered(name: str) -> None:
    """Full and short names alike lead to one of twelve numbers."""
    assert re.fullmatch(ANY_MONTH, name)
    assert month_number(name.upper() + ".") == MONTHS[name]


@pytest.mark.parametrize("name", [*WEEKDAYS, "mon", "tue", "tues", "wed", "thur", "fri", "sat"])
def test_every_name_of_a_weekday_is_matched(name: str) -> None:
    """Full and short names alike are matched, as whole words."""
    assert re.fullmatch(ANY_WEEKDAY, name)
    assert not re.fullmatch(ANY_WEEKDAY, name + "x")


def test_other_words_are_no_month() -> None:
    """A word that begins with no month's name has no number."""
    assert month_number("soon") is None
    assert not re.fullmatch(ANY_MONTH, "marching")
