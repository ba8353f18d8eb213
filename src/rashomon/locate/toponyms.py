"""All names of a report resolved together: which of its places does each name mean.

1. Every name gets the entries that it may mean (`candidates`), and what stands beside it (`cues`).
2. Each entry is scored by itself and by the words around (`signals.own_signs`).
3. Then by the company of the other names, as these stand by now (`signals.shared_signs`); twice,
   since every name that becomes clearer makes others clearer.
4. The scores of a name's entries become shares that add up to one, together with the share for
   "none of these, but something unlisted near the places named next to it".

A name means one place throughout a report, unless the words beside it tell two apart
("Paris, Texas" and "Paris, France").
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from rashomon.locate.candidates import Sighting, sightings
from rashomon.locate.cues import Cues, cues_at
from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.locate.scan import names_in
from rashomon.locate.signals import (
    Company,
    Neighbor,
    division_of,
    focus_of,
    nearby_signs,
    own_signs,
    shared_nearby_signs,
    shared_signs,
)
from rashomon.locate.spelling import fold
from rashomon.records import Place, PlaceKind, RankedPlace
from rashomon.reference.countries import country_of, find_countries

__all__ = ["Fellows", "ToponymResult", "resolve_toponyms"]

_ROUNDS = 2
_KEPT = 5  # candidates of a name that are handed out
_TOLD_TO_OTHERS = 3  # candidates of a name that the other names hear of
_LEAST_SHARE = 0.05
_MOST_NEIGHBORS = 60
_MOST_OF_ONE = 20  # neighbors of one and the same spelling
_MOST_OVERHEARD = 60
_AT_HOME = 3  # countries, of those that the report names, where a name may be spelled otherwise
_LONGEST = 60  # letters of a name
_FAMOUS = 300_000  # people
_OVERHEARD = 0.4  # the weight of a name that the text has besides those asked for


@dataclass(frozen=True, slots=True)
class ToponymResult:
    """What one mention of a name most likely means.

    `candidates` are ranked, best first; their scores are shares of one whole, so that they can
    be compared between names. Empty where the name is unresolved. `is_nearby` is set where
    the best guess is that the gazetteer lacks the place, and the first candidate is the place
    named next to it.
    """

    start: int
    end: int
    words: str
    candidates: tuple[RankedPlace, ...] = ()
    is_nearby: bool = False


@dataclass(slots=True)
class Name:
    """One name of the report with all its mentions, and what it may mean."""

    words: str
    folded: str
    mentions: list[int]
    starts: list[int]
    cues: list[Cues]
    options: tuple[Sighting, ...]
    own: list[dict[str, float]] = field(default_factory=list)
    joint: list[dict[str, float]] = field(default_factory=list)
    nearby: dict[str, float] = field(default_factory=dict)
    nearby_joint: dict[str, float] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)
    nearby_share: float = 0.0

    @property
    def weight(self) -> float:
        """How much the name tells about the others: repeated names a little more."""
        return 1 + math.log(len(self.mentions)) if self.mentions else _OVERHEARD


@dataclass(frozen=True)
class Fellows:
    """The names of a report as company for one of its phrases, resolved when first asked for."""

    text: str
    spans: tuple[tuple[int, int], ...]
    gazetteer: Gazetteer
    country: str | None = None
    countries: Mapping[str, float] = field(default_factory=dict)  # how often each is named

    @cached_property
    def names(self) -> list[Name]:
        """All names of the report, ranked."""
        names = read_names(
            self.text,
            self.spans,
            self.gazetteer,
            self.country,
            is_whole=True,
            named=self.countries,
        )
        rank(names, weights(), rounds=1)
        return names

    def without(self, words: str) -> Company:
        """What the names other than `words` most likely mean."""
        folded = fold(words)
        if folded not in self._companies:
            others = [name for name in self.names if name.folded != folded]
            told = [neighbor for name in others for neighbor in self._told[id(name)]]
            total = sum(name.weight for name in others)
            self._companies[folded] = _company(told, total)
        return self._companies[folded]

    @cached_property
    def _companies(self) -> dict[str, Company]:
        return {}

    @cached_property
    def _told(self) -> dict[int, list[Neighbor]]:
        return {id(name): _telling(name) for name in self.names}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts: by themselves, and with the company of the other names."""

    alone: Mapping[str, float]
    together: Mapping[str, float]


