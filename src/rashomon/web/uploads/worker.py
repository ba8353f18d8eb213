"""A program that takes one upload into the ledger: the process apart that the desk runs.

It is told on its standard input, as one line of JSON, what to take and what to read, and says on
its standard output, a line of JSON each, what it begins and what became of it. So whoever runs it
knows which file or report it died of, if it does. Its memory is bounded, and for each file and
report its time; what was stored by then is stored.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from rashomon.collect import collect
from rashomon.errors import LedgerError, Noted, ReportSkipped, RunAborted
from rashomon.intake import Step, take_in
from rashomon.ledger import Ledger
from rashomon.locate import open_gazetteer
from rashomon.pipeline import link_all, read_waiting
from rashomon.read import Reader, open_reader
from rashomon.records import Capture, CaptureMethod, Reading, Report

__all__ = ["FILE_SECONDS", "READING_SECONDS", "main", "run"]

# The model, gazetteer and libraries take 1.2 GB of address space; a report adds little.
_MEMORY_BYTES = 4_000_000_000
FILE_SECONDS = 120  # of computing between two things said; the slowest report of ours takes 3
READING_SECONDS = 300
_SIDECAR = "reports.csv"


@dataclass(frozen=True, slots=True)
class _Telling:
    """A reader that says which report it begins."""

    reader: Reader
    out: IO[str]

    @property
    def version(self) -> str:
        return self.reader.version

    def read(self, report: Report) -> Reading:
        _allow(READING_SECONDS)
        _say(self.out, reading=report.report_id)
        return self.reader.read(report)


def run(order: Mapping[str, Any], out: IO[str]) -> None:
    """Take in the files of an order, read what waits of its reports, link what was read.

    Raises:
        RunAborted: If the ledger cannot be written, or there is no reader.

    """
    files = {int(number): Path(path) for number, path in order["files"]}
    sidecar = next((p for p in files.values() if p.name.lower() == _SIDECAR), None)
    met = list(order["reports"])
    with Ledger.open(order["ledger"], create=False) as ledger:
        for number, path in files.items():
            if number not in order["taken"]:
                met += _take(ledger, number, path, sidecar, str(order["by"]), out)
        _allow(None)  # loading model and gazetteer is no file's doing
        reader, gazetteer = _Telling(open_reader(), out), open_gazetteer()
        came_in = set(order["read"]) | read_waiting(
            ledger, dict.fromkeys(met), reader=reader, gazetteer=gazetteer,
            on_step=lambda step: _tell(out, step, ""),
        )  # fmt: skip
        _say(out, phase="linking")
        _allow(None)
        if came_in:
            link_all(ledger, came_in)
    _say(out, phase="listing")


def _take(
    ledger: Ledger, number: int, path: Path, sidecar: Path | None, by: str, out: IO[str]
) -> list[str]:
    """Take one file in; return the ids of the reports that it led to."""
    _allow(FILE_SECONDS)
    _say(out, file=number)
    met: list[str] = []
    if path == sidecar:
        _say(out, step="noted", address=path.name, why="tells of the other files")
        _say(out, done=number)
        return met
    inside = f"{path.parent}{os.sep}"

    def note(step: Step) -> None:
        if step.report_id:
            met.append(step.report_id)
        _allow(FILE_SECONDS)
        _tell(out, step, inside)

    def skip(error: ReportSkipped) -> None:
        if sidecar is not None and error.where.startswith(str(sidecar)):
            return  # rows that tell of other files
        note(Step(error.where, "noted" if isinstance(error, Noted) else "skipped", error))

    captures = collect([path], reports_csv=sidecar, on_skip=skip)
    take_in(_signed(captures, inside), ledger, by=by, on_step=note, on_skip=skip)
    _say(out, done=number)
    return met


def _signed(captures: Iterator[Capture], inside: str) -> Iterator[Capture]:
    """Say that captures were uploaded; where their bytes lie for now is nobody's address."""
    for capture in captures:
        custody = capture.custody
        if custody.method is CaptureMethod.FILE:
            custody = replace(custody, method=CaptureMethod.UPLOAD)
        yield replace(
            capture, address=capture.address.replace(inside, "upload: ", 1), custody=custody
        )


def _tell(out: IO[str], step: Step, inside: str) -> None:
    why = step.error.reason if step.error else ""
    if inside:
        why = why.replace(inside, "")
    address = step.address.replace(inside, "") if inside else step.address
    _say(
        out, step=step.outcome, address=address.removeprefix("upload: "), why=why,
        report=step.report_id,
    )  # fmt: skip


def _say(out: IO[str], **told: object) -> None:
    out.write(json.dumps(told) + "\n")
    out.flush()


def _allow(seconds: int | None) -> None:
    """Let this process compute for so long from now on, then the system ends it."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        allowed = (
            resource.RLIM_INFINITY
            if seconds is None
            else int(used.ru_utime + used.ru_stime) + seconds
        )
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def main() -> int:
    """Take in what standard input orders; 1 where the run had to end, and its words say why."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)  # pages come first
    os.environ.setdefault("RASHOMON_THREADS", "1")
    try:
        run(json.loads(sys.stdin.readline()), sys.stdout)
    except (RunAborted, LedgerError) as error:
        _say(sys.stdout, failed=str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
