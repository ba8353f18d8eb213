"""What tables and maps tell of an incident in single columns: when, where, how many, from whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rashomon.publish.readings import days_as_json
from rashomon.publish.writing import Readings
from rashomon.records import Claim, Dossier, Facet, Incident, Report
from rashomon.reference.date_precision import date_prec, time_precision
from rashomon.reference.place_precision import geo_precision, where_prec

__all__ = [
    "claims_of",
    "date_reason",
    "figures",
    "in_order",
    "report_address",
    "reports_of",
    "where_and_when",
]


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents by their first day, then their id; the undated come last."""
    return sorted(
        incidents,
        key=lambda incident: (
            incident.date is None,
            incident.date.first.isoformat() if incident.date else "",
            incident.incident_id,
        ),
    )


def claims_of(dossier: Dossier, readings: Readings) -> list[Claim]:
    """Return the incident's claims from all its reports, by report, in the text's order."""
    claims: list[Claim] = []
    for report_id, number in dossier.incident.members:
        reading = readings.get(report_id)
        for incident in reading.incidents if reading else ():
            if reading and incident.number == number:
                claims += reading.claims_of(incident)
    return claims


def reports_of(dossier: Dossier, readings: Readings) -> list[Report]:
    """Return the incident's reports, each once, by their ids."""
    members = sorted({report_id for report_id, _ in dossier.incident.members})
    return [readings[report_id].report for report_id in members if report_id in readings]


def report_address(report: Report) -> str:
    """Return where the report can be found: on the web where that is known, else its file."""
    return report.url or report.address


def where_and_when(dossier: Dossier) -> dict[str, Any]:
    """Return the incident's id, kind, days and place with their codes and reasons."""
    incident = dossier.incident
    place, days = incident.place, days_as_json(incident.date)
    anchor = place.anchors[0] if place and place.anchors else None
    return {
        "incident_id": incident.incident_id,
        "kind": incident.kind.value,
        "date_from": days["from"],
        "date_to": days["to"],
        "date_reason": date_reason(dossier),
        "date_prec": date_prec(incident.date),
        "time_precision": time_precision(incident.date),
        "place": place.words if place else None,
        "admin": anchor.admin if anchor else None,
        "country": anchor.country if anchor else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "where_prec": where_prec(place),
        "geo_precision": geo_precision(place),
        "place_reason": place.reason or None if place else None,
    }


def date_reason(dossier: Dossier) -> str | None:
    """Return how the incident's days came about, or what is told where they are not known."""
    days = dossier.incident.date
    if days is not None:
        return days.reason or None
    told = [p.label for p in dossier.positions if p.facet is Facet.DATE and not p.is_denial]
    return f"known only as {'; '.join(told)}" if told else None


def figures(dossier: Dossier) -> dict[str, Any]:
    """Return the ranges of the killed, the injured and both, with policy and claims.

    Blank is unknown, not zero: a blank `_high` beside a `_low` is "so many or more".
    """
    row: dict[str, Any] = {}
    for outcome in (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES):
        summary = dossier.summary(outcome)
        row[f"{outcome}_low"] = summary.range.low if summary else None
        row[f"{outcome}_high"] = summary.range.high if summary else None
        row[f"{outcome}_highest_told"] = summary.highest if summary else None
        row[f"{outcome}_claims"] = "; ".join(summary.claim_ids) if summary else None
    told = next((summary.policy for summary in dossier.summaries), None)
    row["policy"] = dossier.policy or told
    return row
