"""Counts over the whole ledger, made beside the pages where they take long.

A small ledger is counted while the page waits. Of a large one the last counts are shown while new
ones are made in a thread, and the page says so.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.errors import LedgerError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.source_tallies import Following, SourceTallies

__all__ = ["Counted", "Tallied"]

_log = logging.getLogger("rashomon.web")
_SMALL = 2_000  # incidents: some 20,000 claims, which take less than half a second
_REST = 20  # times as long as counting took, nothing is counted again


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts, None where there are none yet, and whether newer ones are being made."""

    tallies: SourceTallies | None
    is_behind: bool


class Tallied:
    """The last counts of one ledger; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tallies: SourceTallies | None = None
        self._state: object = None
        self._is_counting = False
        self._not_before = 0.0
        self._following: Following | None = None  # whoever counts uses it, one at a time

    def get(self, ledger: Ledger) -> Counted:
        """Return counts of the ledger as it is, or was lately."""
        state = (ledger.head(), ledger.change_count())
        with self._lock:
            if state == self._state:
                return Counted(self._tallies, is_behind=False)
            if self._is_counting or time.monotonic() < self._not_before:
                return Counted(self._tallies, is_behind=True)
            self._is_counting = True
        if ledger.count_placed(_SMALL + 1) <= _SMALL:
            self._count(ledger, state)
            return Counted(self._tallies, is_behind=False)
        threading.Thread(target=self._count, args=(ledger, state), daemon=True).start()
        return Counted(self._tallies, is_behind=True)

    def _count(self, ledger: Ledger, state: object) -> None:
        from rashomon.source_tallies import Following

        begun = time.monotonic()
        self._following = self._following or Following()
        try:
            made = self._following.tallies(ledger)
        except LedgerError as error:  # busy or closed: the next page tries again
            _log.warning("sources could not be counted: %s", error)
            with self._lock:
                self._is_counting = False
            return
        took = time.monotonic() - begun
        with self._lock:
            self._tallies, self._state, self._is_counting = made, state, False
            self._not_before = time.monotonic() + (_REST * took if took > 1 else 0)
