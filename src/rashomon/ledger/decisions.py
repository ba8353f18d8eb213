"""The log of rulings: who held what to be the same, when, why and on what it rests.

Each decision carries the hash of the one before it, so that none can be changed, dropped from
the middle or slipped in without every later hash telling.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from rashomon.ledger import schema

__all__ = ["Decision", "append", "chain_problems", "is_persons", "load"]

_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Decision:
    """One recorded ruling on whether `subject` and `other` are the same.

    Both are names within the ledger: an incident's id, or "REPORT_ID#NUMBER" for a report's
    incident. `ruling` is "same", "different" or "unsure". `rests_on` are the reasons, in
    words and numbers. `made_by` names a person ("person: N. N.") or a method with its version.
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

    def digest(self) -> str:
        """Return the hash that belongs to the decision and to all before it."""
        moment = self.made_at.astimezone(UTC).isoformat()
        raw = json.dumps((moment, *astuple(self)[1:-1]), separators=(",", ":"))
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
        yield _decision(row)


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


def _decision(row: Row[Any]) -> Decision:
    fields = dict(row._mapping)
    return Decision(**fields | {"rests_on": tuple(fields["rests_on"])})
