"""Decisions from the command line: on record, shown, exported, withdrawn."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rashomon.clean import clean, cleaner_version
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader
from rashomon.reconciling import dossier
from rashomon.records import Capture, Claim, Facet, Sidecar

Run = Callable[..., Any]

NOON = datetime(2018, 3, 8, 12, tzinfo=UTC)
TEXTS = {
    "one": "Shelling killed four people in the town of Douma on 7 March 2018, a medic said.\n",
    "two": "An air strike killed nine people in the town of Idlib on 20 March 2018, police said.\n",
    "three": "A car bomb wounded two people in Raqqa on 3 January 2018, a doctor said.\n",
}


def capture_of(name: str) -> Capture:
    """One of the invented reports as it comes in."""
    sidecar = Sidecar(outlet=f"The {name.title()} Times")
    return Capture(TEXTS[name].encode(), name, f"{name}.txt", "text/plain", NOON, sidecar)


def fill(path: Path) -> None:
    """Make a ledger of three reports of three incidents."""
    with Ledger.open(path) as ledger:
        for name in TEXTS:
            capture = capture_of(name)
            ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
        build((), ledger, reader=open_reader("rules"))


@pytest.fixture(name="made", scope="module")
def made_fixture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make the ledger once for all tests of this module."""
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture(name="path")
def path_fixture(made: bytes, tmp_path: Path) -> Path:
    """Give each test a ledger of its own."""
    path = tmp_path / "ledger.db"
    path.write_bytes(made)
    return path


@pytest.fixture(name="decide")
def decide_fixture(run: Run, path: Path) -> Run:
    """Run `rashomon decide …` by an analyst, for a reason."""

    def decide(*args: object) -> Any:
        return run("decide", *args, "--by", "A. Analyst", "--why", "as told", "--ledger", path)

    return decide


def incident(path: Path, name: str) -> str:
    """The incident that one of the reports is in, as linking has it."""
    with Ledger.open(path) as ledger:
        for one in ledger.incidents():
            if any(report_id == capture_of(name).report_id for report_id, _ in one.members):
                return one.incident_id
    raise AssertionError(name)


def claim(path: Path, name: str, facet: Facet) -> Claim:
    """A report's first claim of a facet, as it was read."""
    with Ledger.open(path) as ledger:
        reading = ledger.reading(capture_of(name).report_id)
    assert reading is not None
    return next(one for one in reading.claims if one.facet is facet)


def exported(run: Run, path: Path) -> list[dict[str, Any]]:
    """The incidents of a ledger as JSON exports them."""
    ran = run("export", "--ledger", path)
    assert ran.code == 0, ran.err
    incidents: list[dict[str, Any]] = json.loads(ran.out)["incidents"]
    return incidents


def test_a_corrected_claim_says_so(run: Run, decide: Run, path: Path) -> None:
    """The figure follows, and the incident shows by whom, and what was there before."""
    killed = claim(path, "one", Facet.KILLED)
    ran = decide("correct", killed.claim_id, "--value", "5-6", "--rests-on", "a list of names")
    assert ran.code == 0, ran.err
    number = int(ran.out)
    shown = run("show", incident(path, "one"), "--ledger", path)
    assert shown.code == 0, shown.err
    assert "5 to 6" in shown.out
    assert "corrected; was 4 people" in shown.out
    assert f"A. Analyst, decision {number}: as told" in shown.out
    assert "draft" in shown.out.splitlines()[0]
    (one,) = [o for o in exported(run, path) if o["incident_id"] == incident(path, "one")]
    (total,) = [r for r in one["ranges"] if r["outcome"] == "killed" and r["group"] == "all"]
    assert (total["low"], total["high"], total["decisions"]) == (5, 6, [number])
    assert one["review"]["decisions"] == [number]


def test_a_withdrawn_decision_leaves_no_trace_in_the_view(
    run: Run, decide: Run, path: Path
) -> None:
    """What is exported is what was exported before it, while the log keeps both."""
    before = exported(run, path)
    killed = claim(path, "one", Facet.KILLED)
    number = decide("reject", killed.claim_id).out.strip()
    assert exported(run, path) != before
    assert decide("withdraw", number).code == 0
    assert exported(run, path) == before
    told = run("decisions", "--ledger", path)
    assert "rejected" in told.out
    assert f"withdrew decision {number}" in told.out
    assert "(withdrawn by" in told.out
    assert run("verify", "--ledger", path).code == 0


