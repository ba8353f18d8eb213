"""An incident's own day and place where people corrected the words that these rest on.

Linking takes them from what its reports tell. What a person corrects is taken in place of what
was read: where the day or place that linking took is what the corrected words were read as, and
no other report, nor other words, still tell it. Where others do, accounts part, and the incident
keeps what it has. Where it has none at all, what people say is taken if they say one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from rashomon.records import (
    AddClaim,
    Claim,
    CorrectClaim,
    DateInterval,
    Facet,
    Incident,
    PlaceValue,
    Reading,
    ReviewDecision,
    Stance,
)

__all__ = ["is_same_place", "is_same_time", "retell", "retells"]

_Value = TypeVar("_Value", DateInterval, PlaceValue)


def retells(decision: ReviewDecision) -> bool:
    """Tell whether a decision says otherwise when or where something was."""
    match decision.what:
        case CorrectClaim(before=claim, after=after):
            return claim.facet in (Facet.DATE, Facet.PLACE) and claim.value != after.value
        case AddClaim(claim=claim):
            return claim.facet in (Facet.DATE, Facet.PLACE)
        case _:
            return False


def retell(
    incident: Incident, readings: Mapping[str, Reading], decisions: Mapping[int, ReviewDecision]
) -> Incident:
    """Return an incident with the day and place that people's corrections lead to.

    `readings` are those of its reports as people have left them, `decisions` all in force for
    which `retells` holds, by number.
    """
    told = [
        (one, reading.claims_of(one))
        for reading in readings.values()
        for one in reading.incidents
        if one.key in incident.members
    ]
    days = _Tellings[DateInterval]()
    points = _Tellings[PlaceValue]()
    for one, claims in told:
        days.add(one.date, ((c, c.value) for c in claims if _is_day(c)), decisions)
        point = one.place if one.place is not None and one.place.is_resolved else None
        points.add(point, ((c, c.value) for c in claims if _is_point(c)), decisions)
    date, number = _retold(incident.date, days, decisions, is_same_time)
    if date is not None and number:
        incident = replace(incident, date=replace(date, reason=_reason(number)))
    known = incident.place if incident.place is not None and incident.place.is_resolved else None
    place, number = _retold(known, points, decisions, is_same_place)
    if place is not None and number:
        incident = replace(incident, place=replace(place, reason=_reason(number)))
    return incident


def _is_day(claim: Claim) -> bool:
    return claim.stance is Stance.AFFIRM and isinstance(claim.value, DateInterval)


def _is_point(claim: Claim) -> bool:
    value = claim.value
    is_place = isinstance(value, PlaceValue) and value.is_resolved
    return is_place and claim.stance is Stance.AFFIRM


def _reason(number: int) -> str:
    return f"decision {number} of a person"


@dataclass(slots=True)
class _Tellings(Generic[_Value]):
    """What an incident's reports tell: `own` of people's making, `read` what nobody corrected.

    Each of `own` stands with the decisions that made it, and with what its report's sentences say
    of the whole, where it is the only claim of that: by then the decision that first corrected it
    may have been withdrawn, and what it was read as is told by no other.
    """

    own: list[tuple[_Value, list[int], _Value | None]] = field(default_factory=list)
    read: list[_Value] = field(default_factory=list)

    def add(
        self,
        sentence: _Value | None,
        claims: Iterable[tuple[Claim, Any]],
        decisions: Mapping[int, ReviewDecision],
    ) -> None:
        """Add what one report tells: what its sentences say of the whole, and its claims."""
        found = [
            (value, sorted(number for number in claim.decisions if number in decisions))
            for claim, value in claims
        ]
        alone = sentence if len(found) == 1 else None
        self.own += [(value, numbers, alone) for value, numbers in found if numbers]
        self.read += [value for value, numbers in found if not numbers]
        if sentence is not None and not any(numbers for _, numbers in found):
            self.read.append(sentence)


def _retold(
    known: _Value | None,
    told: _Tellings[_Value],
    decisions: Mapping[int, ReviewDecision],
    is_same: Callable[[_Value, _Value], bool],
) -> tuple[_Value | None, int]:
    """What people make of a day or place, and by which decision; 0 where it stays as it is."""
    if known is not None and any(is_same(value, known) for value in told.read):
        return known, 0  # words that nobody corrected still tell it
    new: list[tuple[_Value, int]] = []
    for value, numbers, alone in told.own:
        read = _as_read(decisions[numbers[0]], alone)
        if known is None or any(isinstance(w, type(known)) and is_same(w, known) for w in read):
            new.append((value, numbers[-1]))
        elif is_same(value, known):
            return known, 0  # it is what a person says
    if not new or not all(is_same(value, new[0][0]) for value, _ in new):
        return known, 0
    if known is not None and is_same(new[0][0], known):
        return known, 0
    return new[0][0], max(number for _, number in new)


def _as_read(first: ReviewDecision, alone: object) -> tuple[object, ...]:
    """What words were read as before people said otherwise; nothing of what was not read."""
    return (first.what.before.value, alone) if isinstance(first.what, CorrectClaim) else ()


def is_same_time(one: DateInterval, other: DateInterval) -> bool:
    """Tell whether two intervals are of the same days."""
    return (one.first, one.last) == (other.first, other.last)


def is_same_place(one: PlaceValue, other: PlaceValue) -> bool:
    """Tell whether two places are the same point, as exactly known."""
    return (one.lat, one.lon, one.radius_km) == (other.lat, other.lon, other.radius_km)
