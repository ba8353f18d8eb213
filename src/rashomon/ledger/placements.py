"""Where reports' incidents were placed at another time, as the rulings in the log tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from rashomon.ledger import schema
from rashomon.ledger.decisions import Decision, built
from rashomon.ledger.past import AT_ONCE

__all__ = ["Placed", "replayed", "rulings_after", "rulings_of"]

_CAME_FROM = re.compile(r"decision (\d{1,15})", re.ASCII)
_ID_LENGTH = 16  # of a report's id, as its column has it


@dataclass(frozen=True, slots=True)
class Placed:
    """The incident that a report's incident is in, and the ruling that put it there."""

    incident_id: str
    decision: int


def rulings_after(connection: Connection, number: int) -> list[Decision]:
    """Return what linking ruled after a decision of the log."""
    table = schema.decisions
    wanted = select(table).where(table.c.detail.is_(None), table.c.number > number)
    return [built(row) for row in connection.execute(wanted.order_by(table.c.number))]


def rulings_of(connection: Connection, report_ids: Collection[str]) -> list[Decision]:
    """Return all that linking ruled of these reports' incidents, in the order of the log."""
    table = schema.decisions
    report = func.substr(table.c.subject, 1, _ID_LENGTH + 1)
    wanted = select(table).where(table.c.detail.is_(None))
    subjects = sorted(f"{report_id}#" for report_id in report_ids)
    found: list[Decision] = []
    for start in range(0, len(subjects), AT_ONCE):
        own = wanted.where(report.in_(subjects[start : start + AT_ONCE]))
        found += map(built, connection.execute(own))
    return sorted(found, key=lambda one: one.number)


def replayed(rulings: Iterable[Decision]) -> dict[tuple[str, int], Placed]:
    """Return where the rulings have put each report's incident in the end.

    They are all those of a report, from its first one on, in the order of the log.
    """
    placed: dict[tuple[str, int], Placed] = {}
    by_decision: dict[int, tuple[str, int]] = {}
    for one in rulings:
        report_id, _, number = one.subject.rpartition("#")
        if not report_id or not number.isdecimal():
            continue  # one incident that was emptied into another
        member = report_id, int(number)
        for before in map(_CAME_FROM.fullmatch, one.rests_on):
            # Its report was read anew, and it had another number until then.
            old = by_decision.get(int(before[1])) if before else None
            if before and old and placed.get(old, _NOWHERE).decision == int(before[1]):
                del placed[old]
        if one.ruling == "same":
            placed[member] = Placed(one.other, one.number)
            by_decision[one.number] = member
        elif one.ruling == "different" and placed.get(member, _NOWHERE).incident_id == one.other:
            del placed[member]
    return placed


_NOWHERE = Placed("", 0)
