"""Every error that Rashomon raises on purpose, as one tree.

RashomonError
├── InvalidRecord            a value breaks an invariant of the records
│   └── IncompatibleRanges   two casualty ranges share no number
├── ReportSkipped            one report is lost, the run goes on
│   ├── UnreadableReport     the bytes are no report: empty, binary, too large, broken
│   │   └── NotFetched       an address of the web gave no report, or must not be asked
│   └── Noted                nothing is lost, but something is worth saying
│       └── BadSidecar       a row of reports.csv cannot be used
└── RunAborted               the run ends
    ├── NothingToRead        no path led to a report
    ├── SettingError         an argument or option cannot be used
    │   ├── BadSheet         rows of a coder's sheet cannot be used; nothing was stored
    │   └── StillBlind       a round's codings may not be seen yet
    ├── LedgerError          the ledger cannot be opened or written
    │   ├── NotALedger       the file is something else, or of another version
    │   ├── LedgerBusy       another process is writing
    │   ├── LedgerChanged    another writer came first; nothing was written
    │   │   └── DecidedMeanwhile  what a person decides on is no longer as that person saw it
    │   ├── LedgerFull       the disk or quota is full
    │   ├── LedgerLost       the server cannot be reached, or the connection broke
    │   └── NoSuchIncident   the id names no incident of this ledger
    ├── GazetteerError       the gazetteer cannot be built or opened
    ├── ZoneError            a file of zones cannot be read, or holds none that can be used
    └── ModelError           the trained model is missing, damaged or of another version

Messages say what was met, where, and the way out. `where` names the file, with the line
where there is one, so that a program need not take the message apart.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "BadSheet",
    "BadSidecar",
    "DecidedMeanwhile",
    "GazetteerError",
    "IncompatibleRanges",
    "InvalidRecord",
    "LedgerBusy",
    "LedgerChanged",
    "LedgerError",
    "LedgerFull",
    "LedgerLost",
    "ModelError",
    "NoSuchIncident",
    "NotALedger",
    "NotFetched",
    "Noted",
    "NothingToRead",
    "RashomonError",
    "ReportSkipped",
    "RunAborted",
    "SettingError",
    "StillBlind",
    "UnreadableReport",
    "ZoneError",
]


class RashomonError(Exception):
    """The root: catching it catches everything below and nothing else."""


class InvalidRecord(RashomonError, ValueError):
    """A value breaks an invariant that every later stage relies on."""


class IncompatibleRanges(InvalidRecord):
    """No number lies in both casualty ranges. A finding to record, not a fault."""


class ReportSkipped(RashomonError):
    """One report is left out; the others go on."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class UnreadableReport(ReportSkipped):
    """The bytes at `where` are no report."""


class NotFetched(UnreadableReport):
    """The address `where` gave no report, or must not be asked.

    `may_pass` tells whether it is worth asking again later, `wait_s` how many seconds the server
    wants us to wait until then, where it says so.
    """

    def __init__(
        self, where: str, reason: str, *, may_pass: bool = False, wait_s: float | None = None
    ) -> None:
        super().__init__(where, reason)
        self.may_pass = may_pass
        self.wait_s = wait_s


class Noted(ReportSkipped):
    """Of what lies at `where` something is worth saying; what can be read of it is read."""


class BadSidecar(Noted):
    """A row of the sidecar at `where` cannot be used; its report is read without it."""


class RunAborted(RashomonError):
    """The run cannot go on."""


class NothingToRead(RunAborted):
    """None of the given paths led to a report."""


class SettingError(RunAborted):
    """An argument or option cannot be used as given."""


class BadSheet(SettingError):
    """Rows of a coder's sheet cannot be used; `faults` says which, why, and what would do."""

    def __init__(self, faults: Sequence[str]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}; nothing was stored")
        self.faults = tuple(faults)


class StillBlind(SettingError):
    """A round's codings may not be seen before all coders have coded, or it was closed."""


class LedgerError(RunAborted):
    """The ledger cannot be opened, read or written."""


class NotALedger(LedgerError):
    """The file is not a ledger, or one of a version that this Rashomon does not know."""


class LedgerBusy(LedgerError):
    """Another process holds the ledger's write lock."""


class LedgerFull(LedgerError):
    """The disk or the quota is full; the ledger is as it was before the last report."""


class LedgerChanged(LedgerError):
    """Another writer came first: what this one rests on is no longer so; nothing was kept."""


class DecidedMeanwhile(LedgerChanged):
    """What a person decides on is no longer as that person saw it; nothing was kept.

    `numbers` are those of the decisions of others that the person has to look at first, in their
    order; none where a report was read or linked anew.
    """

    def __init__(self, message: str, numbers: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.numbers = numbers


class LedgerLost(LedgerError):
    """The server that keeps the ledger cannot be reached, or the connection to it broke."""


class NoSuchIncident(LedgerError):
    """The ledger has no incident of this id."""


class GazetteerError(RunAborted):
    """The gazetteer cannot be built or opened."""


class ZoneError(RunAborted):
    """A file of zones cannot be read, or holds none that can be used."""


class ModelError(RunAborted):
    """The trained model is missing, damaged or of another version."""
