"""What a watch has seen and what it still has to do, in a file that outlives it.

The file lies beside the ledger. Every step is a transaction of it, in an order by which a watch
that is killed at any moment loses nothing and takes nothing twice:

1. the items of a feed are noted as waiting, together with the mark (ETag) that will keep its
   server from telling of them again
2. what was fetched for an item is laid by here, with its time, before the ledger gets it
3. the ledger takes it; the same bytes of the same time are the same capture for it
4. the item is settled, and what was laid by is dropped

A watch that is killed between 2 and 4 gives the ledger what was laid by once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.collect.web.addresses import parse_address
from rashomon.collect.web.entries import Entry
from rashomon.collect.web.items import Origin
from rashomon.errors import SettingError
from rashomon.records import Capture, from_plain, to_plain

__all__ = ["FeedState", "Item", "WatchState"]

_VERSION = 1
_APPLICATION_ID = 0x52534D57  # "RSMW"
_TABLES = """
CREATE TABLE feeds (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, polled_at REAL NOT NULL,
    not_before REAL NOT NULL, failures INTEGER NOT NULL, error TEXT NOT NULL);
CREATE TABLE items (
    feed TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, link TEXT, host TEXT NOT NULL,
    is_waiting INTEGER NOT NULL, not_before REAL NOT NULL, tries INTEGER NOT NULL, done_at REAL,
    told TEXT, outcome TEXT NOT NULL, PRIMARY KEY (feed, key));
CREATE INDEX waiting ON items (host, not_before) WHERE is_waiting;
CREATE INDEX links ON items (link);
CREATE TABLE laid_by (
    feed TEXT NOT NULL, key TEXT NOT NULL, capture TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (feed, key));
"""
# An item that changes at every look, as some that count their readers do, is captured no more
# often than this.
_BETWEEN_CAPTURES_S = 3_600.0
_LONGEST_WAIT_S = 86_400.0  # what servers may ask for; waits of our own are shorter


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed. Times are seconds since 1970."""

    url: str
    etag: str = ""
    modified: str = ""
    polled_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item that waits to be taken, and how often that was tried."""

    feed: str
    entry: Entry
    origin: Origin
    tries: int = 0


class WatchState:
    """The memory of one watch; nobody else may open it meanwhile."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[WatchState]:
        """Open the memory at `path`, making it where there is none.

        Raises:
            SettingError: If it is in use, damaged, or something else.

        """
        connection = None
        try:
            connection = sqlite3.connect(path, timeout=1.0, isolation_level=None)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN EXCLUSIVE")
            _make_tables(connection, path)
            connection.execute("COMMIT")
            yield cls(connection, path)
        except sqlite3.Error as error:
            raise SettingError(_in_words(error, path)) from error
        finally:
            if connection is not None:
                connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def feed(self, url: str) -> FeedState:
        """Return what is remembered of a feed."""
        row = self._connection.execute("SELECT * FROM feeds WHERE url = ?", (url,)).fetchone()
        return FeedState(*row) if row else FeedState(url)

    def bring_near(self, now: float) -> None:
        """Let nothing lie farther ahead than waits can be: the clock was wrong, then or now."""
        with self._writing() as connection:
            connection.execute("UPDATE feeds SET polled_at = ? WHERE polled_at > ?", (now, now))
            for table in ("feeds", "items"):
                connection.execute(
                    f"UPDATE {table} SET not_before = ? WHERE not_before > ?",
                    (now, now + _LONGEST_WAIT_S),
                )

    def keep_feed(self, feed: FeedState) -> None:
        """Remember a feed that told of nothing new, or failed."""
        with self._writing() as connection:
            _keep_feed(connection, feed)

    def keep_told(
        self, feed: FeedState, entries: tuple[Entry, ...], origin: Origin
    ) -> tuple[int, int]:
        """Remember a feed with the items that it told of; return how many are new and changed."""
        counts = {"new": 0, "changed": 0, "": 0}
        with self._writing() as connection:
            for entry in entries:
                counts[_keep_entry(connection, feed, entry, origin)] += 1
            _keep_feed(connection, feed)
        return counts["new"], counts["changed"]

    def due_hosts(self, now: float) -> tuple[str, ...]:
        """Return the hosts for which an item may be asked for now."""
        rows = self._connection.execute(
            "SELECT DISTINCT host FROM items WHERE is_waiting AND not_before <= ?", (now,)
        )
        return tuple(row[0] for row in rows)

    def next_item(self, host: str, now: float) -> Item | None:
        """Return the item of a host that has waited longest, of those that may be asked for."""
        row = self._connection.execute(
            "SELECT feed, told, tries FROM items WHERE is_waiting AND host = ? "
            "AND not_before <= ? ORDER BY not_before, rowid LIMIT 1",
            (host, now),
        ).fetchone()
        if row is None:
            return None
        told = json.loads(row[1])
        return Item(row[0], from_plain(told[0], Entry), from_plain(told[1], Origin), row[2])

    def next_at(self) -> float | None:
        """Return when the next item may be asked for; None where none waits."""
        query = "SELECT MIN(not_before) FROM items WHERE is_waiting"
        found: float | None = self._connection.execute(query).fetchone()[0]
        return found

    def count_waiting(self) -> int:
        """Return how many items wait."""
        query = "SELECT COUNT(*) FROM items WHERE is_waiting"
        return int(self._connection.execute(query).fetchone()[0])

    def lay_by(self, item: Item, capture: Capture) -> None:
        """Keep what was fetched for an item until the ledger has it."""
        plain = to_plain(replace(capture, content=b""))
        plain.pop("content")
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO laid_by VALUES (?, ?, ?, ?)",
                (item.feed, item.entry.key, json.dumps(plain), capture.content),
            )

    def laid_by(self) -> Iterator[tuple[str, str, Capture]]:
        """Yield what was laid by and never settled, each with its feed and key."""
        for feed, key, plain, content in self._connection.execute(
            "SELECT feed, key, capture, content FROM laid_by"
        ).fetchall():
            told = {**json.loads(plain), "content": ""}
            yield feed, key, replace(from_plain(told, Capture), content=content)

    def settle(self, feed: str, key: str, outcome: str, now: float) -> None:
        """Remember that an item was taken, or given up for the reason that `outcome` tells."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE items SET is_waiting = 0, tries = 0, told = NULL, outcome = ?, "
                "done_at = ? WHERE feed = ? AND key = ?",
                (outcome, now, feed, key),
            )
            connection.execute("DELETE FROM laid_by WHERE feed = ? AND key = ?", (feed, key))

    def put_off(self, item: Item, until: float, reason: str) -> None:
        """Remember that an item could not be had, and when to try again."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE items SET tries = tries + 1, not_before = ?, outcome = ? "
                "WHERE feed = ? AND key = ?",
                (until, reason, item.feed, item.entry.key),
            )


