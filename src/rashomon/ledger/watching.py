"""Lists that people watch: saved queries, and the moment of each person's looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from rashomon.errors import LedgerError, SettingError
from rashomon.ledger import schema
from rashomon.ledger.as_of import Moment
from rashomon.ledger.connected import Connected
from rashomon.records.queries import IncidentQuery, parse, to_url

__all__ = ["WatchList", "Watching"]

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class WatchList:
    """A query that is saved under a name, by whom and when."""

    list_id: int
    name: str
    query: IncidentQuery
    made_by: str
    made_at: datetime


class Watching(Connected):
    """The part of `Ledger` that keeps lists and looks."""

    def add_watch_list(self, name: str, query: IncidentQuery, *, by: str) -> WatchList:
        """Save a query under a name.

        Raises:
            SettingError: If the name is empty, too long, or that of another list.

        """
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise SettingError(f"a list's name has 1 to {_LONGEST_NAME} signs, not {len(name)}")

        def work(connection: Connection) -> WatchList:
            if _named(connection, name) is not None:
                raise SettingError(f"there is a list {name!r} already; remove it first")
            now = self._now()
            # As an address spells it: that form is documented and outlives the record's fields.
            values = {"name": name, "query": {"url": to_url(query)}, "made_by": by, "made_at": now}
            added = connection.execute(insert(schema.watch_lists).values(values))
            (list_id,) = added.inserted_primary_key or (0,)
            return WatchList(list_id, name, query, by, now)

        return self._write(work)

    def watch_lists(self) -> tuple[WatchList, ...]:
        """Return the lists that are watched, by name."""
        table = schema.watch_lists
        with self._reading() as connection:
            found = connection.execute(select(table).where(table.c.removed_at.is_(None))).all()
        return tuple(sorted(map(_built, found), key=lambda one: one.name))

    def watch_list(self, name: str) -> WatchList:
        """Return a list by its name.

        Raises:
            SettingError: If there is none; the message names those that there are.

        """
        with self._reading() as connection:
            row = _named(connection, " ".join(name.split()))
        if row is None:
            there = ", ".join(one.name for one in self.watch_lists()) or "none yet"
            raise SettingError(f"no list is called {name!r}; there are: {there}")
        return _built(row)

    def remove_watch_list(self, name: str, *, by: str) -> WatchList:
        """Watch a list no longer; what was seen of it stays on record.

        Raises:
            SettingError: If there is none of this name.

        """
        found, table = self.watch_list(name), schema.watch_lists
        gone = update(table).where(table.c.list_id == found.list_id)
        self._write(
            lambda connection: connection.execute(
                gone.values(removed_by=by, removed_at=self._now())
            )
        )
        return found

    def last_look(self, list_id: int, by: str) -> Moment | None:
        """Return the moment of a person's last look at a list, None where there was none."""
        table = schema.watch_looks
        with self._reading() as connection:
            row = connection.execute(
                select(table)
                .where(table.c.list_id == list_id, table.c.looked_by == by)
                .order_by(table.c.look_id.desc())
                .limit(1)
            ).first()
        return None if row is None else Moment(row.looked_at, row.decision)

    def add_look(self, list_id: int, moment: Moment, *, by: str) -> None:
        """Note that somebody has seen what a list holds at a moment."""
        values = {
            "list_id": list_id, "looked_by": by, "looked_at": moment.at, "decision": moment.number
        }  # fmt: skip
        self._write(
            lambda connection: connection.execute(insert(schema.watch_looks).values(values))
        )


def _named(connection: Connection, name: str) -> Row[Any] | None:
    table = schema.watch_lists
    own = (table.c.name == name) & table.c.removed_at.is_(None)
    return connection.execute(select(table).where(own)).first()


def _built(row: Row[Any]) -> WatchList:
    try:
        query = parse(str(row.query["url"]))
    except (SettingError, LookupError, TypeError) as error:
        raise LedgerError(f"the query of list {row.name!r} cannot be read: {error}") from error
    return WatchList(row.list_id, row.name, query, row.made_by, row.made_at)
