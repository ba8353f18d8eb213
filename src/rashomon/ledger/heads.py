"""How far a ledger has come: the ends of its chains of captures and of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Select, select

from rashomon.ledger import captures, schema

__all__ = ["Head", "current", "decision_hash"]


@dataclass(frozen=True, slots=True)
class Head:
    """The last capture and the last decision, by number and hash; 0 and None where none is."""

    capture: int
    seal: str | None
    decision: int
    hash: str | None


def current(connection: Connection) -> Head:
    """Return the ends of both chains."""
    capture, seal = captures.last_seal(connection) or (0, None)
    last = connection.execute(_last_decision()).first()
    return Head(capture, seal, last.number if last else 0, last.hash if last else None)


@cache  # every page asks it
def _last_decision() -> Select[tuple[int, str]]:
    table = schema.decisions
    return select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)


def decision_hash(connection: Connection, number: int) -> str | None:
    """Return the hash of a decision, None where there is none of this number."""
    table = schema.decisions
    found: str | None = connection.execute(
        select(table.c.hash).where(table.c.number == number)
    ).scalar()
    return found
