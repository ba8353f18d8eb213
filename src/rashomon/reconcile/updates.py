"""Which figures their own speaker has replaced since: an update is no second opinion.

Policy: where a speaker known by name or side tells two numbers of one outcome and group that
do not meet, the one first told on the later day stands in place of the earlier. The day is
that of the first report to have the speaker say so: a repost, however late, makes no figure
younger. Without days, or where one report has the speaker say both, nothing is replaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.positions import Stand
from rashomon.reconcile.voices import Voice, is_identified
from rashomon.records import COUNT_FACETS, CasualtyRange, Claim, CountValue, Facet

__all__ = ["find_replaced"]


def find_replaced(
    stands: Sequence[Stand], groups: Mapping[str, Counted], backing: Backing
) -> frozenset[Claim]:
    """Return the claims of numbers whose own speaker tells another number later."""
    told: dict[tuple[Facet, str, Voice], list[Claim]] = defaultdict(list)
    for stand in stands:
        if stand.position.facet not in COUNT_FACETS or stand.position.is_denial:
            continue
        for claim in stand.claims:
            if is_identified(claim):
                group = groups[claim.claim_id].group
                told[claim.facet, group, backing.voice(claim)].append(claim)
    return frozenset(claim for claims in told.values() for claim in _replaced(claims, backing))


def _replaced(claims: Sequence[Claim], backing: Backing) -> list[Claim]:
    days: dict[CasualtyRange, dict[str, list[date | None]]] = defaultdict(dict)
    reports: dict[CasualtyRange, set[str]] = defaultdict(set)
    for claim in claims:
        number, origin = _number(claim), backing.origin(claim)
        days[number].setdefault(origin, []).append(backing.published[claim.report_id])
        reports[number].add(claim.report_id)
    first_told = {number: _first(list(of.values())) for number, of in days.items()}
    gone = {
        one
        for one, one_day in first_told.items()
        for other, other_day in first_told.items()
        if one_day
        and other_day
        and one_day < other_day
        and not one.is_compatible(other)
        and not reports[one] & reports[other]
    }
    return [claim for claim in claims if _number(claim) in gone]


def _first(days_by_origin: Sequence[Sequence[date | None]]) -> date | None:
    """The first day on which a figure was told; None where one origin's is not known.

    A copy without a day is no younger than the text that it copies.
    """
    firsts = [min(filter(None, days), default=None) for days in days_by_origin]
    known = [day for day in firsts if day is not None]
    return min(known) if len(known) == len(firsts) else None


def _number(claim: Claim) -> CasualtyRange:
    assert isinstance(claim.value, CountValue)  # only numbers are asked for
    return claim.value.range
