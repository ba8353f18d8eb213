"""Contradictions as they happened, in reports of our own: contests and figures by all policies.

Each file under `cases/` holds short invented reports about publicly known events, the claims
that a careful reader takes from them, and what is expected, worked out by hand from the rules.
Only what a file names is checked; a blank is written as "".
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rashomon.reconcile import reconcile
from rashomon.records import (
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateInterval,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Means,
    MeansValue,
    Mention,
    Motive,
    Place,
    PlaceKind,
    PlaceRelation,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    SourceGrade,
    Span,
    Speaker,
    Stance,
    TargetValue,
)
from rashomon.reference.actors import context_of, with_actor

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def number(words: str) -> CasualtyRange:
    """Read "12", "12+", "-14" or "10-15"."""
    if words.endswith("+"):
        return CasualtyRange(int(words[:-1]), None)
    low, dash, high = words.partition("-")
    if not dash:
        return CasualtyRange.exactly(int(low))
    return CasualtyRange(int(low) if low else None, int(high))


def value_of(facet: Facet, told: dict[str, Any]) -> ClaimValue:
    """Build the value of a claim as its file tells it."""
    if "n" in told:
        return CountValue(number(told["n"]), told.get("who"))
    if facet is Facet.RESPONSIBLE:
        return ResponsibleValue(told["actor"])
    if facet is Facet.TARGET:
        return TargetValue(told["quote"], told.get("actor"))
    if facet is Facet.MEANS:
        return MeansValue(Means(told["means"]))
    return Motive()


def read_case(path: Path) -> tuple[Incident, dict[str, Reading], dict[str, Any]]:
    """Build the incident and its readings from a file."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    day = case["date"]
    kind = IncidentKind(case["kind"])
    where = case["place"]
    anchor = Place(
        "test:1", where["name"], PlaceKind(where.get("kind", "town")), 10.0, 20.0, 5.0,
        country=where["country"],
    )  # fmt: skip
    place = PlaceValue(
        where["name"], 10.0, 20.0, 5.0, (anchor,), relation=PlaceRelation(where.get("rel", "at"))
    )
    readings = {}
    for told in case["reports"]:
        text, name = told["text"], told["name"]
        claims = []
        for one in told["claims"]:
            start = text.index(one["quote"])
            chain = tuple(
                with_actor(Speaker(words), context_of(text))
                for words in ([one["by"]] if isinstance(one.get("by"), str) else one.get("by", []))
            )
            facet = Facet(one["facet"])
            claims.append(
                Claim(
                    name, 0, facet, value_of(facet, one),
                    EvidenceSpan(start, start + len(one["quote"]), one["quote"]),
                    chain, Stance(one.get("stance", "affirm")),
                )
            )  # fmt: skip
        report = Report(
            name, name, name, text, outlet=told.get("outlet"),
            carried_from=told.get("carried_from"), published_on=told.get("published"),
        )  # fmt: skip
        mention = Mention(0, Span(0, len(text)))
        incident = ReportIncident(name, 0, kind, None, None, (0,))
        readings[name] = Reading(report, "hand", (mention,), tuple(claims), (incident,))
    days = DateInterval(day, case.get("date_end", day)) if isinstance(day, date) else None
    members = tuple((name, 0) for name in readings)
    return Incident(path.stem, kind, days, place, members), readings, case


def as_told(dossier: Dossier, name: str) -> Any:
    """Return what the policy rules under a name, "" where it is unknown."""
    ruling = dossier.ruling(name)
    assert ruling is not None, f"{dossier.policy} rules nothing called {name}"
    return "" if ruling.value is None else ruling.value


def test_there_are_cases_enough() -> None:
    """The law of the policies is held up by at least 25 cases."""
    assert len(CASES) >= 25


@pytest.mark.parametrize("policy", ["airwars", "ucdp", "acled"])
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_case_comes_out_as_worked_out_by_hand(path: Path, policy: str) -> None:
    """Contests, and the figures, codes and grades of each policy."""
    incident, readings, case = read_case(path)
    sources = [SourceGrade(*row) for row in case.get("sources", [])]
    found = reconcile(incident, readings, policy=policy, sources=sources)
    contests = sorted({contest.kind.value for contest in found.contests})
    assert contests == sorted(case["expect"]["contests"])
    wanted = case["expect"][policy]
    assert {name: as_told(found, name) for name in wanted} == wanted


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_ruling_of_a_case_rests_on_claims_that_are_there(path: Path) -> None:
    """No figure names a claim that the incident does not have, and each gives its rule."""
    incident, readings, _ = read_case(path)
    ids = {claim.claim_id for reading in readings.values() for claim in reading.claims}
    for policy in ("airwars", "ucdp", "acled"):
        for ruling in reconcile(incident, readings, policy=policy).rulings:
            assert set(ruling.claim_ids) <= ids
            assert ruling.rule
