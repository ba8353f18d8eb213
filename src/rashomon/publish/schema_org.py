"""`jsonld`: incidents, reports and claims in schema.org's words, as JSON-LD.

An Event for each incident, a NewsArticle for each report, a Claim for each claim: what is said,
who says it, of what, and where it appeared. No ClaimReview: nothing here judges a claim. The line
of `jsonl` travels with each as a JSON literal, under a term of our own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO
from urllib.parse import quote

from rashomon.publish.claim_rows import claim_rows
from rashomon.publish.incident_columns import claims_of, reports_of
from rashomon.publish.readings import days_as_json
from rashomon.publish.writing import Add, Asked, Readings
from rashomon.records import Claim, Dossier, Report

__all__ = ["JSONLD_CONTEXT", "JSONLD_PROPERTIES", "jsonld_nodes", "writing_jsonld"]

JSONLD_CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "row": {"@id": "urn:rashomon:term:row", "@type": "@json"},
    "about": {"@type": "@id"},
    "appearance": {"@type": "@id"},
    "subjectOf": {"@type": "@id"},
    "url": {"@type": "@id"},
    "startDate": {"@type": "https://schema.org/Date"},
    "endDate": {"@type": "https://schema.org/Date"},
    "datePublished": {"@type": "https://schema.org/Date"},
}
"""Stands in the file itself, so that nobody has to fetch schema.org's to read it."""
JSONLD_PROPERTIES: dict[str, tuple[str, ...]] = {
    "Event": ("name", "identifier", "startDate", "endDate", "location", "subjectOf"),
    "NewsArticle": ("name", "identifier", "headline", "url", "publisher", "datePublished"),
    "Claim": ("name", "identifier", "text", "author", "appearance", "about", "row"),
}

Node = dict[str, Any]


@contextmanager
def writing_jsonld(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write one document whose graph holds a node a line; a report is written once."""
    written: set[str] = set()
    is_first = True
    context = json.dumps(JSONLD_CONTEXT, ensure_ascii=False)
    stream.write(f'{{"@context": {context},\n"@graph": [')

    def add(dossier: Dossier) -> None:
        nonlocal is_first
        for node in jsonld_nodes(dossier, asked.readings):
            if node["@type"] == "NewsArticle":
                if node["@id"] in written:
                    continue
                written.add(node["@id"])
            line = json.dumps(node, ensure_ascii=False).replace("<", "\\u003c")
            stream.write(("\n" if is_first else ",\n") + line)
            is_first = False

    yield add
    stream.write("\n]}\n")


def jsonld_nodes(dossier: Dossier, readings: Readings) -> Iterator[Node]:
    """Yield the incident, its reports and its claims."""
    reports = {report.report_id: report for report in reports_of(dossier, readings)}
    yield _event(dossier, list(reports.values()))
    for report in reports.values():
        yield _article(report)
    claims = claims_of(dossier, readings)
    for claim, row in zip(claims, claim_rows(dossier, readings), strict=True):
        yield _claim(dossier, claim, reports[claim.report_id], row)


def _event(dossier: Dossier, reports: list[Report]) -> Node:
    incident = dossier.incident
    place, days = incident.place, days_as_json(incident.date)
    anchor = place.anchors[0] if place and place.anchors else None
    kind = incident.kind.replace("_", " ")
    location = None
    if place is not None:
        at = None
        if place.is_resolved:
            at = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
        country = anchor.country if anchor else None
        address = {"@type": "PostalAddress", "addressCountry": country} if country else None
        location = _known({"@type": "Place", "name": place.words, "geo": at, "address": address})
    return _known(
        {
            "@type": "Event",
            "@id": _urn("incident", incident.incident_id),
            "name": f"{kind}, {place.words if place else 'place unknown'}, "
            f"{incident.date or 'day unknown'}",
            "identifier": incident.incident_id,
            "startDate": days["from"],
            "endDate": days["to"],
            "location": location,
            "subjectOf": [_urn("report", report.report_id) for report in reports],
        }
    )


def _article(report: Report) -> Node:
    address = report.url or report.address
    is_web = address.startswith(("https://", "http://"))
    return _known(
        {
            "@type": "NewsArticle",
            "@id": _urn("report", report.report_id),
            "name": report.name,
            "identifier": report.report_id,
            "headline": report.title,
            "url": quote(address, safe="%:/?#[]@!$&'()*+,;=~") if is_web else None,
            "publisher": {"@type": "Organization", "name": report.outlet}
            if report.outlet
            else None,
            "datePublished": report.published_on.isoformat() if report.published_on else None,
        }
    )


def _claim(dossier: Dossier, claim: Claim, report: Report, row: dict[str, Any]) -> Node:
    speaker = claim.speaker
    if speaker is not None:
        # A speaker that is no known actor may be one person or many: no type is given.
        author = {"@type": "Organization"} if speaker.actor else {}
        author["name"] = speaker.words
    else:
        author = {"@type": "Organization", "name": report.outlet} if report.outlet else {}
    return _known(
        {
            "@type": "Claim",
            "@id": _urn("claim", f"{claim.claim_id}-{dossier.incident.incident_id}"),
            "name": f"{claim.facet.value} ({claim.stance.value})",
            "identifier": claim.claim_id,
            "text": claim.evidence.quote,
            "author": author or None,
            "appearance": _urn("report", report.report_id),
            "about": _urn("incident", dossier.incident.incident_id),
            "row": row,
        }
    )


def _urn(kind: str, name: str) -> str:
    return f"urn:rashomon:{kind}:{quote(name, safe='')}"


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [])}