def resolve_toponyms(
    text: str,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
) -> list[ToponymResult]:
    """Resolve the names at `spans` of a report together; one result for each, in their order.

    `country` is one that the caller knows the report to be at home in, an outlet's for example.
    """
    names = read_names(text, spans, gazetteer, country)
    rank(names, weights())
    results: list[ToponymResult | None] = [None] * len(spans)
    for name in names:
        for number in name.mentions:
            start, end = spans[number]
            results[number] = _result(name, names, start, end, text[start:end])
    return [r or ToponymResult(*spans[n], text[slice(*spans[n])]) for n, r in enumerate(results)]


@cache
def weights() -> Weights:
    """The weights that come with the package; their file tells how they were made."""
    told = json.loads((files("rashomon.locate") / "ranker.json").read_text(encoding="utf-8"))
    return Weights(told["alone"], told["together"])


def read_names(
    text: str,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    country: str | None = None,
    *,
    is_whole: bool = False,
    named: Mapping[str, float] | None = None,
) -> list[Name]:
    """Gather the mentions of each name, with candidates and their own signs.

    `is_whole` tells that `spans` are all the names that the text has.
    """
    if named is None:
        named = named_countries(found.group() for found in find_countries(text))
    told_spans = len(spans)
    if not is_whole:
        spans = [*spans, *_overheard(text, spans, gazetteer)]
    told = country_of(country) if country else None
    groups: dict[tuple[str, str], Name] = {}
    wider_of: dict[str, str] = {}
    seen: list[tuple[int, str, Cues]] = []
    for number, (start, end) in enumerate(spans):
        cues = cues_at(text, start, end, gazetteer)
        folded = fold(text[start:end][:200])
        wider = fold(cues.wider.words) if cues.wider else ""
        if wider:
            wider_of.setdefault(folded, wider)
        seen.append((number, folded, cues))
    for number, folded, cues in seen:
        wider = fold(cues.wider.words) if cues.wider else wider_of.get(folded, "")
        key = (folded, wider)
        if key not in groups:
            words = text[slice(*spans[number])]
            groups[key] = Name(words, folded, [], [], [], sightings(words, gazetteer))
        if number < told_spans:
            groups[key].mentions.append(number)
        groups[key].starts.append(spans[number][0])
        groups[key].cues.append(cues)
    code = told.code if told else ""
    all_names = {name.folded for name in groups.values()}
    codes = tuple(dict.fromkeys([code] * bool(code) + sorted(named, key=lambda c: -named[c])))
    for name in groups.values():
        if not name.options:
            alike = gazetteer.sounding_like(name.words[:_LONGEST], codes[:_AT_HOME])
            name.options = tuple(Sighting(hit) for hit in alike)
        name.own = [
            own_signs(option, name.options, name.cues, named, code, all_names - {name.folded})
            for option in name.options
        ]
        name.nearby = nearby_signs(name.words, name.options)
    return list(groups.values())


def rank(names: Sequence[Name], by: Weights, rounds: int = _ROUNDS) -> None:
    """Give every name's candidates their shares, in place."""
    for name in names:
        share_out(name, by.alone, is_joint=False)
    for _ in range(rounds):
        add_company(names)
        for name in names:
            share_out(name, by.together, is_joint=True)


def add_company(names: Sequence[Name]) -> None:
    """Compute the signs that rest on what the other names mean by now.

    Everything is added up once, and each name's own part taken off again: another sense of the
    same name says nothing about this one, and a list of thousands of towns must stay cheap.
    """
    told: defaultdict[str, list[Neighbor]] = defaultdict(list)
    for name in names:
        told[name.folded] += _telling(name)
    everything = [neighbor for one in told.values() for neighbor in one]
    whole = _company(everything, sum(name.weight for name in names))
    focus = focus_of(whole.places)
    heaviest = _spots(everything, _MOST_NEIGHBORS + _MOST_OF_ONE)
    for name in names:
        mine = told[name.folded]
        own = {id(neighbor) for neighbor in mine[:_MOST_OF_ONE]}
        places = [neighbor for neighbor in heaviest if id(neighbor) not in own]
        less = _company(mine, name.weight)
        hits = [option.hit for option in name.options]
        company = Company(
            {
                h.code: whole.countries.get(h.code, 0.0) - less.countries.get(h.code, 0.0)
                for h in hits
            },
            {
                d: whole.divisions.get(d, 0.0) - less.divisions.get(d, 0.0)
                for d in map(division_of, hits)
            },
            places[:_MOST_NEIGHBORS],
            max(0.0, whole.total - less.total),
            focus,
        )
        name.joint = [shared_signs(hit, company) for hit in hits]
        name.nearby_joint = shared_nearby_signs(name.joint, company)


