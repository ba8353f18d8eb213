"""Decisions by what they are about, sorted out once: a page asks for those on a few things only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rashomon.records import (
    AddClaim,
    Approve,
    Assign,
    CodingAct,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    MemberMark,
    MoveMembers,
    NameActor,
    NamePlace,
    RejectClaim,
    ReviewDecision,
    SetReport,
)
from rashomon.review.placing import merged_into, new_id, tied_by
from rashomon.review.retelling import retells
from rashomon.review.standing import in_force

__all__ = ["BySubject", "marks_of", "report_of", "sort_out"]

_Found = dict[str, tuple[ReviewDecision, ...]]


@dataclass(frozen=True, slots=True)
class BySubject:
    """The decisions of a log that are in force, and where each is to be found.

    `on_report` has those on a report or on claims and names in it, `on_names` those on names in
    all reports, `on_incident` approvals, comments and assignments, `ties` what ties an incident
    to others, `marking` those that place an incident of a report. `merged` and `parts` tell of
    what each incident is a part, by which decision, and which parts each whole has; `minted` the
    incidents that moves have made. `retelling` has by number those that say otherwise when or where
    something was.
    """

    log: tuple[ReviewDecision, ...]
    in_force: tuple[ReviewDecision, ...]
    on_report: _Found
    on_names: tuple[ReviewDecision, ...]
    on_incident: _Found
    ties: _Found
    marking: _Found
    merged: dict[str, tuple[str, int]]
    parts: dict[str, frozenset[str]]
    minted: dict[str, int]
    retelling: dict[int, ReviewDecision]

    def for_report(self, report_id: str) -> tuple[ReviewDecision, ...]:
        """Return all that bears on the reading of a report, in the order of the log."""
        return _in_order((*self.on_report.get(report_id, ()), *self.on_names))

    def on_progress(self, incident_ids: Iterable[str]) -> tuple[ReviewDecision, ...]:
        """Return approvals, comments and assignments of an incident, by any of its ids."""
        return _in_order(one for each in incident_ids for one in self.on_incident.get(each, ()))

    def related(self, incident_ids: Collection[str]) -> set[str]:
        """Return these incidents with all that decisions tie them to, by whatever way."""
        found, todo = set(incident_ids), list(incident_ids)
        while todo:
            tied = (tied_by(one) for one in self.ties.get(todo.pop(), ()))
            new = set().union(*tied) - found
            found |= new
            todo += new
        return found

    def placing(
        self, incident_ids: Collection[str], report_ids: Collection[str]
    ) -> tuple[ReviewDecision, ...]:
        """Return all that can bear on where these reports' incidents are, and on their places.

        What is left out marks reports of which none of what is returned says anything, so that
        laying it over as well would change nothing for these incidents.
        """
        found = {one.number: one for each in incident_ids for one in self.ties.get(each, ())}
        seen: set[str] = set()
        todo = {*report_ids, *(m.report_id for one in found.values() for m in marks_of(one))}
        while todo:
            seen |= todo
            more = [one for each in todo for one in self.marking.get(each, ())]
            found |= {one.number: one for one in more}
            todo = {mark.report_id for one in more for mark in marks_of(one)} - seen
        found |= {one.number: one for one in self.on_names if isinstance(one.what, NamePlace)}
        return _in_order(found.values())


def sort_out(log: Sequence[ReviewDecision]) -> BySubject:
    """Sort the decisions of a log that are in force by what they are about."""
    # Codings are many, and shape no view.
    decisions = tuple(one for one in in_force(log) if not isinstance(one.what, CodingAct))
    on_report = defaultdict[str, list[ReviewDecision]](list)
    on_incident = defaultdict[str, list[ReviewDecision]](list)
    ties = defaultdict[str, list[ReviewDecision]](list)
    marking = defaultdict[str, list[ReviewDecision]](list)
    on_names: list[ReviewDecision] = []
    for one in decisions:
        report_id = report_of(one)
        match one.what:
            case NameActor(report_id=None) | NamePlace(report_id=None):
                on_names.append(one)
            case NameActor(report_id=str(own)) | NamePlace(report_id=str(own)):
                on_report[own].append(one)
            case Approve(incident_id) | Assign(incident_id) | Comment(incident_id):
                on_incident[incident_id].append(one)
            case _ if report_id is not None:
                on_report[report_id].append(one)
        for incident_id in tied_by(one):
            ties[incident_id].append(one)
        for each in {mark.report_id for mark in marks_of(one)}:
            marking[each].append(one)
    merged = merged_into(decisions)
    parts = defaultdict[str, set[str]](set)
    for part, (whole, _) in merged.items():
        parts[whole].add(part)
    return BySubject(
        tuple(log),
        decisions,
        _frozen(on_report),
        tuple(on_names),
        _frozen(on_incident),
        _frozen(ties),
        _frozen(marking),
        merged,
        {whole: frozenset(found) for whole, found in parts.items()},
        {
            new_id(one, one.what): one.number
            for one in decisions
            if isinstance(one.what, MoveMembers) and one.what.to_id is None
        },
        {one.number: one for one in decisions if retells(one)},
    )


def marks_of(decision: ReviewDecision) -> tuple[MemberMark, ...]:
    """Return the reports' incidents that a decision places."""
    match decision.what:
        case MoveMembers(members=members):
            return members
        case DifferentIncidents(members=members, other_members=others):
            return (*members, *others)
        case _:
            return ()


def report_of(decision: ReviewDecision) -> str | None:
    """Return the report whose claims or data a decision is about, None where of no single one."""
    match decision.what:
        case CorrectClaim(before=claim) | RejectClaim(claim=claim) | AddClaim(claim=claim):
            return claim.report_id
        case SetReport(report_id=report_id):
            return report_id
        case _:
            return None


def _frozen(found: dict[str, list[ReviewDecision]]) -> _Found:
    return {key: tuple(decisions) for key, decisions in found.items()}


def _in_order(decisions: Iterable[ReviewDecision]) -> tuple[ReviewDecision, ...]:
    return tuple(sorted(decisions, key=lambda one: one.number))
