"""Whom each number of an incident counts, so that only like is held against like.

Policy: a part ("four children") never contradicts a total. A number of fighters is the total
where the whole incident, as told, killed or hurt fighters of one side alone; a number of
civilians is the total where no report tells of anybody else. Fighters of two sides are two
groups. One person told of beside a larger number ("a rebel" beside "13 rebels") is a part of
its own. "Others" are the total where the sentence counts nobody else, or else a part.

Scope besides, by the words around the number: what is told as a part of a greater number in one
report ("15 of them"), or as of elsewhere, is a group of its own, and so is what sums up more
days or places than the incident has, wherever a number of the incident alone is told. An
incident that is placed no more exactly than a region keeps the number for the region as its
total, and the numbers of single sites are the parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconcile.scope import Scope
from rashomon.records import COUNT_FACETS, Claim, CountValue, Facet, Stance
from rashomon.reference.victims import ALL, CIVILIANS, FIGHTERS, OTHERS, side_of, victim_group

__all__ = ["APART", "ELSEWHERE", "PART", "WIDER", "Counted", "counted_groups"]

PART = "a part of them"
ELSEWHERE = "elsewhere"
WIDER = "over more days or places"
APART = frozenset({PART, ELSEWHERE, WIDER})  # groups by scope, not by who was harmed
_SITE_KM = 25.0  # an incident known no better than this may be a region's whole day

_ARTICLES = frozenset({"a", "an", "the", "one", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The group that a number is held against, and the one that its words name."""

    group: str
    told: str


def counted_groups(
    claims: Sequence[Claim],
    scopes: Mapping[str, Scope] | None = None,
    radius_km: float | None = None,
) -> Mapping[str, Counted]:
    """Return the group of every claim of a number, by claim id.

    `scopes` tells what words limit or widen the numbers, `radius_km` how exactly the incident's
    place is known.
    """
    groups: dict[str, Counted] = {}
    for facet in sorted(COUNT_FACETS):
        numbers = [claim for claim in claims if claim.facet == facet]
        if facet == Facet.STRENGTH:
            groups |= _strengths(numbers)
            continue
        apart = _set_apart(numbers, scopes or {}, radius_km)
        groups |= _victims([claim for claim in numbers if claim.claim_id not in apart])
        groups |= {claim_id: Counted(group, group) for claim_id, group in apart.items()}
    return groups


def _set_apart(
    claims: Sequence[Claim], scopes: Mapping[str, Scope], radius_km: float | None
) -> dict[str, str]:
    """Return which numbers are of another scope than the incident, and of which."""
    found: dict[str, str] = {}
    some = [c for c in claims if c.stance is not Stance.DENY and not _is_nobody(c)]
    for claim in some:
        scope = scopes.get(claim.claim_id)
        group = victim_group(_count(claim).who)
        above = [other for other in some if _is_below(claim, other)]
        if scope is not None and scope.is_part:
            # "37 people, 30 of them fighters" names its group; "15 of them in the town" does not.
            if _has_group(above, group) and (group in _WHOLE or _is_one(claim)):
                found[claim.claim_id] = PART
        elif scope is not None and scope.is_elsewhere and group in _WHOLE:
            found[claim.claim_id] = ELSEWHERE
        elif group == ALL and _is_exceeded(claim, above):
            found[claim.claim_id] = PART
    rest = [claim for claim in some if claim.claim_id not in found]
    wide = [c for c in rest if c.claim_id in scopes and scopes[c.claim_id].is_wide]
    single = [
        claim
        for claim in rest
        if claim not in wide
        and victim_group(_count(claim).who) in _WHOLE
        and not (claim.claim_id in scopes and scopes[claim.claim_id].is_part)
    ]
    is_region = radius_km is not None and radius_km >= _SITE_KM
    for claim in wide:
        beside = [
            other
            for other in single
            if _is_below(other, claim)
            and (
                scopes[claim.claim_id].is_over_days
                or other.report_id == claim.report_id
                or (other.claim_id in scopes and scopes[other.claim_id].is_narrow)
            )
        ]
        if is_region and not scopes[claim.claim_id].is_over_days:
            found |= {
                other.claim_id: PART
                for other in beside
                if other.claim_id in scopes and scopes[other.claim_id].is_narrow
            }
        elif beside:
            found[claim.claim_id] = WIDER
    if len(found) == len(claims) or not any(c.claim_id not in found for c in some):
        return {}  # nothing would be left: what is told is all there is
    return found


