"""Which reports' incidents are one happening, as clusters under permanent ids.

Policy: what joins is told in `clusters`. Incidents given before keep their ids and members;
they take in new members, but two of them are never merged: that they look alike is noted as
unsure, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta

from rashomon.link.blocking import near_pairs
from rashomon.link.clusters import Bar, Cluster, Pairs, Scored, join
from rashomon.link.gist import agreed_date, agreed_place, held_to
from rashomon.link.names import mint_id
from rashomon.link.pairs import Weights, open_weights
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

__all__ = ["link", "link_added"]

_NEAR_MISS = 0.2  # what lies below is not worth a reviewer's look
_WEEK_BEFORE = timedelta(days=6)


def link(
    readings: Sequence[Reading],
    previous: Sequence[Incident] = (),
    *,
    weights: Weights | None = None,
) -> Linkage:
    """Join the reports' incidents into incidents; those of `previous` keep ids and members.

    `weights` are those of the package where none are given.
    """
    read = {reading.report.report_id for reading in readings}
    by_key = {portrait.key: portrait for portrait in portraits(readings)}
    return _link(by_key, previous, read, weights)


def link_added(
    added: Sequence[Reading],
    near: Sequence[Reading],
    previous: Sequence[Incident],
    taken: Container[str],
) -> Linkage:
    """Link readings with the incidents near them alone; the others need not be looked at.

    `previous` are the incidents of which `added` tell or that may lie near, `near` the readings of
    all their members, and `taken` every id that is in use.
    """
    read = {reading.report.report_id for reading in added}
    members = {member for incident in previous for member in incident.members}
    by_key = {
        portrait.key: portrait
        for portrait in portraits([*added, *near])
        if portrait.key[0] in read or portrait.key in members
    }
    told = read | {reading.report.report_id for reading in near}
    found = _link(by_key, previous, told, taken=taken, added=read)
    touched = {
        incident.incident_id
        for incident in (*found.incidents, *previous)
        if any(key[0] in read for key in incident.members)
    }
    return Linkage(
        tuple(incident for incident in found.incidents if incident.incident_id in touched),
        tuple(x for x in found.links if x.incident_id in touched or x.member[0] in read),
    )


def _link(
    by_key: Mapping[Key, Portrait],
    previous: Sequence[Incident],
    read: set[str],
    weights: Weights | None = None,
    taken: Container[str] = (),
    added: Collection[str] | None = None,
) -> Linkage:
    """Link portraits; where reports are `added`, what is new are pairs with one of these."""
    pairs = Pairs(by_key, weights or open_weights())
    near = pairs.scan(near_pairs(list(by_key.values()), added), _NEAR_MISS)
    clusters = join(_start(by_key, previous, read), pairs, near)
    kept = {i.incident_id: i for i in previous}
    named: list[tuple[Incident, Cluster]] = []
    names = _Names(taken, {*kept})
    for cluster in sorted(clusters, key=lambda c: _order(c, by_key)):
        incident = _unchanged(cluster, kept, added) or _incident(cluster, by_key, kept, names)
        names.add(incident.incident_id)
        named.append((incident, cluster))
    shown = [
        (incident, cluster)
        for incident, cluster in named
        if added is None or any(key[0] in added for key in cluster.members)
    ]
    links = [*_joins(shown, pairs), *_near_misses(named, pairs, near)]
    return Linkage(
        tuple(sorted((i for i, _ in named), key=lambda i: i.incident_id)),
        tuple(sorted(links, key=lambda x: (x.incident_id, x.member, x.judgement))),
    )


@dataclass(frozen=True, slots=True)
class _Names(Container[str]):
    """Ids that are in use: those `taken` elsewhere are asked for one by one."""

    taken: Container[str]
    own: set[str]

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in self.taken

    def add(self, name: str) -> None:
        """Note another one."""
        self.own.add(name)


def _unchanged(
    cluster: Cluster, kept: Mapping[str, Incident], added: Collection[str] | None
) -> Incident | None:
    """Return the incident given before where it has its members still, and none that is new."""
    before = kept.get(cluster.incident_id or "")
    if before is None or added is None or before.members != cluster.members:
        return None
    return None if any(key[0] in added for key in cluster.members) else before


def _start(
    by_key: Mapping[Key, Portrait], previous: Sequence[Incident], read: set[str]
) -> list[Cluster]:
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
            clusters.append(Cluster(members, incident.incident_id))
    clusters += [Cluster((key,)) for key in sorted(by_key) if key not in placed]
    return clusters


def _order(cluster: Cluster, by_key: Mapping[Key, Portrait]) -> tuple[bool, str, Key]:
    """Given ids first, then by date, so that numbers after taken names go to the later."""
    date = agreed_date([d for k in cluster.members if k in by_key and (d := by_key[k].date)])
    return cluster.incident_id is None, date.first.isoformat() if date else "9", cluster.members[0]


def _incident(
    cluster: Cluster,
    by_key: Mapping[Key, Portrait],
    kept: Mapping[str, Incident],
    taken: Container[str],
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


def _joins(named: Iterable[tuple[Incident, Cluster]], pairs: Pairs) -> list[Link]:
    links = []
    for incident, cluster in named:
        for member in cluster.members:
            if len(cluster.members) == 1:
                links.append(
                    Link(incident.incident_id, member, "same", 1.0, ("the only report of it",))
                )
                continue
            met = {
                key: pairs.score(member, key) or 0.0
                for key in cluster.members
                if key != member and key in pairs.by_key and member in pairs.by_key
            }
            score = sum(met.values()) / len(met) if met else 1.0
            reasons: tuple[str, ...] = ("joined before; its report is not at hand",)
            if met:
                best = max(met, key=lambda key: (met[key], key))
                reasons = pairs.comparison(member, best).reasons
            links.append(Link(incident.incident_id, member, "same", round(score, 3), reasons))
    return links


def _near_misses(
    named: Sequence[tuple[Incident, Cluster]], pairs: Pairs, near: Iterable[Scored]
) -> list[Link]:
    """Pairs of clusters that came near, each noted once: why not joined, or why unsure."""
    owner = {key: n for n, (_, cluster) in enumerate(named) for key in cluster.members}
    best: dict[tuple[int, int], tuple[float, Key, Key]] = {}
    for a, b, score in near:
        if owner[a] == owner[b]:
            continue
        first, last = (a, b) if owner[a] < owner[b] else (b, a)
        pair = (owner[first], owner[last])
        if pair not in best or score > best[pair][0]:
            best[pair] = (score, last, first)
    links = []
    for (n, m), (best_score, member, other_member) in sorted(best.items(), key=lambda x: x[0]):
        (incident, one), (_, other) = named[n], named[m]
        likeness = pairs.likeness(one, other)
        if isinstance(likeness, Bar):
            judgement, why, score = "different", likeness.why, best_score
        elif likeness >= pairs.weights.join:
            judgement, score = "unsure", likeness
            why = "alike, but both have had names of their own: a person decides"
        elif likeness >= _NEAR_MISS:
            judgement, score = "different", likeness
            why = "not alike enough, all members taken together"
        else:
            continue
        reasons = (*pairs.comparison(member, other_member).reasons, why)
        links.append(Link(incident.incident_id, member, judgement, round(score, 3), reasons))
    return links
