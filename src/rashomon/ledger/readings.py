"""Readings: what was taken from each report, today's in tables, older ones kept whole."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    or_,
    select,
    update,
)

from rashomon.errors import InvalidRecord, LedgerError
from rashomon.ledger import captures, changes, copies, decisions, reports, rows, schema
from rashomon.ledger.rereading import counterparts
from rashomon.records import Capture, Reading, Report, from_plain, to_plain

__all__ = [
    "ReadingNote",
    "gazetteer_of",
    "has",
    "load",
    "load_reports",
    "note",
    "older",
    "outdated",
    "put",
    "read_of",
    "replaced",
    "report_ids",
    "store",
    "with_claims",
]

_Record = TypeVar("_Record")

_SEVERAL = 10  # reports looked for by the beginning of a claim's id

# Foreign keys want children deleted before and inserted after their parents.
_PARTS = (schema.claims, schema.report_incidents, schema.mentions)


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """By which reader, with which gazetteer and when a report was read, by which Rashomon."""

    reader: str
    gazetteer: str | None
    read_at: datetime
    tool_version: str


def has(
    connection: Connection,
    report_id: str,
    reader: str,
    fingerprint: str,
    gazetteer: str | None = None,
) -> bool:
    """Tell whether a report's current reading is by this reader and with this sidecar.

    Where a gazetteer's version is given, the reading must have been located with it.
    """
    table = schema.readings
    wanted = select(table.c.report_id).where(
        table.c.report_id == report_id,
        table.c.reader == reader,
        table.c.sidecar_fingerprint == fingerprint,
    )
    if gazetteer is not None:
        wanted = wanted.where(table.c.gazetteer == gazetteer)
    return connection.execute(wanted).first() is not None


def outdated(connection: Connection, reader: str, gazetteer: str) -> list[str]:
    """Return the reports that were read by another reader or located with another gazetteer."""
    table = schema.readings
    found = connection.execute(
        select(table.c.report_id)
        .where(
            or_(
                table.c.reader != reader,
                table.c.gazetteer.is_distinct_from(gazetteer),
            )
        )
        .order_by(table.c.report_id)
    )
    return list(found.scalars())


def note(connection: Connection, report_id: str) -> ReadingNote | None:
    """Return by what and when a report was read, None where it was not."""
    table = schema.readings
    row = connection.execute(select(table).where(table.c.report_id == report_id)).first()
    if row is None:
        return None
    return ReadingNote(row.reader, row.gazetteer, row.read_at, row.tool_version)


def gazetteer_of(connection: Connection, report_id: str) -> str | None:
    """Return the version of the gazetteer that a report's current reading was located with."""
    table = schema.readings
    return connection.execute(
        select(table.c.gazetteer).where(table.c.report_id == report_id)
    ).scalar()


def store(
    connection: Connection,
    capture: Capture,
    reading: Reading,
    fingerprint: str,
    now: datetime,
    gazetteer: str | None = None,
    cleaner: str | None = None,
) -> None:
    """Store a capture with its report and its reading, which takes the place of an older one."""
    if reading.report.report_id != capture.report_id:
        raise InvalidRecord(
            f"the reading is of {reading.report.report_id}, the capture of {capture.report_id}"
        )
    capture_id, _ = captures.add(connection, capture)
    put(connection, capture_id, reading, fingerprint, now, gazetteer, cleaner)


def put(
    connection: Connection,
    capture_id: int,
    reading: Reading,
    fingerprint: str,
    now: datetime,
    gazetteer: str | None = None,
    cleaner: str | None = None,
) -> None:
    """Store the reading of a report that was derived from a capture.

    It takes the place of an older one. Where another gazetteer or cleaner has led to the same
    reading, only its version is new.
    """
    _check(reading)
    report_id = reading.report.report_id
    reports.no_longer_waits(connection, report_id)
    old = next(iter(load(connection, [report_id])), None)
    if old is None:
        copies.let_go(connection, report_id)
    is_same = old == reading and has(connection, report_id, reading.reader, fingerprint)
    if old is not None and not is_same:
        _archive(connection, old, now)
    reports.put(connection, reading.report, capture_id=capture_id, cleaner=cleaner, now=now)
    if is_same:
        if gazetteer is not None:
            table = schema.readings
            connection.execute(
                update(table).where(table.c.report_id == report_id).values(gazetteer=gazetteer)
            )
        return
    row = {
        "reader": reading.reader,
        "sidecar_fingerprint": fingerprint,
        "read_at": now,
        "tool_version": captures.tool_version(),
        "gazetteer": gazetteer,
    }
    if old is None:
        connection.execute(insert(schema.readings).values(report_id=report_id, **row))
        _insert_parts(connection, reading)
        return
    kept = _memberships(connection, report_id)
    changes.note(
        connection, incidents={row.incident_id for row in kept.values()}, reports=[report_id]
    )
    for table in (schema.memberships, *_PARTS):
        connection.execute(delete(table).where(table.c.report_id == report_id))
    table = schema.readings
    connection.execute(update(table).where(table.c.report_id == report_id).values(row))
    _insert_parts(connection, reading)
    _carry_over(connection, old, reading, kept, now)