_WHOLE = frozenset({ALL, CIVILIANS, FIGHTERS, OTHERS})


def _has_group(claims: Sequence[Claim], group: str) -> bool:
    return any(victim_group(_count(claim).who) == group for claim in claims)


def _is_exceeded(claim: Claim, above: Sequence[Claim]) -> bool:
    """Tell whether its own speaker tells a greater part in the same report: it is no total."""
    return any(
        other.report_id == claim.report_id
        and other.source == claim.source
        and victim_group(_count(other).who) in (CIVILIANS, FIGHTERS)
        for other in above
    )


def _is_below(one: Claim, other: Claim) -> bool:
    """Tell whether the first number lies wholly below the second."""
    a, b = _count(one).range, _count(other).range
    return a.high is not None and a.high < b.floor


def _count(claim: Claim) -> CountValue:
    assert isinstance(claim.value, CountValue)  # what the record takes for these facets
    return claim.value


def _strengths(claims: Sequence[Claim]) -> dict[str, Counted]:
    """Fighters of one side are held against each other; nobody adds up both sides."""
    found = {}
    for claim in claims:
        who = _count(claim).who
        group = side_of(who) or victim_group(who)
        found[claim.claim_id] = Counted(group, group)
    return found


def _victims(claims: Sequence[Claim]) -> dict[str, Counted]:
    # What somebody denies says nothing of whom the others count.
    affirmed = [claim for claim in claims if claim.stance is not Stance.DENY]
    some = [claim for claim in affirmed if not _is_nobody(claim)]
    sides = {
        side
        for claim in some
        if victim_group(_count(claim).who) == FIGHTERS
        for side in [side_of(_count(claim).who)]
        if side
    }
    told = {claim.claim_id: _told(claim, affirmed, split=len(sides) > 1) for claim in claims}
    main = {
        group
        for claim in some
        for group in [told[claim.claim_id]]
        if group in (ALL, CIVILIANS) or _are_fighters(group)
    }
    in_report: dict[str, set[str]] = defaultdict(set)
    for claim in affirmed:
        in_report[claim.report_id].add(told[claim.claim_id])
    found = {}
    for claim in claims:
        group = told[claim.claim_id]
        is_total = (
            not _is_nobody(claim)
            and group == FIGHTERS
            and main <= {FIGHTERS, ALL}
            and ALL not in in_report[claim.report_id]
        ) or (group == CIVILIANS and main == {CIVILIANS})
        found[claim.claim_id] = Counted(ALL if is_total else group, group)
    return found


def _told(claim: Claim, claims: Sequence[Claim], *, split: bool) -> str:
    who = _count(claim).who
    group = victim_group(who)
    side = side_of(who)
    if group == FIGHTERS and side and (split or _is_nobody(claim)):
        return f"{side} {FIGHTERS}"
    if group == OTHERS:
        is_alone = all(
            other.claim_id == claim.claim_id
            or (other.report_id, other.mention) != (claim.report_id, claim.mention)
            for other in claims
        )
        return ALL if is_alone else OTHERS
    return _bare(who) if who and _is_one_of_more(claim, claims) else group


def _bare(who: str) -> str:
    words = who.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _is_one_of_more(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether the claim is of one person, and its report counts more of the same kind."""
    value = _count(claim)
    group = victim_group(value.who)
    return (
        _is_one(claim)
        and value.who is not None
        and group in (CIVILIANS, FIGHTERS, "children", "women", "men")
        and any(
            other.report_id == claim.report_id
            and victim_group(_count(other).who) == group
            and _count(other).range.floor > 1
            for other in claims
        )
    )


def _is_one(claim: Claim) -> bool:
    return (_count(claim).range.low, _count(claim).range.high) == (1, 1)


def _is_nobody(claim: Claim) -> bool:
    """Tell whether the claim is that nobody was harmed: "no coalition casualties"."""
    return _count(claim).range.high == 0


def _are_fighters(group: str) -> bool:
    return group == FIGHTERS or group.endswith(f" {FIGHTERS}")
