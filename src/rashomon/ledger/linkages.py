"""Incidents, their members and the reasons for each: ids for ever, no member moved in silence."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    or_,
    select,
    update,
)

from rashomon.errors import LedgerError, NoSuchIncident
from rashomon.ledger import changes, rows, schema
from rashomon.ledger.decisions import Decision, append, is_persons
from rashomon.records import COUNT_FACETS, Incident, Link, Linkage

__all__ = [
    "Told",
    "around",
    "ids",
    "incident",
    "incident_columns",
    "incidents",
    "latest",
    "links_of",
    "near_misses",
    "save",
    "some",
    "some_rows",
    "unplaced",
]

Member = tuple[str, int]
_REMEMBERED = 8192  # places: the same towns are told again and again
_AT_ONCE = 500  # values in a query; SQLite takes some 30,000, older ones 999


def save(connection: Connection, linkage: Linkage, made_by: str, now: datetime) -> None:
    """Store what linking yielded, with a decision for every member that it places or moves.

    Incidents that the linkage leaves out stay as they are. A member that a person has placed
    stays there, whatever a method finds.
    """
    wanted = _wanted(connection, linkage)
    _save_incidents(connection, linkage.incidents, now)
    _save_members(connection, wanted, linkage, made_by, now)
    _save_links(connection, linkage.links, made_by, now)


def _wanted(connection: Connection, linkage: Linkage) -> dict[Member, str]:
    """Return where the linkage puts each member, having made sure that it can."""
    times = Counter(found.incident_id for found in linkage.incidents)
    for incident_id, count in times.items():
        if count > 1:
            raise LedgerError(f"the linkage holds incident {incident_id} {count} times")
    wanted: dict[Member, str] = {}
    for found in linkage.incidents:
        for member in found.members:
            if wanted.setdefault(member, found.incident_id) != found.incident_id:
                raise LedgerError(
                    f"the linkage puts {_name(member)} into both {wanted[member]} and "
                    f"{found.incident_id}"
                )
    table = schema.report_incidents
    columns = select(table.c.report_id, table.c.number)
    keys = some_rows(connection, columns, table.c.report_id, {member[0] for member in wanted})
    strangers = sorted(wanted.keys() - {(row.report_id, row.number) for row in keys})
    if strangers:
        raise LedgerError(
            f"the ledger's readings tell of no incident {_name(strangers[0])}: they have changed "
            "since the linkage was made, so link again"
        )
    missing = {link.incident_id for link in linkage.links} - times.keys()
    missing -= ids(connection, missing)
    if missing:
        raise LedgerError(f"the linkage gives reasons for {min(missing)}, an unknown incident")
    return wanted


def _save_incidents(connection: Connection, found: Iterable[Incident], now: datetime) -> None:
    table = schema.incidents
    found = list(found)
    rows_known = some_rows(
        connection, select(table), table.c.incident_id, {i.incident_id for i in found}
    )
    known = {row.incident_id: row for row in rows_known}
    new: list[dict[str, Any]] = []
    old: list[dict[str, Any]] = []
    changed = set()
    for one in found:
        row = rows.incident_row(one)
        before = known.get(one.incident_id)
        if before is None:
            new.append(row | {"created_at": now, "described_at": now})
        elif any(getattr(before, name) != value for name, value in row.items()):
            kept = {name: getattr(before, name) for name in (*row, "described_at")}
            old.append(kept | {"superseded_at": now})
            changed.add(one.incident_id)
            connection.execute(
                update(table)
                .where(table.c.incident_id == one.incident_id)
                .values(row | {"described_at": now})
            )
    if new:
        connection.execute(insert(table), new)
    if old:
        connection.execute(insert(schema.superseded_incidents), old)
    changes.note(connection, incidents=changed)


def _save_members(
    connection: Connection,
    wanted: dict[Member, str],
    linkage: Linkage,
    made_by: str,
    now: datetime,
) -> None:
    table = schema.memberships
    reports = {member[0] for member in wanted}
    there = some_rows(connection, select(table), table.c.report_id, reports)
    placed = {(r.report_id, r.number): r for r in there}
    log = schema.decisions
    authors = select(log.c.number, log.c.made_by).join(table, table.c.decision == log.c.number)
    by_person = {
        row.number
        for row in some_rows(connection, authors, table.c.report_id, reports)
        if is_persons(row.made_by)
    }
    reasons = {
        (link.member, link.incident_id): link for link in linkage.links if link.judgement == "same"
    }

    def ruling(subject: str, other: str, verdict: str, why: str, link: Link | None) -> Decision:
        rests_on = (*link.reasons, f"score {link.score:.2f}") if link else ()
        return Decision(now, made_by, subject, other, verdict, why, rests_on)

    rulings: list[Decision] = []
    moves: list[tuple[Member, str, int]] = []  # with the index of the ruling that places it
    left: defaultdict[str, list[str]] = defaultdict(list)
    for member, incident_id in wanted.items():
        before = placed.get(member)
        link = reasons.get((member, incident_id))
        if before is not None and before.incident_id == incident_id:
            continue
        if before is None:
            why = "first placed"
        elif before.decision in by_person and not is_persons(made_by):
            continue
        else:
            why = f"moved from {before.incident_id}"
            left[before.incident_id].append(incident_id)
            gone = f"moved to {incident_id}"
            rulings.append(ruling(_name(member), before.incident_id, "different", gone, link))
        rulings.append(ruling(_name(member), incident_id, "same", why, link))
        moves.append((member, incident_id, len(rulings) - 1))
    was_in = some_rows(connection, select(table), table.c.incident_id, set(left))
    stay = {(row.report_id, row.number): row.incident_id for row in was_in}
    stay |= {member: incident_id for member, incident_id, _ in moves}
    for emptied, heirs in left.items():
        if emptied not in stay.values():
            ((heir, _),) = Counter(heirs).most_common(1)
            why = "none of its members is left in it; most are now in the other"
            rulings.append(ruling(emptied, heir, "same", why, None))
    made = append(connection, rulings)
    changes.note(connection, incidents={*left, *(incident_id for _, incident_id, _ in moves)})
    _place(connection, [(m, i, made[at].number) for m, i, at in moves], placed)


def _place(
    connection: Connection, moves: list[tuple[Member, str, int]], placed: dict[Member, Row[Any]]
) -> None:
    table = schema.memberships
    new: list[dict[str, Any]] = []
    for (report_id, number), incident_id, decision in moves:
        values = {"incident_id": incident_id, "decision": decision}
        if (report_id, number) in placed:
            at = (table.c.report_id == report_id) & (table.c.number == number)
            connection.execute(update(table).where(at).values(values))
        else:
            new.append(values | {"report_id": report_id, "number": number})
    if new:
        connection.execute(insert(table), new)


def _save_links(connection: Connection, links: Iterable[Link], made_by: str, now: datetime) -> None:
    """Add the reasons that say something else than the last ones on the same two."""
    links = list(links)
    of_these = {link.incident_id for link in links}
    last = {(link.incident_id, link.member): link for link in latest(connection, of_these)}
    new: list[dict[str, Any]] = []
    for link in links:
        if last.get((link.incident_id, link.member)) != link:
            last[link.incident_id, link.member] = link
            new.append(rows.link_row(link) | {"made_at": now, "made_by": made_by})
    if new:
        connection.execute(insert(schema.links), new)
        changes.note(connection, incidents={row["incident_id"] for row in new})


def latest(connection: Connection, incident_ids: Collection[str]) -> list[Link]:
    """The last link of each report's incident with each of these incidents."""
    table = schema.links
    newest = some_rows(connection, _newest_links(), table.c.incident_id, incident_ids)
    last = [row.link_id for row in newest]
    found = some_rows(connection, whole(table), table.c.link_id, last)
    return [rows.link_of(row) for row in sorted(found, key=lambda r: (r.report_id, r.number))]


