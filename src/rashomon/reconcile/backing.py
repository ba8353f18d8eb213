"""What stands behind an incident's claims, and how a contest between them is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.scope import Scope
from rashomon.reconcile.voices import Voice, is_identified, voice_of
from rashomon.records import Claim, Contest, ContestKind, Facet, Span

__all__ = ["Backing", "contest", "listed"]


@dataclass(frozen=True, slots=True)
class Backing:
    """Of each report: the id of its origin, the day it was published, and what to call it.

    `origin_named` has the origins' ids by the outlets' names; `passages` those of the stretches
    of a report that are another origin's. `spoken` has the days on which a claim's speaker spoke,
    by claim id, where the report tells; `scopes` what words limit or widen its numbers.
    """

    origin_of: Mapping[str, str]
    published: Mapping[str, date | None]
    names: Mapping[str, str]
    origin_named: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, Sequence[tuple[Span, str]]] = field(default_factory=dict)
    spoken: Mapping[str, date] = field(default_factory=dict)
    scopes: Mapping[str, Scope] = field(default_factory=dict)

    def origin(self, claim: Claim) -> str:
        """Return the origin of the claim's words: of the passage that holds them, if found."""
        for span, origin_id in self.passages.get(claim.report_id, ()):
            if span.covers(claim.evidence):
                return origin_id
        return self.origin_of[claim.report_id]

    def day_told(self, claim: Claim) -> date | None:
        """Return the day on which the claim was told: spoken, if the report says, or published."""
        return self.spoken.get(claim.claim_id) or self.published[claim.report_id]

    def is_one_voice(self, one: Claim, other: Claim) -> bool:
        """Tell whether one and the same speaker tells both: "residents" of two texts need not."""
        return self.voice(one) == self.voice(other) and (
            (is_identified(one) and is_identified(other)) or self.origin(one) == self.origin(other)
        )

    def voice(self, claim: Claim) -> Voice:
        """Return who says the claim."""
        return voice_of(claim, self.origin(claim))


def contest(facet: Facet, kind: ContestKind, stands: Iterable[Stand], note: str) -> Contest:
    """State a contest between positions, each once and in the order of their claims."""
    unique = {stand.position.position_id: stand for stand in stands}
    ordered = sorted(unique.values(), key=lambda s: claim_order(s.claims[0]))
    return Contest(
        facet=facet,
        kind=kind,
        position_ids=tuple(stand.position.position_id for stand in ordered),
        claim_ids=tuple(claim_id for stand in ordered for claim_id in stand.position.claim_ids),
        note=note,
    )


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
