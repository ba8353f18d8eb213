"""What "the city", "the village", "the province" at some point of a report points back to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rashomon.locate.context import Context
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
            earlier = [s for s in self.settled if s.end <= at and s.noun_word in same]
            if earlier:
                told = earlier[-1].located
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

    def latest(self, kinds: frozenset[PlaceKind], before: int, *, is_city: bool) -> Located | None:
        """Return the place of one of these kinds that was spoken of last before an offset."""
        spots = [spot for spot in self.context.spots if spot.hit.place.kind in kinds]
        # "Moscow said" does not make Moscow the city that a report on Syria speaks of.
        weight = self.context.countries
        at_home = [spot for spot in spots if weight.get(spot.hit.code, 0.0) >= _HOME_WEIGHT]
        spots = at_home or spots
        if is_city:
            cities = [spot for spot in spots if _is_city(spot.hit.place)]
            spots = cities or spots
        earlier = [spot for spot in spots if spot.end <= before]
        cued = [spot for spot in earlier if spot.is_cued] or earlier or spots[:1]
        told = [s for s in self.settled if s.end <= before and s.located.anchors]
        settled = [s for s in told if s.located.kind in kinds]
        if is_city:
            settled = [s for s in settled if _is_city(s.located.anchors[0])]
        spot = cued[-1] if cued else None
        if settled and (spot is None or settled[-1].end >= spot.end):
            place = settled[-1].located.anchors[0]
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
