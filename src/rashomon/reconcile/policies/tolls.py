"""The deaths that claims tell of, as totals; a part never raises one.

Where a total is told, only totals count. Where none is, the parts that one speaker tells in one
report are added up, as far as nobody can be in two of them: fighters by side; civilians, or else
children, women and men; a named victim and "others". That nobody was killed is told as well,
but kept apart: it removes no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconcile.policies.case import Case, claim_ids, count_of
from rashomon.reconcile.policies.vague import Estimate
from rashomon.reconcile.voices import Voice
from rashomon.records import Claim, Facet
from rashomon.reference.victims import ALL, CIVILIANS, FIGHTERS, OTHERS

__all__ = ["Toll", "Tolls", "add_parts", "tell_tolls", "told_in_figures"]

_BOTH = "women and children"
_BY_AGE_AND_SEX = ("children", "women", "men", _BOTH)


@dataclass(frozen=True, slots=True)
class Toll:
    """One total of deaths, from one claim, or from the parts that one speaker tells."""

    low: int
    best: int
    high: int
    claims: tuple[Claim, ...]
    words: str = ""
    is_inferred: bool = False
    is_figure: bool = True

    @property
    def is_open(self) -> bool:
        """Tell whether its words set no ceiling: so many or more."""
        return any(count_of(claim).range.high is None for claim in self.claims)

    @property
    def order(self) -> tuple[int, int, int, tuple[str, ...], tuple[str, ...]]:
        """From the lowest figure on; of equal ones by what is said, so that copies add nothing."""
        who = tuple(count_of(claim).who or "" for claim in self.claims)
        return self.best, self.low, self.high, who, claim_ids(self.claims)


@dataclass(frozen=True, slots=True)
class Tolls:
    """The totals told of an incident, and the claims that nobody was killed."""

    totals: tuple[Toll, ...]
    nobody: tuple[Claim, ...]


def tell_tolls(case: Case, estimate: Callable[[Claim], Estimate]) -> Tolls:
    """Return the totals told, in the codebook's figures."""
    killed = case.told(Facet.KILLED)
    some = [claim for claim in killed if count_of(claim).range.high != 0]
    nobody = tuple(
        c for c in killed if count_of(c).range.high == 0 and case.groups[c.claim_id].group == ALL
    )
    whole = [claim for claim in some if case.groups[claim.claim_id].group == ALL]
    if whole:
        return Tolls(tuple(_toll([claim], estimate) for claim in whole), nobody)
    return Tolls(add_parts(case, some, estimate), nobody)


def add_parts(
    case: Case, claims: Sequence[Claim], estimate: Callable[[Claim], Estimate]
) -> tuple[Toll, ...]:
    """Add up what each speaker tells in each report, nobody twice."""
    told: dict[tuple[str, Voice], list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.report_id, case.backing.voice(claim)].append(claim)
    return tuple(_toll(_disjoint(case, told[key], estimate), estimate) for key in sorted(told))


def _toll(claims: Sequence[Claim], estimate: Callable[[Claim], Estimate]) -> Toll:
    parts = [estimate(claim) for claim in claims]
    words = [part.words for part in parts if part.words]
    if len(parts) > 1:
        words.insert(0, f"parts that one speaker tells: {_added(parts)}")
    return Toll(
        sum(part.low for part in parts),
        sum(part.best for part in parts),
        sum(part.high for part in parts),
        tuple(claims),
        "; ".join(words),
        any(part.is_inferred for part in parts) or len(parts) > 1,
        all(part.is_figure for part in parts),
    )


def told_in_figures(tolls: Sequence[Toll]) -> list[Toll]:
    """Leave out words without a figure where a figure is told that they allow as well.

    "Fighters were killed" is no rival to "six were killed": it says the same and less.
    """
    return [
        toll
        for toll in tolls
        if toll.is_figure
        or len(toll.claims) > 1
        or not any(_allows(toll, other) for other in tolls if other.is_figure)
    ]


def _allows(loose: Toll, told: Toll) -> bool:
    return len(told.claims) == 1 and count_of(loose.claims[0]).range.is_compatible(
        count_of(told.claims[0]).range
    )


def _added(parts: Sequence[Estimate]) -> str:
    return " + ".join(str(part.best) for part in parts)


def _disjoint(
    case: Case, claims: Sequence[Claim], estimate: Callable[[Claim], Estimate]
) -> list[Claim]:
    """Pick the parts in none of which the same person can be counted twice."""

    def rank(claim: Claim) -> tuple[int, int, str, str]:
        # By what is said first: ids differ between a text and its copy.
        told = estimate(claim)
        return told.best, told.high, count_of(claim).who or "", claim.claim_id

    by_group: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_group[case.groups[claim.claim_id].told].append(claim)
    # Two numbers of one group in one report: the smaller may well be part of the greater.
    largest = {group: max(told, key=rank) for group, told in by_group.items()}
    picked = [claim for group, claim in largest.items() if group.endswith(f" {FIGHTERS}")]
    picked = picked or [largest[g] for g in (FIGHTERS,) if g in largest]
    picked += _civilians(largest)
    if OTHERS in largest:
        beside = largest[OTHERS].mention
        picked += [
            claim
            for group, claim in largest.items()
            if claim not in picked
            and claim.mention == beside
            and group not in (CIVILIANS, FIGHTERS, *_BY_AGE_AND_SEX)
        ]
    if picked:
        return sorted(picked, key=lambda c: (c.evidence.start, c.claim_id))
    return [max(largest.values(), key=rank)]


def _civilians(largest: Mapping[str, Claim]) -> list[Claim]:
    if CIVILIANS in largest:
        return [largest[CIVILIANS]]
    if _BOTH in largest:
        return [largest[_BOTH]]
    return [largest[group] for group in ("children", "women", "men") if group in largest]
