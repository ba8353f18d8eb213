"""`json`: one document with every incident whole: accounts, positions, contests, ranges, claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from rashomon.publish.incident_columns import claims_of, where_and_when
from rashomon.publish.readings import claim_as_json
from rashomon.publish.rulings import rulings_as_json
from rashomon.publish.writing import Add, Asked, Readings
from rashomon.publish.zones import zone_as_json
from rashomon.records import CasualtySummary, Contest, Dossier, IncidentReview, Reading

__all__ = [
    "contest_as_json",
    "incident_as_json",
    "report_as_json",
    "write_items",
    "writing_json",
]


@contextmanager
def writing_json(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write the document piece by piece; the reports come before the incidents."""
    is_first = True

    def begin(zone_list: str | None) -> None:
        stream.write(f'{{\n "zone_list": {json.dumps(zone_list, ensure_ascii=False)},')
        stream.write('\n "reports": [')
        reports = map(report_as_json, asked.readings.values())
        stream.write("\n ]," if write_items(stream, reports) else "],")
        stream.write('\n "incidents": [')

    def add(dossier: Dossier) -> None:
        nonlocal is_first
        if is_first:  # only now is it known which list of zones was asked
            begin(dossier.zone_list or None)
        _write_item(stream, incident_as_json(dossier, asked.readings), is_first=is_first)
        is_first = False

    yield add
    if is_first:
        begin(None)
    stream.write("]\n}\n" if is_first else "\n ]\n}\n")


def write_items(stream: TextIO, items: Iterable[dict[str, Any]]) -> int:
    """Write the elements of a list in the document, and return how many."""
    count = 0
    for count, item in enumerate(items, 1):
        _write_item(stream, item, is_first=count == 1)
    return count


def _write_item(stream: TextIO, item: dict[str, Any], *, is_first: bool) -> None:
    """Write an element of a list in the document; no line break is within a JSON string."""
    lines = json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n  ")
    stream.write(("\n  " if is_first else ",\n  ") + lines)


def incident_as_json(dossier: Dossier, readings: Readings) -> dict[str, Any]:
    """Return all that is shown of one incident as plain data."""
    claims = claims_of(dossier, readings)
    shaped = {claim.claim_id: claim.decisions for claim in claims}
    return {
        **where_and_when(dossier),
        "contested": [facet.value for facet in dossier.contested],
        "review": _review(dossier.review),
        "ranges": [_summary(summary, shaped) for summary in dossier.summaries],
        "accounts": [
            {
                "party": account.party,
                "speakers": list(account.speakers),
                "positions": {facet.value: list(ids) for facet, ids in account.positions.items()},
                "labels": dict(account.labels),
                "silent_on": [facet.value for facet in account.silent_on],
                "steps": [
                    {
                        "facet": step.facet.value,
                        "teller": step.teller,
                        "day": step.day.isoformat() if step.day else None,
                        "day_is": "unknown"
                        if step.day is None
                        else ("spoken" if step.is_spoken else "published"),
                        "change": step.is_change,
                        "positions": list(step.position_ids),
                        "claims": list(step.claim_ids),
                    }
                    for step in account.steps
                ],
            }
            for account in dossier.accounts
        ],
        "positions": [
            {
                "id": position.position_id,
                "facet": position.facet.value,
                "label": position.label,
                "group": position.group or None,
                "is_denial": position.is_denial,
                "parties": list(position.parties),
                "origins": list(position.origins),
                "exact_origins": list(
                    position.origins if position.exact_origins is None else position.exact_origins
                ),
                "claims": list(position.claim_ids),
            }
            for position in dossier.positions
        ],
        "contests": [contest_as_json(contest) for contest in dossier.contests],
        "origins": [
            {
                "id": origin.origin_id,
                "name": origin.name,
                "reports": [readings[r].report.name for r in origin.report_ids],
                "reasons": list(origin.reasons),
            }
            for origin in dossier.origins
        ],
        "claims": [claim_as_json(claim) for claim in claims],
        "zones": [zone_as_json(relation) for relation in dossier.zones],
        **rulings_as_json(dossier),
        "notes": list(dossier.notes),
    }


def contest_as_json(contest: Contest) -> dict[str, Any]:
    """Return on what accounts part, or seem to, as plain data."""
    return {
        "facet": contest.facet.value,
        "kind": contest.kind.value,
        "note": contest.note,
        "positions": list(contest.position_ids),
        "claims": list(contest.claim_ids),
    }


def _review(review: IncidentReview) -> dict[str, Any]:
    return {
        "level": review.level.value,
        "by": review.level_by,
        "assigned_to": review.assigned_to,
        "comments": list(review.comments),
        "decisions": list(review.decisions),
    }


def _summary(summary: CasualtySummary, shaped: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    decided = {number for claim_id in summary.claim_ids for number in shaped.get(claim_id, ())}
    return {
        "outcome": summary.outcome.value,
        "group": summary.group,
        "low": summary.range.low,
        "high": summary.range.high,
        "highest_told": summary.highest,
        "policy": summary.policy,
        "rule": summary.rule,
        "claims": list(summary.claim_ids),
        "replaced": list(summary.replaced),
        "decisions": sorted(decided),
    }


def report_as_json(reading: Reading) -> dict[str, Any]:
    """Return what the document tells of a report."""
    report = reading.report
    return {
        "report_id": report.report_id,
        "name": report.name,
        "address": report.address,
        "url": report.url,
        "outlet": report.outlet,
        "carried_from": report.carried_from,
        "published": report.published_on.isoformat() if report.published_on else None,
        "published_at": report.published_at.isoformat() if report.published_at else None,
        "found_by": dict(report.found_by),
        "reader": reading.reader,
    }
