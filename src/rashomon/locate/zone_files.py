"""Zones as GeoJSON: each feature is checked by itself, and a bad one loses only itself.

What a feature must and may hold is told in docs/zones.md. Geometry is taken as GeoJSON means it:
longitude first, WGS 84, edges straight in longitude and latitude. An edge that leaps over more
than half the globe goes the short way, over the antimeridian.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from rashomon.errors import InvalidRecord, ZoneError
from rashomon.records import DateInterval, LonLat, Zone, ZoneKind

__all__ = ["ZoneFile", "as_feature", "read_zone_file", "read_zones", "zone_id_of"]

_LARGEST_FILE = 64_000_000  # bytes
_MOST_POINTS = 500_000  # of one zone; a national outline of the finest sort has fewer
_LARGEST_CIRCLE_KM = 2_000
_DEFAULT_PRECISION_KM = 1.0
_PATHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_KNOWN = frozenset(
    (
        "id name kind aliases shared_aliases valid_from valid_to proclaimed_by recognized_by "
        "recognised_by rejected_by note source precision_km radius_km left right"
    ).split()
)
_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")

Ring = tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class ZoneFile:
    """The zones of one file, what is wrong with its other features, and what was done to them."""

    zones: tuple[Zone, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class _BadFeature(Exception):
    """Why a feature cannot be used, and the way out."""


def read_zone_file(path: Path, *, is_users: bool = True) -> ZoneFile:
    """Read the zones of a GeoJSON file.

    Raises:
        ZoneError: If the file cannot be read or is no GeoJSON at all.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ZoneError(
                f"{path}: larger than {_LARGEST_FILE // 1_000_000} MB; simplify its outlines"
            )
        content = path.read_bytes()
    except OSError as error:
        raise ZoneError(f"{path}: cannot be read: {error.strerror}") from error
    return read_zones(content, str(path), is_users=is_users)


def read_zones(content: bytes, where: str, *, is_users: bool = True) -> ZoneFile:
    """Read the zones of GeoJSON given as bytes; `where` names it in messages.

    Raises:
        ZoneError: If it is no GeoJSON at all.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ZoneError(f"{where}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise ZoneError(
            f"{where}: no JSON, line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except RecursionError as error:
        raise ZoneError(f"{where}: nested too deeply to be GeoJSON") from error
    except ValueError as error:  # a number of more digits than can be read
        raise ZoneError(f"{where}: no JSON: {error}") from error
    zones: dict[str, Zone] = {}
    faults: list[str] = []
    remarks: list[str] = []
    for number, feature in enumerate(_features(data, where), start=1):
        label = _label(feature, number, where)
        try:
            zone, said = _zone(feature, is_users)
            if zone.zone_id in zones:
                raise _BadFeature(
                    f"the zone before it is called {zone.zone_id} too; give it an “id” of its own"
                )
        except (_BadFeature, InvalidRecord) as error:
            faults.append(f"{label}: {error}")
            continue
        zones[zone.zone_id] = zone
        remarks += (f"{label}: {remark}" for remark in said)
    return ZoneFile(tuple(zones.values()), tuple(faults), tuple(remarks))


def as_feature(zone: Zone) -> dict[str, Any]:
    """Return a zone as the GeoJSON feature that `read_zones` reads it from."""
    if zone.circle_km is not None:
        geometry: dict[str, Any] = {"type": "Point", "coordinates": list(zone.shapes[0][0][0])}
    elif zone.kind is ZoneKind.LINE:
        paths = [[list(p) for p in shape[0]] for shape in zone.shapes]
        geometry = {"type": "MultiLineString", "coordinates": paths}
    else:
        polygons = [[[list(p) for p in ring] for ring in shape] for shape in zone.shapes]
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
    told: dict[str, Any] = {
        "id": zone.zone_id,
        "name": zone.name,
        "aliases": list(zone.names),
        "shared_aliases": list(zone.shared_names),
        "valid_from": _as_days(zone.valid_from) if zone.valid_from else None,
        "valid_to": _as_days(zone.valid_to) if zone.valid_to else "open",
        "proclaimed_by": list(zone.proclaimed_by),
        "recognized_by": list(zone.recognized_by),
        "rejected_by": list(zone.rejected_by),
        "note": zone.note,
        "source": zone.source,
        "precision_km": zone.precision_km,
        "radius_km": zone.circle_km,
        "left": zone.left,
        "right": zone.right,
    }
    properties = {key: value for key, value in told.items() if value not in (None, "", [])}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def zone_id_of(name: str) -> str:
    """Return the id of a zone that is given none: its name in plain letters.

    >>> zone_id_of("55-km zone round at-Tanf")
    '55-km-zone-round-at-tanf'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:80].strip("-")
    letters = sum(c.isalnum() for c in name)
    if len(slug.replace("-", "")) * 2 < letters or not slug:  # another script
        slug = "zone-" + hashlib.sha256(name.encode()).hexdigest()[:10]
    return slug


