"""The lines that places lie along: borders, coasts, rivers and roads.

Borders and coasts come from Natural Earth (public domain, by `tools/make_borders.py`), good to
one and three kilometres. Rivers and roads are drawn by hand through the towns that they pass and
leave the real course by some kilometres between two of them; each names its source.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["GAZA", "WEST_BANK", "Line", "border", "coast", "named_lines", "named_pattern", "roads"]

Spot = tuple[float, float]  # latitude, longitude

GAZA, WEST_BANK = "PS-G", "PS-W"
"""The two parts of one country whose borders news tells apart."""
_GAZA_EAST = 34.7  # degrees; all of Gaza's border lies to the west of it, the West Bank's east


@dataclass(frozen=True, slots=True, eq=False)  # thousands of points; each line is made once
class Line:
    """A border, coast, river or road as one or more lines of points.

    `places` are those of its names, in plain form, that other places bear too. A coast has the
    land to the right of whoever follows it.
    """

    name: str
    kind: str  # border, coast, river, road
    codes: tuple[str, ...]
    pieces: tuple[tuple[Spot, ...], ...]
    other_names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def is_a_place_too(self, name: str) -> bool:
        """Tell whether a bare name is rather that of some other place, as "Jordan" is."""
        return plain_name(name) in self.places


@cache
def _rows(file: str) -> dict[tuple[str, str], tuple[tuple[Spot, ...], ...]]:
    """The lines of a file by their countries: hundredths of a degree, each step from the last."""
    found: dict[tuple[str, str], list[tuple[Spot, ...]]] = {}
    with files("rashomon.locate").joinpath(file).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            numbers = [int(number) for number in row["points"].split()]
            points, lat, lon = [], 0, 0
            for dlat, dlon in zip(numbers[::2], numbers[1::2], strict=True):
                lat, lon = lat + dlat, lon + dlon
                points.append((lat / 100, lon / 100))
            found.setdefault((row["code"], row["other_code"]), []).append(tuple(points))
    return {codes: tuple(pieces) for codes, pieces in found.items()}


@cache
def border(one: str, other: str | None = None) -> Line | None:
    """Return the border between two countries, or all that one has on land."""
    wanted = {_country(one), _country(other)} if other else {_country(one)}
    pieces = tuple(
        piece
        for codes, pieces in _rows("borders.csv").items()
        if wanted <= set(codes)
        for piece in pieces
        if all(_is_of(code, piece) for code in (one, other) if code)
    )
    codes = (one, other) if other else (one,)
    return Line("border", "border", codes, pieces) if pieces else None


def _country(code: str) -> str:
    return code.partition("-")[0]


def _is_of(code: str, piece: tuple[Spot, ...]) -> bool:
    if code not in {GAZA, WEST_BANK}:
        return True
    return (max(lon for _, lon in piece) < _GAZA_EAST) == (code == GAZA)


@cache
def coast(code: str) -> Line | None:
    """Return a country's coast."""
    pieces = _rows("coasts.csv").get((_country(code), ""))
    return Line("coast", "coast", (code,), pieces) if pieces else None


@cache
def _drawn() -> dict[str, tuple[Line, ...]]:
    """The rivers and roads by their names, casefolded."""
    text = files("rashomon.locate").joinpath("lines.geojson").read_text(encoding="utf-8")
    found: dict[str, list[Line]] = {}
    for feature in json.loads(text)["features"]:
        told = feature["properties"]
        points = tuple((lat, lon) for lon, lat in feature["geometry"]["coordinates"])
        line = Line(
            told["name"], told["kind"], tuple(told["countries"]), (points,),
            tuple(told["other_names"]), tuple(map(plain_name, told["also_places"])),
        )  # fmt: skip
        for name in sorted({plain_name(name) for name in (line.name, *line.other_names)}):
            found.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def plain_name(name: str) -> str:
    """Return a name in the form in which names of lines are compared."""
    plain = re.sub(r"[-–—‐]", "-", " ".join(name.casefold().split()))
    plain = re.sub(r"^the\s|\s(?:motorway|highway|expressway|route|road)$", "", plain)
    return re.sub(r"\s?-\s?", "-", plain)


def named_lines(name: str) -> tuple[Line, ...]:
    """Return the rivers and roads of this name."""
    return _drawn().get(plain_name(name), ())


@cache
def roads() -> tuple[Line, ...]:
    """Return every road of our data."""
    lines = dict.fromkeys(line for lines in _drawn().values() for line in lines)
    return tuple(line for line in lines if line.kind == "road")


@cache
def named_pattern() -> re.Pattern[str]:
    """Return a pattern of all names of rivers and roads, the longest first."""
    names = sorted(_drawn(), key=lambda name: (-len(name), name))
    choices = "|".join(re.escape(name).replace(r"\-", r"\s?[-–—]\s?") for name in names)
    return re.compile(rf"(?<![\w-])(?:{choices})(?!\w)", re.IGNORECASE)
