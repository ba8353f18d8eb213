"""Claims exported past reconciling are those that reconciling would have led to."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.errors import LedgerError, SettingError
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.publish import export, export_claims
from rashomon.publish.claim_parquet import read_claims
from rashomon.publish.claim_rows import claim_rows
from rashomon.read import open_reader
from rashomon.reconciling import each_dossier
from rashomon.records import (
    Act,
    AddClaim,
    CasualtyRange,
    Claim,
    CorrectClaim,
    CountValue,
    EvidenceSpan,
    Facet,
    Motive,
    MoveMembers,
    NameActor,
    NamePlace,
    Reading,
    RejectClaim,
    SameIncident,
    SetReport,
)
from rashomon.review import mark_of
from rashomon.reviewing import Today
from rashomon.stored_claims import each_claim
from rashomon.stored_readings import StoredReadings

TEXTS = {
    "a.txt": "March 3, 2015 - A car bomb killed 32 people at a market in Kano on Tuesday, police "
    "said. Boko Haram was blamed.\n",
    "b.txt": "June 9, 2016 - Taliban gunmen killed four policemen in Herat on Thursday.\n",
    "c.txt": "March 3, 2015 - At least 30 people were killed by a car bomb at a market in Kano on "
    "Tuesday, witnesses said. They blamed Boko Haram. Separately, gunmen killed two people in "
    "Maiduguri on Monday.\n",
    "d.txt": "Shelling killed seven civilians in Taiz, medics said.\n",
}
WHO = "person: A. Example"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Open a ledger of a few reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Ledger.open(tmp_path / "ledger.db") as opened:
        build([folder], opened, reader=open_reader("rules"))
        yield opened


def both(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Return the rows of both ways as lines, which tell the order of their fields, too."""
    readings = StoredReadings(ledger)
    slow = [
        json.dumps(row)
        for dossier in each_dossier(ledger, readings=readings)
        for row in claim_rows(dossier, readings)
    ]
    return slow, [json.dumps(row) for row in each_claim(ledger)]


def reading(ledger: Ledger, name: str) -> Reading:
    """Return the reading of a report."""
    (found,) = (one for one in ledger.readings() if one.report.name == name)
    return found


def test_without_decisions_both_ways_yield_the_same_rows(ledger: Ledger) -> None:
    """Every claim of every incident comes, in the order of days, with each field as it was."""
    slow, fast = both(ledger)
    assert fast == slow
    assert len(fast) > 10


def acts(ledger: Ledger) -> dict[str, Act]:
    """Return decisions of each kind that changes rows of claims."""
    a, b, c, d = (reading(ledger, name) for name in "abcd")
    toll = next(claim for claim in a.claims if claim.facet is Facet.KILLED)
    more = replace(toll, value=CountValue(CasualtyRange.exactly(35), "people"))
    why = Claim(
        d.report.report_id, d.incidents[0].mentions[0], Facet.MOTIVE, Motive(),
        EvidenceSpan.cut(d.report.text, 0, 8),
    )  # fmt: skip
    first, second, *_ = [one.incident_id for one in ledger.incidents()]
    return {
        "correct": CorrectClaim(toll, more),
        "reject": RejectClaim(b.claims[0]),
        "add": AddClaim(why, mark_of(d, d.incidents[0])),
        "set report": SetReport(c.report.report_id, outlet="The Example"),
        "name actor": NameActor("boko   HARAM", "Somebody"),
        "name place": NamePlace("Taiz", 1.0, 2.0, 3.0),
        "name of signs": NamePlace('"\\', 1.0, 2.0, 3.0),
        "merge": SameIncident(first, second),
        "move": _moved(ledger, a),
    }


def _moved(ledger: Ledger, one: Reading) -> Act:
    incident_id = Today(ledger).incident_of(one.incidents[0].key)
    assert incident_id is not None
    return MoveMembers((mark_of(one, one.incidents[0]),), incident_id)


KINDS = (
    "correct", "reject", "add", "set report", "name actor", "name place", "name of signs",
    "merge", "move",
)  # fmt: skip


@pytest.mark.parametrize("kind", [*KINDS, "all"])
def test_decisions_are_laid_over_claims_on_both_ways(ledger: Ledger, kind: str) -> None:
    """What people decided stands in the rows, the numbers of the decisions with it."""
    before = both(ledger)[1]
    every = acts(ledger)
    for name in KINDS if kind == "all" else (kind,):
        ledger.decide(every[name], made_by=WHO, why="as told")
    slow, fast = both(ledger)
    assert fast == slow
    assert (fast == before) == (kind == "name of signs")


def test_files_of_both_ways_are_the_same(ledger: Ledger) -> None:
    """JSON Lines agree to the letter, Parquet row by row."""
    ledger.decide(acts(ledger)["correct"], made_by=WHO, why="as told")
    readings = StoredReadings(ledger)
    lines, others = io.StringIO(), io.StringIO()
    export(each_dossier(ledger, readings=readings), readings, "jsonl", lines)
    export_claims(each_claim(ledger), "jsonl", others)
    assert others.getvalue() == lines.getvalue()
    table = io.BytesIO()
    export_claims(each_claim(ledger), "parquet", table)
    table.seek(0)
    plain = [json.loads(line) for line in lines.getvalue().splitlines()]
    for row in plain:
        row.pop("decisions", None)  # which Parquet has no column for
    assert list(read_claims(table)) == plain


def test_only_formats_of_claims_alone_are_written_so(ledger: Ledger) -> None:
    """A format that tells figures needs dossiers, and says so."""
    with pytest.raises(SettingError, match="jsonl, parquet"):
        export_claims(each_claim(ledger), "csv", io.StringIO())


def test_a_damaged_report_is_told(ledger: Ledger, tmp_path: Path) -> None:
    """What cannot be made out of a row is an error that leads to `rashomon verify`."""
    import sqlite3

    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE reports SET details = '{}'")
    connection.close()
    with pytest.raises(LedgerError, match="verify"):
        list(each_claim(ledger))


def test_a_facet_that_is_none_is_told(ledger: Ledger, tmp_path: Path) -> None:
    """A claim of an unknown facet is an error that leads to `rashomon verify`."""
    import sqlite3

    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE claims SET facet = 'height'")
    connection.close()
    with pytest.raises(LedgerError, match="verify"):
        list(each_claim(ledger))
