"""Reports read by several processes at a time, since one interpreter keeps one core busy.

This process reads, too: some reports itself, the others by helpers that have opened the same
reader by its name. What comes out, and in which order, is the same with any number.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from rashomon.errors import ReportSkipped, RunAborted, SettingError
from rashomon.link import link_within
from rashomon.locate import Gazetteer, locate
from rashomon.read import READERS, Reader, open_reader
from rashomon.records import Reading, Report

__all__ = ["read_ahead", "read_report"]

# An error is told by its parts: its own constructor does not take what pickling would give it.
_Fault = tuple[type[ReportSkipped], str, str]


def read_report(report: Report, reader: Reader, gazetteer: Gazetteer) -> Reading:
    """Take one report from text to located claims on its own incidents."""
    return link_within(locate(reader.read(report), gazetteer))


def read_ahead(
    reports: Iterable[Report], reader: Reader, gazetteer: Gazetteer, processes: int
) -> Iterator[tuple[Report, Callable[[], Reading]]]:
    """Yield each report, in order, with what gives its reading or raises `ReportSkipped`.

    Raises:
        SettingError: If several processes are asked for with a reader that is not built in.
    """

    def here(report: Report) -> Reading:
        return read_report(report, reader, gazetteer)

    if processes < 2:
        for report in reports:
            yield report, partial(here, report)
        return
    name = reader.version.partition("-")[0]
    if name not in READERS or open_reader(name).version != reader.version:
        raise SettingError(f"{reader.version}: only a built-in reader can run in several processes")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes - 1, context, _open, (name, gazetteer.path)) as helpers:
        waiting: deque[tuple[Report, Callable[[], Reading]]] = deque()
        for number, report in enumerate(reports):
            # This process has to store what all read, so it takes a little less: 2 of 5 if two do.
            if number % (2 * processes + 1) in (0, processes):
                waiting.append((report, partial(here, report)))
            else:
                waiting.append((report, partial(_result, helpers.submit(_read, report))))
            if len(waiting) > 4 * processes:
                yield waiting.popleft()
        yield from waiting


_OPENED: list[tuple[Reader, Gazetteer]] = []  # of a helper


def _open(name: str, gazetteer: Path) -> None:
    os.environ["RASHOMON_THREADS"] = "1"  # as many processes as cores leave none idle
    _OPENED.append((open_reader(name), Gazetteer(gazetteer)))


def _read(report: Report) -> Reading | _Fault:
    try:
        return read_report(report, *_OPENED[0])
    except ReportSkipped as error:
        return type(error), error.where, error.reason


def _result(future: Future[Reading | _Fault]) -> Reading:
    try:
        found = future.result()
    except BrokenProcessPool as error:
        raise RunAborted(
            "a helping process died, out of memory or killed; what was read is kept: build again, "
            "with fewer --processes"
        ) from error
    if isinstance(found, Reading):
        return found
    fault, where, reason = found
    raise fault(where, reason)
