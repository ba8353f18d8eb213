"""Reports read by several processes at a time."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime

import pytest

from rashomon.clean import clean
from rashomon.errors import RunAborted, SettingError, UnreadableReport
from rashomon.locate import open_gazetteer
from rashomon.read import open_reader
from rashomon.records import Capture, Reading, Report
from rashomon.side_by_side import _result, read_ahead

TEXT = "Shelling killed {n} people in Marib on Monday, the governor said.\n"


def reports(count: int) -> list[Report]:
    """Return so many reports."""
    noon = datetime(2019, 5, 10, 12, tzinfo=UTC)
    content = [TEXT.format(n=n + 2).encode() for n in range(count)]
    return [
        clean(Capture(raw, f"report {n}", f"in/{n}.txt", "text/plain", noon))
        for n, raw in enumerate(content)
    ]


def test_the_number_of_processes_changes_nothing() -> None:
    """The same readings, in the same order."""
    reader, gazetteer = open_reader("rules"), open_gazetteer()
    alone, beside = (
        [(r.name, read()) for r, read in read_ahead(reports(9), reader, gazetteer, number)]
        for number in (1, 2)
    )
    assert alone == beside
    assert len(alone) == 9


def test_a_fault_comes_back_from_a_helper_as_it_was() -> None:
    """Its kind, where and why, so that the report is skipped as if it were read here."""
    done: Future[object] = Future()
    done.set_result((UnreadableReport, "in/3.txt", "too strange"))
    with pytest.raises(UnreadableReport, match=r"in/3\.txt: too strange"):
        _result(done)  # type: ignore[arg-type]


def test_reports_are_taken_as_they_are_needed() -> None:
    """A long row of reports is not read into memory at once."""
    taken = 0

    def counted() -> object:
        nonlocal taken
        for report in reports(30):
            taken += 1
            yield report

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
        list(read_ahead(reports(4), Own(), open_gazetteer(), 2))
    read = [read for _, read in read_ahead(reports(4), Own(), open_gazetteer(), 1)]
    assert read[0]().reader == "own-1"


def test_a_helper_that_dies_ends_the_run_in_words() -> None:
    """Killed, or out of memory: what was committed is kept, and the message says what to do."""
    dead: Future[object] = Future()
    dead.set_exception(BrokenProcessPool("a process died"))
    with pytest.raises(RunAborted, match="fewer --processes"):
        _result(dead)  # type: ignore[arg-type]


def test_helpers_leave_with_the_row() -> None:
    """No process outlives the reading, also where it is left early."""
    row = read_ahead(reports(12), open_reader("rules"), open_gazetteer(), 2)
    next(iter(row))
    row.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
