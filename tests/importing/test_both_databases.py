"""What is taken in is the same on a server as in a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.importing.made_ledgers import NOW, READINGS, REPORTS, fill
from tests.importing.test_decision_round_trip import take, told, view, written

from rashomon.deciding import Change, corrected, moved
from rashomon.importing import take_files
from rashomon.ledger import Ledger
from rashomon.records import ApprovalLevel, Approve, Comment, NameActor, SetReport, Withdraw
from rashomon.reviewing import Today

A = "alder-2031-03-07"


@pytest.fixture(name="address", params=["sqlite", "postgresql"])
def address_fixture(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the decisions are taken to: each of the databases in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "target.db")
    return str(request.getfixturevalue("database"))


def test_decisions_and_codings_are_taken_into_either(
    path: Path, tmp_path: Path, address: str
) -> None:
    """Decisions of every sort from a file, then a coder's sheet, then both once more."""
    fill(address)
    table, sheet = tmp_path / "decisions.csv", tmp_path / "codes.csv"
    with Ledger.open(path, now=lambda: NOW) as source:
        killed = READINGS[REPORTS[0]].claims[0].claim_id
        member = f"{REPORTS[2]}#1"
        for make in (
            lambda today: corrected(source, today, killed, Change(value="9+", speaker="")),
            lambda today: moved(source, today, [member], None),
            lambda _: Approve(A, ApprovalLevel.REVIEWED),
            lambda _: NameActor("a medic", "=The “Hospital”"),
            lambda _: SetReport(REPORTS[1], "A\nB"),
            lambda _: Comment(A),
        ):
            made = source.decide(make(Today(source)), made_by="person: A. Analyst", why="'so'")
        source.decide(Withdraw(made.number), made_by="person: A. Analyst", why="no")
        table.write_text(written(source), encoding="utf-8", newline="")
        was, log = view(source), told(source.reviews())
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        rows = [("report", "facet", "value", "words"), ("two", "killed", "12", "killed 7 people")]
        csv.writer(stream).writerows(rows)
    with Ledger.open(address, now=lambda: NOW) as target:
        take(target, table)
        assert (view(target), told(target.reviews())) == (was, log)
        assert len(take(target, sheet, by="B. Coder").decisions) == 1
        again = take_files([table, sheet], target, taken_by="x", by="B. Coder", now=NOW)
        assert again.decisions == ()
        assert target.verify() == []
