"""Which reports' incidents are one happening, as clusters under permanent ids.

Policy: two clusters join where their members, taken together, look alike (the mean of all
pairs), so that one weak pair cannot chain two happenings. Two incidents of one report, and a
pair that date or place rules out, never come to lie in one cluster. Incidents given before
keep their ids and members; they take in new members, but two of them are never merged: that
they look alike is noted as unsure, for a person to decide.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta

from rashomon.link.blocking import undated_pairs
from rashomon.link.gist import agreed_date, agreed_place, held_to
from rashomon.link.names import mint_id
from rashomon.link.pairs import Comparison, compare
from rashomon.link.portrait import Key, Portrait, portraits
from rashomon.records import (
    DateConstraint,
    DateInterval,
    Incident,
    IncidentKind,
    Link,
    Linkage,
    Reading,
)

__all__ = ["link"]

# Set on train-a (B3 of the annotated incidents); 0.4 loses 0.010, 0.6 gains 0.003
# there but parts reports of one night that differ in kind.
_JOIN = 0.5
_NEAR_MISS = 0.2  # what lies below is not worth a reviewer's look
_WEEK_BEFORE = timedelta(days=6)
_WINDOW = timedelta(days=4)  # beyond it every dated pair is ruled out: not compared at all

_Pairs = Mapping[tuple[Key, Key], Comparison]


@dataclass(frozen=True, slots=True)
class _Cluster:
    members: tuple[Key, ...]  # sorted
    incident_id: str | None = None  # given before


def link(readings: Sequence[Reading], previous: Sequence[Incident] = ()) -> Linkage:
    """Join the reports' incidents into incidents; those of `previous` keep ids and members."""
    by_key = {portrait.key: portrait for portrait in portraits(readings)}
    pairs = _compared(list(by_key.values()))
    read = {reading.report.report_id for reading in readings}
    clusters = _joined(_start(by_key, previous, read), pairs)
    kept = {i.incident_id: i for i in previous}
    named: list[tuple[Incident, _Cluster]] = []
    taken = set(kept)
    for cluster in sorted(clusters, key=lambda c: _order(c, by_key)):
        incident = _incident(cluster, by_key, kept, taken)
        taken.add(incident.incident_id)
        named.append((incident, cluster))
    links = [*_joins(named, pairs), *_near_misses(named, pairs)]
    return Linkage(
        tuple(sorted((i for i, _ in named), key=lambda i: i.incident_id)),
        tuple(sorted(links, key=lambda x: (x.incident_id, x.member, x.judgement))),
    )


def _compared(found: Sequence[Portrait]) -> _Pairs:
    """Compare all pairs of different reports that lie near in time, the undated by place."""
    dated = sorted(((p.date, p) for p in found if p.date), key=lambda d: (d[0].first, d[1].key))
    near: set[tuple[Key, Key]] = set()
    for n, (date, one) in enumerate(dated):
        for later, other in dated[n + 1 :]:
            if later.first > date.last + _WINDOW:
                break
            near.add(_pair(one.key, other.key))
    near |= {_pair(one.key, other.key) for one, other in undated_pairs(found)}
    by_key = {portrait.key: portrait for portrait in found}
    return {(a, b): compare(by_key[a], by_key[b]) for a, b in sorted(near) if a[0] != b[0]}


def _pair(one: Key, other: Key) -> tuple[Key, Key]:
    return (one, other) if one < other else (other, one)


def _start(
    by_key: Mapping[Key, Portrait], previous: Sequence[Incident], read: set[str]
) -> list[_Cluster]:
    """The clusters given before, and one for each incident that is new.

    A member of a report that is at hand but tells of no such incident any more is let go.
    """
    clusters = []
    placed: set[Key] = set()
    for incident in sorted(previous, key=lambda i: i.incident_id):
        members = tuple(
            sorted(
                key
                for key in set(incident.members)
                if (key in by_key or key[0] not in read) and key not in placed
            )
        )
        placed |= set(members)
        if members:
            clusters.append(_Cluster(members, incident.incident_id))
    clusters += [_Cluster((key,)) for key in sorted(by_key) if key not in placed]
    return clusters


def _joined(clusters: list[_Cluster], pairs: _Pairs) -> list[_Cluster]:
    """Join the two most alike clusters until no two are alike enough."""
    at = dict(enumerate(clusters))
    of = {key: n for n, cluster in at.items() for key in cluster.members}
    near: dict[int, set[int]] = defaultdict(set)
    best: list[tuple[float, tuple[Key, ...], tuple[Key, ...], int, int]] = []

    def rescore(n: int, m: int) -> None:
        score = _likeness(at[n], at[m], pairs)
        if score is not None and score >= _JOIN and not (at[n].incident_id and at[m].incident_id):
            near[n].add(m)
            near[m].add(n)
            heapq.heappush(best, (-score, at[n].members, at[m].members, n, m))

    for pair in sorted({(min(of[a], of[b]), max(of[a], of[b])) for a, b in pairs}):
        if pair[0] != pair[1]:
            rescore(*pair)
    fresh = len(clusters)
    while best:
        *_, n, m = heapq.heappop(best)
        if n not in at or m not in at:
            continue  # one of them has been joined to another since
        one, other = at.pop(n), at.pop(m)
        at[fresh] = _Cluster(
            tuple(sorted((*one.members, *other.members))), one.incident_id or other.incident_id
        )
        for x in sorted((near.pop(n) | near.pop(m)) & at.keys()):
            rescore(x, fresh)
        fresh += 1
    return list(at.values())


