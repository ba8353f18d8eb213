"""The catalog's rows as they are written, and by what they were made."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from rashomon.ledger import catalog_tables, changes, databases, schema
from rashomon.ledger.changes import Note
from rashomon.records import CatalogRow, Facet, Toll, from_plain, to_plain
from rashomon.records.queries import place_key, reach, zone_keys
from rashomon.records.search_words import fold

__all__ = [
    "GRID_BITS",
    "CatalogBasis",
    "CatalogState",
    "begin",
    "clear",
    "counters",
    "doubt",
    "forget_report",
    "index_reports",
    "put",
    "row_of",
    "state",
    "tags_of",
]

GRID_BITS = 24  # the map's squares along an edge, as a power of two: 2.4 m at the equator
_NO_DAY = 4_000_000  # behind every day that there is (3,652,059)
_AT_ONCE = 500
_STEEPEST = 85.05112878  # degrees: where a square Mercator map ends


@dataclass(frozen=True, slots=True)
class CatalogBasis:
    """By what the rows are made: where it differs, all are made again."""

    policy: str
    zone_list: str
    version: str


@dataclass(frozen=True, slots=True)
class CatalogState:
    """How far the catalog follows the ledger.

    `rows` are its incidents; `outdated` counts the incidents, reports and decisions that have
    changed since, `unsearched` the reports whose words cannot be searched for yet. `basis` is
    None where it was never made. `changes` and `refreshes` count up; whoever knows both knows
    whether anything was noted or written since.
    """

    basis: CatalogBasis | None
    rows: int
    outdated: int
    unsearched: int
    changes: int
    refreshes: int

    @property
    def is_behind(self) -> bool:
        """Tell whether a refresh would change anything."""
        return self.basis is None or bool(self.outdated or self.unsearched)


def state(connection: Connection) -> CatalogState:
    """Return how far the catalog follows the ledger."""
    row = connection.execute(select(catalog_tables.state)).one()
    basis = CatalogBasis(row.policy, row.zone_list, row.version)
    rows = select(func.count()).select_from(catalog_tables.catalog)
    reports = select(func.count()).select_from(schema.reports)
    searched = select(func.count()).select_from(catalog_tables.searched)
    return CatalogState(
        basis if basis.version else None,
        connection.execute(rows).scalar_one(),
        changes.count(connection),
        connection.execute(reports).scalar_one() - connection.execute(searched).scalar_one(),
        row.changes,
        row.refreshes,
    )


def counters(connection: Connection) -> tuple[int, int]:
    """Return how often changes were noted, and how often rows were written."""
    row = connection.execute(_counters()).one()
    return row.changes, row.refreshes


@cache  # every page asks it
def _counters() -> Select[tuple[int, int]]:
    return select(catalog_tables.state.c.changes, catalog_tables.state.c.refreshes)


def begin(
    connection: Connection, basis: CatalogBasis, minted: Collection[str], *, anew: bool
) -> None:
    """Note every incident as changed where the rows were made by something else, or `anew`.

    `minted` are the incidents that people's decisions made, of which linking knows nothing.
    """
    table = catalog_tables.state
    row = connection.execute(select(table)).one()
    if anew:
        clear(connection)
    elif CatalogBasis(row.policy, row.zone_list, row.version) == basis:
        return
    changes.note_all(connection, minted)
    connection.execute(
        update(table).values(
            policy=basis.policy,
            zone_list=basis.zone_list,
            version=basis.version,
            refreshes=table.c.refreshes + 1,
        )
    )


def clear(connection: Connection) -> None:
    """Take out all rows and all words."""
    for name in catalog_tables.WORD_INDEXES:
        databases.in_use(connection).clear_words(connection, name)
    for table in (
        catalog_tables.tags,
        catalog_tables.bodies,
        catalog_tables.catalog,
        catalog_tables.searched,
    ):
        connection.execute(delete(table))


def put(
    connection: Connection,
    rows: Collection[CatalogRow],
    *,
    gone: Collection[str],
    settled: Iterable[Note],
    found: Collection[str] = (),
    after: int,
) -> bool:
    """Write rows in the place of older ones, take out those that are gone, and settle notes.

    `found` are incidents to which settled notes lead; they are noted instead. False, and nothing
    is written, if somebody else has refreshed since the count of refreshes was `after`.
    """
    table = catalog_tables.state
    taken = connection.execute(
        update(table).where(table.c.refreshes == after).values(refreshes=after + 1)
    )
    if taken.rowcount != 1:
        return False
    _take_out(connection, {*gone, *(row.incident_id for row in rows)})
    _put_in(connection, list(rows))
    changes.settle(connection, settled)
    changes.note(connection, incidents=found, is_new=False)
    return True


def _take_out(connection: Connection, incident_ids: Collection[str]) -> None:
    table, bodies, tags = catalog_tables.catalog, catalog_tables.bodies, catalog_tables.tags
    ordered = sorted(incident_ids)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        old = connection.execute(
            select(table.c.number, bodies.c.body)
            .join(bodies, bodies.c.number == table.c.number)
            .where(table.c.incident_id.in_(some))
        ).all()
        if not old:
            continue
        words = {row.number: str(row.body["words"]) for row in old}
        databases.in_use(connection).forget_words(connection, catalog_tables.INCIDENT_WORDS, words)
        for each in (tags, bodies, table):
            connection.execute(delete(each).where(each.c.number.in_(list(words))))


def _put_in(connection: Connection, rows: Sequence[CatalogRow]) -> None:
    if not rows:
        return
    table = catalog_tables.catalog
    connection.execute(insert(table), [_columns(row) for row in rows])
    ids = [row.incident_id for row in rows]
    numbers: dict[str, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found = connection.execute(
            select(table.c.incident_id, table.c.number).where(
                table.c.incident_id.in_(ids[start : start + _AT_ONCE])
            )
        )
        numbers |= {row.incident_id: row.number for row in found}
    bodies = [{"number": numbers[row.incident_id], "body": to_plain(row)} for row in rows]
    connection.execute(insert(catalog_tables.bodies), bodies)
    marked = [
        {"field": field, "value": value, "number": numbers[row.incident_id]}
        for row in rows
        for field, value in tags_of(row)
    ]
    if marked:
        connection.execute(insert(catalog_tables.tags), marked)
    databases.in_use(connection).index_words(
        connection,
        catalog_tables.INCIDENT_WORDS,
        {numbers[row.incident_id]: row.words for row in rows},
    )


def tags_of(row: CatalogRow) -> set[tuple[str, str]]:
    """Return what an incident has several of, each with the field that it is of."""
    return (
        {("party", party) for party in row.parties}
        | {("contested", facet.value) for facet in row.contested}
        | {("zone", key) for key in zone_keys(row)}
        | {("grade", grade) for grade in row.grades}
        | {("report", report_id) for report_id in row.report_ids}
        | {("origin", origin_id) for origin_id in row.origin_ids}
    )


def row_of(body: Any) -> CatalogRow:
    """Return a row from how it is stored."""
    return from_plain(body, CatalogRow)


def _columns(row: CatalogRow) -> dict[str, Any]:
    west, south, east, north = reach(row) or (None, None, None, None)
    x, y = _square(row.lat, row.lon)
    day = row.date_first.toordinal() if row.date_first else None
    return {
        "incident_id": row.incident_id,
        "kind": row.kind.value,
        "level": row.level.value,
        "country": row.country,
        "date_first": row.date_first,
        "date_last": row.date_last,
        "day": day,
        "place_key": place_key(row),
        "assigned_to": row.assigned_to,
        "lat": row.lat,
        "lon": row.lon,
        "radius_km": row.radius_km,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "grid_x": x,
        "grid_y": y,
        "contested": len(row.contested),
        "by_newest": -row.date_last.toordinal() if row.date_last else _NO_DAY,
        "by_oldest": _NO_DAY if day is None else day,
        "by_killed": 1 if row.killed is None else -_most(row.killed),
        "by_reports": -row.reports,
        "by_contested": -len(row.contested),
        "by_doubt": -doubt(row),
    }


def _most(toll: Toll) -> int:
    """The highest figure that is told, as far as a column goes."""
    told = (toll.highest, toll.range.high, toll.range.low)
    return min(max(figure for figure in told if figure is not None), 2**31 - 1)


def doubt(row: CatalogRow) -> int:
    """Return how much an incident wants a person's look: an order for a queue, no measure.

    First come decisions that find nothing any more, since somebody's work has been lost; then
    how near linking was to leaving a report out, contested tolls, other contests, and how
    unsure the reader was. The weights let no later one outweigh an earlier one at its worst.
    """
    tolls = {Facet.KILLED, Facet.INJURED, Facet.CASUALTIES} & set(row.contested)
    link = 0.0 if row.least_link is None else 1.0 - row.least_link
    read = 0.0 if row.least_confidence is None else 1.0 - row.least_confidence
    return round(
        10_000 * min(row.lost, 100)
        + 4_000 * link
        + 1_500 * bool(tolls)
        + 150 * (len(row.contested) - len(tolls))
        + 1_000 * read
    )


def _square(lat: float | None, lon: float | None) -> tuple[int | None, int | None]:
    """Return the square of the Mercator map in which a point lies, counted from the northwest."""
    if lat is None or lon is None:
        return None, None
    size = 1 << GRID_BITS
    steep = math.radians(max(-_STEEPEST, min(_STEEPEST, lat)))
    x = (lon + 180.0) / 360.0
    y = (1.0 - math.asinh(math.tan(steep)) / math.pi) / 2.0
    return min(int(x * size), size - 1), max(0, min(int(y * size), size - 1))


def index_reports(connection: Connection, after: str, limit: int) -> list[str]:
    """Make the words of some reports searchable, of those behind an id; return their ids."""
    table, reports = catalog_tables.searched, schema.reports
    known = select(table.c.report_id).where(table.c.report_id == reports.c.report_id)
    found = connection.execute(
        select(reports.c.report_id, reports.c.text)
        .where(reports.c.report_id > after, ~known.exists())
        .order_by(reports.c.report_id)
        .limit(limit)
    ).all()
    if not found:
        return []
    connection.execute(insert(table), [{"report_id": row.report_id} for row in found])
    numbers = {
        row.report_id: row.number
        for row in connection.execute(
            select(table).where(table.c.report_id.in_([row.report_id for row in found]))
        )
    }
    databases.in_use(connection).index_words(
        connection,
        catalog_tables.REPORT_WORDS,
        {numbers[row.report_id]: _bounded(fold(row.text)) for row in found},
    )
    return [row.report_id for row in found]


def forget_report(connection: Connection, report_id: str, text: str) -> None:
    """Take a report's words out of the search, given the text that it has had so far."""
    table = catalog_tables.searched
    number = connection.execute(
        select(table.c.number).where(table.c.report_id == report_id)
    ).scalar()
    if number is not None:
        databases.in_use(connection).forget_words(
            connection, catalog_tables.REPORT_WORDS, {number: _bounded(fold(text))}
        )
        connection.execute(delete(table).where(table.c.number == number))


def _bounded(words: str) -> str:
    """The words that an index takes: some hundred pages of them, which no report has."""
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS].rpartition(" ")[0]


_MOST_WORDS = 240_000  # signs, of up to four bytes each: PostgreSQL's tsvector ends at 1 MB