@cache
def _newest_links() -> Select[Any]:
    table = schema.links
    return select(func.max(table.c.link_id).label("link_id")).group_by(
        table.c.incident_id, table.c.report_id, table.c.number
    )


def near_misses(connection: Connection, limit: int) -> list[Link]:
    """The links that linking was unsure of, and left apart, the nearest to a join first.

    What it came to be sure of later is left out.
    """
    table, later = schema.links, schema.links.alias()
    is_replaced = (
        select(later.c.link_id)
        .where(
            later.c.incident_id == table.c.incident_id,
            later.c.report_id == table.c.report_id,
            later.c.number == table.c.number,
            later.c.link_id > table.c.link_id,
        )
        .exists()
    )
    found = connection.execute(
        select(table)
        .where(table.c.judgement == "unsure", ~is_replaced)
        .order_by(table.c.score.desc(), table.c.link_id)
        .limit(limit)
    )
    return [rows.link_of(row) for row in found]


def some_rows(
    connection: Connection, wanted: Select[Any], column: Column[Any], values: Collection[Any]
) -> Iterator[Row[Any]]:
    """Yield the rows that have one of the values in a column, by as many queries as it takes.

    Where `wanted` is the same object every time (`whole`), so is the statement made of it.
    """
    ordered = sorted(values)
    for start in range(0, len(ordered), _AT_ONCE):
        among = {"among": ordered[start : start + _AT_ONCE]}
        found = connection.execute(_among(wanted, column), among)
        yield from found.all()  # at once, which takes half the time of one after another