def _check(reading: Reading) -> None:
    report_id = reading.report.report_id
    strangers = {claim.report_id for claim in reading.claims} - {report_id}
    strangers |= {told.report_id for told in reading.incidents} - {report_id}
    if strangers:
        raise InvalidRecord(f"the reading of {report_id} holds parts of {sorted(strangers)}")
    numbers = [told.number for told in reading.incidents]
    if len(set(numbers)) < len(numbers):
        raise InvalidRecord(f"the reading of {report_id} gives a number to two incidents")


def _insert_parts(connection: Connection, reading: Reading) -> None:
    for table, values in (
        (schema.mentions, rows.mention_rows(reading)),
        (schema.report_incidents, rows.report_incident_rows(reading)),
        (schema.claims, rows.claim_rows(reading)),
    ):
        if values:
            connection.execute(insert(table), values)


def _archive(connection: Connection, old: Reading, now: datetime) -> None:
    """Keep a reading that is about to be replaced, once, however often it comes back.

    When it held is kept each time.
    """
    table, derived = schema.superseded_readings, schema.reports
    report_id = old.report.report_id
    origin = connection.execute(
        select(derived.c.capture_id, derived.c.cleaner).where(derived.c.report_id == report_id)
    ).one()
    meta = connection.execute(
        select(schema.readings).where(schema.readings.c.report_id == report_id)
    ).one()
    body = to_plain(old)
    raw = json.dumps([meta.sidecar_fingerprint, body], sort_keys=True)
    digest = hashlib.sha256(raw.encode()).hexdigest()
    known = connection.execute(
        select(table.c.superseded_id).where(
            table.c.report_id == report_id, table.c.digest == digest
        )
    ).scalar()
    if known is not None:
        connection.execute(
            insert(schema.returned_readings).values(
                superseded_id=known, read_at=meta.read_at, superseded_at=now
            )
        )
    else:
        connection.execute(
            insert(table).values(
                report_id=report_id,
                digest=digest,
                sidecar_fingerprint=meta.sidecar_fingerprint,
                read_at=meta.read_at,
                superseded_at=now,
                tool_version=meta.tool_version,
                gazetteer=meta.gazetteer,
                capture_id=origin.capture_id,
                cleaner=origin.cleaner,
                body=body,
            )
        )


def _memberships(connection: Connection, report_id: str) -> dict[int, Row[Any]]:
    table = schema.memberships
    found = connection.execute(select(table).where(table.c.report_id == report_id))
    return {row.number: row for row in found}


def _carry_over(
    connection: Connection, old: Reading, new: Reading, kept: dict[int, Row[Any]], now: datetime
) -> None:
    """Let a report's incidents stay in the incidents that they were in, by whatever number."""
    report_id = new.report.report_id
    today = counterparts(old.incidents, new.incidents)
    memberships: list[dict[str, Any]] = []
    for number, row in sorted(kept.items()):
        after = today.get(number)
        place = {"report_id": report_id, "number": after, "incident_id": row.incident_id}
        if after == number:
            memberships.append(place | {"decision": row.decision})
            continue
        subject = f"{report_id}#{number if after is None else after}"
        ruling = decisions.Decision(
            made_at=now,
            made_by=f"machine: {new.reader}",
            subject=subject,
            other=row.incident_id,
            ruling="unsure" if after is None else "same",
            why=(
                "the report was read again and no longer tells of it"
                if after is None
                else f"the report was read again and its incident {number} is now {after}"
            ),
            rests_on=(f"decision {row.decision}",),
        )
        (decision,) = decisions.append(connection, [ruling])
        if after is not None:
            memberships.append(place | {"decision": decision.number})
    if memberships:
        connection.execute(insert(schema.memberships), memberships)


def report_ids(connection: Connection) -> list[str]:
    """Return the ids of all reports that have been read, in their order."""
    table = schema.readings
    return list(connection.execute(select(table.c.report_id).order_by(table.c.report_id)).scalars())


