"""What people decided of an incident and its claims, in words (`rashomon.decision_words`)."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.decision_words import decided, differing
from rashomon.records import (
    AddClaim,
    ApprovalLevel,
    Claim,
    CorrectClaim,
    IncidentReview,
    ReviewDecision,
)

__all__ = ["change_lines", "review_words"]


def review_words(review: IncidentReview) -> tuple[str, ...]:
    """How far people have come, and who looks after it; nothing where nobody has looked at it."""
    parts = []
    if review.level is not ApprovalLevel.DRAFT or review.decisions:
        parts.append(review.level.value + (f" by {review.level_by}" if review.level_by else ""))
    if review.assigned_to:
        parts.append(f"assigned to {review.assigned_to}")
    return tuple(parts)


def change_lines(claim: Claim, decisions: Sequence[ReviewDecision]) -> list[str]:
    """Say of a claim that a person corrected or added it, who, and what was there before."""
    lines: list[str] = []
    if not claim.decisions:
        return lines
    own = {one.number: one for one in decisions if one.number in claim.decisions}
    for one in (own[number] for number in claim.decisions if number in own):
        match one.what:
            case CorrectClaim() as what:
                how = f"corrected; was {differing(what.before, what.after)}"
            case AddClaim():
                how = "added"
            case _:
                how = decided(one)
        lines.append(f"{how} — {one.who}, decision {one.number}: {one.why}")
    return lines
