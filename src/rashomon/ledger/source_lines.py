"""Reports by outlet and claims by speaker as their rows stand, for counts over a whole ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, case, cast, func, null, select

from rashomon.ledger import schema
from rashomon.records import Facet

__all__ = ["OutletLine", "SourceLines", "SpokenLine"]

_AT_ONCE = 5_000
_NAMED_AT_ONCE = 500
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


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Lines of reports and claims as of one moment, and by what later ones are told from them."""

    connection: Connection

    def replaced(self) -> int:
        """Return a number that grows when a report is derived anew."""
        table = schema.superseded_reports
        return self.connection.execute(select(func.max(table.c.superseded_id))).scalar() or 0

    def report_ids(self) -> list[str]:
        """Return the ids of all reports."""
        return list(self.connection.execute(select(schema.reports.c.report_id)).scalars())

    def readings(self) -> list[tuple[str, str]]:
        """Return which reports were read, each with when: read anew, it is another pair."""
        table = schema.readings
        found = self.connection.execute(select(table.c.report_id, cast(table.c.read_at, Text)))
        return [(report_id, moment) for report_id, moment in found]

    def outlets(self, report_ids: Collection[str] | None = None) -> Iterator[OutletLine]:
        """Yield a line for each report, or for each of some."""
        table = schema.reports
        told = [table.c.details[name].as_string() for name in OutletLine._fields[1:]]
        for report_id, outlet, carried_from, day in self._rows(
            select(table.c.report_id, *told), table.c.report_id, report_ids
        ):
            day_ = date.fromisoformat(day) if day else None
            yield OutletLine(report_id, outlet, carried_from, day_)

    def spoken(self, report_ids: Collection[str] | None = None) -> Iterator[SpokenLine]:
        """Yield a line for each claim, or for each of some reports."""
        table = schema.claims
        value = case((table.c.facet.in_(_LOSSES), cast(table.c.value, Text)), else_=null())
        lines = select(
            table.c.report_id, table.c.claim_id, table.c.facet, table.c.stance,
            cast(table.c.source, Text), value,
        )  # fmt: skip
        for row in self._rows(lines, table.c.report_id, report_ids):
            yield SpokenLine(*row)

    def _rows(
        self, lines: Select[Any], of: ColumnElement[str], report_ids: Collection[str] | None
    ) -> Iterator[Any]:
        if report_ids is None:
            yield from self.connection.execute(lines.execution_options(yield_per=_AT_ONCE))
            return
        ordered = sorted(report_ids)
        for start in range(0, len(ordered), _NAMED_AT_ONCE):
            some = ordered[start : start + _NAMED_AT_ONCE]
            yield from self.connection.execute(lines.where(of.in_(some)))
