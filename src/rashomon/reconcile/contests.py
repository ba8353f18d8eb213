"""Where positions cannot be true together, in which way, and in clear words.

A contest is stated between voices: what one speaker says of two sites, two weapons or two
attackers in one report is no contradiction, however different the values are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.figures import find_excess, find_parts, find_swaps
from rashomon.reconcile.gaps import find_gaps
from rashomon.reconcile.positions import Stand
from rashomon.reconcile.rivals import (
    RIVALS,
    find_blame,
    find_circumstances,
    find_denials,
    find_motives,
    find_rivals,
)
from rashomon.reconcile.updates import find_replaced
from rashomon.records import COUNT_FACETS, Contest, Facet, IncidentKind

__all__ = ["find_contests"]

# Where both sides attack, naming the one does not clear the other.
_FIGHTS = frozenset({IncidentKind.CLASH, IncidentKind.GROUND_ATTACK})


def find_contests(
    kind: IncidentKind,
    stands: Sequence[Stand],
    groups: Mapping[str, Counted],
    backing: Backing,
) -> tuple[Contest, ...]:
    """Return every contest among an incident's positions, by facet; swaps come last."""
    found: list[Contest] = []
    circumstances = find_circumstances([s for s in stands if s.position.is_denial])
    replaced = find_replaced(stands, groups, backing)
    affirmed = [stand for stand in stands if not stand.position.is_denial]
    for facet in Facet:
        own = [stand for stand in affirmed if stand.position.facet == facet]
        if facet in COUNT_FACETS:
            for group in sorted({stand.position.group for stand in own}):
                alike = [stand for stand in own if stand.position.group == group]
                found += find_gaps(facet, group, alike, backing)
            if facet != Facet.STRENGTH:
                found += find_excess(facet, own, backing, replaced)
                found += find_parts(facet, own, backing)
        elif facet == Facet.RESPONSIBLE and kind not in _FIGHTS:
            found += find_blame(own, backing)
        elif facet in RIVALS:
            found += find_rivals(facet, own, backing)
        elif facet == Facet.MOTIVE:
            found += find_motives(own)
        denials = [s for s in stands if s.position.is_denial and s.position.facet == facet]
        found += find_denials(facet, own, denials, circumstances)
    found += find_swaps(affirmed, groups, backing)
    return tuple(found)
