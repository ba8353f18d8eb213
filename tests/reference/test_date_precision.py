"""How exactly a date is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import DateInterval
from rashomon.reference.date_precision import date_prec, time_precision

FIRST = date(2030, 12, 20)


def lasting(days: int) -> DateInterval:
    """Build an interval of so many days, across New Year."""
    return DateInterval(FIRST, FIRST + timedelta(days=days - 1))


@pytest.mark.parametrize(
    ("days", "ucdp", "acled"),
    [
        pytest.param(1, 1, 1, id="day"),
        pytest.param(2, 2, 2, id="night"),
        pytest.param(6, 2, 2, id="six days"),
        pytest.param(7, 3, 2, id="week"),
        pytest.param(8, 4, 3, id="eight days"),
        pytest.param(28, 4, 3, id="shortest month"),
        pytest.param(31, 4, 3, id="longest month"),
        pytest.param(32, 5, None, id="more than a month"),
        pytest.param(366, 5, None, id="leap year"),
        pytest.param(367, None, None, id="more than a year"),
    ],
)
def test_an_interval_gets_the_code_of_its_length(
    days: int, ucdp: int | None, acled: int | None
) -> None:
    """Each code holds from where the one before ends."""
    assert (date_prec(lasting(days)), time_precision(lasting(days))) == (ucdp, acled)


def test_what_is_unknown_has_no_code() -> None:
    """An undated incident is not one of a known year."""
    assert date_prec(None) is None
    assert time_precision(None) is None


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_shorter_interval_is_never_coded_as_less_exact(one: int, other: int) -> None:
    """Codes grow with the length; no code at all comes last."""
    short, long = sorted((one, other))
    for code in (date_prec, time_precision):
        assert (code(lasting(short)) or 9) <= (code(lasting(long)) or 9)
