"""What rows of a sheet say of reports, and each way in which they can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.coding.sheets import Row, parse_sheet, print_sheet
from rashomon.coding_sheets import coded_rows, sheet_rows, write_sheet
from rashomon.errors import SettingError
from rashomon.records import (
    CasualtyRange,
    CodedClaim,
    CountValue,
    DateInterval,
    Means,
    MeansValue,
    Motive,
    PlaceValue,
    Report,
    ResponsibleValue,
    Stance,
    TargetValue,
)

TEXT = (
    "ALDER FORD — Shelling killed four people, a medic said.\n\n"
    "“They shelled us,” the mayor told Radio Fen; four people died at the mill.\n"
)
REPORTS = {"r1": Report("r1", "one", "one.txt", TEXT), "r2": Report("r2", "two", "two.txt", "Q.")}


def find(words: str) -> str:
    """The report of a name."""
    for report in REPORTS.values():
        if report.name == words:
            return report.report_id
    raise SettingError(f"the ledger holds no report that is called {words!r}")


def one(**cells: str) -> CodedClaim:
    """What a row of the first report says."""
    coded, faults = coded_rows([Row(2, **{"report": "r1", **cells})], REPORTS, find)
    assert faults == []
    ((claim,),) = coded.values()
    return claim


@pytest.mark.parametrize(
    ("facet", "value", "wanted"),
    [
        ("killed", "4", CountValue(CasualtyRange(4, 4))),
        ("Injured", "3 to 5", CountValue(CasualtyRange(3, 5))),
        ("casualties", "4+", CountValue(CasualtyRange(4, None))),
        ("strength", "up to 5", CountValue(CasualtyRange(None, 5))),
        ("responsible", "the Fen militia", ResponsibleValue("the Fen militia")),
        ("target", "a mill", TargetValue("a mill")),
        ("means", "artillery", MeansValue(Means.ARTILLERY)),
        ("place", "Alder Ford", PlaceValue("Alder Ford")),
        ("motive", "", Motive()),
    ],
)
def test_values_by_facet(facet: str, value: str, wanted: object) -> None:
    """As `rashomon decide` takes them."""
    assert one(words="Shelling", facet=facet, value=value).claim.value == wanted


def test_a_row_with_all_cells() -> None:
    """A chain of speakers, a stance, an incident, whom it counts, a note."""
    coded = one(
        words="four people died", facet="killed", value="4", who="people", stance="Deny",
        speaker="the mayor | Radio Fen", incident="2", note="as told by radio",
    )  # fmt: skip
    claim = coded.claim
    assert [speaker.words for speaker in claim.source] == ["the mayor", "Radio Fen"]
    assert all(s.evidence is not None and s.evidence.is_in(TEXT) for s in claim.source)
    assert (claim.stance, coded.incident, coded.note) == (Stance.DENY, 2, "as told by radio")
    assert claim.evidence.is_in(TEXT)


def test_words_by_offset_and_by_occurrence() -> None:
    """Either says which of two is meant; the words of print are found by plain ones."""
    second = TEXT.index("four people", 40)
    assert one(words="four people", occurrence="2", facet="notice").claim.evidence.start == second
    by_start = one(words="four people", start=str(second), facet="notice").claim.evidence
    by_ends = one(start=str(second), end=str(second + 11), facet="notice").claim.evidence
    assert (
        by_start
        == by_ends
        == one(words="four people", occurrence="2", facet="notice").claim.evidence
    )
    assert (
        one(words='"They shelled us,"', facet="notice").claim.evidence.quote == "“They shelled us,”"
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"report": ""}, "the report is not named"),
        ({"report": "r7"}, "no report that is called 'r7'"),
        ({"report": "three"}, "no report that is called"),
        ({"facet": "hurt"}, "no facet is called 'hurt'; there are: killed,"),
        ({"facet": ""}, "no facet is called ''"),
        ({"facet": "none"}, "leave the other cells of the row blank"),
        ({"words": ""}, "the words are missing"),
        ({"words": "", "start": "3"}, "start and end go together"),
        ({"words": "seven people"}, "does not hold 'seven people'; copy the words"),
        ({"words": "four people"}, "2 times; write under occurrence which one is meant"),
        ({"words": "four people", "occurrence": "3"}, "the report holds it 2 times"),
        ({"words": "four people", "occurrence": "x"}, "'x' under occurrence is no whole number"),
        ({"start": "0"}, "from 0 to 8 the report has 'ALDER FO', not 'Shelling'"),
        ({"start": "10", "end": "9999"}, "are no words of the report, which has"),
        ({"start": "-1"}, "'-1' under start is no whole number"),
        ({"value": "many"}, "is no killed number; write 12, 3-5"),
        ({"value": ""}, "a killed claim needs a value"),
        ({"value": "5-3"}, "runs backwards"),
        ({"facet": "means", "value": "stones"}, "no means are called 'stones'"),
        ({"facet": "motive"}, "leave value out"),
        ({"facet": "means", "value": "drone", "who": "men"}, "counts nobody; leave who out"),
        ({"stance": "sure"}, "no stance is called 'sure'; there are: affirm, deny"),
        ({"speaker": "a pilot"}, "does not hold 'a pilot'; a speaker is named"),
        ({"incident": "0"}, "count a report's incidents from 1"),
        ({"incident": "first"}, "'first' under incident is no whole number"),
    ],
    ids=lambda value: (
        "-".join(f"{k}={v}" for k, v in value.items()) if isinstance(value, dict) else ""
    ),
)
def test_each_bad_cell_is_told_with_the_way_out(cells: dict[str, str], reason: str) -> None:
    """By its line, and the other rows are looked at all the same."""
    good = {"report": "r1", "words": "Shelling", "facet": "killed", "value": "4"}
    rows = [Row(2, **{**good, **cells}), Row(3, **{**good, "value": "5"})]
    coded, (fault,) = coded_rows(rows, REPORTS, find)
    assert fault.line == 2
    assert reason in fault.reason
    assert "--" not in fault.reason
    assert len(coded["r1"]) == 1


def test_a_report_outside_the_round_is_told() -> None:
    """Though the ledger holds it."""
    rows = [Row(2, "two", facet="none")]
    _, (fault,) = coded_rows(rows, {"r1": REPORTS["r1"]}, find)
    assert str(fault) == "line 2: two is no report of this round"


def test_a_row_twice_and_none_beside_claims_are_told() -> None:
    """Each names the other line."""
    row = {"report": "r1", "words": "Shelling", "facet": "killed", "value": "4"}
    _, (fault,) = coded_rows([Row(2, **row), Row(5, **row)], REPORTS, find)
    assert str(fault) == "line 5: says what line 2 says; remove one"
    _, (fault,) = coded_rows([Row(2, "r1", facet="None"), Row(3, **row)], REPORTS, find)
    assert fault.line == 2
    assert "remove this line or those" in fault.reason


def test_a_blank_row_codes_nothing_and_none_codes_no_incident() -> None:
    """They are not the same."""
    assert coded_rows([Row(2, "r1"), Row(3, "two", facet="none")], REPORTS, find) == (
        {"r2": ()},
        [],
    )


def test_what_was_coded_is_written_as_it_is_taken(tmp_path: Path) -> None:
    """All facets come back from the sheet as they were."""
    cells = [
        {
            "facet": "killed",
            "value": "up to 5",
            "who": "people",
            "speaker": "the mayor | Radio Fen",
        },
        {"facet": "place", "value": "Alder Ford|10.25,-20.5,5.0", "incident": "2"},
        {"facet": "date", "value": "2031-03-07/2031-03-08", "stance": "uncertain"},
        {"facet": "date", "value": "2031-03-07", "note": "see, below"},
        {"facet": "motive"},
        {"facet": "target", "value": "a mill"},
        {"facet": "responsible", "value": "the Fen militia"},
    ]
    own = tuple(one(words="Shelling", **each) for each in cells)
    assert isinstance(own[2].claim.value, DateInterval)
    path = write_sheet(tmp_path, "pilot 1-Änne/..", list(REPORTS.values()), {"r1": own, "r2": ()})
    assert path == tmp_path / "pilot-1-Änne.csv"
    rows, faults = parse_sheet(path.read_bytes())
    assert faults == []
    coded, faults = coded_rows(rows, REPORTS, find)
    assert faults == []
    assert set(coded["r1"]) == set(own)
    assert coded["r2"] == ()
    assert print_sheet(sheet_rows("r1", coded["r1"])).count("\n") == 8


def test_texts_are_written_to_the_letter_and_as_a_page_that_runs_nothing(tmp_path: Path) -> None:
    """Offsets are those of the text; what a page shows is no markup."""
    odd = Report(
        "r9", "<b>name</b>", "x.txt", "One\r\n<script>alert(1)</script>\nthree \ud800", outlet="<i>"
    )
    write_sheet(tmp_path, "s", [odd, REPORTS["r1"]], {})
    text = (tmp_path / "texts" / "r9.txt").read_bytes().decode("utf-8", "surrogatepass")
    assert text == odd.text
    assert (tmp_path / "texts" / "r1.txt").read_text("utf-8") == TEXT
    page = (tmp_path / "texts" / "r9.html").read_bytes().decode()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert f"<th>{odd.text.index('three')}<td>three" in page
