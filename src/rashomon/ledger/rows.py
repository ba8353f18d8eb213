"""Readings and incidents as rows of the tables, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from rashomon.records import (
    Claim,
    ClaimValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Span,
    Speaker,
    Stance,
    from_plain,
    to_plain,
    value_from_plain,
)

__all__ = [
    "claim_of",
    "claim_rows",
    "incident_of",
    "incident_row",
    "link_of",
    "link_row",
    "mention_of",
    "mention_rows",
    "report_incident_of",
    "report_incident_rows",
    "report_of",
    "report_row",
]

# Places, sides, numbers and speakers come again and again: what a text says is made out once.
# The parts of a reading come with their JSON columns as texts for that.
_REMEMBERED = 8192


def report_row(report: Report, sha256: str) -> dict[str, Any]:
    """Return a report's row; what has no column of its own goes into `details`."""
    details = to_plain(report)
    row = {name: details.pop(name) for name in ("report_id", "name", "address", "text")}
    return row | {"sha256": sha256, "details": details}


def report_of(row: Row[Any]) -> Report:
    """Build a report from its row."""
    own = {name: getattr(row, name) for name in ("report_id", "name", "address", "text")}
    return from_plain(own | row.details, Report)


def mention_rows(reading: Reading) -> list[dict[str, Any]]:
    """Return the rows of a reading's mentions."""
    rows = []
    for position, mention in enumerate(reading.mentions):
        details = to_plain(mention)
        rows.append(
            {
                "report_id": reading.report.report_id,
                "position": position,
                "mention_id": details.pop("mention_id"),
                **details.pop("span"),
                "details": details,
            }
        )
    return rows


def mention_of(row: Row[Any]) -> Mention:
    """Build a mention from its row."""
    span = Span(row.start, row.end)
    return replace(_mention(row.details), mention_id=row.mention_id, span=span)


@lru_cache(maxsize=_REMEMBERED)
def _mention(details: str) -> Mention:
    anywhere = {"mention_id": 0, "span": {"start": 0, "end": 1}}
    return from_plain(anywhere | json.loads(details), Mention)


def claim_rows(reading: Reading) -> list[dict[str, Any]]:
    """Return the rows of a reading's claims."""
    numbers = {m: incident.number for incident in reading.incidents for m in incident.mentions}
    return [
        {
            "report_id": claim.report_id,
            "position": position,
            "claim_id": claim.claim_id,
            "mention": claim.mention,
            "number": numbers.get(claim.mention),
            "facet": claim.facet.value,
            "value": to_plain(claim.value),
            "stance": claim.stance.value,
            "source": [to_plain(speaker) for speaker in claim.source],
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "quote": claim.evidence.quote,
            "confidence": float(claim.confidence),
        }
        for position, claim in enumerate(reading.claims)
    ]


def claim_of(row: Row[Any]) -> Claim:
    """Build a claim from its row."""
    facet = Facet(row.facet)
    return Claim(
        report_id=row.report_id,
        mention=row.mention,
        facet=facet,
        value=_value(row.value, facet),
        evidence=EvidenceSpan(row.start, row.end, row.quote),
        source=_speakers(row.source),
        stance=Stance(row.stance),
        confidence=row.confidence,
    )


@lru_cache(maxsize=_REMEMBERED)
def _value(text: str, facet: Facet) -> ClaimValue:
    return value_from_plain(json.loads(text), facet)


@lru_cache(maxsize=_REMEMBERED)
def _speakers(text: str) -> tuple[Speaker, ...]:
    return tuple(from_plain(speaker, Speaker) for speaker in json.loads(text))


def report_incident_rows(reading: Reading) -> list[dict[str, Any]]:
    """Return the rows of the happenings that a reading tells of."""
    return [
        {
            "report_id": told.report_id,
            "number": told.number,
            "position": position,
            "kind": told.kind.value,
            **_date_columns(told.date),
            "place": to_plain(told.place),
            "mentions": list(told.mentions),
            "reasons": list(told.reasons),
            "told_on": None if told.date else reading.report.base_date,
        }
        for position, told in enumerate(reading.incidents)
    ]


def report_incident_of(row: Row[Any]) -> ReportIncident:
    """Build a report's incident from its row."""
    return ReportIncident(
        report_id=row.report_id,
        number=row.number,
        kind=IncidentKind(row.kind),
        date=_date(row),
        place=None if row.place is None else _place_of(row.place),
        mentions=tuple(json.loads(row.mentions)),
        reasons=tuple(json.loads(row.reasons)),
    )


@lru_cache(maxsize=_REMEMBERED)
def _place_of(text: str) -> PlaceValue:
    return from_plain(json.loads(text), PlaceValue)


def incident_row(incident: Incident) -> dict[str, Any]:
    """Return an incident's row; its members have a table of their own."""
    return {
        "incident_id": incident.incident_id,
        "kind": incident.kind.value,
        **_date_columns(incident.date),
        "place": to_plain(incident.place),
    }


def incident_of(row: Row[Any], members: tuple[tuple[str, int], ...]) -> Incident:
    """Build an incident from its row, the place as text or as it comes, and its members."""
    place = row.place
    return Incident(
        incident_id=row.incident_id,
        kind=IncidentKind(row.kind),
        date=_date(row),
        place=None if place is None else _place_in(place),
        members=members,
    )


def _place_in(stored: Any) -> PlaceValue | None:
    return _place_of(stored) if isinstance(stored, str) else from_plain(stored, PlaceValue)


def link_row(link: Link) -> dict[str, Any]:
    """Return what of a link's row the link itself tells."""
    report_id, number = link.member
    return {
        "incident_id": link.incident_id,
        "report_id": report_id,
        "number": number,
        "judgement": link.judgement,
        "score": float(link.score),
        "reasons": list(link.reasons),
    }


def link_of(row: Row[Any]) -> Link:
    """Build a link from its row."""
    return Link(
        incident_id=row.incident_id,
        member=(row.report_id, row.number),
        judgement=row.judgement,
        score=row.score,
        reasons=tuple(row.reasons),
    )


def _date_columns(interval: DateInterval | None) -> dict[str, Any]:
    if interval is None:
        return {"date_first": None, "date_last": None, "date_reason": None}
    return {
        "date_first": interval.first,
        "date_last": interval.last,
        "date_reason": interval.reason,
    }


def _date(row: Row[Any]) -> DateInterval | None:
    if row.date_first is None:
        return None
    return DateInterval(row.date_first, row.date_last, row.date_reason)
