"""What "the city", "the village", "the province" at some point of a report points back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.locate.context import Context, Spot
from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.part_names import Part
from rashomon.locate.relations import Located, part_of
from rashomon.records import Place, PlaceKind, PlaceRelation

__all__ = ["KINDS_OF_NOUN", "POINTING", "Antecedents", "Settled"]

POINTING = "points back to"
_HOME_WEIGHT = 0.4  # of the heaviest country; an ally's capital is named less often than that
KINDS_OF_NOUN: dict[str | None, frozenset[PlaceKind]] = {
    "village": frozenset({PlaceKind.VILLAGE, PlaceKind.TOWN}),
    "town": frozenset({PlaceKind.TOWN, PlaceKind.VILLAGE}),
    "quarter": frozenset({PlaceKind.QUARTER}),
    "district": frozenset({PlaceKind.DISTRICT, PlaceKind.QUARTER}),
    "province": frozenset({PlaceKind.PROVINCE}),
    "site": frozenset({PlaceKind.SITE}),
    "feature": frozenset({PlaceKind.FEATURE, PlaceKind.SITE, PlaceKind.REGION}),
    None: frozenset({PlaceKind.TOWN, PlaceKind.VILLAGE}),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """A phrase that has been resolved: where it ends, to what, and its first place noun."""

    end: int
    located: Located
    noun_word: str | None


# Nouns under which the same site comes back.
_SAME = {
    word: family
    for family in (
        frozenset({"base", "bases", "airbase", "airport", "airfield", "airstrip"}),
        frozenset({"zone", "area"}),
        frozenset({"crossing", "checkpoint"}),
        frozenset({"prison", "jail"}),
        frozenset({"road", "highway", "motorway"}),
    )
    for word in family
}


@dataclass
class Antecedents:
    """The places that a report has spoken of so far, for words that point back to them.

    `settled` are those that phrases have been resolved to; the context's spots are all names.
    """

    context: Context
    gazetteer: Gazetteer
    settled: list[Settled] = field(default_factory=list)
    _spots: dict[tuple[frozenset[PlaceKind], bool], tuple[Sequence[Spot], Sequence[Spot]]] = field(
        default_factory=dict
    )
    _told: dict[tuple[frozenset[PlaceKind], bool], tuple[int, list[Settled]]] = field(
        default_factory=dict
    )

    def meant_by(self, part: Part, offset: int | None) -> Located | None:
        """Return what "the city", "the village" or "the capital" at `offset` means."""
        if part.noun_word == "capital":
            for code in self.context.main_countries[:1]:
                hit = self.gazetteer.capital(code)
                if hit is not None:
                    return _back(hit.place, f"the capital of {hit.place.country}")
            return None
        wanted = KINDS_OF_NOUN.get(part.noun, KINDS_OF_NOUN[None])
        at = offset if offset is not None else 1 << 60
        if part.noun in {"site", "feature"} and part.noun_word:
            same = _SAME.get(part.noun_word, {part.noun_word})
            earlier = (s for s in reversed(self.settled) if s.end <= at and s.noun_word in same)
            last = next(earlier, None)
            if last:
                told = last.located
                reason = f"{POINTING} {told.name}"
                return replace(told, reason=reason, relation=PlaceRelation.POINTED_BACK)
        is_part = part.is_part or (
            part.bearing is not None and part.noun not in {"village", "town"}
        )
        if part.noun_word in {"region", "regions"}:
            wanted |= {PlaceKind.REGION}
        kinds = [wanted] if not is_part else [KINDS_OF_NOUN["town"]]
        if part.noun in {"quarter", "district", "site", "feature"}:
            kinds.append(KINDS_OF_NOUN["town"])  # some quarter of the town spoken of
        for choice in kinds:
            located = self.latest(choice, at, is_city=part.noun_word == "city")
            if located is not None:
                return part_of(located, part.bearing, part.part_word) if is_part else located
        if part.noun == "province":
            return self._latest_division(at)
        return None

    def _latest_division(self, before: int) -> Located | None:
        """The province of the town spoken of last, where no province has been named."""
        towns = [
            spot
            for spot in self.context.spots
            if spot.end <= before and spot.hit.place.kind in KINDS_OF_NOUN["town"] and spot.is_cued
        ]
        for spot in reversed(towns):
            place = self.gazetteer.division(spot.hit)
            provinces = [
                hit.place
                for hit in self.gazetteer.named(spot.hit.place.name)
                if hit.place.kind == PlaceKind.PROVINCE and hit.code == spot.hit.code
            ]
            place = provinces[0] if provinces else place
            if place is not None:
                return _back(place, f"the province that {spot.hit.place.name} lies in")
        return None

    def _spots_of(
        self, kinds: frozenset[PlaceKind], *, is_city: bool
    ) -> tuple[Sequence[Spot], Sequence[Spot]]:
        """The names of places of some kinds, and those of them that words say to be places."""
        if (kinds, is_city) not in self._spots:
            spots = [spot for spot in self.context.spots if spot.hit.place.kind in kinds]
            # "Moscow said" does not make Moscow the city that a report on Syria speaks of.
            weight = self.context.countries
            at_home = [spot for spot in spots if weight.get(spot.hit.code, 0.0) >= _HOME_WEIGHT]
            spots = at_home or spots
            if is_city:
                spots = [spot for spot in spots if _is_city(spot.hit.place)] or spots
            self._spots[kinds, is_city] = spots, [spot for spot in spots if spot.is_cued]
        return self._spots[kinds, is_city]

    def _settled_of(self, kinds: frozenset[PlaceKind], *, is_city: bool) -> Sequence[Settled]:
        """What phrases were resolved to so far, of some kinds."""
        looked, found = self._told.get((kinds, is_city), (0, []))
        found += [
            settled
            for settled in self.settled[looked:]
            if settled.located.anchors
            and settled.located.kind in kinds
            and (not is_city or _is_city(settled.located.anchors[0]))
        ]
        self._told[kinds, is_city] = len(self.settled), found
        return found

    def latest(self, kinds: frozenset[PlaceKind], before: int, *, is_city: bool) -> Located | None:
        """Return the place of one of these kinds that was spoken of last before an offset."""
        spots, cued = self._spots_of(kinds, is_city=is_city)
        spot = _last_before(cued, before) or _last_before(spots, before)
        spot = spot or next(iter(spots), None)
        told = self._settled_of(kinds, is_city=is_city)
        settled = next((s for s in reversed(told) if s.end <= before), None)
        if settled and (spot is None or settled.end >= spot.end):
            place = settled.located.anchors[0]
        elif spot is not None:
            place = spot.hit.place
        else:
            return None
        return _back(place, f"{POINTING} {place.name}")


def _is_city(place: Place) -> bool:
    """Tell whether a town may be called a city; our own table does not tell its people."""
    is_ours = place.place_id.startswith("supplement:") and place.kind == PlaceKind.TOWN
    return is_ours or place.population >= 40_000


def _back(place: Place, reason: str) -> Located:
    return Located(
        place.lat, place.lon, place.radius_km, (place,), reason, PlaceRelation.POINTED_BACK
    )


def _last_before(spots: Sequence[Spot], before: int) -> Spot | None:
    """The last of the names, in the order of the text, that ends before an offset."""
    for at in range(bisect_left(spots, before, key=lambda spot: spot.start) - 1, -1, -1):
        if spots[at].end <= before:
            return spots[at]
    return None
