"""What a page about one incident or report is made of, fetched from the ledger in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.meanwhile import Seen, seen_now
from rashomon.pipeline import dossier
from rashomon.reconcile import POLICY, trace_lineage
from rashomon.records import Carries, Dossier, Link, Reading, ReviewDecision
from rashomon.reviewing import Today
from rashomon.web.workplace import Workplace

__all__ = ["IncidentFile", "incident_file"]


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident's dossier with the readings that it rests on and what people decided.

    `seen` is the state of the ledger that this shows; forms hand it back, so that nothing is
    decided on what others have changed meanwhile. None where nothing is to be decided.
    """

    dossier: Dossier
    readings: Mapping[str, Reading]
    links: tuple[Link, ...] = ()
    carries: tuple[Carries, ...] = ()
    log: tuple[ReviewDecision, ...] = ()
    seen: Seen | None = None


def incident_file(place: Workplace, incident_id: str, *, to_decide: bool) -> IncidentFile:
    """Fetch an incident.

    Raises:
        NoSuchIncident: If the ledger has none of this id.
    """
    ledger = place.ledger
    seen = seen_now(ledger, incident_id) if to_decide else None
    found = dossier(
        ledger,
        incident_id,
        policy=place.settings.policy or POLICY,
        zones=place.zones,
        sources=place.settings.sources,
    )
    today = Today(ledger)
    ids = {report_id for report_id, _ in found.incident.members}
    readings = {reading.report.report_id: reading for reading in today.readings_of(ids)}
    return IncidentFile(
        dossier=found,
        readings=readings,
        links=today.links_of(found.incident),
        carries=trace_lineage([reading.report for reading in readings.values()]),
        log=today.log,
        seen=seen,
    )
