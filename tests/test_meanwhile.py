"""Two people who decide at one time: neither replaces what they did not know of."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.conftest import NOW, add, linkage, told

from rashomon.deciding import Change, added_claim, corrected, different, moved, rejected, same
from rashomon.errors import DecidedMeanwhile, LedgerBusy, NoSuchIncident, SettingError
from rashomon.ledger import Ledger
from rashomon.meanwhile import Seen, decide_seen, seen_now
from rashomon.records import (
    Act,
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    NameActor,
    NamePlace,
    SetReport,
    Withdraw,
)
from rashomon.reviewing import Today

Make = Callable[[Ledger, Today], Act]
ANN, BEN = "person: Ann", "person: Ben"


@pytest.fixture(name="empty", scope="module")
def empty_fixture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make the tables of a file once for all tests of this module."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path).close()
    return path.read_bytes()


@pytest.fixture(name="address", params=["sqlite", "postgresql"])
def address_fixture(request: pytest.FixtureRequest, tmp_path: Path, empty: bytes) -> str:
    """Return where a test's ledger goes, in each of the databases in turn."""
    if request.param == "sqlite":
        path = tmp_path / "ledger.db"
        path.write_bytes(empty)
        return str(path)
    return str(request.getfixturevalue("database"))


@pytest.fixture(name="desk")
def desk_fixture(address: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Return two people's connections to one ledger of two incidents, "ford" and "fen"."""
    with Ledger.open(address, now=lambda: NOW) as ann, Ledger.open(address, now=lambda: NOW) as ben:
        fill(ann)
        yield ann, ben


@pytest.fixture(name="file_desk")
def file_desk_fixture(empty: bytes, tmp_path: Path) -> Iterator[tuple[Ledger, Ledger]]:
    """Return such connections to a file, where it does not matter what keeps the ledger."""
    path = tmp_path / "ledger.db"
    path.write_bytes(empty)
    with Ledger.open(path, now=lambda: NOW) as ann, Ledger.open(path, now=lambda: NOW) as ben:
        fill(ann)
        yield ann, ben


def fill(ledger: Ledger) -> None:
    """Put two reports of two incidents into a ledger."""
    keys = [add(ledger, told(name, claims_each=1)).incidents[0].key for name in ("one", "two")]
    ledger.save_linkage(linkage(("fen", keys[1:]), ("ford", keys[:1])), made_by="machine: link-1")


def report_id(name: str) -> str:
    """The id of one of the two reports."""
    return told(name)[0].report_id


def claim_id(ledger: Ledger, name: str = "one") -> str:
    """The id of a report's only claim today."""
    found = Today(ledger).reading(report_id(name))
    assert found is not None
    return found.claims[0].claim_id


def put(ledger: Ledger, who: str, what: Act | Make, seen: Seen | None = None) -> int:
    """Decide, and return the number of the decision."""
    make = what if callable(what) else (lambda *_: what)
    return decide_seen(ledger, make, made_by=who, why="as told", seen=seen).number


def fix(claim: str, value: str) -> Make:
    """Make a correction of a claim's value."""
    return lambda ledger, today: corrected(ledger, today, claim, Change(value=value))


def test_a_correction_of_a_claim_that_another_has_corrected_is_refused(desk: Any) -> None:
    """The message shows what the other decided; who has seen that may decide otherwise."""
    ann, ben = desk
    claim, seen = claim_id(ann), seen_now(ann, "ford")
    theirs = put(ben, BEN, fix(claim, "5"))
    for known in (seen, None):
        with pytest.raises(DecidedMeanwhile, match=r"Ben: corrected .* to 5.*--seen") as caught:
            put(ann, ANN, fix(claim, "6"), known)
        assert caught.value.numbers == (theirs,)
    assert len(ann.reviews()) == 1
    assert put(ann, ANN, fix(claim, "6"), Seen(theirs)) == theirs + 1
    assert ann.verify() == []


def test_what_others_decide_on_something_else_is_no_hindrance(desk: Any) -> None:
    """Another claim, another report's outlet, a comment, a new report: all go together."""
    ann, ben = desk
    seen = seen_now(ann, "ford")
    put(ben, BEN, fix(claim_id(ben, "two"), "5"))
    put(ben, BEN, SetReport(report_id("two"), "The Later Times"))
    put(ben, BEN, Comment("ford"))
    add(ben, told("three"))
    put(ann, ANN, fix(claim_id(ann), "6"), seen)
    put(ann, ANN, SetReport(report_id("one"), "The Later Times"), seen)
    assert [one.who for one in ann.reviews()] == ["Ben", "Ben", "Ben", "Ann", "Ann"]


def test_what_was_decided_and_withdrawn_is_as_it_was_seen(file_desk: Any) -> None:
    """Only what stands now counts against what was seen."""
    ann, ben = file_desk
    seen = seen_now(ann, "ford")
    number = put(ben, BEN, fix(claim_id(ben), "5"))
    put(ben, BEN, Withdraw(number))
    put(ann, ANN, fix(claim_id(ann), "6"), seen)
    assert len(ann.reviews()) == 3


def test_ones_own_decisions_are_known_to_oneself(file_desk: Any) -> None:
    """Who corrects twice need not say that they know of the first time."""
    ann, _ = file_desk
    put(ann, ANN, fix(claim_id(ann), "5"))
    put(ann, ANN, fix(claim_id(ann), "6"))
    put(ann, ANN, NameActor("a medic", "The Clinic"))
    put(ann, ANN, NameActor("a medic", "The Hospital"))
    assert len(ann.reviews()) == 4


def other_claim(ledger: Ledger, today: Today) -> Act:
    """Make a claim on words that a claim of the same facet stands on in no reading."""
    change = Change(value="2", quote="on 7 March")
    return added_claim(ledger, today, f"{report_id('one')}#0", "injured", change)


def claim_of_three(ledger: Ledger, today: Today) -> Act:
    """Make another claim of the same facet on some of these words."""
    change = Change(value="3", quote="7 March")
    return added_claim(ledger, today, f"{report_id('one')}#0", "injured", change)


MOVE = f"{report_id('one')}#0"
# What Ben decides, then what Ann, who has not seen it, cannot.
CLASHES: dict[str, tuple[Act | Make, Act | Make]] = {
    "rejected": (
        lambda led, t: rejected(led, t, claim_id(led)),
        Approve("ford", ApprovalLevel.REVIEWED),
    ),
    "same words": (other_claim, claim_of_three),
    "outlet": (SetReport(report_id("one"), "The Sun"), SetReport(report_id("one"), "The Moon")),
    "day": (
        SetReport(report_id("one"), None, date(2031, 3, 9)),
        SetReport(report_id("one"), None, date(2031, 3, 8)),
    ),
    "actor": (NameActor("A Medic", "X"), NameActor("a medic", "Y", report_id("one"))),
    "place": (NamePlace("Fen", 1.0, 2.0, 3.0), NamePlace("Fen", 1.5, 2.0, 3.0)),
    "merged": (lambda _, t: same(t, "ford", "fen"), lambda _, t: different(t, "ford", "fen")),
    "apart": (lambda _, t: different(t, "ford", "fen"), lambda _, t: same(t, "ford", "fen")),
    "moved": (
        lambda led, t: moved(led, t, [MOVE], "fen"),
        lambda led, t: moved(led, t, [MOVE], None),
    ),
    "approved": (
        Approve("ford", ApprovalLevel.REVIEWED),
        lambda _, t: same(t, "ford", "fen"),
    ),
    "stepped back": (
        Approve("ford", ApprovalLevel.DRAFT),
        Approve("ford", ApprovalLevel.APPROVED),
    ),
    "commented": (Comment("ford"), Approve("ford", ApprovalLevel.APPROVED)),
    "assigned": (Assign("ford", "Ben"), Assign("ford", "Ann")),
}  # fmt: skip


@pytest.mark.parametrize("clash", CLASHES)
def test_what_was_decided_on_the_same_thing_has_to_be_seen(file_desk: Any, clash: str) -> None:
    """Of each kind; seen, it may be decided otherwise."""
    ann, ben = file_desk
    theirs, mine = CLASHES[clash]
    seen = seen_now(ann)
    number = put(ben, BEN, theirs)
    put(ben, BEN, NameActor("nobody", "no matter"))
    with pytest.raises(DecidedMeanwhile, match="Ben: ") as caught:
        put(ann, ANN, mine, seen)
    assert caught.value.numbers == (number,)
    put(ann, ANN, mine, seen_now(ann))
    assert ann.verify() == []


@pytest.mark.parametrize("clash", ["outlet", "day", "actor", "place", "merged", "apart", "moved"])
def test_a_standing_ruling_of_another_is_not_replaced_by_who_saw_nothing(
    file_desk: Any, clash: str
) -> None:
    """Without a word on what was seen, what holds of another person stays."""
    ann, ben = file_desk
    theirs, mine = CLASHES[clash]
    number = put(ben, BEN, theirs)
    with pytest.raises(DecidedMeanwhile, match="others have decided on") as caught:
        put(ann, ANN, mine)
    assert caught.value.numbers == (number,)
    put(ben, BEN, Withdraw(number))
    put(ann, ANN, mine)


def test_the_same_ruling_twice_replaces_nothing(file_desk: Any) -> None:
    """Two people may say the same of a name."""
    ann, ben = file_desk
    put(ben, BEN, NameActor("a medic", "X"))
    put(ann, ANN, NameActor("a medic", "X"))
    put(ann, ANN, SetReport(report_id("one"), None, date(2031, 3, 9)))
    put(ben, BEN, SetReport(report_id("one"), "The Sun"))
    put(ann, ANN, NameActor("a medic", "Y", report_id("one")), seen_now(ann))
    put(ben, BEN, NameActor("a medic", "Z", report_id("two")), seen_now(ann))
    assert len(ann.reviews()) == 6


def test_an_incident_that_was_read_anew_is_not_approved_unseen(desk: Any) -> None:
    """No decision was made, but what the page showed is no longer what stands there."""
    ann, ben = desk
    seen = seen_now(ann, "ford")
    capture, reading = told("one", claims_each=1, reader="rules-2")
    later = replace(reading, claims=())
    ben.add_reading(capture, later, sidecar_fingerprint=capture.sidecar.fingerprint)
    with pytest.raises(DecidedMeanwhile, match="read or linked anew"):
        put(ann, ANN, Approve("ford", ApprovalLevel.APPROVED), seen)
    put(ann, ANN, Approve("ford", ApprovalLevel.APPROVED), seen_now(ann, "ford"))


def test_an_incident_that_a_decision_has_made_since_has_to_be_seen(file_desk: Any) -> None:
    """The view of before does not know it at all."""
    ann, ben = file_desk
    seen = seen_now(ann)
    number = put(ben, BEN, lambda ledger, today: moved(ledger, today, [MOVE], None))
    made = f"ford-d{number}"
    for mine in (Assign(made, "Ann"), Approve(made, ApprovalLevel.REVIEWED)):
        if isinstance(mine, Approve):
            with pytest.raises(DecidedMeanwhile):
                put(ann, ANN, mine, seen)
        put(ann, ANN, mine, seen_now(ann, made))
    with pytest.raises(DecidedMeanwhile):
        put(ann, ANN, lambda _, today: same(today, made, "fen"), seen)


def test_many_decisions_are_not_all_shown(file_desk: Any) -> None:
    """The last few, and how many more there are."""
    ann, ben = file_desk
    seen = seen_now(ann, "ford")
    for _ in range(5):
        put(ben, BEN, Comment("ford"))
    with pytest.raises(DecidedMeanwhile, match=r"decided on ford: 2 more; ") as caught:
        put(ann, ANN, Approve("ford", ApprovalLevel.APPROVED), seen)
    assert len(caught.value.numbers) == 5


def test_a_state_goes_through_a_form(file_desk: Any) -> None:
    """What is printed is read back; nothing else is."""
    ann, _ = file_desk
    seen = seen_now(ann, "ford")
    assert seen.decision == 2
    assert Seen.parse(str(seen)) == seen
    assert Seen.parse(" 7 ") == Seen(7)
    for words in ("", "-1", "seven", "7-", "7-xyz", "7-0123456789ab-", "7 8", "٧"):
        with pytest.raises(SettingError, match="tells no state"):
            Seen.parse(words)
    with pytest.raises(NoSuchIncident):
        seen_now(ann, "nowhere")


def test_a_state_of_another_ledger_is_noticed(file_desk: Any) -> None:
    """By its number, or by the hash of its last decision."""
    ann, _ = file_desk
    with pytest.raises(SettingError, match=r"no decision 99 .* is 2"):
        put(ann, ANN, Comment("ford"), Seen(99))
    with pytest.raises(SettingError, match="another ledger"):
        put(ann, ANN, Comment("ford"), Seen(2, "0" * 12))
    with Ledger.open(":memory:") as empty:
        assert seen_now(empty) == Seen(0)
        put(empty, ANN, NameActor("X", "Y"), Seen(0))


def test_of_many_at_once_one_decides(desk: Any) -> None:
    """Threads that saw the same claim: the first correction stands, the others are told."""
    ann, ben = desk
    claim, seen = claim_id(ann), seen_now(ann, "ford")
    refused: list[DecidedMeanwhile] = []

    def work(ledger: Ledger, number: int) -> None:
        try:
            put(ledger, f"person: P{number}", fix(claim, str(number)), seen)
        except DecidedMeanwhile as error:
            refused.append(error)

    threads = [
        threading.Thread(target=work, args=((ann, ben)[number % 2], number))
        for number in range(10, 16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    assert len(ann.reviews()) == 1
    assert ann.verify() == []


DECIDE = """
import sys
from rashomon.deciding import Change, corrected
from rashomon.errors import DecidedMeanwhile
from rashomon.ledger import Ledger
from rashomon.meanwhile import Seen, decide_seen

address, claim, seen, who = sys.argv[1:]
with Ledger.open(address, create=False) as ledger:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        decide_seen(
            ledger, lambda led, t: corrected(led, t, claim, Change(value=who)),
            made_by=f"person: {who}", why="so", seen=Seen.parse(seen),
        )
        print("decided")
    except DecidedMeanwhile as error:
        print(error)
"""


def test_of_two_processes_one_decides(desk: Any, address: str) -> None:
    """As two reviewers at two machines: the second is shown what the first decided."""
    ann, _ = desk
    command = [sys.executable, "-c", DECIDE, address, claim_id(ann), str(seen_now(ann, "ford"))]
    two = [
        subprocess.Popen([*command, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for who in ("7", "8")
    ]
    for process in two:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in two:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told_last = sorted(process.communicate()[0].strip() for process in two)
    assert told_last[0] == "decided"
    assert told_last[1].startswith("others have decided on claim")
    assert len(ann.reviews()) == 1
    assert ann.verify() == []


def test_a_decision_waits_for_who_writes(desk: Any, address: str) -> None:
    """Looking and writing are one transaction, so nobody can come between the two."""
    ann, _ = desk

    def slow(ledger: Ledger, today: Today) -> Act:
        with Ledger.open(address, busy_seconds=0.1) as other, pytest.raises(LedgerBusy):
            put(other, BEN, fix(claim_id(ledger), "5"))
        return corrected(ledger, today, claim_id(ledger), Change(value="6"))

    put(ann, ANN, slow)
    assert [one.who for one in ann.reviews()] == ["Ann"]
