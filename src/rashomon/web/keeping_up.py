"""Keeping the lists up with the ledger: what changed is listed anew before anybody looks.

A few changes are caught up with while the page waits; many of them beside it, and the page says
how many incidents its lists do not show as they are yet.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from rashomon.errors import LedgerError

if TYPE_CHECKING:
    from rashomon.web.workplace import Workplace

__all__ = ["keep_up"]

_log = logging.getLogger("rashomon.web")
_WAITED_FOR = 60  # incidents: some 30 ms each, so that no page waits for more than two seconds


def keep_up(place: Workplace) -> int:
    """Bring the lists up to the ledger, or begin to; return how many incidents are still behind."""
    with place.ledger.one_look():
        key = ("behind", *place.ledger.catalog_counters())
        if place.kept.get(place.ledger, key, lambda: _behind(place)) is None:
            return 0  # and counting, which takes a while, waits until something is written
    behind = _behind(place)
    if behind is None:
        return 0
    if behind <= _WAITED_FOR:
        with place.refreshing:
            _refresh(place)
        return 0
    if place.refreshing.acquire(blocking=False):
        threading.Thread(target=_refresh_beside, args=(place,), daemon=True).start()
    return behind


def _behind(place: Workplace) -> int | None:
    """Count what waits to be listed; None where a refresh would change nothing."""
    from rashomon.cataloging import basis_of

    state = place.ledger.catalog_state()
    if state.basis != basis_of(place.policy, place.zones):  # another version, too, lists all anew
        return place.ledger.count_placed()
    return state.outdated + state.unsearched or None


def _refresh_beside(place: Workplace) -> None:
    try:
        _refresh(place)
    finally:
        place.refreshing.release()


def _refresh(place: Workplace) -> None:
    from rashomon.cataloging import refresh

    try:
        refresh(place.ledger, policy=place.policy, zones=place.zones)
    except LedgerError as error:  # busy or closed: the next page tries again
        _log.warning("the lists are behind the ledger: %s", error)
