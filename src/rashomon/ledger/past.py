"""What a ledger keeps of its own past: readings that were replaced, rulings, links of old."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
    true,
)

from rashomon.ledger import rows, schema
from rashomon.ledger.decisions import Decision, built
from rashomon.ledger.linkages import incident_columns
from rashomon.records import Incident, Link

__all__ = [
    "Judged",
    "ReadingPeriod",
    "described",
    "described_since_unknown",
    "incidents_naming",
    "judged",
    "last_written",
    "made_at",
    "periods",
    "placements",
    "read_between",
    "readers",
    "redescribed_between",
    "reports_naming",
    "rulings_about",
    "some",
]

_REMEMBERED = 50_000  # texts of places, sides and speakers, which come again and again
AT_ONCE = 500  # values in a query; SQLite takes some 30,000, older ones 999


@dataclass(frozen=True, slots=True)
class ReadingPeriod:
    """When a reading of a report was the current one: from `read_at` on, before `until`.

    `until` is None for the reading of today. `gazetteer` and `cleaner` are None where that was
    not kept yet. `superseded_id` is its number among those that were replaced.
    """

    report_id: str
    reader: str
    read_at: datetime
    until: datetime | None
    tool_version: str
    gazetteer: str | None
    cleaner: str | None
    claims: int
    incidents: int
    superseded_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A link with when and by which method it was made, and its number in the order of all."""

    number: int
    made_at: datetime
    made_by: str
    link: Link


