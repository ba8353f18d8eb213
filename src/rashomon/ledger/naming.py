"""Which reports and incidents hold a name: found by looking at every claim and place once."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Connection, Text, cast, select

from rashomon.ledger import linkages, schema

__all__ = ["holding", "incidents_with"]

_AT_ONCE = 1000  # rows that are held while all are looked at


def holding(connection: Connection, is_meant: Callable[[str], bool]) -> tuple[set[str], set[str]]:
    """Return the reports and the incidents with something whose JSON `is_meant`.

    Looked at are the claims' values and speakers and every place.
    """
    found: dict[str, set[str]] = {"report_id": set(), "incident_id": set()}
    claims, incidents = schema.claims.c, schema.incidents.c
    for key, column in (
        (claims.report_id, claims.value),
        (claims.report_id, claims.source),
        (schema.report_incidents.c.report_id, schema.report_incidents.c.place),
        (schema.mentions.c.report_id, schema.mentions.c.details),
        (incidents.incident_id, incidents.place),
    ):
        own = found[key.name]
        rows = connection.execute(
            select(key, cast(column, Text))
            .where(column.is_not(None))
            .execution_options(yield_per=_AT_ONCE)
        )
        for value, text in rows:
            if value not in own and is_meant(text):
                own.add(value)
    return found["report_id"], found["incident_id"]


def incidents_with(connection: Connection, report_ids: Collection[str]) -> set[str]:
    """Return the incidents into which linking has put anything that these reports tell of."""
    table = schema.memberships
    wanted = select(table.c.incident_id).distinct()
    return {
        row.incident_id
        for row in linkages.some_rows(connection, wanted, table.c.report_id, report_ids)
    }
