"""Claims coded by hand, and exports of claims that people edited."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.importing.made_ledgers import NOW, READINGS, REPORTS

from rashomon.deciding import Change, corrected, rejected
from rashomon.errors import SettingError
from rashomon.importing import Imported, Taken, take_files
from rashomon.ledger import Ledger
from rashomon.publish import export
from rashomon.reconciling import each_dossier
from rashomon.records import (
    AddClaim,
    CasualtyRange,
    Claim,
    CorrectClaim,
    CountValue,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    PlaceValue,
    ReviewDecision,
    Stance,
    Withdraw,
)
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings

ONE = READINGS[REPORTS[0]]
Row = dict[str, Any]


class Desk:
    """An open ledger, and files beside it."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger, self.folder = ledger, folder
        self.told: list[Taken] = []

    def take(self, rows: list[Row], **options: Any) -> Imported:
        """Take rows in as a coder's sheet."""
        names = dict.fromkeys(name for row in rows for name in row)
        with (self.folder / "codes.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(names))
            writer.writeheader()
            writer.writerows(rows)
        return self.take_file("codes.csv", **options)

    def take_file(self, name: str, **options: Any) -> Imported:
        """Take a file in."""
        self.told = []
        options = {"by": "B. Coder", "taken_by": "C. Keeper"} | options
        path = self.folder / name
        return take_files([path], self.ledger, now=NOW, on_row=self.told.append, **options)

    def exported(self, form: str) -> bytes:
        """Return the claims as an export has them."""
        text, binary = io.StringIO(newline=""), io.BytesIO()
        readings = StoredReadings(self.ledger)
        stream = binary if form == "parquet" else text
        export(each_dossier(self.ledger, readings=readings), readings, form, stream)
        return binary.getvalue() or text.getvalue().encode()

    def lines(self) -> list[Row]:
        """Return the claims as lines of JSON."""
        return [json.loads(line) for line in self.exported("jsonl").splitlines()]

    def take_lines(self, lines: list[Row], **options: Any) -> Imported:
        """Take lines of JSON in."""
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (self.folder / "claims.jsonl").write_text(text, encoding="utf-8")
        return self.take_file("claims.jsonl", **options)

    @property
    def held(self) -> tuple[ReviewDecision, ...]:
        """The decisions in force."""
        return Today(self.ledger).decisions

    def claims(self, facet: Facet, report: int = 0) -> list[Claim]:
        """Return a report's claims of a facet today."""
        reading = Today(self.ledger).reading(REPORTS[report])
        assert reading is not None
        return [claim for claim in reading.claims if claim.facet is facet]

    @property
    def faults(self) -> str:
        """What was said of rows that were left out."""
        return "\n".join(f"{one.where}: {one.words}" for one in self.told if one.how == "left out")


@pytest.fixture(name="desk")
def desk_fixture(path: Path, tmp_path: Path) -> Iterator[Desk]:
    """Open a ledger of its own for each test."""
    with Ledger.open(path, now=lambda: NOW) as ledger:
        yield Desk(ledger, tmp_path)


def coded(facet: str, value: str, words: str, **more: Any) -> Row:
    """A row of a coder's sheet about the first report."""
    return {"report": "one", "facet": facet, "value": value, "words": words, **more}


def test_what_the_machine_reads_the_same_adds_nothing(desk: Desk) -> None:
    """Whatever a coder calls it, and however much of the words is marked."""
    rows = [
        coded("deaths", "7", "killed 7 people"),
        coded("killed", "7.0", "7 people", who="People", source="A medic"),
        coded("injured", "at least 3", 'and "at least" 3 more'),
        coded("injured", ">=3", 'least" 3'),
        coded("weapon", "Artillery", "Shelling", start="13"),
        coded("place", "alder ford", "Alder Ford"),
        coded("responsible", "The army", "the Army", incident="alder-2031-03-07"),
        coded("target", "a market", "a market", incident="#0"),
        coded("motive", "", "to free it", day="7 March 2031"),
        coded("date", "8 March 2031", "on 8 March"),
        coded("place", "Birch; Hill|10,20.25,5", "Birch; Hill", stance="affirms"),
    ]
    done = desk.take(rows)
    assert desk.faults == ""
    assert done.rows == {"known": len(rows)}
    assert desk.held == ()


def test_what_it_reads_otherwise_is_corrected(desk: Desk) -> None:
    """The machine's words stay; value, stance and speaker follow the coder."""
    desk.take([
        coded("killed", "9 to 12", "killed 7 people", who="men", source="the Army",
              stance="denies"),
        coded("means", "air strike", "Shelling", start="13", note="seen on video"),
    ])  # fmt: skip
    assert desk.faults == ""
    first, second = desk.held
    assert isinstance(first.what, CorrectClaim)
    assert first.what.before == ONE.claims[0]
    assert first.what.after.value == CountValue(CasualtyRange(9, 12), "men")
    assert first.what.after.stance is Stance.DENY
    assert [one.words for one in first.what.after.source] == ["the Army"]
    assert (first.who, first.why) == ("B. Coder", "coded by hand in codes.csv")
    assert "taken in by C. Keeper from codes.csv" in first.rests_on
    assert second.why == "seen on video"
    assert desk.claims(Facet.MEANS)[0].value == MeansValue(Means.AIR_STRIKE)


def test_what_it_does_not_read_is_added(desk: Desk) -> None:
    """To the incident that the sentence tells of, or the one that is named."""
    desk.take([
        coded("killed", "up to 4", "a market; to free it", incident="birch-2031-03-08"),
        coded("killed", "2", "Report one", incident="one#1", coder="D. Other"),
    ])  # fmt: skip
    assert desk.faults == ""
    first, second = (one.what for one in desk.held)
    assert isinstance(first, AddClaim)
    assert isinstance(second, AddClaim)
    assert (first.member.number, second.member.number) == (1, 1)
    assert first.claim.value == CountValue(CasualtyRange(None, 4))
    assert [one.who for one in desk.held] == ["B. Coder", "D. Other"]
    assert len(desk.claims(Facet.KILLED)) == 4


def test_an_edited_sheet_updates_what_it_led_to(desk: Desk) -> None:
    """Known by its key, a row withdraws and decides anew; unchanged it adds nothing."""
    rows = [
        coded("killed", "9", "killed 7 people", id="1"),
        coded("killed", "2", "Report one", id="2", incident="0"),
        coded("injured", "3+", 'at least" 3', id="3", start=str(ONE.claims[1].evidence.start)),
    ]
    assert desk.take(rows).rows == {"new": 2, "known": 1}
    assert desk.take(rows).rows == {"known": 3}
    rows[0]["value"], rows[1]["words"], rows[2]["value"] = "11", "Report", "5"
    assert desk.take(rows).rows == {"changed": 2, "new": 1}
    assert {one.what.__class__ for one in desk.held} == {CorrectClaim, AddClaim}
    assert len(desk.held) == 3
    assert desk.claims(Facet.KILLED)[0].value == CountValue(CasualtyRange(11, 11), "people")
    rows[0]["value"] = "7"
    done = desk.take(rows)
    assert done.rows == {"withdrawn": 1, "known": 2}
    assert isinstance(desk.ledger.reviews()[-1].what, Withdraw)
    assert desk.claims(Facet.KILLED)[0] == ONE.claims[0]
    assert desk.take(rows).decisions == ()
    assert desk.ledger.verify() == []


def test_without_keys_rows_are_known_by_facet_and_words(desk: Desk) -> None:
    """A changed value on the same words is a change; several on them are told apart."""
    rows = [coded("killed", "9", "killed 7 people"), coded("killed", "1", "killed 7 people")]
    assert desk.take(rows).rows == {"new": 2}
    assert desk.take(rows).rows == {"known": 2}
    rows[1]["value"] = "2"
    assert desk.take(rows).rows == {"changed": 1, "known": 1}
    values = {str(claim.value.range) for claim in desk.claims(Facet.KILLED)}  # type: ignore[union-attr]
    assert values == {"9", "2", "8"}


def test_no_row_corrects_what_another_confirms(desk: Desk) -> None:
    """Two numbers on the same words: one is read already, the other is added."""
    desk.take([coded("killed", "3", "killed 7 people"), coded("killed", "7", "7 people")])
    (one,) = desk.held
    assert isinstance(one.what, AddClaim)
    assert len(desk.claims(Facet.KILLED)) == 3


def test_other_people_s_decisions_are_not_overwritten(desk: Desk) -> None:
    """Nor what somebody rejected added again; the message says by whom."""
    killed, injured = ONE.claims[0].claim_id, ONE.claims[1].claim_id
    for what in (
        corrected(desk.ledger, Today(desk.ledger), killed, Change(value="9")),
        rejected(desk.ledger, Today(desk.ledger), injured),
    ):
        desk.ledger.decide(what, made_by="person: A. Analyst", why="so")
    done = desk.take([
        coded("killed", "11", "killed 7 people"),
        coded("killed", "9", "killed 7 people"),
        coded("injured", "3+", 'at least" 3', incident="0", start="35"),
    ])  # fmt: skip
    assert done.rows["known"] == 1
    assert "A. Analyst, has settled this claim otherwise" in desk.faults or len(desk.held) == 3
    assert "A. Analyst, has rejected this claim" in desk.faults


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"facet": "hurt"}, "no facet is called 'hurt'"),
        ({"report": "nine"}, "no report that is called 'nine'"),
        ({"report": ""}, "names no report"),
        ({"words": "a bus"}, "holds “a bus” nowhere"),
        ({"words": "more were hurt"}, "2 times; say in “start” which"),
        ({"words": ""}, "no words are marked"),
        ({"value": "many"}, "write 12, 3-5 or 12+"),
        ({"value": "3-May"}, "made a day of it"),
        ({"value": ""}, "needs a --value"),
        ({"value": "9" * 5000}, "write 12, 3-5 or 12+"),
        ({"stance": "sure"}, "no stance"),
        ({"speaker": "a pilot", "value": "9"}, "does not hold 'a pilot'"),
        ({"incident": "nowhere"}, "tells of nothing in the incident 'nowhere'"),
        ({"words": "Report one"}, "write into “incident” which"),
        ({"facet": "motive"}, "the words are the value"),
        ({"facet": "date", "value": "03/04/2031"}, "can be read as no one day"),
        ({"facet": "date", "value": "2031-03-04 to 2031-03-05 to 2031-03-06"}, "is no day"),
        ({"facet": "means", "value": "stones"}, "no means"),
        ({"start": "x"}, "is no offset"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_row_that_cannot_be_used_says_why(desk: Desk, row: Row, words: str) -> None:
    """With line and way out; the row beside it goes in."""
    good = coded("killed", "9", "killed 7 people", start="", stance="", speaker="", incident="")
    bad = coded("killed", "9", "8 people") | row
    assert desk.take([good, bad]).rows == {"new": 1, "left out": 1}
    assert "codes.csv:3: " in desk.faults
    assert words in desk.faults


def test_columns_can_be_named(desk: Desk) -> None:
    """Headers of other languages are mapped; what is missing or not there is named."""
    row = {"Doc": "one", "Merkmal": "killed", "Wert": "9", "Zitat": "killed 7 people"}
    with pytest.raises(SettingError, match="tell neither"):
        desk.take([row])
    names = "report=Doc,facet=Merkmal,value=Wert,words=Zitat"
    assert desk.take([row], columns=names).rows == {"new": 1}
    with pytest.raises(SettingError, match="facet=…; there are: doc, merkmal"):
        desk.take([row], columns="words=Zitat")
    with pytest.raises(SettingError, match="no column is called 'mark'"):
        desk.take([row], columns="facet=Mark")
    with pytest.raises(SettingError, match="the fields are key"):
        desk.take([row], columns="colour=Mark")
    with pytest.raises(SettingError, match="--columns is for tables of claims"):
        desk.take([row], columns=names, kind="decisions")


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_an_export_that_nobody_changed_adds_nothing(desk: Desk, form: str) -> None:
    """Lines, Parquet, and the columns of Parquet as a table."""
    if form == "csv":
        desk.take_lines([])
        rows = flat_rows(desk)
        done = desk.take(rows)
    else:
        (desk.folder / f"claims.{form}").write_bytes(desk.exported(form))
        done = desk.take_file(f"claims.{form}")
    assert desk.faults == ""
    assert done.rows == {"known": sum(len(one.claims) for one in READINGS.values())}


def flat_rows(desk: Desk) -> list[Row]:
    """The claims as a table of the columns of Parquet, as data tools write it."""
    import pyarrow.parquet as parquet

    rows = []
    for row in parquet.read_table(io.BytesIO(desk.exported("parquet"))).to_pylist():
        row["source"] = json.dumps(row["source"])
        rows.append({name: "" if cell is None else str(cell) for name, cell in row.items()})
    return rows


def test_edited_exports_correct_claims(desk: Desk) -> None:
    """Every field of a value, the speaker, the stance and the words; the same again is known."""
    lines = desk.lines()
    by = {(line["report"], line["facet"]): line for line in reversed(lines)}
    by["one", "killed"]["value"]["max"] = None
    by["one", "injured"]["source"] = []
    by["one", "means"]["value"]["class"] = "drone"
    by["one", "place"]["value"] |= {"lat": 1.5, "lon": 2.5, "radius_km": 3}
    by["one", "date"]["value"] |= {"from": "2031-03-07", "to": "2031-03-09"}
    by["one", "responsible"]["value"]["actor"] = "the Navy"
    by["one", "target"]["value"]["what"] = "the market"
    by["one", "motive"]["stance"] = "uncertain"
    line = by["two", "killed"]
    line |= {"quote": line["quote"].removeprefix("killed "), "start": line["start"] + 7}
    assert desk.take_lines(lines).rows["new"] == 9
    assert desk.faults == ""
    after = {one.what.after.facet: one.what.after for one in desk.held[:8]}  # type: ignore[union-attr]
    assert after[Facet.KILLED].value == CountValue(CasualtyRange(7, None), "people")
    assert after[Facet.INJURED].source == ()
    assert after[Facet.MEANS].value == MeansValue(Means.DRONE)
    place = after[Facet.PLACE].value
    assert isinstance(place, PlaceValue)
    assert (place.lat, place.lon, place.radius_km) == (1.5, 2.5, 3)
    assert isinstance(after[Facet.DATE].value, DateInterval)
    assert desk.claims(Facet.KILLED, 1)[0].evidence.quote == "7 people"
    assert desk.take_lines(lines).decisions == ()
    by["one", "killed"]["value"]["max"] = 40
    assert desk.take_lines(lines).rows["changed"] == 1
    again = desk.lines()
    assert desk.take_lines(again).decisions == ()


def test_claims_that_are_gone_are_named(desk: Desk) -> None:
    """Rejected, corrected since, or never there."""
    lines = desk.lines()
    killed, injured = lines[0], lines[1]
    for what in (
        corrected(desk.ledger, Today(desk.ledger), killed["claim_id"], Change(value="9")),
        rejected(desk.ledger, Today(desk.ledger), injured["claim_id"]),
    ):
        desk.ledger.decide(what, made_by="person: A. Analyst", why="so")
    assert desk.take_lines(lines).left_out == 0
    killed["value"]["min"] = 1
    unknown = lines[2] | {"claim_id": "c0", "value": {"class": "drone"}}
    new = lines[3] | {"claim_id": "", "value": "Elsewhere", "incident_id": ""}
    desk.take_lines([killed, unknown, new])
    assert "has been corrected since" in desk.faults
    assert "has no claim c0" in desk.faults
    assert len(desk.held) == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[1]", "is no object"),
        (b'{"report": "one", "facet": 3}', "another type"),
        (b'{"report": "one", "facet": "killed", "quote": "a\\u0000"}', "another type"),
        (b'{"report": "one", "facet": "killed", "quote": "8 people", '
         b'"value": {"min": 1.5}}', "whole"),
        (b'{"report": "one", "facet": "place", "quote": "Alder Ford", "value": {"name": "x", '
         b'"lat": NaN, "lon": 1, "radius_km": 1}}', "no place on Earth"),
        (b'{"report": "one", "facet": "place", "quote": "Alder Ford", "value": {"name": "x", '
         b'"lat": 1}}', "go together"),
        (b'{"report": "one", "facet": "means", "quote": "Report one", '
         b'"value": {"class": "x"}}', "'x' is not a valid Means"),
        (b'{"report": "one", "facet": "target", "quote": "8 people", "value": {}}', "no 'what'"),
        (b'{"facet": "killed", "quote": "' + b"x" * 2_100_000 + b'"}', "too long"),
    ],
    ids=lambda value: repr(value)[:50],
)  # fmt: skip
def test_bad_lines_cost_themselves(desk: Desk, line: bytes, words: str) -> None:
    """Whatever stands there, the lines around it are taken."""
    good = json.dumps(desk.lines()[0]).encode()
    content = b"\n".join([good, line, b"", good])
    (desk.folder / "claims.jsonl").write_bytes(content)
    assert desk.take_file("claims.jsonl").rows == {"known": 2, "left out": 1}
    assert "claims.jsonl:2: " in desk.faults
    assert words in desk.faults


