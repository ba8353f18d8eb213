"""The file in which a team's accounts, sessions and tokens are kept, and what happened to them.

It is a file of its own beside the ledger: a ledger is copied, exported and handed on, and nobody's
password hash should go with it. What is secret (a session's, token's or invitation's words) is
kept by its SHA-256 alone: each holds 256 random bits, so that no slow hash is needed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rashomon.errors import LedgerError, NotALedger

__all__ = ["Book", "Event", "add_event", "digest_of", "moment", "new_secret", "one_line"]

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_MARK = 0x5253544D  # "RSTM" in the file's header
_VERSION = 1
_SCHEMA = """
CREATE TABLE accounts (
    name TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT,
    is_active INTEGER NOT NULL, made_at TEXT NOT NULL, issuer TEXT, subject TEXT,
    UNIQUE (issuer, subject)
);
CREATE TABLE invitations (
    digest TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name), until TEXT NOT NULL
);
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name), begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL
);
CREATE INDEX ix_sessions_name ON sessions(name);
CREATE TABLE tokens (
    token_id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL REFERENCES accounts(name), label TEXT NOT NULL, scopes TEXT NOT NULL,
    made_at TEXT NOT NULL, until TEXT, used_at TEXT
);
CREATE TABLE journeys (
    digest TEXT PRIMARY KEY, begun_at TEXT NOT NULL, nonce TEXT NOT NULL, verifier TEXT NOT NULL,
    leads_to TEXT NOT NULL
);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    address TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX ix_events_kind ON events(kind, at);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events only ever grow'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events only ever grow'); END;
"""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an account: when (UTC), to whom, what, asked from where."""

    number: int
    at: datetime
    name: str
    kind: str
    address: str
    detail: str


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Book:
    """An open file of a team; several threads and processes may have it open."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        """Use `Book.open`."""
        self._connection = connection
        self._now = now
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = False, now: Callable[[], datetime] = _utc_now
    ) -> Self:
        """Open a team's file, or make one.

        Raises:
            NotALedger: If something else is there, or nothing and `create` is not set.
            LedgerError: If it cannot be read or written.

        """
        file = Path(path)
        is_new = not file.exists() or not file.stat().st_size
        if is_new and not create:
            raise NotALedger(
                f"there is no team at {file}; `rashomon team add NAME --role admin` begins one"
            )
        try:
            if is_new:  # only its owner may read it, from its first byte on
                os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(
                file, timeout=20, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(connection, str(file), is_new=is_new)
            except BaseException:
                connection.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(f"{file} cannot be opened as a team's file: {error}") from error
        return cls(connection, now)

    def close(self) -> None:
        """Give the file free."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._now()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Look at the file, one thread at a time."""
        with self._lock:
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction, all or nothing.

        Raises:
            LedgerError: If the file cannot be written.

        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise LedgerError(f"the team's file cannot be written: {error}") from error
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def note(self, name: str, kind: str, address: str = "", detail: str = "") -> None:
        """Add an event."""
        with self.writing() as connection:
            add_event(connection, self.now, name, kind, address, detail)

    def events(
        self, *, limit: int = 200, name: str | None = None, before: int | None = None
    ) -> tuple[Event, ...]:
        """Return the last events, the newest first; of one account, or before a number."""
        query = (
            "SELECT * FROM events WHERE (?1 IS NULL OR name = ?1) AND (?3 IS NULL OR number < ?3) "
            "ORDER BY number DESC LIMIT ?2"
        )
        with self.reading() as connection:
            found = connection.execute(query, (name, limit, before)).fetchall()
        return tuple(
            Event(row["number"], moment(row["at"]), row["name"], row["kind"], row["address"],
                  row["detail"])
            for row in found
        )  # fmt: skip


def add_event(
    connection: sqlite3.Connection,
    at: datetime,
    name: str,
    kind: str,
    address: str = "",
    detail: str = "",
) -> None:
    """Add an event within a transaction; what strangers typed is kept short, and on one line."""
    connection.execute(
        "INSERT INTO events (at, name, kind, address, detail) VALUES (?, ?, ?, ?, ?)",
        (at.isoformat(), one_line(name[:80]), kind, one_line(address[:80]), one_line(detail[:200])),
    )


def one_line(words: str) -> str:
    r"""Replace what would break a line or turn its direction, so that nobody writes others' lines.

    >>> one_line("a\nb\u202ec")
    'a�b�c'
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in _STEERING else sign
        for sign in words
    )


def moment(text: str) -> datetime:
    """Return a moment as the file keeps it."""
    return datetime.fromisoformat(text)


def new_secret() -> str:
    """Return words that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _prepare(connection: sqlite3.Connection, where: str, *, is_new: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if is_new and mark == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {_MARK}; PRAGMA user_version = {_VERSION};"
            f"{_SCHEMA} COMMIT;"
        )
        return
    if mark != _MARK:
        raise NotALedger(f"{where} is no team's file; it is left as it is, so name another")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > _VERSION:
        raise NotALedger(f"{where} was written by a newer Rashomon; update this one to open it")
