"""The way in: captures out of sources, into the ledger with the reports derived from them.

1. collect    sources in, captures out; who took them in is written into each
2. parts      a capture whose bytes hold several articles is one for each
3. clean      a report for what the ledger does not have
4. the door   the ledger keeps capture and report, or the capture alone where it is a copy

Each capture is committed on its own, with all of its articles: a run that is killed leaves the
ledger whole, and the next one takes the rest.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.clean import clean, cleaner_version, parts
from rashomon.errors import Noted, ReportSkipped, UnreadableReport
from rashomon.read.languages import is_foreign
from rashomon.records import Capture, Report

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Step", "derive", "renew", "take_in", "user_name"]


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one capture, for whoever shows progress.

    `outcome` is "added" (a new report, kept and not yet read), "read", "known" (already in the
    ledger), "copy" (the same bytes as a report of this run), "near" (other bytes, the same words
    of the same outlet: kept as a capture of that report), "foreign" (not English: kept, not
    read), "renewed" (a changed cleaner or sidecar told it otherwise), "same" (a changed cleaner
    told it as before), "skipped", or "noted" where only what was told beside a report cannot be
    used. `report_id` is None where it led to none.
    """

    address: str
    outcome: str
    error: ReportSkipped | None = None
    report_id: str | None = None


def user_name() -> str:
    """Return what whoever runs this is called on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have a number only
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def take_in(
    captures: Iterable[Capture],
    ledger: Ledger,
    *,
    by: str,
    on_step: Callable[[Step], None],
    on_skip: Callable[[ReportSkipped], None],
) -> frozenset[str]:
    """Store captures with what is derived from them; return the ids of the reports met.

    Bytes in which there is no text are kept as well, as a capture without a report.
    """
    met: set[str] = set()
    for whole in captures:
        signed = replace(whole, custody=replace(whole.custody, by=whole.custody.by or by))
        for became in _take(tuple(_parts(signed, ledger)), ledger, met):
            if isinstance(became, Step):
                on_step(became)
            else:
                on_skip(became)
    return frozenset(met)


def _parts(capture: Capture, ledger: Ledger) -> Iterator[Capture]:
    """The articles of a capture; bytes that were taken apart before are not parsed again."""
    known = () if capture.part else ledger.parts_of(capture.sha256)
    if known:
        yield from (replace(capture, part=part) for part in known)
    else:
        yield from parts(capture)


def _take(captures: Sequence[Capture], ledger: Ledger, met: set[str]) -> list[Step | ReportSkipped]:
    """Store the articles of one page, all or none: a part alone would hide the others later."""
    derived = [_derived(capture, ledger, met) for capture in captures]
    became: list[Step | ReportSkipped] = []
    with ledger.at_once() if len(captures) > 1 else nullcontext():
        for capture, report in zip(captures, derived, strict=True):
            try:
                became += _store(capture, report, ledger, met)
            except ReportSkipped as error:
                became.append(error)
            else:
                if not isinstance(report, UnreadableReport):
                    met.add(capture.report_id)
    return became


def _derived(capture: Capture, ledger: Ledger, met: set[str]) -> Report | UnreadableReport | None:
    """The report of a capture, or why there is none; None if the ledger has it."""
    if capture.report_id in met or ledger.is_settled(capture):
        return None
    try:
        return clean(capture)
    except UnreadableReport as error:
        return error


def _store(
    capture: Capture, report: Report | UnreadableReport | None, ledger: Ledger, met: set[str]
) -> Iterator[Step | ReportSkipped]:
    report_id = capture.report_id
    if report is None:
        ledger.add_capture(capture)
        kept_under = ledger.copy_of(report_id) or report_id
        yield Step(capture.address, "copy" if report_id in met else "known", None, kept_under)
        return
    if isinstance(report, UnreadableReport):
        ledger.add_capture(capture)
        yield report
        return
    outcome = ledger.take_in(capture, report, cleaner=cleaner_version()).value
    if outcome == "added" and (notes := report.found_by.get("notes")):
        yield Noted(capture.address, notes)
    if outcome == "added" and is_foreign(report):
        outcome = "foreign"
    yield Step(capture.address, outcome, None, report_id)


def renew(ledger: Ledger, *, on_step: Callable[[Step], None]) -> None:
    """Derive anew what another version of the cleaner derived.

    A report that was read keeps its text until it is read anew, since claims point into it.
    """
    cleaner = cleaner_version()
    for report_id in ledger.stale(cleaner):
        derived = ledger.derivation(report_id)
        if derived is None or derived.capture_id is None:
            continue
        try:
            report = clean(ledger.capture(derived.capture_id))
            taken = ledger.renew(report, capture_id=derived.capture_id, cleaner=cleaner)
        except ReportSkipped as error:
            on_step(Step(error.where, "noted", _kept(error), report_id))
            continue
        outcome = "same" if taken.value == "known" else taken.value
        on_step(Step(report.address, outcome, None, report_id))
    for report_id, original in ledger.stale_copies(cleaner):
        _renew_copy(ledger, report_id, original, on_step)


def _renew_copy(
    ledger: Ledger, report_id: str, original: str, on_step: Callable[[Step], None]
) -> None:
    """Hold a near copy against its original, both as today's cleaner derives them."""
    capture_id, derived = ledger.first_capture(report_id), ledger.derivation(original)
    if capture_id is None or derived is None or derived.capture_id is None:
        return
    try:
        report = clean(ledger.capture(capture_id))
        other = clean(ledger.capture(derived.capture_id))
    except ReportSkipped as error:
        on_step(Step(error.where, "noted", _kept(error), report_id))
        return
    taken = ledger.renew_copy(
        report,
        capture_id=capture_id,
        original=original if report.wording == other.wording else None,
        cleaner=cleaner_version(),
    )
    outcome = "same" if taken.value == "known" else taken.value
    on_step(Step(report.address, outcome, None, report_id))


def _kept(error: ReportSkipped) -> ReportSkipped:
    return UnreadableReport(error.where, f"{error.reason}; what was derived before is kept")


def derive(ledger: Ledger, report_id: str, capture_id: int | None = None) -> tuple[Report, int]:
    """Return a report as today's cleaner derives it, with the number of its capture.

    `capture_id` is the capture that it is to be derived from; the one that it was derived from
    where none is given. What is stored is taken where it is just that.

    Raises:
        UnreadableReport: If there is no text in the bytes for today's cleaner.

    """
    stored = ledger.derivation(report_id)
    if stored is not None and capture_id in (None, stored.capture_id):
        # None in a ledger of before these were kept, of a report with no capture like its reading.
        capture_id = stored.capture_id or ledger.first_capture(report_id)
        if stored.cleaner == cleaner_version() and capture_id is not None:
            return stored.report, capture_id
    if capture_id is None:
        raise UnreadableReport(report_id, "the ledger holds no report of this id")
    return clean(ledger.capture(capture_id)), capture_id
