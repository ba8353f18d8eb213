"""From the words of a place phrase to a point, or to a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeGuard

from rashomon.locate.choose import Around, Candidate, choose
from rashomon.locate.context import Context
from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.phrases import Part, Relation, parse_phrase
from rashomon.locate.relations import Located, between, part_of, related
from rashomon.records import Place, PlaceKind, PlaceValue
from rashomon.reference.countries import country_of, is_country_word

__all__ = ["Resolver"]

_IN = Relation("in")
_POINTING = "points back to"
_UNKNOWN = " is unknown to the gazetteer"
_MAX_ANCHORS = 4
_FOREIGN = 0.12  # of the heaviest country; one or two mentions in passing
_HOME_WEIGHT = 0.4  # of the heaviest country; an ally's capital is named less often than that
_ANTECEDENTS: dict[str | None, frozenset[PlaceKind]] = {
    "village": frozenset({PlaceKind.VILLAGE, PlaceKind.TOWN}),
    "town": frozenset({PlaceKind.TOWN, PlaceKind.VILLAGE}),
    "quarter": frozenset({PlaceKind.QUARTER}),
    "district": frozenset({PlaceKind.DISTRICT, PlaceKind.QUARTER}),
    "province": frozenset({PlaceKind.PROVINCE}),
    "site": frozenset({PlaceKind.SITE}),
    "feature": frozenset({PlaceKind.FEATURE, PlaceKind.SITE, PlaceKind.REGION}),
    None: frozenset({PlaceKind.TOWN, PlaceKind.VILLAGE}),
}
_RADIUS_OF_NOUN = {"village": 5.0, "quarter": 5.0, "district": 30.0, "province": 100.0}


@dataclass(frozen=True, slots=True)
class _Settled:
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
class Resolver:
    """Resolves the place phrases of one report, which share its context.

    `settled` are the places that phrases of the report have been resolved to so far, for a
    later "the village". `surrogates` are the phrases whose own name is unknown, where a wider
    place was taken.
    """

    context: Context
    gazetteer: Gazetteer
    settled: list[_Settled] = field(default_factory=list)
    surrogates: set[str] = field(default_factory=set)

    def resolve(self, words: str, offset: int | None = None) -> PlaceValue:
        """Return the value for a phrase that stands at `offset` of the report's text."""
        parts = parse_phrase(words)
        located = self._compose(parts, offset)
        if located is None:
            names = [part.names[0] for part in parts if part.names]
            reason = (
                f"no gazetteer entry fits {', '.join(names)}"
                if names
                else "no name in the words, and no place before them that they could mean"
            )
            return PlaceValue(words, reason=reason)
        if _UNKNOWN in located.reason:
            self.surrogates.add(words)
        if offset is not None:
            noun_word = parts[0].noun_word if parts else None
            self.settled.append(_Settled(offset + len(words), located, noun_word))
        return PlaceValue(
            words,
            lat=round(located.lat, 5),
            lon=round(located.lon, 5),
            radius_km=round(located.radius_km, 1),
            anchors=located.anchors[:_MAX_ANCHORS],
            reason=located.reason,
        )

    def is_foreign(self, value: PlaceValue) -> bool:
        """Tell whether a place lies in a country that the report hardly speaks of."""
        country = value.anchors[0].country if value.anchors else None
        known = country_of(country) if country else None
        weights = self.context.countries
        return known is not None and bool(weights) and weights.get(known.code, 0.0) < _FOREIGN

    def _compose(self, parts: tuple[Part, ...], offset: int | None) -> Located | None:
        """Resolve from the widest part inwards, each within or relative to the one before."""
        wider: Located | None = None
        pair: Located | None = None  # the second of "between A and B"
        for part in reversed(parts):
            relation = part.to_next or _IN
            if relation.kind == "between" and wider and pair:
                middle, pair = between(wider, pair), None
                # "The Rafah crossing between X and Y" has a point of its own.
                wider = self._named(part, middle, offset) if part.names else None
                wider = wider or middle
            elif relation.kind == "and" and wider:
                pair = wider
                wider = self._named(part, None, offset) or wider
            elif part.names:
                wider = self._in_relation(part, relation, wider, offset)
            elif wider is not None:
                wider = part_of(related(relation, wider), part.bearing)
            elif part.is_part and not part.noun and any(other.names for other in parts):
                continue  # "near al-Tanf in the area": nothing that the name does not tell
            elif part.noun or part.is_part:
                wider = self._antecedent(part, offset)
        return wider

    def _in_relation(
        self, part: Part, relation: Relation, wider: Located | None, offset: int | None
    ) -> Located | None:
        reference = related(relation, wider) if wider else None
        country = wider.anchors[0].country if _holds(wider, relation) else None
        found = self._named(part, reference, offset, country)
        if found is not None:
            if wider is None:
                return found
            return replace(found, anchors=found.anchors[:2] + wider.anchors[:1])
        if reference is None or wider is None:
            return self._unknown(part, offset)
        if relation.kind == "from":
            return reference
        radius = reference.radius_km
        if reference.kind in {PlaceKind.VILLAGE, PlaceKind.TOWN, PlaceKind.QUARTER}:
            radius = max(radius, 10.0 if relation.kind == "in" else 15.0)
        name, taken = part.names[0], wider.anchors[0].name
        reason = f"{name}{_UNKNOWN}; {taken} taken"
        return replace(reference, radius_km=radius, reason=reason)

    def _unknown(self, part: Part, offset: int | None) -> Located | None:
        """A street or district that no gazetteer knows lies in the town spoken of."""
        if part.noun not in {"quarter", "site", "district"} or offset is None:
            return None
        kinds = _ANTECEDENTS["town"]
        if part.noun == "district":
            kinds |= _ANTECEDENTS["province"]
        town = self._latest(kinds, offset, is_city=False)
        if town is None:
            return None
        radius = town.radius_km + (15 if part.noun == "district" else 5)
        taken = town.anchors[0].name
        reason = f"{part.names[0]}{_UNKNOWN}; {taken}, spoken of before, taken"
        return replace(town, radius_km=radius, reason=reason)

    def _named(
        self, part: Part, within: Located | None, offset: int | None, country: str | None = None
    ) -> Located | None:
        if not part.names:
            return self._antecedent(part, offset) if part.noun else None
        if part.bearing is None and part.noun is None and is_country_word(part.names[0]):
            return self._country(part.names[0])
        around = None
        if within is not None:
            around = Around(within.lat, within.lon, 1.4 * within.radius_km + 15, country)
        ranked = choose(part, self.context, self.gazetteer, around)
        if not ranked:
            return None
        best = ranked[0]
        others = tuple(candidate.hit.place for candidate in ranked[1:3])
        place = self._as_division(part, best) or best.hit.place
        located = Located(
            place.lat, place.lon, place.radius_km, (place, *others), _reason(best, ranked)
        )
        is_turned = best.reading not in part.names  # the direction is part of the name found
        if part.noun is None and not is_turned and not part.country:
            located = part_of(located, part.bearing)
        if part.is_part and part.noun is None:
            located = replace(located, radius_km=located.radius_km + 3)
        if part.noun == "district" and place.kind in {PlaceKind.TOWN, PlaceKind.VILLAGE}:
            located = replace(located, radius_km=max(located.radius_km, 20.0))
        return located

    def _country(self, name: str) -> Located | None:
        country = country_of(name)
        place = self.gazetteer.country(country.name) if country else None
        if place is None:
            return None
        return Located(
            place.lat, place.lon, place.radius_km, (place,), f"{place.name}, the country"
        )

    def _as_division(self, part: Part, best: Candidate) -> Place | None:
        """The province of a town's name, where only the town is known."""
        if part.noun == "province" and best.hit.place.kind == PlaceKind.TOWN:
            return self.gazetteer.division(best.hit)
        return None

    def _antecedent(self, part: Part, offset: int | None) -> Located | None:
        """What "the city", "the village", "the capital" at `offset` points back to."""
        if part.noun_word == "capital":
            for code in self.context.main_countries[:1]:
                hit = self.gazetteer.capital(code)
                if hit is not None:
                    reason = f"the capital of {hit.place.country}"
                    place = hit.place
                    return Located(place.lat, place.lon, place.radius_km, (place,), reason)
            return None
        wanted = _ANTECEDENTS.get(part.noun, _ANTECEDENTS[None])
        at = offset if offset is not None else 1 << 60
        if part.noun in {"site", "feature"} and part.noun_word:
            same = _SAME.get(part.noun_word, {part.noun_word})
            earlier = [s for s in self.settled if s.end <= at and s.noun_word in same]
            if earlier:
                told = earlier[-1].located
                return replace(told, reason=f"{_POINTING} {told.anchors[0].name}")
        is_part = part.is_part or (
            part.bearing is not None and part.noun not in {"village", "town"}
        )
        if part.noun_word in {"region", "regions"}:
            wanted |= {PlaceKind.REGION}
        kinds = [wanted] if not is_part else [_ANTECEDENTS["town"]]
        if part.noun in {"quarter", "district", "site", "feature"}:
            kinds.append(_ANTECEDENTS["town"])  # some quarter of the town spoken of
        for choice in kinds:
            located = self._latest(choice, at, is_city=part.noun_word == "city")
            if located is not None:
                return part_of(located, part.bearing) if is_part else located
        if part.noun == "province":
            return self._latest_division(at)
        return None

    def _latest_division(self, before: int) -> Located | None:
        """The province of the town spoken of last, where no province has been named."""
        towns = [
            spot
            for spot in self.context.spots
            if spot.end <= before and spot.hit.place.kind in _ANTECEDENTS["town"] and spot.is_cued
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
                reason = f"the province that {spot.hit.place.name} lies in"
                return Located(place.lat, place.lon, place.radius_km, (place,), reason)
        return None

    def _latest(self, kinds: frozenset[PlaceKind], before: int, is_city: bool) -> Located | None:
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
        settled = [s for s in self.settled if s.end <= before and s.located.kind in kinds]
        if is_city:
            settled = [s for s in settled if _is_city(s.located.anchors[0])]
        spot = cued[-1] if cued else None
        if settled and (spot is None or settled[-1].end >= spot.end):
            place = settled[-1].located.anchors[0]
        elif spot is not None:
            place = spot.hit.place
        else:
            return None
        reason = f"{_POINTING} {place.name}"
        return Located(place.lat, place.lon, place.radius_km, (place,), reason)


def _holds(wider: Located | None, relation: Relation) -> TypeGuard[Located]:
    """Tell whether a wider place was named and has the narrower in it."""
    return wider is not None and relation.kind == "in" and _POINTING not in wider.reason


def _is_city(place: Place) -> bool:
    """Tell whether a town may be called a city; our own table does not tell its people."""
    is_ours = place.place_id.startswith("supplement:") and place.kind == PlaceKind.TOWN
    return is_ours or place.population >= 40_000


def _reason(best: Candidate, ranked: list[Candidate]) -> str:
    place = best.hit.place
    where = f" ({place.country})" if place.country else ""
    how = "named" if best.hit.fit > 0.92 else f"spelled like {best.reading}"
    rivals = f"; {len(ranked) - 1} other candidates" if len(ranked) > 1 else ""
    return f"{place.name}{where}, {how}{rivals}"
