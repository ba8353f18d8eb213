"""Claims that leave in a file and come back are the same claims, and edits are what they say."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.made_ledgers import NOW, READINGS, decide_at_random
from tests.importing.test_decision_round_trip import take
from tests.publish.made_dossiers import Made, made

from rashomon.errors import SettingError
from rashomon.importing.claim_sheets import Coded, open_claims
from rashomon.importing.claim_values import wanted_value
from rashomon.ledger import Ledger
from rashomon.publish import export
from rashomon.publish.claim_parquet import read_claims
from rashomon.publish.decision_tables import value_words
from rashomon.publish.incident_columns import claims_of
from rashomon.reconciling import each_dossier
from rashomon.records import (
    Claim,
    CountValue,
    DateConstraint,
    DateInterval,
    EvidenceSpan,
    Facet,
    PlaceValue,
    Speaker,
    Stance,
)
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings

SLOW = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
CLAIMS = [
    claim
    for reading in READINGS.values()
    for claim in reading.claims
    if not isinstance(claim.value, DateConstraint)
]


def bare_claim(claim: Claim) -> Claim:
    """A claim without what exports leave out of it: gazetteer, reasons, who a speaker is."""
    value = claim.value
    if isinstance(value, PlaceValue):
        value = PlaceValue(value.words, value.lat, value.lon, value.radius_km)
    elif isinstance(value, DateInterval):
        value = DateInterval(value.first, value.last)
    return replace(
        claim,
        mention=0,
        value=value,
        source=tuple(Speaker(one.words) for one in claim.source),
        confidence=round(claim.confidence, 3),
        decisions=(),
    )


def built(line: dict[str, Any]) -> Claim:
    """Build a claim of a line of an export."""
    facet = Facet(line["facet"])
    coded = Coded("", line["report_id"], facet, line["value"], line["quote"])
    value = wanted_value(coded, facet, line["quote"])
    if value is None:
        value = DateConstraint(weekday=2)  # the one that is made up in these tests
    return Claim(
        line["report_id"], 0, facet, value, EvidenceSpan(line["start"], line["end"], line["quote"]),
        tuple(Speaker(words) for words in line["source"]), Stance(line["stance"]),
        line["confidence"],
    )  # fmt: skip


@given(made())
@settings(deadline=None)
def test_claims_are_built_again_from_lines_and_parquet(one: Made) -> None:
    """Each has the id that stands beside it, its value, words, speakers and stance."""
    claims = [bare_claim(c) for d in one.dossiers for c in claims_of(d, one.readings)]
    text, binary = io.StringIO(newline=""), io.BytesIO()
    export(one.dossiers, one.readings, "jsonl", text)
    export(one.dossiers, one.readings, "parquet", binary)
    binary.seek(0)
    lines = [json.loads(line) for line in text.getvalue().split("\n")[:-1]]
    for rows in (lines, list(read_claims(binary))):
        found = [built(row) for row in rows]
        assert [bare_claim(claim) for claim in found] == claims
        assert [claim.claim_id for claim in found] == [row["claim_id"] for row in rows]


@SLOW
@given(st.data(), st.sampled_from(["jsonl", "parquet"]))
def test_an_export_of_today_adds_nothing_to_today(
    bare: bytes, tmp_path: Path, data: st.DataObject, form: str
) -> None:
    """Whatever people have corrected, added, rejected, merged and named."""
    path, file = tmp_path / "a.db", tmp_path / f"claims.{form}"
    path.write_bytes(bare)
    with Ledger.open(path, now=lambda: NOW) as ledger:
        decide_at_random(ledger, data)
        text, binary = io.StringIO(newline=""), io.BytesIO()
        readings = StoredReadings(ledger)
        stream = binary if form == "parquet" else text
        export(each_dossier(ledger, readings=readings), readings, form, stream)
        file.write_bytes(binary.getvalue() or text.getvalue().encode())
        assert take(ledger, file, by="B. Coder").decisions == ()


def sheet(path: Path, rows: list[tuple[Claim, str]]) -> None:
    """Write claims as a coder's sheet, each with a value of its own."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "report", "facet", "value", "who", "words", "start", "speaker"])
        for number, (claim, value) in enumerate(rows):
            speaker = "; ".join(one.words for one in claim.source) or "the report itself"
            who = claim.value.who if isinstance(claim.value, CountValue) else ""
            writer.writerow([
                number, claim.report_id, claim.facet, value, who, claim.evidence.quote,
                claim.evidence.start, speaker,
            ])  # fmt: skip


OTHER = {
    Facet.KILLED: "91 to 92", Facet.INJURED: "up to 93", Facet.RESPONSIBLE: "the Navy",
    Facet.TARGET: "a mosque", Facet.MEANS: "drone", Facet.PLACE: "Elsewhere|1.5,2.5,3.0",
    Facet.DATE: "2031-05-01/2031-05-02",
}  # fmt: skip


@SLOW
@given(st.lists(st.sampled_from(CLAIMS), unique_by=lambda c: c.claim_id, max_size=8), st.data())
def test_a_sheet_says_what_today_says_after_it(
    bare: bytes, tmp_path: Path, claims: list[Claim], data: st.DataObject
) -> None:
    """Coded as read nothing is decided, coded otherwise today follows, and back again."""
    path, file = tmp_path / "a.db", tmp_path / "codes.csv"
    path.write_bytes(bare)
    same = [(claim, value_words(claim)) for claim in claims]
    edited = [
        (claim, OTHER[claim.facet] if claim.facet in OTHER and data.draw(st.booleans()) else value)
        for claim, value in same
    ]
    changed = sum(pair != other for pair, other in zip(same, edited, strict=True))
    with Ledger.open(path, now=lambda: NOW) as ledger:
        before = list(Today(ledger).readings())
        sheet(file, same)
        assert take(ledger, file, by="B. Coder").decisions == ()
        sheet(file, edited)
        assert len(take(ledger, file, by="B. Coder").decisions) == changed
        for claim, value in edited:
            reading = Today(ledger).reading(claim.report_id)
            assert reading is not None
            there = [
                value_words(one)
                for one in reading.claims
                if one.facet is claim.facet and one.evidence == claim.evidence
            ]
            assert there == [value]
        assert take(ledger, file, by="B. Coder").decisions == ()
        sheet(file, same)
        assert len(take(ledger, file, by="B. Coder").decisions) == changed
        assert list(Today(ledger).readings()) == before
        assert ledger.verify() == []


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.tsv"])
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_the_reading_of_claims(tmp_path: Path, name: str, content: bytes) -> None:
    """Whatever comes, it is rows, faults of rows, or a message about the file."""
    path = tmp_path / name
    path.write_bytes(b"report,facet,value,words\n" + content if name == "a.csv" else content)
    told = [path.name]
    try:
        told += map(str, open_claims(path, {}))
    except SettingError as error:
        told.append(str(error))
    assert all(path.name in words for words in told)
