"""Tables of decisions that people edited or wrote: updated, not duplicated, nothing silently."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.importing.made_ledgers import CLAIMS, NOW, READINGS, REPORTS
from tests.importing.test_decision_round_trip import written

from rashomon.deciding import Change, added_claim, corrected, moved, rejected, same
from rashomon.errors import LedgerChanged, SettingError
from rashomon.importing import Imported, Taken, take_files
from rashomon.ledger import Ledger
from rashomon.publish.decision_tables import DECISION_COLUMNS, note_of
from rashomon.records import (
    Act,
    AddClaim,
    ApprovalLevel,
    Approve,
    Assign,
    CasualtyRange,
    Comment,
    CorrectClaim,
    CountValue,
    DifferentIncidents,
    Facet,
    MoveMembers,
    NameActor,
    NamePlace,
    RejectClaim,
    SameIncident,
    SetReport,
    Withdraw,
)
from rashomon.reviewing import Today

A, B, C = "alder-2031-03-07", "birch-2031-03-08", "alder-2031-03-20"
Row = dict[str, str]


class Desk:
    """An open ledger and a table beside it."""

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self.ledger, self.path = ledger, path
        self.told: list[Taken] = []

    def decide(self, what: Act, why: str = "so") -> int:
        """Put a decision on record."""
        return self.ledger.decide(what, made_by="person: A. Analyst", why=why).number

    def rows(self) -> list[Row]:
        """Return the ledger's decisions as rows of cells."""
        return list(csv.DictReader(io.StringIO(written(self.ledger), newline="")))

    def take(self, rows: list[Row], **options: Any) -> Imported:
        """Take rows in, and keep what is told of them."""
        with self.path.open("w", encoding="utf-8", newline="") as stream:
            names = dict.fromkeys([*DECISION_COLUMNS, *(name for row in rows for name in row)])
            writer = csv.DictWriter(stream, list(names))
            writer.writeheader()
            writer.writerows(rows)
        return self.take_file(**options)

    def take_file(self, **options: Any) -> Imported:
        """Take the file in as it stands."""
        self.told = []
        options = {"by": "B. Reviewer", "taken_by": "C. Keeper"} | options
        return take_files([self.path], self.ledger, now=NOW, on_row=self.told.append, **options)

    def acts(self) -> list[Act]:
        """Return what is in force."""
        return [one.what for one in Today(self.ledger).decisions]

    @property
    def faults(self) -> str:
        """What was said of the rows that were left out."""
        return "\n".join(f"{one.where}: {one.words}" for one in self.told if one.how == "left out")


@pytest.fixture(name="desk")
def desk_fixture(path: Path, tmp_path: Path) -> Iterator[Desk]:
    """Open a ledger of its own for each test."""
    with Ledger.open(path, now=lambda: NOW) as ledger:
        yield Desk(ledger, tmp_path / "decisions.csv")


def killed(report: int = 0) -> str:
    """The id of the first claim of a report, a number of killed."""
    return READINGS[REPORTS[report]].claims[0].claim_id


def test_a_changed_row_withdraws_and_decides_anew(desk: Desk) -> None:
    """By whoever changed it, with a note of what it was; the same file again changes nothing."""
    number = desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    (row,) = desk.rows()
    row["level"] = "approved"
    done = desk.take([row])
    assert desk.acts() == [Approve(A, ApprovalLevel.APPROVED)]
    withdrawal, new = desk.ledger.reviews()[-2:]
    assert withdrawal.what == Withdraw(number)
    assert (withdrawal.who, new.who, new.why) == ("B. Reviewer", "B. Reviewer", "so")
    assert done.decisions == (withdrawal.number, new.number)
    (note,) = filter(None, map(note_of, new.rests_on))
    assert (note.is_change, note.decision) == (True, row["id"])
    assert desk.take([row]).decisions == ()


def test_an_old_table_does_not_bring_back_what_was_changed(desk: Desk) -> None:
    """A row as it was written is known, whatever became of its decision."""
    desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    old = desk.rows()
    desk.take([old[0] | {"level": "approved"}])
    number = desk.decide(Comment(A))
    desk.decide(Withdraw(number))
    assert desk.take(old).rows == {"known": 1}
    assert desk.acts() == [Approve(A, ApprovalLevel.APPROVED)]


