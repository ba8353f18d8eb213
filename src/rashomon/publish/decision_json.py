"""Decisions as plain data; codings that nobody may see yet without what they say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rashomon.records import ReviewDecision, act_to_plain, kind_of

__all__ = ["decision_as_json"]


def decision_as_json(decision: ReviewDecision, *, hidden: Collection[int] = ()) -> dict[str, Any]:
    """Return a decision as plain data; of one whose number is `hidden`, that it was made."""
    is_veiled = decision.number in hidden  # coders who still code blind may read this
    return {
        "number": decision.number,
        "made_at": decision.made_at.isoformat(),
        "made_by": decision.made_by,
        "why": decision.why,
        "rests_on": list(decision.rests_on),
        "what": {"kind": kind_of(decision.what), "veiled": True}
        if is_veiled
        else act_to_plain(decision.what),
    }