def _features(data: object, where: str) -> Iterator[object]:
    if isinstance(data, dict):
        crs = json.dumps(data.get("crs") or "")
        if data.get("crs") and not re.search(r"CRS84|4326", crs):
            raise ZoneError(
                f"{where}: in another reference system ({crs[:80]}); convert it to WGS 84 "
                "(longitude and latitude in degrees)"
            )
        if data.get("type") == "Feature":
            yield data
            return
        features = data.get("features")
        if data.get("type") == "FeatureCollection" and isinstance(features, list):
            yield from features
            return
    raise ZoneError(
        f"{where}: no GeoJSON Feature or FeatureCollection; docs/zones.md shows the form"
    )


def _label(feature: object, number: int, where: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    named = f" “{_plain(name)[:60]}”" if isinstance(name, str) and name.strip() else ""
    return f"{where}: feature {number}{named}"


def _zone(feature: object, is_users: bool) -> tuple[Zone, list[str]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _BadFeature("no GeoJSON Feature")
    told = feature.get("properties")
    if not isinstance(told, dict):
        raise _BadFeature("no “properties”, so it has no “name”")
    name = _text(told, "name")
    if not name:
        raise _BadFeature("no “name” among its properties")
    remarks = []
    precision = _number(told, "precision_km")
    if precision is None:
        precision = _DEFAULT_PRECISION_KM
        remarks.append(f"no “precision_km”: its outline is taken to be true to {precision:g} km")
    ignored = sorted(_plain(str(key)) for key in told if key not in _KNOWN)
    if ignored:
        remarks.append(f"not used: {', '.join(ignored)[:200]}")
    kind, shapes, circle_km = _geometry(feature.get("geometry"), told)
    if told.get("kind") not in (None, kind.value):
        raise _BadFeature(f"“kind” says {told['kind']!r}, its geometry is a {kind}")
    given_id = _text(told, "id")
    zone = Zone(
        zone_id=zone_id_of(given_id or name),
        name=name,
        kind=kind,
        shapes=shapes,
        precision_km=precision,
        source=_text(told, "source") or "not told",
        valid_from=_begin(told),
        valid_to=_end(told),
        proclaimed_by=_names(told, "proclaimed_by"),
        recognized_by=_names(told, "recognized_by") or _names(told, "recognised_by"),
        rejected_by=_names(told, "rejected_by"),
        note=_text(told, "note"),
        names=_names(told, "aliases"),
        shared_names=_names(told, "shared_aliases"),
        circle_km=circle_km,
        left=_text(told, "left"),
        right=_text(told, "right"),
        is_users=is_users,
    )
    return zone, remarks


def _text(told: Mapping[str, object], key: str) -> str:
    value = told.get(key)
    if value is None:
        return ""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise _BadFeature(f"“{key}” is no text")
    return _plain(str(value))[:4000]


def _plain(words: str) -> str:
    return " ".join(_STEERING.sub(" ", words).split())


def _names(told: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = told.get(key)
    if isinstance(value, str):
        value = value.split("|")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _BadFeature(f"“{key}” is neither a list of names nor names with | between them")
    return tuple(dict.fromkeys(filter(None, (_plain(name)[:200] for name in value[:200]))))


def _number(told: Mapping[str, object], key: str) -> float | None:
    value = told.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _BadFeature(f"“{key}” is no number: {str(value)[:40]!r}")
    if not 0 <= value <= 20_000:
        raise _BadFeature(f"“{key}” is {str(value)[:20]}; kilometers from 0 to 20,000 are meant")
    return float(value)


def _begin(told: Mapping[str, object]) -> DateInterval | None:
    days = _days(told, "valid_from")
    if days is not None and days.last == date.max:
        raise _BadFeature("“valid_from” has no last day on which it may have begun")
    return days


def _end(told: Mapping[str, object]) -> DateInterval | None:
    value = told.get("valid_to")
    if value is None or value == "open":
        return None
    if value == "unknown":
        begin = _begin(told)
        first = begin.last if begin else date.min
        return DateInterval(first, date.max, "when it ended is not known")
    return _days(told, "valid_to")


def _days(told: Mapping[str, object], key: str) -> DateInterval | None:
    value = told.get(key)
    if value is None or value in ("", "unknown"):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a bare year
    if not isinstance(value, str):
        raise _BadFeature(f"“{key}” is no date: {str(value)[:40]!r}")
    first, slash, last = value.partition("/")
    begin = _day(first.strip(), key, value)
    if not slash:
        return begin
    if last.strip() in {"", ".."}:
        return DateInterval(begin.first, date.max)
    end = _day(last.strip(), key, value)
    if end.last < begin.first:
        raise _BadFeature(f"“{key}” runs backwards: {value[:40]}")
    return DateInterval(begin.first, end.last)


def _day(words: str, key: str, whole: str) -> DateInterval:
    """A day, a month or a year as the days that it may be."""
    found = _YEAR.match(words[:10]) if len(words) <= 25 else None  # a time of day is let go
    try:
        if found is None or (len(words) > 10 and words[10] not in "T "):
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return DateInterval(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            following = date(year + month // 12, month % 12 + 1, 1)
            return DateInterval(date(year, month, 1), following - timedelta(days=1))
        return DateInterval(date(year, month, day), date(year, month, day))
    except ValueError:
        raise _BadFeature(
            f"“{key}” is no date: {whole[:40]!r}; write 2017-05-06, 2017-05, 2017, or two of them "
            "with / between for a day that is not known"
        ) from None


def _as_days(days: DateInterval) -> str:
    if days.first == days.last:
        return days.first.isoformat()
    last = ".." if days.last == date.max else days.last.isoformat()
    return f"{days.first.isoformat()}/{last}"


def _geometry(
    geometry: object, told: Mapping[str, object]
) -> tuple[ZoneKind, tuple[tuple[Ring, ...], ...], float | None]:
    if not isinstance(geometry, dict):
        raise _BadFeature("no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        radius = _number(told, "radius_km")
        if not radius:
            raise _BadFeature("a Point needs a “radius_km” above 0 to be a zone")
        if radius > _LARGEST_CIRCLE_KM:
            raise _BadFeature(f"a circle of {radius:g} km; {_LARGEST_CIRCLE_KM} at most")
        return ZoneKind.AREA, (((_point(coordinates),),),), radius
    if kind not in _PATHS:
        raise _BadFeature(
            f"its geometry is a {_plain(str(kind))[:40]}; a zone is a LineString, Polygon, one of "
            "their Multi forms, or a Point with “radius_km”"
        )
    if told.get("radius_km") is not None:
        raise _BadFeature("“radius_km” belongs to a Point")
    depth = _PATHS[kind]
    budget = [_MOST_POINTS]
    if kind == "LineString":
        lines: tuple[tuple[Ring, ...], ...] = ((_ring(coordinates, 2, budget),),)
    elif kind == "MultiLineString":
        lines = tuple((_ring(path, 2, budget),) for path in _list(coordinates))
    elif kind == "Polygon":
        lines = (_polygon(coordinates, budget),)
    else:
        lines = tuple(_polygon(polygon, budget) for polygon in _list(coordinates))
    if not lines:
        raise _BadFeature("its geometry is empty")
    return (
        (ZoneKind.LINE if depth == 1 or kind == "MultiLineString" else ZoneKind.AREA),
        lines,
        None,
    )


def _polygon(coordinates: object, budget: list[int]) -> tuple[Ring, ...]:
    rings = [_closed(_ring(ring, 3, budget)) for ring in _list(coordinates)]
    if not rings:
        raise _BadFeature("its geometry holds a polygon without an outline")
    west = min(lon for lon, _ in rings[0])
    for at, hole in enumerate(rings[1:], start=1):
        if min(lon for lon, _ in hole) < west - 1e-9:  # drawn on the other side of the antimeridian
            rings[at] = tuple((lon + 360, lat) for lon, lat in hole)
    return tuple(rings)


def _closed(ring: Ring) -> Ring:
    if abs(abs(ring[0][0] - ring[-1][0]) - 360) < 1e-9 and ring[0][1] == ring[-1][1]:
        raise _BadFeature(
            "its outline goes round a pole; cut it at the antimeridian, with edges along longitude "
            "180 and -180 and over the pole"
        )
    closed = ring if ring[0] == ring[-1] else (*ring, ring[0])
    if len(set(closed)) < 3:
        raise _BadFeature("its outline has fewer than three points")
    return closed


def _ring(coordinates: object, least: int, budget: list[int]) -> Ring:
    """The points of a path, longitudes running on past 180 where it crosses the antimeridian."""
    given = _list(coordinates)
    budget[0] -= len(given)
    if budget[0] < 0:
        raise _BadFeature(f"more than {_MOST_POINTS:,} points; simplify its outline")
    told = [_point(one) for one in given]
    if len(told) < least:
        raise _BadFeature(f"a path of its geometry has fewer than {least} points")
    turns, points = 0, told[:1]
    for (before, _), (lon, lat) in pairwise(told):
        leap = lon - before
        # Exactly once round is an edge of a zone about the whole globe.
        if abs(leap) > 180 and abs(abs(leap) - 360) > 1e-9:
            turns -= round(leap / 360)
        points.append((lon + 360 * turns, lat))
    west = min(lon for lon, _ in points)
    if max(lon for lon, _ in points) - west > 360 + 1e-9:
        raise _BadFeature("its outline goes round the globe more than once")
    shift = 360 * math.floor((west + 180) / 360)
    return tuple((lon - shift, lat) for lon, lat in points)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _BadFeature("its coordinates are not nested as its type asks for")
    return value


def _point(value: object) -> LonLat:
    if (
        not isinstance(value, list)
        or not 2 <= len(value) <= 4
        or not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in value[:2])
    ):
        raise _BadFeature("its coordinates are not nested as its type asks for")
    try:
        lon, lat = float(value[0]), float(value[1])
    except OverflowError:
        lon = lat = math.inf
    if not (-540 <= lon <= 540 and -90 <= lat <= 90):
        hint = (
            "longitude comes first"
            if -90 <= lon <= 90 and -540 <= lat <= 540
            else ("degrees of WGS 84 are meant, not meters")
        )
        raise _BadFeature(f"no such point on Earth: {lon:g}, {lat:g} ({hint})")
    return lon, lat
