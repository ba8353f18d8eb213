"""What changed between two moments, readers or releases, and why."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.history.conftest import FEN, FORD, Life

from rashomon.deciding import same
from rashomon.differences import Difference, IncidentChange, diff, difference_as_json, parse_side
from rashomon.differences.causes import TooMuchChanged, since
from rashomon.differences.of_ledgers import between_moments
from rashomon.differences.sides import Side
from rashomon.errors import LedgerError, SettingError
from rashomon.ledger.as_of import NOW
from rashomon.publish.release import write_release
from rashomon.reconciling import dossiers, each_dossier
from rashomon.records import ApprovalLevel, Approve, CorrectClaim, NameActor, NamePlace, SetReport
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings


def compared(life: Life, before: str, after: str, **options: str) -> Difference:
    """Two steps of a life held against each other."""
    ledger = life.ledger
    moments = [ledger.moment_of(life.at(step)) for step in (before, after)]
    return between_moments(ledger, moments[0], moments[1], **options)  # type: ignore[arg-type]


def only(found: Difference) -> IncidentChange:
    """The one incident that changed."""
    (one,) = found.incidents
    return one


def whys(one: IncidentChange) -> str:
    """All causes of an incident's change in one text."""
    return "\n".join(cause.words for cause in one.causes)


def test_a_new_ledger_has_all_incidents_appear(lived: Life) -> None:
    """With their claims, and the reports that brought them."""
    found = compared(lived, "empty", "built")
    assert {one.incident_id for one in found.incidents} == set(lived.said["built"][1])
    assert {one.how for one in found.incidents} == {"appeared"}
    for one in found.incidents:
        assert {change.how for change in one.changes} == {"added"}
        assert "was read for the first time" in whys(one)
    assert found.notes == ()


def test_nothing_differs_from_itself(lived: Life) -> None:
    """At any step."""
    for step in lived.said:
        assert compared(lived, step, step).incidents == ()


def test_more_than_one_can_wait_for_is_refused(lived: Life) -> None:
    """Before it is computed, and with the way out."""
    with pytest.raises(TooMuchChanged, match=r"reports were read .*`rashomon diff`"):
        compared(lived, "empty", "built", most=1)  # type: ignore[arg-type]
    with pytest.raises(TooMuchChanged, match="incidents may have changed"):
        compared(lived, "rejected", "merged", most=1)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashomon.differences.of_ledgers._LOOKED_BACK", 1)
        with pytest.raises(TooMuchChanged, match="since the first moment"):
            compared(lived, "empty", "empty", most=100)  # type: ignore[arg-type]
    assert compared(lived, "empty", "built", most=100) == compared(lived, "empty", "built")  # type: ignore[arg-type]


def test_a_new_report_changes_what_it_tells_of_alone(lived: Life) -> None:
    """Its claims came with it."""
    found = compared(lived, "built", "added", incident_id=lived.of("one"))
    one = only(found)
    claims = [change for change in one.changes if change.what == "claim"]
    assert [change.report_id for change in claims] == [lived.report("four")]
    assert [cause.kind for cause in claims[0].causes] == ["report"]
    assert lived.report("four") in whys(one)
    assert len(compared(lived, "built", "added").incidents) == 2


def test_another_reader_changes_a_claim(lived: Life) -> None:
    """From the old words to the new ones, with the figure that follows."""
    one = only(compared(lived, "added", "read again"))
    (claim,) = [change for change in one.changes if change.what == "claim"]
    assert claim.before is not None
    assert claim.after is not None
    assert claim.before.startswith("killed: 4 people, a medic")
    assert claim.after.startswith("killed: 9 people, a medic")
    assert [(cause.kind, cause.by) for cause in claim.causes] == [("reading", "rules-2")]
    assert ("killed", "4", "4 to 9") in [(c.name, c.before, c.after) for c in one.changes]
    assert "by another reader than rules-1" in whys(one)
    assert any(change.what == "contest" for change in one.changes)


