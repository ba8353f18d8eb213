"""Reading several things as of one moment."""

from __future__ import annotations

import threading

import pytest
from tests.ledger.conftest import add, told

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger


def test_one_look_shows_one_moment(ledger: Ledger, address: str) -> None:
    """What others write meanwhile shows in the next look, and not in this one."""
    add(ledger, told("one"))
    with ledger.one_look():
        before = ledger.report_ids(), ledger.head(), ledger.change_count()
        with Ledger.open(address) as other:
            add(other, told("two"))
        with ledger.one_look():  # a look within a look is the same one
            assert (ledger.report_ids(), ledger.head(), ledger.change_count()) == before
    assert len(ledger.report_ids()) == 2
    assert ledger.head() != before[1]


def test_nothing_is_written_in_a_look(ledger: Ledger) -> None:
    """It would be of another moment than what was read for it."""
    with ledger.one_look(), pytest.raises(LedgerError, match="only looked at"):
        add(ledger, told("one"))
    add(ledger, told("one"))
    assert len(ledger.report_ids()) == 1


def test_a_look_is_a_threads_own(ledger: Ledger) -> None:
    """Others write and read as if there were none."""
    with ledger.one_look():
        assert ledger.report_ids() == ()
        writing = threading.Thread(target=add, args=(ledger, told("one")))
        writing.start()
        writing.join(20)
        assert ledger.report_ids() == ()
    assert len(ledger.report_ids()) == 1


def test_a_look_within_a_transaction_sees_what_it_has_written(ledger: Ledger) -> None:
    """There it changes nothing."""
    with ledger.at_once():
        add(ledger, told("one"))
        with ledger.one_look():
            assert len(ledger.report_ids()) == 1
            add(ledger, told("two"))
        assert len(ledger.report_ids()) == 2


def test_a_ledger_in_memory_is_looked_at_too() -> None:
    """It has one connection, which a look holds until it ends."""
    with Ledger.open(":memory:") as ledger:
        ledger.hold_columns()
        with ledger.one_look():
            assert ledger.count_incidents() == 0
            assert ledger.head().decision == 0
        add(ledger, told("one"))
        assert len(ledger.report_ids()) == 1
