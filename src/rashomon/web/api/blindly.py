"""Who has still to code a report blind is told so before they are told what machines found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from fastapi import HTTPException, Query, Request

from rashomon.web.blind import to_code_first
from rashomon.web.workplace import Workplace, who_asks

__all__ = ["Anyway", "ask_first"]

Anyway = Annotated[
    bool, Query(description="Tell it though who asks has still to code the report blind.")
]


def ask_first(
    request: Request, place: Workplace, report_ids: Collection[str], *, anyway: bool
) -> None:
    """Make sure that nobody is told by oversight what they have still to code blind.

    Raises:
        HTTPException: If they have one of these reports to code yet, and do not ask `anyway`.

    """
    first = None if anyway else to_code_first(place, who_asks(request), set(report_ids))
    if first is not None:
        raise HTTPException(
            409, f"You have still to code report {first.report_id} blind in round {first.round}. "
            "To see what was read in it all the same, ask with anyway=true."
        )  # fmt: skip
