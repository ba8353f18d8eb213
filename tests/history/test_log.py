"""All that happened to an incident, in the order of time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from tests.history.conftest import FEN, FORD, Life
from tests.ledger.conftest import linkage
from tests.ledger.conftest import told as tell

from rashomon.deciding import same
from rashomon.errors import NoSuchIncident
from rashomon.history import IncidentLog, entry_as_json, incident_log
from rashomon.records import (
    ApprovalLevel,
    Approve,
    Comment,
    CorrectClaim,
    Link,
    NameActor,
    NamePlace,
    SetReport,
    act_to_plain,
)
from rashomon.reviewing import Today


def kinds(told: IncidentLog, kind: str) -> list[str]:
    """What is told of one kind."""
    return [entry.what for entry in told.entries if entry.kind == kind]


def test_all_is_told_in_the_order_of_time(lived: Life) -> None:
    """Each capture, reading, ruling and decision, whatever made it."""
    told = incident_log(lived.ledger, lived.of("one"))
    assert all(one.at <= other.at for one, other in pairwise(told.entries))
    names = [lived.report(name) for name in ("one", "two", "four")]
    assert {entry.report_id for entry in told.entries if entry.kind == "captured"} == set(names)
    assert kinds(told, "read").count(f"{names[0]}: 1 claim on 1 incident") == 1
    assert kinds(told, "read").count(f"{names[0]} again: 1 claim on 1 incident") == 3
    assert {f"{name}#0 is in {told.incident_id}" for name in names} <= set(kinds(told, "linked"))


def test_why_a_report_was_read_again_is_told(lived: Life) -> None:
    """By which other reader than before."""
    told = incident_log(lived.ledger, lived.of("one"))
    whys = [e.why for e in told.entries if e.kind == "read" and e.report_id == lived.report("one")]
    assert whys == [
        "",
        "by another reader than rules-1",
        "by another reader than rules-2",
        "by another reader than rules-1",
    ]


def test_a_withdrawn_decision_is_told_with_what_withdrew_it(lived: Life) -> None:
    """And so is the withdrawal."""
    told = incident_log(lived.ledger, lived.of("one"))
    decisions = [entry for entry in told.entries if entry.kind == "decided"]
    whats = [entry.what for entry in decisions]
    merged = decisions[1]
    assert [whats[n].split()[0] for n in (0, 2, 3)] == ["rejected", "withdrew", "moved"]
    assert merged.what.endswith(f"is the same as {told.incident_id}")
    assert merged.withdrawn_by == decisions[2].number
    assert {entry.by for entry in decisions} == {"Ana"}
    assert decisions[0].withdrawn_by is None
    assert decisions[0].why == "as told; a list"


def test_what_was_merged_into_an_incident_is_told_with_it(lived: Life) -> None:
    """Under whichever of the two ids it is asked for."""
    part, whole = lived.of("three"), lived.of("one")
    before = incident_log(lived.ledger, part)
    lived.decide(same(Today(lived.ledger), whole, part))
    told = incident_log(lived.ledger, part)
    assert told == incident_log(lived.ledger, whole)
    assert (told.incident_id, set(told.known_as)) == (whole, {whole, part})
    assert set(before.entries) <= set(told.entries)


def test_a_member_that_reads_no_longer_so_leaves_by_a_ruling(lived: Life) -> None:
    """What is left of an incident that lost all is its past."""
    (left,) = {one for one in lived.said["built"][1] if one.endswith("03-20")}
    told = incident_log(lived.ledger, left)
    assert any("no longer tells" in e.why or "is now" in e.why for e in told.entries)


def test_an_incident_that_a_move_made_has_a_past(lived: Life) -> None:
    """That of the report that was moved, and the move."""
    (minted,) = Today(lived.ledger).minted_ids()
    told = incident_log(lived.ledger, minted)
    assert kinds(told, "captured")[0].startswith(lived.report("four"))
    assert kinds(told, "decided")[-1].endswith(f"a new incident, {minted}")


def test_who_is_no_incident_has_no_past(lived: Life) -> None:
    """The message names those that are like it."""
    with pytest.raises(NoSuchIncident, match="did you mean"):
        incident_log(lived.ledger, lived.of("one") + "x")


def test_a_near_miss_is_told_on_both_sides(life: Life) -> None:
    """Of the incident that it was held against, and of the one that it is in."""
    life.read("one", FORD)
    life.read("three", FEN)
    keys = [(life.report(name), 0) for name in ("one", "three")]
    groups = linkage(("ford", keys[:1]), ("fen", keys[1:]))
    doubt = Link("fen", keys[0], "unsure", 0.7, ("both at noon",))
    life.ledger.save_linkage(replace(groups, links=(*groups.links, doubt)), made_by="link-1")
    told = [
        [entry for entry in incident_log(life.ledger, name).entries if entry.kind == "near miss"]
        for name in ("ford", "fen")
    ]
    assert told[0] == told[1]
    (miss,) = told[0]
    assert miss.what == f"{keys[0][0]}#0 may be in fen"
    assert (miss.why, miss.by) == ("both at noon; score 0.70", "link-1")


@pytest.mark.parametrize(
    ("what", "is_told"),
    [
        (lambda life: Comment(life.of("one")), True),
        (lambda life: Approve(life.of("three"), ApprovalLevel.REVIEWED), False),
        (lambda life: SetReport(life.report("two"), "The Times"), True),
        (lambda life: SetReport(life.report("three"), "The Times"), False),
        (lambda _: NameActor("a medic", "Fen Clinic"), True),
        (lambda _: NameActor("a colonel", "Fen Army"), False),
        (lambda _: NamePlace("Alder Ford", 1.0, 2.0, 3.0), True),
        (lambda _: NamePlace("Fen", 1.0, 2.0, 3.0), False),
    ],
)
def test_decisions_are_told_where_they_matter(life: Life, what: object, is_told: bool) -> None:
    """Those about the incident, its reports, and names that these use."""
    life.read("one", FORD)
    life.read("two", FORD)
    life.read("three", FEN)
    life.link()
    made = life.decide(what(life))  # type: ignore[operator]
    numbers = [
        entry.number
        for entry in incident_log(life.ledger, life.of("one")).entries
        if entry.kind == "decided"
    ]
    assert numbers == ([made.number] if is_told else [])


def test_an_entry_is_plain_data_with_all_that_was_decided(lived: Life) -> None:
    """For programs, decisions as they are stored."""
    told = incident_log(lived.ledger, lived.of("one"))
    for entry in told.entries:
        plain = entry_as_json(entry)
        assert plain["at"] == entry.at.isoformat()
        if entry.decision is not None:
            assert plain["decision"] == act_to_plain(entry.decision.what)
        else:
            assert "decision" not in plain


def test_a_claim_of_another_incident_of_the_report_is_not_told(life: Life) -> None:
    """A report that tells of two has its decisions told where their words stand."""
    life.read("one", FORD, FEN)
    life.link()
    reading = life.ledger.reading(life.report("one"))
    assert reading is not None
    last = reading.claims[-1]
    made = life.decide(CorrectClaim(last, last))
    ids = [Today(life.ledger).incident_of((life.report("one"), n)) for n in (0, 1)]
    told = [incident_log(life.ledger, one or "") for one in ids]
    assert [made.number in [e.number for e in one.entries if e.decision] for one in told] == [
        False,
        True,
    ]


def test_another_derivation_of_a_report_is_told(life: Life) -> None:
    """With what of it is otherwise, and what the reading after it was told from."""
    capture, reading = tell("one", [FORD])
    fingerprint = capture.sidecar.fingerprint
    for cleaner, gazetteer, outlet in (
        ("clean-1", "g-1", None),
        ("clean-1", "g-1", "The Times"),
        ("clean-2", "g-2", "The Fen"),
    ):
        report = replace(reading.report, outlet=outlet)
        life.ledger.add_reading(
            capture, replace(reading, report=report), sidecar_fingerprint=fingerprint,
            gazetteer=gazetteer, cleaner=cleaner,
        )  # fmt: skip
    life.link()
    entries = incident_log(life.ledger, life.of("one")).entries
    assert [entry.why for entry in entries if entry.kind == "read"] == [
        "with gazetteer g-1",
        "of a text, a sidecar or a day that was told anew",
        "with gazetteer g-2, not g-1; of a text by another cleaner",
    ]
    derived = [entry for entry in entries if entry.kind == "derived"]
    assert [(entry.by, "another outlet" in entry.why) for entry in derived] == [("clean-2", True)]
