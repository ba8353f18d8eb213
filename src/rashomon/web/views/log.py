"""All that happened to an incident, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from rashomon.history import Entry, IncidentLog
from rashomon.web.views.words import day_in_words, spelled

__all__ = ["LogRow", "LogView", "log_view"]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing that happened. `is_persons` where a person decided it."""

    day: str
    time: str
    kind: str
    number: str
    what: str
    why: str
    by: str
    withdrawn_by: str
    is_persons: bool
    since: str  # the moments between which is what it changed, as addresses tell them
    until: str


@dataclass(frozen=True, slots=True)
class LogView:
    """The log of one incident; `parts` are incidents that have become part of it."""

    incident_id: str
    parts: tuple[str, ...]
    rows: tuple[LogRow, ...]


def log_view(log: IncidentLog) -> LogView:
    """Return what happened, the first first."""
    return LogView(
        incident_id=log.incident_id,
        parts=tuple(name for name in log.known_as if name != log.incident_id),
        rows=tuple(_row(entry) for entry in log.entries),
    )


def _row(entry: Entry) -> LogRow:
    return LogRow(
        day=day_in_words(entry.at.date()),
        time=f"{entry.at:%H:%M:%S}",
        kind=entry.kind,
        number="" if entry.number is None else str(entry.number),
        what=spelled(entry.what),
        why=spelled(entry.why),
        by=entry.by.removeprefix("person: ").partition(" (")[0],  # versions are in `rashomon log`
        withdrawn_by="" if entry.withdrawn_by is None else str(entry.withdrawn_by),
        is_persons=entry.kind == "decided",
        since=_moments(entry)[0],
        until=_moments(entry)[1],
    )


def _moments(entry: Entry) -> tuple[str, str]:
    """Just before it and just after it; "" of a first decision, which none is before."""
    if entry.kind == "decided" and entry.number is not None and entry.number > 1:
        return f"@{entry.number - 1}", f"@{entry.number}"
    return entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), ""