def test_a_claim_is_added_by_marking_its_words(run: Run, decide: Run, path: Path) -> None:
    """Its value, words and speaker count as if they had been read."""
    report = capture_of("three").report_id
    ran = decide(
        "add-claim", f"{report}#0", "--facet", "killed", "--value", "2+", "--who", "people",
        "--quote", "two people", "--speaker", "a doctor",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    shown = run("show", incident(path, "three"), "--ledger", path)
    assert "2 or more" in shown.out
    assert "added — A. Analyst" in shown.out


def test_words_that_are_not_there_are_refused(decide: Run) -> None:
    """The message says what stands there instead."""
    report = capture_of("three").report_id
    add = ("add-claim", f"{report}#0", "--facet", "killed", "--value", "2")
    for options, message in (
        (("--quote", "seven people"), "nowhere"),
        (("--start", "0", "--end", "5", "--quote", "A bus"), "but 'A car'"),
        (("--start", "0"), "go together"),
        (("--start", "0", "--end", "9999"), "characters"),
        ((), "mark the claim's words"),
        (("--quote", "two people", "--speaker", "a pilot"), "does not hold 'a pilot'"),
        (("--quote", "two people", "--stance", "sure"), "no stance"),
    ):
        ran = decide(*add, *options)
        assert ran.code == 1
        assert message in ran.err


def test_values_that_do_not_fit_a_facet_are_refused(decide: Run) -> None:
    """Each message says what would fit."""
    report = capture_of("three").report_id
    for facet, value, message in (
        ("hurt", "2", "no facet"),
        ("killed", "many", "write 12, 3-5 or 12+"),
        ("killed", "5-3", "runs backwards"),
        ("means", "stones", "no means"),
        ("date", "Tuesday", "2031-03-07"),
        ("place", "Raqqa|north", "latitude"),
        ("motive", "revenge", "leave --value out"),
    ):
        ran = decide(
            "add-claim", f"{report}#0", "--facet", facet, "--value", value, "--quote", "two people"
        )
        assert ran.code == 1
        assert message in ran.err


def test_an_unknown_claim_is_answered_by_the_nearest(decide: Run, path: Path) -> None:
    """A mistyped id leads to the one that begins most alike."""
    killed = claim(path, "one", Facet.KILLED)
    ran = decide("reject", killed.claim_id[:-2] + "zz")
    assert ran.code == 1
    assert f"the nearest: {killed.claim_id} (killed" in ran.err


def test_merged_incidents_are_one_until_that_is_withdrawn(
    run: Run, decide: Run, path: Path
) -> None:
    """Both ids lead to the whole; linking again changes nothing of it."""
    one, two = incident(path, "one"), incident(path, "two")
    before = exported(run, path)
    number = decide("same", one, two).out.strip()
    assert len(exported(run, path)) == len(before) - 1
    with Ledger.open(path) as ledger:
        build((), ledger, reader=open_reader("rules"))
        assert dossier(ledger, two).incident.incident_id == one
    assert run("show", two, "--ledger", path).out.startswith(f"{one} · draft")
    again = decide("same", two, one)
    assert again.code == 1
    assert "one incident already" in again.err
    assert decide("withdraw", number).code == 0
    assert exported(run, path) == before


def test_a_report_s_incident_is_split_off_and_moved(run: Run, decide: Run, path: Path) -> None:
    """A new incident is named by the decision; what was merged can so be taken apart again."""
    one, two = incident(path, "one"), incident(path, "two")
    decide("same", one, two)
    report = capture_of("two").report_id
    number = decide("move", f"{report}#0", "--new").out.strip()
    ids = {each["incident_id"] for each in exported(run, path)}
    assert f"{one}-d{number}" in ids
    assert one in ids
    assert two not in ids
    third = incident(path, "three")
    assert decide("move", report, "--to", third).code == 0
    with Ledger.open(path) as ledger:
        assert (report, 0) in dossier(ledger, third).incident.members
    assert "in it" in run("show", f"{one}-d{number}", "--ledger", path).err
    assert decide("move", report, "--to", third).code == 1
    assert decide("move", report).code == 1
    assert "there are: none" not in decide("move", f"{report}#7", "--new").err


def test_incidents_that_differ_stay_apart(run: Run, decide: Run, path: Path) -> None:
    """A later ruling undoes the merge of the same two."""
    one, two = incident(path, "one"), incident(path, "two")
    before = {each["incident_id"] for each in exported(run, path)}
    decide("same", one, two)
    assert decide("different", one, two).code == 0
    assert {each["incident_id"] for each in exported(run, path)} == before
    assert decide("different", one, one).code == 1


def test_a_report_s_outlet_and_day_are_set(run: Run, decide: Run, path: Path) -> None:
    """The view has them, with what they rest on, and the report waits to be read anew."""
    report = capture_of("one").report_id
    ran = decide("set", "one", "--outlet", "The Later Times", "--published", "2018-03-09")
    assert ran.code == 0
    assert "read the report anew" in ran.err
    number = ran.out.strip()
    document = json.loads(run("export", "--ledger", path).out)
    (told,) = [each for each in document["reports"] if each["report_id"] == report]
    assert (told["outlet"], told["published"]) == ("The Later Times", "2018-03-09")
    assert told["found_by"]["outlet"] == f"decision {number}"
    with Ledger.open(path) as ledger:
        assert [each for each, _ in ledger.waiting()] == [report]
        build((), ledger, reader=open_reader("rules"))
        assert not ledger.waiting()
    assert run("verify", "--ledger", path).code == 0
    assert decide("set", "one").code == 1
    assert decide("set", "one", "--published", "9 March").code == 1


def test_names_are_settled(run: Run, decide: Run, path: Path) -> None:
    """Who is called so is an actor, and what is called so is a point."""
    assert decide("name-actor", "a medic", "The Invented Hospital").code == 0
    assert decide("name-place", "the town of Douma", "--lat", 1.5, "--lon", 2.5).code == 0
    place = claim(path, "one", Facet.PLACE)
    assert decide("name-place", place.value.words, "--lat", 1.5, "--lon", 2.5).code == 0  # type: ignore[union-attr]
    (one,) = [o for o in exported(run, path) if o["incident_id"] == incident(path, "one")]
    assert (one["latitude"], one["longitude"], one["radius_km"]) == (1.5, 2.5, 5.0)
    assert decide("name-place", "X", "--lat", 99, "--lon", 0).code == 1


def test_review_stands_in_the_heading(run: Run, decide: Run, path: Path) -> None:
    """The level with who gave it, and who looks after the incident."""
    one = incident(path, "one")
    assert decide("approve", one, "reviewed").code == 0
    assert decide("assign", one, "B. Reviewer").code == 0
    assert decide("comment", one).code == 0
    head = run("show", one, "--ledger", path).out.splitlines()[0]
    assert head == f"{one} · reviewed by A. Analyst · assigned to B. Reviewer"
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(run("export", "-f", "csv", "--ledger", path).out))
        if row["incident_id"] == one
    ]
    assert row["review"] == "reviewed"
    assert len(row["decisions"].split("; ")) == 3
    features = json.loads(run("export", "-f", "geojson", "--ledger", path).out)["features"]
    (feature,) = [each["properties"] for each in features if each["id"] == one]
    assert feature["review"] == "reviewed"
    assert "; ".join(map(str, feature["decisions"])) == row["decisions"]
    assert decide("approve", one, "perfect").code == 1
    assert decide("approve", "nowhere", "approved").code == 1


