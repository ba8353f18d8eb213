"""The columns of one ledger's catalog, shared by the threads of a process that asks much."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from rashomon.ledger import catalog

if TYPE_CHECKING:
    from rashomon.ledger.catalog_columns import Columns
    from rashomon.ledger.column_answers import Held

__all__ = ["ColumnStore"]


class ColumnStore:
    """Keeps the newest columns that anybody has read; safe to use from several threads."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._lock = threading.Lock()
        self._columns: Columns | None = None

    def at(self, connection: Connection) -> Held | None:
        """Return the columns as this transaction sees the catalog, for it to ask.

        None where the tables themselves are to be asked: while the columns are read for the first
        time, or where the transaction sees an older state than another has read meanwhile.
        """
        from rashomon.ledger.catalog_columns import empty, updated
        from rashomon.ledger.column_answers import Held

        refreshes = catalog.counters(connection)[1]
        held = self._columns
        if held is None or held.refreshes < refreshes:
            if not self._lock.acquire(blocking=held is not None):
                return None
            try:
                held = self._columns
                if held is None or held.refreshes < refreshes:
                    held = self._columns = updated(held or empty(), connection, refreshes)
            finally:
                self._lock.release()
        return Held(connection, held) if held.refreshes == refreshes else None
