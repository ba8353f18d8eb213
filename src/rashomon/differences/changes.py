"""What a comparison yields: incidents that appeared, vanished or changed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["NOTHING", "Cause", "Change", "Difference", "IncidentChange", "difference_as_json"]

NOTHING = "nothing"
"""The side before, where all is shown for the first time."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changed.

    `kind` is "report" (came in), "reading" (read anew), "linking", "decision", or "release" for
    what only manifests tell. `number` is a place in the log of decisions. `incident_ids` and
    `claim_ids` are what it is about.
    """

    kind: str
    words: str
    at: datetime | None = None
    by: str = ""
    number: int | None = None
    report_id: str | None = None
    incident_ids: frozenset[str] = frozenset()
    claim_ids: frozenset[str] = frozenset()
    withdrew: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of an incident that is otherwise now.

    `what` is "fact", "range", "contest" or "claim", `name` which of them: the fact's or the
    range's name, the contest's facet and kind, the claim's id. `before` and `after` are its words,
    None where it was not there. `report_id` is the claim's report, `claim_ids` those behind it.
    """

    what: str
    name: str
    before: str | None
    after: str | None
    report_id: str | None = None
    claim_ids: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    note: str = ""

    @property
    def how(self) -> str:
        """Whether it was "added", is "gone", or "changed"."""
        if self.before is None:
            return "added"
        return "gone" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """An incident that "appeared", "vanished" or "changed".

    `others` are the incidents in which what it held is now, where it vanished, or from which
    what it holds came, where it appeared. `headline` says in a line what it is, or was. Of a watch
    list, `note` says where an incident is asked for only now or no longer, and one that "matches"
    is shown for the first time.
    """

    incident_id: str
    how: str
    headline: str
    changes: tuple[Change, ...] = ()
    others: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two sides; `notes` are what holds for all of it, in words."""

    before: str
    after: str
    incidents: tuple[IncidentChange, ...]
    notes: tuple[str, ...] = ()


def difference_as_json(found: Difference) -> dict[str, Any]:
    """Return a comparison as plain data."""
    return {
        "before": found.before,
        "after": found.after,
        "notes": list(found.notes),
        "incidents": [
            {
                "incident_id": one.incident_id,
                "how": one.how,
                "headline": one.headline,
                "others": list(one.others),
                "note": one.note or None,
                "why": [_cause(cause) for cause in one.causes],
                "changes": [
                    {
                        "what": change.what,
                        "name": change.name,
                        "how": change.how,
                        "before": change.before,
                        "after": change.after,
                        "report_id": change.report_id,
                        "claims": list(change.claim_ids),
                        "note": change.note or None,
                        "why": [_cause(cause) for cause in change.causes],
                    }
                    for change in one.changes
                ],
            }
            for one in found.incidents
        ],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "words": cause.words,
        "at": cause.at.isoformat() if cause.at else None,
        "by": cause.by or None,
        "number": cause.number,
        "report_id": cause.report_id,
    }