def test_a_rejection_takes_a_claim_away(lived: Life) -> None:
    """By whom and why is told."""
    one = only(compared(lived, "read again", "rejected"))
    (claim,) = [change for change in one.changes if change.what == "claim"]
    assert (claim.how, claim.report_id) == ("gone", lived.report("two"))
    assert [(cause.kind, cause.by) for cause in claim.causes] == [("decision", "Ana")]
    assert "as told" in whys(one)


def test_a_merge_lets_an_incident_vanish_into_another(lived: Life) -> None:
    """And its withdrawal lets it appear from there."""
    found = compared(lived, "rejected", "merged")
    whole, part = lived.of("one"), lived.of("three")
    part = next(one.incident_id for one in found.incidents if one.how == "vanished")
    by_id = {one.incident_id: one for one in found.incidents}
    assert by_id[part].others == (whole,)
    assert [cause.kind for cause in by_id[part].causes] == ["decision"]
    moved = [change for change in by_id[whole].changes if change.what == "claim"]
    assert {change.note for change in moved} == {f"moved from {part}"}
    back = {one.incident_id: one for one in compared(lived, "merged", "withdrawn").incidents}
    assert (back[part].how, back[part].others) == ("appeared", (whole,))
    assert "withdrew" in whys(back[part])
    assert "withdrew" in whys(back[whole])
    assert compared(lived, "rejected", "withdrawn").incidents == ()


def test_a_move_makes_an_incident_of_its_own(lived: Life) -> None:
    """It came from the one that it was moved out of."""
    found = {one.incident_id: one for one in compared(lived, "withdrawn", "moved").incidents}
    (minted,) = Today(lived.ledger).minted_ids()
    assert (found[minted].how, found[minted].others) == ("appeared", (lived.of("one"),))
    assert "moved" in whys(found[minted])


def test_an_incident_that_no_reading_tells_of_any_more_is_gone(life: Life) -> None:
    """With the reading that no longer tells of it."""
    life.read("one", FORD, FEN)
    life.link()
    life.note("both")
    life.read("one", FORD, FEN, reader="rules-2", first=1)
    life.link()
    life.note("one")
    found = compared(life, "both", "one")
    (gone,) = [one for one in found.incidents if one.how == "vanished"]
    assert gone.others == ()
    assert "no longer tells of it" in whys(gone)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (lambda life: Approve(life.of("one"), ApprovalLevel.REVIEWED), "review"),
        (lambda _: NamePlace("Alder Ford", 1.0, 2.0, 3.0), "place"),
        (lambda _: NameActor("a medic", "Fen Clinic"), None),
        (lambda life: SetReport(life.report("one"), "The Times"), None),
    ],
)
def test_decisions_are_seen_where_they_change_something(
    life: Life, what: object, expected: str | None
) -> None:
    """In every incident that uses a name, and nowhere else."""
    life.read("one", FORD)
    life.read("two", FEN)
    life.link()
    life.note("before")
    life.decide(what(life))  # type: ignore[operator]
    life.note("after")
    found = compared(life, "before", "after")
    assert life.said["before"][1] != life.said["after"][1]
    if expected is not None:
        change = next(c for one in found.incidents for c in one.changes if c.name == expected)
        assert change.before != change.after
        assert all(cause.kind == "decision" for one in found.incidents for cause in one.causes)


def test_what_changed_is_what_dossiers_say(lived: Life) -> None:
    """Nothing that differs between two steps is overlooked, though little of it is computed."""
    steps = list(lived.said)
    for n, before in enumerate(steps):
        for after in steps[n + 1 :]:
            found = {one.incident_id for one in compared(lived, before, after).incidents}
            was, now = lived.said[before][1], lived.said[after][1]
            assert was.keys() ^ now.keys() <= found
            for one in was.keys() & now.keys() - found:
                # The number that a report gives to it may be another; what is told is the same.
                same_numbers = replace(was[one].incident, members=now[one].incident.members)
                told = replace(was[one], review=now[one].review, incident=same_numbers)
                assert told == now[one]


