"""All that a policy may look at: one incident's claims, positions, contests and grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.records import (
    Claim,
    ClaimGrade,
    Contest,
    CountValue,
    Facet,
    Incident,
    Report,
)

__all__ = ["Case", "claim_ids", "count_of"]


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as far as it is reconciled when a policy is asked.

    `groups` tells whom each number counts, `replaced` holds the claims that their own speaker
    has updated since, `reports` are the incident's, by id.
    """

    incident: Incident
    stands: tuple[Stand, ...]
    groups: Mapping[str, Counted]
    contests: tuple[Contest, ...]
    backing: Backing
    replaced: frozenset[Claim]
    grades: Mapping[Claim, ClaimGrade]
    reports: Mapping[str, Report]

    def told(self, facet: Facet) -> list[Claim]:
        """Return the facet's claims that nobody has denied in making them, hedged ones too.

        Numbers that their own speaker has replaced since are left out.
        """
        return sorted(
            (
                claim
                for stand in self.stands
                if stand.position.facet == facet and not stand.position.is_denial
                for claim in stand.claims
                if claim not in self.replaced
            ),
            key=claim_order,
        )

    def denied(self, facet: Facet) -> list[Claim]:
        """Return the denials of the facet."""
        return sorted(
            (
                claim
                for stand in self.stands
                if stand.position.facet == facet and stand.position.is_denial
                for claim in stand.claims
            ),
            key=claim_order,
        )

    @property
    def country(self) -> str | None:
        """The country that the incident's place lies in, None where that is unknown."""
        place = self.incident.place
        return place.anchors[0].country if place and place.anchors else None


def count_of(claim: Claim) -> CountValue:
    """Return the value of a claim of a number."""
    assert isinstance(claim.value, CountValue)  # what the record takes for these facets
    return claim.value


def claim_ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the claims' ids, each once, in the order given."""
    return tuple(dict.fromkeys(claim.claim_id for claim in claims))
