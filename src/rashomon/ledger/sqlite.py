"""All that is particular to SQLite: opening a file, settings, error codes, integrity.

Durability. The write-ahead log with `synchronous=FULL` syncs the log at every commit. A killed
process loses at most the transaction in flight (the system holds what was written, and
`NORMAL` would do for that); a power cut loses no committed decision either, which `NORMAL`
cannot promise. The price is one sync a report, small beside reading it.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    create_engine,
    event,
    literal_column,
    select,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.pool import StaticPool

from rashomon.errors import LedgerBusy, LedgerError, LedgerFull, NotALedger
from rashomon.records.search_words import Terms

__all__ = [
    "APPLICATION_ID",
    "MEMORY",
    "after_copying",
    "check_file",
    "check_marked",
    "clear_words",
    "connect",
    "explain",
    "forget_words",
    "index_words",
    "integrity_problems",
    "keep_append_only",
    "make_word_index",
    "mark_as_ledger",
    "name_of",
    "numbers_with",
    "open_engine",
    "reading",
    "settle",
    "writing",
]

MEMORY = ":memory:"
_MAGIC = b"SQLite format 3\0"
APPLICATION_ID = 0x52534D4E  # "RSMN", bytes 68 to 71 of the file
_WRITING = "rashomon_writing"
# Of pages that were read, for each connection. With SQLite's own 2 MiB the inner pages of the
# indexes of a ledger of 100,000 incidents are read again for every report.
_CACHE_KIB = 64 * 1024


def name_of(address: str) -> str:
    """Return what a ledger is called in messages: the path of its file."""
    return address


def open_engine(
    address: str, *, create: bool, busy_seconds: float, max_pages: int | None = None
) -> Engine:
    """Return an engine for the ledger in the file at a path, or for `MEMORY`.

    Raises:
        NotALedger: If something else is there, or nothing and `create` is not set.
        LedgerError: If the file or its folder does not allow writing.

    """
    if address != MEMORY:
        path = Path(address).absolute()
        check_file(path, create=create)
        address = str(path)
    return connect(address, busy_seconds=busy_seconds, max_pages=max_pages)


def check_file(path: Path, *, create: bool) -> None:
    """Make sure, without writing a byte, that `path` is a ledger or can become one.

    The header is read here and not by SQLite, which would make files beside a stranger's
    database. It can be trusted: a ledger gets its mark before its write-ahead log.

    Raises:
        NotALedger: If something else is there, or nothing and `create` is not set.
        LedgerError: If the file or its folder does not allow writing.

    """
    if path.is_dir():
        raise NotALedger(f"{path} is a folder; name the ledger's file in it")
    if not path.exists():
        if not create:
            raise NotALedger(f"there is no ledger at {path}; `rashomon build` makes one")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist; make it first")
    elif not path.is_file():
        raise NotALedger(f"{path} is no regular file")
    for place, right in ((path, os.R_OK | os.W_OK), (path.parent, os.W_OK | os.X_OK)):
        if place.exists() and not os.access(place, right):
            raise LedgerError(
                f"{place} cannot be written; a ledger needs a file and a folder that can be, "
                "so change their rights or work on a copy elsewhere"
            )
    header = _header(path)
    if not header and create:
        return  # nothing there, or a creation that was killed before its first byte
    if not header:
        raise NotALedger(f"{path} is empty; `rashomon build` makes a ledger of it")
    if not header.startswith(_MAGIC):
        raise NotALedger(f"{path} is no ledger; it is left as it is, so name another file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotALedger(
            f"{path} is an SQLite database, but no ledger; it is left as it is, "
            "so name another file"
        )


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        return b""


def connect(path: str, *, busy_seconds: float, max_pages: int | None = None) -> Engine:
    """Return an engine for a ledger's file, or for `MEMORY`.

    Transactions begin as SQLite's own: IMMEDIATE for those marked by `writing`, so that two
    writers queue up at the start instead of failing in the middle.
    """
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=path),
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        json_serializer=_to_json,
        **({"poolclass": StaticPool} if path == MEMORY else {}),
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver begins nothing behind our back
        settings = ["foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"]
        settings.append(f"cache_size = -{_CACHE_KIB:d}")
        if max_pages is not None:
            settings.append(f"max_page_count = {max_pages:d}")
        try:
            for setting in settings:
                connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error:
            connection.close()  # a damaged file: nobody else would
            raise

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return engine


def reading(engine: Engine) -> Engine:
    """Return the engine as it is: a transaction that writes nothing sees one moment anyway."""
    return engine


def writing(engine: Engine) -> Engine:
    """Return the engine with every transaction a writing one."""
    return engine.execution_options(**{_WRITING: True})


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def settle(engine: Engine) -> None:
    """Let readers read while a writer writes; the file remembers it.

    Where the file system or another process does not allow the change, the ledger works on
    with SQLite's older journal, only with less going on at once, until the next opening.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA journal_mode")
            if cursor.fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        finally:
            cursor.close()
    finally:
        connection.close()


