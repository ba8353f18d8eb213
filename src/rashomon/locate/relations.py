"""Points that are no place's own: so many km from one, between two, the eastern part of one.

How far from the point the incident may be (`radius_km`) grows with all that the words leave
open, as a careful coder would have it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.locate.connectors import Relation
from rashomon.locate.measures import compass
from rashomon.locate.shapes import midway, moved
from rashomon.records import Place, PlaceKind, PlaceRelation, RankedPlace
from rashomon.reference.earth import distance_km

__all__ = ["WIDE", "Located", "between", "is_linear", "part_of", "related"]

WIDE = frozenset({PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.DISTRICT})
"""Kinds of places that hold towns."""
# "Southeast of X" without a distance: reports mean the next villages, some 5 to 15 km out.
_BARE_BEARING_KM = 10.0
_NEAR_KM = 5.0
_AROUND_KM = 5.0
_COUNTRYSIDE_KM = 15.0  # the fields and villages about a town
_LINEAR = frozenset({PlaceRelation.BORDER, PlaceRelation.ALONG, PlaceRelation.ON_ROAD})
_ITSELF = frozenset({PlaceRelation.AT, PlaceRelation.POINTED_BACK, PlaceRelation.WIDER})
_SURROUNDINGS = frozenset(
    "area areas surroundings environs vicinity countryside region regions".split()
)
_EDGES = frozenset("outskirts edge edges periphery entrance entrances".split())


@dataclass(frozen=True, slots=True)
class Located:
    """A point with its radius, the gazetteer entries that it rests on, and how it came about.

    `line_name` is what to call a stretch of a line, which is no gazetteer entry.
    """

    lat: float
    lon: float
    radius_km: float
    anchors: tuple[Place, ...]
    reason: str
    relation: PlaceRelation = PlaceRelation.AT
    candidates: tuple[RankedPlace, ...] = ()
    line_name: str = ""

    @property
    def kind(self) -> PlaceKind:
        """What the place is that it rests on; a feature where that is a line alone."""
        return self.anchors[0].kind if self.anchors else PlaceKind.FEATURE

    @property
    def name(self) -> str:
        """What to call it in a reason."""
        return self.line_name or (self.anchors[0].name if self.anchors else "the line")


def is_linear(located: Located) -> bool:
    """Tell whether a point lies on a border, road, river or coast."""
    return located.relation in _LINEAR


def related(relation: Relation, to: Located) -> Located:
    """Return the point that lies to `to` as the relation says."""
    if relation.kind == "off":
        relation = replace(relation, kind="from" if relation.km else "near")
    if relation.kind == "from":
        return _measured(relation, to)
    if relation.kind not in {"near", "outside", "around"}:
        return to
    told = {
        "near": PlaceRelation.NEAR,
        "outside": PlaceRelation.OUTSIDE,
        "around": PlaceRelation.AROUND,
    }[relation.kind]
    words = "in and around" if relation.kind == "around" else relation.kind
    if is_linear(to):
        return replace(to, radius_km=to.radius_km + _NEAR_KM)
    if to.relation is PlaceRelation.BETWEEN:
        told = to.relation
    return replace(
        to,
        radius_km=to.radius_km + (_AROUND_KM if relation.kind == "around" else _NEAR_KM),
        reason=f"{words} {to.name}: its point, radius widened",
        relation=told,
    )


def _measured(relation: Relation, to: Located) -> Located:
    name, bearing, km = to.name, relation.bearing, relation.km
    if km is None:
        if bearing is None:
            return to
        km = max(_BARE_BEARING_KM, 0.4 * to.radius_km if to.kind in WIDE else 0.0)
        lat, lon = moved(to.lat, to.lon, bearing, km)
        reason = f"{compass(bearing)} of {name}, no distance told: {km:.0f} km taken"
        return replace(
            to, lat=lat, lon=lon, radius_km=max(to.radius_km, 1.2 * km), reason=reason,
            relation=PlaceRelation.BEARING,
        )  # fmt: skip
    told = f"{km:.3g} km" if km < 1 else f"{km:.4g} km"
    if relation.spread_km:
        told += f" (give or take {relation.spread_km:.2g})"
    if relation.is_guess:
        told = f"a time told, no distance: {km:.0f} km taken,"
    if bearing is None:
        reason = f"{told} from {name}, no direction told: a ring about its point"
        reach = km + relation.spread_km
        if is_linear(to) or to.relation is PlaceRelation.OFFSHORE:
            return replace(to, radius_km=to.radius_km + reach, reason=f"{told} from {to.reason}")
        return replace(
            to, radius_km=max(to.radius_km, 1.1 * reach), reason=reason,
            relation=PlaceRelation.DISTANCE,
        )  # fmt: skip
    lat, lon = moved(to.lat, to.lon, bearing, km)
    reason = f"{told} {compass(bearing)} of {name}"
    # A bearing in words is good to some 15 degrees either way: a quarter of the distance. Of
    # a line only the stretch is known that is measured from.
    start = to.radius_km if is_linear(to) else min(to.radius_km, 10)
    radius = start + 0.25 * km + relation.spread_km
    how = PlaceRelation.BEARING if relation.is_guess else PlaceRelation.MEASURED
    return replace(
        to, lat=lat, lon=lon, radius_km=radius, reason=reason, relation=how, line_name=""
    )


def between(one: Located, other: Located, *, is_halfway: bool = False) -> Located:
    """Return the middle of two places; anywhere between them may be meant."""
    lat, lon = midway(one.lat, one.lon, other.lat, other.lon)
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    names = f"{'halfway ' if is_halfway else ''}between {one.name} and {other.name}"
    # Reports say "halfway" loosely: the middle third.
    radius = max(5.0, away / 6 if is_halfway else away / 2)
    return Located(
        lat, lon, radius, one.anchors[:1] + other.anchors[:1], f"{names}: the middle",
        PlaceRelation.BETWEEN, one.candidates,
    )  # fmt: skip


def part_of(whole: Located, bearing: float | None, part_word: str | None = None) -> Located:
    """Return the eastern part of a town or province; without a bearing, the whole.

    `part_word` tells edges and surroundings from parts ("the eastern outskirts of").
    """
    relation = PlaceRelation.PART
    if part_word in _EDGES:
        relation = PlaceRelation.OUTSIDE
    elif part_word in _SURROUNDINGS:
        relation = PlaceRelation.AROUND
    if is_linear(whole):
        relation = whole.relation
    if bearing is None:
        if part_word is None or (relation is PlaceRelation.PART and whole.kind not in WIDE):
            return whole
        if whole.kind in WIDE or whole.relation not in _ITSELF:
            return whole
        wider = _COUNTRYSIDE_KM if part_word == "countryside" else 3.0
        reason = f"{part_word} of {whole.name}: its point, radius widened"
        return replace(whole, radius_km=whole.radius_km + wider, reason=reason, relation=relation)
    name = whole.name
    share = 0.4 if whole.kind in WIDE else 0.35
    km = (0.5 if part_word in _EDGES and whole.kind not in WIDE else share) * whole.radius_km
    lat, lon = moved(whole.lat, whole.lon, bearing, km)
    radius = max(4.0, 0.8 * whole.radius_km)
    told = part_word if part_word in _EDGES | _SURROUNDINGS else "part"
    reason = f"{compass(bearing)} {told} of {name}"
    return replace(whole, lat=lat, lon=lon, radius_km=radius, reason=reason, relation=relation)
