"""People's decisions as a table that people edit and `rashomon import` takes back.

The columns tell a decision in words. `detail` tells it exactly, as JSON: what stands in the
columns as they were written is taken from there, so that nothing is lost on the way; where a
person has changed a cell, the cell counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rashomon.publish.cells import table_writer
from rashomon.records import (
    Act,
    AddClaim,
    Approve,
    Assign,
    Claim,
    Comment,
    CorrectClaim,
    CountValue,
    DateInterval,
    DifferentIncidents,
    MeansValue,
    MemberMark,
    Motive,
    MoveMembers,
    NameActor,
    NamePlace,
    Notice,
    PlaceValue,
    RejectClaim,
    ResponsibleValue,
    ReviewDecision,
    SameIncident,
    SetReport,
    TargetValue,
    Withdraw,
    act_to_plain,
    kind_of,
    to_plain,
)

__all__ = [
    "DECISION_COLUMNS",
    "OWN_VOICE",
    "Note",
    "cells_of",
    "decision_id",
    "decision_row",
    "incidents_of",
    "note_of",
    "value_words",
    "write_decisions",
]

OWN_VOICE = "the report itself"  # a speaker cell of a claim in the outlet's own voice
_CLAIM = ("value", "who", "speaker", "stance", "words", "start", "end")
DECISION_COLUMNS = (
    *"number made_at made_by kind incident other report claim facet".split(),
    *_CLAIM,
    *(f"new_{name}" for name in _CLAIM),
    *"members other_members outlet published name actor latitude longitude radius_km".split(),
    *"level assigned_to withdraws makes why rests_on withdrawn_by id detail".split(),
)
_NOTE = re.compile(
    r"(?P<how>taken in|changed) by .* "
    r"\((?:(?P<id>d[0-9a-f]{15}))?(?:, )?(?:row (?P<row>[0-9a-f]{16}))?\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Note:
    """What an entry of `rests_on` tells of a decision that was taken in from a file.

    `decision` is the id of the decision that it was taken from, or, where `is_change`, of the
    one that it replaces; `row` a digest of the row, where a person had written or changed that.
    """

    is_change: bool
    decision: str | None
    row: str | None

    @staticmethod
    def written(words: str, decision: str | None, row: str | None) -> str:
        """Return the entry, `words` being such as "taken in by B. Reviewer from a.csv"."""
        told = [decision] * bool(decision) + [f"row {row}"] * bool(row)
        return f"{words} ({', '.join(filter(None, told))})"


def note_of(entry: str) -> Note | None:
    """Return what an entry of `rests_on` notes of a file, None where it is another entry."""
    found = _NOTE.fullmatch(entry)
    if found is None or not (found["id"] or found["row"]):
        return None
    return Note(found["how"] == "changed", found["id"], found["row"])


def decision_id(decision: ReviewDecision) -> str:
    """Return what names a decision in every ledger that it was taken into.

    It follows from the decision as it was first made.
    """
    for note in filter(None, map(note_of, decision.rests_on)):
        if note.decision and not note.is_change:
            return note.decision
    fields = [
        decision.number, decision.made_at.isoformat(), decision.made_by,
        act_to_plain(decision.what), decision.why, list(decision.rests_on),
    ]  # fmt: skip
    raw = json.dumps(fields, separators=(",", ":"), sort_keys=True)
    return "d" + hashlib.sha256(raw.encode()).hexdigest()[:15]


def incidents_of(what: Act) -> tuple[str, ...]:
    """Return the ids of the incidents that a decision names."""
    match what:
        case SameIncident(a, b) | DifferentIncidents(a, b):
            return a, b
        case MoveMembers(from_id=from_id, to_id=to_id):
            return (from_id, to_id) if to_id else (from_id,)
        case Approve(incident_id) | Comment(incident_id) | Assign(incident_id):
            return (incident_id,)
        case _:
            return ()


def value_words(claim: Claim) -> str:
    """Return a claim's value as `rashomon decide` takes it; whom a number counts is left out."""
    value = claim.value
    match value:
        case CountValue():
            return str(value.range)
        case ResponsibleValue():
            return value.actor
        case TargetValue():
            return value.what
        case MeansValue():
            return value.means.value
        case PlaceValue() if value.is_resolved:
            return f"{value.words}|{value.lat},{value.lon},{value.radius_km}"
        case PlaceValue():
            return value.words
        case DateInterval(first, last):
            return str(first) if first == last else f"{first}/{last}"
        case Motive() | Notice():
            return ""
        case _:
            return str(value)


