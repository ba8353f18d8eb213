"""Captures: the bytes as they came in, once for each content, and every time they came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select

from rashomon.errors import LedgerError
from rashomon.ledger import schema, seals
from rashomon.records import Capture, CaptureMethod, Custody, Sidecar, from_plain, to_plain

__all__ = [
    "CaptureNote",
    "add",
    "content",
    "first_of",
    "ids",
    "last_seal",
    "load",
    "note",
    "of_report",
    "parts_of",
    "row_of",
    "seal_problems",
    "tool_version",
]

_KEY = ("sha256", "address", "sidecar_fingerprint", "part", "occasion")  # unique together


@dataclass(frozen=True, slots=True)
class CaptureNote:
    """A capture without its bytes, with the version of Rashomon that took it in.

    `report_id` is what the bytes are by themselves, which for a near copy is not the id of the
    report that they are kept under. `custody` is None where they came in before ledgers kept it.
    `seal` is the hash over all of it and over the capture before.
    """

    capture_id: int
    sha256: str
    report_id: str
    name: str
    address: str
    media_type: str
    captured_at: datetime
    sidecar: Sidecar
    tool_version: str
    part: int = 0
    custody: Custody | None = None
    seal: str | None = None


@lru_cache(maxsize=1)
def tool_version() -> str:
    """Return the version of Rashomon, as it is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rashomon")
    except PackageNotFoundError:  # run from a source tree
        return "unknown"


def add(connection: Connection, capture: Capture) -> tuple[int, bool]:
    """Store a capture, and return its number with whether it is new.

    A file that is met again is not: bytes, address, sidecar and part make it. An answer of a
    server is at another time, since that it was still the same then is evidence, too.
    """
    table, row = schema.captures, row_of(capture)
    known = connection.execute(
        select(table.c.capture_id).where(*(table.c[name] == row[name] for name in _KEY))
    ).scalar()
    if known is not None:
        return known, False
    blobs, sha256 = schema.blobs, row["sha256"]
    if not connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first():
        connection.execute(insert(blobs).values(sha256=sha256, content=capture.content))
    last, before = last_seal(connection) or (0, seals.FIRST)
    row |= {"capture_id": last + 1, "prev_seal": before}
    connection.execute(insert(table).values(**row, seal=seals.seal(row)))
    return last + 1, True


def row_of(capture: Capture) -> dict[str, Any]:
    """Return a capture's row without its number and its seals, which follow from those before."""
    return {
        "sha256": capture.sha256,
        "address": capture.address,
        "sidecar_fingerprint": capture.sidecar.fingerprint,
        "part": capture.part,
        "occasion": _occasion(capture),
        "report_id": capture.report_id,
        "name": capture.name,
        "media_type": capture.media_type,
        "captured_at": capture.captured_at,
        "sidecar": to_plain(capture.sidecar),
        "custody": to_plain(capture.custody),
        "tool_version": tool_version(),
    }


def seal_problems(connection: Connection) -> Iterator[str]:
    """Yield what of the captures is not as it was when they came in, in words."""
    table = schema.captures
    found = connection.execute(
        select(table).order_by(table.c.capture_id).execution_options(yield_per=1000)
    )
    yield from seals.problems(row._asdict() for row in found)


def last_seal(connection: Connection) -> tuple[int, str] | None:
    """Return the number and the seal of the last capture, None where there is none."""
    row = connection.execute(_last()).first()
    return None if row is None else (row.capture_id, row.seal)


@cache  # every page asks it
def _last() -> Select[tuple[int, str]]:
    table = schema.captures
    return select(table.c.capture_id, table.c.seal).order_by(table.c.capture_id.desc()).limit(1)


def _occasion(capture: Capture) -> str:
    """When a server answered; empty for bytes that have lain in a file ever since."""
    at = {
        CaptureMethod.FETCH: capture.captured_at,
        CaptureMethod.RECORD: capture.custody.taken_at,
    }.get(capture.custody.method)
    return "" if at is None else at.astimezone(UTC).isoformat()


def of_report(connection: Connection, report_id: str) -> tuple[CaptureNote, ...]:
    """Return a report's captures, those of its near copies among them, the first to come first."""
    table, copies = schema.captures, schema.copies
    own = select(copies.c.report_id).where(copies.c.copy_of == report_id)
    found = connection.execute(
        select(table)
        .where(or_(table.c.report_id == report_id, table.c.report_id.in_(own)))
        .order_by(table.c.capture_id)
    )
    return tuple(_note(row) for row in found)


def note(connection: Connection, capture_id: int) -> CaptureNote | None:
    """Return a capture by its number, without its bytes."""
    table = schema.captures
    row = connection.execute(select(table).where(table.c.capture_id == capture_id)).first()
    return None if row is None else _note(row)


def load(connection: Connection, capture_id: int) -> Capture | None:
    """Return a capture by its number as it came in, None where there is none."""
    found = note(connection, capture_id)
    if found is None:
        return None
    return Capture(
        content=content(connection, found.sha256) or b"",
        name=found.name,
        address=found.address,
        media_type=found.media_type,
        captured_at=found.captured_at,
        sidecar=found.sidecar,
        custody=found.custody or Custody(),
        part=found.part,
    )


def ids(connection: Connection) -> list[int]:
    """Return the numbers of all captures, in the order of coming in."""
    table = schema.captures
    return list(
        connection.execute(select(table.c.capture_id).order_by(table.c.capture_id)).scalars()
    )


def first_of(connection: Connection, report_id: str) -> int | None:
    """Return the first capture of bytes that are of this id by themselves."""
    table = schema.captures
    return connection.execute(
        select(table.c.capture_id)
        .where(table.c.report_id == report_id)
        .order_by(table.c.capture_id)
        .limit(1)
    ).scalar()


def parts_of(connection: Connection, sha256: str) -> list[int]:
    """Return which parts of these bytes reports or near copies were derived from."""
    table, reports, copies = schema.captures, schema.reports, schema.copies
    found = connection.execute(
        select(table.c.part)
        .distinct()
        .where(
            table.c.sha256 == sha256,
            or_(
                table.c.report_id.in_(select(reports.c.report_id)),
                table.c.report_id.in_(select(copies.c.report_id)),
            ),
        )
        .order_by(table.c.part)
    )
    return list(found.scalars())


def content(connection: Connection, sha256: str) -> bytes | None:
    """Return the bytes of this hash, None where the ledger has none."""
    table = schema.blobs
    found = connection.execute(select(table.c.content).where(table.c.sha256 == sha256)).scalar()
    return None if found is None else bytes(found)


def _note(row: Row[Any]) -> CaptureNote:
    try:
        return _built(row)
    except ValueError as error:
        raise LedgerError(
            f"capture {row.capture_id} is not as it was stored ({error}); "
            "`rashomon verify` lists all such places"
        ) from error


def _built(row: Row[Any]) -> CaptureNote:
    return CaptureNote(
        capture_id=row.capture_id,
        sha256=row.sha256,
        report_id=row.report_id,
        name=row.name,
        address=row.address,
        media_type=row.media_type,
        captured_at=row.captured_at,
        sidecar=from_plain(row.sidecar, Sidecar),
        tool_version=row.tool_version,
        part=row.part,
        custody=None if row.custody is None else from_plain(row.custody, Custody),
        seal=row.seal,
    )