def test_two_who_change_one_row_do_not_overwrite_each_other(desk: Desk) -> None:
    """The second is told who came first."""
    desk.decide(Assign(A, "D. Desk"))
    (row,) = desk.rows()
    desk.take([row | {"assigned_to": "E. Editor"}])
    done = desk.take([row | {"assigned_to": "F. Fellow"}], by="G. Guest")
    assert done.left_out == 1
    assert "was changed by decision" in desk.faults
    assert "B. Reviewer" in desk.faults
    assert desk.acts() == [Assign(A, "E. Editor")]


def test_a_change_of_what_was_withdrawn_is_left_out(desk: Desk) -> None:
    """It says how to decide anew, and that way works."""
    number = desk.decide(Assign(A, "D. Desk"))
    (row,) = desk.rows()
    desk.decide(Withdraw(number))
    row["assigned_to"] = "E. Editor"
    assert desk.take([row]).left_out == 1
    assert "was withdrawn by decision" in desk.faults
    desk.take([row | {"id": "", "detail": ""}])
    assert desk.acts() == [Assign(A, "E. Editor")]


def test_a_change_of_what_later_ones_rest_on_is_left_out(desk: Desk) -> None:
    """A decision anew comes last, and would silently settle what came after it."""
    desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    desk.decide(Approve(A, ApprovalLevel.APPROVED))
    first = desk.rows()[0]
    assert desk.take([first | {"level": "draft"}]).left_out == 1
    assert "came after decision" in desk.faults
    member = f"{REPORTS[2]}#1"
    number = desk.decide(moved(desk.ledger, Today(desk.ledger), [member], None))
    desk.decide(Comment(f"{C}-d{number}"))
    (move,) = [row for row in desk.rows() if row["kind"] == "move"]
    assert desk.take([move | {"why": "another reason"}]).left_out == 1


def test_a_row_taken_out_does_nothing(desk: Desk) -> None:
    """A decision is withdrawn only by a row that says so."""
    desk.decide(Comment(A))
    number = desk.decide(Comment(B))
    rows = desk.rows()
    desk.take(rows[:1])
    assert desk.acts() == [Comment(A), Comment(B)]
    withdraw = {"kind": "withdraw", "withdraws": str(number), "why": "no more"}
    desk.take([*rows, withdraw])
    assert desk.acts() == [Comment(A)]
    assert desk.take([*rows, withdraw]).decisions == ()


def test_a_row_of_a_person_s_own_is_taken_in_once(desk: Desk) -> None:
    """Every kind can be written by hand, in the words of the command line."""
    member = f"{REPORTS[2]}#1"
    rows = [
        {"kind": "same incident", "incident": A, "other": B},
        {"kind": "different", "incident": A, "other": B},
        {"kind": "move", "members": member},
        {"kind": "move", "members": f"{REPORTS[1]}#0", "other": C},
        {"kind": "correct", "claim": killed(), "new_value": "9 to 12", "new_speaker": "the Army"},
        {"kind": "reject", "claim": killed(1)},
        {"kind": "add claim", "members": f"{REPORTS[0]}#0", "facet": "killed", "value": "up to 4",
         "words": "a market"},
        {"kind": "set report", "report": "one", "published": "2031-03-08"},
        {"kind": "name actor", "name": "a medic", "actor": "The Hospital", "report": REPORTS[1]},
        {"kind": "name place", "name": "Alder Ford", "latitude": "1.5", "longitude": "-2"},
        {"kind": "approve", "incident": A, "level": "Reviewed"},
        {"kind": "comment", "incident": A},
        {"kind": "assign", "incident": A, "assigned_to": "D. Desk"},
    ]  # fmt: skip
    ambiguous = [row for row in rows if row.get("words") == "a market"]
    assert len(ambiguous) == 1
    rows = [row | {"why": "by hand"} for row in rows if row not in ambiguous]
    done = desk.take(rows)
    assert desk.faults == ""
    assert done.rows == {"new": len(rows)}
    kinds = [type(what) for what in desk.acts()]
    assert kinds == [
        SameIncident, DifferentIncidents, MoveMembers, MoveMembers, CorrectClaim, RejectClaim,
        SetReport, NameActor, NamePlace, Approve, Comment, Assign,
    ]  # fmt: skip
    correction = desk.acts()[4]
    assert isinstance(correction, CorrectClaim)
    assert correction.after.value == CountValue(CasualtyRange(9, 12), "people")
    assert desk.take(rows).decisions == ()
    assert desk.ledger.verify() == []


