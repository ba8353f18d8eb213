"""The range of harm that claims leave open, for each outcome and each group of victims.

- Killed and injured are summed up apart and never mixed; figures that do not tell them apart
  stay an outcome of their own.
- Each group of victims has a range of its own. A total is never made by adding up parts, and
  a part never lowers or raises a total.
- The range runs from the lowest figure told to the highest, whoever tells it: no speaker is
  preferred. A highest figure without a ceiling ("100 or more") leaves the range open at the
  top; one without a floor ("up to 14") leaves it open at the bottom where no lower figure is
  told.
- What is denied is left out; what is hedged counts. A figure that its own speaker has replaced
  since is left out, and named beside the range.
- No figure means unknown, not zero: there is then no summary at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.reconcile.policies.case import Case, claim_ids
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.records import CasualtyRange, CasualtySummary, Claim, CountValue, Facet
from rashomon.reference.victims import ALL

__all__ = ["OUTCOMES", "sum_up", "sum_up_all", "what_is_missing"]

OUTCOMES = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)


def sum_up(case: Case, policy: str) -> tuple[CasualtySummary, ...]:
    """Return the range for each outcome and group of victims, the total first.

    A number of civilians that is the total as well ("12 civilians were killed", and nobody
    else is told of) is summed up under both.
    """
    return _sum_up(case, policy, case.replaced)


def sum_up_all(case: Case, policy: str) -> tuple[CasualtySummary, ...]:
    """Return the ranges with figures counted that their own speaker has replaced since."""
    return _sum_up(case, policy, frozenset())


def _sum_up(case: Case, policy: str, gone: frozenset[Claim]) -> tuple[CasualtySummary, ...]:
    found = []
    for outcome in OUTCOMES:
        told: dict[str, list[Claim]] = defaultdict(list)
        for stand in case.stands:
            if stand.position.facet != outcome or stand.position.is_denial:
                continue
            for claim in stand.claims:
                counted = case.groups[claim.claim_id]
                for group in {counted.group, counted.told}:
                    told[group].append(claim)
        for group in sorted(told, key=lambda g: (g != ALL, g)):
            claims = sorted(told[group], key=claim_order)
            kept = [claim for claim in claims if claim not in gone]
            replaced = claim_ids([claim for claim in claims if claim in gone])
            if not kept:  # replaced by a figure of another group: the old one is all there is
                kept, replaced = claims, ()
            denied = _denied(case.stands, outcome)
            found.append(_summary(outcome, group, kept, policy, denied, replaced))
    return tuple(found)


def _denied(stands: Sequence[Stand], outcome: Facet) -> int:
    """How many figures of the outcome somebody denies."""
    return sum(
        len(stand.claims)
        for stand in stands
        if stand.position.facet == outcome and stand.position.is_denial
    )


def what_is_missing(summaries: Sequence[CasualtySummary]) -> tuple[str, ...]:
    """Return a note for each outcome of which parts are told but no total."""
    notes = []
    for outcome in OUTCOMES:
        groups = [summary.group for summary in summaries if summary.outcome == outcome]
        if groups and ALL not in groups:
            notes.append(f"{outcome}: no total is told, only parts ({', '.join(groups)})")
    return tuple(notes)


def _summary(
    outcome: Facet,
    group: str,
    claims: Sequence[Claim],
    policy: str,
    denied: int,
    replaced: tuple[str, ...],
) -> CasualtySummary:
    ranges = [claim.value.range for claim in claims if isinstance(claim.value, CountValue)]
    floors = [number.low for number in ranges if number.low is not None]
    ceilings = [number.high for number in ranges if number.high is not None]
    low = min(floors, default=None)
    # "up to 14" beside "25": the lower figure sets no floor, so neither does the range.
    if low is not None and any(r.low is None and (r.high or 0) < low for r in ranges):
        low = None
    highest = max([*ceilings, *floors])
    # "100" beside "at least 20" has a ceiling; beside "at least 100" it has none.
    is_open = any(r.high is None and r.floor == highest for r in ranges)
    high = None if is_open else highest
    if low is None and high is None:
        low = min(floors, default=0)
    lowest = "no floor is told" if low is None else f"lowest figure told {low}"
    top = f"highest {highest} or more, without a ceiling" if is_open else f"highest {highest}"
    rule = f"{lowest}, {top}, of {len(claims)} claims"
    if len(claims) == 1:
        rule = "the only figure told"
    if denied:
        rule += f"; denied figures left out ({denied})"
    if replaced:
        rule += f"; figures that their own speaker replaced later left out ({len(replaced)})"
    return CasualtySummary(
        outcome=outcome,
        group=group,
        range=CasualtyRange(low, high),
        policy=policy,
        rule=rule,
        claim_ids=tuple(claim.claim_id for claim in claims),
        replaced=replaced,
        highest=highest,
    )