def some(
    connection: Connection, wanted: Select[Any], column: Column[Any], values: Collection[Any]
) -> Iterator[Row[Any]]:
    """Yield the rows that have one of the values in a column, by as many queries as it takes."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield from connection.execute(wanted.where(column.in_(ordered[start : start + AT_ONCE])))


def periods(connection: Connection, report_ids: Collection[str]) -> list[ReadingPeriod]:
    """Return every reading that these reports have had, by report, in the order of time."""
    found = list(_replaced(connection, report_ids))
    now, derived = schema.readings, schema.reports
    counts = {table.name: _counts(connection, table, report_ids) for table in _COUNTED}
    current = select(now, derived.c.cleaner).join(derived, derived.c.report_id == now.c.report_id)
    for row in some(connection, current, now.c.report_id, report_ids):
        found.append(
            ReadingPeriod(
                row.report_id, row.reader, row.read_at, None, row.tool_version, row.gazetteer,
                row.cleaner, counts["claims"].get(row.report_id, 0),
                counts["report_incidents"].get(row.report_id, 0),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.report_id, one.read_at, one.until is None))


_COUNTED = (schema.claims, schema.report_incidents)


def _counts(connection: Connection, table: Any, report_ids: Collection[str]) -> dict[str, int]:
    column = table.c.report_id
    wanted = select(column, func.count().label("n")).group_by(column)
    return {row.report_id: row.n for row in some(connection, wanted, column, report_ids)}


def _replaced(connection: Connection, report_ids: Collection[str]) -> Iterator[ReadingPeriod]:
    table, again = schema.superseded_readings, schema.returned_readings
    first: dict[int, ReadingPeriod] = {}
    for row in some(connection, select(table), table.c.report_id, report_ids):
        first[row.superseded_id] = ReadingPeriod(
            row.report_id, row.body["reader"], row.read_at, row.superseded_at, row.tool_version,
            row.gazetteer, row.cleaner, len(row.body["claims"]), len(row.body["incidents"]),
            row.superseded_id,
        )  # fmt: skip
    yield from first.values()
    for row in some(connection, select(again), again.c.superseded_id, first):
        one = first[row.superseded_id]
        yield replace(one, read_at=row.read_at, until=row.superseded_at)


def rulings_about(connection: Connection, names: Collection[str]) -> list[Decision]:
    """Return what linking ruled of incidents, or of others and them, in the order of the log."""
    table = schema.decisions
    found: dict[int, Decision] = {}
    for column in (table.c.subject, table.c.other):
        wanted = select(table).where(table.c.detail.is_(None))
        for row in some(connection, wanted, column, names):
            found[row.number] = built(row)
    return [found[number] for number in sorted(found)]


def judged(
    connection: Connection, incident_ids: Collection[str], report_ids: Collection[str]
) -> list[Judged]:
    """Return every link ever made to these incidents, or of these reports, the oldest first."""
    table = schema.links
    found: dict[int, Row[Any]] = {}
    for column, values in ((table.c.incident_id, incident_ids), (table.c.report_id, report_ids)):
        for row in some(connection, select(table), column, values):
            found[row.link_id] = row
    return [
        Judged(number, row.made_at, row.made_by, rows.link_of(row))
        for number, row in sorted(found.items())
    ]


def described(connection: Connection, incident_ids: Collection[str]) -> list[Incident]:
    """Return what, when and where these incidents are, without their members."""
    table = schema.incidents
    found = some(connection, incident_columns(), table.c.incident_id, incident_ids)
    return [rows.incident_of(row, ()) for row in found]


def made_at(connection: Connection, number: int) -> datetime | None:
    """Return when a decision of the log was made, None where there is none of this number."""
    table = schema.decisions
    found: datetime | None = connection.execute(
        select(table.c.made_at).where(table.c.number == number)
    ).scalar()
    return found


def last_written(connection: Connection) -> datetime | None:
    """Return the latest time that readings, incidents and decisions bear, None where none do."""
    columns = (
        schema.readings.c.read_at,
        schema.decisions.c.made_at,
        schema.incidents.c.described_at,
        schema.incidents.c.created_at,
    )
    times = [connection.execute(select(func.max(column))).scalar() for column in columns]
    return max((time for time in times if time is not None), default=None)


def readers(connection: Connection) -> set[str]:
    """Return the readers that have read a report at any time."""
    table, old = schema.readings, schema.superseded_readings
    now = connection.execute(select(table.c.reader).distinct()).scalars()
    before = connection.execute(select(old.c.body["reader"].as_string()).distinct()).scalars()
    return {*now, *before}


def placements(connection: Connection, report_ids: Collection[str]) -> dict[tuple[str, int], str]:
    """Return in which incident linking has each incident of these reports."""
    table = schema.memberships
    found = some(connection, select(table), table.c.report_id, report_ids)
    return {(row.report_id, row.number): row.incident_id for row in found}


def read_between(connection: Connection, first: datetime, last: datetime) -> set[str]:
    """Return the reports of which a reading was stored after one time, up to another."""
    now, old, again = schema.readings, schema.superseded_readings, schema.returned_readings
    back = select(old.c.report_id).join(again, again.c.superseded_id == old.c.superseded_id)
    found: set[str] = set()
    for query, times in (
        (select(now.c.report_id), now), (select(old.c.report_id), old), (back, again)
    ):  # fmt: skip
        within = query.where(times.c.read_at > first, times.c.read_at <= last)
        found.update(connection.execute(within).scalars())
    return found


def redescribed_between(connection: Connection, first: datetime, last: datetime) -> set[str]:
    """Return the incidents whose kind, days or place changed after one time, up to another."""
    table = schema.superseded_incidents
    within = (table.c.superseded_at > first) & (table.c.superseded_at <= last)
    return set(connection.execute(select(table.c.incident_id).where(within)).scalars())


def described_since_unknown(connection: Connection, incident_ids: Collection[str]) -> set[str]:
    """Return those of these incidents of which it was not kept since when they are so."""
    found: set[str] = set()
    for table in (schema.incidents, schema.superseded_incidents):
        wanted = select(table.c.incident_id).where(table.c.described_at.is_(None))
        rows_ = some(connection, wanted, table.c.incident_id, incident_ids)
        found.update(row.incident_id for row in rows_)
    return found


def reports_naming(connection: Connection, names: Collection[str]) -> set[str]:
    """Return the reports whose readings, of today or replaced, use one of these names."""
    claims, told, mentions = schema.claims, schema.report_incidents, schema.mentions
    old = schema.superseded_readings
    found: set[str] = set()
    for column in (
        claims.c.source, claims.c.value, told.c.place, mentions.c.details, old.c.body
    ):  # fmt: skip
        found |= _holding(connection, column.table.c.report_id, column, names)
    return found


def incidents_naming(connection: Connection, names: Collection[str]) -> set[str]:
    """Return the incidents whose place, of today or before, is called so."""
    found: set[str] = set()
    for table in (schema.incidents, schema.superseded_incidents):
        found |= _holding(connection, table.c.incident_id, table.c.place, names)
    return found


def _holding(
    connection: Connection, key: Column[str], column: Column[Any], names: Collection[str]
) -> set[str]:
    """The keys of the rows that hold one of the names in a JSON column."""
    meant = {_plain(name) for name in names}
    text = cast(column, Text)
    wanted = select(key, text).where(_may_hold(text, names))

    @lru_cache(maxsize=_REMEMBERED)
    def holds(words: str) -> bool:
        return _is_told(json.loads(words), meant)

    rows_ = connection.execute(wanted.execution_options(yield_per=AT_ONCE))
    return {own for own, words in rows_ if words and holds(words)}


def _plain(name: str) -> str:
    """A name whatever its case and the space between, as decisions take it."""
    return " ".join(name.casefold().split())


def _is_told(data: object, meant: Collection[str]) -> bool:
    """Tell whether a text anywhere within plain data is one of some names, in plain letters."""
    if isinstance(data, str):
        return _plain(data) in meant
    if isinstance(data, dict):
        return any(_is_told(one, meant) for one in data.values())
    return isinstance(data, list | tuple) and any(_is_told(one, meant) for one in data)


def _may_hold(text: ColumnElement[str], names: Collection[str]) -> ColumnElement[bool]:
    """A look for the longest plain word of each name, which JSON keeps as it is.

    Where a name has none in ASCII, every row has to be looked at.
    """
    looked: list[ColumnElement[bool]] = []
    for name in names:
        plain = [word for word in name.split() if word.isascii() and word.isalnum()]
        if not plain:
            return true()
        looked.append(text.icontains(max(plain, key=len), autoescape=True))
    return or_(*looked)