@lru_cache(maxsize=100)  # making a statement takes as long as asking what an index knows
def _among(wanted: Select[Any], column: Column[Any]) -> Select[Any]:
    return wanted.where(column.in_(bindparam("among", expanding=True)))


@cache
def whole(*columns: Table | Column[Any]) -> Select[Any]:
    """Return the statement that selects tables or columns, made but once."""
    return select(*columns)


def incidents(connection: Connection) -> tuple[Incident, ...]:
    """Return the incidents that have members, in the order of their ids."""
    members = _members(connection, None)
    table = schema.incidents
    found = connection.execute(incident_columns().order_by(table.c.incident_id))
    return tuple(
        rows.incident_of(row, tuple(members[row.incident_id]))
        for row in found
        if row.incident_id in members
    )


def some(connection: Connection, incident_ids: Collection[str]) -> tuple[Incident, ...]:
    """Return these incidents with their members, in the order of their ids."""
    table = schema.memberships
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for row in some_rows(connection, whole(table), table.c.incident_id, incident_ids):
        members[row.incident_id].append((row.report_id, row.number))
    table = schema.incidents
    found = some_rows(connection, incident_columns(), table.c.incident_id, incident_ids)
    return tuple(
        rows.incident_of(row, tuple(sorted(members[row.incident_id])))
        for row in found
        if row.incident_id in members
    )


