"""One party's version of an incident, beside the other parties'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.positions import Stand, claim_order, label_of
from rashomon.reconcile.versions import tell_steps
from rashomon.reconcile.voices import OUTLETS, bare_name, party_of_claim
from rashomon.records import Account, Claim, Facet

__all__ = ["tell_accounts"]


def tell_accounts(stands: Sequence[Stand], backing: Backing) -> tuple[Account, ...]:
    """Return every party's account: its positions by facet, and on what it is silent,
    and how it came about day by day.

    A claim belongs to the side that its first speaker speaks for; who stands on no side is
    told apart by what they are; what no report credits to anybody is the outlets' own. A
    denial is in the account of whoever denies.
    """
    held: dict[str, list[tuple[Stand, Claim]]] = defaultdict(list)
    for stand in stands:
        for claim in stand.claims:
            held[party_of_claim(claim)].append((stand, claim))
    spoken_on = {stand.position.facet for stand in stands}
    accounts = []
    for party in sorted(held, key=lambda p: (p == OUTLETS, p)):
        positions: dict[Facet, dict[str, None]] = defaultdict(dict)  # ids, each once
        for stand, _ in held[party]:
            positions[stand.position.facet][stand.position.position_id] = None
        claims = sorted((claim for _, claim in held[party]), key=claim_order)
        # Each once, however the reports write them, under the first report's words.
        speakers: dict[str, str] = {}
        for claim in claims:
            if claim.speaker:
                words = bare_name(claim.speaker.words)
                speakers.setdefault(words.casefold(), words)
        accounts.append(
            Account(
                party=party,
                speakers=tuple(sorted(speakers.values(), key=str.casefold)),
                positions={f: tuple(positions[f]) for f in Facet if f in positions},
                claim_ids=tuple(claim.claim_id for claim in claims),
                silent_on=tuple(f for f in Facet if f in spoken_on and f not in positions),
                steps=tell_steps(party, held[party], backing),
                labels=_labels(held[party]),
            )
        )
    return tuple(accounts)


def _labels(held: Sequence[tuple[Stand, Claim]]) -> Mapping[str, str]:
    """What the party itself says, position by position, in words."""
    own: dict[str, list[Claim]] = defaultdict(list)
    positions = {}
    for stand, claim in held:
        own[stand.position.position_id].append(claim)
        positions[stand.position.position_id] = stand.position
    return {
        position_id: label_of(
            positions[position_id].facet,
            claims,
            positions[position_id].group,
            is_denial=positions[position_id].is_denial,
        )
        for position_id, claims in own.items()
    }