def test_a_decision_needs_a_name_and_a_reason(run: Run, path: Path) -> None:
    """Neither may be empty, and both must be given."""
    one = incident(path, "one")
    base = ("decide", "comment", one, "--ledger", path)
    assert run(*base, "--by", "A. Analyst").code == 2
    assert run(*base, "--by", " ", "--why", "so").code == 1
    assert run(*base, "--by", "A. Analyst", "--why", " ").code == 1


def test_what_was_not_decided_cannot_be_withdrawn(decide: Run) -> None:
    """Rulings of linking have nothing to withdraw, and nothing is withdrawn twice."""
    assert "none that a person made" in decide("withdraw", 1).err
    ran = decide("name-actor", "X", "Y")
    assert decide("withdraw", ran.out.strip()).code == 0
    assert "was withdrawn by decision" in decide("withdraw", ran.out.strip()).err


def test_a_decision_that_finds_its_claim_no_more_is_told(run: Run, decide: Run, path: Path) -> None:
    """What a later reading lacks is listed as stale, with the reason."""
    killed = claim(path, "one", Facet.KILLED)
    decide("correct", killed.claim_id, "--value", "5")
    assert run("decisions", "--stale", "--ledger", path).out == ""
    with Ledger.open(path) as ledger:
        reading = ledger.reading(killed.report_id)
        assert reading is not None
        from dataclasses import replace

        left = tuple(one for one in reading.claims if one.facet is not Facet.KILLED)
        again = replace(reading, reader="another-1", claims=left)
        capture = ledger.first_capture(killed.report_id) or 0
        ledger.store_reading(again, capture_id=capture, gazetteer="g", cleaner=cleaner_version())
    told = run("decisions", "--stale", "--format", "jsonl", "--ledger", path)
    (line,) = map(json.loads, told.out.splitlines())
    assert line["stale"]
    assert "any more" in line["stale"][0]
    assert line["what"]["kind"] == "correct"
    assert run("decisions", "-f", "xml", "--ledger", path).code == 1


