"""An open ledger's connections: who may read and write when, in which transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from rashomon.errors import LedgerChanged, LedgerError
from rashomon.ledger import databases, heads, sqlite
from rashomon.ledger.faults import translated
from rashomon.ledger.heads import Head
from rashomon.ledger.upgrade import is_current, upgrade
from rashomon.records import ReviewDecision

__all__ = ["Connected"]

_Result = TypeVar("_Result")
_ATTEMPTS = 5  # of a transaction that meets another program's; with a wait of its own before each
_WAIT_S = 0.05  # before the second attempt, twice that before the third, and so on


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _Look(threading.local):
    """What one thread reads in, and what it was told, while it reads all as of one moment."""

    def __init__(self) -> None:
        self.connection: Connection | None = None
        self.told: dict[str, Any] = {}


class Connected:
    """What is open and has to be closed; `Ledger` says what can be done with it."""

    def __init__(self, engine: Engine, where: str, now: Callable[[], datetime]) -> None:
        """Use `Ledger.open`, which makes sure that the engine's database is a ledger."""
        self._engine: Engine | None = engine
        self._where = where
        self._now = now
        self._lock = threading.RLock()
        # What people decided up to a number of the log, which only ever grows.
        self._reviews: tuple[int, tuple[ReviewDecision, ...]] = 0, ()
        self._at_once: tuple[int, Connection] | None = None  # of which thread
        self._look = _Look()

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

        A text that begins with "postgresql://" names a database on a server. A ledger of an
        earlier version is brought up to date; anything else that is not a ledger is left
        untouched. `max_pages` bounds a file, in pages of 4 KiB.

        Raises:
            NotALedger: If something else is there, or nothing and `create` is not set.
            LedgerBusy: If another process keeps it locked.
            LedgerFull: If there is no room to make it.
            LedgerLost: If its server cannot be reached.
            LedgerError: If it cannot be written.
            SettingError: If its address cannot be read.

        """
        database = databases.by_address(path)
        where = database.name_of(str(path))
        with translated(where):
            engine = database.open_engine(
                str(path), create=create, busy_seconds=busy_seconds, max_pages=max_pages
            )
            try:
                # Looking with the writers' lock would make every reader queue with the writers.
                with database.reading(engine).connect() as connection:
                    database.check_marked(connection, where)
                    has_tables = is_current(connection)
                if not has_tables:
                    with database.writing(engine).begin() as connection:
                        upgrade(connection, where, create=create)
                database.settle(engine)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, where, now)

    @property
    def where(self) -> str:
        """What the ledger is called in messages: its path or address, never with a password."""
        return self._where

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
    def at_once(self, *, after: Head | None = None) -> Iterator[None]:
        """Make all that is written within one transaction, all or nothing.

        What fails within and is dealt with there leaves the rest as it is. With `after`, the
        `head()` that was current when what is about to be written was thought out, nothing is
        written unless it still is.

        Raises:
            LedgerChanged: If something has been written since `after`.

        """
        with self._writing() as connection:
            if after is not None and heads.current(connection) != after:
                raise LedgerChanged(
                    f"{self._where} was written since it was looked at; nothing of this was "
                    "kept, so look again and decide anew"
                )
            self._at_once = threading.get_ident(), connection
            try:
                yield
            finally:
                self._at_once = None

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """Read all that this thread asks for within it as of one moment, in one transaction.

        It spares beginning and ending one for each question, and what a page shows fits together.
        Nothing can be written within, neither does anything show that others write meanwhile.
        """
        if self._look.connection is not None or self._own_connection() is not None:
            yield
            return
        with self._reading() as connection:
            self._look.connection = connection
            try:
                yield
            finally:
                self._look.connection = None
                self._look.told.clear()

    def _told_once(self, name: str, ask: Callable[[Connection], _Result]) -> _Result:
        """Ask what changes with every writing, but once where all is read in one look."""
        with self._reading() as connection:
            if self._look.connection is None:
                return ask(connection)
            if name not in self._look.told:
                self._look.told[name] = ask(connection)
            found: _Result = self._look.told[name]
            return found

    def head(self) -> Head:
        """Return how far the ledger has come: the ends of its two chains."""
        return self._told_once("head", heads.current)

    def decision_hash(self, number: int) -> str | None:
        """Return the hash of a decision in the log, None where there is none of this number."""
        with self._reading() as connection:
            return heads.decision_hash(connection, number)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        engine, own = self._open_engine(), self._own_connection()
        with translated(self._where):
            if own is not None:
                yield own
            elif self._look.connection is not None:
                yield self._look.connection
            elif engine.url.database == sqlite.MEMORY:  # one connection, for one thread at a time
                with self._lock, engine.connect() as connection:
                    yield connection
            else:
                with databases.in_use(engine).reading(engine).connect() as connection:
                    yield connection

    def _write(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do `work` in a transaction, again if another program's has come between.

        Within `at_once` it is done but once, since the whole would have to be done again.
        """
        for attempt in range(1, _ATTEMPTS):
            try:
                with self._writing() as connection:
                    return work(connection)
            except LedgerChanged:
                if self._own_connection() is not None:
                    raise
                time.sleep(_WAIT_S * attempt)
        with self._writing() as connection:
            return work(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine, own = self._open_engine(), self._own_connection()
        if own is not None:
            with translated(self._where), _part_of(own):
                yield own
            return
        if self._look.connection is not None:
            raise LedgerError(f"nothing can be written to {self._where} while it is only looked at")
        database = databases.in_use(engine)
        with translated(self._where), self._lock, database.writing(engine).begin() as connection:
            yield connection

    def _own_connection(self) -> Connection | None:
        """The connection of the transaction that this thread has open."""
        held = self._at_once
        return held[1] if held is not None and held[0] == threading.get_ident() else None

    def _open_engine(self) -> Engine:
        if self._engine is None:
            raise LedgerError(f"{self._where} has been closed; open it again")
        return self._engine


@contextmanager
def _part_of(connection: Connection) -> Iterator[None]:
    """Make a part of a transaction, which goes on without it if it fails."""
    part = connection.begin_nested()
    try:
        yield
    except BaseException:
        try:
            part.rollback()
        except DBAPIError:
            # The whole is undone already, by SQLite where no room is left or with a connection
            # that broke. What failed first says why; nothing more may be written, since it would
            # be kept without the rest.
            connection.invalidate()
        raise
    part.commit()
