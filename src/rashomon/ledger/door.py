"""The door of the ledger: what becomes of a capture that comes in with its derived report.

Every function is one transaction of its caller's, so that a run that is killed leaves each
capture either in, with its report, or out.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, or_, select

from rashomon.ledger import captures, copies, reports, schema
from rashomon.records import Capture, Report, Sidecar

__all__ = ["Taken", "is_settled", "renew", "renew_copy", "take_in"]


class Taken(StrEnum):
    """What became of a capture, or of a report that was derived again."""

    ADDED = "added"  # a report that the ledger did not have, now waiting to be read
    NEAR = "near"  # kept as a capture of a report with the same words
    KNOWN = "known"  # the same report as before
    RENEWED = "renewed"  # its text or metadata are new; it was not read yet, or is to be again


def is_settled(connection: Connection, capture: Capture) -> bool:
    """Tell whether the ledger has what would be derived from these bytes with this sidecar.

    Bytes that come in from elsewhere with nothing told of them take nothing from what was told
    before. Which version of the cleaner derived it does not matter here: see `renew`.
    """
    table, report_id = schema.captures, capture.report_id
    derived, waits = schema.reports, schema.waiting
    wanted = (
        connection.execute(
            select(waits.c.capture_id).where(waits.c.report_id == report_id)
        ).scalar()
        or connection.execute(
            select(derived.c.capture_id).where(derived.c.report_id == report_id)
        ).scalar()
    )
    fingerprint = capture.sidecar.fingerprint
    is_same = table.c.sidecar_fingerprint == fingerprint
    if fingerprint == Sidecar().fingerprint:
        is_same = or_(is_same, table.c.address != capture.address)
    told = select(table.c.capture_id).where(table.c.report_id == report_id, is_same)
    if wanted is not None:
        told = told.where(table.c.capture_id == wanted)
    elif copies.copy_of(connection, report_id) is None:
        return False
    return connection.execute(told).first() is not None


def take_in(
    connection: Connection, capture: Capture, report: Report, cleaner: str, now: datetime
) -> Taken:
    """Store a capture and what was derived from it, unless that is a near copy."""
    capture_id, _ = captures.add(connection, capture)
    if reports.of_report(connection, report.report_id) is not None:
        return renew(connection, report, capture_id, cleaner, now)
    original = copies.find(connection, report)
    if original is not None:
        copies.keep(connection, report.report_id, original, cleaner=cleaner, now=now)
        return Taken.NEAR
    copies.let_go(connection, report.report_id)
    reports.put(connection, report, capture_id=capture_id, cleaner=cleaner, now=now)
    reports.await_reading(connection, report.report_id, capture_id)
    return Taken.ADDED


def renew(
    connection: Connection, report: Report, capture_id: int, cleaner: str, now: datetime
) -> Taken:
    """Take a new derivation of a report that the ledger has.

    One that was read stays, and waits to be read anew, if anything of it has changed.
    """
    report_id = report.report_id
    old = reports.of_report(connection, report_id)
    if old is not None and old.report == report and _is_of(connection, old, capture_id):
        reports.put(
            connection, report, capture_id=old.capture_id or capture_id, cleaner=cleaner, now=now
        )
        if old.is_read:
            reports.no_longer_waits(connection, report_id)
        return Taken.KNOWN
    if old is None or not old.is_read:
        reports.put(connection, report, capture_id=capture_id, cleaner=cleaner, now=now)
    reports.await_reading(connection, report_id, capture_id)
    return Taken.RENEWED


def _is_of(connection: Connection, old: reports.Derivation, capture_id: int) -> bool:
    """Tell whether a report was derived with the sidecar of this capture."""
    table = schema.captures
    told = connection.execute(
        select(table.c.sidecar_fingerprint)
        .distinct()
        .where(table.c.capture_id.in_([capture_id, old.capture_id]))
    )
    return len(told.all()) == 1


def renew_copy(
    connection: Connection,
    report: Report,
    capture_id: int,
    original: str | None,
    cleaner: str,
    now: datetime,
) -> Taken:
    """Take a new derivation of a near copy, which is a report of its own without `original`."""
    if original is not None:
        copies.keep(connection, report.report_id, original, cleaner=cleaner, now=now)
        return Taken.KNOWN
    copies.let_go(connection, report.report_id)
    reports.put(connection, report, capture_id=capture_id, cleaner=cleaner, now=now)
    reports.await_reading(connection, report.report_id, capture_id)
    return Taken.ADDED
