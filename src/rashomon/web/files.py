"""What a page about one incident or report is made of, fetched from the ledger in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from rashomon.meanwhile import Seen, seen_now, seen_on
from rashomon.publish.custody import custody_as_json
from rashomon.reconcile import POLICY, trace_origins
from rashomon.reconciling import incident_page
from rashomon.records import Carries, Dossier, Link, Reading, Report, ReviewDecision
from rashomon.reviewing import Today
from rashomon.web.failures import NoSuchThing
from rashomon.web.workplace import Workplace
from rashomon.wording.lineage import since

__all__ = ["IncidentFile", "ReportFile", "incident_file", "report_file"]

_MOST_BESIDE = 60  # reports of its incidents that a report's text is held against for its page


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident's dossier with the readings that it rests on and what people decided.

    `near` names the reports that came near and stay apart, by their ids.
    `seen` is the state of the ledger that this shows; forms hand it back, so that nothing is
    decided on what others have changed meanwhile. None where nothing is to be decided.
    """

    dossier: Dossier
    readings: Mapping[str, Reading]
    links: tuple[Link, ...] = ()
    carries: tuple[Carries, ...] = ()
    log: tuple[ReviewDecision, ...] = ()
    seen: Seen | None = None
    near: Mapping[str, str] = field(default_factory=dict)


def incident_file(place: Workplace, incident_id: str, *, to_decide: bool) -> IncidentFile:
    """Fetch an incident; what was fetched before is handed out again while nothing was written.

    Raises:
        NoSuchIncident: If the ledger has none of this id.
    """
    return place.kept.get(
        place.ledger,
        ("incident", incident_id, to_decide),
        lambda: _incident_file(place, incident_id, to_decide=to_decide),
    )


def _incident_file(place: Workplace, incident_id: str, *, to_decide: bool) -> IncidentFile:
    ledger = place.ledger
    head = ledger.head()  # first: what comes between is then held to be unseen
    page = incident_page(
        ledger,
        incident_id,
        policy=place.settings.policy or POLICY,
        zones=place.zones,
        sources=place.settings.sources,
    )
    ids = set(page.readings)
    near = {link.member[0] for link in page.links} - ids
    return IncidentFile(
        dossier=page.dossier,
        readings=page.readings,
        links=page.links,
        near={r.report.report_id: r.report.name for r in ledger.readings_of(near)},
        carries=page.lineage.carries,
        log=page.today.log,
        seen=seen_on(head, page) if to_decide else None,
    )


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report's reading of today, how it came in, and what of it lies in which incident.

    `siblings` are the other reports of its incidents that are of one origin with it. `custody` is
    empty where that is nobody's affair; `decisions` are those that hold of it. `is_excerpt` says
    that the text is left out but for the words of claims.
    """

    reading: Reading
    incidents: Mapping[tuple[str, int], str]
    custody: Mapping[str, Any]
    log: tuple[ReviewDecision, ...] = ()
    decisions: tuple[ReviewDecision, ...] = ()
    siblings: tuple[Report, ...] = ()
    origin: str = ""
    seen: Seen | None = None
    is_excerpt: bool = False


def report_file(place: Workplace, report_id: str, *, to_decide: bool) -> ReportFile:
    """Fetch a report; what was fetched before is handed out again while nothing was written.

    Raises:
        NoSuchThing: If the ledger has no report of this id that was read.
    """
    return place.kept.get(
        place.ledger,
        ("report", report_id, to_decide),
        lambda: _report_file(place, report_id, to_decide=to_decide),
    )


def _report_file(place: Workplace, report_id: str, *, to_decide: bool) -> ReportFile:
    ledger = place.ledger
    seen = seen_now(ledger) if to_decide else None
    today = Today(ledger)
    kept_under = ledger.copy_of(report_id) or report_id
    reading = today.reading(kept_under)
    if reading is None:
        raise NoSuchThing(
            f"This ledger holds no report {report_id} that has been read; what waits is read by "
            "`rashomon build`"
        )
    owners = {
        told.key: incident_id
        for told in reading.incidents
        if (incident_id := today.incident_of(told.key)) is not None
    }
    beside = {
        other
        for incident_id in set(owners.values())
        for other, _ in today.incident(incident_id).members
    }
    siblings, origin = _of_one_origin(reading, today, beside)
    return ReportFile(
        reading=reading,
        incidents=owners,
        custody=custody_as_json(ledger, kept_under),
        log=today.log,
        decisions=today.decisions_on(reading),
        siblings=siblings,
        origin=origin,
        seen=seen,
    )


def _of_one_origin(
    reading: Reading, today: Today, beside: Collection[str]
) -> tuple[tuple[Report, ...], str]:
    """The reports that carry the same text, and what their origin is called."""
    own = reading.report.report_id
    if len(beside) > _MOST_BESIDE:
        return (), ""
    reports = {one.report_id: one for one in today.reports_of(beside)}
    reports[own] = reading.report
    for origin in trace_origins(list(reports.values())):
        if own in origin.report_ids:
            others = [reports[one] for one in origin.report_ids if one != own]
            return tuple(sorted(others, key=since)), origin.name
    return (), ""
