"""A ledger that is made for what comes in, and left as nothing where nothing did."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rashomon.ledger.sqlite import MEMORY
from rashomon.ledger.store import Ledger

__all__ = ["for_intake"]


@contextmanager
def for_intake(
    address: str, *, create: bool = True, tell: Callable[[str], None]
) -> Iterator[Ledger]:
    """Open a ledger to take reports in; a file that this made is gone again if nothing came.

    `tell` is told so. Of a server, where a database was there before, nothing is removed.

    Raises:
        LedgerError: As `Ledger.open`.

    """
    is_file = "://" not in address and address != MEMORY
    is_new = is_file and not Path(address).exists()
    try:
        with Ledger.open(address, create=create) as opened:
            yield opened
    finally:
        if is_new and _remove_empty(Path(address)):
            tell(f"{address}: nothing came in, so no ledger was made")


def _remove_empty(path: Path) -> bool:
    """Remove a ledger's file in which nothing was ever written, unless somebody has it open."""
    if not path.is_file():
        return False
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as alone:
        # Others who have it open hold a lock, so that this is refused; who comes later finds none.
        alone.execute("PRAGMA locking_mode = EXCLUSIVE")
        alone.execute("BEGIN EXCLUSIVE")
        for table in ("captures", "decisions", "watch_lists"):
            if alone.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                return False
        alone.execute("ROLLBACK")
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        return True
    return False
