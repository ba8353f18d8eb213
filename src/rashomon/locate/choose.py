"""Which of the places of one name is meant: every candidate with a score, best first.

The score adds up, in points of about one: how well the spelling fits; the report's countries;
whether the kind of place suits the noun ("the village of"); whether it lies in the wider place
that the phrase names; how near it is to the report's other places; and how big it is. The
weights were set by hand on the place phrases of 77 annotated reports and rounded; none is
finer than a tenth.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rashomon.locate.candidates import Sighting
from rashomon.locate.context import Context
from rashomon.locate.cues import Cues, wider_places
from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.locate.phrases import Part
from rashomon.locate.signals import own_signs, shared_signs
from rashomon.locate.toponyms import weighed, weights
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.earth import distance_km
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = ["Around", "Candidate", "choose"]

_K = PlaceKind
_FITNESS: dict[str | None, dict[PlaceKind, float]] = {
    None: {_K.TOWN: 0.2, _K.PROVINCE: -0.5, _K.FEATURE: -0.1, _K.COUNTRY: -0.5},
    "village": {
        _K.VILLAGE: 0.4,
        _K.TOWN: 0.2,
        _K.QUARTER: -0.2,
        _K.PROVINCE: -0.8,
        _K.REGION: -0.3,
    },
    "town": {_K.TOWN: 0.5, _K.VILLAGE: 0.2, _K.QUARTER: -0.3, _K.PROVINCE: -0.8, _K.REGION: -0.4},
    "quarter": {_K.QUARTER: 0.7, _K.SITE: 0.2, _K.TOWN: -0.4, _K.PROVINCE: -0.9, _K.REGION: -0.3},
    "district": {
        _K.DISTRICT: 0.6,
        _K.QUARTER: 0.5,
        _K.TOWN: 0.1,
        _K.PROVINCE: -0.3,
        _K.REGION: 0.1,
    },
    "province": {_K.PROVINCE: 0.9, _K.REGION: 0.6, _K.DISTRICT: 0.2, _K.TOWN: -0.2},
    "site": {_K.SITE: 0.6, _K.FEATURE: 0.2, _K.QUARTER: 0.1, _K.PROVINCE: -0.4},
    "feature": {_K.FEATURE: 0.6, _K.REGION: 0.4, _K.SITE: 0.3, _K.TOWN: -0.2},
}
# Below this a candidate is a namesake. An exact name in a country that the report never names
# passes only when it is a great city.
_LEAST_SCORE = 0.65
# A spelling that merely sounds alike counts in the countries that the report is about.
_LEAST_WEIGHT = 0.25
# A point of the ranker's (a unit of log odds) in points of this module. With anything from 0 to
# 0.5 the place phrases of annotated conflict reports come out alike, with 2 three of 500 fall;
# names in general news gain 0.03 up to 0.5 and nothing beyond.
_COMPANY = float(__import__("os").environ.get("COMP", "0.5"))
_COMPANY_OF = 2.0  # names; a single one that is no country tells too little
_LEAD = 1.0  # points by which a candidate may be behind and still be the one
_MARGIN = 1.3  # of a radius, which holds nine tenths of a province
_TABLES_PART_KM = 5.0  # two tables put one village up to 4 km apart (train-a)
_SAME_KM = 20.0  # candidates nearer to each other than this are one place listed twice
_STREETS = frozenset({"street", "road", "avenue", "boulevard", "alley", "square", "bridge"})
_GREAT = 500_000  # people
_VAST_KM = 300  # a region this wide is no town's district
_FAR_QUARTER_KM = 45  # a quarter this far from every town of the report is some other town's


@dataclass(frozen=True, slots=True)
class Around:
    """The wider place that a name must lie in: a point and how far it may be from it."""

    lat: float
    lon: float
    reach_km: float
    country: str | None = None  # where the name lies in the place, and not only near it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant, its score, and which reading of the name it answers to.

    `share` is its part of the belief in all that may be meant, which can be compared.
    """

    hit: Hit
    score: float
    reading: str
    share: float = 1.0


