"""What changed between two moments, an incident at a time, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.differences import Change, Difference, IncidentChange
from rashomon.web.views.words import spelled
from rashomon.wording.changes import short_cause

__all__ = ["ChangeView", "DifferenceView", "IncidentChangeView", "difference_view"]

_SIGNS = {
    "matches": ("+", "found", "agreed"),
    "appeared": ("+", "new", "agreed"),
    "added": ("+", "new", "agreed"),
    "vanished": ("−", "gone", "contested"),
    "gone": ("−", "gone", "contested"),
    "changed": ("~", "changed", "note"),
}
_ORDER = ("fact", "range", "contest", "claim")
_WHAT = {"fact": "", "range": "", "contest": "contested: ", "claim": "claim"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One thing that is otherwise: what, its words before and after ("" where there were none).

    `report_id` and `claim_id` lead to a claim that is there now; both are "" of anything else.
    """

    sign: str
    word: str
    kind: str
    name: str
    before: str
    after: str
    why: str
    report_id: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class IncidentChangeView:
    """An incident that appeared, vanished or changed; `others` are where it went or came from."""

    incident_id: str
    is_there: bool
    sign: str
    word: str
    kind: str
    headline: str
    note: str
    others_word: str
    others: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """All that changed, with how much of it there is in words."""

    counted: str
    notes: tuple[str, ...]
    incidents: tuple[IncidentChangeView, ...]


def difference_view(found: Difference) -> DifferenceView:
    """Return what a page shows of a comparison."""
    return DifferenceView(
        counted=_counted(found.incidents),
        notes=tuple(spelled(note) for note in found.notes),
        incidents=tuple(map(_incident, found.incidents)),
    )


def _counted(incidents: Iterable[IncidentChange]) -> str:
    counts = Counter(one.how for one in incidents)
    told = [
        f"{counts[how]:,} {_SIGNS[how][1]}"
        for how in ("matches", "appeared", "changed", "vanished")
        if counts[how]
    ]
    return ", ".join(told) or "nothing changed"


def _incident(one: IncidentChange) -> IncidentChangeView:
    sign, word, kind = _SIGNS[one.how]
    changes = sorted(one.changes, key=lambda change: _ORDER.index(change.what))
    return IncidentChangeView(
        incident_id=one.incident_id,
        is_there=one.how != "vanished",
        sign=sign,
        word=word,
        kind=kind,
        headline=spelled(one.headline),
        note=one.note,
        others_word="now in" if one.how == "vanished" else "from",
        others=one.others,
        changes=tuple(_change(change, has_why=one.how == "changed") for change in changes),
        causes=tuple(spelled(cause.words) for cause in one.causes),
    )


def _change(change: Change, *, has_why: bool) -> ChangeView:
    sign, word, kind = _SIGNS[change.how]
    is_claim = change.what == "claim"
    name = "" if is_claim else change.name.replace("_", " ")
    note = f" ({change.note})" if change.note else ""
    after = change.after if change.after != change.before else None
    return ChangeView(
        sign=sign,
        word=word,
        kind=kind,
        name=f"{_WHAT[change.what]}{name}",
        before=spelled(change.before or ""),
        after=spelled((after or "") + note),
        why="; ".join(map(short_cause, change.causes)) if has_why else "",
        report_id=(change.report_id or "") if is_claim and change.after is not None else "",
        claim_id=change.name if is_claim else "",
    )