def test_files_that_are_no_parquet_are_named(desk: Desk) -> None:
    """Neither other bytes nor other columns are taken for claims."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    (desk.folder / "a.parquet").write_bytes(b"PAR1 no")
    parquet.write_table(pa.table({"x": [1]}), desk.folder / "b.parquet")
    for name in ("a.parquet", "b.parquet", "none.parquet", "none.jsonl"):
        with pytest.raises(SettingError):
            desk.take_file(name)


def test_reports_are_known_by_any_of_their_names(desk: Desk) -> None:
    """The id, its beginning, name, address in a folder or on the web."""
    names = [REPORTS[0], REPORTS[0][:8], "One", "one.txt", "https://one.example/a"]
    rows = [coded("killed", "7", "killed 7 people") | {"report": name} for name in names]
    assert desk.take(rows).rows == {"known": 5}


def test_day_and_place_tell_incidents_of_one_report_apart(desk: Desk) -> None:
    """Where the words alone stand in both."""
    row = coded("injured", "4", "more were hurt", day="2031-03-08", place="birch")
    assert desk.take([row]).rows == {"new": 1}
    (one,) = desk.held
    assert isinstance(one.what, CorrectClaim | AddClaim)
    claim = one.what.after if isinstance(one.what, CorrectClaim) else one.what.claim
    assert ONE.incidents[1].mentions == (claim.mention,)
    assert replace(claim, decisions=()) == claim


def test_two_tellings_in_one_incident_are_told_apart_by_words(desk: Desk) -> None:
    """Where a report tells of an incident twice, the words say in which telling."""
    three = READINGS[REPORTS[2]]
    words = three.report.text[three.mentions[1].span.start :][:40]
    row = {"report": "three", "facet": "killed", "value": "50", "words": words,
           "incident": "alder-2031-03-20"}  # fmt: skip
    rows = [row, row | {"value": "51", "words": "Report three"}]
    assert desk.take(rows).rows == {"new": 1, "left out": 1}
    assert "write into “incident” which" in desk.faults
    (one,) = desk.held
    claim = one.what.after if isinstance(one.what, CorrectClaim) else one.what.claim  # type: ignore[union-attr]
    assert claim.mention == 1


def test_a_name_of_several_reports_is_asked_back(desk: Desk) -> None:
    """The ids are told, to choose from."""
    from rashomon.records import Capture

    for number in (1, 2):
        content = f"Nothing happened on day {number}, a spokesman said."
        capture = Capture(content.encode(), "twin", f"{number}/twin.txt", "text/plain", NOW)
        from rashomon.clean import clean, cleaner_version

        desk.ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
    row = coded("killed", "1", "Nothing") | {"report": "twin"}
    unread = row | {"report": "1/twin.txt"}
    assert desk.take([row, unread]).left_out == 2
    assert "may be any of 2 reports" in desk.faults
    assert "has not been read; run `rashomon build`" in desk.faults


def test_words_may_be_marked_by_offsets_alone(desk: Desk) -> None:
    """As an editor of texts gives them."""
    span = ONE.claims[0].evidence
    row = coded("killed", "7", "", start=str(span.start), end=f"{span.end}.0")
    assert desk.take([row]).rows == {"known": 1}


def test_a_table_of_an_export_may_have_values_as_json(desk: Desk) -> None:
    """Whatever tool has turned lines into a table; a bad number in a column is named."""
    line = desk.lines()[0]
    row = {name: json.dumps(cell) if isinstance(cell, dict | list) else cell
           for name, cell in line.items()}  # fmt: skip
    assert desk.take([row]).rows == {"known": 1}
    assert desk.take([row | {"value": "{", "claim_id": ""}]).left_out == 1
    flat = flat_rows(desk)
    assert desk.take([flat[0] | {"value_min": "x"}]).left_out == 1
    assert "“value_min” is 'x'" in desk.faults
    assert desk.take([flat[0] | {"source": "the Army", "value_who": ""}]).rows == {"new": 1}
    assert desk.take([flat[1] | {"source": "[oops"}]).left_out == 1


def test_words_of_an_export_must_stand_where_they_are_marked(desk: Desk) -> None:
    """An edited quotation that the report does not hold is no correction."""
    line = desk.lines()[0]
    assert desk.take_lines([line | {"quote": "killed 9 people"}]).left_out == 1
    moved = line | {"start": line["start"] + 1}
    assert desk.take_lines([moved]).rows["new"] in (0, 1)
