"""What pages are made of is kept only as long as it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rashomon.ledger import Ledger
from rashomon.records import Comment, IncidentKind, Linkage
from rashomon.web.kept import Kept


def test_nothing_is_made_twice_until_somebody_writes(example: Path) -> None:
    """Another connection's decision counts as much as our own."""
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    kept = Kept()
    with Ledger.open(example, create=False) as ledger, Ledger.open(example) as other:
        assert kept.get(ledger, "a", make) == 1
        assert kept.get(ledger, "a", make) == 1
        other.decide(Comment("khusham-2018-02-07"), made_by="person: A", why="seen")
        assert kept.get(ledger, "a", make) == 2


def test_reading_or_linking_anew_makes_it_old(example: Path) -> None:
    """No decision and no capture comes in, and yet another incident is shown."""
    kept = Kept()
    with Ledger.open(example) as ledger:
        assert kept.get(ledger, "a", lambda: "old") == "old"
        others = tuple(replace(one, kind=IncidentKind.OTHER) for one in ledger.incidents())
        ledger.save_linkage(Linkage(others, ()), made_by="a test")
        assert kept.get(ledger, "a", lambda: "new") == "new"


def test_no_more_is_kept_than_there_is_room_for(example: Path) -> None:
    """What was asked for longest ago goes first."""
    kept = Kept(most=2)
    with Ledger.open(example, create=False) as ledger:
        for key in ("a", "b"):
            kept.get(ledger, key, lambda: 1)
        kept.get(ledger, "a", lambda: 2)
        kept.get(ledger, "c", lambda: 1)
        assert kept.get(ledger, "a", lambda: 2) == 1
        assert kept.get(ledger, "b", lambda: 2) == 2
