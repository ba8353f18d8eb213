"""What somebody has still to code blind: its page asks before it shows what machines found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rashomon.coding_rounds import Round, rounds
from rashomon.web.workplace import Who, Workplace

__all__ = ["ToCode", "rounds_with", "to_code_first"]


@dataclass(frozen=True, slots=True)
class ToCode:
    """A report that somebody has still to code in a round, of which nothing may be seen yet."""

    round: str
    report_id: str


def to_code_first(place: Workplace, who: Who, report_ids: Collection[str]) -> ToCode | None:
    """Return the first of some reports that this person has still to code blind, if any."""
    if not who.name:
        return None
    for one in _every(place):
        if one.is_visible:
            continue
        for coder in one.what.coders:
            if coder.casefold() == who.name.casefold():
                for report_id in one.left(coder):
                    if report_id in report_ids:
                        return ToCode(one.name, report_id)
    return None


def rounds_with(place: Workplace, report_id: str) -> tuple[str, ...]:
    """Return the names of the rounds in which a report is coded."""
    return tuple(one.name for one in _every(place) if report_id in one.what.report_ids)


def _every(place: Workplace) -> tuple[Round, ...]:
    return place.kept.get(place.ledger, "rounds", lambda: rounds(place.ledger))
