"""What one mention, with the claims that hang on it, tells of a happening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.link.nearness import KINDS_OF_MEANS
from rashomon.link.parts import parts_told
from rashomon.records import (
    Claim,
    CountValue,
    DateConstraint,
    DateInterval,
    DateValue,
    Facet,
    IncidentKind,
    MeansValue,
    Mention,
    PlaceValue,
    Reading,
    ResponsibleValue,
    Stance,
    TargetValue,
)
from rashomon.records.casualties import CasualtyRange
from rashomon.reference.victims import victim_group

__all__ = ["Telling", "Toll", "tellings"]

Toll = tuple[Facet, str, CasualtyRange]  # outcome, group, number
# Sorts that a verb alone may suggest, and that give way to the weapon told beside it.
_LOOSE = frozenset({None, IncidentKind.OTHER, IncidentKind.BOMBING, IncidentKind.GROUND_ATTACK})
_YEAR = re.compile(
    r"\b(?:in|since|of|by|late|early|mid|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d{1,2},?)[ -](?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TOLLS = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention, and the dates, places, tolls and sides in its words.

    `dates` and `places` hold the mention's own first, then those of its claims. `constraints`
    are what is told of a day without leading to it ("on Wednesday", in a report without a
    date). Denied claims tell nothing of the happening and are left out.
    """

    mention: Mention
    claims: tuple[Claim, ...]
    dates: tuple[DateInterval, ...]
    places: tuple[PlaceValue, ...]
    kinds: frozenset[IncidentKind]
    tolls: frozenset[Toll]
    actors: frozenset[str]
    targets: frozenset[str]
    parts: frozenset[str]  # of a place: its holders and bearings
    years: frozenset[int] = frozenset()  # that its words name, also without a day
    constraints: tuple[DateConstraint, ...] = ()

    @property
    def days(self) -> tuple[DateValue, ...]:
        """All that is told of the day, whether it leads to one or not."""
        return (*self.dates, *self.constraints)

    @property
    def is_firm(self) -> bool:
        """Tell whether day, toll or doer is told, so that the words stand for one happening."""
        return bool(self.days or self.tolls or self.actors)

    @property
    def is_told_of(self) -> bool:
        """Tell whether anything but day and place is told: that something was done."""
        return any(claim.facet not in (Facet.DATE, Facet.PLACE) for claim in self.claims)

    @property
    def killed_or_hurt(self) -> bool:
        """Tell whether a number of people killed or hurt is told."""
        return bool(self.tolls)

    @property
    def resolved(self) -> tuple[PlaceValue, ...]:
        """The places for which a point was found."""
        return tuple(place for place in self.places if place.is_resolved)


def tellings(reading: Reading) -> tuple[Telling, ...]:
    """Return what each mention tells, in the order of the text."""
    by_mention: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        by_mention.setdefault(claim.mention, []).append(claim)
    ordered = sorted(reading.mentions, key=lambda m: (m.span.start, m.span.end, m.mention_id))
    text = reading.report.text
    return tuple(_telling(m, by_mention.get(m.mention_id, []), m.span.of(text)) for m in ordered)


def _telling(mention: Mention, claims: list[Claim], words: str) -> Telling:
    told = [claim for claim in claims if claim.stance != Stance.DENY]
    dates = [mention.date] if mention.date else []
    places = [mention.place] if mention.place else []
    kinds = {mention.kind} if mention.kind else set()
    tolls: set[Toll] = set()
    actors: set[str] = set()
    targets: set[str] = set()
    named = [place.words for place in places]
    constraints: list[DateConstraint] = []
    for claim in told:
        value = claim.value
        if isinstance(value, DateInterval) and value not in dates:
            dates.append(value)
        elif isinstance(value, DateConstraint) and value not in constraints:
            constraints.append(value)
        elif isinstance(value, PlaceValue) and value not in places:
            places.append(value)
            named.append(value.words)
        elif isinstance(value, MeansValue):
            kind = KINDS_OF_MEANS.get(value.means)
            if kind and mention.kind in _LOOSE:
                kinds = (kinds - _LOOSE) | {kind}  # a bombing by aircraft, tanks "captured"
        elif isinstance(value, CountValue) and claim.facet in _TOLLS:
            tolls.add((claim.facet, victim_group(value.who), value.range))
        elif isinstance(value, ResponsibleValue):
            actors.add(value.actor)
        elif isinstance(value, TargetValue):
            named.append(value.what)
            targets |= {value.actor} if value.actor else set()
    return Telling(
        mention,
        tuple(claims),
        tuple(dates),
        _named_first(places, claims),
        frozenset(kinds),
        frozenset(tolls),
        frozenset(actors),
        frozenset(targets),
        parts_told(named),
        frozenset(int(found["year"]) for found in _YEAR.finditer(words)),
        tuple(constraints),
    )


def _named_first(places: Sequence[PlaceValue], claims: Sequence[Claim]) -> tuple[PlaceValue, ...]:
    """Leave out what only points back ("the town") where a name is told beside it.

    A place of the mention alone that no claim holds and no map knows is left out too.
    """
    claimed = {claim.value.words for claim in claims if isinstance(claim.value, PlaceValue)}
    kept = [place for place in places if place.is_resolved or place.words in claimed]
    named = [place for place in kept if place.words.casefold() != place.words]
    return tuple(named or kept)
