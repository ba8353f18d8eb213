"""Where in the world a report is at home: its countries, and the places that it names.

One name in ten thousand is unique. Which Tripoli, which Khan Younis and which "the city" is
meant follows from the rest of the report, so the whole text is looked through once: countries
and demonyms vote for countries, well-known towns vote too, and every name that the gazetteer
knows is kept with its offset for later "the village".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.locate.scan import is_cue_before, is_telling, names_in
from rashomon.locate.toponyms import Fellows, named_countries
from rashomon.records import Place, PlaceKind
from rashomon.reference.countries import country_of, find_countries
from rashomon.reference.earth import Point, nearest_km
from rashomon.reference.letter_case import is_in_capitals

__all__ = ["Context", "Spot", "is_cue_before", "read_context"]

_TELLING_BEFORE = re.compile(r"\b(?:in|across|inside|throughout|\w+ern|\w+east|\w+west)\s+$", re.I)
_TELLING_AFTER = re.compile(
    r"^(?:'s|’s)?\s+(?:city|town|village|province|capital|border|civil war|war|conflict|region)",
    re.I,
)
_FAMOUS = 500_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A name that the gazetteer knows, where it stands, and the best guess of what it is.

    `is_cued` is set where the words around it say that it is a place.
    """

    start: int
    end: int
    hit: Hit
    is_cued: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A report's countries with their weight (the heaviest 1.0), and its named places."""

    countries: Mapping[str, float] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()
    anchors: tuple[Place, ...] = ()
    fellows: Fellows | None = None
    _anchor_points: tuple[Point, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        points = tuple(Point.at(place.lat, place.lon) for place in self.anchors)
        object.__setattr__(self, "_anchor_points", points)

    @property
    def main_countries(self) -> tuple[str, ...]:
        """The codes of the three weightiest countries, heaviest first."""
        return tuple(sorted(self.countries, key=lambda c: -self.countries[c])[:3])

    def nearest_anchor_km(self, lat: float, lon: float) -> float | None:
        """Return how far the nearest place that the report surely names is."""
        return nearest_km(lat, lon, self._anchor_points)


def read_context(text: str, gazetteer: Gazetteer, country: str | None = None) -> Context:
    """Look through a report's whole text; `country` is one that the caller knows of."""
    lands = list(find_countries(text))
    votes = _country_votes(text, lands)
    known = country_of(country) if country else None
    if known:
        votes[known.code] += 10 + sum(votes.values())
    found = list(names_in(text, gazetteer))
    for _, _, hits, is_cued in found:
        # An uncued capitalized word is a town only if everybody knows the town.
        towns = [h for h in hits if is_telling(h) and (is_cued or h.place.population > _FAMOUS)]
        # A name that lies in one country alone tells more than one that lies in five.
        codes = {hit.code for hit in towns if hit.code}
        for code in codes:
            votes[code] += 1 / len(codes) ** 2
    top = max(votes.values(), default=0.0)
    countries = {code: vote / top for code, vote in votes.items() if vote > 0.04 * top}
    spots = []
    for start, end, hits, is_cued in found:
        best = max(hits, key=lambda hit: _standing(hit, countries))
        if _standing(best, countries) > 0:
            spots.append(Spot(start, end, best, is_cued))
    anchors = {
        spot.hit.place.place_id: spot.hit.place
        for spot in spots
        if is_telling(spot.hit)
        and spot.hit.place.kind not in {PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION}
        and countries.get(spot.hit.code, 0) > 0.3
    }
    spans = [(start, end) for start, end, _, _ in found]
    spans += [land.span() for land in lands]
    named = named_countries(land.group() for land in lands)
    fellows = Fellows(text, tuple(spans), gazetteer, country, named)
    return Context(countries, tuple(spots), tuple(anchors.values())[:40], fellows)


def _country_votes(text: str, lands: list[re.Match[str]]) -> defaultdict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    is_capitals = is_in_capitals(text)
    for found in lands:
        country = country_of(found.group())
        if country is None or (is_capitals and len(found.group()) < 4):
            continue  # "US" in capitals may be a pronoun
        weight = 1.0
        if _TELLING_BEFORE.search(text[max(0, found.start() - 20) : found.start()]):
            weight += 2
        if _TELLING_AFTER.match(text[found.end() : found.end() + 20]):
            weight += 2
        votes[country.code] += weight
    return votes


def _standing(hit: Hit, countries: Mapping[str, float]) -> float:
    """How likely a bare name means this place, given the report's countries; 0 for not."""
    weight = countries.get(hit.code, 0.0)
    if hit.place.kind == PlaceKind.COUNTRY:
        return 0.0
    if not is_telling(hit) and weight < 0.5:
        return 0.0
    if weight < 0.1 and (hit.fit < 1 or hit.place.population < _FAMOUS):
        return 0.0
    size = min(1.0, hit.place.population / 1_000_000)
    as_town = 0.3 if hit.place.kind == PlaceKind.TOWN else 0.0
    return hit.fit * (weight + 0.3 * size + as_town) if weight else 0.2 * size
