"""Readings made from annotations, so that linking can be measured apart from reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rashomon.evaluate.gold import load_annotations
from rashomon.read.document import parse
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Means,
    MeansValue,
    Mention,
    Motive,
    Notice,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Span,
    Speaker,
    Stance,
    TargetValue,
)

__all__ = ["annotated_incidents", "annotated_reading"]

Key = tuple[str, int]


def annotated_incidents(folder: str | Path) -> tuple[list[Reading], dict[Key, str]]:
    """Return a folder's readings with the annotators' own claims and incidents.

    Beside them, under which name the annotators know each report's incident: those of one name
    are one happening.
    """
    readings = []
    of: dict[Key, str] = {}
    for gold, text in load_annotations(folder):
        reading, keys = annotated_reading(gold, text, apart=True)
        report_id = reading.report.report_id
        incidents = []
        for number, told in enumerate(gold["incidents"]):
            mentions = tuple(m for m, found in keys.items() if told["key"] in found)
            incidents.append(
                ReportIncident(
                    report_id=report_id,
                    number=number,
                    kind=IncidentKind(told["kind"]),
                    date=_interval(told["from"], told["to"]),
                    place=_place(told["place"]),
                    mentions=mentions,
                )
            )
            of[report_id, number] = told["key"]
        readings.append(replace(reading, incidents=tuple(incidents)))
    return readings, of


def annotated_reading(
    gold: Mapping[str, Any], text: str, *, apart: bool
) -> tuple[Reading, dict[int, list[str]]]:
    """Return a reading of the annotated claims, and of which incidents each mention tells.

    One mention for each sentence that holds a claim; with `apart` a sentence that tells of two
    incidents gives a mention for each.
    """
    published, context = gold["published"] or None, gold.get("context_date") or None
    report = Report(
        report_id="r" + gold["id"],
        name=gold["id"],
        address=gold["id"],
        text=text,
        published_on=date.fromisoformat(published) if published else None,
        context_date=date.fromisoformat(context) if context else None,
    )
    document = parse(report)
    found: dict[tuple[int, int, str], list[tuple[Claim, str]]] = defaultdict(list)
    for told in gold["claims"]:
        facet = Facet(told["facet"])
        value = _value(facet, told["value"])
        start = text.find(told["quote"])
        if value is None or start < 0:
            continue
        sentence = document.sentence_at(start)
        end = start + len(told["quote"])
        where = (sentence.start, sentence.end) if sentence else (start, end)
        claim = Claim(
            report_id=report.report_id,
            mention=0,
            facet=facet,
            value=value,
            evidence=EvidenceSpan.cut(text, start, end),
            source=tuple(Speaker(words) for words in told["source"]),
            stance=Stance(told["stance"]),
        )
        found[*where, told["incident"] if apart else ""].append((claim, told["incident"]))
    mentions = []
    claims: list[Claim] = []
    keys = {}
    for number, spot in enumerate(sorted(found)):
        here = [replace(claim, mention=number) for claim, _ in found[spot]]
        values = [claim.value for claim in sorted(here, key=lambda c: c.evidence.start)]
        mentions.append(
            Mention(
                mention_id=number,
                span=Span(spot[0], spot[1]),
                date=next((v for v in values if isinstance(v, DateInterval)), None),
                place=next((v for v in values if isinstance(v, PlaceValue)), None),
            )
        )
        claims += here
        keys[number] = [key for _, key in found[spot]]
    return Reading(report, "annotators", tuple(mentions), tuple(claims)), keys


def _interval(first: str | None, last: str | None) -> DateInterval | None:
    if not first or not last:
        return None
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last))


def _place(told: Mapping[str, Any]) -> PlaceValue:
    if told.get("lat") is None:
        return PlaceValue(told["name"] or "")
    return PlaceValue(told["name"] or "", told["lat"], told["lon"], told["radius_km"])


def _value(facet: Facet, told: Mapping[str, Any]) -> ClaimValue | None:
    if facet in COUNT_FACETS:
        return CountValue(CasualtyRange(told["min"], told["max"]), told["who"])
    if facet is Facet.RESPONSIBLE:
        return ResponsibleValue(told["actor"])
    if facet is Facet.TARGET:
        return TargetValue(told["what"] or "", told["actor"])
    if facet is Facet.MEANS:
        return MeansValue(Means(told["class"]))
    if facet is Facet.PLACE:
        return _place(told)
    if facet is Facet.DATE:
        return _interval(told["from"], told["to"])
    return Motive() if facet is Facet.MOTIVE else Notice()
