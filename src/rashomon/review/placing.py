"""Which report's incident belongs to which incident, once people have merged, split and moved.

Linking keeps a placement of its own, which no decision changes. People's decisions are laid over
it anew each time: so they survive every linking, and their withdrawal brings back what was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.records import (
    DifferentIncidents,
    Incident,
    MemberMark,
    MoveMembers,
    NamePlace,
    ReportIncident,
    ReviewDecision,
    SameIncident,
)
from rashomon.review.readings import Lost, name_place

__all__ = ["Placement", "merged_into", "new_id", "place_incidents", "related_ids", "tied_by"]

Member = tuple[str, int]
Find = Callable[[MemberMark], ReportIncident | None]


@dataclass(frozen=True, slots=True)
class Placement:
    """Incidents as people have left them, those with members, in the order of their ids.

    `decisions` holds by incident the numbers of those that shaped its membership; `lost` those
    that no longer find a report's incident.
    """

    incidents: tuple[Incident, ...]
    decisions: dict[str, tuple[int, ...]]
    lost: tuple[Lost, ...] = ()


def new_id(decision: ReviewDecision, what: MoveMembers) -> str:
    """Return the incident that a move leads to; a new one is named by the decision's number."""
    return what.to_id or f"{what.from_id}-d{decision.number}"


def merged_into(decisions: Sequence[ReviewDecision]) -> dict[str, tuple[str, int]]:
    """Map each incident that was merged to the one that it is part of, and by which decision.

    Of two decisions on the same two incidents the later one holds.
    """
    rulings: dict[frozenset[str], ReviewDecision] = {}
    for one in decisions:
        if isinstance(one.what, SameIncident | DifferentIncidents):
            rulings[frozenset((one.what.incident_id, one.what.other_id))] = one
    parent: dict[str, tuple[str, int]] = {}

    def root(incident_id: str) -> str:
        while incident_id in parent:
            incident_id = parent[incident_id][0]
        return incident_id

    for one in sorted(rulings.values(), key=lambda d: d.number):
        if isinstance(one.what, SameIncident):
            keep, other = root(one.what.incident_id), root(one.what.other_id)
            if keep != other:
                parent[other] = keep, one.number
    return {each: (root(each), number) for each, (_, number) in parent.items()}


def tied_by(decision: ReviewDecision) -> set[str]:
    """Return the incidents whose members a decision ties to each other."""
    match decision.what:
        case SameIncident(a, b) | DifferentIncidents(a, b):
            return {a, b}
        case MoveMembers() as what:
            return {what.from_id, new_id(decision, what)}
        case _:
            return set()


def related_ids(incident_ids: Iterable[str], decisions: Sequence[ReviewDecision]) -> set[str]:
    """Return these incidents with all that decisions tie them to, by whatever way."""
    ties: defaultdict[str, set[str]] = defaultdict(set)
    for one in decisions:
        tied = tied_by(one)
        for each in tied:
            ties[each] |= tied
    found, todo = set(incident_ids), list(incident_ids)
    while todo:
        new = ties.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def place_incidents(
    incidents: Sequence[Incident], decisions: Sequence[ReviewDecision], find: Find
) -> Placement:
    """Lay the decisions in force over the incidents that linking yields.

    `find` gives the report's incident that a mark means today.
    """
    owner = {member: one.incident_id for one in incidents for member in one.members}
    placed, shaped, told, lost = dict(owner), defaultdict[str, set[int]](set), {}, []
    moved: set[Member] = set()

    def put(one: ReviewDecision, marks: Collection[MemberMark], incident_id: str) -> None:
        for mark in marks:
            found = find(mark)
            if found is None:
                lost.append(Lost(one, f"the report no longer tells of the incident {mark.name}"))
                continue
            told[found.key] = found
            # Keeping two incidents apart holds what the machine moves, not what a person moved.
            is_move = isinstance(one.what, MoveMembers)
            if not is_move and found.key in moved:
                continue
            if placed.get(found.key) != incident_id or is_move:
                shaped[incident_id].add(one.number)
                if found.key in placed:
                    shaped[placed[found.key]].add(one.number)
            placed[found.key] = incident_id
            if is_move:
                moved.add(found.key)

    for one in decisions:
        if isinstance(one.what, MoveMembers):
            put(one, one.what.members, new_id(one, one.what))
    for one in decisions:
        if isinstance(one.what, DifferentIncidents):
            what = one.what
            for marks, own, other in (
                (what.members, what.incident_id, what.other_id),
                (what.other_members, what.other_id, what.incident_id),
            ):
                astray = [
                    mark
                    for mark in marks
                    if (found := find(mark)) is None or placed.get(found.key) == other
                ]
                put(one, astray, own)
            shaped[what.incident_id].add(one.number)
            shaped[what.other_id].add(one.number)
    heads = merged_into(decisions)
    for part, (whole, number) in heads.items():
        shaped[whole] |= {number} | shaped.pop(part, set())
    # Most incidents no decision has to do with: they stay as they are.
    changed = {placed[key] for key in told} | {owner[key] for key in told if key in owner}
    changed |= heads.keys() | {whole for whole, _ in heads.values()}
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for member, incident_id in placed.items():
        if incident_id in changed:
            members[heads[incident_id][0] if incident_id in heads else incident_id].append(member)
    by_id = {one.incident_id: one for one in incidents}
    parts = defaultdict[str, list[Incident]](list)
    for part, (whole, _) in sorted(heads.items()):
        if part in by_id:
            parts[whole].append(by_id[part])
    names = [
        one for one in decisions if isinstance(one.what, NamePlace) and one.what.report_id is None
    ]
    shown = [
        _renamed(one, names) for one in incidents if one.members and one.incident_id not in changed
    ]
    for incident_id, own_members in members.items():
        known = [by_id[incident_id]] if incident_id in by_id else []
        moved_in = [told[member] for member in sorted(own_members) if member in told]
        base = _described(incident_id, [*known, *parts[incident_id]], moved_in, own_members)
        if base is not None:
            shown.append(_renamed(base, names))
    numbers = {key: tuple(sorted(found)) for key, found in shaped.items() if found}
    shown.sort(key=lambda one: one.incident_id)
    return Placement(tuple(shown), numbers, tuple(dict.fromkeys(lost)))


def _described(
    incident_id: str,
    known: Sequence[Incident],
    moved_in: Sequence[ReportIncident],
    members: Sequence[Member],
) -> Incident | None:
    """What, when and where: as linking has it, else as the first of the others tells it."""
    tellings: list[Incident | ReportIncident] = [*known, *moved_in]
    if not tellings:
        return None
    first = tellings[0]
    return Incident(
        incident_id,
        first.kind,
        next((one.date for one in tellings if one.date), None),
        next((one.place for one in tellings if one.place and one.place.is_resolved), first.place),
        tuple(sorted(members)),
    )


def _renamed(incident: Incident, names: Sequence[ReviewDecision]) -> Incident:
    for one in names:
        if isinstance(one.what, NamePlace):
            place = name_place(incident.place, one.what, one.number)
            if place is not incident.place:
                incident = replace(incident, place=place)
    return incident
