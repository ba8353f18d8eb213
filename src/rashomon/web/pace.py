"""How much one may ask: so many requests at once, then so many a second, by token or address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Pace"]

_KEPT = 10_000  # of whom it is known how much they asked; who was silent longest is forgotten


@dataclass(slots=True)
class Pace:
    """A bucket a caller: it holds `at_once` requests and fills by `a_second`.

    `at_once` of 0 sets no bound.
    """

    at_once: int
    a_second: float
    now: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, caller: str) -> tuple[int, float]:
        """Take one request; return how many are left, and, if none was, the wait in seconds."""
        with self._lock:
            now = self.now()
            left, seen = self._left.pop(caller, (float(self.at_once), now))
            left = min(float(self.at_once), left + (now - seen) * self.a_second)
            wait = 0.0 if left >= 1 else (1 - left) / self.a_second
            left -= 0 if wait else 1
            self._left[caller] = (left, now)
            if len(self._left) > _KEPT:
                self._left.popitem(last=False)
            return int(left), wait
