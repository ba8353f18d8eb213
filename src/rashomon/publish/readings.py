"""Readings for machines: one JSON object a report, in the annotated corpus's own form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.records import (
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    Linkage,
    MeansValue,
    PlaceValue,
    Reading,
    ReportIncident,
    ResponsibleValue,
    TargetValue,
)
from rashomon.reference.place_precision import geo_precision, where_prec

__all__ = [
    "claim_as_json",
    "days_as_json",
    "incident_keys",
    "place_as_json",
    "reading_as_json",
    "value_as_json",
]


def incident_keys(linkage: Linkage) -> dict[tuple[str, int], str]:
    """Map each report's incident to the id of the incident it was linked to."""
    return {
        member: incident.incident_id
        for incident in linkage.incidents
        for member in incident.members
    }


def reading_as_json(
    reading: Reading,
    keys: Mapping[tuple[str, int], str],
    *,
    min_confidence: float = 0.0,
) -> dict[str, Any]:
    """Return the reading as plain data; `keys` gives incidents the same key in every report."""
    report = reading.report
    incidents = []
    claims = []
    for incident in reading.incidents:
        key = keys.get(incident.key, f"{report.name}-{incident.number}")
        incidents.append({"key": key, **_incident(incident)})
        claims += [
            {"incident": key, **claim_as_json(claim)}
            for claim in reading.claims_of(incident)
            if claim.confidence >= min_confidence
        ]
    return {
        "id": report.name,
        "url": report.url,
        "outlet": report.outlet,
        "carried_from": report.carried_from,
        "published": report.published_on.isoformat() if report.published_on else None,
        "updated": report.updated_on.isoformat() if report.updated_on else None,
        "context_date": report.context_date.isoformat() if report.context_date else None,
        "headline": report.headline.of(report.text) if report.headline else None,
        "language": report.language,
        "noise": [[span.start, span.end] for span in report.noise],
        "reader": reading.reader,
        "incidents": incidents,
        "claims": claims,
    }


def value_as_json(value: ClaimValue) -> dict[str, Any]:
    """Return a claim's typed value as plain data."""
    match value:
        case CountValue():
            return {"min": value.range.low, "max": value.range.high, "who": value.who}
        case ResponsibleValue():
            return {"actor": value.actor}
        case TargetValue():
            return {"actor": value.actor, "what": value.what}
        case MeansValue():
            return {"class": value.means.value}
        case PlaceValue():
            return place_as_json(value)
        case DateInterval():
            return days_as_json(value)
        case DateConstraint():
            return {**days_as_json(None), "words": str(value)}
        case _:
            return {}


def _incident(incident: ReportIncident) -> dict[str, Any]:
    return {
        "kind": incident.kind.value,
        **days_as_json(incident.date),
        "place": _place(incident.place),
        "reasons": list(incident.reasons),
    }


def days_as_json(interval: DateInterval | None) -> dict[str, str | None]:
    """Return first and last day as ISO dates, both None where the days are not known."""
    if interval is None:
        return {"from": None, "to": None}
    return {"from": interval.first.isoformat(), "to": interval.last.isoformat()}


def _place(place: PlaceValue | None) -> dict[str, Any] | None:
    if place is None:
        return None
    anchor = place.anchors[0] if place.anchors else None
    admin = ", ".join(filter(None, (anchor.admin, anchor.country))) if anchor else None
    return {**place_as_json(place), "admin": admin or None}


def place_as_json(place: PlaceValue) -> dict[str, Any]:
    """Return a place with how exactly it is known, why, and what else its name may mean."""
    return {
        "name": place.words,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "relation": place.relation.value if place.relation else None,
        "where_prec": where_prec(place),
        "geo_precision": geo_precision(place),
        "reason": place.reason or None,
        "candidates": [
            {
                "id": candidate.place.place_id,
                "name": candidate.place.name,
                "kind": candidate.place.kind.value,
                "admin": candidate.place.admin,
                "country": candidate.place.country,
                "lat": candidate.place.lat,
                "lon": candidate.place.lon,
                "score": candidate.score,
            }
            for candidate in place.candidates
        ],
    }


def claim_as_json(claim: Claim) -> dict[str, Any]:
    """Return a claim with its speakers, words and offsets as plain data.

    `decisions` are the numbers of people's decisions that shaped it, where there are any.
    """
    return {
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        "facet": claim.facet.value,
        "value": value_as_json(claim.value),
        "stance": claim.stance.value,
        "source": [speaker.words for speaker in claim.source],
        "party": claim.speaker.party if claim.speaker else None,
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "confidence": round(claim.confidence, 3),
        **({"decisions": list(claim.decisions)} if claim.decisions else {}),
    }
