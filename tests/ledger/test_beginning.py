"""A ledger that is made for what comes in, and left as nothing where nothing did."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ledger.conftest import add, told

from rashomon.errors import RunAborted
from rashomon.ledger import Ledger
from rashomon.ledger.beginning import for_intake
from rashomon.records import IncidentQuery


@pytest.fixture
def heard() -> list[str]:
    """Return what was told."""
    return []


def test_nothing_is_left_where_nothing_came(path: Path, heard: list[str]) -> None:
    """Neither the file nor what the database keeps beside it, and it is said."""
    with for_intake(str(path), tell=heard.append) as ledger:
        assert ledger.report_ids() == ()
    assert list(path.parent.iterdir()) == []
    assert heard == [f"{path}: nothing came in, so no ledger was made"]


def test_nothing_is_left_where_it_broke_off_before_anything_came(
    path: Path, heard: list[str]
) -> None:
    """And what it broke off with is what one hears."""
    with pytest.raises(RunAborted, match="no disk"), for_intake(str(path), tell=heard.append):
        raise RunAborted("no disk")
    assert not path.exists()


@pytest.mark.parametrize(
    "come",
    [
        lambda ledger: add(ledger, told("one")),
        lambda ledger: ledger.add_watch_list("all", IncidentQuery(), by="Ana"),
    ],
)
def test_what_came_stays(path: Path, heard: list[str], come: Callable[[Ledger], object]) -> None:
    """A report, or anything else that somebody wrote."""
    with for_intake(str(path), tell=heard.append) as ledger:
        come(ledger)
    assert path.exists()
    assert heard == []


def test_a_ledger_that_was_there_stays_though_it_is_empty(path: Path, heard: list[str]) -> None:
    """Somebody else made it."""
    Ledger.open(path).close()
    with for_intake(str(path), tell=heard.append):
        pass
    assert path.exists()
    assert heard == []


def test_a_ledger_that_somebody_has_open_stays(path: Path, heard: list[str]) -> None:
    """They may be about to write into it."""
    with for_intake(str(path), tell=heard.append):
        other = Ledger.open(path, create=False)
        other.report_ids()
    try:
        assert path.exists()
        assert heard == []
    finally:
        other.close()


def test_what_is_no_ledger_is_left_alone(path: Path, heard: list[str]) -> None:
    """Whatever came to be at that place meanwhile."""
    with for_intake(str(path), tell=heard.append):
        pass
    with for_intake(str(path), tell=heard.append) as ledger:
        ledger.close()
        path.unlink()
        sqlite3.connect(path).close()
        path.write_bytes(b"notes")
    assert path.read_bytes() == b"notes"
    assert len(heard) == 1
