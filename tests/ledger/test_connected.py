"""Several writings in one transaction."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rashomon.errors import LedgerChanged
from rashomon.ledger import Ledger
from rashomon.records import Capture

CAPTURE = Capture(b"one", "one", "one.txt", "text/plain", datetime(2031, 3, 8, tzinfo=UTC))


def test_all_or_nothing_is_written_in_memory_too() -> None:
    """What was written is seen within, and gone if the whole fails."""
    with Ledger.open(":memory:") as ledger:
        test_all_or_nothing_is_written(ledger)


def test_all_or_nothing_is_written(ledger: Ledger) -> None:
    """What was written is seen within, and gone if the whole fails."""

    def fail() -> None:
        with ledger.at_once():
            ledger.add_capture(CAPTURE)
            assert len(list(ledger.captures())) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(ledger.captures()) == []
    with ledger.at_once():
        ledger.add_capture(CAPTURE)
        ledger.add_capture(replace(CAPTURE, part=1))
    assert len(list(ledger.captures())) == 2


def test_others_see_it_when_it_is_done(ledger: Ledger) -> None:
    """Another thread reads what was there before, through a connection of its own."""
    seen: list[int] = []

    def look() -> None:
        seen.append(len(list(ledger.captures())))

    with ledger.at_once():
        ledger.add_capture(CAPTURE)
        other = threading.Thread(target=look)
        other.start()
        other.join()
    look()
    assert seen == [0, 1]


def test_what_was_thought_out_on_an_older_state_is_refused(ledger: Ledger) -> None:
    """Of two that looked at the same moment, the second to write is told to look again."""
    ledger.add_capture(CAPTURE)
    seen = ledger.head()
    assert (seen.capture, seen.decision, seen.hash) == (1, 0, None)
    with ledger.at_once(after=seen):
        ledger.add_capture(replace(CAPTURE, part=1))

    def late() -> None:
        with ledger.at_once(after=seen):
            ledger.add_capture(replace(CAPTURE, part=2))

    with pytest.raises(LedgerChanged, match="since it was looked at"):
        late()
    assert [note.part for note in ledger.captures()] == [0, 1]
    with ledger.at_once(after=ledger.head()):
        ledger.add_capture(replace(CAPTURE, part=2))
    assert ledger.verify() == []
