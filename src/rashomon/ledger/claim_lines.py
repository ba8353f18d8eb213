"""Claims as their rows stand, for exports of all: a million of them, built no further than needed.

What a row means is said in `rows` alone. Here the parts that come again and again are made out
once, and nothing is built that a table of claims has no column for. Offsets and quotations are
held against the texts by `rashomon verify`, not on each export.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Text, cast, select

from rashomon.errors import LedgerError
from rashomon.ledger import schema
from rashomon.records import Facet

__all__ = ["ClaimLine", "Told", "claims_of", "told_by"]


class ClaimLine(NamedTuple):
    """A claim's row. `value` and `source` are JSON, as `records.to_plain` made them."""

    report_id: str
    claim_id: str
    mention: int
    facet: Facet
    value: str
    stance: str
    source: str
    start: int
    end: int
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Told:
    """Of a report what a table of claims tells, and which mentions each of its incidents has."""

    report_id: str
    name: str
    outlet: str | None
    published_on: date | None
    address: str  # on the web where that is known
    reader: str
    mentions: dict[int, frozenset[int]]


_FACETS = {facet.value: facet for facet in Facet}


def claims_of(connection: Connection, report_ids: Collection[str]) -> Iterator[ClaimLine]:
    """Yield the claims of these reports, by report, in the order in which they were read."""
    table = schema.claims
    columns = [
        cast(table.c[name], Text) if name in ("value", "source") else table.c[name]
        for name in ClaimLine._fields
    ]
    found = connection.execute(
        select(*columns)
        .where(table.c.report_id.in_(report_ids))
        .order_by(table.c.report_id, table.c.position)
    )
    for report_id, claim_id, mention, facet, *rest in found.all():
        try:
            yield ClaimLine(report_id, claim_id, mention, _FACETS[facet], *rest)
        except KeyError as error:
            raise _damaged(report_id, error) from error


def told_by(connection: Connection, report_ids: Collection[str]) -> dict[str, Told]:
    """Return what there is to tell of these reports, those that were read, by their ids."""
    reports, readings, told = schema.reports, schema.readings, schema.report_incidents
    mentions: dict[str, dict[int, frozenset[int]]] = {}
    for report_id, number, own in connection.execute(
        select(told.c.report_id, told.c.number, cast(told.c.mentions, Text)).where(
            told.c.report_id.in_(report_ids)
        )
    ).all():
        mentions.setdefault(report_id, {})[number] = frozenset(json.loads(own))
    found = connection.execute(
        select(
            reports.c.report_id,
            reports.c.name,
            reports.c.address,
            cast(reports.c.details, Text),
            readings.c.reader,
        )
        .join(readings, readings.c.report_id == reports.c.report_id)
        .where(reports.c.report_id.in_(report_ids))
    )
    every: dict[str, Told] = {}
    for report_id, name, address, text, reader in found.all():
        details = json.loads(text)
        try:
            day = details["published_on"]
            every[report_id] = Told(
                report_id,
                name,
                details["outlet"],
                date.fromisoformat(day) if day else None,
                details["url"] or address,
                reader,
                mentions.get(report_id, {}),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise _damaged(report_id, error) from error
    return every


def _damaged(report_id: str, error: Exception) -> LedgerError:
    return LedgerError(
        f"what the ledger holds of {report_id} is not as it was stored ({error!r}); "
        "`rashomon verify` lists all such places"
    )
