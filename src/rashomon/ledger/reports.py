"""Reports as they were derived: out of which capture, by which version of the cleaner, when.

A report that is read stays as it is until it is read anew, since its claims point into its
text. One that is not read yet follows its newest derivation. What was before is kept: with its
reading, or among the superseded reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from rashomon.errors import LedgerError
from rashomon.ledger import catalog, rows, schema
from rashomon.records import Report, from_plain, to_plain

__all__ = [
    "Derivation",
    "await_reading",
    "built",
    "ids",
    "is_read",
    "load",
    "no_longer_waits",
    "of_report",
    "older",
    "put",
    "stale",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A report with what it was derived from.

    `capture_id`, `cleaner` and `derived_at` are None where it is older than ledgers that keep
    them. `is_read` tells whether a reading points into its text.
    """

    report: Report
    capture_id: int | None
    cleaner: str | None
    derived_at: datetime | None
    is_read: bool


def put(
    connection: Connection,
    report: Report,
    *,
    capture_id: int,
    cleaner: str | None,
    now: datetime,
) -> None:
    """Store a report, in the place of an older derivation, which is kept."""
    table, captured = schema.reports, schema.captures
    sha256 = connection.execute(
        select(captured.c.sha256).where(captured.c.capture_id == capture_id)
    ).scalar_one()
    row = rows.report_row(report, sha256) | {
        "capture_id": capture_id,
        "cleaner": cleaner,
        "derived_at": now,
        "wording": report.wording,
    }
    old = of_report(connection, report.report_id)
    if old is None:
        connection.execute(insert(table).values(row))
        return
    if not old.is_read and old.report != report:  # what was read is kept with its reading
        _archive(connection, old, now)
    if old.report.text != report.text:
        catalog.forget_report(connection, report.report_id, old.report.text)
    connection.execute(update(table).where(table.c.report_id == report.report_id).values(row))


def _archive(connection: Connection, old: Derivation, now: datetime) -> None:
    connection.execute(
        insert(schema.superseded_reports).values(
            report_id=old.report.report_id,
            capture_id=old.capture_id,
            cleaner=old.cleaner,
            derived_at=old.derived_at,
            superseded_at=now,
            body=to_plain(old.report),
        )
    )


def of_report(connection: Connection, report_id: str) -> Derivation | None:
    """Return what a report was derived from, None where there is none of this id."""
    return next(load(connection, [report_id]), None)


def load(connection: Connection, wanted: Sequence[str]) -> Iterator[Derivation]:
    """Yield these reports' derivations, those that there are, in the order of their ids."""
    table, read = schema.reports, schema.readings
    found = connection.execute(
        select(table, read.c.report_id.label("read_id"))
        .join(read, read.c.report_id == table.c.report_id, isouter=True)
        .where(table.c.report_id.in_(wanted))
        .order_by(table.c.report_id)
    )
    for row in found:
        yield Derivation(
            built(row), row.capture_id, row.cleaner, row.derived_at, row.read_id is not None
        )


def built(row: Row[Any]) -> Report:
    """Build a report from its row.

    Raises:
        LedgerError: If the row is not as it was stored.

    """
    try:
        return rows.report_of(row)
    except (ValueError, TypeError) as error:
        raise _damaged(row.report_id, error) from error


def older(connection: Connection, report_id: str) -> tuple[Derivation, ...]:
    """Return what was derived of a report before: first what was never read, then what was."""
    unread, read = schema.superseded_reports, schema.superseded_readings
    found = [
        Derivation(_kept(report_id, row.body), row.capture_id, row.cleaner, row.derived_at, False)
        for row in connection.execute(
            select(unread).where(unread.c.report_id == report_id).order_by(unread.c.superseded_id)
        )
    ]
    found += [
        Derivation(_kept(report_id, row.body, "report"), row.capture_id, row.cleaner, None, True)
        for row in connection.execute(
            select(read).where(read.c.report_id == report_id).order_by(read.c.superseded_id)
        )
    ]
    return tuple(found)


def _kept(report_id: str, body: Any, *keys: str) -> Report:
    """Build a report that was replaced, from its body or what lies in that under `keys`."""
    try:
        for key in keys:
            body = body[key]
        return from_plain(body, Report)
    except (ValueError, LookupError, TypeError) as error:
        raise _damaged(report_id, error) from error


def _damaged(report_id: str, error: Exception) -> LedgerError:
    return LedgerError(
        f"what the ledger holds of {report_id} is not as it was stored ({error}); "
        "`rashomon verify` lists all such places"
    )


def ids(connection: Connection) -> list[str]:
    """Return the ids of all reports, read or not, in their order."""
    table = schema.reports
    return list(connection.execute(select(table.c.report_id).order_by(table.c.report_id)).scalars())


def is_read(connection: Connection, report_id: str) -> bool:
    """Tell whether a report has a reading."""
    table = schema.readings
    wanted = select(table.c.report_id).where(table.c.report_id == report_id)
    return connection.execute(wanted).first() is not None


def stale(connection: Connection, cleaner: str) -> list[str]:
    """Return the reports that another version of the cleaner derived.

    Those that wait to be read anew are left out: their reading will derive them.
    """
    table, read, waits = schema.reports, schema.readings, schema.waiting
    will_be = (
        select(waits.c.report_id)
        .join(read, read.c.report_id == waits.c.report_id)
        .where(waits.c.report_id == table.c.report_id)
    )
    found = connection.execute(
        select(table.c.report_id).where(
            # Not "is distinct from", for which no database looks into an index.
            or_(table.c.cleaner < cleaner, table.c.cleaner > cleaner, table.c.cleaner.is_(None)),
            table.c.capture_id.is_not(None),
            ~will_be.exists(),
        )
    )
    # Asked for in order, SQLite goes through all reports instead of the index.
    return sorted(found.scalars())


def waiting(connection: Connection) -> list[tuple[str, int]]:
    """Return which reports wait to be read, each out of which capture, as they came in."""
    table = schema.waiting
    found = connection.execute(
        select(table.c.report_id, table.c.capture_id).order_by(table.c.number)
    )
    return [(row.report_id, row.capture_id) for row in found]


def await_reading(connection: Connection, report_id: str, capture_id: int) -> None:
    """Note that a report is to be read, or read anew, out of a capture."""
    no_longer_waits(connection, report_id)
    connection.execute(insert(schema.waiting).values(report_id=report_id, capture_id=capture_id))


def no_longer_waits(connection: Connection, report_id: str) -> None:
    """Note that a report needs no reading."""
    table = schema.waiting
    connection.execute(delete(table).where(table.c.report_id == report_id))
