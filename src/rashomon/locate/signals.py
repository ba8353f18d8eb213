"""The named signs by which the places of one name are told apart.

Each sign is a number of about 0 to 1 with a name; a candidate's score is the sum of its signs
times their weights (`ranker.json`). The first set looks at the name, the entry and the words
beside it. The second looks at what the report's other names most likely mean, so that it can
be computed again when these have become clearer.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.locate.candidates import Sighting
from rashomon.locate.cues import Cues, is_within
from rashomon.locate.gazetteer import Hit
from rashomon.locate.spelling import fold
from rashomon.records import Place, PlaceKind
from rashomon.reference.earth import distance_km
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = [
    "Company",
    "Neighbor",
    "division_of",
    "focus_of",
    "nearby_signs",
    "own_signs",
    "shared_nearby_signs",
    "shared_signs",
]

_K = PlaceKind
_FIT_OF_NOUN: dict[str, frozenset[PlaceKind]] = {
    "village": frozenset({_K.VILLAGE, _K.TOWN}),
    "town": frozenset({_K.TOWN, _K.VILLAGE}),
    "quarter": frozenset({_K.QUARTER}),
    "district": frozenset({_K.DISTRICT, _K.QUARTER}),
    "province": frozenset({_K.PROVINCE, _K.REGION, _K.DISTRICT}),
    "site": frozenset({_K.SITE}),
    "feature": frozenset({_K.FEATURE, _K.REGION}),
}
_FOCUS = 12  # neighbors between which a focus is looked for
_PART = 0.75  # a name of which less is covered was taken apart
_FAR_DEGREES = 9.0  # of latitude, a thousand km: what lies beyond is no company
_TRACE = 0.02  # less than this is nothing
_SOME = 2  # places or names; fewer than that are no company to stand apart from
_POINTS = frozenset({_K.TOWN, _K.VILLAGE, _K.DISTRICT, _K.SITE, _K.QUARTER, _K.FEATURE})


@dataclass(frozen=True, slots=True)
class Neighbor:
    """One likely meaning of another name of the report, with its share and the name's weight."""

    hit: Hit
    weight: float


@dataclass(frozen=True, slots=True)
class Company:
    """What the other names of a report most likely mean, added up."""

    countries: Mapping[str, float]
    divisions: Mapping[str, float]
    places: Sequence[Neighbor]
    total: float
    focus: float = 0.0


def own_signs(
    sighting: Sighting,
    rivals: Sequence[Sighting],
    cues: Sequence[Cues],
    named_countries: Mapping[str, float],
    told: str,
    other_names: Container[str] = (),
) -> dict[str, float]:
    """Return the signs of one candidate that do not depend on what other names mean.

    `other_names` are the report's other names, folded.
    """
    hit, place = sighting.hit, sighting.hit.place
    size = math.log10(place.population + 1)
    group = (
        "country"
        if place.kind == _K.COUNTRY
        else "province"
        if place.kind in {_K.PROVINCE}
        else "district"
        if place.kind == _K.DISTRICT
        else "town"
    )
    signs = {
        f"is_{place.kind}": 1.0,
        f"size_{group}": size / 7,
        "fit": (1 - hit.fit) * 10,
        "size_alternate": size / 7 if hit.fit < 1 else 0.0,
        "main_name": float(hit.fit == 1),
        "uncovered": 1 - sighting.cover,
        "byword_in_part": float(sighting.is_byword and sighting.cover < _PART),
        "byword": float(sighting.is_byword),
        "named_otherwise": float(fold(place.name) in other_names),
        "unpeopled": float(place.population == 0),
        "supplement": float(place.place_id.startswith("supplement:")),
    }
    largest = max(
        (math.log10(r.hit.place.population + 1) for r in rivals if _is_point(r.hit)), default=0.0
    )
    if _is_point(hit):
        signs["behind"] = (largest - size) / 7
        signs["largest"] = float(size >= largest)
        signs["shadowed_by_country"] = float(any(r.hit.place.kind == _K.COUNTRY for r in rivals))
        signs["shadowed_alternate"] = float(
            hit.fit < 1 and any(r.hit.fit == 1 and not _is_point(r.hit) for r in rivals)
        )
        signs["shadowed_by_province"] = float(any(r.hit.place.kind == _K.PROVINCE for r in rivals))
    noun = next((c.noun for c in cues if c.noun), "")
    if noun:
        fits = place.kind in _FIT_OF_NOUN.get(CLASS_OF_NOUN[noun], frozenset())
        signs["noun_fits" if fits else "noun_clashes"] = 1.0
        signs[f"noun_{CLASS_OF_NOUN[noun]}_{group}"] = 1.0
    wider = next((c.wider for c in cues if c.wider), None)
    if wider is not None:
        if is_within(hit, wider.hits):
            signs["within_told"] = 1.0
        elif any(is_within(rival.hit, wider.hits) for rival in rivals):
            signs["outside_told"] = 1.0
            # "Cuba, Mexico and Peru" are three countries; a town is where the comma puts it.
            signs["outside_comma"] = float(wider.is_after_comma and _is_point(hit))
    if any(c.is_wider_of for c in cues):
        signs[f"after_comma_{group}"] = 1.0
    if named_countries and hit.code:
        weight = named_countries.get(hit.code, 0.0)
        signs["country_weight"] = weight
        signs["country_named"] = float(weight > 0)
    if told:
        signs["told_country"] = float(hit.code == told)
    return signs


