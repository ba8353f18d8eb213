"""The columns of one ledger's catalog, shared by the threads of a process that asks much."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from rashomon.ledger.catalog_queries import rows_by_number
from rashomon.records import CatalogRow

if TYPE_CHECKING:
    from rashomon.ledger.catalog_columns import Columns
    from rashomon.ledger.column_answers import Held

__all__ = ["ColumnStore", "Shelf"]

_MOST_ROWS = 3_000  # some 4 kB each


class Shelf:
    """Rows that were shown lately, by numbers: what a number stands for never changes."""

    def __init__(self, most: int = _MOST_ROWS) -> None:
        """Keep nothing yet, and never more than `most`."""
        self._most = most
        self._lock = threading.Lock()
        self._rows: OrderedDict[int, CatalogRow] = OrderedDict()

    def rows(self, connection: Connection, numbers: Sequence[int]) -> list[CatalogRow]:
        """Return the rows of these numbers, which are all there, in their order."""
        with self._lock:
            known = {number: self._rows[number] for number in numbers if number in self._rows}
        missing = [number for number in numbers if number not in known]
        known.update(zip(missing, rows_by_number(connection, missing), strict=True))
        with self._lock:
            for number in numbers:
                self._rows[number] = known[number]
                self._rows.move_to_end(number)
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
        return [known[number] for number in numbers]


class ColumnStore:
    """Keeps the newest columns that anybody has read; safe to use from several threads."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._shelf = Shelf()

    def at(self, connection: Connection, refreshes: int) -> Held | None:
        """Return the columns as this transaction, which reads `refreshes`, sees the catalog.

        None where the tables themselves are to be asked: while the columns are read for the first
        time, or where the transaction sees an older state than another has read meanwhile.
        """
        from rashomon.ledger.catalog_columns import empty, updated
        from rashomon.ledger.column_answers import Held

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
        return Held(connection, held, self._shelf) if held.refreshes == refreshes else None
