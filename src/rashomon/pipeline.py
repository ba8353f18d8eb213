"""The way from a folder of reports to a ledger, on one page.

1. collect    paths in, captures out: the bytes, with where and when they were found
2. clean      a capture in, a report out: text, noise, headline, outlet, dates; with `collect`
   joined in `intake`, since what came in waits in the ledger until it is read
3. read       a report in, a reading out: claims on mentions, each with speaker and words
4. locate     the reading with its places resolved
5. link       first within each report, then across all: incidents with permanent ids
6. ledger     keeps captures, readings, incidents and decisions

What the ledger then says is computed whenever somebody asks: see `reconciling`.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Container,
    Iterable,
    Iterator,
    Mapping,
)
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.clean import clean, cleaner_version
from rashomon.collect import collect
from rashomon.errors import Noted, NothingToRead, ReportSkipped
from rashomon.intake import Step, derive, renew, take_in, user_name
from rashomon.link import LINKER, Surroundings, link
from rashomon.link import link_added as _link_added
from rashomon.locate import Gazetteer, open_gazetteer
from rashomon.read import Reader, open_reader
from rashomon.read.languages import is_foreign
from rashomon.records import (
    Capture,
    Reading,
    Report,
)
from rashomon.reviewing import Today
from rashomon.side_by_side import read_ahead, read_report

if TYPE_CHECKING:
    from rashomon.collect.web import Limits
    from rashomon.ledger import Ledger
    from rashomon.ledger.linkages import Told

__all__ = [
    "BuildSummary",
    "Step",
    "add",
    "build",
    "link_added",
    "link_all",
    "read_captures",
    "read_report",
    "read_waiting",
    "report_of",
]


_FEW = 200  # a build of fewer than one in so many of a ledger's incidents links those alone


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """How many reports came to which outcome in one build, or in taking in alone."""

    added: int = 0
    read: int = 0
    known: int = 0
    copy: int = 0
    near: int = 0
    foreign: int = 0
    renewed: int = 0
    same: int = 0
    skipped: int = 0
    noted: int = 0

    def counting(self, step: Step) -> BuildSummary:
        """Return the summary with one more step counted."""
        return replace(self, **{step.outcome: getattr(self, step.outcome) + 1})


def report_of(text: str) -> Report:
    """Clean a report given as plain text."""
    captured = Capture(text.encode(), "text", "text", "text/plain", datetime.now(UTC))
    return clean(captured)


def add(
    sources: Iterable[str | Path],
    ledger: Ledger,
    *,
    reports_csv: Path | None = None,
    columns: Mapping[str, str] | None = None,
    by: str | None = None,
    web: Limits | None = None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> BuildSummary:
    """Take what `sources` lead to into `ledger`, with the text that is derived of it, unread.

    `columns` says by field which column of a table of reports holds it ("text": "body").
    `by` is who takes it in, as the ledger shall name them; by default what they are called on
    this machine. What another version of the cleaner derived before is derived anew. `web` limits
    what is fetched for sources that are addresses of the web.

    Raises:
        NothingToRead: If no source led to a report.
        LedgerError: If the ledger cannot be written.
    """
    tally = _Tally(on_step)
    captures = collect(
        sources, reports_csv=reports_csv, columns=columns, web=web, on_skip=tally.skip
    )
    _take_in(captures, ledger, by, tally.note, tally.skip)
    return tally.summary


def build(
    sources: Iterable[str | Path],
    ledger: Ledger,
    *,
    reports_csv: Path | None = None,
    columns: Mapping[str, str] | None = None,
    by: str | None = None,
    web: Limits | None = None,
    reader: Reader | None = None,
    gazetteer: Gazetteer | None = None,
    processes: int = 1,
    on_step: Callable[[Step], None] = lambda _: None,
) -> BuildSummary:
    """Take in what `sources` lead to, read what is unread, and link all that the ledger holds.

    Read is what came in and was not read yet, now or before, and of the sources what another
    reader, gazetteer, cleaner or sidecar would tell anew. Without sources the whole ledger is
    held against these. Each report is committed on its own: an interrupted build loses the one
    in flight.

    With several `processes` so many reports are read at a time, to the same end. `web` limits
    what is fetched for sources that are addresses of the web.

    Raises:
        NothingToRead: If no source led to a report, or, without sources, the ledger has none.
        LedgerError: If the ledger cannot be written.
        SettingError: If several processes are asked for with a reader that is not built in.
    """
    reader = reader or open_reader()
    gazetteer = gazetteer or open_gazetteer()
    tally = _Tally(on_step)
    given = tuple(sources)
    waiting = {report_id for report_id, _ in ledger.waiting()}
    again = set() if given else set(ledger.outdated(reader.version, gazetteer.version))

    def note(step: Step) -> None:
        if step.outcome == "known" and step.report_id and is_outdated(step.report_id):
            again.add(step.report_id)
        elif step.outcome == "foreign":  # counted when it is read, or rather found unreadable
            tally.note(replace(step, outcome="added"))
        elif not (step.outcome == "known" and step.report_id in waiting):
            tally.note(step)

    def is_outdated(report_id: str) -> bool:
        by = ledger.reading_note(report_id)
        return by is not None and (by.reader, by.gazetteer) != (reader.version, gazetteer.version)

    if given:
        captures = collect(
            given, reports_csv=reports_csv, columns=columns, web=web, on_skip=tally.skip
        )
        _take_in(captures, ledger, by, note, tally.skip)
    elif not ledger.report_ids():
        raise NothingToRead("the ledger holds no report to read; name sources to take in")
    else:
        renew(ledger, on_step=note)
    wanted = dict.fromkeys(sorted(again)) | dict(ledger.waiting())
    came_in = _read(wanted, ledger, reader, gazetteer, processes, tally)
    link_all(ledger, came_in)
    return tally.summary


class _Tally:
    """The summary so far, told every step."""

    def __init__(self, on_step: Callable[[Step], None]) -> None:
        self.summary = BuildSummary()
        self._on_step = on_step

    def note(self, step: Step) -> None:
        self.summary = self.summary.counting(step)
        self._on_step(step)

    def skip(self, error: ReportSkipped) -> None:
        self.note(Step(error.where, "noted" if isinstance(error, Noted) else "skipped", error))


def _take_in(
    captures: Iterable[Capture],
    ledger: Ledger,
    by: str | None,
    note: Callable[[Step], None],
    skip: Callable[[ReportSkipped], None],
) -> None:
    came = 0

    def counted() -> Iterator[Capture]:
        nonlocal came
        for came, capture in enumerate(captures, 1):  # noqa: B007 - the count is what is wanted
            yield capture

    take_in(counted(), ledger, by=by or user_name(), on_step=note, on_skip=skip)
    if not came:  # what came without a text is kept all the same, which is no failure
        raise NothingToRead("no report was read: none of the paths leads to one")
    renew(ledger, on_step=note)


def _read(
    wanted: Mapping[str, int | None],
    ledger: Ledger,
    reader: Reader,
    gazetteer: Gazetteer,
    processes: int,
    tally: _Tally,
) -> set[str]:
    """Read reports, each out of a capture or as it was derived; return those that were read."""
    origin: dict[str, int] = {}
    derivations: dict[str, Report] = {}
    today = Today(ledger)

    def derived() -> Iterator[Report]:
        for report_id, capture_id in wanted.items():
            try:
                report, origin[report_id] = derive(ledger, report_id, capture_id)
            except ReportSkipped as error:
                tally.skip(error)
            else:
                derivations[report_id] = report
                yield today.set_by_people(report)  # by whose day the others are told

    came_in = set()
    for report, read in read_ahead(derived(), reader, gazetteer, processes):
        try:
            reading = read()
            ledger.store_reading(
                replace(reading, report=derivations.pop(report.report_id)),
                capture_id=origin.pop(report.report_id),
                gazetteer=gazetteer.version,
                cleaner=cleaner_version(),
            )
        except ReportSkipped as error:
            tally.skip(error)
            continue
        came_in.add(report.report_id)
        outcome = "foreign" if is_foreign(report) else "read"
        tally.note(Step(report.address, outcome, None, report.report_id))
    return came_in


def read_waiting(
    ledger: Ledger,
    report_ids: Iterable[str],
    *,
    reader: Reader,
    gazetteer: Gazetteer,
    on_step: Callable[[Step], None] = lambda _: None,
) -> set[str]:
    """Read those of some reports that wait, one after another; return the ids of those read.

    Nothing is linked: `link_all` does that for what was read.
    """
    waiting = dict(ledger.waiting())
    wanted = {one: waiting[one] for one in report_ids if one in waiting}
    return _read(wanted, ledger, reader, gazetteer, 1, _Tally(on_step))


def link_all(ledger: Ledger, came_in: Collection[str]) -> None:
    """Link what a ledger holds: all of it, or, where few reports came into many, these alone."""
    if len(came_in) * _FEW < ledger.count_placed(len(came_in) * _FEW + 1):
        link_added(ledger, {*came_in, *ledger.unplaced(came_in)})
    else:
        ledger.save_linkage(link(tuple(ledger.readings()), ledger.incidents()), made_by=LINKER)


class _InUse(Container[str]):
    """The ids of a ledger's incidents, asked for one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __contains__(self, incident_id: object) -> bool:
        return isinstance(incident_id, str) and bool(self._ledger.incident_ids({incident_id}))


