"""What changed, as lines for a person: an incident at a time, each line with its ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.differences import NOTHING, Change, Difference, IncidentChange
from rashomon.wording.changes import short_cause

__all__ = ["difference_view"]

_SIGNS = {
    "matches": "+",
    "appeared": "+",
    "vanished": "-",
    "changed": "~",
    "added": "+",
    "gone": "-",
}
_STYLES = {"+": "green", "-": "red", "~": "yellow"}


def difference_view(found: Difference) -> RenderableType:
    """Return all that changed; a line alone where nothing did."""
    sides = found.after if found.before == NOTHING else f"{found.before} → {found.after}"
    head = f"{sides}: {_counted(found.incidents)}"
    return Group(_line(head, 0, "bold"), *_lines(found.incidents))


def _counted(incidents: Sequence[IncidentChange]) -> str:
    if not incidents:
        return "no incident changed"
    counts = Counter(one.how for one in incidents)
    return ", ".join(
        f"{counts[how]} {how}"
        for how in ("matches", "appeared", "vanished", "changed")
        if counts[how]
    )


def _lines(incidents: Sequence[IncidentChange]) -> Iterator[RenderableType]:
    for one in incidents:
        sign = _SIGNS[one.how]
        yield Text("")
        others = ""
        if one.others:
            others = f" ({'now in' if one.how == 'vanished' else 'from'} {', '.join(one.others)})"
        how = "" if one.how == "matches" else f" {one.how}{others}"
        note = f", {one.note}" if one.note else ""
        head = f"{sign} {one.incident_id}{how}{note}: {one.headline}"
        yield _line(head, 0, _STYLES[sign])
        for change in one.changes:
            yield from _change(change, has_why=one.how == "changed")
        for cause in one.causes:
            yield _line(f"because {cause.words}", 4, "dim")


def _change(change: Change, *, has_why: bool) -> Iterator[RenderableType]:
    sign = _SIGNS[change.how]
    about = f" of {change.report_id}" if change.report_id else ""
    note = f" ({change.note})" if change.note else ""
    told = dict.fromkeys(told for told in (change.before, change.after) if told is not None)
    words = " → ".join(told)
    name = change.name if change.what in ("fact", "range") else f"{change.what} {change.name}"
    why = "; ".join(map(short_cause, change.causes)) if has_why else ""
    yield _line(f"{sign} {name}{about}: {words}{note}" + (f" [{why}]" if why else ""), 2, "")
    if change.claim_ids and change.what != "claim":
        yield _line(f"claims {', '.join(change.claim_ids)}", 6, "dim")


def _line(words: str, indent: int, style: str) -> RenderableType:
    return Padding(Text(harmless(" ".join(words.split())), style=style), (0, 0, 0, indent))
