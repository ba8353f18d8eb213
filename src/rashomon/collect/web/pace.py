"""How seldom one server is asked, and until when it wants to be left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Pace", "backed_off", "retry_after"]

# One request a second is what crawlers of archives keep to where a site says nothing, and less
# than a person who opens a page with its pictures asks of it.
SECONDS_BETWEEN = 1.0
_MOST_WAIT_S = 86_400.0  # a "Retry-After" of more than a day is a slip or a joke
_FIRST_WAIT_S = 60.0
_LONGEST_WAIT_S = 6 * 3_600.0


class Pace:
    """Remembers by host when it may be asked again.

    Time is monotonic seconds; `sleep` waits for some of them, and returns early only where
    all is to end.
    """

    def __init__(
        self,
        seconds_between: float = SECONDS_BETWEEN,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.seconds_between = seconds_between
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._between: dict[str, float] = {}

    def slow_down(self, host: str, seconds_between: float) -> None:
        """Leave a host more time between two requests than others get; never less."""
        self._between[host] = max(seconds_between, self.seconds_between)

    def hold(self, host: str, seconds: float) -> None:
        """Do not ask a host for so many seconds from now."""
        until = self._clock() + min(seconds, _MOST_WAIT_S)
        self._next[host] = max(self._next.get(host, until), until)

    def wait_s(self, host: str) -> float:
        """Return how long it is until a host may be asked; 0 if it may be now."""
        return max(0.0, self._next.get(host, 0.0) - self._clock())

    def take_turn(self, host: str, *, at_most: float = _MOST_WAIT_S) -> None:
        """Wait until a host may be asked, and count this as having asked it."""
        wait = min(self.wait_s(host), at_most)
        if wait:
            self._sleep(wait)
        self._next[host] = self._clock() + self._between.get(host, self.seconds_between)


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After field asks for, None where it says nothing clear.

    >>> retry_after("120", datetime.now(UTC))
    120.0
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), _MOST_WAIT_S)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _MOST_WAIT_S)


def backed_off(failures: int) -> float:
    """Return how many seconds to wait after so many failures in a row: a minute, two, four, …

    >>> backed_off(1), backed_off(3), backed_off(50)
    (60.0, 240.0, 21600.0)
    """
    return min(_FIRST_WAIT_S * 2.0 ** min(failures - 1, 20), _LONGEST_WAIT_S)
