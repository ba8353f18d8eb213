"""One upload: its files, what became of each, and the log from which it can go on.

What the process apart says is applied line by line and kept in the upload's folder, so that a
server that is started again stands where the other one stopped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

__all__ = ["File", "Job", "Phase", "Row"]

_ORDER = "job.json"
_LOG = "log.jsonl"
_LONGEST_WORDS = 500  # of an address or a reason


class Phase(StrEnum):
    """How far an upload has come."""

    WAITING = "waiting"
    TAKING_IN = "taking in"
    READING = "reading"
    LINKING = "linking"
    LISTING = "listing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self in (Phase.DONE, Phase.CANCELLED, Phase.FAILED)


@dataclass(frozen=True, slots=True)
class File:
    """A file of an upload: its number, which names its place in the folder, name and size."""

    number: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file, or of one report within a file.

    `outcome` is one of `intake.Step`'s, or "waits", "begun", "reading", "empty" (a file that held
    no report), "cut" (reading it was ended for its time or memory).
    """

    name: str
    outcome: str
    why: str = ""
    report_id: str = ""
    file: int = 0


@dataclass(slots=True)
class Job:
    """An upload. Its desk alone changes it, under the desk's lock."""

    job_id: str
    by: str
    folder: Path
    files: tuple[File, ...]
    at: datetime
    phase: Phase = Phase.WAITING
    words: str = ""
    rows: list[Row] = field(default_factory=list)
    file: int | None = None  # being taken in
    report: str | None = None  # being read
    taken: set[int] = field(default_factory=set)
    came_in: set[str] = field(default_factory=set)  # by now read in this upload
    lost: set[str] = field(default_factory=set)  # reports that reading was ended for
    _places: dict[str, int] = field(default_factory=dict)  # of rows, by report
    _own: dict[int, int] = field(default_factory=dict)  # of rows, by file

    def __post_init__(self) -> None:
        for one in () if self.rows else self.files:  # of a copy, rows are there
            self._own[one.number] = len(self.rows)
            self.rows.append(Row(one.name, "waits", file=one.number))

    @property
    def to_read(self) -> tuple[str, ...]:
        """The reports that this upload led to and that may have to be read yet."""
        met = dict.fromkeys(row.report_id for row in self.rows if row.report_id)
        return tuple(one for one in met if one not in self.came_in and one not in self.lost)

    def counts(self) -> Counter[str]:
        """Count what became of files and reports."""
        return Counter(row.outcome for row in self.rows)

    def snapshot(self) -> Job:
        """Return a copy that stays as it is."""
        return replace(self, rows=list(self.rows), taken=set(self.taken))

    def path_of(self, file: File) -> Path:
        """Where a file's bytes lie: each in a folder of its own, so that no two names meet."""
        return self.folder / f"{file.number:04}" / file.name

    def note(self, told: Mapping[str, Any]) -> None:
        """Apply one thing that the process apart said, and keep it in the log."""
        with (self.folder / _LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(dict(told)) + "\n")
        self.apply(told)

    def apply(self, told: Mapping[str, Any]) -> None:
        """Apply one thing that the process apart said."""
        match told:
            case {"file": int(number)}:
                self.phase, self.file = Phase.TAKING_IN, number
                self._set(self._own[number], outcome="begun")
            case {"done": int(number)}:
                self.taken.add(number)
                self.file = None
                if self.rows[self._own[number]].outcome == "begun":
                    self._set(self._own[number], outcome="empty")
            case {"reading": str(report_id)}:
                self.phase, self.report = Phase.READING, report_id
                if report_id in self._places:
                    self._set(self._places[report_id], outcome="reading")
            case {"step": str(outcome)}:
                self._step(outcome, told)
            case {"phase": str(phase)}:
                self.phase, self.report = Phase(phase), None
            case _:
                return

    def _step(self, outcome: str, told: Mapping[str, Any]) -> None:
        address = str(told.get("address", ""))[:_LONGEST_WORDS]
        why, report_id = str(told.get("why", ""))[:_LONGEST_WORDS], str(told.get("report") or "")
        if self.file is None:  # reading
            report_id = report_id or self.report or ""
            if report_id in self._places:
                self._set(self._places[report_id], outcome=outcome, why=why)
            if outcome in ("read", "foreign"):
                self.came_in.add(report_id)
            elif outcome in ("skipped", "cut"):
                self.lost.add(report_id)
            self.report = None
            return
        own = self._own[self.file]
        if self.rows[own].outcome == "begun":
            place = own
            self._set(own, outcome=outcome, why=why, report_id=report_id)
            if address and address != self.rows[own].name:
                self._set(own, name=address)
        else:
            place = len(self.rows)
            self.rows.append(Row(address, outcome, why, report_id, self.file))
        if report_id:
            self._places.setdefault(report_id, place)

    def _set(self, place: int, **values: Any) -> None:
        self.rows[place] = replace(self.rows[place], **values)

    # --- on disk -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write down what was given; from now on it can be gone on with."""
        order = {
            "id": self.job_id, "by": self.by, "at": self.at.isoformat(),
            "files": [[one.number, one.name, one.size] for one in self.files],
        }  # fmt: skip
        new = self.folder / f"{_ORDER}.new"
        new.write_text(json.dumps(order), encoding="utf-8")
        new.rename(self.folder / _ORDER)

    @classmethod
    def load(cls, folder: Path) -> Job | None:
        """Return the upload that a folder holds, as far as it had come; None of none."""
        try:
            order = json.loads((folder / _ORDER).read_text(encoding="utf-8"))
            job = cls(
                job_id=order["id"], by=order["by"], folder=folder,
                files=tuple(File(*one) for one in order["files"]),
                at=datetime.fromisoformat(order["at"]).astimezone(UTC),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            return None
        for told in _lines(folder / _LOG):
            job.apply(told)
        job.report = None
        job.file = None
        if not job.phase.is_over:
            job.phase = Phase.WAITING
        return job


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:  # the last one, which was cut short
            return
        if isinstance(told, dict):
            yield told
