"""Whom each number of an incident counts, so that only like is held against like.

Policy: a part ("four children") never contradicts a total. A number of fighters is the total
where the whole incident, as told, killed or hurt fighters of one side alone; a number of
civilians is the total where no report tells of anybody else. Fighters of two sides are two
groups. One person told of beside a larger number ("a rebel" beside "13 rebels") is a part of
its own. "Others" are the total where the sentence counts nobody else, or else a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import COUNT_FACETS, Claim, CountValue, Facet, Stance
from rashomon.reference.victims import ALL, CIVILIANS, FIGHTERS, OTHERS, side_of, victim_group

__all__ = ["Counted", "counted_groups"]


_ARTICLES = frozenset({"a", "an", "the", "one", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The group that a number is held against, and the one that its words name."""

    group: str
    told: str


def counted_groups(claims: Sequence[Claim]) -> Mapping[str, Counted]:
    """Return the group of every claim of a number, by claim id."""
    groups: dict[str, Counted] = {}
    for facet in sorted(COUNT_FACETS):
        numbers = [claim for claim in claims if claim.facet == facet]
        groups |= _strengths(numbers) if facet == Facet.STRENGTH else _victims(numbers)
    return groups


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
        (value.range.low, value.range.high) == (1, 1)
        and value.who is not None
        and group in (CIVILIANS, FIGHTERS)
        and any(
            other.report_id == claim.report_id
            and victim_group(_count(other).who) == group
            and _count(other).range.floor > 1
            for other in claims
        )
    )


def _is_nobody(claim: Claim) -> bool:
    """Tell whether the claim is that nobody was harmed: "no coalition casualties"."""
    return _count(claim).range.high == 0


def _are_fighters(group: str) -> bool:
    return group == FIGHTERS or group.endswith(f" {FIGHTERS}")
