"""What of the catalog is out of date: noted by every writer in the transaction that changes it.

A note names an incident, a report or a decision. Which incidents show a report or what a decision
touches is found when the catalog is refreshed, since only today's view knows it. Rather too much
is noted than too little: what was noted and has not changed is only made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, insert, literal, select, update

from rashomon.ledger import catalog_tables, schema
from rashomon.records import (
    AddClaim,
    Approve,
    Assign,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    MoveMembers,
    NameActor,
    NamePlace,
    RejectClaim,
    ReviewDecision,
    SameIncident,
    SetReport,
    Withdraw,
)

__all__ = ["Note", "count", "first", "note", "note_all", "note_decision", "settle"]

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that has changed; `change` tells a later change of it from this one."""

    field: str  # "incident", "report" or "decision"
    value: str
    change: int


def note(
    connection: Connection,
    *,
    incidents: Iterable[str] = (),
    reports: Iterable[str] = (),
    decisions: Iterable[int] = (),
    is_new: bool = True,
) -> None:
    """Note that these have changed; where that `is_new` is not so, as a part of what has."""
    wanted = {("incident", one) for one in incidents}
    wanted |= {("report", one) for one in reports}
    wanted |= {("decision", str(one)) for one in decisions}
    if not wanted:
        return
    change, table = _change(connection, is_new=is_new), catalog_tables.outdated
    for field in {field for field, _ in wanted}:
        values = sorted(value for of, value in wanted if of == field)
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            connection.execute(delete(table).where(table.c.field == field, table.c.value.in_(some)))
            connection.execute(
                insert(table),
                [{"field": field, "value": value, "change": change} for value in some],
            )


def note_all(connection: Connection, others: Collection[str]) -> None:
    """Note that every incident has changed: those of linking, those listed, and these others."""
    table, change = catalog_tables.outdated, _change(connection, is_new=True)
    connection.execute(delete(table).where(table.c.field == "incident"))
    placed, listed = schema.memberships, catalog_tables.catalog
    for known in (
        select(placed.c.incident_id).distinct(),
        # Not `NOT IN`: PostgreSQL goes through all memberships for each, once they are many.
        select(listed.c.incident_id).where(
            ~exists().where(placed.c.incident_id == listed.c.incident_id)
        ),
    ):
        noted = known.subquery()
        connection.execute(
            insert(table).from_select(
                ["field", "value", "change"],
                select(literal("incident"), noted.c.incident_id, literal(change)),
            )
        )
    note(connection, incidents=others)


def _change(connection: Connection, *, is_new: bool) -> int:
    table = catalog_tables.state
    if is_new:
        connection.execute(update(table).values(changes=table.c.changes + 1))
    return int(connection.execute(select(table.c.changes)).scalar_one())


def note_decision(
    connection: Connection, decision: ReviewDecision, log: Collection[ReviewDecision]
) -> None:
    """Note what a person's decision may change; `log` holds those that it may withdraw."""
    incidents: set[str] = set()
    reports: set[str] = set()
    match decision.what:
        case SameIncident(a, b):
            incidents = {a, b}
        case DifferentIncidents() as what:
            incidents = {what.incident_id, what.other_id}
            reports = {mark.report_id for mark in (*what.members, *what.other_members)}
        case MoveMembers() as what:
            incidents = {what.from_id, what.to_id or f"{what.from_id}-d{decision.number}"}
            reports = {mark.report_id for mark in what.members}
        case CorrectClaim(before=claim) | RejectClaim(claim=claim) | AddClaim(claim=claim):
            reports = {claim.report_id}
        case SetReport(report_id=report_id):
            reports = {report_id}
        case NameActor(report_id=own) | NamePlace(report_id=own):
            if own is None:
                note(connection, decisions=[decision.number])
            else:
                reports = {own}
        case Approve(incident_id=own) | Comment(incident_id=own) | Assign(incident_id=own):
            incidents = {own}
        case Withdraw(number=number):
            for one in log:
                if one.number == number:
                    note_decision(connection, one, log)
    note(connection, incidents=incidents, reports=reports)


def first(connection: Connection, limit: int) -> list[Note]:
    """Return some of what is noted: decisions and reports before the incidents they lead to."""
    table = catalog_tables.outdated
    found: list[Note] = []
    for field in ("decision", "report", "incident"):
        rows = connection.execute(
            select(table)
            .where(table.c.field == field)
            .order_by(table.c.value)
            .limit(limit - len(found))
        )
        found += [Note(row.field, row.value, row.change) for row in rows]
    return found


def settle(connection: Connection, notes: Iterable[Note]) -> None:
    """Forget what is noted, unless it has changed again since."""
    table = catalog_tables.outdated
    for one in notes:
        connection.execute(
            delete(table).where(
                table.c.field == one.field,
                table.c.value == one.value,
                table.c.change == one.change,
            )
        )


def count(connection: Connection) -> int:
    """Return how much is noted."""
    return connection.execute(
        select(func.count()).select_from(catalog_tables.outdated)
    ).scalar_one()
