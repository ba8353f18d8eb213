"""What one mention, with the claims that hang on it, tells of a happening."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.link.nearness import KINDS_OF_MEANS
from rashomon.records import (
    Claim,
    CountValue,
    DateInterval,
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
_TOLLS = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention, and the dates, places, tolls and sides in its words.

    `dates` and `places` hold the mention's own first, then those of its claims. Denied claims
    tell nothing of the happening and are left out.
    """

    mention: Mention
    claims: tuple[Claim, ...]
    dates: tuple[DateInterval, ...]
    places: tuple[PlaceValue, ...]
    kinds: frozenset[IncidentKind]
    tolls: frozenset[Toll]
    actors: frozenset[str]
    targets: frozenset[str]

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
    return tuple(_telling(m, by_mention.get(m.mention_id, [])) for m in ordered)


def _telling(mention: Mention, claims: list[Claim]) -> Telling:
    told = [claim for claim in claims if claim.stance != Stance.DENY]
    dates = [mention.date] if mention.date else []
    places = [mention.place] if mention.place else []
    kinds = {mention.kind} if mention.kind else set()
    tolls: set[Toll] = set()
    actors: set[str] = set()
    targets: set[str] = set()
    for claim in told:
        value = claim.value
        if isinstance(value, DateInterval) and value not in dates:
            dates.append(value)
        elif isinstance(value, PlaceValue) and value not in places:
            places.append(value)
        elif isinstance(value, MeansValue) and mention.kind is None:
            kind = KINDS_OF_MEANS.get(value.means)
            if kind:
                kinds.add(kind)
        elif isinstance(value, CountValue) and claim.facet in _TOLLS:
            tolls.add((claim.facet, victim_group(value.who), value.range))
        elif isinstance(value, ResponsibleValue):
            actors.add(value.actor)
        elif isinstance(value, TargetValue) and value.actor:
            targets.add(value.actor)
    return Telling(
        mention,
        tuple(claims),
        tuple(dates),
        tuple(places),
        frozenset(kinds),
        frozenset(tolls),
        frozenset(actors),
        frozenset(targets),
    )
