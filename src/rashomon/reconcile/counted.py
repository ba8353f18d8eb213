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

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from rashomon.reconcile.scope import Scope
from rashomon.records import COUNT_FACETS, Claim, CountValue, Facet, Speaker, Stance
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
    # The greatest numbers stand for all: what lies below one of a group lies below its greatest.
    of_group: dict[str, int] = {}
    of_speaker: dict[tuple[str, tuple[Speaker, ...]], int] = {}
    for claim in some:
        floor, group = _count(claim).range.floor, victim_group(_count(claim).who)
        of_group[group] = max(floor, of_group.get(group, 0))
        if group in (CIVILIANS, FIGHTERS):
            teller = claim.report_id, claim.source
            of_speaker[teller] = max(floor, of_speaker.get(teller, 0))
    for claim in some:
        scope = scopes.get(claim.claim_id)
        group = victim_group(_count(claim).who)
        if scope is not None and scope.is_part:
            # "37 people, 30 of them fighters" names its group; "15 of them in the town" does not.
            if _is_below(claim, of_group[group]) and (group in _WHOLE or _is_one(claim)):
                found[claim.claim_id] = PART
        elif scope is not None and scope.is_elsewhere and group in _WHOLE:
            found[claim.claim_id] = ELSEWHERE
        elif group == ALL and _is_below(claim, of_speaker.get((claim.report_id, claim.source), 0)):
            # Its own speaker tells a greater part in the same report: it is no total.
            found[claim.claim_id] = PART
    rest = [claim for claim in some if claim.claim_id not in found]
    is_region = radius_km is not None and radius_km >= _SITE_KM
    found |= _set_apart_by_width(rest, scopes, is_region=is_region)
    if len(found) == len(claims) or not any(c.claim_id not in found for c in some):
        return {}  # nothing would be left: what is told is all there is
    return found


_WHOLE = frozenset({ALL, CIVILIANS, FIGHTERS, OTHERS})


def _set_apart_by_width(
    claims: Sequence[Claim], scopes: Mapping[str, Scope], *, is_region: bool
) -> dict[str, str]:
    """Return which numbers sum up more than the incident, or count single sites of its region."""
    wide = [c for c in claims if c.claim_id in scopes and scopes[c.claim_id].is_wide]
    ids = {claim.claim_id for claim in wide}
    single = [
        claim
        for claim in claims
        if claim.claim_id not in ids
        and victim_group(_count(claim).who) in _WHOLE
        and not (claim.claim_id in scopes and scopes[claim.claim_id].is_part)
    ]
    narrow = [c for c in single if c.claim_id in scopes and scopes[c.claim_id].is_narrow]
    least, least_narrow = _least_high(single), _least_high(narrow)
    least_in: dict[str, int] = {}
    for claim in single:
        high = _count(claim).range.high
        if high is not None:
            least_in[claim.report_id] = min(high, least_in.get(claim.report_id, high))
    found: dict[str, str] = {}
    above = 0  # the greatest number for the region
    for claim in wide:
        floor, is_over_days = _count(claim).range.floor, scopes[claim.claim_id].is_over_days
        if is_region and not is_over_days:
            above = max(above, floor)
            continue
        beside = least if is_over_days else min(least_narrow, least_in.get(claim.report_id, floor))
        if beside < floor:
            found[claim.claim_id] = WIDER
    return found | {claim.claim_id: PART for claim in narrow if _is_below(claim, above)}


def _least_high(claims: Sequence[Claim]) -> float:
    """The least of the numbers' ceilings; infinite where there is none."""
    highs = (_count(claim).range.high for claim in claims)
    return min((high for high in highs if high is not None), default=math.inf)


def _is_below(claim: Claim, floor: int) -> bool:
    """Tell whether a number lies wholly below the floor of another one."""
    high = _count(claim).range.high
    return high is not None and high < floor


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
    beside = _Beside.of(affirmed)
    told = {claim.claim_id: _told(claim, beside, split=len(sides) > 1) for claim in claims}
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What else is counted: the claims on each mention, and whom reports count several of."""

    on: Mapping[tuple[str, int], set[str]]
    several: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> Self:
        on: dict[tuple[str, int], set[str]] = defaultdict(set)
        for claim in claims:
            on[claim.report_id, claim.mention].add(claim.claim_id)
        several = frozenset(
            (claim.report_id, victim_group(_count(claim).who))
            for claim in claims
            if _count(claim).range.floor > 1
        )
        return cls(on, several)


def _told(claim: Claim, beside: _Beside, *, split: bool) -> str:
    who = _count(claim).who
    group = victim_group(who)
    side = side_of(who)
    if group == FIGHTERS and side and (split or _is_nobody(claim)):
        return f"{side} {FIGHTERS}"
    if group == OTHERS:
        is_alone = beside.on.get((claim.report_id, claim.mention), set()) <= {claim.claim_id}
        return ALL if is_alone else OTHERS
    return _bare(who) if who and _is_one_of_more(claim, beside) else group


def _bare(who: str) -> str:
    words = who.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _is_one_of_more(claim: Claim, beside: _Beside) -> bool:
    """Tell whether the claim is of one person, and its report counts more of the same kind."""
    value = _count(claim)
    group = victim_group(value.who)
    return (
        _is_one(claim)
        and value.who is not None
        and group in (CIVILIANS, FIGHTERS, "children", "women", "men")
        and (claim.report_id, group) in beside.several
    )


def _is_one(claim: Claim) -> bool:
    return (_count(claim).range.low, _count(claim).range.high) == (1, 1)


def _is_nobody(claim: Claim) -> bool:
    """Tell whether the claim is that nobody was harmed: "no coalition casualties"."""
    return _count(claim).range.high == 0


def _are_fighters(group: str) -> bool:
    return group == FIGHTERS or group.endswith(f" {FIGHTERS}")
