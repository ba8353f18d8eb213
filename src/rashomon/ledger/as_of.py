"""A ledger as it was at a moment, or as one version of a reader sees it.

Laid over the ledger of today is only what differed: readings that were replaced since, the
placements that rulings have changed, and how incidents were described. What has not changed is
asked of the ledger itself. So a look back over a week of a large ledger costs what that week
changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Text, cast, func, select

from rashomon.errors import NoSuchIncident
from rashomon.ledger import placements, rows, schema
from rashomon.records import Incident, Link, Reading, Report, ReviewDecision

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

__all__ = ["NOW", "AsOf", "Moment", "last_decision", "look_back", "look_through"]

_BATCH = 100  # readings loaded at once

Member = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time (UTC) and the last decision of the log that had been made then, 0 for none."""

    at: datetime
    number: int


NOW = Moment(datetime(9999, 12, 31, tzinfo=UTC), 2**31 - 1)
"""A moment that everything is before."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """What was otherwise than it is today.

    `readings` maps a report to the number of its reading among those that were replaced, or to
    None where it had none; `only`, where given, are the reports that count. `placed` holds by
    report where its incidents were, for all reports of which that has changed. `described` are
    rows of incidents, `unborn` those that had no id yet.
    """

    readings: Mapping[str, int | None]
    placed: Mapping[str, Mapping[int, str]]
    described: Mapping[str, Row[Any]] = field(default_factory=dict)
    unborn: frozenset[str] = frozenset()
    number: int | None = None  # the last decision that counts
    at: datetime | None = None  # the time after which links do not count
    only: frozenset[str] | None = None
    log: tuple[ReviewDecision, ...] | None = None  # all decisions, where they are at hand


def last_decision(connection: Connection, at: datetime) -> int:
    """Return the number of the last decision that had been made by a time, 0 where there was none.

    Where a clock was set back, those between count as made: the log is an order by itself.
    """
    table = schema.decisions
    found = select(func.max(table.c.number)).where(table.c.made_at <= at)
    return connection.execute(found).scalar() or 0


def look_back(
    connection: Connection,
    ledger: Ledger,
    moment: Moment,
    log: Sequence[ReviewDecision] | None = None,
) -> AsOf:
    """Return the ledger as it was at a moment."""
    after = placements.rulings_after(connection, moment.number)
    touched = {one.subject.rpartition("#")[0] for one in after} - {""}
    placed = _placed(connection, touched, moment.number)
    incidents = schema.incidents
    unborn = connection.execute(
        select(incidents.c.incident_id).where(incidents.c.created_at > moment.at)
    ).scalars()
    changed = _Changed(
        readings=_readings_at(connection, moment.at),
        placed=placed,
        described=_described_at(connection, moment.at),
        unborn=frozenset(unborn),
        number=moment.number,
        at=moment.at,
        log=None if log is None else tuple(log),
    )
    return AsOf(ledger, changed)


def look_through(connection: Connection, ledger: Ledger, reader: str) -> AsOf:
    """Return what the ledger would show had it only the last readings by one reader.

    Reports that it has not read are left out. Reports' incidents are where linking had them when
    that reading was replaced; people's decisions are those of today.
    """
    current = schema.readings
    own = set(
        connection.execute(select(current.c.report_id).where(current.c.reader == reader)).scalars()
    )
    older: dict[str, tuple[datetime, int]] = {}
    for report_id, superseded_id, _, until in _replaced(connection, reader=reader):
        if report_id not in own and until >= older.get(report_id, (until, 0))[0]:
            older[report_id] = until, superseded_id
    rulings = placements.rulings_of(connection, older)
    placed: dict[str, dict[int, str]] = {report_id: {} for report_id in older}
    by_report = defaultdict(list)
    for one in rulings:
        report_id = one.subject.rpartition("#")[0]
        if one.made_at < older[report_id][0]:
            by_report[report_id].append(one)
    for report_id, its in by_report.items():
        for (_, number), found in placements.replayed(its).items():
            placed[report_id][number] = found.incident_id
    return AsOf(
        ledger,
        _Changed(
            readings={report_id: number for report_id, (_, number) in older.items()},
            placed=placed,
            only=frozenset(own | older.keys()),
        ),
    )


def _replaced(
    connection: Connection, *, reader: str | None = None, at: datetime | None = None
) -> Iterator[tuple[str, int, datetime, datetime]]:
    """Yield report, number, beginning and end of readings that were replaced, each time."""
    table, again = schema.superseded_readings, schema.returned_readings
    own = select(table.c.report_id, table.c.superseded_id, table.c.read_at, table.c.superseded_at)
    back = select(
        table.c.report_id, table.c.superseded_id, again.c.read_at, again.c.superseded_at
    ).join(again, again.c.superseded_id == table.c.superseded_id)
    for query, times in ((own, table), (back, again)):
        if at is not None:
            query = query.where(times.c.read_at <= at, times.c.superseded_at > at)
        if reader is not None:
            query = query.where(table.c.body["reader"].as_string() == reader)
        for row in connection.execute(query):
            yield row[0], row[1], row[2], row[3]


def _readings_at(connection: Connection, at: datetime) -> dict[str, int | None]:
    table = schema.readings
    later = connection.execute(select(table.c.report_id).where(table.c.read_at > at)).scalars()
    found: dict[str, int | None] = dict.fromkeys(later)
    for report_id, superseded_id, _, _ in _replaced(connection, at=at):
        if report_id in found:
            found[report_id] = superseded_id
    return found


def _placed(
    connection: Connection, report_ids: Collection[str], number: int
) -> dict[str, dict[int, str]]:
    before = [one for one in placements.rulings_of(connection, report_ids) if one.number <= number]
    placed: dict[str, dict[int, str]] = {report_id: {} for report_id in report_ids}
    for (report_id, own), found in placements.replayed(before).items():
        placed[report_id][own] = found.incident_id
    return placed


def _described_at(connection: Connection, at: datetime) -> dict[str, Row[Any]]:
    """The rows of incidents that were described otherwise, as they were."""
    table = schema.superseded_incidents
    found: dict[str, Row[Any]] = {}
    columns = [cast(c, Text).label(c.name) if c is table.c.place else c for c in table.columns]
    for row in connection.execute(
        select(*columns).where(table.c.superseded_at > at).order_by(table.c.superseded_id.desc())
    ):
        found[row.incident_id] = row  # the earliest comes last
    return found


class AsOf:
    """A ledger seen from elsewhere, and as complete as that is.

    What is not otherwise than today is asked of the ledger when it is wanted: a view that is kept
    while others write may show readings of later than itself.
    """

    def __init__(self, ledger: Ledger, changed: _Changed) -> None:
        """Use `Ledger.as_of` or `Ledger.by_reader`."""
        self._ledger = ledger
        self._changed = changed
        self._places: dict[str, set[Member]] = defaultdict(set)  # of what was placed otherwise
        for report_id, own in changed.placed.items():
            for number, incident_id in own.items():
                self._places[incident_id].add((report_id, number))

    def report_ids(self) -> tuple[str, ...]:
        """Return the ids of the reports that had been read, in their order."""
        changed = self._changed
        return tuple(
            report_id
            for report_id in self._ledger.report_ids()
            if self._is_seen(report_id) and changed.readings.get(report_id, 0) is not None
        )

    def _is_seen(self, report_id: str) -> bool:
        return self._changed.only is None or report_id in self._changed.only

    def reading(self, report_id: str) -> Reading | None:
        """Return the reading that a report had, None where it had none."""
        return next(self.readings_of({report_id}), None)

    def readings(self) -> Iterator[Reading]:
        """Yield the reading that each report had, in the order of the reports' ids."""
        yield from self.readings_of(self.report_ids())

    def readings_of(self, report_ids: Collection[str]) -> Iterator[Reading]:
        """Yield the readings that these reports had, in the order of the ids."""
        wanted = sorted(filter(self._is_seen, set(report_ids)))
        changed = self._changed.readings
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            old = {r: number for r in batch if (number := changed.get(r)) is not None}
            found = {one.report.report_id: one for one in self._ledger.replaced_readings(old)}
            same = [report_id for report_id in batch if report_id not in changed]
            for one in self._ledger.readings_of(same):
                found[one.report.report_id] = one
            yield from (found[report_id] for report_id in batch if report_id in found)

    def reports(self) -> Iterator[Report]:
        """Yield each report that had been read, in the order of the ids."""
        for reading in self.readings():
            yield reading.report

    def reports_of(self, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return those of these reports that had been read, in the order of the ids."""
        return tuple(reading.report for reading in self.readings_of(report_ids))

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents that had members, in the order of their ids."""
        found = {one.incident_id: one for one in self._ledger.incidents()}
        return self._seen(found, {*found, *self._places})

    def incidents_of(self, incident_ids: Collection[str]) -> tuple[Incident, ...]:
        """Return those of these incidents that had members."""
        found = {one.incident_id: one for one in self._ledger.incidents_of(incident_ids)}
        return self._seen(found, set(incident_ids))

    def _seen(self, found: Mapping[str, Incident], wanted: set[str]) -> tuple[Incident, ...]:
        """These incidents as they were; `found` are those of them that have members today."""
        changed = self._changed
        empty = self._ledger.described((wanted & self._places.keys()) - found.keys())
        told = {**found, **{one.incident_id: one for one in empty}}
        seen = []
        for incident_id in sorted(wanted & told.keys() - changed.unborn):
            members = [
                member
                for member in told[incident_id].members
                if member[0] not in changed.placed
                and changed.readings.get(member[0], 0) is not None
            ]
            members = [
                member
                for member in (*members, *self._places.get(incident_id, ()))
                if self._is_seen(member[0])
            ]
            if members:
                seen.append(self._described(told[incident_id], tuple(sorted(members))))
        return tuple(seen)

    def _described(self, incident: Incident, members: tuple[Member, ...]) -> Incident:
        row = self._changed.described.get(incident.incident_id)
        return replace(incident, members=members) if row is None else rows.incident_of(row, members)

    def incident(self, incident_id: str) -> Incident:
        """Return one incident.

        Raises:
            NoSuchIncident: If there was none of this id.

        """
        today = self._ledger.incident(incident_id)
        if incident_id in self._changed.unborn:
            raise NoSuchIncident(f"there was no incident {incident_id!r} then")
        found = self.incidents_of({incident_id})
        return found[0] if found else self._described(today, ())

    def incident_ids(self, among: Collection[str] | None = None) -> set[str]:
        """Return every id that an incident had been given, or those `among` these."""
        return self._ledger.incident_ids(among) - self._changed.unborn

    def placed_in(self, members: Collection[Member]) -> set[str]:
        """Return the incidents that linking had put these reports' incidents into."""
        changed = self._changed
        same = {member for member in members if member[0] not in changed.placed}
        found = self._ledger.placed_in(same) if same else set()
        return found | {
            changed.placed[report_id][number]
            for report_id, number in members
            if number in changed.placed.get(report_id, ())
        }

    def placements(self, report_ids: Collection[str]) -> dict[Member, str]:
        """Return in which incident linking had each incident of these reports."""
        changed = self._changed
        seen = set(filter(self._is_seen, report_ids))
        found = self._ledger.placements(seen - changed.placed.keys())
        for report_id in seen & changed.placed.keys():
            for number, incident_id in changed.placed[report_id].items():
                found[report_id, number] = incident_id
        return found

    def restricted(self, report_ids: Collection[str]) -> AsOf:
        """Return the same, as if there were no other reports than these."""
        return AsOf(self._ledger, replace(self._changed, only=frozenset(report_ids)))

    def links_of(self, incident_id: str) -> tuple[Link, ...]:
        """Return why each member was in an incident, and each near miss was not.

        Raises:
            NoSuchIncident: If there was none of this id.

        """
        members = set(self.incident(incident_id).members)
        last: dict[Member, Link] = {}
        for one in self._ledger.judged({incident_id}):
            if self._changed.at is None or one.made_at <= self._changed.at:
                last[one.link.member] = one.link
        reports = {member[0] for member in last}
        told = {own.key for one in self.readings_of(reports) for own in one.incidents}
        return tuple(
            link
            for member, link in sorted(last.items())
            if member in told and (link.judgement != "same" or member in members)
        )

    def reviews(self) -> tuple[ReviewDecision, ...]:
        """Return what people had decided, withdrawn or not, in the order of the log."""
        last, log = self._changed.number, self._changed.log
        log = self._ledger.reviews() if log is None else log
        return tuple(one for one in log if last is None or one.number <= last)