def decision_row(
    decision: ReviewDecision,
    *,
    ids: Mapping[int, str],
    marks: Mapping[str, Sequence[MemberMark]],
    withdrawn_by: int | None = None,
) -> dict[str, Any]:
    """Return a decision by `DECISION_COLUMNS`.

    `ids` gives the ids of the ledger's decisions by their numbers, `marks` some of the reports'
    incidents in each incident that the decision names, by which another ledger may know it.
    """
    what = decision.what
    detail = {
        "made_by": decision.made_by,
        "why": decision.why,
        "rests_on": list(decision.rests_on),
        "what": act_to_plain(what),
        "incidents": {
            name: [to_plain(mark) for mark in marks[name]]
            for name in incidents_of(what)
            if name in marks
        },
    }
    if isinstance(what, Withdraw):
        detail["withdraws"] = ids[what.number]
    makes = None
    if isinstance(what, MoveMembers) and what.to_id is None:
        makes = f"{what.from_id}-d{decision.number}"
    return {
        "number": decision.number,
        "made_at": decision.made_at.isoformat(),
        **cells_of(what, ids),
        "made_by": decision.who,
        "makes": makes,
        "why": decision.why,
        "rests_on": "\n".join(decision.rests_on),
        "withdrawn_by": withdrawn_by,
        "id": ids[decision.number],
        "detail": json.dumps(detail, ensure_ascii=True, separators=(",", ":")),
    }


def cells_of(what: Act, ids: Mapping[int, str]) -> dict[str, Any]:
    """Return what a decision says by the columns that tell it."""
    cells: dict[str, Any] = {"kind": kind_of(what)}
    match what:
        case SameIncident(a, b):
            cells |= {"incident": a, "other": b}
        case DifferentIncidents(a, b, members, others):
            cells |= {"incident": a, "other": b}
            cells |= {"members": _named(members), "other_members": _named(others)}
        case MoveMembers(members, from_id, to_id):
            cells |= {"incident": from_id, "other": to_id, "members": _named(members)}
        case CorrectClaim(before, after):
            cells |= _of_claim(before)
            old, new = _claim_cells(before), _claim_cells(after)
            cells |= old
            cells |= {f"new_{name}": new[name] for name in _CLAIM if new[name] != old[name]}
            if before.source and not after.source:
                cells["new_speaker"] = OWN_VOICE
        case RejectClaim(claim):
            cells |= {**_of_claim(claim), **_claim_cells(claim)}
        case AddClaim(claim, member):
            cells |= {**_of_claim(claim), **_claim_cells(claim), "members": member.name}
        case SetReport(report_id, outlet, day):
            cells |= {"report": report_id, "outlet": outlet}
            cells["published"] = day.isoformat() if day else None
        case NameActor(words, actor, report_id):
            cells |= {"name": words, "actor": actor, "report": report_id}
        case NamePlace(words, lat, lon, radius_km, report_id):
            cells |= {"name": words, "latitude": lat, "longitude": lon, "radius_km": radius_km}
            cells["report"] = report_id
        case Approve(incident_id, level):
            cells |= {"incident": incident_id, "level": level.value}
        case Comment(incident_id):
            cells["incident"] = incident_id
        case Assign(incident_id, to):
            cells |= {"incident": incident_id, "assigned_to": to}
        case Withdraw(number):
            cells["withdraws"] = ids.get(number, str(number))
    return cells


def _named(marks: Iterable[MemberMark]) -> str:
    return "; ".join(mark.name for mark in marks)


def _of_claim(claim: Claim) -> dict[str, Any]:
    return {"report": claim.report_id, "claim": claim.claim_id, "facet": claim.facet.value}


def _claim_cells(claim: Claim) -> dict[str, Any]:
    return {
        "value": value_words(claim),
        "who": claim.value.who if isinstance(claim.value, CountValue) else None,
        "speaker": "; ".join(speaker.words for speaker in claim.source) or OWN_VOICE,
        "stance": claim.stance.value,
        "words": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
    }


def write_decisions(
    stream: TextIO,
    decisions: Iterable[ReviewDecision],
    *,
    all_of: Iterable[ReviewDecision],
    marks: Mapping[str, Sequence[MemberMark]],
    withdrawn_by: Mapping[int, int],
) -> None:
    """Write decisions of the log `all_of` as a table, in their order."""
    ids = {one.number: decision_id(one) for one in all_of}
    write = table_writer(stream, DECISION_COLUMNS)
    for one in decisions:
        write(decision_row(one, ids=ids, marks=marks, withdrawn_by=withdrawn_by.get(one.number)))
