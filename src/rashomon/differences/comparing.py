"""Two states of incidents held against each other: pure, whatever the states come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.differences.changes import Cause, Change, IncidentChange
from rashomon.differences.states import ClaimState, IncidentState

__all__ = ["compare", "headline"]

_ELSEWHERE = "the same words elsewhere in the text"
_LEAST_SHARED = 0.5  # of the shorter quotation: claims that share less are two, not one changed


def compare(
    before: Mapping[str, IncidentState],
    after: Mapping[str, IncidentState],
    causes: Sequence[Cause] = (),
) -> tuple[IncidentChange, ...]:
    """Return what differs between two states of the same incidents, in the order of the ids.

    `causes` are all that may be a reason; each change takes those that are about it.
    """
    reread = {cause.report_id for cause in causes if cause.kind == "reading"}
    homes = (_homes(before, reread), _homes(after, reread))
    found = []
    for incident_id in sorted(before.keys() | after.keys()):
        old, new = before.get(incident_id), after.get(incident_id)
        if old is not None and new is not None:
            if old == new:
                continue
            own = _causes_of({incident_id}, old, new, causes)
            changes = tuple(_changes(old, new, own, *homes))
            if changes:
                own = _that_matter(own, changes)
                found.append(
                    IncidentChange(incident_id, "changed", headline(new), changes, (), own)
                )
        elif new is not None:
            others = _elsewhere(new, homes[0], reread, incident_id)
            own = _causes_of({incident_id}, None, new, causes)
            found.append(
                IncidentChange(
                    incident_id, "appeared", headline(new), _all_of(new, own), others, own
                )
            )
        elif old is not None:
            others = _elsewhere(old, homes[1], reread, incident_id)
            heirs = [after[other] for other in others]
            own = _causes_of({incident_id, *others}, old, heirs[0] if heirs else None, causes)
            own = tuple(c for c in own if _is_about_leaving(c, incident_id, old))
            found.append(IncidentChange(incident_id, "vanished", headline(old), (), others, own))
    return tuple(found)


def headline(state: IncidentState) -> str:
    """Return what an incident is in a line: kind, place, days, and the killed where told."""
    facts = state.facts
    place = facts["place"].partition(" (")[0]
    parts = [facts["kind"], place, facts["days"]]
    if "killed" in state.ranges:
        parts.append(f"{state.ranges['killed']} killed")
    return ", ".join(parts)


def _homes(
    states: Mapping[str, IncidentState], reread: Collection[str | None]
) -> Mapping[object, set[str]]:
    """In which incidents a report's incident or a claim stands."""
    homes: defaultdict[object, set[str]] = defaultdict(set)
    for incident_id, state in states.items():
        for trace in _traces(state, reread):
            homes[trace].add(incident_id)
    return homes


def _traces(state: IncidentState, reread: Collection[str | None]) -> set[object]:
    """By what an incident is found again: its claims, and its members.

    Members have other numbers once their report was read again.
    """
    claims: set[object] = {claim.claim_id for claim in state.claims}
    return claims | {m for m in state.members or () if m[0] not in reread}


def _elsewhere(
    state: IncidentState,
    homes: Mapping[object, set[str]],
    reread: Collection[str | None],
    own: str,
) -> tuple[str, ...]:
    """The incidents of the other side that hold what an incident holds, the most of it first."""
    traces = _traces(state, reread)
    met = Counter(home for trace in traces for home in homes.get(trace, ()) if home != own)
    return tuple(sorted(met, key=lambda home: (-met[home], home)))


def _causes_of(
    ids: Collection[str],
    old: IncidentState | None,
    new: IncidentState | None,
    causes: Sequence[Cause],
) -> tuple[Cause, ...]:
    """What may have changed an incident: things done to it, to its reports, or decided of it."""
    reports = frozenset[str]().union(*(s.reports for s in (old, new) if s))
    was = old.decisions if old else frozenset[int]()
    now = new.decisions if new else frozenset[int]()
    return tuple(
        cause
        for cause in causes
        if not cause.incident_ids.isdisjoint(ids)
        or (cause.kind in ("report", "reading") and cause.report_id in reports)
        or (cause.number is not None and cause.number in now - was)
        or (cause.withdrew is not None and cause.withdrew in was - now)
    )


def _that_matter(causes: Sequence[Cause], changes: Sequence[Change]) -> tuple[Cause, ...]:
    """Leave out readings that yielded the same claims, where claims tell what changed."""
    reports = {change.report_id for change in changes if change.what == "claim"}
    if not reports or any(change.what == "fact" for change in changes):
        return tuple(causes)
    return tuple(c for c in causes if c.kind != "reading" or c.report_id in reports)


def _is_about_leaving(cause: Cause, incident_id: str, old: IncidentState) -> bool:
    """Leave out what was done to the heirs of an incident alone."""
    if cause.kind in ("report", "reading"):
        return cause.report_id in old.reports
    return incident_id in cause.incident_ids or cause.report_id in old.reports


