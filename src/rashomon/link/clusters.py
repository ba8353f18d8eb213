"""Which portraits go together, so that no weak pair can chain two happenings.

Policy: the two most alike clusters join first, where alike is the mean of the log-odds of all
pairs between them, so that one pair that is very unlike weighs more than one that is a bit like.
Clusters never join that would hold two incidents of one report, or a pair that date or place
rules out: a third report that is like both does not bring them together. Of two clusters that
had names of their own before, neither takes the other in.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rashomon.link.pairs import Comparison, Weights, compare
from rashomon.link.portrait import Key, Portrait

__all__ = ["Bar", "Cluster", "Pairs", "Scored", "join"]

_RULED_OUT = -1.0
_LEAST_CHANCE = 0.0001  # log-odds go no further, so that no pair outweighs all others
Scored = tuple[Key, Key, float]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members in order, and the id of the incident that it was before."""

    members: tuple[Key, ...]
    incident_id: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """What keeps two clusters apart, whatever else agrees."""

    why: str


@dataclass(slots=True)
class Pairs:
    """Scores of pairs, each computed once and when it is wanted; reasons are not kept."""

    by_key: Mapping[Key, Portrait]
    weights: Weights
    _scores: dict[tuple[Key, Key], float] = field(default_factory=dict)

    def scan(self, near: Iterable[tuple[Portrait, Portrait]], least: float) -> list[Scored]:
        """Return those pairs of `near`, each once, that score at least so much, in order."""
        keys = sorted(self.by_key)
        number = {key: n for n, key in enumerate(keys)}
        met: set[int] = set()  # a number for each pair: a tenth of what tuples would take
        found: list[Scored] = []
        for one, other in near:
            n, m = sorted((number[one.key], number[other.key]))
            code = n * len(keys) + m
            if code in met:
                continue
            met.add(code)
            compared = compare(self.by_key[keys[n]], self.by_key[keys[m]], self.weights)
            if not compared.is_ruled_out and compared.score >= least:
                self._scores[keys[n], keys[m]] = compared.score
                found.append((keys[n], keys[m], compared.score))
        return sorted(found)

    def score(self, a: Key, b: Key) -> float | None:
        """Return a pair's score, None where it is ruled out."""
        pair = (a, b) if a < b else (b, a)
        known = self._scores.get(pair)
        if known is None:
            found = self.comparison(*pair)
            known = _RULED_OUT if found.is_ruled_out else found.score
            self._scores[pair] = known
        return None if known == _RULED_OUT else known

    def comparison(self, a: Key, b: Key) -> Comparison:
        """Compare a pair with all that it rests on; the first in order comes first."""
        one, other = sorted((a, b))
        return compare(self.by_key[one], self.by_key[other], self.weights)

    def likeness(self, one: Cluster, other: Cluster) -> float | Bar:
        """Return the chance at the mean log-odds of all pairs between, or what bars their joining.

        Members whose reports are not at hand are passed over.
        """
        if {key[0] for key in one.members} & {key[0] for key in other.members}:
            return Bar("one report tells of both apart")
        total, count = 0.0, 0
        for a in one.members:
            for b in other.members:
                if a in self.by_key and b in self.by_key:
                    score = self.score(a, b)
                    if score is None:
                        return Bar(f"{a[0]}#{a[1]} and {b[0]}#{b[1]} cannot be one")
                    score = min(1 - _LEAST_CHANCE, max(_LEAST_CHANCE, score))
                    total, count = total + math.log(score / (1 - score)), count + 1
        if not count:
            return Bar("no report of it is at hand")
        return 1 / (1 + math.exp(-total / count))


def join(clusters: Iterable[Cluster], pairs: Pairs, near: Iterable[Scored]) -> list[Cluster]:
    """Join the two most alike clusters until no two are alike enough.

    `near` holds the pairs that are worth a look. A mean is no higher than the highest score of
    its pairs, so that clusters without a pair alike enough need not be held against each other.
    """
    at = dict(enumerate(clusters))
    of = {key: n for n, cluster in at.items() for key in cluster.members}
    touching: dict[int, set[int]] = defaultdict(set)
    best: list[tuple[float, tuple[Key, ...], tuple[Key, ...], int, int]] = []

    def rescore(n: int, m: int) -> None:
        if at[n].incident_id and at[m].incident_id:
            return
        likeness = pairs.likeness(at[n], at[m])
        if isinstance(likeness, Bar):
            return
        touching[n].add(m)
        touching[m].add(n)
        if likeness >= pairs.weights.join:
            first, last = sorted((at[n].members, at[m].members))
            heapq.heappush(best, (-likeness, first, last, n, m))

    alike = ((of[a], of[b]) for a, b, score in near if score >= pairs.weights.join)
    for n, m in sorted({(min(pair), max(pair)) for pair in alike}):
        if n != m:
            rescore(n, m)
    fresh = len(at)
    while best:
        *_, n, m = heapq.heappop(best)
        if n not in at or m not in at:
            continue  # one of them has been joined to another since
        one, other = at.pop(n), at.pop(m)
        members = tuple(sorted((*one.members, *other.members)))
        at[fresh] = Cluster(members, one.incident_id or other.incident_id)
        # What must not touch one of the two must not touch both together.
        for x in sorted((touching.pop(n, set()) | touching.pop(m, set())) & at.keys()):
            rescore(x, fresh)
        fresh += 1
    return list(at.values())
