"""Claims of one facet gathered into positions: what can all be true together.

Numbers and dates meet where their intervals do, "a Wednesday" where the days hold one, places
where they overlap on the map, actors and weapons where they are the same. A denial is a
position of its own. Reasons and notices are kept apart by who gives them: whether two motives
exclude each other is not for rules.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from textwrap import shorten

from rashomon.reconcile.counted import Counted, counted_groups
from rashomon.reconcile.lineage import origin_of_words, outlet_name
from rashomon.reconcile.scope import Scope
from rashomon.reconcile.voices import bare_name, party_of_claim
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    MeansValue,
    Origin,
    PlaceValue,
    Position,
    ResponsibleValue,
    Stance,
    TargetValue,
)
from rashomon.reference.earth import distance_km

__all__ = ["Stand", "claim_order", "have_one_day", "label_of", "overlap_km", "take_positions"]

_LEAST_KM_A_DEGREE = 110.0  # of latitude; the Earth's least is 110.6
_SLACK_KM = 5.0  # two gazetteers put one village up to 4 km apart (train-a)
_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset({"the", "a", "an", "of", "in", "on", "to", "and", "its", "their", "s"})


@dataclass(frozen=True, slots=True)
class Stand:
    """A position together with its claims, for as long as reconciling goes on."""

    position: Position
    claims: tuple[Claim, ...]


_Key = tuple[str, ...]


def take_positions(
    incident_id: str,
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    scopes: Mapping[str, Scope] | None = None,
    radius_km: float | None = None,
) -> tuple[tuple[Stand, ...], Mapping[str, Counted]]:
    """Return the incident's positions, each claim in exactly one, and whom numbers count.

    `scopes` and `radius_km` are what `counted_groups` takes.
    """
    groups = counted_groups(claims, scopes, radius_km)
    origin_of = origin_of_words(origins)
    by_name = {origin.name: origin.origin_id for origin in origins}
    stands = []
    for facet in Facet:
        buckets: dict[tuple[str, bool], list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.facet == facet:
                group = groups[claim.claim_id].group if facet in COUNT_FACETS else ""
                buckets[group, claim.stance == Stance.DENY].append(claim)
        for (group, is_denial), bucket in sorted(buckets.items()):
            for key, members in sorted(_cut(facet, bucket).items()):
                origin_ids = _origin_ids(members, origin_of, by_name)
                raw = "|".join((incident_id, facet, group, str(is_denial), *key))
                position = Position(
                    position_id="p" + hashlib.sha256(raw.encode()).hexdigest()[:15],
                    facet=facet,
                    label=label_of(facet, members, group, is_denial=is_denial),
                    claim_ids=tuple(dict.fromkeys(claim.claim_id for claim in members)),
                    parties=tuple(sorted({party_of_claim(claim) for claim in members})),
                    origins=tuple(sorted(set(origin_ids.values()))),
                    group=group,
                    range=_joint(members) if facet in COUNT_FACETS else None,
                    is_denial=is_denial,
                    exact_origins=tuple(
                        sorted({origin_ids[c.claim_id] for c in _exact(facet, members)})
                    ),
                )
                stands.append(Stand(position, tuple(members)))
    return tuple(stands), groups


def overlap_km(one: PlaceValue, other: PlaceValue) -> float | None:
    """Return how far two places reach into each other, below zero where they lie apart.

    None where one of them was not found on the map.
    """
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    apart = distance_km(one.lat, one.lon, other.lat, other.lon)
    return (one.radius_km or 0.0) + (other.radius_km or 0.0) + _SLACK_KM - apart


def _cut(facet: Facet, claims: Sequence[Claim]) -> Mapping[_Key, list[Claim]]:
    if facet in COUNT_FACETS:
        return _by_interval(claims, _number_ends)
    if facet == Facet.DATE:
        return _by_day(claims)
    if facet == Facet.PLACE:
        return _by_place(claims)
    cut: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        cut[_plain_key(claim)].append(claim)
    return _merged_by_words(cut) if facet == Facet.TARGET else cut


def _plain_key(claim: Claim) -> _Key:
    value = claim.value
    if isinstance(value, ResponsibleValue):
        return ("actor", value.actor.casefold())
    if isinstance(value, MeansValue):
        return ("means", value.means)
    if isinstance(value, TargetValue):
        if value.actor:
            return ("actor", value.actor.casefold())
        return ("what", *sorted(set(_WORD.findall(value.what.casefold())) - _STOP_WORDS))
    return ("party", party_of_claim(claim))


def _merged_by_words(cut: Mapping[_Key, list[Claim]]) -> Mapping[_Key, list[Claim]]:
    """Join targets without an actor that share half of the shorter one's words."""
    merged: dict[_Key, list[Claim]] = {}
    for key in sorted(cut, key=lambda k: (len(k), k)):
        words = set(key[1:])
        like = None
        if key[0] == "what" and words:
            like = next(
                (
                    other
                    for other in merged
                    if other[0] == "what"
                    and other[1:]
                    and len(words & set(other[1:])) >= 0.5 * (len(other) - 1)
                ),
                None,
            )
        merged.setdefault(like or key, []).extend(cut[key])
    return {key: sorted(members, key=claim_order) for key, members in merged.items()}