def test_readers_are_compared_on_reports_that_both_have_read(lived: Life) -> None:
    """Which are said to be how many."""
    found = diff(lived.ledger, parse_side("reader:rules-1"), parse_side("reader:rules-2"))
    assert found.notes == ("compared are the 2 of 5 reports that both sides have read",)
    changed = {one.incident_id: one for one in found.incidents}
    claims = [c for c in changed[lived.of("one")].changes if c.what == "claim"]
    assert [(c.report_id, c.how) for c in claims] == [(lived.report("one"), "changed")]
    now = diff(lived.ledger, parse_side("reader:rules-2"), parse_side("now"))
    assert now.incidents == ()
    with pytest.raises(LedgerError, match="no report was read by 'x'"):
        diff(lived.ledger, parse_side("reader:x"), parse_side("now"))


def test_a_moment_that_is_earlier_is_refused(lived: Life) -> None:
    """The way out is said."""
    with pytest.raises(SettingError, match="swap the two"):
        diff(lived.ledger, parse_side("now"), parse_side("@1"))


def release(life: Life, folder: Path) -> Path:
    """Write a release of a ledger as it is."""
    readings = StoredReadings(life.ledger)
    write_release(
        life.ledger,
        folder,
        lambda policy: each_dossier(life.ledger, policy=policy, readings=readings),
        readings,
        policies={None: "airwars-2", "ucdp": "ucdp", "acled": "acled", "airwars": "airwars"},
        linker="link",
        without=("parquet", "ftm", "jsonld", "geojson"),
    )
    return folder


def test_releases_are_compared_by_their_files(lived: Life, tmp_path: Path) -> None:
    """A folder, or a ZIP of one; what made them is told, too."""
    before = release(lived, tmp_path / "before")
    lived.decide(same(Today(lived.ledger), lived.of("one"), lived.of("three")))
    lived.read("six", FORD)
    lived.link()
    after = release(lived, tmp_path / "after")
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "after")
    found = diff(None, parse_side(str(before)), parse_side(str(after)))
    zipped = diff(None, parse_side(str(before)), parse_side(packed))
    assert zipped.incidents == found.incidents
    by_how = {one.how: one for one in found.incidents}
    assert by_how["vanished"].others == (lived.of("one"),)
    assert f"report {lived.report('six')}" in whys(by_how["changed"])
    assert "decision" in whys(by_how["changed"])
    assert any(note.startswith("decisions up to number") for note in found.notes)
    assert diff(None, parse_side(str(after)), parse_side(packed)).incidents == ()


def test_a_release_is_compared_with_a_ledger(lived: Life, tmp_path: Path) -> None:
    """A release of then with the ledger of then, of which it says the same, and of now."""
    made = release(lived, tmp_path / "made")
    lived.note("released")
    ledger = lived.ledger
    at = Side("then", at=lived.at("released"))
    assert diff(ledger, parse_side(str(made)), at).incidents == ()
    lived.decide(same(Today(ledger), lived.of("one"), lived.of("three")))
    found = diff(ledger, parse_side(str(made)), parse_side("now"))
    assert "vanished" in {one.how for one in found.incidents}
    back = diff(ledger, parse_side("now"), parse_side(str(made)))
    assert "appeared" in {one.how for one in back.incidents}
    with pytest.raises(SettingError, match="name it"):
        diff(None, parse_side(str(made)), parse_side("now"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("manifest.json", "{", "is damaged"),
        ("manifest.json", "[]", "no JSON object"),
        ("manifest.json", '{"manifest": 2}', "no manifest of a release"),
        ("manifest.json", '{"manifest": 1, "files": [3]}', "no manifest of a release"),
        ("manifest.json", '{"manifest": 1, "files": []}', "has no incidents.json"),
        ("incidents.json", "", "is not the one of its manifest"),
        ("incidents.json", ' "incidents": [\n  {\n   "a": 1\n  }\n', "without its id"),
    ],
)
def test_a_damaged_release_is_refused(
    life: Life, tmp_path: Path, name: str, content: str, message: str
) -> None:
    """With a word on what is wrong."""
    life.read("one", FORD)
    life.link()
    made = release(life, tmp_path / "made")
    (made / name).write_text(content)
    with pytest.raises(SettingError, match=message):
        diff(None, parse_side(str(made)), parse_side(str(made)))