def read_of(connection: Connection, ids: Collection[str]) -> list[str]:
    """Return which of these reports have been read, in the order of their ids."""
    table = schema.readings
    wanted = select(table.c.report_id).where(table.c.report_id.in_(ids))
    return list(connection.execute(wanted.order_by(table.c.report_id)).scalars())


def with_claims(connection: Connection, claim_id: str, *, is_prefix: bool) -> list[str]:
    """Return the reports that have a claim of this id, or of one that begins so."""
    table = schema.claims
    fits = table.c.claim_id == claim_id
    if is_prefix:
        fits = table.c.claim_id.startswith(claim_id, autoescape=True)
    found = connection.execute(
        select(table.c.report_id).where(fits).distinct().order_by(table.c.report_id).limit(_SEVERAL)
    )
    return list(found.scalars())


def load_reports(connection: Connection, ids: Sequence[str]) -> list[Report]:
    """Return these reports, those that there are, read or not, in the order of their ids."""
    found = connection.execute(_reports_among(), {"among": list(ids)})
    return [reports.built(row) for row in found]


@cache
def _reports_among() -> Select[Any]:
    table = schema.reports
    own = table.c.report_id
    return select(table).where(own.in_(bindparam("among", expanding=True))).order_by(own)


@cache
def _readers_among() -> Select[Any]:
    table = schema.readings
    own = table.c.report_id
    return select(own, table.c.reader).where(own.in_(bindparam("among", expanding=True)))


def load(connection: Connection, ids: Sequence[str]) -> list[Reading]:
    """Return the current readings of these reports, in the order of the ids' alphabet."""
    readers = connection.execute(_readers_among(), {"among": list(ids)})
    reader_of = {row.report_id: row.reader for row in readers}
    mentions = _parts(connection, schema.mentions, ids, rows.mention_of)
    claims = _parts(connection, schema.claims, ids, rows.claim_of)
    told = _parts(connection, schema.report_incidents, ids, rows.report_incident_of)
    loaded: list[Reading] = []
    for report in load_reports(connection, list(reader_of)):
        key = report.report_id
        try:
            loaded.append(
                Reading(
                    report,
                    reader_of[key],
                    tuple(mentions[key]),
                    tuple(claims[key]),
                    tuple(told[key]),
                )
            )
        except InvalidRecord as error:
            raise _damaged(key, error) from error
    return loaded


def older(connection: Connection, report_id: str) -> tuple[Reading, ...]:
    """Return the readings of a report that were replaced, the first to be replaced first."""
    table = schema.superseded_readings
    found = connection.execute(
        select(table).where(table.c.report_id == report_id).order_by(table.c.superseded_id)
    )
    return tuple(_built(_archived, row) for row in found)


def replaced(connection: Connection, numbers: Iterable[int]) -> Iterator[Reading]:
    """Yield readings that were replaced, by the numbers that they are kept under."""
    table = schema.superseded_readings
    found = connection.execute(select(table).where(table.c.superseded_id.in_(list(numbers))))
    for row in found:
        yield _built(_archived, row)


def _archived(row: Row[Any]) -> Reading:
    return from_plain(row.body, Reading)


def _parts(
    connection: Connection,
    table: Table,
    ids: Sequence[str],
    build: Callable[[Row[Any]], _Record],
) -> defaultdict[str, list[_Record]]:
    found = connection.execute(_parts_of(table), {"among": list(ids)})
    parts: defaultdict[str, list[_Record]] = defaultdict(list)
    for row in found.all():
        parts[row.report_id].append(_built(build, row))
    return parts


@cache  # making a statement takes as long as asking an index
def _parts_of(table: Table) -> Select[Any]:
    columns = [cast(c, Text).label(c.name) if isinstance(c.type, JSON) else c for c in table.c]
    own = table.c.report_id
    return (
        select(*columns)
        .where(own.in_(bindparam("among", expanding=True)))
        .order_by(own, table.c.position)
    )


def _built(build: Callable[[Row[Any]], _Record], row: Row[Any]) -> _Record:
    try:
        return build(row)
    except ValueError as error:  # InvalidRecord, or a word that no enum knows
        raise _damaged(row.report_id, error) from error


def _damaged(report_id: str, error: ValueError) -> LedgerError:
    return LedgerError(
        f"what the ledger holds of {report_id} is not as it was stored ({error}); "
        "`rashomon verify` lists all such places"
    )
