"""Proof that a ledger still holds what was put into it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from rashomon.errors import LedgerError
from rashomon.ledger import (
    captures,
    copies,
    databases,
    decisions,
    linkages,
    readings,
    reports,
    rows,
    schema,
)
from rashomon.ledger.faults import translated
from rashomon.records import report_id_of

__all__ = ["problems"]


def problems(
    connection: Connection, where: str, on_check: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Return all that is wrong, in words; empty where nothing is.

    The checks do not lean on each other: one that cannot even be made is a problem too.
    `on_check` is told what is looked at next.
    """
    found: list[str] = []
    checks: dict[str, Callable[[Connection], Iterator[str]]] = {
        "the database": _pages,
        "stored bytes": _bytes,
        "custody": _custody,
        "derived reports": _derivations,
        "quotations": _quotations,
        "readings": _readings,
        "incidents": _incidents,
        "decisions": _chain,
    }
    for name, check in checks.items():
        on_check(name)
        try:
            with translated(where), connection.begin_nested():
                found += check(connection)
        except LedgerError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _pages(connection: Connection) -> Iterator[str]:
    yield from databases.in_use(connection).integrity_problems(connection)


def _bytes(connection: Connection) -> Iterator[str]:
    """Every blob has its hash, and every report and capture the id that its blob gives it."""
    table = schema.blobs
    for sha256 in connection.execute(select(table.c.sha256)).scalars().all():
        content = connection.execute(
            select(table.c.content).where(table.c.sha256 == sha256)
        ).scalar_one()
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"the bytes stored under {sha256} are not those that were captured"
    kept = schema.captures
    for row in connection.execute(select(kept.c.report_id, kept.c.sha256, kept.c.part)):
        if row.report_id != report_id_of(row.sha256, row.part):
            yield f"report {row.report_id} is tied to bytes that are not its own"
    stored = schema.reports
    own = select(kept.c.report_id).where(
        kept.c.report_id == stored.c.report_id, kept.c.sha256 == stored.c.sha256
    )
    for report_id in connection.execute(select(stored.c.report_id).where(~own.exists())).scalars():
        yield f"report {report_id} is tied to bytes that are not its own"


def _custody(connection: Connection) -> Iterator[str]:
    """Every capture can be built again, with its sidecar and its chain of custody."""
    for number in captures.ids(connection):
        try:
            captures.note(connection, number)
        except LedgerError as error:
            yield str(error)
    yield from captures.seal_problems(connection)


def _derivations(connection: Connection) -> Iterator[str]:
    """Every report can be built, has the words it is known by, and a capture of its own."""
    table, captured = schema.reports, schema.captures
    owners: dict[int, str] = {
        row.capture_id: row.report_id
        for row in connection.execute(select(captured.c.capture_id, captured.c.report_id))
    }
    for row in connection.execute(select(table).order_by(table.c.report_id)):
        try:
            report = reports.built(row)
        except LedgerError as error:
            yield str(error)
            continue
        if row.wording is not None and row.wording != report.wording:
            yield f"the text of report {row.report_id} is not the one that it is known by"
        if row.capture_id is not None and owners.get(row.capture_id) != row.report_id:
            yield f"report {row.report_id} is tied to a capture that is not its own"
    for report_id, number in reports.waiting(connection):
        if owners.get(number) != report_id:
            yield f"report {report_id} waits to be read out of a capture that is not its own"
    kept, own_ids = copies.every(connection), set(owners.values())
    for own, original in kept.items():
        if own not in own_ids or original in kept:
            yield f"{own} is no copy of {original} that there can be"


def _quotations(connection: Connection) -> Iterator[str]:
    """Every claim's words stand in its report, where it says."""
    table, reports = schema.claims, schema.reports
    found = connection.execute(
        select(table.c.report_id, table.c.claim_id, table.c.start, table.c.end, table.c.quote)
        .order_by(table.c.report_id)
        .execution_options(yield_per=1000)
    )
    report_id, text = "", ""
    for row in found:
        if row.report_id != report_id:
            report_id = row.report_id
            text = connection.execute(
                select(reports.c.text).where(reports.c.report_id == report_id)
            ).scalar_one()
        if text[row.start : row.end] != row.quote:
            yield f"claim {row.claim_id} quotes words that report {report_id} does not hold there"


def _readings(connection: Connection) -> Iterator[str]:
    """Every reading, current or replaced, can be built again from its rows."""
    ids = readings.report_ids(connection)
    for report_id in ids:
        try:
            readings.load(connection, [report_id])
            readings.older(connection, report_id)
        except LedgerError as error:
            yield str(error)


def _incidents(connection: Connection) -> Iterator[str]:
    """Every incident can be built again, and every member rests on a decision that says so."""
    linkages.incidents(connection)
    for row in connection.execute(select(schema.superseded_incidents)):  # nor what they were
        try:
            rows.incident_of(row, ())
        except ValueError as error:
            yield f"what incident {row.incident_id} was before is not as it was stored ({error})"
    table, log = schema.memberships, schema.decisions
    found = connection.execute(
        select(table, log.c.subject, log.c.other, log.c.ruling).join(
            log, log.c.number == table.c.decision
        )
    )
    for row in found:
        member = f"{row.report_id}#{row.number}"
        if (row.subject, row.other, row.ruling) != (member, row.incident_id, "same"):
            yield f"{member} is in {row.incident_id}, but decision {row.decision} does not say so"


def _chain(connection: Connection) -> Iterator[str]:
    yield from decisions.chain_problems(decisions.load(connection))
    decisions.reviews(connection)  # every one can be built again
