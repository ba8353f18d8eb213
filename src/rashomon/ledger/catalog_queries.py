"""Lists, counts, maps and timelines out of the catalog: `records.queries.matches`, in SQL.

Everything is asked of the narrow table and its indexes; whole rows are loaded for what is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from rashomon.errors import SettingError
from rashomon.ledger import catalog_tables, databases
from rashomon.ledger.catalog import GRID_BITS, row_of
from rashomon.records import CatalogRow, IncidentQuery
from rashomon.records.listings import (
    Cluster,
    FacetCounts,
    IncidentMap,
    IncidentPage,
    IncidentTotals,
    MapPoint,
    Order,
    Timeline,
    TimelineUnit,
)
from rashomon.records.queries import NOBODY, Bbox
from rashomon.records.search_words import Terms, fold, terms_of

__all__ = [
    "count",
    "days",
    "facet_counts",
    "find",
    "gone",
    "map_points",
    "most_values",
    "rows_by_number",
    "rows_of",
    "terms_asked",
    "timeline",
    "totals",
    "unplaced",
]

_CATALOG, _TAGS = catalog_tables.catalog, catalog_tables.tags
_POINT = [_CATALOG.c[name] for name in "incident_id lat lon radius_km kind contested".split()]
_COUNTED, _COUNTED_TAGS = ("kind", "level", "country"), ("party", "contested", "grade")
_AT_ONCE = 500
_FEW = 3  # a page of less than one in so many of all incidents is sorted, not found in order
_TAGGED = {"parties": "party", "facets": "contested", "zones": "zone", "grades": "grade"}
_CELL = 4  # of a map tile's edge of 256 pixels: clusters are some 64 pixels apart


def find(
    connection: Connection,
    query: IncidentQuery,
    *,
    order: Order,
    after: str | None,
    offset: int,
    limit: int,
) -> IncidentPage:
    """Return a page of the incidents asked for, with how many there are in all."""
    wanted, total = conditions(connection, query), count(connection, query)
    by: list[Any] = [_CATALOG.c[f"by_{order}"], _CATALOG.c.incident_id]
    if total * _FEW < count(connection, IncidentQuery()):
        by[0] = by[0] + 0  # what is found is sorted: going through all in order takes longer
    page = select(_CATALOG.c.number).where(*wanted).order_by(*by)
    if after is not None:
        page = page.where(tuple_(*by) > tuple_(literal(_key(connection, order, after)), after))
    numbers = list(connection.execute(page.offset(offset).limit(limit + 1)).scalars())
    rows = rows_by_number(connection, numbers[:limit])
    is_more = len(numbers) > limit
    return IncidentPage(tuple(rows), total, rows[-1].incident_id if is_more and rows else None)


def _key(connection: Connection, order: Order, incident_id: str) -> int:
    found = connection.execute(
        select(_CATALOG.c[f"by_{order}"]).where(_CATALOG.c.incident_id == incident_id)
    ).scalar()
    if found is None:
        raise gone(incident_id)
    return int(found)


def gone(incident_id: str) -> SettingError:
    """Return what is told where a list is to go on after an incident that is not in it."""
    return SettingError(
        f"no incident {incident_id!r} is in the list any more, so what comes after it cannot "
        "be told; begin the list anew"
    )


def count(connection: Connection, query: IncidentQuery) -> int:
    """Return how many incidents are asked for."""
    wanted = select(func.count()).select_from(_CATALOG).where(*conditions(connection, query))
    return connection.execute(wanted).scalar_one()


def totals(connection: Connection, query: IncidentQuery) -> IncidentTotals:
    """Count the reports and origins of the incidents asked for, and those without a place."""
    wanted = conditions(connection, query)
    reports = select(func.count(_TAGS.c.value.distinct())).where(_TAGS.c.field == "report")
    origins = select(func.count(_TAGS.c.value.distinct())).where(_TAGS.c.field == "origin")
    if wanted:
        own = _TAGS.c.number.in_(select(_CATALOG.c.number).where(*wanted))
        reports, origins = reports.where(own), origins.where(own)
    without = select(func.count()).select_from(_CATALOG).where(*wanted, _CATALOG.c.lat.is_(None))
    return IncidentTotals(
        connection.execute(reports).scalar_one(),
        connection.execute(origins).scalar_one(),
        connection.execute(without).scalar_one(),
    )


def unplaced(
    connection: Connection, query: IncidentQuery, after: str | None, limit: int
) -> list[CatalogRow]:
    """Return some of the incidents asked for that are nowhere on the map, the newest first."""
    by = (_CATALOG.c.by_newest, _CATALOG.c.incident_id)
    page = (
        select(_CATALOG.c.number)
        .where(*conditions(connection, query), _CATALOG.c.lat.is_(None))
        .order_by(*by)
    )
    if after is not None:
        last = tuple_(literal(_key(connection, Order.NEWEST, after)), after)
        page = page.where(tuple_(*by) > last)
    return rows_by_number(connection, list(connection.execute(page.limit(limit)).scalars()))


def rows_of(connection: Connection, incident_ids: Collection[str]) -> Iterator[CatalogRow]:
    """Yield the rows of these incidents, those that there are, by their ids."""
    ordered = sorted(incident_ids)
    bodies = catalog_tables.bodies
    for start in range(0, len(ordered), _AT_ONCE):
        found = connection.execute(
            select(bodies.c.body)
            .join(_CATALOG, _CATALOG.c.number == bodies.c.number)
            .where(_CATALOG.c.incident_id.in_(ordered[start : start + _AT_ONCE]))
            .order_by(_CATALOG.c.incident_id)
        )
        yield from map(row_of, found.scalars())


def rows_by_number(connection: Connection, numbers: Sequence[int]) -> list[CatalogRow]:
    """Return the rows of these numbers, which are all there, in their order."""
    found: dict[int, CatalogRow] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        for row in connection.execute(_bodies_among(), {"among": some}):
            found[row.number] = row_of(row.body)
    return [found[number] for number in numbers]


@cache
def _bodies_among() -> Select[tuple[int, Any]]:
    bodies = catalog_tables.bodies
    return select(bodies).where(bodies.c.number.in_(bindparam("among", expanding=True)))


def conditions(connection: Connection, query: IncidentQuery) -> list[ColumnElement[bool]]:
    """Return what a row of the catalog has to fulfil."""
    own = _CATALOG.c
    wanted: list[ColumnElement[bool]] = []
    if terms := terms_asked(query):
        told = databases.in_use(connection).numbers_with(catalog_tables.INCIDENT_WORDS, terms)
        wanted.append(own.number.in_(told))
    if query.first is not None:
        wanted.append(own.date_last >= query.first)
    if query.last is not None:
        wanted.append(own.date_first <= query.last)
    if query.place is not None:
        place = own.place_key.contains(f" {fold(query.place)}", autoescape=True)
        wanted.append(place)
    if query.country is not None:
        wanted.append(own.country == query.country)
    if query.kinds:
        wanted.append(own.kind.in_([kind.value for kind in query.kinds]))
    if query.levels:
        wanted.append(own.level.in_([level.value for level in query.levels]))
    if query.assigned_to == NOBODY:
        wanted.append(or_(own.assigned_to.is_(None), own.assigned_to.in_(["", NOBODY])))
    elif query.assigned_to is not None:
        wanted.append(own.assigned_to == query.assigned_to)
    for field, tag in _TAGGED.items():
        values = getattr(query, field)
        if values:
            wanted.append(
                own.number.in_(
                    select(_TAGS.c.number).where(
                        _TAGS.c.field == tag, _TAGS.c.value.in_([str(one) for one in values])
                    )
                )
            )
    if query.bbox is not None:
        wanted.append(_touches(query.bbox))
    return wanted


def terms_asked(query: IncidentQuery) -> Terms:
    """Return the words that an incident has to be told in, each of its own."""
    return tuple(
        ((word,), begins and at == len(run) - 1)
        for run, begins in terms_of(query.text or "")
        for at, word in enumerate(run)
    )


def _touches(box: Bbox) -> ColumnElement[bool]:
    own = _CATALOG.c
    west, east = box[0], box[2] + (360.0 if box[2] < box[0] else 0.0)
    return and_(
        own.south <= box[3],
        own.north >= box[1],
        or_(
            *(
                and_(own.west <= east + turn, own.east >= west + turn)
                for turn in (-360.0, 0.0, 360.0)
            )
        ),
    )


def facet_counts(
    connection: Connection, query: IncidentQuery, limit: int, names: Collection[str]
) -> FacetCounts:
    """Return how many of the incidents asked for have each value, the most frequent first.

    All in one statement, so that what is asked for is looked up once. Who has several of a field
    is found from the incidents asked for, or, where all are, by a pass over the field's index.
    """
    wanted = conditions(connection, query)
    columns = (_CATALOG.c.number, *(_CATALOG.c[name] for name in _COUNTED))
    own = select(*columns).where(*wanted).cte() if wanted else _CATALOG
    parts: list[Any] = [select(literal(""), literal(""), func.count()).select_from(own)]
    parts += [
        select(literal(name), own.c[name], func.count())
        .where(own.c[name].is_not(None))
        .group_by(own.c[name])
        for name in _COUNTED
        if name in names
    ]
    tagged = [name for name in _COUNTED_TAGS if name in names]
    if tagged:
        told = select(_TAGS.c.field, _TAGS.c.value, func.count()).where(_TAGS.c.field.in_(tagged))
        if wanted:
            told = told.join(own, own.c.number == _TAGS.c.number)
        parts.append(told.group_by(_TAGS.c.field, _TAGS.c.value))
    found: dict[str, list[tuple[str, int]]] = {}
    for field, value, times in connection.execute(union_all(*parts)):
        found.setdefault(field, []).append((value, times))
    ((_, total),) = found.pop("")
    return FacetCounts(
        total,
        **{
            name: tuple(
                sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: most_values(name, limit)]
            )
            for name, pairs in found.items()
        },
    )


def most_values(name: str, limit: int) -> int | None:
    """Return how many values of a field are told, None for all of them."""
    return limit if name in ("party", "grade") else None


def map_points(
    connection: Connection, query: IncidentQuery, bbox: Bbox | None, zoom: int, limit: int
) -> IncidentMap:
    """Return what is asked for within a box of the map: points, or clusters where they are many."""
    own = _CATALOG.c
    wanted = conditions(connection, query)
    is_there = _touches(bbox) if bbox else own.lat.is_not(None)
    total, unplaced = connection.execute(
        select(
            func.coalesce(func.sum(case((is_there, 1), else_=0)), 0),
            func.coalesce(func.sum(case((own.lat.is_(None), 1), else_=0)), 0),
        ).where(*wanted)
    ).one()
    wanted.append(is_there)
    if total > limit:
        return _clustered(connection, wanted, int(unplaced), zoom, limit)
    found = connection.execute(select(*_POINT).where(*wanted).order_by(own.incident_id))
    return IncidentMap(int(total), int(unplaced), tuple(MapPoint(*row) for row in found))


def _clustered(
    connection: Connection,
    wanted: Sequence[ColumnElement[bool]],
    unplaced: int,
    zoom: int,
    limit: int,
) -> IncidentMap:
    """Group points by squares of the map, as wide as it takes to have no more than `limit`."""
    own = _CATALOG.c
    shift = max(0, GRID_BITS - zoom - _CELL.bit_length() + 1)
    while True:
        x, y = (own[name].op(">>")(shift) for name in ("grid_x", "grid_y"))
        cells = connection.execute(
            select(
                func.count(),
                func.avg(own.lat),
                func.avg(own.lon),
                func.min(own.lat),
                func.min(own.lon),
                func.max(own.lat),
                func.max(own.lon),
                func.sum(cast(own.contested > 0, Integer)),
                func.max(own.number),
            )
            .where(*wanted)
            .group_by(x, y)
            .order_by(func.count().desc(), func.max(own.number))
            .limit(limit + 1)
        ).all()
        if len(cells) <= limit:
            break
        shift += 1
    lone = {row[8] for row in cells if row[0] == 1}
    clusters = tuple(
        Cluster(int(row[0]), row[1], row[2], (row[4], row[3], row[6], row[5]), int(row[7]))
        for row in cells
        if row[0] > 1
    )
    return IncidentMap(
        sum(int(row[0]) for row in cells), unplaced, _points(connection, lone), clusters
    )


def _points(connection: Connection, numbers: Collection[int]) -> tuple[MapPoint, ...]:
    own, ordered = _CATALOG.c, sorted(numbers)
    points = []
    for start in range(0, len(ordered), _AT_ONCE):
        found = connection.execute(
            select(*_POINT).where(own.number.in_(ordered[start : start + _AT_ONCE]))
        )
        points += [MapPoint(*row) for row in found]
    return tuple(sorted(points, key=lambda point: point.incident_id))


def timeline(connection: Connection, query: IncidentQuery, unit: TimelineUnit) -> Timeline:
    """Count the incidents asked for by the first day that they may have been on."""
    # Of some, their days are counted as they are met: not by going through all in order.
    day: Any = _CATALOG.c.day if query.is_empty else _CATALOG.c.day + 0
    found = connection.execute(
        select(day, func.count()).where(*conditions(connection, query)).group_by(day)
    )
    counts: dict[date, int] = {}
    undated = 0
    for ordinal, times in found:
        if ordinal is None:
            undated = times
            continue
        start = unit.begin(date.fromordinal(ordinal))
        counts[start] = counts.get(start, 0) + times
    return Timeline(unit, tuple(sorted(counts.items())), undated)


def days(connection: Connection, query: IncidentQuery) -> tuple[date, date] | None:
    """Return the earliest and the latest first day of the incidents asked for."""
    day: Any = _CATALOG.c.day if query.is_empty else _CATALOG.c.day + 0
    first, last = connection.execute(
        select(func.min(day), func.max(day)).where(*conditions(connection, query))
    ).one()
    return None if first is None else (date.fromordinal(first), date.fromordinal(last))
