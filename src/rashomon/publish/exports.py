"""A ledger's incidents as files: one writer a format.

json      one document: every incident with its accounts, positions, contests, ranges, claims,
          and how it lies to the zones near it
jsonl     one claim a line, with its incident, report, speakers and words
csv       one incident a row, ranges with the policy and the claims behind each figure; or in the
          columns of a policy's codebook
geojson   one point a placed incident, with its uncertainty in km
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from rashomon.errors import SettingError
from rashomon.publish.codebooks import columns_of, rows_of
from rashomon.publish.readings import claim_as_json, days_as_json
from rashomon.publish.rulings import rulings_as_json
from rashomon.publish.zones import zone_as_json
from rashomon.records import CasualtySummary, Claim, Dossier, Facet, Reading
from rashomon.reference.date_precision import date_prec, time_precision
from rashomon.reference.place_precision import geo_precision, where_prec

__all__ = ["FORMATS", "date_reason", "export"]

Readings = Mapping[str, Reading]


def export(
    dossiers: Sequence[Dossier],
    readings: Readings,
    form: str,
    stream: TextIO,
    *,
    manner: str | None = None,
) -> None:
    """Write the incidents to `stream` in one of `FORMATS`.

    `manner` names the codebook whose columns a table has ("ucdp"): the policy of the dossiers.

    Raises:
        SettingError: If there is no such format.
    """
    if form not in FORMATS:
        raise SettingError(f"no format is called {form!r}; there are: {', '.join(FORMATS)}")
    if form == "csv" and manner is not None:
        _write_coded(dossiers, readings, manner, stream)
        return
    FORMATS[form](dossiers, readings, stream)


def _write_json(dossiers: Sequence[Dossier], readings: Readings, stream: TextIO) -> None:
    document = {
        # Which list of zones was asked; none where there is no incident.
        "zone_list": next((dossier.zone_list for dossier in dossiers), "") or None,
        "reports": [_report(readings[key]) for key in sorted(readings)],
        "incidents": [_incident(dossier, readings) for dossier in dossiers],
    }
    json.dump(document, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_jsonl(dossiers: Sequence[Dossier], readings: Readings, stream: TextIO) -> None:
    for dossier in dossiers:
        for claim in claims_of(dossier, readings):
            report = readings[claim.report_id].report
            line = {
                "incident_id": dossier.incident.incident_id,
                **claim_as_json(claim),
                "report": report.name,
                "outlet": report.outlet,
                "published": report.published_on.isoformat() if report.published_on else None,
                "address": report.url or report.address,
            }
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


_COLUMNS = tuple(
    (
        "incident_id kind date_from date_to date_reason date_prec time_precision "
        "place admin country latitude longitude radius_km where_prec geo_precision place_reason "
        "parties responsible "
        "killed_low killed_high killed_highest_told killed_claims "
        "injured_low injured_high injured_highest_told injured_claims "
        "casualties_low casualties_high casualties_highest_told casualties_claims "
        "policy contested reports origins report_names zones"
    ).split()
)


def _write_csv(dossiers: Sequence[Dossier], readings: Readings, stream: TextIO) -> None:
    writer = csv.DictWriter(stream, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for dossier in dossiers:
        row = {**_where_and_when(dossier), **_figures(dossier)}
        row["parties"] = "; ".join(account.party for account in dossier.accounts)
        row["responsible"] = "; ".join(
            position.label for position in dossier.positions if position.facet is Facet.RESPONSIBLE
        )
        row["contested"] = "; ".join(dossier.contested)
        members = sorted({report_id for report_id, _ in dossier.incident.members})
        row["reports"] = len(members)
        row["origins"] = len(dossier.origins)
        row["zones"] = "; ".join(map(str, dossier.zones))
        row["report_names"] = "; ".join(readings[m].report.name for m in members)
        writer.writerow({name: _safe_cell(row.get(name)) for name in _COLUMNS})


def _write_coded(
    dossiers: Sequence[Dossier], readings: Readings, manner: str, stream: TextIO
) -> None:
    columns = columns_of(manner)
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for dossier in dossiers:
        for row in rows_of(dossier, readings):
            writer.writerow({name: _safe_cell(row.get(name)) for name in columns})


def _write_geojson(dossiers: Sequence[Dossier], _: Readings, stream: TextIO) -> None:
    features = []
    for dossier in dossiers:
        place = dossier.incident.place
        properties = {**_where_and_when(dossier), **_figures(dossier)}
        properties["contested"] = [facet.value for facet in dossier.contested]
        properties["reports"] = len({report_id for report_id, _ in dossier.incident.members})
        properties["origins"] = len(dossier.origins)
        properties["zones"] = [zone_as_json(relation) for relation in dossier.zones]
        point = None
        if place is not None and place.is_resolved:
            point = {"type": "Point", "coordinates": [place.lon, place.lat]}
        features.append(
            {
                "type": "Feature",
                "id": dossier.incident.incident_id,
                "geometry": point,
                "properties": properties,
            }
        )
    json.dump({"type": "FeatureCollection", "features": features}, stream, ensure_ascii=False)
    stream.write("\n")


FORMATS: dict[str, Callable[[Sequence[Dossier], Readings, TextIO], None]] = {
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "geojson": _write_geojson,
}


def claims_of(dossier: Dossier, readings: Readings) -> list[Claim]:
    """Return the incident's claims from all its reports, by report, in the text's order."""
    claims: list[Claim] = []
    for report_id, number in dossier.incident.members:
        reading = readings.get(report_id)
        for incident in reading.incidents if reading else ():
            if reading and incident.number == number:
                claims += reading.claims_of(incident)
    return claims


def _safe_cell(value: object) -> object:
    """Keep a spreadsheet from taking text for a formula."""
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        return "'" + value
    return value


def _where_and_when(dossier: Dossier) -> dict[str, Any]:
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


def _figures(dossier: Dossier) -> dict[str, Any]:
    """Blank is unknown, not zero: a blank `_high` beside `_highest_told` is "so many or more"."""
    row: dict[str, Any] = {}
    for outcome in (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES):
        summary = dossier.summary(outcome)
        row[f"{outcome}_low"] = summary.range.low if summary else None
        row[f"{outcome}_high"] = summary.range.high if summary else None
        row[f"{outcome}_highest_told"] = summary.highest if summary else None
        row[f"{outcome}_claims"] = "; ".join(summary.claim_ids) if summary else None
        if summary:
            row["policy"] = summary.policy
    return row


def _incident(dossier: Dossier, readings: Readings) -> dict[str, Any]:
    return {
        **_where_and_when(dossier),
        "contested": [facet.value for facet in dossier.contested],
        "ranges": [_summary(summary) for summary in dossier.summaries],
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
        "contests": [
            {
                "facet": contest.facet.value,
                "kind": contest.kind.value,
                "note": contest.note,
                "positions": list(contest.position_ids),
                "claims": list(contest.claim_ids),
            }
            for contest in dossier.contests
        ],
        "origins": [
            {
                "id": origin.origin_id,
                "name": origin.name,
                "reports": [readings[r].report.name for r in origin.report_ids],
                "reasons": list(origin.reasons),
            }
            for origin in dossier.origins
        ],
        "claims": [claim_as_json(claim) for claim in claims_of(dossier, readings)],
        "zones": [zone_as_json(relation) for relation in dossier.zones],
        **rulings_as_json(dossier),
        "notes": list(dossier.notes),
    }


def _summary(summary: CasualtySummary) -> dict[str, Any]:
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
    }


def _report(reading: Reading) -> dict[str, Any]:
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
