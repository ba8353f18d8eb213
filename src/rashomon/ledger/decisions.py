"""The log of decisions: who held what to be the same or otherwise, when, why, on what it rests.

Each decision carries the hash of the one before it, so that none can be changed, dropped from
the middle or slipped in without every later hash telling. What linking rules and what people
decide in review stand in one chain; of the latter, `detail` holds all that was decided
(`records.decisions`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from rashomon.errors import InvalidRecord, LedgerError
from rashomon.ledger import changes, reports, schema
from rashomon.records import (
    Act,
    AddClaim,
    Adjudicate,
    CloseRound,
    CodeReport,
    CorrectClaim,
    DifferentIncidents,
    MoveMembers,
    NameActor,
    NamePlace,
    OpenRound,
    RejectClaim,
    ReviewDecision,
    SameIncident,
    SetReport,
    Withdraw,
    act_from_plain,
    act_to_plain,
    kind_of,
)

__all__ = [
    "Decision",
    "append",
    "built",
    "chain_problems",
    "decide",
    "is_persons",
    "load",
    "named",
    "reviews",
]

_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Decision:
    """One recorded ruling on whether `subject` and `other` are the same.

    Both are names within the ledger: an incident's id, or "REPORT_ID#NUMBER" for a report's
    incident. `ruling` is "same", "different" or "unsure". `rests_on` are the reasons, in
    words and numbers. `made_by` names a person ("person: N. N.") or a method with its version.
    Where a person decided in review, `detail` holds the whole of it, and `ruling` its kind.
    """

    made_at: datetime
    made_by: str
    subject: str
    other: str
    ruling: str
    why: str
    rests_on: tuple[str, ...] = ()
    number: int = 0
    prev_hash: str = _FIRST
    hash: str = ""
    detail: dict[str, Any] | None = None

    def digest(self) -> str:
        """Return the hash that belongs to the decision and to all before it."""
        moment = self.made_at.astimezone(UTC).isoformat()
        fields: list[object] = [
            moment, self.made_by, self.subject, self.other, self.ruling, self.why,
            list(self.rests_on), self.number, self.prev_hash,
        ]  # fmt: skip
        if self.detail is not None:  # older ledgers had no such column, and their hashes stay
            fields.append(self.detail)
        raw = json.dumps(fields, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(raw.encode()).hexdigest()


def is_persons(made_by: str) -> bool:
    """Tell whether a ruling was made by a person; no method may then undo it."""
    return made_by.startswith("person:")


def append(connection: Connection, rulings: Iterable[Decision]) -> list[Decision]:
    """Add rulings to the end of the log and return them with number and hashes."""
    table = schema.decisions
    last = connection.execute(
        select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
    ).one_or_none()
    number, prev_hash = (0, _FIRST) if last is None else (last.number, last.hash)
    added: list[Decision] = []
    for ruling in rulings:
        number += 1
        decision = replace(ruling, number=number, prev_hash=prev_hash, hash="")
        decision = replace(decision, hash=decision.digest())
        prev_hash = decision.hash
        added.append(decision)
    if added:
        connection.execute(insert(table), [_row(decision) for decision in added])
    return added


def load(connection: Connection) -> Iterator[Decision]:
    """Yield the log from its beginning."""
    for row in connection.execute(select(schema.decisions).order_by(schema.decisions.c.number)):
        yield built(row)


def decide(
    connection: Connection,
    what: Act,
    *,
    made_by: str,
    why: str,
    rests_on: Iterable[str],
    now: datetime,
) -> ReviewDecision:
    """Add what a person decided to the end of the log.

    Raises:
        LedgerError: If it withdraws what is no person's decision, or has been withdrawn.

    """
    taken_back = _taken_back(connection, what)
    decided = ReviewDecision(0, now, made_by, what, why, tuple(rests_on))
    subject, other = named(what)
    detail = act_to_plain(what)
    row = Decision(
        now, made_by, subject, other, kind_of(what), why, decided.rests_on, detail=detail
    )
    _await_reading(connection, taken_back[0].what if taken_back else what)
    (added,) = append(connection, [row])
    decided = replace(decided, number=added.number)
    changes.note_decision(connection, decided, taken_back)
    return decided


def _taken_back(connection: Connection, what: Act) -> list[ReviewDecision]:
    """The decision that is withdrawn, what that one withdrew, and so on; of others nothing.

    Raises:
        LedgerError: If it is no person's decision, or has been withdrawn.

    """
    found: list[ReviewDecision] = []
    while isinstance(what, Withdraw):
        table = schema.decisions
        wanted = select(table).where(table.c.number == what.number, table.c.detail.is_not(None))
        row = connection.execute(wanted).first()
        if row is None:
            last = [str(one.number) for one in reviews(connection)[-5:]]
            raise LedgerError(
                f"decision {what.number} is none that a person made in review (the last are: "
                f"{', '.join(last) or 'none yet'})"
            )
        if not found:
            _check_standing(connection, what.number)
        one = _review(row)
        found.append(one)
        what = one.what
    return found


def _check_standing(connection: Connection, number: int) -> None:
    """Make sure that nobody has withdrawn a decision yet."""
    table = schema.decisions
    taken = select(table).where(
        table.c.ruling == kind_of(Withdraw(number)), table.c.subject == str(number)
    )
    for row in connection.execute(taken.order_by(table.c.number).limit(1)):
        by = _review(row)
        raise LedgerError(
            f"decision {number} was withdrawn by decision {by.number}, {by.who}; decide anew "
            "rather than withdraw that"
        )


def _await_reading(connection: Connection, what: Act) -> None:
    """A report whose day is set, or no longer is, has its days told anew by the next build."""
    if not isinstance(what, SetReport) or what.published_on is None:
        return
    derived = reports.of_report(connection, what.report_id)
    if derived is None:
        raise LedgerError(f"the ledger holds no report {what.report_id}")
    if derived.is_read and derived.capture_id is not None:
        reports.await_reading(connection, what.report_id, derived.capture_id)


def reviews(connection: Connection, *, after: int = 0) -> list[ReviewDecision]:
    """Return what people decided in review, withdrawn or not, behind a number of the log.

    Raises:
        LedgerError: If a decision cannot be built, being damaged or of a later version.

    """
    table = schema.decisions
    found = connection.execute(
        select(table)
        .where(table.c.detail.is_not(None), table.c.number > after)
        .order_by(table.c.number)
    )
    return [_review(row) for row in found]


def _review(row: Row[Any]) -> ReviewDecision:
    try:
        what = act_from_plain(row.detail)
    except InvalidRecord as error:
        raise LedgerError(f"decision {row.number} cannot be read: {error}") from error
    return ReviewDecision(row.number, row.made_at, row.made_by, what, row.why, tuple(row.rests_on))


def named(what: Act) -> tuple[str, str]:
    """Return what a decision is about, and the second thing that it names, for the table."""
    match what:
        case SameIncident() | DifferentIncidents():
            return what.incident_id, what.other_id
        case MoveMembers():
            return ", ".join(mark.name for mark in what.members), what.to_id or "a new incident"
        case CorrectClaim():
            return what.before.claim_id, what.after.claim_id
        case RejectClaim():
            return what.claim.claim_id, what.claim.report_id
        case AddClaim():
            return what.claim.claim_id, what.member.name
        case SetReport():
            day = what.published_on.isoformat() if what.published_on else None
            return what.report_id, "; ".join(filter(None, (what.outlet, day)))
        case NameActor():
            return what.words, what.actor
        case NamePlace():
            return what.words, f"{what.lat}, {what.lon}"
        case Withdraw():
            return str(what.number), ""
        case OpenRound():
            return what.name, ", ".join(what.coders)
        case CodeReport():
            return what.report_id, what.round
        case CloseRound():
            return what.round, ""
        case Adjudicate():
            return what.unit, what.round
        case _:
            return what.incident_id, ""


def chain_problems(decisions: Iterable[Decision]) -> list[str]:
    """Return what is broken in a log, in words."""
    problems: list[str] = []
    number, prev_hash = 0, _FIRST
    for decision in decisions:
        if decision.number != number + 1:
            problems.append(f"decision {number + 1} is missing from the log")
        elif decision.prev_hash != prev_hash:
            problems.append(f"decision {decision.number} does not follow the one before it")
        if decision.hash != decision.digest():
            problems.append(f"decision {decision.number} is not as it was recorded")
        number, prev_hash = decision.number, decision.hash
    return problems


def _row(decision: Decision) -> dict[str, Any]:
    names = decision.__dataclass_fields__
    row = {name: getattr(decision, name) for name in names}
    return row | {"rests_on": list(decision.rests_on)}


def built(row: Row[Any]) -> Decision:
    """Build a ruling from its row."""
    fields = dict(row._mapping)
    return Decision(**fields | {"rests_on": tuple(fields["rests_on"])})