def shared_signs(hit: Hit, company: Company) -> dict[str, float]:
    """Return the signs of one candidate that rest on the report's other names."""
    if not company.total:
        return {"alone": 0.0}
    place = hit.place
    signs: dict[str, float] = {}
    if place.kind != _K.REGION and hit.code:
        share = company.countries.get(hit.code, 0.0) / company.total
        signs["country_share"] = share
        signs["country_any"] = min(1.0, 4 * share)
        signs["abroad"] = float(share < _TRACE and company.total >= _SOME)
    division = division_of(hit)
    if division and place.kind != _K.COUNTRY:
        share = company.divisions.get(division, 0.0) / company.total
        signs["division_share"] = share
        signs["division_any"] = min(1.0, 4 * share)
    if place.kind in _POINTS or place.kind == _K.PROVINCE:
        near = mid = best = 0.0
        for other, away in _about(place, company.places):
            near += other.weight * math.exp(-away / 40)
            mid += other.weight * math.exp(-away / 200)
            best = max(best, min(1.0, other.weight) * math.exp(-away / 100))
        kind = "province" if place.kind == _K.PROVINCE else "town"
        signs[f"near_{kind}"] = near / company.total
        signs[f"around_{kind}"] = mid / company.total
        signs[f"nearest_{kind}"] = best
        if kind == "town":
            signs["lonely"] = float(best < _TRACE and len(company.places) >= _SOME)
    return signs


def nearby_signs(words: str, rivals: Sequence[Sighting]) -> dict[str, float]:
    """Return the signs for "none of these: some unlisted place near the others"."""
    pieces = words.split()
    last = pieces[-1].casefold() if pieces else ""
    kind = CLASS_OF_NOUN.get(last, "")
    cover = max((r.cover for r in rivals), default=0.0)
    size = max((math.log10(r.hit.place.population + 1) for r in rivals), default=0.0)
    return {
        "nearby": 1.0,
        "nearby_unknown": float(not rivals),
        "nearby_uncovered": 1 - cover,
        "nearby_size": size / 7,
        "nearby_words": min(4, len(pieces)) / 4,
        "nearby_digit": float(words[:1].isdigit()),
        f"nearby_{kind}": float(bool(kind)),
    }


def shared_nearby_signs(joint: Sequence[Mapping[str, float]], company: Company) -> dict[str, float]:
    """Return the signs for an unlisted place that rest on the report's other names.

    `joint` are those of the name's own candidates.
    """
    best = {
        sign: max((told.get(sign, 0.0) for told in joint), default=0.0)
        for sign in ("nearest_town", "country_any", "division_any")
    }
    return {
        "nearby_focus": company.focus,
        "nearby_company": min(1.0, len(company.places) / 5),
        **{f"nearby_{sign}": value for sign, value in best.items()},
    }


def focus_of(places: Sequence[Neighbor]) -> float:
    """Return how much of the weight of a report's places lies about one of them, 0 to 1."""
    heaviest = sorted(places, key=lambda one: -one.weight)[:_FOCUS]
    total = sum(one.weight for one in heaviest)
    most = 0.0
    for one in heaviest:
        near = (
            other.weight * math.exp(-away / 100) for other, away in _about(one.hit.place, heaviest)
        )
        most = max(most, sum(near))
    return most / total if total else 0.0


def _about(place: Place, others: Iterable[Neighbor]) -> Iterator[tuple[Neighbor, float]]:
    """The others that lie within about a thousand km, with their distances in km."""
    degree = math.cos(math.radians(place.lat))
    for other in others:
        there = other.hit.place
        if abs(there.lat - place.lat) > _FAR_DEGREES:
            continue
        apart = abs(there.lon - place.lon)
        if min(apart, 360 - apart) * degree > 1.2 * _FAR_DEGREES:
            continue
        yield other, distance_km(place.lat, place.lon, there.lat, there.lon)


def _is_point(hit: Hit) -> bool:
    return hit.place.kind in _POINTS


def division_of(hit: Hit) -> str:
    """Return the code of the first-level division that an entry lies in, or is; "" for none."""
    return ".".join(hit.division.split(".")[:2])
