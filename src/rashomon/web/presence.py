"""Who has the same incident or report in front just now; known for seconds, and kept nowhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Presence"]

_GONE_S = 10.0  # a page asks every 1.5 seconds, or 6 where nobody moves; hidden ones never
_MOST = 2_000  # incidents and reports that are looked at at a time


@dataclass(slots=True)
class Presence:
    """Who looked at what last, and when; of one process, since only one serves a team."""

    now: Callable[[], float] = time.monotonic
    _seen: dict[str, dict[str, float]] = field(default_factory=dict)
    _swept: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, about: str, who: str) -> tuple[str, ...]:
        """Note that somebody looks at something; return who else does, by name."""
        with self._lock:
            now = self.now()
            if now - self._swept > _GONE_S or len(self._seen) >= _MOST:
                self._sweep(now)
            if about not in self._seen and len(self._seen) >= _MOST:
                return ()
            here = self._seen.setdefault(about, {})
            here[who] = now
            return tuple(
                sorted(name for name, at in here.items() if name != who and now - at <= _GONE_S)
            )

    def _sweep(self, now: float) -> None:
        for about, here in list(self._seen.items()):
            for name, at in list(here.items()):
                if now - at > _GONE_S:
                    del here[name]
            if not here:
                del self._seen[about]
        self._swept = now
