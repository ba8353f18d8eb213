"""What people decided, as lines for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.decision_words import claim_words, decided, decision_line, differing
from rashomon.records import (
    AddClaim,
    ApprovalLevel,
    Claim,
    CorrectClaim,
    IncidentReview,
    ReviewDecision,
)

__all__ = ["change_lines", "claim_words", "decided", "decision_line", "review_head", "review_lines"]


def review_head(review: IncidentReview) -> str:
    """What stands after an incident's id: its level, where people have come to it at all."""
    parts = []
    if review.level is not ApprovalLevel.DRAFT or review.decisions:
        parts.append(review.level.value + (f" by {review.level_by}" if review.level_by else ""))
    if review.assigned_to:
        parts.append(f"assigned to {review.assigned_to}")
    return harmless("".join(f" · {part}" for part in parts))


def review_lines(
    review: IncidentReview, decisions: Sequence[ReviewDecision]
) -> list[RenderableType]:
    """Return a line for each decision in force for an incident."""
    wanted = set(review.decisions)
    return [Text(harmless(decision_line(one))) for one in decisions if one.number in wanted]


def change_lines(claim: Claim, decisions: Sequence[ReviewDecision]) -> list[str]:
    """Say of a claim that a person corrected or added it, who, and what was there before."""
    lines = []
    by_number = {one.number: one for one in decisions}
    for one in (by_number[number] for number in claim.decisions if number in by_number):
        match one.what:
            case CorrectClaim() as what:
                how = f"corrected; was {differing(what.before, what.after)}"
            case AddClaim():
                how = "added"
            case _:
                how = decided(one)
        lines.append(f"{how} — {one.who}, decision {one.number}: {one.why}")
    return lines
