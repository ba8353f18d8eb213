"""All that happened to an incident, as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from rashomon.history import Entry, IncidentLog
from rashomon.web.views.words import day_in_words, spelled

__all__ = ["LogRow", "LogView", "log_view", "reports_named"]

_REPORT = re.compile(r"(r[0-9a-f]{15})(?:#(\d+))?(?= |:)")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing that happened. `is_persons` where a person decided it.

    Of what is about a report that was read, `report` is its name and `of_report` what follows it.
    """

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
    report_id: str = ""
    report: str = ""
    of_report: str = ""


@dataclass(frozen=True, slots=True)
class LogView:
    """The log of one incident; `parts` are incidents that have become part of it."""

    incident_id: str
    parts: tuple[str, ...]
    rows: tuple[LogRow, ...]


def reports_named(log: IncidentLog) -> set[str]:
    """Return the ids of the reports that rows of a log begin with."""
    return {found[1] for entry in log.entries if (found := _REPORT.match(entry.what))}


def log_view(log: IncidentLog, names: Mapping[str, str]) -> LogView:
    """Return what happened, the oldest first; `names` are those of reports, by id."""
    return LogView(
        incident_id=log.incident_id,
        parts=tuple(name for name in log.known_as if name != log.incident_id),
        rows=tuple(_row(entry, names) for entry in log.entries),
    )


def _row(entry: Entry, names: Mapping[str, str]) -> LogRow:
    found = _REPORT.match(entry.what)
    report_id = found[1] if found and found[1] in names else ""
    nth = int(found[2] or 0) if found else 0
    rest = entry.what[found.end() :] if found else ""
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
        report_id=report_id,
        report=names.get(report_id, ""),
        of_report=(f", its incident {nth + 1}," if nth else "") + spelled(rest),
    )


def _moments(entry: Entry) -> tuple[str, str]:
    """Just before it and just after it; "" of a first decision, which none is before."""
    if entry.kind == "decided" and entry.number is not None and entry.number > 1:
        return f"@{entry.number - 1}", f"@{entry.number}"
    return entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), ""
