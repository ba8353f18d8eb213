"""How one party's version changed: what it said first on which day, and what no longer fits.

A position is dated by the first day on which the party told it: the day that its speaker spoke,
where the report says so, or else that of the report. Policy: a version has changed where what
is first told on a later day cannot be true together with what was told before, or denies it, or
admits what was denied. Further detail is no change. What no day is known of is told as undated
and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.rivals import do_part
from rashomon.reconcile.voices import bare_name, is_identified
from rashomon.records import AccountStep, Claim, Facet

__all__ = ["tell_steps"]

_Held = Sequence[tuple[Stand, Claim]]


def tell_steps(party: str, held: _Held, backing: Backing) -> tuple[AccountStep, ...]:
    """Return the steps of an account by facet, each position once, on the first day it was told.

    A side has one version, whoever speaks for it; monitors, medics and the like have as many as
    there are speakers. Nobody knows whether the "residents" of two reports are the same, so that
    theirs have none, and neither has a text's own voice.
    """
    told: dict[tuple[str, Facet], dict[str, list[tuple[Stand, Claim]]]] = defaultdict(dict)
    for stand, claim in held:
        teller = _teller(party, claim)
        if teller is not None:
            by_position = told[teller, stand.position.facet]
            by_position.setdefault(stand.position.position_id, []).append((stand, claim))
    order = list(Facet)
    return tuple(
        step
        for (teller, facet), positions in sorted(
            told.items(), key=lambda item: (order.index(item[0][1]), item[0][0])
        )
        for step in _steps(teller, facet, list(positions.values()), backing)
    )


def _teller(party: str, claim: Claim) -> str | None:
    speaker = claim.speaker
    if speaker is None:
        return None
    if speaker.party:
        return party
    return (speaker.actor or bare_name(speaker.words)) if is_identified(claim) else None


def _steps(
    teller: str, facet: Facet, positions: Sequence[_Held], backing: Backing
) -> list[AccountStep]:
    by_day: dict[date | None, list[_Held]] = defaultdict(list)
    for held in positions:
        by_day[min(filter(None, (backing.day_told(c) for _, c in held)), default=None)].append(held)
    found: list[AccountStep] = []
    before: list[Stand] = []
    for day in sorted(by_day, key=lambda d: (d is None, d or date.min)):
        stands = [held[0][0] for held in by_day[day]]
        claims = sorted(
            (c for held in by_day[day] for _, c in held if backing.day_told(c) == day),
            key=claim_order,
        )
        found.append(
            AccountStep(
                facet=facet,
                teller=teller,
                day=day,
                is_spoken=any(backing.spoken.get(c.claim_id) == day for c in claims),
                position_ids=tuple(stand.position.position_id for stand in stands),
                claim_ids=tuple(dict.fromkeys(claim.claim_id for claim in claims)),
                is_change=day is not None
                and any(do_part(one, other) for one in before for other in stands),
            )
        )
        before += stands
    return found
