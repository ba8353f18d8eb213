"""Lets requests of programs through at a pace, and says when to come again."""

from __future__ import annotations

import math

from fastapi import Request

from rashomon.web.failures import TooMany
from rashomon.web.workplace import who_asks, workplace_of

__all__ = ["paced"]


def paced(request: Request) -> None:
    """Let a request through, noting how many more may follow, or say when to come again."""
    pace = workplace_of(request).pace
    if not pace.at_once:
        return
    who = who_asks(request)
    # By account, not by token: whoever makes more tokens may ask no more.
    left, wait = pace.take(who.name or "")
    if wait:
        raise TooMany(math.ceil(wait))
    request.state.rate = f'"default";r={left};t={math.ceil(1 / pace.a_second)}'
