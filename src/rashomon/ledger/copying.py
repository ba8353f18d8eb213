"""A ledger in another place: from a file to a server, back, or to another file, losslessly.

All is written in one transaction, so that a copy that fails leaves an empty ledger behind and can
be repeated. Before it is committed, every row is read back and held against the source's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from rashomon.errors import LedgerError
from rashomon.ledger import databases, heads, schema
from rashomon.ledger.connected import Connected
from rashomon.ledger.heads import Head

__all__ = ["Copied", "copy"]

_AT_ONCE = 500  # rows that are held in memory
_BLOBS_AT_ONCE = 4  # of captured bytes, any of which may be large


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: the rows of each table, and the ends of the chains."""

    rows: dict[str, int]
    head: Head


def copy(
    source: Connected,
    target: Connected,
    on_step: Callable[[str, int, int], None] = lambda *_: None,
) -> Copied:
    """Copy all that a ledger holds into an empty one.

    `on_step` is told what is done, how many rows of it, and of how many.

    Raises:
        LedgerError: If the target is not empty, or what was written does not come back as it is
            in the source. The target is as before.

    """
    if source.where == target.where:
        raise LedgerError(f"{source.where} cannot be copied to itself")
    tables = schema.metadata.sorted_tables  # those that others point to come first
    with source._reading() as old, target._writing() as new:
        for table in tables:
            count = _count(new, table)
            if count:
                raise LedgerError(
                    f"{target.where} is not empty (it has {count} rows of {table.name}); a ledger "
                    "is only copied into one that has nothing in it"
                )
        digests: dict[str, str] = {}
        counts = {table.name: _count(old, table) for table in tables}
        for table in tables:
            digest, copied = hashlib.sha256(), 0
            for rows in _batches(old, table):
                new.execute(insert(table), rows)
                _feed(digest, rows)
                copied += len(rows)
                on_step(f"copying {table.name}", copied, counts[table.name])
            digests[table.name] = digest.hexdigest()
        databases.in_use(new).after_copying(new, tables)
        for table in tables:
            digest, read = hashlib.sha256(), 0
            for rows in _batches(new, table):
                _feed(digest, rows)
                read += len(rows)
                on_step(f"comparing {table.name}", read, counts[table.name])
            if (read, digest.hexdigest()) != (counts[table.name], digests[table.name]):
                raise _differs(target, table.name)
        head = heads.current(old)
        if heads.current(new) != head:
            raise _differs(target, "the chains")
    return Copied(counts, head)


def _differs(target: Connected, what: str) -> LedgerError:
    return LedgerError(
        f"what {target.where} gave back of {what} is not what was written, so the copy was "
        "undone; `rashomon verify` tells whether the source is sound"
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield a table's rows in the order of their keys, a few at a time."""
    size = _BLOBS_AT_ONCE if table is schema.blobs else _AT_ONCE
    found = connection.execute(
        select(table).order_by(*table.primary_key.columns).execution_options(yield_per=size)
    )
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _feed(digest: Any, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        digest.update(repr([_plain(value) for value in row.values()]).encode("utf-8", "replace"))


def _plain(value: object) -> object:
    """What stands for a value whichever driver has given it."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value.isoformat() if isinstance(value, datetime) else value
