"""From words for a line to a point on it: which stretch of the border, river or road is meant.

The stretch is cut by the wider place that the phrase names ("along the Euphrates in Deir
ez-Zor"), else by the report's other places; where there are none, the middle of the whole line
is taken, with a radius that says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from rashomon.locate.context import Context
from rashomon.locate.drawn_zones import DrawnZone, drawn_zones
from rashomon.locate.line_data import GAZA, WEST_BANK, Line, border, coast, named_lines, roads
from rashomon.locate.line_words import LineWords
from rashomon.locate.relations import WIDE, Located, between
from rashomon.locate.shapes import (
    Stretch,
    between_points,
    middle,
    moved,
    nearest,
    seaward,
    stretch,
)
from rashomon.locate.zones import found_as
from rashomon.records import Place, PlaceKind, PlaceRelation
from rashomon.reference.countries import country_of, country_of_code
from rashomon.reference.earth import distance_km

__all__ = ["NameFinder", "border_near", "line_place", "off_shore"]

NameFinder = Callable[[str], Located | None]
"""Looks up the end of a road by its name."""

_RELATIONS = {
    "border": PlaceRelation.BORDER,
    "road": PlaceRelation.ON_ROAD,
    "river": PlaceRelation.ALONG,
    "coast": PlaceRelation.ALONG,
    "zone": PlaceRelation.BORDER,
}
_NEAR_BORDER_KM = 10.0  # "near the border": how far from it reports still call a place so
_BANK_KM = 1.0
_OFFSHORE_KM = 20.0  # taken where no distance is told; the territorial sea is 22 km wide
_FAR_KM = 400.0  # a place of the report this far from a line does not tell which stretch
_ON_ROAD_KM = 10.0  # a town's radius
_MOST_WINDING = 1.5  # times the straight way; few roads are longer
_SHARED_REACH_KM = 150.0  # "the de-confliction zone" in a report on places within that of ours
_FAR_COAST_KM = 60.0  # a town this far inland has no coast


def line_place(
    line: LineWords, within: Located | None, context: Context, find: NameFinder
) -> Located | None:
    """Return the stretch of a line that is meant, None where the line is not known."""
    if line.kind == "road" and line.ends:
        return _road_between(line, within, find)
    if line.kind == "coast":
        return _coast(line, within, context, find)
    if line.kind == "zone":
        found = _zone(line, within, context)
    else:
        found = _border(line, context) if line.kind == "border" else _named(line, context)
    if found is None or isinstance(found, Located):
        return found
    relation = _RELATIONS[line.kind]
    cut = _cut(found, within, context, find)
    name = _name_of(line, found)
    reason = f"{name}: {cut.reason}"
    located = Located(
        cut.lat, cut.lon, cut.radius_km, cut.anchors, reason, relation, cut.candidates, name
    )
    if line.bearing is not None and line.kind == "river":
        lat, lon = moved(located.lat, located.lon, line.bearing, _BANK_KM)
        located = replace(located, lat=lat, lon=lon)
    return located


def _cut(line: Line, within: Located | None, context: Context, find: NameFinder) -> Located:
    """The stretch told by a wider place, else by the report, else the middle of all."""
    if within is not None and not _is_all_of(within, line):
        reach = within.radius_km + (_NEAR_BORDER_KM if within.kind not in WIDE else 0.0)
        is_wide = within.kind in WIDE
        look = stretch if is_wide else _at
        found = look(line, within.lat, within.lon, reach)
        radius = found.radius_km if is_wide else max(found.radius_km, within.radius_km)
        if found.away_km > reach:
            radius = max(radius, min(found.away_km / 4, 50.0))
        return _on(found, max(radius, 5.0), within, f"the stretch nearest to {within.name}")
    told = _nearest_of_report(line, context)
    if told is not None:
        place, found = told
        whole = middle(line)
        if whole.radius_km <= max(15.0, found.away_km):
            return Located(
                whole.lat, whole.lon, max(whole.radius_km, 5.0), (place,), "the middle of it"
            )
        radius = max(15.0, min(found.away_km, 60.0))
        anchor = Located(place.lat, place.lon, place.radius_km, (place,), "")
        reason = f"the stretch nearest to {place.name}, which the report names"
        return _on(found, radius, anchor, reason)
    whole = middle(line)
    home = _home(line, context, find)
    if home is not None:
        found = stretch(line, home.lat, home.lon, home.radius_km)
        if found.away_km <= home.radius_km and found.radius_km < whole.radius_km:
            return _on(found, found.radius_km, home, f"all of it in {home.name}")
    return Located(
        whole.lat, whole.lon, whole.radius_km, (), "the middle of it all, no place told which part"
    )


def _at(line: Line, lat: float, lon: float, _: float) -> Stretch:
    return nearest(line, lat, lon)


def _is_all_of(within: Located, line: Line) -> bool:
    """Tell whether the wider place is a country whose border or coast the line is."""
    country = country_of(within.name) if within.kind is PlaceKind.COUNTRY else None
    return country is not None and country.code in line.codes and line.kind in {"border", "coast"}


def _home(line: Line, context: Context, find: NameFinder) -> Located | None:
    """The report's country, where a river or road passes through several."""
    for code in context.main_countries[:1]:
        country = country_of_code(code)
        if country and code in line.codes and len(line.codes) > 1 and line.kind != "border":
            return find(country.name)
    return None


