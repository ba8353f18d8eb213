"""What people decided, as lines for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.decision_words import decision_line
from rashomon.records import IncidentReview, ReviewDecision
from rashomon.wording.decisions import review_words

__all__ = ["review_head", "review_lines"]


def review_head(review: IncidentReview) -> str:
    """What stands after an incident's id: its level, where people have come to it at all."""
    return harmless("".join(f" · {part}" for part in review_words(review)))


def review_lines(
    review: IncidentReview, decisions: Sequence[ReviewDecision]
) -> list[RenderableType]:
    """Return a line for each decision in force for an incident."""
    wanted = set(review.decisions)
    return [Text(harmless(decision_line(one))) for one in decisions if one.number in wanted]