def link_added(ledger: Ledger, report_ids: Collection[str]) -> None:
    """Link reports that a ledger has read with what of it lies near them in time and place.

    What lies elsewhere is neither read nor changed, so that the time taken grows with the number
    of reports, hardly with the ledger.
    """
    added = tuple(ledger.readings_of(report_ids))
    around = Surroundings(added)

    def may_be_near(told: Told) -> bool:
        return told.report_id in report_ids or around.may_hold(
            told.first, told.last, told.lat, told.lon, told.radius_km, told.told_on, told.tolls
        )

    found = ledger.told_around(around.spans, around.told_within, may_be_near)
    near = {told.incident_id for told in found if may_be_near(told)}
    previous = ledger.incidents_of(near)
    others = {member[0] for incident in previous for member in incident.members}
    linkage = _link_added(
        added,
        tuple(ledger.readings_of(others - set(report_ids))),
        previous,
        _InUse(ledger),
    )
    ledger.save_linkage(linkage, made_by=LINKER)


def read_captures(
    captures: Iterable[Capture],
    *,
    reader: Reader | None = None,
    gazetteer: Gazetteer | None = None,
    on_skip: Callable[[ReportSkipped], None],
) -> Iterator[Reading]:
    """Read captures without a ledger, one reading each, in their order."""
    reader = reader or open_reader()
    gazetteer = gazetteer or open_gazetteer()
    for capture in captures:
        try:
            yield read_report(clean(capture), reader, gazetteer)
        except ReportSkipped as error:
            on_skip(error)