def claim_order(claim: Claim) -> tuple[str, int, int, str]:
    """The order in which claims are shown: by report, then as in the text."""
    return claim.report_id, claim.evidence.start, claim.evidence.end, claim.claim_id


_INFINITE = 10**12  # stands for a ceiling that the words do not set


def _number_ends(claim: Claim) -> tuple[int, int]:
    assert isinstance(claim.value, CountValue)
    number = claim.value.range
    high = _INFINITE if number.high is None else min(number.high, _INFINITE)
    return min(number.floor, _INFINITE), high


def _day_ends(claim: Claim) -> tuple[int, int]:
    assert isinstance(claim.value, DateInterval)
    return claim.value.first.toordinal(), claim.value.last.toordinal()


_UNDATED = "undated"  # marks the key of a set without an interval


def _by_day(claims: Sequence[Claim]) -> Mapping[_Key, list[Claim]]:
    """Cut intervals as numbers are cut, and put what leads to no day where a day may be meant.

    A constraint joins the largest set of intervals that still has a day for it and for those
    that joined before; the rest make sets of their own.
    """
    dated = [claim for claim in claims if isinstance(claim.value, DateInterval)]
    cut: dict[_Key, list[Claim]] = {**_by_interval(dated, _day_ends)}
    told = {key: dict.fromkeys(c.value for c in members) for key, members in cut.items()}
    # Whether a set has a day for a constraint is asked again only when the set has a new value.
    has_day: dict[_Key, dict[ClaimValue, bool]] = defaultdict(dict)
    for claim in sorted(claims, key=claim_order):
        if not isinstance(claim.value, DateConstraint):
            continue
        fitting = []
        for key, values in told.items():
            known = has_day[key]
            if claim.value not in known:
                known[claim.value] = _have_one_day([*values, claim.value])
            if known[claim.value]:
                fitting.append(key)
        key = min(
            fitting,
            key=lambda k: (k[0] == _UNDATED, -len(cut[k]), k),
            default=(_UNDATED, str(claim.value)),
        )
        cut.setdefault(key, []).append(claim)
        if claim.value not in told.setdefault(key, {}):
            told[key][claim.value] = None
            has_day[key].clear()
    joined = {key for key, values in told.items() if any(map(_is_constraint, values))}
    return {
        key: sorted(members, key=claim_order) if key in joined else members
        for key, members in cut.items()
    }


def _is_constraint(value: ClaimValue) -> bool:
    return isinstance(value, DateConstraint)


def have_one_day(claims: Sequence[Claim]) -> bool:
    """Tell whether one day would make all the claims true."""
    return _have_one_day(list(dict.fromkeys(claim.value for claim in claims)))


