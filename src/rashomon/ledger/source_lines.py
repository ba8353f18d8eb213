"""Reports by outlet and claims by speaker as their rows stand, for counts over a whole ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Text, case, cast, null, select

from rashomon.ledger import schema
from rashomon.records import Facet

__all__ = ["OutletLine", "SpokenLine", "outlet_lines", "spoken_lines"]

_AT_ONCE = 5_000
_LOSSES = (Facet.KILLED, Facet.INJURED)


class OutletLine(NamedTuple):
    """Of a report: its outlet, whose text it carries where that is declared, and its day."""

    report_id: str
    outlet: str | None
    carried_from: str | None
    published_on: date | None


class SpokenLine(NamedTuple):
    """Of a claim: who says it (JSON), and of how many killed or injured (JSON, else None)."""

    report_id: str
    claim_id: str
    facet: str
    stance: str
    source: str
    value: str | None


def outlet_lines(connection: Connection) -> Iterator[OutletLine]:
    """Yield a line for each report."""
    table = schema.reports
    told = [table.c.details[name].as_string() for name in OutletLine._fields[1:]]
    for report_id, outlet, carried_from, day in connection.execute(
        select(table.c.report_id, *told).execution_options(yield_per=_AT_ONCE)
    ):
        yield OutletLine(report_id, outlet, carried_from, date.fromisoformat(day) if day else None)


def spoken_lines(connection: Connection) -> Iterator[SpokenLine]:
    """Yield a line for each claim."""
    table = schema.claims
    value = case((table.c.facet.in_(_LOSSES), cast(table.c.value, Text)), else_=null())
    found = connection.execute(
        select(
            table.c.report_id, table.c.claim_id, table.c.facet, table.c.stance,
            cast(table.c.source, Text), value,
        ).execution_options(yield_per=_AT_ONCE)
    )  # fmt: skip
    for row in found:
        yield SpokenLine(*row)
