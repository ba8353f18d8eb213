"""How seldom a host is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.collect.web.conftest import Clock

from rashomon.collect.web.pace import Pace, backed_off, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_hosts_wait_for_themselves_only(clock: Clock) -> None:
    """One host's turn does not hold up another's."""
    pace = Pace(2.0, clock=clock, sleep=clock.sleep)
    pace.take_turn("a")
    pace.take_turn("b")
    assert clock.slept == []
    assert pace.wait_s("a") == 2.0
    pace.take_turn("a")
    assert clock.slept == [2.0]


def test_a_host_can_be_slower_but_not_faster(clock: Clock) -> None:
    """What a site asks for is not less than what is polite."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.slow_down("a", 5.0)
    pace.slow_down("b", 0.1)
    pace.take_turn("a")
    pace.take_turn("b")
    assert (pace.wait_s("a"), pace.wait_s("b")) == (5.0, 1.0)


def test_a_hold_is_never_shortened(clock: Clock) -> None:
    """The longer of two wishes to be left alone holds; a day is the most."""
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.hold("a", 100)
    pace.hold("a", 10)
    assert pace.wait_s("a") == 100
    pace.hold("a", 1e9)
    assert pace.wait_s("a") == 86_400


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("9" * 50, 86_400.0),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300.0),
        ("Sun, 01 Mar 2026 12:05:00", 300.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 2099 11:00:00 GMT", 86_400.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("٣", None),
        ("Sun, 99 Mar 2026 12:05:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(told: str, seconds: float | None) -> None:
    """Both forms of the standard; at most a day."""
    assert retry_after(told, NOW) == seconds


def test_waiting_doubles_up_to_a_bound() -> None:
    """A minute, two, four, and never more than six hours."""
    waits = [backed_off(failures) for failures in range(1, 60)]
    assert waits[:3] == [60, 120, 240]
    assert waits == sorted(waits)
    assert max(waits) == 6 * 3600
