"""Reports read by several processes at a time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime

import pytest

from rashomon.errors import ReportSkipped, RunAborted, SettingError
from rashomon.locate import open_gazetteer
from rashomon.read import open_reader
from rashomon.records import Capture, Reading, Report
from rashomon.side_by_side import _result, read_ahead

TEXT = "Shelling killed {n} people in Marib on Monday, the governor said.\n"


def captures(count: int) -> list[Capture]:
    """Return so many reports; the fourth is no text."""
    noon = datetime(2019, 5, 10, 12, tzinfo=UTC)
    content = [TEXT.format(n=n + 2).encode() for n in range(count)]
    content[3] = b"\x00\x01\x02\x03" * 50
    return [
        Capture(raw, f"report {n}", f"in/{n}.txt", "text/plain", noon)
        for n, raw in enumerate(content)
    ]


def outcome(read: Callable[[], Reading]) -> Reading | str:
    try:
        return read()
    except ReportSkipped as error:
        return f"{type(error).__name__} {error}"


def test_the_number_of_processes_changes_nothing() -> None:
    """The same readings and the same faults, in the same order."""
    reader, gazetteer = open_reader("rules"), open_gazetteer()
    alone, beside = (
        [(c.name, outcome(read)) for c, read in read_ahead(captures(9), reader, gazetteer, number)]
        for number in (1, 2)
    )
    assert alone == beside
    assert len(alone) == 9
    assert isinstance(alone[3][1], str)
    assert "in/3.txt" in alone[3][1]


def test_captures_are_taken_as_they_are_needed() -> None:
    """A long row of captures is not read into memory at once."""
    taken = 0

    def counted() -> object:
        nonlocal taken
        for capture in captures(30):
            taken += 1
            yield capture

    row = read_ahead(counted(), open_reader("rules"), open_gazetteer(), 2)  # type: ignore[arg-type]
    next(row)
    assert taken < 15
    row.close()  # type: ignore[attr-defined]


def test_a_reader_of_ones_own_runs_in_one_process() -> None:
    """Other processes could not open it; the message says so."""

    class Own:
        version = "own-1"

        def read(self, report: Report) -> Reading:
            return Reading(report, self.version)

    with pytest.raises(SettingError, match="own-1: only a built-in reader"):
        list(read_ahead(captures(4), Own(), open_gazetteer(), 2))
    read = [read for _, read in read_ahead(captures(4), Own(), open_gazetteer(), 1)]
    assert read[0]().reader == "own-1"


def test_a_helper_that_dies_ends_the_run_in_words() -> None:
    """Killed, or out of memory: what was committed is kept, and the message says what to do."""
    dead: Future[object] = Future()
    dead.set_exception(BrokenProcessPool("a process died"))
    with pytest.raises(RunAborted, match="fewer --processes"):
        _result(dead)  # type: ignore[arg-type]


def test_helpers_leave_with_the_row() -> None:
    """No process outlives the reading, also where it is left early."""
    row = read_ahead(captures(12), open_reader("rules"), open_gazetteer(), 2)
    next(iter(row))
    row.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