def _on(found: Stretch, radius: float, anchor: Located, reason: str) -> Located:
    return replace(
        anchor, lat=round(found.lat, 5), lon=round(found.lon, 5), radius_km=radius, reason=reason
    )


def _nearest_of_report(line: Line, context: Context) -> tuple[Place, Stretch] | None:
    """The place that the report surely names and that lies nearest to the line."""
    best: tuple[Place, Stretch] | None = None
    for place in context.anchors:
        if place.kind in {PlaceKind.FEATURE, PlaceKind.REGION}:
            continue  # as like as not the line itself
        found = nearest(line, place.lat, place.lon)
        if found.away_km <= _FAR_KM and (best is None or found.away_km < best[1].away_km):
            best = (place, found)
    return best


def _border(line: LineWords, context: Context) -> Line | None:
    codes = line.codes
    drawn = named_lines(line.name)  # the Line of Control is a part of its border
    if drawn:
        return drawn[0]
    if len(codes) == 2:
        return border(*codes)
    home = tuple(c for c in context.main_countries if c not in codes)
    if len(codes) == 1:
        # "The Turkish border" in a report about Syria is the one between the two.
        shared = (border(codes[0], code) for code in home)
        return next((found for found in shared if found), None) or border(codes[0])
    for number, code in enumerate(home):
        for other in home[number + 1 :]:
            found = border(code, other)
            if found:
                return found
    return border(home[0]) if home else None


def border_near(country: str, context: Context) -> LineWords | None:
    """Return the border that "10 km from Turkey" measures from, in a report on its neighbor."""
    known = country_of(country)
    if known is None:
        return None
    for code in context.main_countries:
        if code != known.code and border(code, known.code):
            return LineWords(country, "border", tuple(sorted((code, known.code))))
    return None


def _zone(line: LineWords, within: Located | None, context: Context) -> Located | Line | None:
    """The zone of a name; of several that share it the nearest to what the report names.

    A name that zones share means none of ours far from all of them: there are other buffer zones.
    """
    nearby = [(within.lat, within.lon)] if within is not None else []
    nearby += [(place.lat, place.lon) for place in context.anchors]

    def away(zone: DrawnZone) -> float:
        return min((zone.away_km(*spot) for spot in nearby), default=math.inf)

    found = drawn_zones(line.name)
    best = min(found, key=away, default=None)
    if best is None or (away(best) > _SHARED_REACH_KM and (best.is_shared or len(found) > 1)):
        return None
    if best.line is not None:
        return best.line
    if (
        within is not None
        and within.radius_km < best.place.radius_km
        and best.holds(within.lat, within.lon)
    ):
        return None  # of "the zone near al-Tanf" the town tells more
    place = best.place
    anchors: tuple[Place, ...] = (place,)
    if context.anchors:
        # Named for the town of the report that lies in it, where there is one.
        town = min(context.anchors, key=lambda p: distance_km(p.lat, p.lon, *best.spot))
        place = replace(place, country=town.country)
        anchors = (town, place) if best.holds(town.lat, town.lon) else (place,)
    return Located(place.lat, place.lon, place.radius_km, anchors, found_as(place.name))


def _named(line: LineWords, context: Context) -> Line | None:
    """The river or road of a name, of several the one in the report's countries."""
    lines = named_lines(line.name)
    weights = context.countries

    def weight(found: Line) -> float:
        return max((weights.get(code, 0.0) for code in found.codes), default=0.0)

    best = max(lines, key=weight, default=None)
    if best is None or (len(lines) > 1 and weight(best) == 0):
        return best if len(lines) == 1 else None
    if best.kind == "road" and weights and weight(best) == 0:
        return None  # "Highway 1" of another country
    return best


def _name_of(line: LineWords, found: Line) -> str:
    if line.kind != "border":
        return f"the {found.name}" if line.kind in {"river", "zone"} else found.name
    if found.name != "border":
        return f"the {found.name}"
    lands = [_land(code) for code in found.codes]
    return f"the border of {' and '.join(lands)}"


