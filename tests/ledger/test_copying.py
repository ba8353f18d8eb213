"""Ledgers copied between files and servers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger, copying, schema
from rashomon.ledger.copying import copy
from rashomon.records import EvidenceSpan, NameActor, RejectClaim, Withdraw
from rashomon.records.decisions import kind_of


@pytest.fixture(name="full")
def full_fixture(ledger: Ledger, tell: Any, add: Any, linkage: Any) -> Ledger:
    """Return a ledger with a row in most tables, and signs that not every database takes."""
    add(ledger, tell("one", reader="rules-0"))
    names = ("one", "two", "nought \0 and \ufdd0")
    keys = [add(ledger, tell(name)).incidents[0].key for name in names]
    ledger.save_linkage(linkage(("ford", keys)), made_by="machine: link-1")
    capture, reading = tell("waits", sidecar=None)
    ledger.take_in(capture, reading.report, cleaner="cleaner-1")
    # Decisions of people hold whole claims, whatever signs these have.
    nought = ledger.reading(keys[2][0])
    assert nought is not None
    odd = replace(nought.claims[0], evidence=EvidenceSpan(0, 3, "a\0\ufdd0"))
    for what in (RejectClaim(odd), NameActor("a\0b", "c\ufdd0"), Withdraw(4)):
        ledger.decide(what, made_by="person: A", why="as told \0", rests_on=("\0",))
    return ledger


def held(ledger: Ledger) -> list[Any]:
    """Return all that a ledger tells."""
    ids = ledger.report_ids()
    return [
        ledger.head(),
        list(ledger.captures()),
        [ledger.content(note.sha256) for note in ledger.captures()],
        list(ledger.readings()),
        [ledger.older_readings(report_id) for report_id in ids],
        [ledger.derivation(report_id) for report_id in ids],
        ledger.waiting(),
        ledger.incidents(),
        [ledger.links_of(found.incident_id) for found in ledger.incidents()],
        ledger.decisions(),
        ledger.reviews(),
    ]


@pytest.mark.parametrize("to", ["file", "server"])
def test_a_copy_tells_the_same_and_can_be_written(
    full: Ledger, to: str, request: Any, tmp_path: Path, tell: Any, add: Any
) -> None:
    """Every way between files and servers; what is added later gets numbers of its own."""
    # A second database, where the source is in one already.
    target = str(tmp_path / "copy.db")
    if to == "server":
        target = request.getfixturevalue("empty_database")
    steps: list[tuple[str, int, int]] = []
    with Ledger.open(target) as new:
        copied = copy(full, new, lambda *step: steps.append(step))
        assert held(new) == held(full)
        assert copied.head == new.head()
        assert [kind_of(one.what) for one in new.reviews()] == ["reject", "name actor", "withdraw"]
        assert copied.rows["captures"] == 4
        assert ("copying captures", 4, 4) in steps
        assert ("comparing captures", 4, 4) in steps
        assert new.verify() == []
        add(new, tell("one", reader="rules-2"))
        add(new, tell("more"))
        waits = tell("more that waits")
        new.take_in(waits[0], waits[1].report, cleaner="cleaner-1")
        assert new.verify() == []


def test_only_an_empty_ledger_is_copied_into(
    full: Ledger, tmp_path: Path, add: Any, tell: Any
) -> None:
    """What is there stays as it is."""
    with Ledger.open(tmp_path / "other.db") as other:
        add(other, tell("other"))
        before = held(other)
        with pytest.raises(LedgerError, match="is not empty"):
            copy(full, other)
        assert held(other) == before


def test_a_ledger_is_not_copied_to_itself(ledger: Ledger) -> None:
    """Not even an empty one."""
    with pytest.raises(LedgerError, match="cannot be copied to itself"):
        copy(ledger, ledger)


def test_a_copy_that_comes_back_otherwise_is_undone(
    full: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is committed before every row has been compared."""
    real = copying._batches

    def altered(connection: Any, table: Any) -> Any:
        for rows in real(connection, table):
            if table is schema.claims and connection.engine.url.database.endswith("copy.db"):
                rows[0]["quote"] += "!"
            yield rows

    monkeypatch.setattr(copying, "_batches", altered)
    with Ledger.open(tmp_path / "copy.db") as new:
        with pytest.raises(LedgerError, match="of claims is not what was written"):
            copy(full, new)
        assert new.report_ids() == ()
        monkeypatch.undo()
        copy(full, new)
        assert held(new) == held(full)


def test_few_rows_are_held_at_a_time(
    full: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large the ledger."""
    monkeypatch.setattr(copying, "_AT_ONCE", 2)
    monkeypatch.setattr(copying, "_BLOBS_AT_ONCE", 1)
    real, sizes = copying._feed, set()

    def counted(digest: Any, rows: Any) -> None:
        sizes.add(len(rows))
        real(digest, rows)

    monkeypatch.setattr(copying, "_feed", counted)
    with Ledger.open(tmp_path / "copy.db") as new:
        copy(full, new)
        assert held(new) == held(full)
    assert sizes == {1, 2}
