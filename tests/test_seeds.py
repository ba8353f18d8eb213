"""The founding case: five found reports, five incidents, and everything about them right."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import rashomon
from rashomon.evaluate import load_annotations, score
from rashomon.link import link
from rashomon.publish import claims_of, incident_keys, reading_as_json
from rashomon.reconcile import trace_origins
from rashomon.reconciling import dossiers
from rashomon.records import (
    ContestKind,
    Dossier,
    Facet,
    Reading,
    Stance,
    ZoneAgreement,
    ZoneSide,
)


@pytest.fixture(scope="module")
def readings(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Mapping[str, Reading], tuple[Dossier, ...]]]:
    """Build a ledger of the seeds, with the dates that a librarian would supply."""
    seeds = shared / "corpus" / "seeds"
    sidecar = tmp_path_factory.mktemp("seeds") / "reports.csv"
    with sidecar.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "context_date"))
        for path in sorted(seeds.glob("*.json")):
            told = json.loads(path.read_text(encoding="utf-8"))["context_date"]
            writer.writerow((path.with_suffix(".txt").name, told or ""))
    with rashomon.build([seeds], reports_csv=sidecar) as ledger:
        yield {r.report.report_id: r for r in ledger.readings()}, dossiers(ledger)


Built = tuple[Mapping[str, Reading], tuple[Dossier, ...]]


def khusham(built: Built) -> Dossier:
    """Return the incident that three of the reports tell of."""
    return max(built[1], key=lambda dossier: len(dossier.incident.members))


def al_harra(built: Built) -> Dossier:
    """Return the incident of June 2018."""
    (found,) = (
        d for d in built[1] if d.incident.date and d.incident.date.first.isoformat() == "2018-06-17"
    )
    return found


def names(built: Built, dossier: Dossier) -> set[str]:
    """Return the first three digits of the names of an incident's reports."""
    return {built[0][report_id].report.name[:3] for report_id, _ in dossier.incident.members}


def test_five_incidents_with_the_right_reports(readings: Built) -> None:
    """One night near Khusham told by three, one strike near al-Harra, three near al-Tanf."""
    told = sorted(
        (str(d.incident.date.first) if d.incident.date else "", sorted(names(readings, d)))
        for d in readings[1]
    )
    assert told == [
        ("2017-05-18", ["004"]),
        ("2017-06-06", ["004"]),
        ("2017-06-08", ["004"]),
        ("2018-02-07", ["000", "001", "003"]),
        ("2018-06-17", ["002"]),
    ]


def test_the_killed_of_khusham_run_from_25_to_100_or_more(readings: Built) -> None:
    """Both figures stay, and the difference is shown as contested."""
    dossier = khusham(readings)
    summary = dossier.summary(Facet.KILLED)
    assert summary is not None
    assert (summary.range.low, summary.range.high) == (25, None)
    assert "100" in summary.rule
    assert Facet.KILLED in dossier.contested
    figures = {str(p.range) for p in dossier.positions if p.facet is Facet.KILLED}
    assert figures == {"25", "100 or more"}


def test_killed_and_injured_are_never_mixed(readings: Built) -> None:
    """A range rests on claims of its own facet alone."""
    for dossier in readings[1]:
        facet_of = {c.claim_id: c.facet for c in claims_of(dossier, readings[0])}
        for summary in dossier.summaries:
            assert {facet_of[claim_id] for claim_id in summary.claim_ids} == {summary.outcome}
    injured = khusham(readings).summary(Facet.INJURED)
    assert injured is not None
    assert str(injured.range) == "25"


def test_the_25_is_one_origin_relayed_with_two_meanings(readings: Built) -> None:
    """One ministry is credited with 25 killed in one report and 25 injured in another."""
    dossier = khusham(readings)
    relayed = [c for c in dossier.contests if c.kind is ContestKind.TRANSMISSION]
    by_id = {c.claim_id: c for c in claims_of(dossier, readings[0])}
    assert any(
        {by_id[claim_id].facet for claim_id in contest.claim_ids} == {Facet.KILLED, Facet.INJURED}
        and "25" in contest.note
        for contest in relayed
    )


def test_the_denial_of_al_harra_is_kept_with_its_speakers(readings: Built) -> None:
    """Who struck is contested: the Pentagon's spokesman denies it, through Sputnik."""
    dossier = al_harra(readings)
    assert Facet.RESPONSIBLE in dossier.contested
    denials = [
        claim
        for claim in claims_of(dossier, readings[0])
        if claim.facet is Facet.RESPONSIBLE and claim.stance is Stance.DENY
    ]
    chains = {tuple(speaker.words for speaker in claim.source) for claim in denials}
    assert ("Adrian Rankine-Galloway", "Sputnik") in chains
    assert any(position.is_denial for position in dossier.positions)


def test_reports_of_one_agency_are_one_origin(readings: Built) -> None:
    """The two reposts of Sputnik count once with it."""
    reports = [reading.report for reading in readings[0].values()]
    (sputnik,) = (o for o in trace_origins(reports) if o.name == "Sputnik")
    carried = set(sputnik.report_ids)
    assert {readings[0][r].report.name[:3] for r in carried} >= {"003", "004"}
    assert len(trace_origins(reports)) == 4


def test_khusham_tells_its_distance_from_the_line_and_what_is_claimed(readings: Built) -> None:
    """East of the Euphrates line by some kilometers, near which one report claims eight."""
    (line,) = (r for r in khusham(readings).zones if r.zone_id == "euphrates-deconfliction-line")
    assert line.is_in_force is True
    assert line.drawn_side is ZoneSide.LEFT
    assert line.distance_km is not None
    assert line.high_km is not None
    assert line.distance_km < 12
    assert line.high_km > 8
    claims = [said for said in line.statements if said.claim is not None]
    assert [str(said.claim) for said in claims] == ["8 km east"]
    assert claims[0].agreement is not ZoneAgreement.PARTS
    assert [speaker.words for speaker in claims[0].source] == ["The US-led coalition"]


def test_the_strikes_near_tanf_lie_in_its_zone(readings: Built) -> None:
    """All three are inside of the 55-km zone, as the reports have it."""
    strikes = [d for d in readings[1] if names(readings, d) == {"004"}]
    assert len(strikes) == 3
    for dossier in strikes:
        (zone,) = (r for r in dossier.zones if r.zone_id == "tanf-55-km-zone")
        assert zone.side is ZoneSide.INSIDE
        assert zone.is_in_force is True
        assert zone.statements
        assert not [s for s in zone.statements if s.agreement is ZoneAgreement.PARTS]


def test_noise_and_dates_of_publication_are_right(readings: Built, shared: Path) -> None:
    """Menus and share buttons are found, and dates are taken from where they stand."""
    keys = incident_keys(link(tuple(readings[0].values())))
    found = {r.report.name: reading_as_json(r, keys) for r in readings[0].values()}
    scores = score(load_annotations(shared / "corpus" / "seeds"), found)
    assert scores.noise.f1 >= 0.95
    assert scores.published == 1
    assert scores.linking[2] == 1
    assert scores.incidents.f1 == 1