def _have_one_day(values: Sequence[ClaimValue]) -> bool:
    constraints = _constraints(values)
    if not any(isinstance(value, DateInterval) for value in values):
        return all(one.meets(other) for one, other in combinations(constraints, 2))
    days = _joint_days(values)
    return days is not None and all(constraint.meets(days) for constraint in constraints)


def _joint_days(values: Sequence[ClaimValue]) -> DateInterval | None:
    """The days that the intervals share, from the first to the last that fits all the rest.

    None where they share none, or there is no interval.
    """
    dates = [value for value in values if isinstance(value, DateInterval)]
    first = max((date.first for date in dates), default=None)
    last = min((date.last for date in dates), default=None)
    if first is None or last is None or last < first:
        return None
    days: DateInterval | None = DateInterval(first, last)
    for constraint in _constraints(values):
        days = constraint.narrow(days) if days else None
    return days


def _constraints(values: Sequence[ClaimValue]) -> list[DateConstraint]:
    return list(dict.fromkeys(value for value in values if isinstance(value, DateConstraint)))


def _by_interval(
    claims: Sequence[Claim], ends: Callable[[Claim], tuple[int, int]]
) -> Mapping[_Key, list[Claim]]:
    """Cut intervals into the fewest sets that each share a point.

    The points are found by sweeping the ceilings upward; an interval that holds several
    goes to the one nearest its floor ("at least 20" to 25 rather than to 100), or nearest its
    ceiling where it has no floor.
    """
    points: list[int] = []  # rising
    for low, high in sorted({ends(claim) for claim in claims}, key=lambda e: (e[1], e[0])):
        if bisect_left(points, low) == bisect_right(points, high):
            # "100 or more" has no last point of its own: its floor stands for it, unless
            # another open interval has a higher one.
            insort(points, high if high < _INFINITE else _highest_floor(claims, ends))
    cut: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        low, high = ends(claim)
        held = points[bisect_left(points, low) : bisect_right(points, high)]
        best = held[-1] if low == 0 and high < _INFINITE else held[0]
        cut[(f"{best:012d}",)].append(claim)
    return cut


def _highest_floor(claims: Sequence[Claim], ends: Callable[[Claim], tuple[int, int]]) -> int:
    return max(low for low, high in map(ends, claims) if high == _INFINITE)


def _by_place(claims: Sequence[Claim]) -> Mapping[_Key, list[Claim]]:
    """Cut places into sets around the most specific ones; wider ones join the nearest."""
    seeds: list[PlaceValue] = []
    cut: dict[_Key, list[Claim]] = defaultdict(list)
    seed_of: dict[tuple[float, float, float], PlaceValue] = {}
    for claim in sorted(claims, key=_place_order):
        place = claim.value
        assert isinstance(place, PlaceValue)
        if not place.is_resolved:
            cut["words", *sorted(set(_WORD.findall(place.words.casefold())) - _STOP_WORDS)].append(
                claim
            )
            continue
        point = place.lat or 0.0, place.lon or 0.0, place.radius_km or 0.0
        if point not in seed_of:
            near = [
                (overlap, -n)
                for n, seed in enumerate(seeds)
                if _may_overlap(seed, place)
                and (overlap := overlap_km(seed, place)) is not None
                and overlap >= 0
            ]
            if not near:
                seeds.append(place)
            seed_of[point] = seeds[-max(near)[1]] if near else place
        seed = seed_of[point]
        cut["point", f"{seed.lat:.3f}", f"{seed.lon:.3f}"].append(claim)
    return {key: sorted(members, key=claim_order) for key, members in cut.items()}


def _may_overlap(one: PlaceValue, other: PlaceValue) -> bool:
    """Tell whether two places are not already too far apart from north to south, to be quick."""
    north = abs((one.lat or 0.0) - (other.lat or 0.0)) * _LEAST_KM_A_DEGREE
    return north <= (one.radius_km or 0.0) + (other.radius_km or 0.0) + _SLACK_KM


def _place_order(claim: Claim) -> tuple[float, float, float, tuple[str, int, int, str]]:
    place = claim.value
    assert isinstance(place, PlaceValue)
    return place.radius_km or 0.0, place.lat or 0.0, place.lon or 0.0, claim_order(claim)