def choose(
    part: Part, context: Context, gazetteer: Gazetteer, around: Around | None = None
) -> list[Candidate]:
    """Rank the places that a part may name, best first; empty where none will do."""
    ranked: dict[str, Candidate] = {}
    for depth, reading in enumerate(_readings(part)):
        hits = _abbreviated(reading, gazetteer) or gazetteer.named(reading)
        scored = _scored(hits, reading, depth, part, context, around)
        kinds = {c.hit.place.kind for c in scored if c.score >= _LEAST_SCORE}
        # "Hassakeh" may be spelled so in the province's entry alone, and still mean the town.
        if depth < 4 and (not kinds or (kinds == {PlaceKind.PROVINCE} and part.noun != "province")):
            codes = _codes(part, context)
            hits = gazetteer.sounding_like(reading, codes)
            scored += _scored(hits, reading, depth, part, context, around)
        for candidate in scored:
            place_id = candidate.hit.place.place_id
            if place_id not in ranked or ranked[place_id].score < candidate.score:
                ranked[place_id] = candidate
    good = [candidate for candidate in ranked.values() if candidate.score >= _LEAST_SCORE]
    good.sort(key=lambda c: (-c.score, c.hit.place.place_id))
    return _each_once(_shared_out(_in_company(good, part, context, gazetteer, around)))[:5]


def _abbreviated(name: str, gazetteer: Gazetteer) -> list[Hit]:
    """The divisions that "Ala." or "S.C." stands for, and "TX", but not "Ala" or "Miss"."""
    is_short = name.endswith(".") or (len(name) == 2 and name.isupper())
    return gazetteer.abbreviated(name) if is_short else []


def _in_company(
    good: list[Candidate],
    part: Part,
    context: Context,
    gazetteer: Gazetteer,
    around: Around | None,
) -> list[Candidate]:
    """Weigh the candidates by the report's other names too, where they are far apart."""
    if context.fellows is None or not part.names or not _are_apart(good):
        return good
    company = context.fellows.without(part.names[0])
    if not company.countries or (company.total < _COMPANY_OF and not context.fellows.countries):
        return good
    rivals = [Sighting(candidate.hit) for candidate in good]
    noun = part.noun_word if part.noun_word in CLASS_OF_NOUN else None
    wider = wider_places(part.country, gazetteer) if part.country else None
    cues = [Cues(wider, noun or "")]
    by = weights().together
    points = []
    for rival in rivals:
        signs = own_signs(rival, rivals, cues, context.fellows.countries, "")
        if around is not None:
            is_in = _away(rival.hit, around) <= around.reach_km
            signs["within_told" if is_in else "outside_told"] = 1.0
        points.append(weighed(signs, by) + weighed(shared_signs(rival.hit, company), by))
    top = max(points)
    weighed_anew = []
    for candidate in good:
        point = max(
            point
            for other, point in zip(good, points, strict=True)
            if not _is_elsewhere(candidate.hit, other.hit)
        )
        score = candidate.score + max(-_LEAD, _COMPANY * (point - top))
        weighed_anew.append(replace(candidate, score=score))
    return sorted(weighed_anew, key=lambda c: (-c.score, c.hit.place.place_id))


def _are_apart(good: list[Candidate]) -> bool:
    """Tell whether a candidate elsewhere comes close enough that company may decide."""
    return any(
        good[0].score - candidate.score < _LEAD and _is_elsewhere(good[0].hit, candidate.hit)
        for candidate in good[1:]
    )


def _away(hit: Hit, around: Around) -> float:
    return distance_km(hit.place.lat, hit.place.lon, around.lat, around.lon)


def _is_elsewhere(one: Hit, other: Hit) -> bool:
    """Tell whether two entries are neither one place listed twice nor a town and its province.

    Which of those is meant is for the words of the phrase to say, not for the company.
    """
    reach = _SAME_KM
    if one.code == other.code:
        reach = max(reach, _MARGIN * max(one.place.radius_km, other.place.radius_km))
    here, there = one.place, other.place
    return distance_km(here.lat, here.lon, there.lat, there.lon) > reach


def _shared_out(good: list[Candidate]) -> list[Candidate]:
    """Give every candidate its share of belief."""
    powers = [math.exp((candidate.score - good[0].score) / _COMPANY) for candidate in good]
    total = sum(powers)
    return [
        replace(candidate, share=round(power / total, 4))
        for candidate, power in zip(good, powers, strict=True)
    ]


