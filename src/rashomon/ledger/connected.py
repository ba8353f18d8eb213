"""An open ledger's connections: who may read and write when, in which transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from rashomon.errors import LedgerError
from rashomon.ledger import sqlite
from rashomon.ledger.faults import translated
from rashomon.ledger.upgrade import is_current, upgrade

__all__ = ["Connected"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Connected:
    """What is open and has to be closed; `Ledger` says what can be done with it."""

    def __init__(self, engine: Engine, where: str, now: Callable[[], datetime]) -> None:
        """Use `Ledger.open`, which makes sure that the engine's database is a ledger."""
        self._engine: Engine | None = engine
        self._where = where
        self._now = now
        self._lock = threading.RLock()
        self._at_once: tuple[int, Connection] | None = None  # of which thread

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        busy_seconds: float = 20.0,
        max_pages: int | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> Self:
        """Open the ledger at `path` (":memory:" for one that is gone when closed).

        A ledger of an earlier version is brought up to date; anything else that is not a
        ledger is left untouched. `max_pages` bounds the file, in pages of 4 KiB.

        Raises:
            NotALedger: If something else is there, or nothing and `create` is not set.
            LedgerBusy: If another process keeps it locked.
            LedgerFull: If there is no room to make it.
            LedgerError: If it cannot be written.

        """
        where = str(path)
        with translated(where):
            database = where
            if where != sqlite.MEMORY:
                database = str(Path(path).absolute())
                sqlite.check_file(Path(database), create=create)
            engine = sqlite.connect(database, busy_seconds=busy_seconds, max_pages=max_pages)
            try:
                # Looking with the writers' lock would make every reader queue with the writers.
                with engine.connect() as connection:
                    has_tables = is_current(connection)
                if not has_tables:
                    with sqlite.writing(engine).begin() as connection:
                        upgrade(connection, where, create=create)
                sqlite.use_write_ahead_log(engine)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, where, now)

    def close(self) -> None:
        """Give the file free. Closing twice is no fault."""
        with self._lock:
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make all that is written within one transaction, all or nothing.

        What fails within and is dealt with there leaves the rest as it is.
        """
        with self._writing() as connection:
            self._at_once = threading.get_ident(), connection
            try:
                yield
            finally:
                self._at_once = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        engine, own = self._open_engine(), self._own_connection()
        with translated(self._where):
            if own is not None:
                yield own
            elif engine.url.database == sqlite.MEMORY:  # one connection, for one thread at a time
                with self._lock, engine.connect() as connection:
                    yield connection
            else:
                with engine.connect() as connection:
                    yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine, own = self._open_engine(), self._own_connection()
        if own is not None:
            with translated(self._where), own.begin_nested():
                yield own
            return
        with translated(self._where), self._lock, sqlite.writing(engine).begin() as connection:
            yield connection

    def _own_connection(self) -> Connection | None:
        """The connection of the transaction that this thread has open."""
        held = self._at_once
        return held[1] if held is not None and held[0] == threading.get_ident() else None

    def _open_engine(self) -> Engine:
        if self._engine is None:
            raise LedgerError(f"{self._where} has been closed; open it again")
        return self._engine
