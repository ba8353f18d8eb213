"""Several writings in one transaction."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.records import Capture

CAPTURE = Capture(b"one", "one", "one.txt", "text/plain", datetime(2031, 3, 8, tzinfo=UTC))


@pytest.mark.parametrize("where", [":memory:", "ledger.db"])
def test_all_or_nothing_is_written(tmp_path: Path, where: str) -> None:
    """What was written is seen within, and gone if the whole fails."""
    with Ledger.open(where if where == ":memory:" else tmp_path / where) as ledger:

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


def test_others_see_it_when_it_is_done(tmp_path: Path) -> None:
    """Another thread reads what was there before, through a connection of its own."""
    seen: list[int] = []
    with Ledger.open(tmp_path / "ledger.db") as ledger:

        def look() -> None:
            seen.append(len(list(ledger.captures())))

        with ledger.at_once():
            ledger.add_capture(CAPTURE)
            other = threading.Thread(target=look)
            other.start()
            other.join()
        look()
    assert seen == [0, 1]
