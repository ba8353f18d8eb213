"""`rashomon log`: an incident's past as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.history.conftest import Clock
from tests.ledger.conftest import add, linkage, told

from rashomon.ledger import Ledger
from rashomon.records import Comment, SameIncident, Withdraw

Run = Callable[..., Any]


def make(path: Path) -> str:
    """Make a ledger of two incidents with decisions on them; return a report's id."""
    with Ledger.open(path, now=Clock()) as ledger:
        reading = add(ledger, told("one", [(7, "Alder Ford"), (9, "Fen")]))
        keys = [one.key for one in reading.incidents]
        ledger.save_linkage(linkage(("ford", keys[:1]), ("fen", keys[1:])), made_by="link-1 (x 2)")
        made = ledger.decide(Comment("ford"), made_by="person: Ana", why="a \x1b[31mlook")
        ledger.decide(Withdraw(made.number), made_by="person: Ben", why="too early")
        ledger.decide(SameIncident("ford", "fen"), made_by="person: Ana", why="one raid")
    return reading.report.report_id


def test_the_table_names_ids_and_who_did_what(run: Run, tmp_path: Path) -> None:
    """In the order of time, with what was withdrawn marked."""
    report_id = make(tmp_path / "l.db")
    ran = run("log", "fen", "--ledger", tmp_path / "l.db")
    assert (ran.code, "fen is part of ford now" in ran.err) == (0, True)
    words = " ".join(ran.out.split())
    assert words.startswith("ford, with fen")
    for phrase in (f"captured 1 {report_id}", "linked 2", "(withdrawn by decision 4)", "one raid"):
        assert phrase in words
    assert "link-1" in words
    assert "(x 2)" not in words
    assert "\x1b" not in ran.out
    assert words.index("captured") < words.index("linked") < words.index("decided 3")


def test_json_tells_all_that_was_decided(run: Run, tmp_path: Path) -> None:
    """A document that any program can read."""
    make(tmp_path / "l.db")
    document = json.loads(run("log", "ford", "--json", "--ledger", tmp_path / "l.db").out)
    assert (document["incident_id"], document["known_as"]) == ("ford", ["fen", "ford"])
    decided = [one for one in document["entries"] if one["kind"] == "decided"]
    assert [one["decision"]["kind"] for one in decided] == ["comment", "withdraw", "same incident"]
    assert [one["withdrawn_by"] for one in decided] == [4, None, None]


def test_an_unknown_incident_is_an_error(run: Run, tmp_path: Path) -> None:
    """With a word on those that are like it."""
    make(tmp_path / "l.db")
    ran = run("log", "fort", "--ledger", tmp_path / "l.db")
    assert (ran.code, "did you mean ford" in ran.err) == (1, True)
