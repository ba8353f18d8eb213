"""Which of a report's incidents is which, when the report has been read again.

A better reader may find another incident earlier in the text and shift the numbers of those
after it. Incidents of the ledger hold on to what their members tell, not to their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import PlaceValue, ReportIncident
from rashomon.reference.earth import distance_km

__all__ = ["counterparts"]


def counterparts(old: Sequence[ReportIncident], new: Sequence[ReportIncident]) -> dict[int, int]:
    """Map the number of each old incident to that of the new one that tells of the same.

    First come those that agree on both day and place, under the same number or, where only
    one fits, under another; then those of the same number that do not disagree. The rest have
    no counterpart, and are left out.
    """
    found: dict[int, int] = {}
    free = {told.number: told for told in new}

    def take(before: ReportIncident, after: int) -> None:
        found[before.number] = after
        del free[after]

    for before in old:
        if before.number in free and _is_same(before, free[before.number]):
            take(before, before.number)
    waiting = [before for before in old if before.number not in found]
    for before in waiting:
        fitting = [number for number, after in free.items() if _is_same(before, after)]
        rivals = [other for other in waiting if fitting and _is_same(other, free[fitting[0]])]
        if len(fitting) == 1 and len(rivals) == 1:
            take(before, fitting[0])
    for before in old:
        if before.number not in found and before.number in free:
            after = free[before.number]
            if _agree_on_days(before, after) is not False and (
                _agree_on_place(before.place, after.place) is not False
            ):
                take(before, before.number)
    return found


def _is_same(before: ReportIncident, after: ReportIncident) -> bool:
    return bool(_agree_on_days(before, after) and _agree_on_place(before.place, after.place))


def _agree_on_days(before: ReportIncident, after: ReportIncident) -> bool | None:
    """Tell whether the days meet, None where one of the two has none."""
    if before.date is None or after.date is None:
        return None
    return before.date.meets(after.date)


def _agree_on_place(before: PlaceValue | None, after: PlaceValue | None) -> bool | None:
    """Tell whether the places are one by name or by position, None where that is unknown."""
    if before is None or after is None:
        return None
    if before.words.casefold() == after.words.casefold():
        return True
    apart_km = _apart_km(before, after)
    if apart_km is None:
        return None
    return apart_km <= (before.radius_km or 0) + (after.radius_km or 0)


def _apart_km(one: PlaceValue, other: PlaceValue) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
