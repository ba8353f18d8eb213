"""What was computed for a page lately, for as long as nothing is written to the ledger."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Kept"]

_Made = TypeVar("_Made")
_MOST = 200  # incidents and reports: with all their claims some tens of kilobytes each


class Kept:
    """A bounded store that several threads share and that forgets all when the ledger changes.

    Whoever writes to the ledger, here or in another process: before anything is handed out, the
    ends of its chains and its count of changes are compared, which takes a millisecond.
    """

    def __init__(self, most: int = _MOST) -> None:
        """Keep nothing yet, and never more than `most`."""
        self._most = most
        self._lock = threading.Lock()
        self._state: object = None
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, ledger: Ledger, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Return what `make` makes, or made before from the same state of the ledger."""
        with ledger.one_look():
            state = (ledger.head(), ledger.change_count())  # first: what comes between makes it old
        with self._lock:
            if state != self._state:
                self._state = state
                self._made.clear()
            elif key in self._made:
                self._made.move_to_end(key)
                found: _Made = self._made[key]
                return found
        made = make()
        with self._lock:
            if state == self._state:
                self._made[key] = made
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
        return made
