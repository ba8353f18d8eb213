"""Reviewers' tables of incidents: levels, assignments and comments become decisions once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.importing.made_ledgers import NOW

from rashomon.errors import SettingError
from rashomon.importing import Imported, Taken, take_files
from rashomon.ledger import Ledger
from rashomon.publish import export
from rashomon.reconciling import each_dossier
from rashomon.records import Act, ApprovalLevel, Approve, Assign, Comment
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings

A, B = "alder-2031-03-07", "birch-2031-03-08"
Row = dict[str, str]


class Desk:
    """An open ledger and a table of its incidents."""

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self.ledger, self.path = ledger, path
        self.told: list[Taken] = []

    def rows(self) -> dict[str, Row]:
        """Return the table of incidents as it is exported, by their ids."""
        stream, readings = io.StringIO(newline=""), StoredReadings(self.ledger)
        export(each_dossier(self.ledger, readings=readings), readings, "csv", stream)
        stream.seek(0)
        return {row["incident_id"]: row for row in csv.DictReader(stream)}

    def take(self, rows: list[Row], **options: Any) -> Imported:
        """Take rows in."""
        with self.path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(dict.fromkeys(n for row in rows for n in row)))
            writer.writeheader()
            writer.writerows(rows)
        self.told = []
        options = {"by": "B. Reviewer", "taken_by": "C. Keeper"} | options
        return take_files([self.path], self.ledger, now=NOW, on_row=self.told.append, **options)

    def decide(self, what: Act, who: str = "A. Analyst") -> None:
        """Put a decision on record."""
        self.ledger.decide(what, made_by=f"person: {who}", why="so")

    def acts(self) -> list[Act]:
        """Return what is in force."""
        return [one.what for one in Today(self.ledger).decisions]


@pytest.fixture(name="desk")
def desk_fixture(path: Path, tmp_path: Path) -> Iterator[Desk]:
    """Open a ledger of its own for each test."""
    with Ledger.open(path, now=lambda: NOW) as ledger:
        yield Desk(ledger, tmp_path / "incidents.csv")


def test_an_edited_table_becomes_decisions_once(desk: Desk) -> None:
    """The level, and columns that a reviewer has added; the rows beside them add nothing."""
    rows = desk.rows()
    rows[A] |= {"review": "Approved", "assigned_to": "D. Desk", "comment": "=good; now"}
    table = list(rows.values())
    assert desk.take(table).rows == {"new": 1, "known": len(rows) - 1}
    assert desk.acts() == [Approve(A, ApprovalLevel.APPROVED), Assign(A, "D. Desk"), Comment(A)]
    comment = desk.ledger.reviews()[-1]
    assert (comment.who, comment.why) == ("B. Reviewer", "=good; now")
    assert desk.take(table).decisions == ()
    desk.decide(Approve(A, ApprovalLevel.DRAFT))
    desk.decide(Assign(A, "E. Editor"))
    assert desk.take(table).decisions == ()


def test_a_table_from_before_overwrites_nobody(desk: Desk) -> None:
    """Cells that nobody changed are no word on what came since; changed ones are left out."""
    desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    rows = desk.rows()
    desk.decide(Approve(A, ApprovalLevel.APPROVED))
    desk.decide(Approve(B, ApprovalLevel.REVIEWED))
    assert desk.take(list(rows.values())).rows == {"known": len(rows)}
    rows[A]["review"] = "draft"
    rows[B]["review"] = "approved"
    assert desk.take(list(rows.values())).left_out == 2
    assert "A. Analyst, has settled that since" in desk.told[0].words


def test_a_sheet_of_a_reviewer_s_own_needs_few_columns(desk: Desk) -> None:
    """An id with a level, an assignee or a comment; each row may name its reviewer."""
    rows = [
        {"incident_id": A, "status": "reviewed", "reviewer": "F. Fellow", "comment": ""},
        {"incident_id": B, "status": "", "reviewer": "", "comment": "see the map"},
    ]
    assert desk.take(rows).rows == {"new": 2}
    assert [one.who for one in desk.ledger.reviews()] == ["F. Fellow", "B. Reviewer"]
    assert desk.take(rows).rows == {"known": 2}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"incident_id": "nowhere"}, "no incident 'nowhere'"),
        ({"incident_id": ""}, "name the incident"),
        ({"review": "fine"}, "draft, reviewed, approved"),
    ],
    ids=["unknown", "none", "level"],
)
def test_rows_that_cannot_be_used_say_why(desk: Desk, row: Row, words: str) -> None:
    """And leave nothing half decided."""
    rows = [{"incident_id": A, "assigned_to": "D. Desk", "review": ""}]
    rows.append({"incident_id": B, "assigned_to": "", "review": "draft"} | row)
    assert desk.take(rows).rows == {"new": 1, "left out": 1}
    assert words in desk.told[-1].words


def test_nobody_reviews_in_nobody_s_name(desk: Desk) -> None:
    """Without a reviewer in the row --by is needed."""
    rows = [{"incident_id": A, "review": "approved"}]
    assert desk.take(rows, by=None).left_out == 1
    assert "--by" in desk.told[0].words
    with pytest.raises(SettingError, match="incident_id"):
        desk.take([{"incident": A, "review": "approved"}], kind="incidents")


def test_a_row_goes_in_whole_or_not_at_all(desk: Desk) -> None:
    """What one cell says is not kept where another cell cannot be taken; the next row is."""
    rows = desk.rows()
    desk.decide(Assign(A, "E. Editor"))
    rows[A] |= {"review": "approved", "assigned_to": "D. Desk"}
    rows[B] |= {"review": "approved", "assigned_to": "D. Desk"}
    done = desk.take([rows[A], rows[B]])
    assert done.rows == {"new": 1, "left out": 1}
    assert desk.acts() == [
        Assign(A, "E. Editor"), Approve(B, ApprovalLevel.APPROVED), Assign(B, "D. Desk"),
    ]  # fmt: skip
    assert desk.ledger.verify() == []
