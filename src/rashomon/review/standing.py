"""Which decisions are in force: all that no decision in force has withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import ReviewDecision, Withdraw

__all__ = ["in_force", "withdrawn_by"]


def withdrawn_by(decisions: Sequence[ReviewDecision]) -> dict[int, int]:
    """Map the number of each withdrawn decision to that of the one that withdrew it."""
    gone: dict[int, int] = {}
    # The last word counts: whether a withdrawal holds is settled by what comes after it.
    takings = [one for one in decisions if isinstance(one.what, Withdraw)]
    for one in sorted(takings, key=lambda d: d.number, reverse=True):
        if isinstance(one.what, Withdraw) and one.number not in gone:
            gone[one.what.number] = one.number
    return gone


def in_force(decisions: Sequence[ReviewDecision]) -> tuple[ReviewDecision, ...]:
    """Return the decisions that hold today, without the withdrawals, in the order of the log."""
    gone = withdrawn_by(decisions)
    return tuple(
        one
        for one in sorted(decisions, key=lambda d: d.number)
        if one.number not in gone and not isinstance(one.what, Withdraw)
    )