def test_words_are_marked_though_a_spreadsheet_reshaped_them(desk: Desk) -> None:
    """Line breaks, curly quotes and offsets of other words do not matter."""
    text = READINGS[REPORTS[0]].report.text
    row = {
        "kind": "add claim", "members": f"{REPORTS[0]}#0", "facet": "injured", "value": "3+",
        "words": "8 people and “at  least” 3 more", "why": "w", "start": "1", "end": "2",
    }  # fmt: skip
    desk.take([row])
    assert desk.faults == ""
    (added,) = desk.acts()
    assert isinstance(added, AddClaim)
    assert added.claim.evidence.quote == '8 people and "at least" 3\nmore'
    assert added.claim.evidence.is_in(text)


def test_cells_that_a_spreadsheet_reshaped_are_no_change(desk: Desk) -> None:
    """Days in its own form, numbers without zeros, other line ends."""
    today = Today(desk.ledger)
    desk.decide(corrected(desk.ledger, today, killed(), Change(value="9")), "two\nlines")
    desk.decide(SetReport(REPORTS[0], "The Paper", date(2031, 3, 17)))
    desk.decide(NamePlace("Alder Ford", 10.0, 20.5, 5.0))
    rows = desk.rows()
    rows[0]["why"] = "two\r\nlines"
    rows[0]["start"] += ".0"
    rows[1]["published"] = "17/03/2031"
    rows[2] |= {"latitude": "10", "radius_km": "5.00"}
    assert desk.take(rows).rows == {"known": 3}


