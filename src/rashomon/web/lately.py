"""Which decisions people made since, of an incident, of a report, or at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.history import incident_log
from rashomon.records import ReviewDecision, Withdraw
from rashomon.review import marks_of, report_of
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["decided_since"]


def decided_since(
    ledger: Ledger, since: int, incident: str = "", report: str = ""
) -> Sequence[ReviewDecision]:
    """Return the decisions of people after a number, in their order; "" asks for all.

    Raises:
        NoSuchIncident: If there is none of this id.

    """
    log = Today(ledger).log
    later = [one for one in log if one.number > since]
    if incident and later:
        own = {entry.number for entry in incident_log(ledger, incident).entries if entry.decision}
        later = [one for one in later if one.number in own]
    if report and later:
        about = {one.number for one in log if _is_of(one, report)}
        later = [
            one
            for one in later
            if one.number in about or (isinstance(one.what, Withdraw) and one.what.number in about)
        ]
    return later


def _is_of(one: ReviewDecision, report_id: str) -> bool:
    return report_of(one) == report_id or any(mark.report_id == report_id for mark in marks_of(one))