def _telling(name: Name) -> list[Neighbor]:
    best = sorted(range(len(name.options)), key=lambda n: -name.shares[n])[:_TOLD_TO_OTHERS]
    return [
        Neighbor(name.options[n].hit, name.shares[n] * name.weight)
        for n in best
        if name.shares[n] >= _LEAST_SHARE
    ]


def _company(others: Sequence[Neighbor], total: float) -> Company:
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    for other in others:
        if other.hit.code:
            countries[other.hit.code] += other.weight
        if other.hit.division and other.hit.place.kind != PlaceKind.COUNTRY:
            divisions[division_of(other.hit)] += other.weight
    return Company(countries, divisions, _spots(others, _MOST_NEIGHBORS), total)


def _spots(neighbors: Iterable[Neighbor], most: int) -> list[Neighbor]:
    """Those of the neighbors that have a place on the map, the weightiest."""
    wide = {PlaceKind.COUNTRY, PlaceKind.REGION}
    places = [neighbor for neighbor in neighbors if neighbor.hit.place.kind not in wide]
    places.sort(key=lambda neighbor: -neighbor.weight)
    return places[:most]


def share_out(name: Name, by: Mapping[str, float], is_joint: bool) -> None:
    """Turn the scores of a name's candidates into shares of belief, in place."""
    scores = [weighed(own, by) for own in name.own]
    nearby = weighed(name.nearby, by)
    if is_joint:
        joint = [weighed(signs, by) for signs in name.joint]
        scores = [one + other for one, other in zip(scores, joint, strict=True)]
        nearby += weighed(name.nearby_joint, by)
    scores.append(nearby)
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    *name.shares, name.nearby_share = (power / total for power in powers)


def weighed(signs: Mapping[str, float], by: Mapping[str, float]) -> float:
    return sum(by.get(sign, 0.0) * value for sign, value in signs.items())


def _result(
    name: Name,
    names: Sequence[Name],
    start: int,
    end: int,
    words: str,
) -> ToponymResult:
    order = sorted(range(len(name.options)), key=lambda n: -name.shares[n])[:_KEPT]
    ranked = [RankedPlace(name.options[n].hit.place, _rounded(name.shares[n])) for n in order]
    is_nearby = not ranked or name.nearby_share > ranked[0].score
    if is_nearby:
        near = nearest_named(name, names, start)
        if near is None:
            is_nearby = False
        else:
            ranked.insert(0, RankedPlace(near, _rounded(name.nearby_share)))
    return ToponymResult(start, end, words, tuple(ranked[:_KEPT]), is_nearby)


def _rounded(share: float) -> float:
    return round(min(1.0, share), 4)


def nearest_named(name: Name, names: Sequence[Name], start: int) -> Place | None:
    """The place that an unlisted name most likely lies near: of those named, the nearest told."""
    best: tuple[float, Place] | None = None
    for other in names:
        if other is name or not other.options or not other.mentions:
            continue
        top = max(range(len(other.options)), key=lambda n: other.shares[n])
        place = other.options[top].hit.place
        if other.shares[top] < other.nearby_share:
            continue
        wide = {PlaceKind.COUNTRY: 0.1, PlaceKind.REGION: 0.02, PlaceKind.PROVINCE: 0.35}
        for at in other.starts:
            away = abs(at - start) + (100 if at > start else 0)
            worth = other.shares[top] * wide.get(place.kind, 1.0) * math.exp(-away / 400)
            worth += 0.1 * wide.get(place.kind, 1.0) * other.weight
            if best is None or worth > best[0]:
                best = (worth, place)
    return best[1] if best else None


def _overheard(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> list[tuple[int, int]]:
    """Names of the text besides those asked for that the words before them call a place."""
    found = [
        (start, end)
        for start, end, hits, is_cued in names_in(text, gazetteer)
        if is_cued or (" " in text[start:end] and any(map(_is_known_to_all, hits)))
    ]
    found += [match.span() for match in find_countries(text)]
    return [
        (start, end) for start, end in found if not any(a < end and start < b for a, b in spans)
    ][:_MOST_OVERHEARD]


def _is_known_to_all(hit: Hit) -> bool:
    return hit.place.kind == PlaceKind.PROVINCE or hit.place.population >= _FAMOUS


def named_countries(words: Iterable[str]) -> dict[str, float]:
    """How often each country is named by these words, the most named as 1."""
    counts: defaultdict[str, float] = defaultdict(float)
    for word in words:
        country = country_of(word)
        if country is not None:
            counts[country.code] += 1
    most = max(counts.values(), default=1.0)
    return {code: math.sqrt(count / most) for code, count in counts.items()}