def test_damaged_details_cost_nothing_that_the_ledger_knows(desk: Desk) -> None:
    """A cell that was cut is made up from the ledger's own decision, or from the columns."""
    desk.decide(Comment(A), "first")
    desk.decide(corrected(desk.ledger, Today(desk.ledger), killed(), Change(value="9")))
    rows = [row | {"detail": row["detail"][:-7]} for row in desk.rows()]
    assert desk.take(rows).rows == {"known": 2}
    assert desk.take([rows[0] | {"why": "second"}]).rows == {"changed": 1}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kind": "guess"}, "no kind of decision is called 'guess'; there are: same incident"),
        ({"kind": "comment"}, "names no incident"),
        ({"kind": "comment", "incident": "nowhere"}, "no incident 'nowhere'"),
        ({"kind": "comment", "incident": A, "why": ""}, "gives no reason"),
        ({"kind": "approve", "incident": A, "level": "fine"}, "draft, reviewed, approved"),
        ({"kind": "assign", "incident": A}, "“assigned_to” is empty"),
        ({"kind": "set report", "report": "nine", "outlet": "X"}, "no report that is called"),
        ({"kind": "set report", "report": "one"}, "neither an outlet nor a day"),
        ({"kind": "set report", "report": "one", "published": "March"}, "write 2031-03-07"),
        ({"kind": "name actor", "name": "x"}, "name both"),
        ({"kind": "name place", "latitude": "1"}, "name the place"),
        ({"kind": "name place", "name": "x", "latitude": "north"}, "is no number"),
        ({"kind": "name place", "name": "x", "latitude": "99", "longitude": "1"}, "no place on"),
        ({"kind": "correct", "claim": "c1"}, "new_value"),
        ({"kind": "correct", "claim": "c1", "new_value": "3"}, "no claim 'c1'"),
        ({"kind": "correct", "claim": CLAIMS[0], "new_start": "x"}, "is no offset"),
        ({"kind": "reject", "claim": "c1"}, "no claim 'c1'"),
        ({"kind": "withdraw", "withdraws": "12345"}, "neither in the ledger"),
        ({"kind": "comment", "incident": A, "assigned_to": "\0"}, "NUL"),
        ({"kind": "comment", "incident": A, "assigned_to": "x" * 600_000}, "600,000 characters"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_in_says_why(desk: Desk, row: Row, words: str) -> None:
    """With its line and the way out; the rows around it go in."""
    good = {"kind": "comment", "why": "good"}
    done = desk.take([good | {"incident": A}, {"why": "w"} | row, good | {"incident": B}])
    assert done.rows == {"new": 2, "left out": 1}
    assert f"decisions.csv:3: {words}"[:15] in desk.faults
    assert words in desk.faults
    assert len(desk.acts()) == 2


def test_nothing_goes_in_if_strict_and_a_row_is_bad(desk: Desk) -> None:
    """And nothing is written by a dry run, which tells what it would write."""
    rows = [{"kind": "comment", "incident": A, "why": "good"}, {"kind": "guess", "why": "bad"}]
    assert desk.take(rows, is_strict=True).decisions == ()
    assert desk.acts() == []
    assert desk.take(rows, is_dry=True).decisions == ()
    assert [one.how for one in desk.told] == ["new", "left out"]
    assert [made.what for made in desk.told[0].decisions] == [Comment(A)]
    assert desk.acts() == []


def test_nobody_decides_in_nobody_s_name(desk: Desk) -> None:
    """A row without a maker, and a change by nobody, need --by."""
    rows = [{"kind": "comment", "incident": A, "why": "good"}]
    assert desk.take(rows, by=None).left_out == 1
    assert "--by" in desk.faults
    desk.decide(Comment(A))
    (row,) = desk.rows()
    assert desk.take([row | {"why": "changed"}], by=None).left_out == 1
    assert "--by" in desk.faults
    assert desk.take([row | {"why": "changed", "made_by": "B. Reviewer"}], by=None).left_out == 0


def test_what_came_between_is_not_written_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who decides while the import is thought out makes it stop, with nothing written."""
    from rashomon.importing import taking

    write = taking._write

    def late(plan: Any) -> None:
        desk.decide(Comment(B))
        write(plan)

    monkeypatch.setattr(taking, "_write", late)
    with pytest.raises(LedgerChanged, match="run it again"):
        desk.take([{"kind": "comment", "incident": A, "why": "good"}])
    assert desk.acts() == [Comment(B)]


def test_reports_that_are_not_there_are_told(desk: Desk, tmp_path: Path) -> None:
    """A decision of another ledger is left out until its report has been added."""
    today = Today(desk.ledger)
    desk.decide(rejected(desk.ledger, today, killed()))
    desk.decide(same(today, A, B))
    rows = desk.rows()
    with Ledger.open(tmp_path / "empty.db", now=lambda: NOW) as empty:
        other = Desk(empty, tmp_path / "other.csv")
        assert other.take(rows).left_out == 2
        assert f"holds no report {REPORTS[0]}" in other.faults
        assert "none of the reports by which" in other.faults


def test_a_sorted_table_is_taken_in_the_order_of_the_log(desk: Desk, tmp_path: Path) -> None:
    """However a spreadsheet sorts it; and one that is too long for that says so."""
    desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    number = desk.decide(Approve(A, ApprovalLevel.APPROVED))
    desk.decide(Withdraw(number))
    rows = desk.rows()[::-1]
    from tests.importing.made_ledgers import fill

    fill(tmp_path / "b.db")
    with Ledger.open(tmp_path / "b.db", now=lambda: NOW) as ledger:
        other = Desk(ledger, tmp_path / "b.csv")
        assert other.take(rows).rows == {"new": 2, "withdrawn": 1}
        assert other.acts() == [Approve(A, ApprovalLevel.REVIEWED)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("rashomon.importing.taking._MOST_UNSORTED", 2)
            with pytest.raises(SettingError, match="sort the table"):
                other.take(rows)


def test_files_that_are_no_tables_are_named(desk: Desk) -> None:
    """With what they are, and what is wanted."""

    def write(content: bytes) -> None:
        desk.path.write_bytes(content)

    cases: list[tuple[bytes, str]] = [
        (b"", "is empty"),
        (b"PK\x03\x04....", "save it as CSV"),
        (b"a,b\n1,2\n", "tell neither decisions"),
        (b"kind,why,kind,made_by\n", "two columns are called 'kind'"),
        (b'"kind,why', "no header that can be read"),
    ]
    for content, words in cases:
        write(content)
        with pytest.raises(SettingError, match=words):
            desk.take_file()
    desk.path.unlink()
    with pytest.raises(SettingError, match="cannot be read"):
        desk.take_file()


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(",", "\t").encode(),
    ],
    ids=["mark", "utf-16", "cp1252", "semicolons", "crlf", "tabs"],
)
def test_tables_as_spreadsheets_save_them(desk: Desk, encode: Callable[[str], bytes]) -> None:
    """Any usual encoding and delimiter; blank rows and blank cells behind the last column."""
    text = f"Kind,Incident,Why,Made by\n,,,\ncomment,{A},Größe – “so”,A. Änalyst,,\n\n"
    desk.path.write_bytes(encode(text))
    assert desk.take_file().rows == {"new": 1}
    (one,) = desk.ledger.reviews()
    assert (one.why, one.who) == ("Größe – “so”", "A. Änalyst")


def test_rows_of_too_many_cells_or_without_an_end_are_left_out(desk: Desk) -> None:
    """The rest goes in, and where lines can no longer be counted rows are."""
    head = "kind,incident,why,made_by\n"
    desk.path.write_text(f'{head}comment,{A},a, b,c\ncomment,{A},"two\nlines",x\ncomment,{A},"z')
    assert desk.take_file().rows == {"left out": 2, "new": 1}
    assert "decisions.csv:2: 5 cells in 4 columns" in desk.faults
    assert "decisions.csv:5: the row is too large" in desk.faults


def test_halves_of_characters_are_refused(desk: Desk) -> None:
    """JSON can spell what no database holds."""
    desk.decide(Comment(A), "marked")
    (row,) = desk.rows()
    for bad in ("\\ud800", "\\u0000"):
        detail = row["detail"].replace('"rests_on":[]', f'"rests_on":["{bad}"]')
        with desk.path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["kind", "incident", "why", "made_by", "id", "detail"])
            writer.writerow(["comment", A, "marked", "A. Analyst", "d" + "0" * 15, detail])
        assert desk.take_file().left_out == 1, bad


def test_a_change_keeps_what_the_columns_do_not_tell(desk: Desk) -> None:
    """An added claim whose value was edited has its words, speaker and incident still."""
    today = Today(desk.ledger)
    change = Change(value="4", quote="Report one", speaker="a medic")
    desk.decide(added_claim(desk.ledger, today, f"{REPORTS[0]}#0", "killed", change))
    (row,) = desk.rows()
    assert desk.take([row | {"value": "5 to 6", "who": "men"}]).rows == {"changed": 1}
    (added,) = desk.acts()
    assert isinstance(added, AddClaim)
    assert added.claim.value == CountValue(CasualtyRange(5, 6), "men")
    assert added.claim.evidence.quote == "Report one"
    assert [one.words for one in added.claim.source] == ["a medic"]
    assert added.claim.facet is Facet.KILLED
    assert replace(added.claim, decisions=()) in [
        replace(one, decisions=())
        for one in Today(desk.ledger).reading(REPORTS[0]).claims  # type: ignore[union-attr]
    ]


def test_a_change_that_cannot_be_made_withdraws_nothing(desk: Desk) -> None:
    """The decision stays, and the rows behind are numbered as if that row were not there."""
    desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    member = f"{REPORTS[2]}#1"
    today = Today(desk.ledger)
    added = added_claim(desk.ledger, today, member, "killed", Change(value="4", quote="Report"))
    desk.decide(added)
    desk.decide(SetReport(REPORTS[0], "The Paper"))
    before = desk.acts()
    approval, addition, setting = desk.rows()
    approval["level"], addition["value"] = "fine", "many"
    setting["published"] = "some day"
    own = {"kind": "move", "members": member, "why": "split"}
    named = {"kind": "comment", "incident": f"{C}-d99", "why": "x"}
    done = desk.take([approval, addition, setting, own, named])
    assert done.rows == {"left out": 4, "new": 1}
    assert desk.acts()[:-1] == before
    assert [one.number for one in desk.ledger.reviews()][-1] == done.decisions[0]
    assert desk.ledger.verify() == []


def test_a_withdrawal_can_be_withdrawn(desk: Desk) -> None:
    """Then what it withdrew holds again, for the rows behind it too."""
    number = desk.decide(Approve(A, ApprovalLevel.REVIEWED))
    withdrawal = desk.decide(Withdraw(number))
    again = desk.decide(Withdraw(withdrawal))
    (row, *_) = desk.rows()
    assert desk.acts() == [Approve(A, ApprovalLevel.REVIEWED)]
    rows = [{"kind": "withdraw", "withdraws": str(again), "why": "no"}]
    assert desk.take(rows).rows == {"withdrawn": 1}
    assert desk.acts() == []
    assert desk.take([{"kind": "withdraw", "withdraws": str(number), "why": "no"}]).left_out == 1
    assert "was withdrawn already" in desk.faults
    more = {"kind": "withdraw", "withdraws": str(again + 1), "why": "yes"}
    changed = row | {"level": "approved"}
    assert desk.take([changed, more]).rows == {"withdrawn": 1, "left out": 1}
    assert desk.take([changed]).left_out == 1
    assert "cannot be withdrawn a second time" in desk.faults
    assert desk.acts() == [Approve(A, ApprovalLevel.REVIEWED)]


def test_a_withdrawal_is_no_row_to_change(desk: Desk) -> None:
    """What it should say instead is a decision of its own."""
    desk.decide(Withdraw(desk.decide(Comment(A))))
    rows = desk.rows()
    rows[1]["why"] = "for another reason"
    assert desk.take(rows).left_out == 1
    assert "is a withdrawal; decide anew" in desk.faults


def test_incidents_that_are_several_here_are_named(desk: Desk, tmp_path: Path) -> None:
    """What another ledger holds to be one is not silently one of two."""
    from tests.importing.made_ledgers import TOLD

    from rashomon.records import Incident, IncidentKind, Linkage

    desk.decide(Comment(A))
    with Ledger.open(tmp_path / "b.db", now=lambda: NOW) as ledger:
        for capture, reading in TOLD.values():
            ledger.add_reading(capture, reading, sidecar_fingerprint="")
        apart = tuple(
            Incident(f"x-{report}", IncidentKind.SHELLING, None, None, ((REPORTS[report], 0),))
            for report in (0, 1)
        )
        ledger.save_linkage(Linkage(apart, ()), made_by="linker-1")
        other = Desk(ledger, tmp_path / "b.csv")
        assert other.take(desk.rows()).left_out == 1
        assert "lies in several incidents here: x-0, x-1" in other.faults


def test_rounds_of_coding_are_not_taken_from_tables(desk: Desk) -> None:
    """What a cell says of one counts for nothing, and there is no such kind of row."""
    desk.decide(Comment(A))
    (row,) = desk.rows()
    what = '"what":{"kind":"close round","round":"x"}'
    start = row["detail"].index('"what":')
    detail = row["detail"][:start] + what + ',"incidents":{}}'
    done = desk.take([row | {"detail": detail, "id": ""}, {"kind": "close round", "why": "x"}])
    assert done.rows == {"known": 1, "left out": 1}
    assert len(desk.ledger.reviews()) == 1


def test_names_and_places_can_be_changed(desk: Desk) -> None:
    """Also of one report, and for another reason alone."""
    desk.decide(NameActor("a medic", "X", REPORTS[0]))
    desk.decide(NamePlace("Alder Ford", 1.0, 2.0, 3.0, REPORTS[1]))
    actor, place = desk.rows()
    actor["actor"], place["latitude"], place["rests_on"] = "Y", "1.25", "a map\na list"
    assert desk.take([actor, place]).rows == {"changed": 2}
    assert desk.acts() == [
        NameActor("a medic", "Y", REPORTS[0]), NamePlace("Alder Ford", 1.25, 2.0, 3.0, REPORTS[1]),
    ]  # fmt: skip
    assert desk.ledger.reviews()[-1].rests_on[:2] == ("a map", "a list")
