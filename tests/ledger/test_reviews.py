"""People's decisions in the one chain of a ledger."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import NOW, add, linkage, told
from tests.ledger.test_upgrade import _copy_table, _make_version

from rashomon.errors import InvalidRecord, LedgerError
from rashomon.ledger import Ledger
from rashomon.ledger.decisions import Decision, chain_problems
from rashomon.records import (
    Act,
    ApprovalLevel,
    Approve,
    Comment,
    NameActor,
    RejectClaim,
    SetReport,
    Withdraw,
    act_from_plain,
)

BY = "person: A. Analyst"
ANALYST = {"made_by": BY, "why": "as told", "rests_on": ("r1", "a list")}


def test_a_decision_comes_back_as_it_was_made(ledger: Ledger) -> None:
    """With its number in the one chain, after what linking ruled."""
    capture, reading = told("one")
    add(ledger, (capture, reading))
    ledger.save_linkage(linkage(("ford", [(capture.report_id, 0)])), made_by="machine: link-1")
    made = ledger.decide(RejectClaim(reading.claims[0]), **ANALYST)  # type: ignore[arg-type]
    assert made.number == 2
    assert made.who == "A. Analyst"
    assert ledger.reviews() == (made,)
    assert [one.number for one in ledger.decisions()] == [1, 2]
    assert ledger.verify() == []


def test_a_decision_without_a_reason_is_none(ledger: Ledger) -> None:
    """Nothing is stored of it."""
    with pytest.raises(InvalidRecord, match="say why"):
        ledger.decide(Comment("ford"), made_by=BY, why=" ")
    assert ledger.decisions() == ()


def test_a_withdrawal_names_a_decision_in_force(ledger: Ledger) -> None:
    """Neither a ruling of linking nor a withdrawn one can be withdrawn."""
    with pytest.raises(LedgerError, match=r"none that a person made.*none yet"):
        ledger.decide(Withdraw(1), made_by=BY, why="so")
    ledger.decide(NameActor("X", "Y"), made_by=BY, why="so")
    ledger.decide(Withdraw(1), made_by=BY, why="so")
    with pytest.raises(LedgerError, match=r"was withdrawn by decision 2, A\. Analyst"):
        ledger.decide(Withdraw(1), made_by=BY, why="so")


def test_a_withdrawal_reads_no_more_than_what_it_withdraws(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the log is; also of a withdrawal."""
    for number in range(20):
        ledger.decide(NameActor(f"X{number}", "Y"), made_by=BY, why="so")
    ledger.decide(Withdraw(3), made_by=BY, why="so")
    ledger.reviews()
    built: list[object] = []

    def counting(plain: object) -> Act:
        built.append(plain)
        return act_from_plain(plain)

    monkeypatch.setattr("rashomon.ledger.decisions.act_from_plain", counting)
    ledger.decide(Withdraw(5), made_by=BY, why="so")
    ledger.decide(Withdraw(21), made_by=BY, why="so")
    assert len(built) <= 3


def test_the_day_of_a_report_that_is_not_there_cannot_be_set(ledger: Ledger) -> None:
    """The message names it."""
    with pytest.raises(LedgerError, match="no report r0"):
        ledger.decide(SetReport("r0", None, NOW.date()), made_by=BY, why="so")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE decisions SET detail = NULL WHERE number = 2", "decision 2 is not as it was"),
        (
            "UPDATE decisions SET detail = replace(detail, 'reviewed', 'approved')",
            "decision 2 is not as it was recorded",
        ),
        ("DELETE FROM decisions WHERE number = 2", "decision 2 is missing from the log"),
        ("UPDATE decisions SET why = 'x' WHERE number = 1", "decision 1 is not as it was"),
        (
            "UPDATE decisions SET number = CASE number WHEN 1 THEN 91 ELSE 92 END WHERE number < 3;"
            "UPDATE decisions SET number = CASE number WHEN 91 THEN 2 ELSE 1 END WHERE number > 90",
            "decision 1 does not follow the one before it",
        ),
        (
            'UPDATE decisions SET detail = \'{"kind": "guess"}\' WHERE number = 3',
            "decision 3 is not as it was recorded",
        ),
    ],
    ids=["detail dropped", "level changed", "dropped", "reason changed", "reordered", "unknown"],
)
def test_the_first_broken_link_is_named(path: Path, change: str, message: str) -> None:
    """Whatever was altered, dropped or reordered behind the ledger's back."""
    with Ledger.open(path, now=lambda: NOW) as ledger:
        ledger.decide(NameActor("X", "Y"), made_by=BY, why="so")
        ledger.decide(Approve("ford", ApprovalLevel.REVIEWED), made_by=BY, why="so")
        ledger.decide(Comment("ford"), made_by=BY, why="so")
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decisions'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(change)
    with Ledger.open(path) as ledger:
        assert message in ledger.verify()[0]