def _changes(
    old: IncidentState,
    new: IncidentState,
    causes: Sequence[Cause],
    homes_before: Mapping[object, set[str]],
    homes_after: Mapping[object, set[str]],
) -> Iterator[Change]:
    for what, own, other in (
        ("fact", old.facts, new.facts),
        ("range", old.ranges, new.ranges),
        ("contest", old.contests, new.contests),
    ):
        for name in dict.fromkeys((*own, *other)):
            if own.get(name) == other.get(name):
                continue
            behind = (new if name in other else old).behind.get(name, ())
            yield Change(what, name, own.get(name), other.get(name), claim_ids=behind)
    for change in _claim_changes(old.claims, new.claims):
        homes = homes_before if change.before is None else homes_after
        elsewhere = sorted(homes.get(change.name, set()) - {old.incident_id})
        note = change.note
        if elsewhere and change.how != "changed":
            way = "from" if change.before is None else "to"
            note = f"moved {way} {', '.join(elsewhere)}"
        yield replace(change, note=note, causes=_claim_causes(change, old, new, causes))


def _all_of(new: IncidentState, causes: Sequence[Cause]) -> tuple[Change, ...]:
    """All ranges, contests and claims of an incident that was not there before."""
    empty = replace(
        new, facts=new.facts, ranges={}, contests={}, behind={}, claims=(), decisions=frozenset()
    )
    return tuple(_changes(empty, new, causes, {}, {}))


def _claim_changes(old: Sequence[ClaimState], new: Sequence[ClaimState]) -> Iterator[Change]:
    """Yield claims that came, went, or are told otherwise, by report, in the text's order."""
    left, came = _apart(old, new)
    for claim in sorted((*left, *came), key=lambda c: (c.report_id, c.start, c.facet, c.claim_id)):
        if claim in left:
            heir = _heir(claim, came)
            if heir is not None:
                came.remove(heir)
                ids = tuple(dict.fromkeys((claim.claim_id, heir.claim_id)))
                change = _claim_change(heir, claim, heir, ids)
                if change.before == change.after:
                    change = replace(change, note=f"{_ELSEWHERE}, {claim.claim_id} before")
                yield change
            else:
                yield _claim_change(claim, claim, None, (claim.claim_id,))
    for claim in came:
        yield _claim_change(claim, None, claim, (claim.claim_id,))


def _claim_change(
    named: ClaimState, before: ClaimState | None, after: ClaimState | None, ids: tuple[str, ...]
) -> Change:
    return Change(
        "claim",
        named.claim_id,
        None if before is None else f"{before.facet}: {before.words}",
        None if after is None else f"{after.facet}: {after.words}",
        named.report_id,
        ids,
    )


def _apart(
    old: Sequence[ClaimState], new: Sequence[ClaimState]
) -> tuple[list[ClaimState], list[ClaimState]]:
    """Those that only one side has; where they stand and what shaped them is no difference."""

    def key(claim: ClaimState) -> ClaimState:
        return replace(claim, start=0, end=0, decisions=())

    had, has = Counter(map(key, old)), Counter(map(key, new))
    left, came = had - has, has - had

    def rest(claims: Sequence[ClaimState], wanted: Counter[ClaimState]) -> list[ClaimState]:
        found = []
        for claim in claims:
            if wanted[key(claim)] > 0:
                wanted[key(claim)] -= 1
                found.append(claim)
        return found

    return rest(old, left), rest(new, came)


def _heir(claim: ClaimState, came: Sequence[ClaimState]) -> ClaimState | None:
    """The claim that stands in the place of one that went: of its id, else of its words."""
    fitting = [
        other
        for other in came
        if (other.report_id, other.facet) == (claim.report_id, claim.facet)
        and (other.claim_id == claim.claim_id or _shared(claim, other) >= _LEAST_SHARED)
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda c: (c.claim_id == claim.claim_id, _shared(claim, c)))


def _shared(one: ClaimState, other: ClaimState) -> float:
    """How much of the shorter quotation two claims share; all, where the words are the same."""
    if one.quote == other.quote:
        return 1.0
    common = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return max(0, common) / shorter if shorter > 0 else 0.0


def _claim_causes(
    change: Change, old: IncidentState, new: IncidentState, causes: Sequence[Cause]
) -> tuple[Cause, ...]:
    """Which of an incident's causes are about a claim: decisions first, its report's reading."""
    was = _decisions_on(change.claim_ids, old)
    now = _decisions_on(change.claim_ids, new)
    decided = [
        cause
        for cause in causes
        if not cause.claim_ids.isdisjoint(change.claim_ids)
        or (cause.number is not None and cause.number in now - was)
        or (cause.withdrew is not None and cause.withdrew in was - now)
    ]
    if decided:
        return tuple(decided)
    own = [cause for cause in causes if cause.report_id == change.report_id]
    new_report = [cause for cause in own if cause.kind == "report"]
    read = [cause for cause in own if cause.kind == "reading"][-1:]  # the one that holds
    linked = [cause for cause in own if cause.kind == "linking"]
    return tuple(new_report or read or linked or [c for c in causes if c.kind == "decision"])


def _decisions_on(claim_ids: Collection[str], state: IncidentState) -> set[int]:
    return {n for claim in state.claims if claim.claim_id in claim_ids for n in claim.decisions}
