"""Which actors fight in which alliance: blaming a member does not clear the alliance.

Two members of one alliance are no kin by that alone: who blames France does not blame Denmark.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

__all__ = ["is_member"]


def is_member(actor: str, alliance: str) -> bool:
    """Tell whether an actor, by canonical name, has fought in an alliance.

    >>> is_member("United States", "NATO"), is_member("NATO", "United States")
    (True, False)
    """
    return actor.casefold() in _members().get(alliance.casefold(), frozenset())


@lru_cache(maxsize=1)
def _members() -> Mapping[str, frozenset[str]]:
    text = resources.files("rashomon.reference").joinpath("alliances.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {
        row["alliance"].casefold(): frozenset(row["members"].casefold().split("|"))
        for row in csv.DictReader(lines)
    }