_SETTLEMENTS = frozenset({PlaceKind.TOWN, PlaceKind.VILLAGE})


def _each_once(good: list[Candidate]) -> list[Candidate]:
    """Leave out a place's entries in other tables; their shares are the place's."""
    kept: list[Candidate] = []
    for candidate in good:
        for number, other in enumerate(kept):
            if _is_listed_twice(candidate.hit, other.hit):
                share = min(1.0, round(other.share + candidate.share, 4))
                kept[number] = replace(other, share=share)
                break
        else:
            kept.append(candidate)
    return kept


def _is_listed_twice(one: Hit, other: Hit) -> bool:
    here, there = one.place, other.place
    if one.code != other.code:
        return False
    if here.kind != there.kind and not {here.kind, there.kind} <= _SETTLEMENTS:
        return False
    apart = distance_km(here.lat, here.lon, there.lat, there.lon)
    return apart <= max(_TABLES_PART_KM, 0.5 * min(here.radius_km, there.radius_km))


_DIRECTIONS = {
    0.0: ("northern", "north"),
    45.0: ("northeastern", "northeast"),
    90.0: ("eastern", "east"),
    135.0: ("southeastern", "southeast"),
    180.0: ("southern", "south"),
    225.0: ("southwestern", "southwest"),
    270.0: ("western", "west"),
    315.0: ("northwestern", "northwest"),
}


def _readings(part: Part) -> list[str]:
    """The name with its direction first ("eastern Ghouta"), then without."""
    turned = []
    if part.bearing is not None and part.noun != "village":
        turned = [f"{way} {name}" for name in part.names for way in _DIRECTIONS[part.bearing]]
    return [*turned, *part.names]


def _codes(part: Part, context: Context) -> tuple[str, ...]:
    told = country_of(part.country) if part.country else None
    if told:
        return (told.code,)
    return tuple(c for c in context.main_countries if context.countries[c] >= _LEAST_WEIGHT)


def _scored(
    hits: Iterable[Hit],
    reading: str,
    depth: int,
    part: Part,
    context: Context,
    around: Around | None,
) -> list[Candidate]:
    return [
        Candidate(hit, _score(hit, part, context, around) - 0.08 * depth, reading) for hit in hits
    ]


def _score(hit: Hit, part: Part, context: Context, around: Around | None) -> float:
    place = hit.place
    score = hit.fit + _FITNESS.get(part.noun, {}).get(place.kind, 0.0)
    score += 0.08 * math.log10(place.population + 1)
    if place.kind == PlaceKind.PROVINCE and place.population > _GREAT and part.noun is None:
        score += 0.6  # "Virginia" is the state, "New York" the city all the same
    if place.place_id.startswith("supplement:"):
        score += 0.25  # in the table because news of war names it
    told = country_of(part.country) if part.country else None
    if told is not None:
        score += 1.0 if hit.code in {told.code, ""} else -1.5
    elif context.countries and hit.code:
        weight = context.countries.get(hit.code, 0.0)
        score += 1.2 * weight if weight else -1.2
    if around is not None:
        away = _away(hit, around)
        is_abroad = around.country and place.country and around.country != place.country
        score -= 1.5 if is_abroad else 0.0
        score += 1.5 if away <= around.reach_km else -1.5 * min(1.0, away / around.reach_km - 1)
    nearest = context.nearest_anchor_km(place.lat, place.lon)
    if nearest is not None:
        score += 0.6 * math.exp(-nearest / 100)
        if place.kind == PlaceKind.QUARTER and nearest > _FAR_QUARTER_KM and around is None:
            score -= 0.8
    if part.noun == "district" and place.kind == PlaceKind.REGION and place.radius_km > _VAST_KM:
        score -= 1.5
    if part.noun in {"quarter", "site"} and place.kind in {PlaceKind.TOWN, PlaceKind.VILLAGE}:
        # "Oxford Street" is a street in Oxford only where the report is about Oxford.
        reach = _FAR_QUARTER_KM / 3 if part.noun_word in _STREETS else 150
        is_home = around is not None or (nearest is not None and nearest < reach)
        score -= 0.0 if is_home else 0.8
    return score