@cache
def incident_columns() -> Select[Any]:
    """All of an incident, its place as text, which comes again and again."""
    table = schema.incidents
    return select(
        *(cast(c, Text).label(c.name) if c is table.c.place else c for c in table.columns)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """When and where a report's incident was told to be, and to which incident it belongs."""

    incident_id: str
    report_id: str
    first: date | None
    last: date | None
    lat: float | None
    lon: float | None
    radius_km: float
    # Looked up where the incident has no day: the report's own date, and the least numbers of
    # victims that it tells. None where not looked up.
    told_on: date | None = None
    tolls: frozenset[int] | None = None


def around(
    connection: Connection,
    spans: Sequence[tuple[date, date]] | None,
    told_within: tuple[date, date] | None = None,
    is_wanted: Callable[[Told], bool] = lambda _: True,
) -> Iterator[Told]:
    """Yield what is told of within spans of days, and what is told without a day.

    The spans are in order and apart from each other; any day where none are given. What is told
    without a day is left out where its report is of a day that is not in `told_within`, or where
    it is not wanted whatever its tolls are, which then are not looked up.
    """
    told, placed = schema.report_incidents, schema.memberships
    columns = (
        placed.c.incident_id,
        placed.c.report_id,
        told.c.date_first,
        told.c.date_last,
        cast(told.c.place, Text).label("place"),
    )
    key = (placed.c.report_id == told.c.report_id) & (placed.c.number == told.c.number)
    dated = select(*columns).join(placed, key).where(told.c.date_first.is_not(None))
    if spans:
        first, last = spans[0][0], spans[-1][1]
        dated = dated.where((told.c.date_first <= last) & (told.c.date_last >= first))
    ends = [end for _, end in spans or ()]
    for incident_id, report_id, begins, until, place in connection.execute(dated).all():
        if spans is not None:
            at = bisect_left(ends, begins)
            if at == len(spans) or spans[at][0] > until:
                continue
        yield Told(incident_id, report_id, begins, until, *_point(place))
    undated = select(*columns, told.c.number, told.c.told_on).join(placed, key)
    undated = undated.where(told.c.date_first.is_(None))
    if told_within is not None:
        undated = undated.where(or_(told.c.told_on.is_(None), told.c.told_on.between(*told_within)))
    found: list[tuple[Member, Told]] = []
    for incident_id, report_id, _, _, place, number, told_on in connection.execute(undated).all():
        one = Told(incident_id, report_id, None, None, *_point(place), told_on)
        if is_wanted(one):
            found.append(((report_id, number), one))
    tolls = _tolls_of(connection, {member for member, _ in found})
    for member, one in found:
        yield replace(one, tolls=frozenset(tolls.get(member, ())))


def _tolls_of(connection: Connection, members: Collection[Member]) -> dict[Member, set[int]]:
    """The least numbers of victims that claims of these reports' incidents tell."""
    claims = schema.claims
    wanted = select(
        claims.c.report_id,
        claims.c.number,
        claims.c.facet,
        cast(claims.c.value, Text).label("value"),
    )
    reports = {report_id for report_id, _ in members}
    tolls: defaultdict[Member, set[int]] = defaultdict(set)
    for row in some_rows(connection, wanted, claims.c.report_id, reports):
        # Asked for with the facets, SQLite would go through all claims of these.
        if row.facet in COUNT_FACETS and (row.report_id, row.number) in members:
            tolls[row.report_id, row.number].add(json.loads(row.value)["range"]["low"] or 0)
    return tolls


@lru_cache(maxsize=_REMEMBERED)
def _point(text: str | None) -> tuple[float | None, float | None, float]:
    place = json.loads(text) if text else None
    if not place:
        return None, None, 0.0
    return place.get("lat"), place.get("lon"), place.get("radius_km") or 0.0


def placed_in(connection: Connection, members: Collection[Member]) -> set[str]:
    """Return the incidents that linking has put these reports' incidents into."""
    table = schema.memberships
    reports = {report_id for report_id, _ in members}
    return {
        row.incident_id
        for row in some_rows(connection, whole(table), table.c.report_id, reports)
        if (row.report_id, row.number) in members
    }


def count_placed(connection: Connection, up_to: int | None = None) -> int:
    """Return how many of the reports' incidents have been linked, counting no further than told."""
    counted = select(schema.memberships.c.number).limit(up_to).subquery()
    return connection.execute(select(func.count()).select_from(counted)).scalar_one()


def unplaced(connection: Connection, new: Collection[str] = ()) -> list[str]:
    """Return the ids of the reports that tell of something no incident holds, in order.

    Those that are `new` may be left out, which needs no look at each report where they are all.
    """
    told, placed = schema.report_incidents, schema.memberships
    if new and _count(connection, told, None) - _count(connection, placed, None) == (
        _count(connection, told, new) - _count(connection, placed, new)
    ):
        return []
    wanted = (
        select(told.c.report_id)
        .outerjoin(
            placed, (placed.c.report_id == told.c.report_id) & (placed.c.number == told.c.number)
        )
        .where(placed.c.incident_id.is_(None))
        .distinct()
        .order_by(told.c.report_id)
    )
    return list(connection.execute(wanted).scalars())


def _count(connection: Connection, table: Table, report_ids: Collection[str] | None) -> int:
    counted = select(func.count()).select_from(table)
    if report_ids is None:
        return connection.execute(counted).scalar_one()
    return sum(row[0] for row in some_rows(connection, counted, table.c.report_id, report_ids))


def incident(connection: Connection, incident_id: str) -> Incident:
    """Return one incident; one whose members have all moved on has none left."""
    table = schema.incidents
    wanted = incident_columns().where(table.c.incident_id == incident_id)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise _unknown(connection, incident_id)
    return rows.incident_of(row, tuple(_members(connection, incident_id)[incident_id]))


def links_of(connection: Connection, incident_id: str) -> tuple[Link, ...]:
    """Return the reasons that hold today for each member and each near miss of an incident."""
    if not ids(connection, {incident_id}):
        raise _unknown(connection, incident_id)
    members = set(_members(connection, incident_id)[incident_id])
    found = latest(connection, {incident_id})
    table = schema.report_incidents
    # By the reports alone: SQLite reads a whole table for pairs of columns.
    keys = whole(table.c.report_id, table.c.number)
    reports = {link.member[0] for link in found}
    rows_told = some_rows(connection, keys, table.c.report_id, reports)
    told = {(row.report_id, row.number) for row in rows_told}
    return tuple(
        link
        for link in found
        if link.member in told and (link.judgement != "same" or link.member in members)
    )


def _members(connection: Connection, incident_id: str | None) -> defaultdict[str, list[Member]]:
    table = schema.memberships
    wanted = select(table.c.report_id, table.c.number, table.c.incident_id).order_by(
        table.c.report_id, table.c.number
    )
    if incident_id is not None:
        wanted = wanted.where(table.c.incident_id == incident_id)
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for report_id, number, owner in connection.execute(wanted).all():
        members[owner].append((report_id, number))
    return members


def ids(connection: Connection, among: Collection[str] | None = None) -> set[str]:
    """Return every id that an incident has ever been given, or those of them `among` these."""
    own = schema.incidents.c.incident_id
    if among is None:
        return set(connection.execute(select(own)).scalars())
    return {row.incident_id for row in some_rows(connection, whole(own), own, among)}


def _unknown(connection: Connection, incident_id: str) -> NoSuchIncident:
    near = get_close_matches(incident_id, sorted(ids(connection)), n=3)
    if near:
        return NoSuchIncident(f"no incident {incident_id!r}; did you mean {' or '.join(near)}?")
    return NoSuchIncident(f"no incident {incident_id!r}; `rashomon export` lists all")


def _name(member: Member) -> str:
    return f"{member[0]}#{member[1]}"