def test_an_incident_that_is_none_is_refused(life: Life, tmp_path: Path) -> None:
    """Though its file has the manifest's hash."""
    made = release(life, tmp_path / "made")
    path = made / "incidents.json"
    path.write_text(' "incidents": [\n  {\n   "incident_id": "a"\n  }\n ]\n}\n')
    manifest = json.loads((made / "manifest.json").read_text())
    import hashlib

    for entry in manifest["files"]:
        if entry["name"] == "incidents.json":
            entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    other = release(life, tmp_path / "other")
    (made / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SettingError, match="no incident of an export"):
        diff(None, parse_side(str(made)), parse_side(str(other)))


@pytest.mark.parametrize("name", ["no.zip", "empty.zip"])
def test_what_is_no_release_is_refused(tmp_path: Path, name: str) -> None:
    """A file that is no ZIP, and a folder without a manifest."""
    (tmp_path / "no.zip").write_text("x")
    (tmp_path / "empty.zip").mkdir()
    with pytest.raises(SettingError, match="cannot be read"):
        diff(None, parse_side(str(tmp_path / name)), parse_side(str(tmp_path / name)))


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("now", Side("now")),
        ("@12", Side("@12", number=12)),
        ("reader: rules-3", Side("reader: rules-3", reader="rules-3")),
        ("2031-03-07", Side("2031-03-07", at=datetime(2031, 3, 7, tzinfo=UTC))),
        ("2031-03-07T12:30", Side("2031-03-07T12:30", at=datetime(2031, 3, 7, 12, 30, tzinfo=UTC))),
        (
            "2031-03-07T12:30+02:00",
            Side("2031-03-07T12:30+02:00", at=datetime(2031, 3, 7, 10, 30, tzinfo=UTC)),
        ),
    ],
)
def test_sides_are_told_in_words(words: str, side: Side) -> None:
    """A day alone is the midnight that it begins with, in UTC."""
    assert parse_side(words) == side


@pytest.mark.parametrize("words", ["", "@", "@x", "yesterday", "reader:", "0001-01-01T00:00+05:00"])
def test_words_that_name_no_side_are_refused(words: str) -> None:
    """With what there is instead."""
    with pytest.raises(SettingError):
        parse_side(words)


def test_a_correction_names_both_wordings(life: Life) -> None:
    """And is plain data for programs."""
    life.read("one", FORD)
    life.link()
    life.note("before")
    claim = life.claim("one")
    life.decide(CorrectClaim(claim, replace(claim, source=())))
    moment = life.ledger.moment_of(life.at("before"))
    plain = difference_as_json(between_moments(life.ledger, moment, NOW))
    (one,) = plain["incidents"]
    (change,) = [c for c in one["changes"] if c["what"] == "claim"]
    assert ("a medic" in change["before"], "the report itself" in change["after"]) == (True, True)
    assert change["why"][0]["by"] == "Ana"
    assert json.loads(json.dumps(plain)) == plain
    assert len(list(dossiers(life.ledger))) == 1


@pytest.mark.parametrize("way", ["renamed before", "corrected before", "Клиника"])
def test_a_name_is_followed_where_a_decision_has_put_it(life: Life, way: str) -> None:
    """Where another naming led to it, or a correction holds it, or its letters are not ASCII."""
    name = "Fen Clinic" if way != "Клиника" else way
    life.read("one", FORD)
    life.read("two", FEN)
    life.link()
    if way == "corrected before":
        claim = life.claim("one")
        source = (replace(claim.source[0], actor=name),)
        life.decide(CorrectClaim(claim, replace(claim, source=source)))
    else:
        life.decide(NameActor("a medic", name))
    life.note("before")
    life.decide(NameActor(name, "Fen Hospital"))
    life.note("after")
    was, now = life.said["before"][1], life.said["after"][1]
    happened = since(
        life.ledger,
        life.ledger.moment_of(life.at("before")),
        life.ledger.moment_of(life.at("after")),
        life.ledger.reviews(),
    )
    reports = happened.reports | life.ledger.reports_naming(happened.names)
    changed = {key for key in was if was[key] != now[key]}
    assert changed
    assert changed <= set(life.ledger.placements(reports).values())
