"""What a ledger keeps of its own past: readings that were replaced, rulings, links of old."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, func, select

from rashomon.ledger import rows, schema
from rashomon.ledger.decisions import Decision, built
from rashomon.records import Incident, Link

__all__ = [
    "Judged",
    "ReadingPeriod",
    "described",
    "judged",
    "made_at",
    "periods",
    "readers",
    "rulings_about",
    "some",
]

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
    found = some(connection, select(table), table.c.incident_id, incident_ids)
    return [rows.incident_of(row, ()) for row in found]


def made_at(connection: Connection, number: int) -> datetime | None:
    """Return when a decision of the log was made, None where there is none of this number."""
    table = schema.decisions
    found: datetime | None = connection.execute(
        select(table.c.made_at).where(table.c.number == number)
    ).scalar()
    return found


def readers(connection: Connection) -> set[str]:
    """Return the readers that have read a report at any time."""
    table, old = schema.readings, schema.superseded_readings
    now = connection.execute(select(table.c.reader).distinct()).scalars()
    before = connection.execute(select(old.c.body["reader"].as_string()).distinct()).scalars()
    return {*now, *before}
