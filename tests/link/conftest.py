"""Readings made by hand, and readings made from annotations, for linking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

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

Keyed = tuple[list[Reading], dict[tuple[str, int], str]]


def _interval(first: str | None, last: str | None) -> DateInterval | None:
    return (
        DateInterval(date.fromisoformat(first), date.fromisoformat(last))
        if first and last
        else None
    )


def _place(told: dict[str, Any]) -> PlaceValue:
    if told.get("lat") is None:
        return PlaceValue(told["name"] or "")
    return PlaceValue(told["name"] or "", told["lat"], told["lon"], told["radius_km"])


def _value(facet: Facet, told: dict[str, Any]) -> ClaimValue | None:
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


def _reading(gold: Any, text: str, *, apart: bool) -> tuple[Reading, dict[int, list[str]]]:
    """One mention for each sentence that holds an annotated claim, told as the claims tell it.

    With `apart` a sentence that tells of two incidents gives a mention for each.
    """
    published = gold["published"] or None
    context = gold.get("context_date") or None
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
    claims = []
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


@pytest.fixture(scope="session")
def annotated(shared: Path) -> Callable[[str], list[tuple[Reading, dict[int, list[str]], Any]]]:
    """Return a split's readings with the gold key of every claim, by mention."""

    def load(split: str) -> list[tuple[Reading, dict[int, list[str]], Any]]:
        found = []
        for gold, text in load_annotations(shared / "corpus" / split):
            reading, keys = _reading(gold, text, apart=False)
            found.append((reading, keys, gold))
        return found

    return load


@pytest.fixture(scope="session")
def keyed(shared: Path) -> Callable[[str], Keyed]:
    """Return a split's readings with the annotators' own incidents, and their keys."""

    def load(split: str) -> Keyed:
        readings = []
        of: dict[tuple[str, int], str] = {}
        for gold, text in load_annotations(shared / "corpus" / split):
            reading, keys = _reading(gold, text, apart=True)
            incidents = []
            for number, told in enumerate(gold["incidents"]):
                mentions = tuple(m for m, found in keys.items() if told["key"] in found)
                incidents.append(
                    ReportIncident(
                        report_id=reading.report.report_id,
                        number=number,
                        kind=IncidentKind(told["kind"]),
                        date=_interval(told["from"], told["to"]),
                        place=_place(told["place"]),
                        mentions=mentions,
                    )
                )
                of[reading.report.report_id, number] = told["key"]
            readings.append(replace(reading, incidents=tuple(incidents)))
        return readings, of

    return load


@pytest.fixture(scope="session")
def b_cubed() -> Callable[[list[tuple[str, str]]], float]:
    """Return the function that scores (found, wanted) labels by B3's F1."""

    def score(elements: list[tuple[str, str]]) -> float:
        both, found, wanted = (
            Counter(elements),
            Counter(f for f, _ in elements),
            Counter(w for _, w in elements),
        )
        precision = sum(both[e] / found[e[0]] for e in elements) / len(elements)
        recall = sum(both[e] / wanted[e[1]] for e in elements) / len(elements)
        return 2 * precision * recall / (precision + recall)

    return score
