"""How far people have come with an incident: its level, who looks after it, what was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rashomon.records import (
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    IncidentReview,
    ReviewDecision,
)

__all__ = ["review_of"]


def review_of(
    incident_ids: Collection[str], decisions: Sequence[ReviewDecision], shaped: Collection[int]
) -> IncidentReview:
    """Sum up the decisions in force for an incident, known by any of these ids.

    `shaped` are the numbers of those that touched its members or claims. The last approval
    holds, be it a step back.
    """
    level, by, to = ApprovalLevel.DRAFT, None, None
    comments, numbers = [], set(shaped)
    for one in decisions:
        match one.what:
            case Approve(incident_id, reached) if incident_id in incident_ids:
                level, by = reached, one.who
            case Assign(incident_id, somebody) if incident_id in incident_ids:
                to = somebody
            case Comment(incident_id) if incident_id in incident_ids:
                comments.append(f"{one.who}: {one.why}")
            case _:
                continue
        numbers.add(one.number)
    return IncidentReview(level, by, to, tuple(comments), tuple(sorted(numbers)))