def _joint(claims: Sequence[Claim]) -> CasualtyRange | None:
    ranges = dict.fromkeys(c.value.range for c in claims if isinstance(c.value, CountValue))
    return reduce(CasualtyRange.narrow, ranges)


def _exact(facet: Facet, claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that say by themselves all that the position does.

    "At least 41" fits 106, and "in March" the fifteenth; neither says so.
    """
    number = _joint(claims) if facet in COUNT_FACETS else None
    days = _joint_days([claim.value for claim in claims])
    if number is not None:
        return [
            claim
            for claim in claims
            if isinstance(claim.value, CountValue) and claim.value.range.implies(number)
        ]
    if days is not None:
        return [
            claim
            for claim in claims
            if isinstance(claim.value, DateInterval)
            and days.first <= claim.value.first <= claim.value.last <= days.last
        ]
    return claims


# Words cut out of a sentence may begin or end within its quotation marks.
_HALF_QUOTED = re.compile(r"“(?=[^”]*$)")
_INNER_QUOTES = str.maketrans("“”", "‘’")
_VERBS = {
    Facet.KILLED: "killed",
    Facet.INJURED: "injured",
    Facet.CASUALTIES: "killed or injured",
    Facet.STRENGTH: "taking part",
}


def label_of(facet: Facet, claims: Sequence[Claim], group: str, *, is_denial: bool) -> str:
    """Put what the claims of one position say together into words that are taken in at once."""
    label = _affirmed_label(facet, claims, group)
    return f"not {label}" if is_denial else label


def _affirmed_label(facet: Facet, claims: Sequence[Claim], group: str) -> str:
    if facet in COUNT_FACETS:
        whom = "" if group == "all" else f" ({group})"
        return f"{_joint(claims)} {_VERBS[facet]}{whom}"
    values = [claim.value for claim in claims]
    if facet == Facet.DATE:
        told = ", ".join(dict.fromkeys(str(constraint) for constraint in _constraints(values)))
        days = _joint_days(values)
        return f"{days} ({told})" if days and told else str(days or told)
    if facet == Facet.PLACE:
        places = [v for v in values if isinstance(v, PlaceValue)]
        return min(places, key=lambda p: (p.radius_km or 0.0, len(p.words), p.words)).words
    first_value = values[0]
    if isinstance(first_value, ResponsibleValue):
        return first_value.actor
    if isinstance(first_value, TargetValue):
        # By how many speakers say it: a copy repeats its speaker, and tips no balance.
        said = {(c.value.what, c.source) for c in claims if isinstance(c.value, TargetValue)}
        whats = Counter(what for what, _ in said)
        what = bare_name(min(whats, key=lambda w: (-whats[w], len(w), w)))
        return first_value.actor or _HALF_QUOTED.sub("", what)
    if isinstance(first_value, MeansValue):
        return first_value.means.replace("_", " ")
    # A reason or a warning is its words; the shortest of them stand for the rest.
    quotes = [" ".join(claim.evidence.quote.split()) for claim in claims]
    shortest = min(quotes, key=lambda quote: (len(quote), quote)).translate(_INNER_QUOTES)
    more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
    return f"“{shorten(shortest, 90, placeholder=' …')}”{more}"


def _origin_ids(
    claims: Sequence[Claim], origin_of: Callable[[Claim], Origin], by_name: Mapping[str, str]
) -> Mapping[str, str]:
    """The independent origins behind the claims, by claim id.

    What a report relays from another outlet comes from that outlet: two reports that quote
    Reuters are one origin, the one named Reuters where its copy is among the reports.
    """
    quoted: dict[str, str] = {}
    found = {}
    for claim in sorted(claims, key=claim_order):
        own = origin_of(claim).origin_id
        relay = claim.source[-1] if claim.source else None
        if relay is not None and relay.kind in ("agency", "media"):
            name = outlet_name(relay.actor or relay.words)
            own = by_name.get(name) or quoted.setdefault(name, own)
        found[claim.claim_id] = own
    return found
