"""The way from a ledger to what it says of an incident today.

1. reviewing  lays over readings and incidents what people decided
2. reconcile  one incident's claims in, its dossier out: accounts, contests, ranges
3. locate     tells how it lies to the zones near it, and what its reports say of them

Nothing of it is kept: what people decide, another policy or other zones show at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.locate.zone_telling import tell_zones
from rashomon.locate.zones import ZoneList, open_zones
from rashomon.publish.incident_columns import in_order
from rashomon.read.hearing import Heard, hear
from rashomon.reconcile import POLICY, reconcile, trace_lineage
from rashomon.records import Dossier, Incident, Lineage, Link, Reading, SourceGrade
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.views import View

__all__ = [
    "IncidentPage",
    "dossier",
    "dossiers",
    "dossiers_around",
    "each_dossier",
    "incident_page",
    "lineage",
    "reconciled",
]

_AT_ONCE = 50  # incidents whose readings are loaded together


def dossier(
    ledger: View,
    incident_id: str,
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
) -> Dossier:
    """Compute what the ledger's claims say of one incident.

    `zones` are those that it is placed by; the shipped ones and the user's where none are given.
    `sources` are a person's grades of outlets and speakers.

    Raises:
        NoSuchIncident: If the ledger has no incident of this id.
    """
    asked = _Asked(policy, zones or open_zones(), tuple(sources))
    return _found(Today(ledger), incident_id, asked)[0]


def _found(today: Today, incident_id: str, asked: _Asked) -> tuple[Dossier, Mapping[str, Reading]]:
    incident = today.incident(incident_id)
    ids = {report_id for report_id, _ in incident.members}
    readings = {reading.report.report_id: reading for reading in today.readings_of(ids)}
    return _dossier(today, incident, readings, asked, {}), readings


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """All that is shown of an incident: what its claims say, their reports, why they are in it.

    `readings` are those of its reports by report id; `dossier.review` tells how far people have
    come with it, `today.log` what they decided of the whole ledger.
    """

    dossier: Dossier
    readings: Mapping[str, Reading]
    links: tuple[Link, ...]
    lineage: Lineage
    today: Today


def incident_page(
    ledger: Ledger,
    incident_id: str,
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
) -> IncidentPage:
    """Compute a dossier with all that it rests on, loading no more of the ledger than that.

    Raises:
        NoSuchIncident: If the ledger has no incident of this id.
    """
    today = Today(ledger)
    asked = _Asked(policy, zones or open_zones(), tuple(sources))
    found, readings = _found(today, incident_id, asked)
    reports = tuple(reading.report for reading in readings.values())
    traced = Lineage(reports, trace_lineage(reports))
    return IncidentPage(found, readings, today.links_of(found.incident), traced, today)


def dossiers(
    ledger: View,
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
) -> tuple[Dossier, ...]:
    """Compute every incident's dossier, by date, then id; the undated come last."""
    return tuple(each_dossier(ledger, policy=policy, zones=zones, sources=sources))


def each_dossier(
    ledger: View,
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
    readings: StoredReadings | None = None,
) -> Iterator[Dossier]:
    """Yield what `dossiers` returns, one after another, with little of the ledger in memory.

    `readings` may be shared with whoever writes the dossiers, so that nothing is loaded twice.
    """
    asked = _Asked(policy, zones or open_zones(), tuple(sources))
    readings = StoredReadings(ledger) if readings is None else readings
    today = readings.today
    found = in_order(today.incidents())
    for start in range(0, len(found), _AT_ONCE):
        batch = found[start : start + _AT_ONCE]
        readings.load(report_id for incident in batch for report_id, _ in incident.members)
        heard: dict[str, Heard] = {}
        for incident in batch:
            yield _dossier(today, incident, readings, asked, heard)


def dossiers_around(
    ledger: View,
    incident_ids: Collection[str],
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
) -> Iterator[tuple[Dossier, Mapping[str, Reading]]]:
    """Yield the dossiers of incidents and of all that decisions tie to them, with their readings.

    Those that have no members are left out.
    """
    asked = _Asked(policy, zones or open_zones(), tuple(sources))
    today = Today(ledger)
    found = tuple(today.together(incident_ids)[1].values())
    heard: dict[str, Heard] = {}
    for start in range(0, len(found), _AT_ONCE):
        batch = found[start : start + _AT_ONCE]
        ids = {report_id for incident in batch for report_id, _ in incident.members}
        readings = {reading.report.report_id: reading for reading in today.readings_of(ids)}
        for incident in batch:
            own = {r: readings[r] for r, _ in incident.members if r in readings}
            yield _dossier(today, incident, readings, asked, heard), own


def reconciled(
    today: Today,
    incidents: Iterable[Incident],
    readings: Mapping[str, Reading],
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    sources: Sequence[SourceGrade] = (),
) -> Iterator[Dossier]:
    """Yield the dossiers of some incidents of today, given the readings of all their reports."""
    asked, heard = _Asked(policy, zones or open_zones(), tuple(sources)), dict[str, Heard]()
    for incident in incidents:
        yield _dossier(today, incident, readings, asked, heard)


def lineage(ledger: View, incident_id: str | None = None) -> Lineage:
    """Trace which of the ledger's reports carry whose text, or those of one incident alone.

    Raises:
        NoSuchIncident: If the ledger has no incident of this id.
    """
    today = Today(ledger)
    if incident_id is None:
        reports = tuple(today.reports())
    else:
        reports = today.reports_of({r for r, _ in today.incident(incident_id).members})
    return Lineage(reports, trace_lineage(reports))


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what an incident is reconciled and placed."""

    policy: str
    zones: ZoneList
    sources: tuple[SourceGrade, ...]


def _dossier(
    today: Today,
    incident: Incident,
    readings: Mapping[str, Reading],
    asked: _Asked,
    heard: dict[str, Heard],
) -> Dossier:
    """Reconcile an incident and place it by the zones; `heard` keeps what was heard already."""

    def hear_once(reading: Reading) -> Heard:
        report = reading.report
        if report.report_id not in heard:
            heard[report.report_id] = hear(report)
        return heard[report.report_id]

    own = {r: readings[r] for r in dict.fromkeys(r for r, _ in incident.members) if r in readings}
    return replace(
        reconcile(incident, readings, policy=asked.policy, sources=asked.sources),
        zones=tell_zones(incident, own, asked.zones, hear_once),
        zone_list=asked.zones.fingerprint,
        review=today.review(incident, tuple(own.values())),
    )
