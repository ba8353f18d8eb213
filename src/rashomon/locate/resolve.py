"""From the words of a place phrase to a point, or to a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeGuard

from rashomon.locate.antecedents import KINDS_OF_NOUN, POINTING, Antecedents, Settled
from rashomon.locate.choose import Around, Candidate, choose
from rashomon.locate.context import Context
from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.line_places import border_near, line_place, off_shore
from rashomon.locate.part_names import Part, part_of_words
from rashomon.locate.phrases import Relation, parse_phrase
from rashomon.locate.relations import WIDE, Located, between, is_linear, part_of, related
from rashomon.locate.small_letters import with_capitals
from rashomon.records import Place, PlaceKind, PlaceRelation, PlaceValue, RankedPlace
from rashomon.reference.countries import country_of, is_country_word
from rashomon.reference.earth import distance_km

__all__ = ["Resolver"]

_IN = Relation("in")
_UNKNOWN = " is unknown to the gazetteer"
_MAX_ANCHORS = 4
_FOREIGN = 0.12  # of the heaviest country; one or two mentions in passing
_TOWNS = frozenset({PlaceKind.VILLAGE, PlaceKind.TOWN, PlaceKind.QUARTER})
_BORDER_REACH_KM = 300.0  # "10 km from Turkey" measures from the border, "600 km from" does not
# "Southern Helmand province" is as often Helmand, in the south of the country.
_WITH_PARTS = frozenset({"town"})
# Of these a town or border near the place meant tells more than their own middle.
_VAST = frozenset({PlaceKind.PROVINCE, PlaceKind.COUNTRY})
# A name this far from where a measured distance leads is some namesake's.
_NAMESAKE_KM = 30.0
_PARTS_OF_TOWN = KINDS_OF_NOUN["town"]


@dataclass
class Resolver:
    """Resolves the place phrases of one report, which share its context.

    `antecedents` are the places spoken of so far, for a later "the village". `surrogates` are
    the phrases whose own name is unknown, where a wider place was taken. `has_no_capitals` is
    set for a text in small letters, where names are not told by their case.
    """

    context: Context
    gazetteer: Gazetteer
    antecedents: Antecedents = field(init=False)
    surrogates: set[str] = field(default_factory=set)
    has_no_capitals: bool = False

    def __post_init__(self) -> None:
        self.antecedents = Antecedents(self.context, self.gazetteer)

    def resolve(self, words: str, offset: int | None = None) -> PlaceValue:
        """Return the value for a phrase that stands at `offset` of the report's text."""
        is_small = self.has_no_capitals and words.islower()
        parts = parse_phrase(with_capitals(words) if is_small else words)
        located = self._compose(parts, offset)
        if located is None:
            return PlaceValue(words, reason=_why_not(parts))
        if _UNKNOWN in located.reason:
            self.surrogates.add(words)
        if offset is not None:
            noun_word = parts[0].noun_word if parts else None
            settled = Settled(offset + len(words), located, noun_word)
            self.antecedents.settled.append(settled)
        return PlaceValue(
            words,
            lat=round(located.lat, 5),
            lon=round(located.lon, 5),
            radius_km=round(located.radius_km, 1),
            anchors=located.anchors[:_MAX_ANCHORS],
            reason=located.reason,
            candidates=located.candidates,
            relation=located.relation,
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
        line: Part | None = None  # the border or road that the wider place is a stretch of
        for part in reversed(parts):
            relation = part.to_next or _IN
            if relation.kind in {"between", "halfway"} and wider and pair:
                middle = between(wider, pair, is_halfway=relation.kind == "halfway")
                pair = None
                # "The Rafah crossing between X and Y" has a point of its own.
                wider = self._named(part, middle, offset) if part.names else None
                wider = wider or (self._line(part, middle, offset) if part.line else None)
                wider = wider or middle
            elif relation.kind == "and" and wider:
                pair = wider
                wider = self._own(part, None, offset) or wider
            elif part.line is not None:
                wider = self._line_in_relation(part, relation, wider, offset)
                line = part
                continue
            elif part.names:
                wider = self._in_relation(part, relation, wider, offset, line)
            elif wider is not None:
                wider = part_of(self._related(relation, wider), part.bearing, part.part_word)
            elif part.is_part and not part.noun and any(o.names or o.line for o in parts):
                continue  # "near al-Tanf in the area": nothing that the name does not tell
            elif part.noun or part.is_part:
                wider = self.antecedents.meant_by(part, offset)
            line = None
        return wider

    def _own(self, part: Part, within: Located | None, offset: int | None) -> Located | None:
        """The place that a part names by itself, be it a line."""
        if part.line is not None:
            return self._line(part, within, offset)
        return self._named(part, within, offset)

    def _line(self, part: Part, within: Located | None, offset: int | None) -> Located | None:
        if part.line is None:
            return None

        def find(name: str) -> Located | None:
            end = part_of_words(name)
            around = within if within is not None and within.kind in WIDE else None
            return self._named(end, around, offset) if end is not None else None

        return line_place(part.line, within, self.context, find)

    def _line_in_relation(
        self, part: Part, relation: Relation, wider: Located | None, offset: int | None
    ) -> Located | None:
        """A line within what follows it, or the stretch of it that lies as a relation says."""
        reference = self._related(relation, wider) if wider else None
        if reference is not None and reference.relation is PlaceRelation.OFFSHORE:
            return reference  # "in the waters off Crimea"
        return self._line(part, reference, offset) or reference

    def _related(self, relation: Relation, to: Located) -> Located:
        """The point that lies to a place as told; at sea and at borders, lines tell it."""
        if relation.kind == "off":
            found = off_shore(to, relation.km, relation.spread_km)
            if found is not None:
                return found
        is_by_border = relation.kind == "near" or (
            relation.kind == "from"
            and relation.bearing is None
            and relation.km is not None
            and relation.km <= _BORDER_REACH_KM
        )
        if is_by_border and to.kind is PlaceKind.COUNTRY and to.relation is PlaceRelation.AT:
            line = border_near(to.name, self.context)
            found = line_place(line, None, self.context, lambda _: None) if line else None
            if found is not None:
                return related(relation, replace(found, candidates=to.candidates))
        return related(relation, to)

    def _in_relation(
        self,
        part: Part,
        relation: Relation,
        wider: Located | None,
        offset: int | None,
        line: Part | None,
    ) -> Located | None:
        reference = self._related(relation, wider) if wider else None
        if reference is not None and reference.relation is PlaceRelation.OFFSHORE:
            return reference  # "in the Red Sea off Hodeidah"
        country = wider.anchors[0].country if _holds(wider, relation) else None
        found = self._named(part, reference, offset, country)
        if found is None and reference is not None and is_linear(reference):
            # A province lies on a border with its edge; its middle may be far from it.
            whole = self._named(part, None, offset)
            found = whole if whole is not None and _reaches(whole, reference) else None
        if found is not None:
            if wider is None or reference is None:
                return found
            if line is not None and found.kind in _VAST:
                # Of "Idlib province near the Turkish border" the border tells more.
                cut = self._line(line, found, offset)
                return self._related(relation, cut) if cut else found
            return self._narrowed(found, reference, relation, wider)
        if reference is None or wider is None:
            return self._unknown(part, offset)
        if relation.kind == "from":
            return reference
        radius = reference.radius_km
        if reference.kind in _TOWNS:
            radius = max(radius, 10.0 if relation.kind == "in" else 15.0)
        name, taken = part.names[0], wider.name
        reason = f"{name}{_UNKNOWN}; {taken} taken"
        return replace(reference, radius_km=radius, reason=reason, relation=PlaceRelation.WIDER)

    def _narrowed(
        self, found: Located, reference: Located, relation: Relation, wider: Located
    ) -> Located:
        """Of "Idlib province, near Saraqib" the town tells more than the province."""
        away = distance_km(found.lat, found.lon, reference.lat, reference.lon)
        if (
            reference.relation is PlaceRelation.MEASURED
            and relation.kind == "from"
            and away > 2 * reference.radius_km + found.radius_km + _NAMESAKE_KM
        ):
            reason = f"{reference.reason}; the {found.name} in the gazetteer is {away:.0f} km off"
            return replace(reference, reason=reason)
        is_measured = relation.kind == "from" and relation.km is not None
        is_told_by = is_measured or relation.kind == "near"
        if is_told_by and found.kind in _VAST and found.radius_km > 1.5 * reference.radius_km:
            return replace(
                reference, anchors=(*reference.anchors[:2], *found.anchors[:1]),
            )  # fmt: skip
        return replace(found, anchors=found.anchors[:2] + wider.anchors[:1])

    def _unknown(self, part: Part, offset: int | None) -> Located | None:
        """A street or district that no gazetteer knows lies in the town spoken of."""
        if part.noun not in {"quarter", "site", "district"} or offset is None:
            return None
        kinds = _PARTS_OF_TOWN
        if part.noun == "district":
            kinds |= KINDS_OF_NOUN["province"]
        town = self.antecedents.latest(kinds, offset, is_city=False)
        if town is None:
            return None
        radius = town.radius_km + (15 if part.noun == "district" else 5)
        reason = f"{part.names[0]}{_UNKNOWN}; {town.name}, spoken of before, taken"
        return replace(town, radius_km=radius, reason=reason, relation=PlaceRelation.WIDER)

    def _named(
        self, part: Part, within: Located | None, offset: int | None, country: str | None = None
    ) -> Located | None:
        if not part.names:
            return self.antecedents.meant_by(part, offset) if part.noun else None
        if part.bearing is None and part.noun is None and is_country_word(part.names[0]):
            return self._country(part.names[0])
        around = None
        if within is not None:
            reach = 1.4 * within.radius_km + 15
            # Countries are less round than towns: Jolo is in the southern Philippines.
            reach *= 2 if within.kind is PlaceKind.COUNTRY else 1
            around = Around(within.lat, within.lon, reach, country)
        if part.noun is None and is_country_word(part.names[0]):
            return self._part_of_country(part, within)
        ranked = choose(part, self.context, self.gazetteer, around)
        if not ranked:
            return None
        best = ranked[0]
        others = tuple(candidate.hit.place for candidate in ranked[1:3])
        place = self._as_division(part, best) or best.hit.place
        located = Located(
            place.lat, place.lon, place.radius_km, (place, *others), _reason(best, ranked),
            candidates=tuple(RankedPlace(c.hit.place, c.share) for c in ranked),
        )  # fmt: skip
        is_turned = best.reading not in part.names  # the direction is part of the name found
        is_whole = part.noun is None or (part.is_noun_last and part.noun in _WITH_PARTS)
        if is_whole and not is_turned and not part.country:
            located = part_of(located, part.bearing, part.part_word)
        elif part.is_part and part.noun is None:
            located = part_of(located, None, part.part_word)
        if part.noun == "district" and place.kind in {PlaceKind.TOWN, PlaceKind.VILLAGE}:
            located = replace(located, radius_km=max(located.radius_km, 20.0))
        return located

    def _part_of_country(self, part: Part, within: Located | None) -> Located | None:
        """Return "northern Syria", as the gazetteer has it or as a part of the country."""
        near = Around(within.lat, within.lon, 1.4 * within.radius_km + 15) if within else None
        ranked = choose(part, self.context, self.gazetteer, near)
        regions = [c for c in ranked if c.hit.place.kind in WIDE and c.reading not in part.names]
        if not regions:
            whole = self._country(part.names[0])
            return part_of(whole, part.bearing, part.part_word) if whole else None
        place = regions[0].hit.place
        return Located(
            place.lat, place.lon, place.radius_km, (place,), _reason(regions[0], ranked),
            PlaceRelation.PART,
            tuple(RankedPlace(c.hit.place, c.share) for c in ranked),
        )  # fmt: skip

    def _country(self, name: str) -> Located | None:
        country = country_of(name)
        place = self.gazetteer.country(country.name) if country else None
        if place is not None and country is not None and name.casefold() != place.name.casefold():
            for hit in self.gazetteer.named(name):
                # Wales is more than a name of the United Kingdom.
                is_within = hit.code == country.code and hit.fit == 1
                if is_within and hit.place.kind == PlaceKind.PROVINCE:
                    place = hit.place
        if place is None:
            return None
        return Located(
            place.lat, place.lon, place.radius_km, (place,), f"{place.name}, the country",
            candidates=(RankedPlace(place, 1.0),),
        )  # fmt: skip

    def _as_division(self, part: Part, best: Candidate) -> Place | None:
        """The province of a town's name, where only the town is known."""
        if part.noun == "province" and best.hit.place.kind == PlaceKind.TOWN:
            return self.gazetteer.division(best.hit)
        return None


def _reaches(whole: Located, stretch: Located) -> bool:
    away = distance_km(whole.lat, whole.lon, stretch.lat, stretch.lon)
    return whole.kind in _VAST and away <= 1.5 * whole.radius_km + stretch.radius_km + 50


def _holds(wider: Located | None, relation: Relation) -> TypeGuard[Located]:
    """Tell whether a wider place was named and has the narrower in it."""
    if wider is None or relation.kind != "in" or not wider.anchors:
        return False
    return wider.relation is not PlaceRelation.POINTED_BACK and POINTING not in wider.reason


def _why_not(parts: tuple[Part, ...]) -> str:
    names = [part.names[0] for part in parts if part.names]
    lines = [part.line.words for part in parts if part.line]
    if names:
        return f"no gazetteer entry fits {', '.join(names)}"
    if lines:
        return f"which line is meant is not told: {', '.join(lines)}"
    return "no name in the words, and no place before them that they could mean"


# A score in points as a share: half at 1.5, where hand checks found right and wrong choices
# about as often; a name in a report's own country that suits its noun scores 3 and more.
def _reason(best: Candidate, ranked: list[Candidate]) -> str:
    place = best.hit.place
    where = f" ({place.country})" if place.country else ""
    how = "named" if best.hit.fit > 0.92 else f"spelled like {best.reading}"
    others = len(ranked) - 1
    rivals = f"; {others} other candidate{'s' if others > 1 else ''}" if others else ""
    return f"{place.name}{where}, {how}{rivals}"