def _make_tables(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if mark == 0 and tables == 0:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID:d}")
        connection.execute(f"PRAGMA user_version = {_VERSION:d}")
    elif mark != _APPLICATION_ID or version != _VERSION:
        raise SettingError(
            f"{path} is not the memory of a watch of this version; move it away, and all that "
            "the feeds tell of is taken anew"
        )


def _in_words(error: sqlite3.Error, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is in use: another `rashomon watch` adds to this ledger; end it first"
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return (
            f"{path}, the memory of the watch, is damaged ({error}); move it away, and all that "
            "the feeds tell of is taken anew"
        )
    return f"{path}, the memory of the watch, cannot be used: {error}"


def _keep_feed(connection: sqlite3.Connection, feed: FeedState) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?)",
        (feed.url, feed.etag, feed.modified, feed.polled_at, feed.not_before, feed.failures,
         feed.error),
    )  # fmt: skip


def _keep_entry(
    connection: sqlite3.Connection, feed: FeedState, entry: Entry, origin: Origin
) -> str:
    """Note an item as waiting if it is "new" or "changed"; "" if it is known."""
    told = json.dumps([to_plain(entry), to_plain(origin)])
    host = parse_address(entry.link).host if entry.link else ""
    known = connection.execute(
        "SELECT version, done_at FROM items WHERE feed = ? AND key = ?", (feed.url, entry.key)
    ).fetchone()
    if known is None:
        # Sections of one paper carry the same reports; one of them is enough.
        other = (
            entry.link
            and connection.execute(
                "SELECT 1 FROM items WHERE link = ? AND feed <> ? LIMIT 1", (entry.link, feed.url)
            ).fetchone()
        )
        connection.execute(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (feed.url, entry.key, entry.version, entry.link, host, not other, feed.polled_at,
             feed.polled_at if other else None, None if other else told,
             "told by another feed" if other else ""),
        )  # fmt: skip
        return "" if other else "new"
    version, done_at = known
    if version == entry.version:
        return ""
    earliest = feed.polled_at if done_at is None else done_at + _BETWEEN_CAPTURES_S
    connection.execute(
        "UPDATE items SET version = ?, link = ?, host = ?, is_waiting = 1, tries = 0, told = ?, "
        "not_before = ? WHERE feed = ? AND key = ?",
        (entry.version, entry.link, host, told, max(feed.polled_at, earliest), feed.url,
         entry.key),
    )  # fmt: skip
    return "changed"
