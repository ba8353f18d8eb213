"""Captures: the bytes as they came in, once for each content, and every time they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from rashomon.ledger import schema
from rashomon.records import Capture, Sidecar, from_plain, to_plain

__all__ = ["CaptureNote", "add", "content", "of_report", "tool_version"]


@dataclass(frozen=True, slots=True)
class CaptureNote:
    """A capture without its bytes, with the version of Rashomon that took it in."""

    sha256: str
    report_id: str
    name: str
    address: str
    media_type: str
    captured_at: datetime
    sidecar: Sidecar
    tool_version: str


@lru_cache(maxsize=1)
def tool_version() -> str:
    """Return the version of Rashomon, as it is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rashomon")
    except PackageNotFoundError:  # run from a source tree
        return "unknown"


def add(connection: Connection, capture: Capture) -> bool:
    """Store a capture; False if these bytes came from there with this sidecar before."""
    table = schema.captures
    sha256, fingerprint = capture.sha256, capture.sidecar.fingerprint
    known = connection.execute(
        select(table.c.capture_id).where(
            table.c.sha256 == sha256,
            table.c.address == capture.address,
            table.c.sidecar_fingerprint == fingerprint,
        )
    ).first()
    if known is not None:
        return False
    blobs = schema.blobs
    if not connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first():
        connection.execute(insert(blobs).values(sha256=sha256, content=capture.content))
    connection.execute(
        insert(table).values(
            sha256=sha256,
            report_id=capture.report_id,
            name=capture.name,
            address=capture.address,
            media_type=capture.media_type,
            captured_at=capture.captured_at,
            sidecar=to_plain(capture.sidecar),
            sidecar_fingerprint=fingerprint,
            tool_version=tool_version(),
        )
    )
    return True


def of_report(connection: Connection, report_id: str) -> tuple[CaptureNote, ...]:
    """Return a report's captures, the first to come first."""
    table = schema.captures
    found = connection.execute(
        select(table).where(table.c.report_id == report_id).order_by(table.c.capture_id)
    )
    return tuple(_note(row) for row in found)


def content(connection: Connection, sha256: str) -> bytes | None:
    """Return the bytes of this hash, None where the ledger has none."""
    table = schema.blobs
    found = connection.execute(select(table.c.content).where(table.c.sha256 == sha256)).scalar()
    return None if found is None else bytes(found)


def _note(row: Row[Any]) -> CaptureNote:
    return CaptureNote(
        sha256=row.sha256,
        report_id=row.report_id,
        name=row.name,
        address=row.address,
        media_type=row.media_type,
        captured_at=row.captured_at,
        sidecar=from_plain(row.sidecar, Sidecar),
        tool_version=row.tool_version,
    )