def old_digest(one: Decision) -> str:
    """The hash as ledgers had it before people's decisions were in the log."""
    fields = (
        one.made_at.isoformat(), one.made_by, one.subject, one.other, one.ruling, one.why,
        one.rests_on, one.number, one.prev_hash,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def test_rulings_of_linking_keep_the_hashes_that_they_had(ledger: Ledger) -> None:
    """A chain of an older ledger verifies, and goes on."""
    capture, reading = told("one", [(7, "Alder Ford"), (9, "Fen")])
    add(ledger, (capture, reading))
    keys = [told_of.key for told_of in reading.incidents]
    ledger.save_linkage(linkage(("ford", keys[:1]), ("fen", keys[1:])), made_by="machine: link-1")
    assert [one.hash for one in ledger.decisions()] == list(map(old_digest, ledger.decisions()))


def test_a_ledger_of_before_goes_on_with_its_chain(path: Path) -> None:
    """Its rulings are kept, and the first decision of a person follows the last of them."""
    capture, reading = told("one")
    with Ledger.open(":memory:", now=lambda: NOW) as source:
        add(source, (capture, reading))
        key = (capture.report_id, 0)
        source.save_linkage(linkage(("ford", [key])), made_by="machine: link-1")
        _make_version("0004", path, source)
        with closing(sqlite3.connect(path)) as target, target, source._reading() as rows:
            for table in ("incidents", "decisions", "memberships"):
                _copy_table(rows, target, table)
        before = source.decisions()
    with Ledger.open(path) as ledger:
        assert ledger.decisions() == before
        ledger.decide(Comment("ford"), made_by=BY, why="so")
        assert ledger.decisions()[1].prev_hash == before[0].hash
        assert ledger.verify() == []


DETAILS = st.sampled_from([None, {}, {"a": 1}, {"b": "x"}])


def chain(details: list[dict[str, Any] | None]) -> list[Decision]:
    """Chain decisions without a database."""
    made: list[Decision] = []
    for number, detail in enumerate(details, 1):
        before = made[-1].hash if made else "0" * 64
        one = Decision(NOW, BY, f"s{number}", "o", "same", "why", (), number, before, "", detail)
        made.append(replace(one, hash=one.digest()))
    return made


@settings(deadline=None)
@given(st.lists(DETAILS, min_size=2, max_size=6), st.data())
def test_any_alteration_is_named_where_it_is(
    details: list[dict[str, Any] | None], data: st.DataObject
) -> None:
    """The first problem names the row that was altered, dropped or swapped with the next."""
    log = chain(details)
    assert chain_problems(log) == []
    at = data.draw(st.integers(0, len(log) - 2))
    altered = [*log[:at], replace(log[at], detail={"new": 1}), *log[at + 1 :]]
    assert f"decision {at + 1} " in chain_problems(altered)[0]
    assert f"decision {at + 1} " in chain_problems([*log[:at], *log[at + 1 :]])[0]
    swapped = [*log[:at], log[at + 1], log[at], *log[at + 2 :]]
    assert f"decision {at + 1} " in chain_problems(swapped)[0]


def test_a_decision_of_a_later_version_is_told() -> None:
    """What this one does not know it does not guess at."""
    with pytest.raises(InvalidRecord, match="no decision that this Rashomon knows"):
        act_from_plain({"kind": "guess"})