def test_what_another_has_decided_is_replaced_only_by_who_knows_of_it(
    run: Run, decide: Run, path: Path
) -> None:
    """The refusal shows it, `show` tells up to where one knows, and then it may be replaced."""
    killed = claim(path, "one", Facet.KILLED)
    decide("correct", killed.claim_id, "--value", "5")
    other = ("--by", "B. Reviewer", "--why", "counted", "--ledger", path)
    ran = run("decide", "correct", killed.claim_id, "--value", "6", *other)
    assert ran.code == 1
    assert "A. Analyst: corrected" in ran.err
    told = run("show", incident(path, "one"), "--ledger", path).err.strip()
    number = told.removeprefix("as of decision ")
    assert f"--seen {number}" in ran.err
    ran = run("decide", "correct", killed.claim_id, "--value", "6", "--seen", number, *other)
    assert ran.code == 0, ran.err
    ran = run("decide", "correct", killed.claim_id, "--value", "7", "--seen", "x", *other)
    assert "tells no state" in ran.err


def test_what_was_before_is_told(run: Run, decide: Run, path: Path) -> None:
    """A level or an assignment that another one takes the place of."""
    one = incident(path, "one")
    assert "before" not in decide("approve", one, "reviewed").err
    assert "before, it was reviewed by A. Analyst" in decide("approve", one, "approved").err
    decide("assign", one, "B. Reviewer")
    assert "before, it was assigned to B. Reviewer" in decide("assign", one, "C. Third").err


def test_decisions_are_made_on_a_server_too(run: Run, database: str) -> None:
    """Its address goes where a file's name goes."""
    end = ("--by", "A. Analyst", "--why", "so", "--ledger", database)
    ran = run("decide", "name-actor", "X", "Y", *end)
    assert ran.code == 0, ran.err
    assert "“X” is Y" in run("decisions", "--ledger", database).out


def test_explain_says_where_people_decided_otherwise(run: Run, decide: Run, path: Path) -> None:
    """It tells of linking alone, and which decisions have changed what that made."""
    one, two, three = (incident(path, name) for name in ("one", "two", "three"))
    assert "people decided" not in run("explain", one, "--ledger", path).err
    number = decide("same", one, two).out.strip()
    for each in (one, two):
        told = run("explain", each, "--ledger", path).err
        assert f"(decisions {number}): today {one} has 2" in told
    assert "people decided" not in run("explain", three, "--ledger", path).err
    made = decide("move", f"{capture_of('three').report_id}#0", "--new").out.strip()
    assert f"(decisions {made})" in run("explain", three, "--ledger", path).err
    ran = run("explain", f"{three}-d{made}", "--ledger", path)
    assert ran.code == 1
    assert f"was made by decision {made}, not by linking" in ran.err


def test_a_corrected_day_moves_the_incident_or_it_is_said_why_not(
    run: Run, decide: Run, path: Path
) -> None:
    """A day that other words add is another account of it; whoever looks at it is told."""
    one = incident(path, "one")
    assert "name-place" not in run("show", one, "--ledger", path).err
    own = claim(path, "one", Facet.DATE)
    decide("correct", own.claim_id, "--value", "2018-03-06")
    shown = run("show", one, "--ledger", path)
    assert "2018-03-06" in shown.out
    assert "name-place" not in shown.err
    member, words = f"{own.report_id}#0", ("--facet", "date", "--value", "2018-03-01")
    number = decide(
        "add-claim", member, *words, "--quote", claim(path, "one", Facet.KILLED).evidence.quote
    )
    told = run("show", one, "--ledger", path).err
    assert f"decisions {number.out.strip()} are about claims of days or places" in told