def check_marked(connection: Connection, where: str) -> None:
    """Nothing: `check_file` has looked at the mark before the file was opened."""


def mark_as_ledger(connection: Connection) -> None:
    """Write our mark into the file's header, as a part of the transaction."""
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID:d}"))


def keep_append_only(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Let the database refuse to change or delete rows of `tables`.

    It guards against slips, not against people who can write the file: those the hashes show.
    """
    for table in tables:
        for deed in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{deed.lower()} "
                    f"BEFORE {deed} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{table.name} only ever grows'); END"
                )
            )


def after_copying(connection: Connection, tables: Iterable[Table]) -> None:
    """Nothing: SQLite gives the number after the highest that is there."""


def integrity_problems(connection: Connection) -> list[str]:
    """Return what SQLite's own checks of pages, indexes and references find."""
    problems = [
        f"the database file is damaged: {row[0]}"
        for row in connection.execute(text("PRAGMA integrity_check"))
        if row[0] != "ok"
    ]
    problems += [
        f"a row of {row[0]} points to a row of {row[2]} that is not there"
        for row in connection.execute(text("PRAGMA foreign_key_check"))
    ]
    return problems


def make_word_index(connection: Connection, name: str) -> None:
    """Make an index of texts by their words (FTS5), which keeps no text itself.

    The words come folded and with nothing but spaces between, so that the simplest of the
    tokenizers takes them as they are.
    """
    connection.execute(
        text(
            f"CREATE VIRTUAL TABLE {name} "
            "USING fts5(words, content='', tokenize='ascii', columnsize=0)"
        )
    )


def index_words(connection: Connection, name: str, texts: Mapping[int, str]) -> None:
    """Add texts of folded words, by numbers that the index does not know."""
    if texts:
        connection.execute(
            text(f"INSERT INTO {name} (rowid, words) VALUES (:number, :words)"),
            [{"number": number, "words": words} for number, words in texts.items()],
        )


def forget_words(connection: Connection, name: str, texts: Mapping[int, str]) -> None:
    """Take texts out again, given as they were added: the index has only their words."""
    if texts:
        connection.execute(
            text(f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', :number, :words)"),
            [{"number": number, "words": words} for number, words in texts.items()],
        )


def clear_words(connection: Connection, name: str) -> None:
    """Take all texts out."""
    connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('delete-all')"))


def numbers_with(name: str, terms: Terms) -> Select[Any]:
    """Return the query for the numbers of the texts that hold every term."""
    asked = " AND ".join(f'"{" ".join(run)}"{" *" * begins}' for run, begins in terms)
    return (
        select(literal_column("rowid", Integer))
        .select_from(text(name))
        .where(text(f"{name} MATCH :asked").bindparams(asked=asked))
    )


def explain(error: BaseException, where: str) -> LedgerError:
    """Return the error of ours that says what one of SQLite's or the system's means."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(
            f"{where} is being written by another process; wait until it has ended, or end it, "
            "and run this again"
        )
    number = error.errno if isinstance(error, OSError) else None
    if primary == sqlite3.SQLITE_FULL or number in (errno.ENOSPC, errno.EDQUOT):
        return LedgerFull(
            f"no room is left for {where}; the ledger is as it was before the last report, so "
            "free some space and run this again"
        )
    if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE):
        # SQLite tells a full disk apart, but not a quota or a limit on a file's size.
        return LedgerFull(
            f"{where} could not be written ({error}): a quota is used up or the medium fails; "
            "the ledger is as it was before the last report"
        )
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotALedger(
            f"{where} is damaged ({error}); bring back a copy, or save what can be read with "
            "SQLite's .recover"
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM) or (
        number in (errno.EACCES, errno.EPERM, errno.EROFS)
    ):
        return LedgerError(
            f"{where} cannot be written ({error}); change the rights of the file and its folder, "
            "or work on a copy elsewhere"
        )
    return LedgerError(f"{where}: {error}")