def _land(code: str) -> str:
    if code in {GAZA, WEST_BANK}:
        return "Gaza" if code == GAZA else "the West Bank"
    country = country_of_code(code)
    return country.name if country else code


def _road_between(line: LineWords, within: Located | None, find: NameFinder) -> Located | None:
    for one, other in line.ends:
        end = find(other)
        if not one:
            if end is None:
                return None
            return replace(
                end, radius_km=end.radius_km + 15, relation=PlaceRelation.ON_ROAD,
                reason=f"the road to {end.name}, no stretch told: its point, radius widened",
            )  # fmt: skip
        start = find(one)
        if start is None or end is None:
            continue
        whole = between(start, end)
        name = f"the road between {start.name} and {end.name}"
        drawn = Line(name, "road", (), (((start.lat, start.lon), (end.lat, end.lon)),))
        ends = (start.lat, start.lon), (end.lat, end.lon)
        codes = {_code_of(start), _code_of(end)}
        ways = (
            between_points(road, *ends, _ON_ROAD_KM) for road in roads() if codes & set(road.codes)
        )
        drawn = next((way for way in ways if way), drawn)
        found = middle(drawn)
        reason = f"{name}: the middle of it"
        located = replace(
            whole, lat=found.lat, lon=found.lon, radius_km=max(5.0, found.radius_km),
            reason=reason, relation=PlaceRelation.ON_ROAD, line_name=name,
        )  # fmt: skip
        if within is not None:
            reach = within.radius_km + 5
            part = stretch(drawn, within.lat, within.lon, reach)
            if part.away_km > reach and within.kind not in WIDE and _is_on_way(within, start, end):
                # The road bends to pass there; a straight line does not.
                reason = f"{name}, near {within.name}: its point"
                return replace(
                    within, radius_km=within.radius_km + 5, reason=reason, line_name=name,
                    relation=PlaceRelation.ON_ROAD,
                )  # fmt: skip
            if part.away_km <= reach + 25:
                reason = f"{name}: the stretch nearest to {within.name}"
                located = replace(
                    located, lat=part.lat, lon=part.lon, radius_km=max(5.0, part.radius_km),
                    reason=reason, anchors=within.anchors[:1] + located.anchors,
                )  # fmt: skip
        return located
    return None


def _is_on_way(place: Located, start: Located, end: Located) -> bool:
    """Tell whether a place may lie on a winding road between two others."""
    straight = distance_km(start.lat, start.lon, end.lat, end.lon)
    there = distance_km(start.lat, start.lon, place.lat, place.lon)
    onward = distance_km(place.lat, place.lon, end.lat, end.lon)
    return there + onward <= _MOST_WINDING * straight


def _coast(
    line: LineWords, within: Located | None, context: Context, find: NameFinder
) -> Located | None:
    if line.name:
        within = find(line.name) or within
    codes = line.codes
    if not codes and within is not None and within.anchors and within.anchors[0].country:
        country = country_of(within.anchors[0].country)
        codes = (country.code,) if country else ()
        if within.kind is PlaceKind.COUNTRY:
            within = None
    if not codes:
        codes = context.main_countries[:1]
    found = coast(codes[0]) if codes else None
    if found is None:
        return None
    cut = _cut(found, within, context, find)
    country_name = _land(codes[0])
    name = f"the coast of {within.name if within else country_name}"
    reason = f"{name}: {cut.reason}"
    return replace(cut, reason=reason, relation=PlaceRelation.ALONG, line_name=name)


def off_shore(shore: Located, km: float | None, spread_km: float) -> Located | None:
    """Return the point out at sea from a coast or a town on it; None for a town inland."""
    code = _code_of(shore)
    codes = [code] if code else []
    line = next((found for found in map(coast, codes) if found), None)
    if line is None:
        return None
    told = km if km is not None else _OFFSHORE_KM
    spot, bearing, away = seaward(line, shore.lat, shore.lon, told)
    if away > _FAR_COAST_KM and shore.kind not in WIDE:
        return None
    lat, lon = moved(*spot, bearing, told)
    reach = shore.radius_km + 0.25 * told + spread_km + (_OFFSHORE_KM if km is None else 0.0)
    how = f"{told:.4g} km" if km is not None else f"no distance told, {told:.0f} km taken"
    return replace(
        shore, lat=lat, lon=lon, radius_km=reach, relation=PlaceRelation.OFFSHORE,
        reason=f"off {shore.name}, {how} out to sea",
    )  # fmt: skip


def _code_of(shore: Located) -> str | None:
    if shore.anchors and shore.anchors[0].country:
        country = country_of(shore.anchors[0].country)
        return country.code if country else None
    lands = shore.line_name.removeprefix("the coast of ")
    if lands == _land(GAZA):
        return GAZA
    country = country_of(lands)
    return country.code if country else None
