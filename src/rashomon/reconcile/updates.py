"""Which figures their own speaker has replaced since: an update is no second opinion.

Policy: where a speaker known by name or side tells two numbers of one outcome and group that
do not meet, the one first told on the later day stands in place of the earlier. The day is the
one on which the speaker spoke, or else that of the first report to have it say so: a repost,
however late, makes no figure younger. A report that has the speaker say both replaces a figure
only where its words call that the older ("it had earlier put the toll at 15"). Without days
nothing is replaced.
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

__all__ = ["find_replaced", "first_told", "is_called_older"]


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
        days[number].setdefault(origin, []).append(backing.day_told(claim))
        reports[number].add(claim.report_id)
    firsts = {number: _first(list(of.values())) for number, of in days.items()}
    gone = {
        one
        for one, one_day in firsts.items()
        for other, other_day in firsts.items()
        if one_day
        and other_day
        and one_day < other_day
        and not one.is_compatible(other)
        and not reports[one] & reports[other]
    }
    beside: dict[str, dict[tuple[CasualtyRange, bool], Claim]] = defaultdict(dict)
    for claim in claims:  # of a report's claims that say the same, one stands for all
        scope = backing.scopes.get(claim.claim_id)
        key = _number(claim), scope is not None and scope.is_earlier
        beside[claim.report_id].setdefault(key, claim)
    return [
        claim
        for claim in claims
        if _number(claim) in gone
        or any(is_called_older(claim, o, backing) for o in beside[claim.report_id].values())
    ]


def is_called_older(one: Claim, other: Claim, backing: Backing) -> bool:
    """Tell whether a report that has one speaker say both calls the first number the older."""
    scope, beside = (backing.scopes.get(claim.claim_id) for claim in (one, other))
    return (
        one.report_id == other.report_id
        and scope is not None
        and scope.is_earlier
        and not (beside and beside.is_earlier)
        and not _number(one).is_compatible(_number(other))
    )


def first_told(claims: Sequence[Claim], backing: Backing) -> Mapping[Claim, date | None]:
    """Return, for each claim of a number, the first day known on which its voice told it.

    An undated copy takes no day away, and a late one adds none.
    """
    days: dict[tuple[Voice, str, CasualtyRange], date] = {}
    for claim in claims:
        day = backing.day_told(claim)
        if day:
            key = _telling(claim, backing)
            days[key] = min(day, days.get(key, day))
    return {claim: days.get(_telling(claim, backing)) for claim in claims}


def _telling(claim: Claim, backing: Backing) -> tuple[Voice, str, CasualtyRange]:
    text = "" if is_identified(claim) else backing.origin(claim)
    return backing.voice(claim), text, _number(claim)


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
