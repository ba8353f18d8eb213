"""Decisions of people as pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.decision_words import decided
from rashomon.records import Comment, ReviewDecision
from rashomon.web.views.words import day_in_words, spelled

__all__ = ["DecisionView", "decision_views"]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision on record, with who made it and why."""

    number: int
    day: str
    who: str
    what: str
    why: str
    rests_on: tuple[str, ...]
    is_comment: bool


def decision_views(decisions: Iterable[ReviewDecision]) -> tuple[DecisionView, ...]:
    """Return decisions as a list shows them, in the order given."""
    return tuple(
        DecisionView(
            number=one.number,
            day=f"{day_in_words(one.made_at.date())}, {one.made_at:%H:%M} UTC",
            who=one.who,
            what=spelled(decided(one)),
            why=one.why,
            rests_on=one.rests_on,
            is_comment=isinstance(one.what, Comment),
        )
        for one in decisions
    )