def _likeness(one: _Cluster, other: _Cluster, pairs: _Pairs) -> float | None:
    """Return the mean score of all pairs between two clusters, None where they cannot join."""
    if {key[0] for key in one.members} & {key[0] for key in other.members}:
        return None
    total = 0.0
    for a in one.members:
        for b in other.members:
            comparison = pairs.get(_pair(a, b))
            if comparison is not None:
                total += comparison.score
    return total / (len(one.members) * len(other.members))


def _order(cluster: _Cluster, by_key: Mapping[Key, Portrait]) -> tuple[bool, str, Key]:
    """Given ids first, then by date, so that numbers after taken names go to the later."""
    date = agreed_date([d for k in cluster.members if k in by_key and (d := by_key[k].date)])
    return cluster.incident_id is None, date.first.isoformat() if date else "9", cluster.members[0]


def _incident(
    cluster: _Cluster,
    by_key: Mapping[Key, Portrait],
    kept: Mapping[str, Incident],
    taken: set[str],
) -> Incident:
    found = [by_key[key] for key in cluster.members if key in by_key]
    if not found and cluster.incident_id:
        return kept[cluster.incident_id]  # none of its reports is at hand: as it was
    told = [p.date for p in found if p.date and p.is_dated]
    date = agreed_date(told or [p.date for p in found if p.date])
    constraints = [constraint for p in found for constraint in p.constraints]
    date = held_to(date, constraints) if told else _up_to(date, constraints)
    place = agreed_place([p.place for p in found if p.place])
    return Incident(
        incident_id=cluster.incident_id or mint_id(place, date, taken),
        kind=_kind(found),
        date=date,
        place=place,
        members=cluster.members,
    )


def _up_to(date: DateInterval | None, constraints: Sequence[DateConstraint]) -> DateInterval | None:
    """Return the last days up to the reports' own date that the constraints allow.

    News without a date tells of the day at hand; "on Wednesday" of another report tells which
    day of the week before that is.
    """
    if date is None or all(constraint.meets(date) for constraint in constraints):
        return date
    back = min(_WEEK_BEFORE, date.last - day.min)
    week = DateInterval(date.last - back, date.last, date.reason)
    return held_to(week, constraints) if any(c.meets(week) for c in constraints) else None


def _kind(found: Sequence[Portrait]) -> IncidentKind:
    kinds = [p.kind for p in found if p.kind != IncidentKind.OTHER]
    if not kinds:
        return IncidentKind.OTHER
    return min(kinds, key=lambda kind: (-kinds.count(kind), kinds.index(kind)))


def _joins(named: Iterable[tuple[Incident, _Cluster]], pairs: _Pairs) -> list[Link]:
    links = []
    for incident, cluster in named:
        for member in cluster.members:
            others = [key for key in cluster.members if key != member]
            if not others:
                links.append(
                    Link(incident.incident_id, member, "same", 1.0, ("the only report of it",))
                )
                continue
            met = [c for key in others if (c := pairs.get(_pair(member, key)))]
            score = sum(c.score for c in met) / len(others)
            best = max(met, key=lambda c: c.score, default=None)
            reasons = best.reasons if best else ("joined before; its report is not at hand",)
            links.append(Link(incident.incident_id, member, "same", round(score, 3), reasons))
    return links


def _near_misses(named: Sequence[tuple[Incident, _Cluster]], pairs: _Pairs) -> list[Link]:
    """Pairs of clusters that came near, each noted once: why not joined, or why unsure."""
    owner = {key: n for n, (_, cluster) in enumerate(named) for key in cluster.members}
    best: dict[tuple[int, int], tuple[float, Key, Comparison]] = {}
    for (a, b), comparison in pairs.items():
        if comparison.score < _NEAR_MISS or owner[a] == owner[b]:
            continue
        pair, member = (
            ((owner[a], owner[b]), b) if owner[a] < owner[b] else ((owner[b], owner[a]), a)
        )
        if pair not in best or comparison.score > best[pair][0]:
            best[pair] = (comparison.score, member, comparison)
    links = []
    for (n, m), (_, member, comparison) in sorted(best.items(), key=lambda item: item[0]):
        (incident, one), (_, other) = named[n], named[m]
        likeness = _likeness(one, other, pairs)
        score = comparison.score if likeness is None else likeness
        if likeness is None:
            judgement, why = "different", "one report tells of both apart"
        elif score >= _JOIN:
            judgement, why = (
                "unsure",
                "alike, but both have had names of their own: a person decides",
            )
        elif score >= _NEAR_MISS:
            judgement, why = "different", "not alike enough, all members taken together"
        else:
            continue
        links.append(
            Link(
                incident.incident_id, member, judgement, round(score, 3), (*comparison.reasons, why)
            )
        )
    return links
